import { chunkBits, chunkMask, type Pool } from './pool.ts'
import { F64, flag, U8, U16, U32 } from './record.ts'
import { secondOf } from './stamp.ts'

/** What is said of where something is; handed over whole, because a stamp on its own would be boxed for each call. */
interface Stated {
  readonly stamp: number
  readonly place: number
  readonly step: number
  readonly byHand: boolean
}

/** What a statement did to a run: nothing, changed it, or columns cannot tell and history must. */
const unchanged = 0
const changed = 1
export const unclear = 2

/**
 * "It was at `place`." The newest statement wins; a run begins with the first statement of a place after the newest
 * statement of another one. Only a late statement that falls inside a run, or into a second of its edge, is unclear.
 */
export function statePlace(pool: Pool, row: number, { stamp, place, byHand }: Stated): number {
  const chunk = row >>> chunkBits
  const index = row & chunkMask
  const f64 = pool.f64[chunk]!
  const u32 = pool.u32[chunk]!
  const u16 = pool.u16[chunk]!
  const f = index * F64.size
  const u = index * U32.size
  const p = index * U16.size + U16.place
  const newest = f64[f + F64.placeAt]!
  const known = u16[p]!
  if (stamp > newest || (stamp === newest && place > known)) {
    const fresh = newest === 0
    if (fresh || place !== known) {
      u32[u + U32.placePrevious] = fresh ? 0 : secondOf(newest)
      u32[u + U32.placeSince] = secondOf(stamp)
      u16[p] = place
      setHand(pool, row, flag.placeByHand, byHand)
    } else if (byHand) setHand(pool, row, flag.placeByHand, true)
    f64[f + F64.placeAt] = stamp
    return changed
  }
  const second = secondOf(stamp)
  const previous = u32[u + U32.placePrevious]!
  if (place === known) {
    if (second < previous) return unchanged
    if (second === previous && previous !== 0) return unclear
    if (byHand) setHand(pool, row, flag.placeByHand, true)
    if (second < u32[u + U32.placeSince]!) u32[u + U32.placeSince] = second
    return changed
  }
  if (second >= u32[u + U32.placeSince]!) return unclear
  if (second <= previous) return unchanged
  u32[u + U32.placePrevious] = second
  return changed
}

/** "It was at `step`." As `statePlace`, and the step before the run is kept. */
export function stateStep(pool: Pool, row: number, { stamp, step, byHand }: Stated): number {
  const chunk = row >>> chunkBits
  const index = row & chunkMask
  const f64 = pool.f64[chunk]!
  const u32 = pool.u32[chunk]!
  const u8 = pool.u8[chunk]!
  const f = index * F64.size
  const u = index * U32.size
  const b = index * U8.size
  const newest = f64[f + F64.stepAt]!
  const known = u8[b + U8.step]!
  if (stamp > newest || (stamp === newest && step > known)) {
    const fresh = newest === 0
    if (fresh || step !== known) {
      u32[u + U32.stepPrevious] = fresh ? 0 : secondOf(newest)
      u8[b + U8.previousStep] = fresh ? 0 : known
      u32[u + U32.stepSince] = secondOf(stamp)
      u8[b + U8.step] = step
      setHand(pool, row, flag.stepByHand, byHand)
    } else if (byHand) setHand(pool, row, flag.stepByHand, true)
    f64[f + F64.stepAt] = stamp
    return changed
  }
  const second = secondOf(stamp)
  const previous = u32[u + U32.stepPrevious]!
  if (step === known) {
    if (second < previous) return unchanged
    if (second === previous && previous !== 0) return unclear
    if (byHand) setHand(pool, row, flag.stepByHand, true)
    if (second < u32[u + U32.stepSince]!) u32[u + U32.stepSince] = second
    return changed
  }
  if (second >= u32[u + U32.stepSince]!) return unclear
  if (second < previous) return unchanged
  if (second === previous) return step === u8[b + U8.previousStep]! ? unchanged : unclear
  u32[u + U32.stepPrevious] = second
  u8[b + U8.previousStep] = step
  return changed
}

function setHand(pool: Pool, row: number, bit: number, on: boolean): void {
  const u8 = pool.u8[row >>> chunkBits]!
  const at = (row & chunkMask) * U8.size + U8.flags
  u8[at] = on ? u8[at]! | bit : u8[at]! & ~bit
}
