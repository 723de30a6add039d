export { openFlow, restoreFlow } from './flow.ts'
export type * from './types.ts'
export { flowLimits } from './types.ts'
