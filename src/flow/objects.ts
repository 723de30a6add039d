import { Containers } from './containers.ts'
import { HashIndex } from './hashIndex.ts'
import { chunkBits, chunkMask, Pool } from './pool.ts'
import { coarseSecond, secondOf } from './stamp.ts'

/** Fields of an object's record, by view. 80 bytes. */
export const F64 = { placeAt: 0, stepAt: 1, linkAt: 2, size: 10 } as const
export const U32 = {
  low: 6,
  high: 7,
  /** Seconds: first statement of the run at this place, and the newest statement of another place before it. */
  placeSince: 8,
  placePrevious: 9,
  stepSince: 10,
  stepPrevious: 11,
  /** Record of the container while the link is in force. */
  parent: 12,
  next: 13,
  previous: 14,
  /** Record in `containers`, 0 for what never held anything. */
  container: 15,
  shownSince: 16,
  /** First document pair. */
  documents: 17,
  size: 20,
} as const
export const U16 = { place: 36, shownPlace: 37, size: 40 } as const
export const U8 = { step: 76, previousStep: 77, shownStep: 78, flags: 79, size: 80 } as const

export const flag = {
  placeByHand: 1,
  stepByHand: 2,
  /** It left before and came back: `closed` knows when. */
  returned: 4,
  /** It was unpacked by an event that did not name it. */
  implied: 8,
  misplaced: 16,
  outOfOrder: 32,
  shownByHand: 64,
  live: 128,
} as const

/** What a statement did to a run: nothing, changed it, or columns cannot tell and history must. */
export const unchanged = 0
export const changed = 1
export const unclear = 2

/** What an object looks like from outside, its containers counted; filled by `Objects.look`. */
export interface Shown {
  place: number
  step: number
  previousStep: number
  sinceSecond: number
  byHand: boolean
  /** Newest statement that decides it. */
  at: number
  /** Record whose statement decides the step: the object's own or that of a container. */
  stepBase: number
  /** Newest statement of the previous step, seconds; links from the record `linksFrom` up to `stepBase` may be newer. */
  previousSecond: number
  linksFrom: number
}

/** Records of what is in the building, and who is inside whom. */
export class Objects {
  readonly pool = new Pool(U8.size, U32.next)
  readonly index = new HashIndex(this.pool, U32.low)
  readonly containers = new Containers()
  readonly shown: Shown = {
    place: 0,
    step: 0,
    previousStep: 0,
    sinceSecond: 0,
    byHand: false,
    at: 0,
    stepBase: 0,
    previousSecond: 0,
    linksFrom: 0,
  }
  readonly chain = {
    placeBase: 0,
    placeAt: 0,
    placeJoined: 0,
    stepBase: 0,
    stepAt: 0,
    stepJoined: 0,
    hand: 0,
  }
  readonly #nestingMax: number

  constructor(nestingMax: number) {
    this.#nestingMax = nestingMax
  }

  find(low: number, high: number): number {
    return this.index.find(low, high)
  }

  add(low: number, high: number): number {
    const row = this.pool.add()
    const u32 = this.pool.u32[row >>> chunkBits]!
    const at = (row & chunkMask) * U32.size
    u32[at + U32.low] = low
    u32[at + U32.high] = high
    this.index.add(low, high, row)
    this.setFlags(row, flag.live)
    return row
  }

  /** The caller has taken it out of its container and emptied it. */
  remove(row: number): void {
    const container = this.u32(row, U32.container)
    if (container !== 0) this.containers.pool.free(container)
    this.index.remove(this.u32(row, U32.low), this.u32(row, U32.high), row)
    this.pool.free(row)
  }

  f64(row: number, field: number): number {
    return this.pool.f64[row >>> chunkBits]![(row & chunkMask) * F64.size + field]!
  }
  setF64(row: number, field: number, value: number): void {
    this.pool.f64[row >>> chunkBits]![(row & chunkMask) * F64.size + field] = value
  }
  u32(row: number, field: number): number {
    return this.pool.u32[row >>> chunkBits]![(row & chunkMask) * U32.size + field]!
  }
  setU32(row: number, field: number, value: number): void {
    this.pool.u32[row >>> chunkBits]![(row & chunkMask) * U32.size + field] = value
  }
  u16(row: number, field: number): number {
    return this.pool.u16[row >>> chunkBits]![(row & chunkMask) * U16.size + field]!
  }
  u8(row: number, field: number): number {
    return this.pool.u8[row >>> chunkBits]![(row & chunkMask) * U8.size + field]!
  }
  flags(row: number): number {
    return this.u8(row, U8.flags)
  }
  /** Sets bits; none is taken away. */
  setFlags(row: number, bits: number): void {
    this.pool.u8[row >>> chunkBits]![(row & chunkMask) * U8.size + U8.flags]! |= bits
  }

  /** The newest statement of any kind about the object itself. */
  newestOf(row: number): number {
    const f64 = this.pool.f64[row >>> chunkBits]!
    const at = (row & chunkMask) * F64.size
    const own = Math.max(f64[at + F64.placeAt]!, f64[at + F64.stepAt]!, f64[at + F64.linkAt]!)
    const container = this.u32(row, U32.container)
    return container === 0 ? own : Math.max(own, this.containers.heldAt(container))
  }

  /**
   * "It was at `place`." The newest statement wins; a run begins with the first statement of a place after the newest
   * statement of another one. Only a late statement that falls inside a run, or into a second of its edge, is unclear.
   */
  statePlace(row: number, stamp: number, place: number, byHand: boolean): number {
    const chunk = row >>> chunkBits
    const index = row & chunkMask
    const f64 = this.pool.f64[chunk]!
    const u32 = this.pool.u32[chunk]!
    const u16 = this.pool.u16[chunk]!
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
        this.#setHand(row, flag.placeByHand, byHand)
      } else if (byHand) this.setFlags(row, flag.placeByHand)
      f64[f + F64.placeAt] = stamp
      return changed
    }
    const second = secondOf(stamp)
    const previous = u32[u + U32.placePrevious]!
    if (place === known) {
      if (second < previous) return unchanged
      if (second === previous && previous !== 0) return unclear
      if (byHand) this.setFlags(row, flag.placeByHand)
      if (second < u32[u + U32.placeSince]!) u32[u + U32.placeSince] = second
      return changed
    }
    if (second >= u32[u + U32.placeSince]!) return unclear
    if (second <= previous) return unchanged
    u32[u + U32.placePrevious] = second
    return changed
  }

  /** "It was at `step`." As `statePlace`, and the step before the run is kept. */
  stateStep(row: number, stamp: number, step: number, byHand: boolean): number {
    const chunk = row >>> chunkBits
    const index = row & chunkMask
    const f64 = this.pool.f64[chunk]!
    const u32 = this.pool.u32[chunk]!
    const u8 = this.pool.u8[chunk]!
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
        this.#setHand(row, flag.stepByHand, byHand)
      } else if (byHand) this.setFlags(row, flag.stepByHand)
      f64[f + F64.stepAt] = stamp
      return changed
    }
    const second = secondOf(stamp)
    const previous = u32[u + U32.stepPrevious]!
    if (step === known) {
      if (second < previous) return unchanged
      if (second === previous && previous !== 0) return unclear
      if (byHand) this.setFlags(row, flag.stepByHand)
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

  /** Puts the object into a container; it is in none. */
  putInto(row: number, parent: number): void {
    const container = this.containerOf(parent)
    const first = this.containers.first(container)
    this.setU32(row, U32.parent, parent)
    this.setU32(row, U32.next, first)
    this.setU32(row, U32.previous, 0)
    if (first !== 0) this.setU32(first, U32.previous, row)
    this.containers.setFirst(container, row, 1)
  }

  /** Takes the object out of its container, if it is in one. */
  takeOut(row: number): void {
    const parent = this.u32(row, U32.parent)
    if (parent === 0) return
    const next = this.u32(row, U32.next)
    const previous = this.u32(row, U32.previous)
    const container = this.u32(parent, U32.container)
    if (next !== 0) this.setU32(next, U32.previous, previous)
    if (previous !== 0) this.setU32(previous, U32.next, next)
    this.containers.setFirst(container, previous === 0 ? next : this.containers.first(container), -1)
    this.setU32(row, U32.parent, 0)
    this.setU32(row, U32.next, 0)
    this.setU32(row, U32.previous, 0)
  }

  /** The object's container record, made when there is none. */
  containerOf(row: number): number {
    const known = this.u32(row, U32.container)
    if (known !== 0) return known
    const made = this.containers.pool.add()
    this.setU32(row, U32.container, made)
    return made
  }

  contentsOf(row: number): number[] {
    const container = this.u32(row, U32.container)
    const out: number[] = []
    if (container === 0) return out
    for (let child = this.containers.first(container); child !== 0; child = this.u32(child, U32.next)) out.push(child)
    return out
  }

  /**
   * Place and step with containers counted: for each, the newest statement about the object or a container that it is in
   * decides. The maximum over the chain does not depend on the order of anything, not even where containers form a ring.
   */
  look(row: number): Shown {
    const parent = this.pool.u32[row >>> chunkBits]![(row & chunkMask) * U32.size + U32.parent]!
    if (parent === 0 || parent === row) return this.#lookAlone(row)
    this.readChain(parent, row)
    return this.lookInside(row)
  }

  /**
   * What a container and those that it is in say of everything inside it, for `lookInside`. In a ring the chain ends before
   * `inside`. False where the chain ended so, or holds so many that it may have: it is then good for `inside` alone.
   */
  readChain(parent: number, inside: number): boolean {
    const { pool, chain } = this
    chain.placeBase = 0
    chain.placeAt = 0
    chain.placeJoined = 0
    chain.stepBase = 0
    chain.stepAt = 0
    chain.stepJoined = 0
    chain.hand = 0
    let joined = 0
    let depth = 0
    let at = parent
    for (; depth < this.#nestingMax && at !== 0 && at !== inside; depth++) {
      const chunk = at >>> chunkBits
      const index = at & chunkMask
      const f64 = pool.f64[chunk]!
      const f = index * F64.size
      if (f64[f + F64.placeAt]! > chain.placeAt) {
        chain.placeBase = at
        chain.placeAt = f64[f + F64.placeAt]!
        chain.placeJoined = joined
      }
      if (f64[f + F64.stepAt]! > chain.stepAt) {
        chain.stepBase = at
        chain.stepAt = f64[f + F64.stepAt]!
        chain.stepJoined = joined
      }
      const above = pool.u32[chunk]![index * U32.size + U32.parent]!
      if (above === 0) return true
      // The outermost has no say in how precisely its contents joined it.
      if (above !== inside && depth + 1 < this.#nestingMax) {
        chain.hand |= pool.u8[chunk]![index * U8.size + U8.flags]!
        joined = Math.max(joined, secondOf(f64[f + F64.linkAt]!))
      }
      at = above
    }
    return false
  }

  /** `look` for what is in the container that `readChain` read. */
  lookInside(row: number): Shown {
    const { pool, chain } = this
    const chunk = row >>> chunkBits
    const index = row & chunkMask
    const f64 = pool.f64[chunk]!
    const u8 = pool.u8[chunk]!
    const f = index * F64.size
    const flags = u8[index * U8.size + U8.flags]!
    const joined = secondOf(f64[f + F64.linkAt]!)
    const ownPlaceAt = f64[f + F64.placeAt]!
    const ownStepAt = f64[f + F64.stepAt]!
    const out = this.shown
    const placeBase = chain.placeAt > ownPlaceAt ? chain.placeBase : row
    const stepBase = chain.stepAt > ownStepAt ? chain.stepBase : row
    const placeSince =
      placeBase === row
        ? pool.u32[chunk]![index * U32.size + U32.placeSince]!
        : this.#since(row, placeBase, Math.max(joined, chain.placeJoined), true)
    const stepSince =
      stepBase === row
        ? pool.u32[chunk]![index * U32.size + U32.stepSince]!
        : this.#since(row, stepBase, Math.max(joined, chain.stepJoined), false)
    out.stepBase = stepBase
    this.#lookBack(row, stepBase === row ? 0 : Math.max(joined, chain.stepJoined))
    const placeChunk = placeBase >>> chunkBits
    const placeIndex = placeBase & chunkMask
    const stepChunk = stepBase >>> chunkBits
    const stepIndex = stepBase & chunkMask
    out.place = pool.u16[placeChunk]![placeIndex * U16.size + U16.place]!
    out.step = pool.u8[stepChunk]![stepIndex * U8.size + U8.step]!
    const since = Math.max(placeSince, stepSince)
    // A hand that packed it set the moment, even where a machine's scan decides the place.
    const joinedThen =
      since !== pool.u32[placeChunk]![placeIndex * U32.size + U32.placeSince]! &&
      since !== pool.u32[stepChunk]![stepIndex * U32.size + U32.stepSince]!
    const byHand =
      (pool.u8[placeChunk]![placeIndex * U8.size + U8.flags]! & flag.placeByHand) !== 0 ||
      (pool.u8[stepChunk]![stepIndex * U8.size + U8.flags]! & flag.stepByHand) !== 0 ||
      (joinedThen && ((flags | chain.hand) & (flag.placeByHand | flag.stepByHand)) !== 0)
    out.byHand = byHand
    out.sinceSecond = byHand ? coarseSecond(since) : since
    out.at = Math.max(ownPlaceAt, ownStepAt, chain.placeAt, chain.stepAt)
    return out
  }

  /**
   * May what `look` just looked at have taken steps inside a container between its previous step and this one? So it is
   * where it is inside one, or was put into one or taken out since the previous step. Only the newest link is known: what
   * was packed since is never said to have left a step out.
   */
  mayHaveSteppedInside(): boolean {
    const { stepBase, previousSecond, linksFrom } = this.shown
    if (this.u32(stepBase, U32.parent) !== 0) return true
    for (let at = linksFrom, depth = 0; at !== 0 && depth < this.#nestingMax; depth++) {
      if (secondOf(this.f64(at, F64.linkAt)) > previousSecond) return true
      if (at === stepBase) break
      at = this.u32(at, U32.parent)
    }
    return false
  }

  /** `look` for what is in no container: nine of ten. */
  #lookAlone(row: number): Shown {
    const out = this.shown
    const chunk = row >>> chunkBits
    const index = row & chunkMask
    const f64 = this.pool.f64[chunk]!
    const u32 = this.pool.u32[chunk]!
    const u8 = this.pool.u8[chunk]!
    const f = index * F64.size
    const u = index * U32.size
    const b = index * U8.size
    out.place = this.pool.u16[chunk]![index * U16.size + U16.place]!
    out.step = u8[b + U8.step]!
    out.previousStep = u8[b + U8.previousStep]!
    const since = Math.max(u32[u + U32.placeSince]!, u32[u + U32.stepSince]!)
    out.byHand = (u8[b + U8.flags]! & (flag.placeByHand | flag.stepByHand)) !== 0
    out.sinceSecond = out.byHand ? coarseSecond(since) : since
    out.at = Math.max(f64[f + F64.placeAt]!, f64[f + F64.stepAt]!)
    out.stepBase = row
    out.previousSecond = u32[u + U32.stepPrevious]!
    out.linksFrom = row
    return out
  }

  /** Begin of the run: that of the container `base`, but not before the object joined it, unless the object was there already. */
  #since(row: number, base: number, joined: number, ofPlace: boolean): number {
    const field = ofPlace ? U32.placeSince : U32.stepSince
    const own = this.u32(row, field)
    const since = Math.max(this.u32(base, field), joined)
    const ownAt = secondOf(this.f64(row, ofPlace ? F64.placeAt : F64.stepAt))
    if (ownAt === 0) return since
    const same = ofPlace
      ? this.u16(row, U16.place) === this.u16(base, U16.place)
      : this.u8(row, U8.step) === this.u8(base, U8.step)
    const otherBefore = this.u32(base, ofPlace ? U32.placePrevious : U32.stepPrevious)
    return same && ownAt > otherBefore ? Math.min(own, since) : since
  }

  /** The step before: the container's since the object joined it, else the object's own. */
  #lookBack(row: number, joined: number): void {
    const out = this.shown
    const base = out.stepBase
    const own = this.u8(row, U8.step)
    if (base !== row && this.u32(base, U32.stepPrevious) >= joined && this.u8(base, U8.previousStep) !== 0) {
      out.previousStep = this.u8(base, U8.previousStep)
      out.previousSecond = this.u32(base, U32.stepPrevious)
      out.linksFrom = base
    } else if (base !== row && own !== 0 && own !== this.u8(base, U8.step)) {
      out.previousStep = own
      out.previousSecond = secondOf(this.f64(row, F64.stepAt))
      // It joined its container with its own step behind it; what that container joined is another matter.
      out.linksFrom = this.u32(row, U32.parent)
    } else {
      out.previousStep = this.u8(row, U8.previousStep)
      out.previousSecond = this.u32(row, U32.stepPrevious)
      out.linksFrom = row
    }
  }

  #setHand(row: number, bit: number, on: boolean): void {
    const u8 = this.pool.u8[row >>> chunkBits]!
    const at = (row & chunkMask) * U8.size + U8.flags
    u8[at] = on ? u8[at]! | bit : u8[at]! & ~bit
  }
}
