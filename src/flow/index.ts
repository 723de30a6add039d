import type { Result } from '../base/index.ts'
import { flowOver, newState } from './flow.ts'
import { readSnapshot } from './snapshot.ts'
import type { Flow, FlowOptions } from './types.ts'

export { openFlow } from './flow.ts'
export type * from './types.ts'
export { flowLimits } from './types.ts'

/** State as `snapshot` wrote it; FLOW_SNAPSHOT_BROKEN where it is damaged, of another version or another site. */
export function restoreFlow(options: FlowOptions, chunks: Iterable<Uint8Array>): Result<Flow> {
  const read = readSnapshot(newState(options), chunks)
  return read.ok ? { ok: true, value: flowOver(options, read.value) } : read
}
