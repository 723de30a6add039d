import { hashHex } from '../base/index.ts'
import type { CompiledSite } from '../model/index.ts'
import { Board } from './board.ts'
import { ClosedSet, left } from './closed.ts'
import { Documents } from './documents.ts'
import { HashIndex } from './hashIndex.ts'
import { F64, flag, Objects, type Shown, U8, U16, U32 } from './objects.ts'
import { chunkBits, chunkMask, Pool } from './pool.ts'
import { Quantities } from './quantities.ts'
import { msOf, secondOf } from './stamp.ts'
import type { FlowLimits } from './types.ts'
import { Windows } from './windows.ts'

/** Dispositions after which a thing is no longer in the building (CBV 2.0), whatever the step. */
export const closingDispositions: ReadonlySet<string> = new Set([
  'destroyed',
  'dispensed',
  'disposed',
  'inactive',
  'retail_sold',
  'stolen',
])

/** Closing dispositions of what is lost: it was not shipped, even where the step that it left by `leaves`. */
export const lostDispositions: ReadonlySet<string> = new Set(['destroyed', 'disposed', 'inactive', 'stolen'])
/** Steps whose words are all of these are how things end, not how they are shipped. */
const endingSteps: ReadonlySet<string> = new Set(['decommissioning', 'destroying'])

/** Who moved something and when, for rates; `live` is false where a move is not seen as it happens. */
export interface Cause {
  timeMs: number
  contributor: number
  byHand: boolean
  live: boolean
}

/** An object that columns alone cannot decide: it waits to be folded again from history. */
export interface Owed {
  readonly low: number
  readonly high: number
  /** What was ever inside it must be folded again as well. */
  deep: boolean
}

/** Everything that flow knows of a site, and the few changes that keep its parts consistent with each other. */
export class State {
  readonly site: CompiledSite
  readonly limits: FlowLimits
  readonly objects: Objects
  readonly closed: ClosedSet
  readonly documents: Documents
  readonly quantities = new Quantities()
  readonly retracted = new HashSet()
  readonly board: Board
  readonly windows: Windows
  readonly unmapped = new Map<string, number>()
  readonly owed = new Map<string, Owed>()
  readonly leaves: Uint8Array
  /** Steps with `leaves` by which things are shipped. */
  readonly ships: Uint8Array
  /** Steps from the first to each that none may leave out. */
  readonly #mandatory: Uint8Array
  newestMs = Number.NEGATIVE_INFINITY
  version = 0
  readonly cause: Cause = { timeMs: 0, contributor: 0, byHand: false, live: false }

  /** Neighbours that are shown alike and not counted yet. */
  readonly #run = {
    count: 0,
    oldPlace: 0,
    oldStep: 0,
    oldSince: 0,
    oldBits: 0,
    place: 0,
    step: 0,
    since: 0,
    bits: 0,
    unit: true,
  }

  constructor(site: CompiledSite, limits: FlowLimits) {
    this.site = site
    this.limits = limits
    this.objects = new Objects(limits.nestingMax)
    this.closed = new ClosedSet(limits.closedHorizonMs, limits.closedMax)
    this.documents = new Documents(this.objects, limits.closedHorizonMs)
    this.board = new Board(site)
    this.windows = new Windows(site, limits.windowLatenessMs)
    this.leaves = new Uint8Array(256)
    this.ships = new Uint8Array(256)
    this.#mandatory = new Uint8Array(256)
    for (const [index, step] of site.steps.entries()) {
      if (step.leaves === true) {
        this.leaves[index + 1] = 1
        if (!step.bizSteps.every((word) => endingSteps.has(word))) this.ships[index + 1] = 1
      }
      this.#mandatory[index + 1] = this.#mandatory[index]! + (step.optional === true ? 0 : 1)
    }
  }

  owe(low: number, high: number, deep: boolean): void {
    const key = hashHex(low, high)
    const known = this.owed.get(key)
    if (known === undefined) this.owed.set(key, { low, high, deep })
    else if (deep) known.deep = true
  }

  /**
   * Was the container, as far as it is known, never closed and never emptied since `stamp`? Then no link to it that was stated
   * since has ended by itself, and nobody needs to read its history, which may be that of a cart in use for years.
   */
  isWithoutEnds(low: number, high: number, stamp: number): boolean {
    const { objects, limits } = this
    const row = objects.find(low, high)
    if (row === 0 || (objects.flags(row) & flag.returned) !== 0 || this.owed.has(hashHex(low, high))) return false
    if (msOf(stamp) < this.newestMs - limits.closedHorizonMs) return false
    const container = objects.u32(row, U32.container)
    return container !== 0 && objects.containers.emptiedAt(container) === 0
  }

  oweRow(row: number, deep: boolean): void {
    this.owe(this.objects.u32(row, U32.low), this.objects.u32(row, U32.high), deep)
  }

  /** A new object, counted at no place and no step until something is said of it. */
  open(low: number, high: number): number {
    const row = this.objects.add(low, high)
    this.board.count(0, 0, 0, 0, true, 1)
    return row
  }

  /** The object has held others: it is no unit any more. */
  becomeContainer(row: number): void {
    if (this.objects.u32(row, U32.container) !== 0) return
    this.objects.containerOf(row)
    this.board.noLongerUnit(this.objects.u16(row, U16.shownPlace), this.objects.u8(row, U8.shownStep))
  }

  /** Nothing says any more that it ever held others; what is in it waits to be folded again. */
  becomeUnit(row: number): void {
    const { objects } = this
    const container = objects.u32(row, U32.container)
    if (container === 0) return
    for (const child of objects.contentsOf(row)) {
      objects.takeOut(child)
      this.oweRow(child, false)
      this.show(child)
    }
    objects.containers.pool.free(container)
    objects.setU32(row, U32.container, 0)
    this.board.noLongerUnit(objects.u16(row, U16.shownPlace), objects.u8(row, U8.shownStep), -1)
  }

  /** Brings the counts to where the object is now, and its contents with it. */
  show(row: number): void {
    const { objects } = this
    this.#showOne(row, objects.look(row))
    const container = objects.u32(row, U32.container)
    if (container !== 0 && objects.containers.first(container) !== 0) this.#showContents(row, container, 0)
    this.#countRun()
  }

  #showContents(row: number, container: number, depth: number): void {
    const { objects, limits } = this
    if (depth >= limits.nestingMax) return
    // What the containers say is the same for all that is inside, but where they form a ring.
    let isRead = false
    for (let child = objects.containers.first(container); child !== 0; child = objects.u32(child, U32.next)) {
      if (!isRead) isRead = objects.readChain(row, child)
      this.#showOne(child, objects.lookInside(child))
      const inner = objects.u32(child, U32.container)
      if (inner === 0 || objects.containers.first(inner) === 0) continue
      this.#showContents(child, inner, depth + 1)
      isRead = false
    }
  }

  #showOne(row: number, { place, step, previousStep, sinceSecond, byHand }: Shown): void {
    const { pool } = this.objects
    const chunk = row >>> chunkBits
    const index = row & chunkMask
    const u32 = pool.u32[chunk]!
    const u8 = pool.u8[chunk]!
    const u16 = pool.u16[chunk]!
    const u = index * U32.size
    const b = index * U8.size
    const p = index * U16.size + U16.shownPlace
    const unit = u32[u + U32.container] === 0
    let bits = byHand ? flag.shownByHand : 0
    if (this.#isMisplaced(place, step)) bits |= flag.misplaced
    if (unit && previousStep !== 0 && step !== 0 && this.#isOutOfOrder(previousStep, step)) {
      bits |= flag.outOfOrder
    }
    const oldPlace = u16[p]!
    const oldStep = u8[b + U8.shownStep]!
    const oldSince = u32[u + U32.shownSince]!
    const oldBits = u8[b + U8.flags]! & shownBits
    if (place === oldPlace && step === oldStep && sinceSecond === oldSince && bits === oldBits) return
    u16[p] = place
    u8[b + U8.shownStep] = step
    u32[u + U32.shownSince] = sinceSecond
    u8[b + U8.flags] = (u8[b + U8.flags]! & ~shownBits) | bits
    const run = this.#run
    const isSame =
      run.count !== 0 &&
      run.place === place &&
      run.step === step &&
      run.since === sinceSecond &&
      run.bits === bits &&
      run.unit === unit &&
      run.oldPlace === oldPlace &&
      run.oldStep === oldStep &&
      run.oldSince === oldSince &&
      run.oldBits === oldBits
    if (isSame) {
      run.count++
      return
    }
    this.#countRun()
    run.count = 1
    run.place = place
    run.step = step
    run.since = sinceSecond
    run.bits = bits
    run.unit = unit
    run.oldPlace = oldPlace
    run.oldStep = oldStep
    run.oldSince = oldSince
    run.oldBits = oldBits
  }

  /** What is in one container moves alike: it is counted in one stroke. */
  #countRun(): void {
    const { board } = this
    const { count, oldPlace, oldStep, oldSince, oldBits, place, step, since, bits, unit } = this.#run
    if (count === 0) return
    this.#run.count = 0
    board.count(oldPlace, oldStep, oldSince, oldBits, unit, -count)
    board.count(place, step, since, bits, unit, count)
    if (place !== oldPlace || step !== oldStep) this.#moved(oldPlace, oldStep, oldSince, place, step, unit, count)
  }

  /**
   * The object leaves by a statement that is newer than all that is known of it, and takes its contents along. `how` are
   * bits of `left`; `place` and `step` are where it left (0: where it was).
   */
  close(row: number, stamp: number, how: number, place: number, step: number): void {
    const { objects } = this
    const low = objects.u32(row, U32.low)
    const high = objects.u32(row, U32.high)
    const container = objects.u32(row, U32.container)
    if (container !== 0 && objects.containers.lostAt(container) > stamp) this.owe(low, high, true)
    // First out of its own container: containers in a ring would close each other for ever.
    this.leaveContainer(row, stamp)
    for (const child of objects.contentsOf(row)) {
      if (objects.newestOf(child) > stamp) {
        this.oweRow(child, true)
        this.leaveContainer(child, stamp)
        this.show(child)
      } else this.close(child, stamp, how | left.inside, place, step)
    }
    const { timeMs, contributor, byHand, live } = this.cause
    const shownPlace = objects.u16(row, U16.shownPlace)
    const shownStep = objects.u8(row, U8.shownStep)
    if (live && (shownPlace !== place || shownStep !== step)) {
      this.#moved(
        shownPlace,
        shownStep,
        objects.u32(row, U32.shownSince),
        place || shownPlace,
        step,
        container === 0,
        1,
      )
    } else if (live) this.windows.move(timeMs, shownPlace, shownStep, false, 0, contributor, byHand)
    const linkSecond = secondOf(objects.f64(row, F64.linkAt))
    const mentioned = this.documents.isNamedAfter(row, stamp) ? left.mentioned : 0
    const unlisted = this.drop(row, how) ? left.unlisted : 0
    const noted = how | mentioned | unlisted | (container === 0 ? 0 : left.container)
    this.closed.note(low, high, stamp, noted, this.newestMs, linkSecond)
  }

  /** Takes the record away; its contents are no longer in it. True where it had been taken from a document. */
  drop(row: number, how: number): boolean {
    const { objects } = this
    const container = objects.u32(row, U32.container)
    const unlisted = this.documents.leave(row, how | (container === 0 ? 0 : left.container))
    this.board.count(
      objects.u16(row, U16.shownPlace),
      objects.u8(row, U8.shownStep),
      objects.u32(row, U32.shownSince),
      objects.flags(row) & shownBits,
      container === 0,
      -1,
    )
    this.leaveContainer(row, objects.newestOf(row))
    objects.remove(row)
    return unlisted
  }

  /** Takes the object out of the container that it is in; the container remembers that it lost something. */
  leaveContainer(row: number, stamp: number): void {
    const parent = this.objects.u32(row, U32.parent)
    if (parent === 0) return
    this.objects.takeOut(row)
    this.objects.containers.noteLost(this.objects.u32(parent, U32.container), stamp)
  }

  /** What `look` just looked at went back, or left a step out that is not optional and that no container can have taken for it. */
  #isOutOfOrder(previousStep: number, step: number): boolean {
    if (step < previousStep) return true
    if (this.#mandatory[step - 1]! <= this.#mandatory[previousStep]!) return false
    return !this.objects.mayHaveSteppedInside()
  }

  /** Expected nearer to its own step: two steps or more away from what usually happens at the place. */
  #isMisplaced(place: number, step: number): boolean {
    const usual = this.site.places[place]?.step
    return usual !== undefined && usual !== 0 && step !== 0 && Math.abs(usual - step) >= 2
  }

  #moved(
    fromPlace: number,
    fromStep: number,
    since: number,
    place: number,
    step: number,
    unit: boolean,
    count: number,
  ): void {
    const { timeMs, contributor, byHand, live } = this.cause
    if (unit && step !== fromStep && timeMs > 0) this.windows.arrive(timeMs, step, count)
    if (!live) return
    this.windows.move(timeMs, fromPlace, fromStep, false, timeMs / 1000 - since, contributor, byHand, count)
    this.windows.move(timeMs, place, step, true, 0, contributor, byHand, count)
  }
}

const shownBits = flag.misplaced | flag.outOfOrder | flag.shownByHand

/** A set of 64-bit hashes: identities of events that were taken back. 16 bytes and about 6 of index each; never shrinks. */
export class HashSet {
  readonly pool = new Pool(16, 2)
  readonly #index = new HashIndex(this.pool, 0)

  has(low: number, high: number): boolean {
    return this.pool.live > 0 && this.#index.find(low, high) !== 0
  }

  add(low: number, high: number): void {
    if (this.#index.find(low, high) !== 0) return
    const id = this.pool.add()
    const u32 = this.pool.u32[id >>> chunkBits]!
    u32[(id & chunkMask) * 4] = low
    u32[(id & chunkMask) * 4 + 1] = high
    this.#index.add(low, high, id)
  }

  *[Symbol.iterator](): IterableIterator<readonly [number, number]> {
    for (let id = 1; id < this.pool.end; id++) {
      const u32 = this.pool.u32[id >>> chunkBits]!
      yield [u32[(id & chunkMask) * 4]!, u32[(id & chunkMask) * 4 + 1]!]
    }
  }
}
