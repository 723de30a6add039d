export { demonstrationSites, demonstrationStartMs } from './demonstration.ts'
export { type PlannedShift, siteSizeFor } from './roster.ts'
export { shifts } from './staffing.ts'
export type {
  CrewName,
  LayoutSize,
  Noise,
  SimHeads,
  SimLoad,
  SimOrder,
  SimPlan,
  Sink,
  ThingKind,
  Truth,
  TruthClass,
  TruthDeparture,
  TruthError,
  TruthLoad,
  TruthOrder,
  TruthPlace,
  TruthShift,
  TruthSpan,
  TruthThing,
  TruthTotals,
  TruthWorker,
  TruthWorkforce,
  WorkforceOptions,
  World,
  WorldOptions,
} from './types.ts'
export { crewNames, noNoise, usualNoise } from './types.ts'
export { createWorld } from './world.ts'
