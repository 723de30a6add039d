export type { Gate, GateOptions } from './gate.ts'
export { openGate } from './gate.ts'
export type { Grain, GrainChanges, LiveGrain } from './grain.ts'
export { grainDefault, grainExact, grainOf, kDefault, kMin } from './grain.ts'
