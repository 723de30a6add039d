export { demonstrationSites, demonstrationStartMs } from './demonstration.ts'
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
  TruthLoad,
  TruthOrder,
  TruthPlace,
  TruthThing,
  TruthTotals,
  World,
  WorldOptions,
} from './types.ts'
export { crewNames, noNoise, usualNoise } from './types.ts'
export { createWorld } from './world.ts'
