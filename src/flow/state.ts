import { hashHex } from '../base/index.ts'
import type { CompiledSite } from '../model/index.ts'
import { Board } from './board.ts'
import { ClosedSet, left } from './closed.ts'
import { Documents } from './documents.ts'
import type { CurrentEvent } from './event.ts'
import { HashIndex } from './hashIndex.ts'
import { Look } from './look.ts'
import { Objects } from './objects.ts'
import { chunkBits, chunkMask, Pool } from './pool.ts'
import { Quantities } from './quantities.ts'
import { F64, flag, shownBits, U8, U16, U32 } from './record.ts'
import { Showing } from './showing.ts'
import { msOf, secondOf } from './stamp.ts'
import { statePlace, stateStep, unclear } from './statements.ts'
import type { FlowLimits } from './types.ts'
import { type Cause, Windows } from './windows.ts'

/** Steps whose words are all of these are how things end, not how they are shipped. */
const endingSteps: ReadonlySet<string> = new Set(['decommissioning', 'destroying'])

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
  readonly objects = new Objects()
  readonly look: Look
  readonly closed: ClosedSet
  readonly documents: Documents
  readonly quantities = new Quantities()
  readonly retracted = new HashSet()
  readonly board: Board
  readonly windows: Windows
  readonly showing: Showing
  readonly cause: Cause
  readonly unmapped = new Map<string, number>()
  readonly owed = new Map<string, Owed>()
  readonly leaves: Uint8Array
  /** Steps with `leaves` by which things are shipped. */
  readonly ships: Uint8Array
  newestMs = Number.NEGATIVE_INFINITY
  version = 0
  constructor(site: CompiledSite, limits: FlowLimits) {
    this.site = site
    this.limits = limits
    this.look = new Look(this.objects, limits.nestingMax)
    this.closed = new ClosedSet(limits.closedHorizonMs, limits.closedMax)
    this.documents = new Documents(this.objects, limits.closedHorizonMs)
    this.board = new Board(site)
    this.windows = new Windows(site, limits.windowLatenessMs)
    const { objects, look, board, windows } = this
    this.showing = new Showing(site, { objects, look, board, windows, nestingMax: limits.nestingMax })
    this.cause = windows.cause
    this.leaves = new Uint8Array(256)
    this.ships = new Uint8Array(256)
    for (const [index, step] of site.steps.entries()) {
      if (step.leaves === true) {
        this.leaves[index + 1] = 1
        if (!step.bizSteps.every((word) => endingSteps.has(word))) this.ships[index + 1] = 1
      }
    }
  }

  /** The halves of the hash may be signed. */
  owe(low: number, high: number, deep: boolean): void {
    const key = hashHex(low >>> 0, high >>> 0)
    const known = this.owed.get(key)
    if (known === undefined) this.owed.set(key, { low: low >>> 0, high: high >>> 0, deep })
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

  /** What the event says of where the object is; where columns cannot tell what it changes, the object is owed. */
  position(row: number, event: CurrentEvent): void {
    const { pool } = this.objects
    let done = 0
    if (event.saysPlace) done |= statePlace(pool, row, event)
    if (event.step !== 0) done |= stateStep(pool, row, event)
    if ((done & unclear) !== 0) this.oweRow(row, false)
  }

  /** The object has held others: it is no unit any more. */
  becomeContainer(row: number): void {
    if (this.objects.u32(row, U32.container) !== 0) return
    this.objects.singleOut(row)
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
    this.showing.show(row)
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
    for (let child = objects.firstInside(container); child !== 0; child = objects.firstInside(container)) {
      if (objects.newestOf(child) > stamp) {
        this.oweRow(child, true)
        this.leaveContainer(child, stamp)
        this.show(child)
      } else this.close(child, stamp, how | left.inside, place, step)
    }
    const { live } = this.cause
    const shownPlace = objects.u16(row, U16.shownPlace)
    const shownStep = objects.u8(row, U8.shownStep)
    if (live && (shownPlace !== place || shownStep !== step)) {
      this.showing.moved(
        shownPlace,
        shownStep,
        objects.u32(row, U32.shownSince),
        place || shownPlace,
        step,
        container === 0,
        1,
      )
    } else if (live) this.windows.left(shownPlace, shownStep, -1, 1)
    const cameBack = (objects.flags(row) & flag.returned) !== 0
    const linkSecond = secondOf(objects.f64(row, F64.linkAt))
    const mentioned = this.documents.isNamedAfter(row, stamp) ? left.mentioned : 0
    const unlisted = this.drop(row, how) ? left.unlisted : 0
    const noted = how | mentioned | unlisted | (container === 0 ? 0 : left.container)
    if (cameBack) this.closed.note(low, high, stamp, noted, this.newestMs, linkSecond)
    else this.closed.add(low, high, stamp, noted, this.newestMs, linkSecond)
  }

  /** Takes the record away; its contents are no longer in it. True where it had been taken from a document. */
  drop(row: number, how: number): boolean {
    const { objects } = this
    const container = objects.u32(row, U32.container)
    const unlisted = this.documents.leave(row, how | (container === 0 ? 0 : left.container))
    this.leaveContainer(row, objects.newestOf(row))
    this.board.count(
      objects.u16(row, U16.shownPlace),
      objects.u8(row, U8.shownStep),
      objects.u32(row, U32.shownSince),
      objects.flags(row) & shownBits,
      container === 0,
      -1,
    )
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
}

/** Bits of a hash that `HashSet` looks at first. */
const lowBits = 19
const lowMask = (1 << lowBits) - 1

/** A set of 64-bit hashes: identities of events that were taken back. 16 bytes and about 6 of index each; never shrinks. */
export class HashSet {
  readonly pool = new Pool(16, 2)
  readonly #index = new HashIndex(this.pool, 0)
  /** A bit for each low half that is there, by its lowest bits: nearly every event is asked for, and hardly one is there. */
  readonly #lows = new Uint8Array(1 << (lowBits - 3))

  has(low: number, high: number): boolean {
    if ((this.#lows[(low & lowMask) >>> 3]! & (1 << (low & 7))) === 0) return false
    return this.#index.find(low, high) !== 0
  }

  add(low: number, high: number): void {
    if (this.#index.find(low, high) !== 0) return
    this.#lows[(low & lowMask) >>> 3]! |= 1 << (low & 7)
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
