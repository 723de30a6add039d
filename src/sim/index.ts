export { demonstrationSites } from './demonstration.ts'
export { siteSizeFor } from './roster.ts'
export type {
  LayoutSize,
  SimLoad,
  SimOrder,
  SimPlan,
  Truth,
  TruthShift,
  TruthWorker,
  TruthWorkforce,
  World,
  WorldOptions,
} from './types.ts'
export { noNoise } from './types.ts'
export { createWorld } from './world.ts'
