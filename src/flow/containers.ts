import { chunkBits, chunkMask, Pool } from './pool.ts'

/** What only containers have: 32 bytes for each. */
export class Containers {
  readonly pool = new Pool(32, 6)

  /** The first of what is shown one by one. */
  first(container: number): number {
    return this.pool.u32[container >>> chunkBits]![(container & chunkMask) * 8 + 4]!
  }
  setFirst(container: number, row: number): void {
    this.pool.u32[container >>> chunkBits]![(container & chunkMask) * 8 + 4] = row
  }
  /** Things directly inside. */
  count(container: number): number {
    return this.pool.u32[container >>> chunkBits]![(container & chunkMask) * 8 + 5]!
  }
  addCount(container: number, more: number): void {
    this.pool.u32[container >>> chunkBits]![(container & chunkMask) * 8 + 5]! += more
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
