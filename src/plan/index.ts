export { quarterHourMs } from './document.ts'
export {
  type LoadHistory,
  openPlan,
  type Plan,
  type PlanAnswer,
  type PlanCounts,
  type PlanOptions,
  planKeptMs,
} from './plan.ts'
