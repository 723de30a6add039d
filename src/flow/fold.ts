import { actions, type BatchPlacement, type EventBatch, eventFlags } from '../model/index.ts'
import { type AmountEvent, foldAmounts, role } from './amounts.ts'
import { left } from './closed.ts'
import { numberOf } from './documents.ts'
import { CurrentEvent, isElsewhere, lastObjectRole } from './event.ts'
import { Leavings } from './leavings.ts'
import { Links } from './links.ts'
import { chunkBits, chunkMask } from './pool.ts'
import { flag, U32 } from './record.ts'
import type { State } from './state.ts'

const add = actions.indexOf('ADD')

/** Events whose records are read ahead together: few enough for the cache, enough to overlap. */
const warmEvents = 128

/**
 * Folds batches into the state, event by event, without an object, closure or string per event. A statement that is newer
 * than all that is known of its object is applied; an older one changes what it may; where columns cannot tell what it
 * changes, the object is owed a fold from history (`State.owe`).
 */
export class Fold {
  readonly #state: State
  readonly #event: CurrentEvent
  readonly #links: Links
  readonly #leavings: Leavings
  /** Low halves of the objects whose histories were read to be folded; a statement about one is noted in `watchHits`, by `numberOf`. */
  readonly watching = new Set<number>()
  readonly watchHits = new Set<number>()
  readonly amounts: AmountEvent = {
    start: 0,
    end: 0,
    place: 0,
    step: 0,
    isObjectEvent: false,
    closes: false,
    added: 0,
    sign: 1,
  }
  /** Of the references from `#warmStart` on: the record that is most likely meant, 0 where none is known. */
  readonly #warmRows = new Uint32Array(2048)
  readonly #warmParents = new Uint32Array(2048)
  #warmStart = 0
  #warmEnd = 0
  warmed = 0

  constructor(state: State) {
    this.#state = state
    this.#event = new CurrentEvent(state)
    this.#links = new Links(state, this.#event)
    this.#leavings = new Leavings(state, this.#event)
  }

  apply(batch: EventBatch, placement: BatchPlacement, mode: 'live' | 'replayed'): void {
    const state = this.#state
    const event = this.#event
    const { cause } = state
    const { count, eventTimeMs, flags, contributor } = batch
    cause.live = mode === 'live'
    event.begin(batch)
    state.version++
    for (let row = 0; row < count; row++) {
      if (row % warmEvents === 0) this.#warm(batch, row, Math.min(row + warmEvents, count))
      const timeMs = eventTimeMs[row]!
      if (timeMs > state.newestMs) state.newestMs = timeMs
      if (isElsewhere(placement.source[row]!, placement.place[row]!)) continue
      if (mode === 'replayed') state.windows.distrust(timeMs)
      event.read(row, placement)
      cause.timeMs = timeMs
      cause.contributor = contributor[row]!
      cause.byHand = event.byHand
      if ((flags[row]! & eventFlags.erroneous) !== 0) this.#takeBack()
      else this.#tell()
    }
    state.documents.forgetOld(state.newestMs)
  }

  /**
   * Reads what the next events will need, in loops whose reads do not wait for each other: among millions of objects
   * nearly every one is a miss, and misses that overlap cost a fraction.
   */
  #warm({ refStart, refRole, refHash }: EventBatch, start: number, end: number): void {
    const { objects, closed, documents } = this.#state
    const { index, pool } = objects
    const rows = this.#warmRows
    const parents = this.#warmParents
    const first = refStart[start]!
    const refs = Math.min(refStart[end]! - first, rows.length)
    this.#warmStart = first
    this.#warmEnd = first + refs
    let sum = 0
    for (let i = 0; i < refs; i++) {
      const ref = first + i
      const kind = refRole[ref]!
      const low = refHash[ref * 2]! | 0
      const high = refHash[ref * 2 + 1]! | 0
      let row = 0
      if (kind <= lastObjectRole) {
        row = index.peek(low, high)
        if (row === 0) sum += closed.index.peek(low, high)
      } else if (kind === role.bizTransaction) sum += documents.index.peek(low, high)
      rows[i] = row
    }
    let parentCount = 0
    for (let i = 0; i < refs; i++) {
      const row = rows[i]!
      if (row === 0) continue
      const u32 = pool.u32[row >>> chunkBits]!
      const at = (row & chunkMask) * U32.size
      sum += u32[at]! + u32[at + U32.size - 1]!
      const parent = u32[at + U32.parent]!
      if (parent !== 0) parents[parentCount++] = parent
    }
    for (let i = 0; i < parentCount; i++) {
      const row = parents[i]!
      sum += pool.u32[row >>> chunkBits]![(row & chunkMask) * U32.size]!
    }
    // Kept, so that the reads are not optimised away.
    this.warmed = sum
  }

  /** The record of the object at the reference, 0 where there is none. */
  #rowOf(ref: number, low: number, high: number): number {
    const { objects } = this.#state
    if (ref < this.#warmEnd) {
      const row = this.#warmRows[ref - this.#warmStart]!
      const u32 = objects.pool.u32[row >>> chunkBits]
      const at = (row & chunkMask) * U32.size
      if (row !== 0 && u32![at + U32.low] === low >>> 0 && u32![at + U32.high] === high >>> 0) return row
    }
    return objects.find(low, high)
  }

  #tell(): void {
    const state = this.#state
    const event = this.#event
    const { objects } = state
    const { refRole, idHash } = event.batch
    const { refStart, refEnd, linking } = event
    let parentRef = -1
    let children = 0
    let amounts = false
    for (let ref = refStart; ref < refEnd; ref++) {
      const kind = refRole[ref]!
      if (kind === role.parent) parentRef = ref
      else if (kind === role.child) children++
      else if (kind === role.bizTransaction) event.documents = true
      else if (kind >= role.quantity && kind <= role.outputQuantity) {
        amounts = true
        if (kind === role.childQuantity) children++
      }
    }
    // Amounts are sums, and the event that takes one back subtracts it, whichever comes first.
    if (amounts) this.#amounts(1)
    if (event.saysPlace && event.place === 0) this.#unmapped()
    if (state.retracted.has(idHash[event.row * 2]! | 0, idHash[event.row * 2 + 1]! | 0)) return
    event.parentRef = parentRef
    const emptying = linking && event.takesAway && children === 0
    let parent = 0
    if (parentRef >= 0) parent = this.#mention(parentRef, role.parent, emptying, linking && children > 0)
    for (let ref = refStart; ref < refEnd; ref++) {
      const kind = refRole[ref]!
      if (kind > lastObjectRole || kind === role.parent) continue
      const row = this.#mention(ref, kind, false, false)
      if (row === 0) continue
      if (linking && kind === role.child) {
        this.#links.link(row, parent)
        objects.singleOut(row)
      }
      // What is in the parent is shown with it.
      if (parent === 0 || objects.u32(row, U32.parent) !== parent) state.show(row)
    }
    if (parent !== 0) {
      if (emptying) this.#links.empty(parent)
      state.show(parent)
    }
  }

  /** One object of the event. Gives its record, 0 where nothing more is to be said of it. */
  #mention(ref: number, kind: number, emptying: boolean, holds: boolean): number {
    const state = this.#state
    const event = this.#event
    const { objects, closed } = state
    const { refHash } = event.batch
    const { stamp } = event
    // As signed integers the halves are never boxed.
    const low = refHash[ref * 2]! | 0
    const high = refHash[ref * 2 + 1]! | 0
    if (this.watching.size > 0 && this.watching.has(low >>> 0)) this.watchHits.add(numberOf(low, high))
    const closing = event.closes || kind === role.input
    let row = this.#rowOf(ref, low, high)
    if (row === 0) {
      const entry = closed.find(low, high)
      if (entry !== 0) {
        const late = stamp <= closed.at(entry)
        if (late || closing || !event.isHouse) {
          this.#leavings.mentioned(low, high, entry, { closing, late, kind, emptying, holds })
          return 0
        }
        row = state.open(low, high)
        objects.setFlags(row, flag.returned)
        if ((closed.how(entry) & left.mentioned) !== 0) state.owe(low, high, false)
      } else if (closing) {
        this.#leavings.leavesUnseen(low, high, kind, holds)
        return 0
      } else if (event.timeMs < state.newestMs - state.limits.closedHorizonMs) {
        // Whether it had left by then may be forgotten; history knows.
        state.owe(low, high, true)
        return 0
      } else row = state.open(low, high)
    } else if ((objects.flags(row) & flag.returned) !== 0) {
      const entry = closed.find(low, high)
      if (entry !== 0 && stamp <= closed.at(entry)) {
        this.#leavings.mentioned(low, high, entry, { closing, late: true, kind, emptying, holds })
        return 0
      }
      // What opens nothing belongs to the stay before, unless it had come back by then; history knows.
      if (!event.isHouse && objects.newestOf(row) > stamp) state.owe(low, high, false)
    }
    if (event.documents && !holds) this.#documentsOf(row)
    if (kind === role.parent && event.linking) {
      state.becomeContainer(row)
      objects.containers.noteHeld(objects.u32(row, U32.container), stamp)
    }
    if (closing) {
      if (objects.newestOf(row) > stamp) state.owe(low, high, true)
      else state.close(row, stamp, event.how, event.place, event.step)
      return 0
    }
    // What is linked is taken out by its link, or singled out after it.
    if (kind !== role.child || !event.linking) objects.singleOut(row)
    state.position(row, event)
    return row
  }

  #documentsOf(row: number): void {
    const { batch, refStart, refEnd, stamp, unlists } = this.#event
    const { refRole, refHash } = batch
    for (let ref = refStart; ref < refEnd; ref++) {
      if (refRole[ref] !== role.bizTransaction) continue
      this.#state.documents.state(row, refHash[ref * 2]! | 0, refHash[ref * 2 + 1]! | 0, stamp, unlists)
    }
  }

  /** The event takes an earlier one back: all that it mentions is folded again. */
  #takeBack(): void {
    const state = this.#state
    const { batch, refStart, refEnd } = this.#event
    const { refRole, refHash } = batch
    let amounts = false
    for (let ref = refStart; ref < refEnd; ref++) {
      const kind = refRole[ref]!
      const low = refHash[ref * 2]!
      const high = refHash[ref * 2 + 1]!
      if (kind === role.erroneous) state.retracted.add(low, high)
      else if (kind >= role.quantity && kind <= role.outputQuantity) amounts = true
      if (kind > lastObjectRole) continue
      if (this.watching.size > 0 && this.watching.has(low)) this.watchHits.add(numberOf(low, high))
      state.owe(low, high, this.#endsLinks(kind))
    }
    if (amounts) this.#amounts(-1)
  }

  /** May the statement end links of others to the object, at once or because of what the object itself is in? */
  #endsLinks(kind: number): boolean {
    const { closes, linking, takesAway } = this.#event
    if (closes || kind === role.input) return true
    return linking && (kind === role.child || (kind === role.parent && takesAway))
  }

  #amounts(sign: 1 | -1): void {
    const { amounts } = this
    const event = this.#event
    amounts.start = event.refStart
    amounts.end = event.refEnd
    amounts.place = event.place
    amounts.step = event.step
    amounts.isObjectEvent = event.isObjectEvent
    amounts.closes = event.closes
    amounts.added = event.action === add ? sign : event.takesAway || event.closes ? -sign : 0
    amounts.sign = sign
    foldAmounts(this.#state.quantities, event.batch, amounts)
  }

  #unmapped(): void {
    const { unmapped, limits } = this.#state
    const { batch, row } = this.#event
    const word = batch.words[batch.readPoint[row]! || batch.bizLocation[row]!]!
    const known = unmapped.get(word)
    if (known !== undefined || unmapped.size < limits.unmappedMax) unmapped.set(word, (known ?? 0) + 1)
  }
}
