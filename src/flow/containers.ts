import { chunkBits, chunkMask, Pool } from './pool.ts'

/** What only containers have: 32 bytes for each. */
export class Containers {
  readonly pool = new Pool(32, 6)

  first(container: number): number {
    return this.pool.u32[container >>> chunkBits]![(container & chunkMask) * 8 + 4]!
  }
  count(container: number): number {
    return this.pool.u32[container >>> chunkBits]![(container & chunkMask) * 8 + 5]!
  }
  setFirst(container: number, row: number, more: number): void {
    const u32 = this.pool.u32[container >>> chunkBits]!
    const at = (container & chunkMask) * 8
    u32[at + 4] = row
    u32[at + 5] = u32[at + 5]! + more
  }
  /** Newest statement by which something is known to have gone out of it. */
  lostAt(container: number): number {
    return this.pool.f64[container >>> chunkBits]![(container & chunkMask) * 4]!
  }
  noteLost(container: number, stamp: number): void {
    const f64 = this.pool.f64[container >>> chunkBits]!
    const at = (container & chunkMask) * 4
    if (stamp > f64[at]!) f64[at] = stamp
  }
  /** Newest statement that named it as a container. */
  heldAt(container: number): number {
    return this.pool.f64[container >>> chunkBits]![(container & chunkMask) * 4 + 3]!
  }
  noteHeld(container: number, stamp: number): void {
    const f64 = this.pool.f64[container >>> chunkBits]!
    const at = (container & chunkMask) * 4 + 3
    if (stamp > f64[at]!) f64[at] = stamp
  }
  /** Newest statement that emptied it without naming what was inside. */
  emptiedAt(container: number): number {
    return this.pool.f64[container >>> chunkBits]![(container & chunkMask) * 4 + 1]!
  }
  noteEmptied(container: number, stamp: number): void {
    const f64 = this.pool.f64[container >>> chunkBits]!
    const at = (container & chunkMask) * 4 + 1
    if (stamp > f64[at]!) f64[at] = stamp
  }
}
