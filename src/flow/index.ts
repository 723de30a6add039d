import type { Result } from '../base/index.ts'
import type { Flow, FlowOptions } from './types.ts'

export type * from './types.ts'
export { flowLimits } from './types.ts'
/** Live state of a site that has seen nothing yet. */
export declare function openFlow(options: FlowOptions): Flow
/** State as `snapshot` wrote it; FLOW_SNAPSHOT_BROKEN where it is damaged, of another version or another site. */
export declare function restoreFlow(options: FlowOptions, chunks: Iterable<Uint8Array>): Result<Flow>
