export { openPlan, type Plan } from './plan.ts'
