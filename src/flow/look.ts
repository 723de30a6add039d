import type { Objects } from './objects.ts'
import { chunkBits, chunkMask, type Pool } from './pool.ts'
import { F64, flag, U8, U16, U32 } from './record.ts'
import { coarseSecond, secondOf } from './stamp.ts'

/** What an object looks like from outside, its containers counted; filled by `Look`. */
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

/** How objects look from outside: what is said of them and of what they are in. */
export class Look {
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
  /** What `readChain` read: whose statements of place and step are newest, and the newest link on the way there. */
  readonly chain = {
    placeBase: 0,
    placeAt: 0,
    placeJoined: 0,
    stepBase: 0,
    stepAt: 0,
    stepJoined: 0,
    hand: 0,
  }
  readonly #objects: Objects
  readonly #pool: Pool
  readonly #nestingMax: number

  constructor(objects: Objects, nestingMax: number) {
    this.#objects = objects
    this.#pool = objects.pool
    this.#nestingMax = nestingMax
  }

  /**
   * Place and step with containers counted: for each, the newest statement about the object or a container that it is in
   * decides. The maximum over the chain does not depend on the order of anything, not even where containers form a ring.
   */
  look(row: number): Shown {
    const parent = this.#pool.u32[row >>> chunkBits]![(row & chunkMask) * U32.size + U32.parent]!
    if (parent === 0 || parent === row) return this.#lookAlone(row)
    this.readChain(parent, row)
    return this.lookInside(row)
  }

  /**
   * What a container and those that it is in say of everything inside it, for `lookInside`. In a ring the chain ends before
   * `inside`. False where the chain ended so, or holds so many that it may have: it is then good for `inside` alone.
   */
  readChain(parent: number, inside: number): boolean {
    const { chain } = this
    const pool = this.#pool
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
    const { chain } = this
    const pool = this.#pool
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
    if (this.#objects.u32(stepBase, U32.parent) !== 0) return true
    for (let at = linksFrom, depth = 0; at !== 0 && depth < this.#nestingMax; depth++) {
      if (secondOf(this.#objects.f64(at, F64.linkAt)) > previousSecond) return true
      if (at === stepBase) break
      at = this.#objects.u32(at, U32.parent)
    }
    return false
  }

  /** `look` for what is in no container: nine of ten. */
  #lookAlone(row: number): Shown {
    const out = this.shown
    const chunk = row >>> chunkBits
    const index = row & chunkMask
    const f64 = this.#pool.f64[chunk]!
    const u32 = this.#pool.u32[chunk]!
    const u8 = this.#pool.u8[chunk]!
    const f = index * F64.size
    const u = index * U32.size
    const b = index * U8.size
    out.place = this.#pool.u16[chunk]![index * U16.size + U16.place]!
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

  /**
   * Does the chain that was read decide everything of all whose own statements of place, step and link are no newer than these? Then
   * `lookAlong` is how each of them looks, and what each of them said itself makes no difference: it was at the chain's places
   * and steps of before at the latest when those were left.
   */
  carries(placeAt: number, stepAt: number, linkAt: number): boolean {
    const { chain } = this
    if (chain.placeAt <= placeAt || chain.stepAt <= stepAt) return false
    const objects = this.#objects
    const linked = secondOf(linkAt)
    const stepJoined = Math.max(linked, chain.stepJoined)
    const stepPrevious = objects.u32(chain.stepBase, U32.stepPrevious)
    return (
      stepJoined <= stepPrevious &&
      stepJoined <= objects.u32(chain.stepBase, U32.stepSince) &&
      secondOf(stepAt) <= stepPrevious &&
      objects.u8(chain.stepBase, U8.previousStep) !== 0 &&
      Math.max(linked, chain.placeJoined) <= objects.u32(chain.placeBase, U32.placeSince) &&
      secondOf(placeAt) <= objects.u32(chain.placeBase, U32.placePrevious)
    )
  }

  /** `lookInside` for all that the chain `carries`. */
  lookAlong(): Shown {
    const { chain, shown: out } = this
    const { placeBase, stepBase } = chain
    const objects = this.#objects
    out.place = objects.u16(placeBase, U16.place)
    out.step = objects.u8(stepBase, U8.step)
    out.previousStep = objects.u8(stepBase, U8.previousStep)
    out.byHand = ((objects.flags(placeBase) & flag.placeByHand) | (objects.flags(stepBase) & flag.stepByHand)) !== 0
    const since = Math.max(objects.u32(placeBase, U32.placeSince), objects.u32(stepBase, U32.stepSince))
    out.sinceSecond = out.byHand ? coarseSecond(since) : since
    out.at = Math.max(chain.placeAt, chain.stepAt)
    out.stepBase = stepBase
    out.previousSecond = objects.u32(stepBase, U32.stepPrevious)
    out.linksFrom = stepBase
    return out
  }

  /** Begin of the run: that of the container `base`, but not before the object joined it, unless the object was there already. */
  #since(row: number, base: number, joined: number, ofPlace: boolean): number {
    const objects = this.#objects
    const field = ofPlace ? U32.placeSince : U32.stepSince
    const own = objects.u32(row, field)
    const since = Math.max(objects.u32(base, field), joined)
    const ownAt = secondOf(objects.f64(row, ofPlace ? F64.placeAt : F64.stepAt))
    if (ownAt === 0) return since
    const same = ofPlace
      ? objects.u16(row, U16.place) === objects.u16(base, U16.place)
      : objects.u8(row, U8.step) === objects.u8(base, U8.step)
    const otherBefore = objects.u32(base, ofPlace ? U32.placePrevious : U32.stepPrevious)
    return same && ownAt > otherBefore ? Math.min(own, since) : since
  }

  /** The step before: the container's since the object joined it, else the object's own. */
  #lookBack(row: number, joined: number): void {
    const objects = this.#objects
    const out = this.shown
    const base = out.stepBase
    const own = objects.u8(row, U8.step)
    if (base !== row && objects.u32(base, U32.stepPrevious) >= joined && objects.u8(base, U8.previousStep) !== 0) {
      out.previousStep = objects.u8(base, U8.previousStep)
      out.previousSecond = objects.u32(base, U32.stepPrevious)
      out.linksFrom = base
    } else if (base !== row && own !== 0 && own !== objects.u8(base, U8.step)) {
      out.previousStep = own
      out.previousSecond = secondOf(objects.f64(row, F64.stepAt))
      // It joined its container with its own step behind it; what that container joined is another matter.
      out.linksFrom = objects.u32(row, U32.parent)
    } else {
      out.previousStep = objects.u8(row, U8.previousStep)
      out.previousSecond = objects.u32(row, U32.stepPrevious)
      out.linksFrom = row
    }
  }
}
