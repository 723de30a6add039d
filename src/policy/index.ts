export type { Gate, GateOptions } from './gate.ts'
export { kDefault, kMin, openGate } from './gate.ts'
