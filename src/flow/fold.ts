import { actions, type BatchPlacement, type EventBatch, eventFlags, eventTypes, sourceKinds } from '../model/index.ts'
import { type AmountEvent, foldAmounts, role } from './amounts.ts'
import { left } from './closed.ts'
import { numberOf, type ObjectKey } from './documents.ts'
import { F64, flag, U32, unclear } from './objects.ts'
import { chunkBits, chunkMask } from './pool.ts'
import { secondOf, stampOf } from './stamp.ts'
import { closingDispositions, lostDispositions, type State } from './state.ts'

const objectEvent = eventTypes.indexOf('ObjectEvent')
const aggregationEvent = eventTypes.indexOf('AggregationEvent')
const transactionEvent = eventTypes.indexOf('TransactionEvent')
const associationEvent = eventTypes.indexOf('AssociationEvent')
const add = actions.indexOf('ADD')
const takeAway = actions.indexOf('DELETE')
/** Roles up to here name single objects. */
export const lastObjectRole = role.output
export const byPartner = sourceKinds.indexOf('partner')
export const handSource = sourceKinds.indexOf('hand')

/** What a disposition says of its objects. */
const [goesOn, isOut, isLost] = [0, 1, 2] as const

/** Events whose records are read ahead together: few enough for the cache, enough to overlap. */
const warmEvents = 128

/** What partners say of places that are not ours moves nothing here. */
export function isElsewhere(source: number, place: number): boolean {
  return source === byPartner && place === 0
}

/** AggregationEvent and AssociationEvent say what is inside what. */
export function isLinking(type: number): boolean {
  return type === aggregationEvent || type === associationEvent
}

/** Does the event say that its objects have left? Inputs of a transformation always have. */
export function closes(leaves: boolean, closing: boolean, type: number, action: number): boolean {
  return leaves || closing || (type === objectEvent && action === takeAway)
}

/**
 * Folds batches into the state, event by event, without an object, closure or string per event. A statement that is newer
 * than all that is known of its object is applied; an older one changes what it may; where columns cannot tell what it
 * changes, the object is owed a fold from history (`State.owe`).
 */
export class Fold {
  readonly #state: State
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
  readonly warmRows = new Uint32Array(2048)
  warmed = 0
  #batch!: EventBatch
  // The event at hand.
  #at = 0
  #timeMs = 0
  #stamp = 0
  #type = 0
  #action = 0
  #place = 0
  #step = 0
  #saysPlace = false
  #byHand = false
  #closes = false
  #how = 0
  #linking = false
  #isHouse = false
  #refStart = 0
  #refEnd = 0
  #parentRef = -1
  #documents = false

  constructor(state: State) {
    this.#state = state
  }

  apply(batch: EventBatch, placement: BatchPlacement, mode: 'live' | 'replayed'): void {
    const state = this.#state
    this.#batch = batch
    const closing = Uint8Array.from(batch.words, (word) =>
      !closingDispositions.has(word) ? goesOn : lostDispositions.has(word) ? isLost : isOut,
    )
    state.version++
    for (let i = 0; i < batch.count; i++) {
      if (i % warmEvents === 0) this.#warm(i, Math.min(i + warmEvents, batch.count))
      const place = placement.place[i]!
      const source = placement.source[i]!
      const timeMs = batch.eventTimeMs[i]!
      if (timeMs > state.newestMs) state.newestMs = timeMs
      if (isElsewhere(source, place)) continue
      if (mode === 'replayed') state.windows.distrust(timeMs)
      this.#at = i
      this.#timeMs = timeMs
      this.#stamp = stampOf(timeMs, batch.idHash[i * 2]!)
      this.#type = batch.type[i]!
      this.#action = batch.action[i]!
      this.#place = place
      this.#step = placement.step[i]!
      this.#saysPlace = (batch.readPoint[i]! | batch.bizLocation[i]!) !== 0
      this.#byHand = source === handSource
      this.#linking = isLinking(this.#type)
      this.#isHouse = place !== 0 || this.#step !== 0 || this.#linking
      const leaves = state.leaves[this.#step] === 1
      this.#closes = closes(leaves, closing[batch.disposition[i]!] !== goesOn, this.#type, this.#action)
      this.#how = state.ships[this.#step] === 1 && closing[batch.disposition[i]!] !== isLost ? left.shipped : 0
      this.#refStart = batch.refStart[i]!
      this.#refEnd = batch.refStart[i + 1]!
      const { cause } = state
      cause.timeMs = timeMs
      cause.contributor = batch.contributor[i]!
      cause.byHand = this.#byHand
      cause.live = mode === 'live'
      if ((batch.flags[i]! & eventFlags.erroneous) !== 0) this.#takeBack()
      else this.#event()
    }
    state.documents.forgetOld(state.newestMs)
  }

  /**
   * Reads what the next events will need, in loops whose reads do not wait for each other: among millions of objects
   * nearly every one is a miss, and misses that overlap cost a fraction.
   */
  #warm(start: number, end: number): void {
    const { refStart, refRole, refHash } = this.#batch
    const { index, pool } = this.#state.objects
    const { warmRows } = this
    let count = 0
    for (let ref = refStart[start]!; ref < refStart[end]! && count < warmRows.length; ref++) {
      if (refRole[ref]! > lastObjectRole) continue
      const row = index.peek(refHash[ref * 2]!, refHash[ref * 2 + 1]!)
      if (row !== 0) warmRows[count++] = row
    }
    let sum = 0
    let parents = 0
    for (let i = 0; i < count; i++) {
      const row = warmRows[i]!
      const u32 = pool.u32[row >>> chunkBits]!
      const at = (row & chunkMask) * U32.size
      sum += u32[at]! + u32[at + U32.size - 1]!
      const parent = u32[at + U32.parent]!
      if (parent !== 0) warmRows[parents++] = parent
    }
    for (let i = 0; i < parents; i++) {
      const row = warmRows[i]!
      sum += pool.u32[row >>> chunkBits]![(row & chunkMask) * U32.size]!
    }
    // Kept, so that the reads are not optimised away.
    this.warmed = sum
  }

  #event(): void {
    const { refRole, idHash } = this.#batch
    const { objects } = this.#state
    let parentRef = -1
    let children = 0
    let amounts = false
    this.#documents = false
    for (let ref = this.#refStart; ref < this.#refEnd; ref++) {
      const kind = refRole[ref]!
      if (kind === role.parent) parentRef = ref
      else if (kind === role.child) children++
      else if (kind === role.bizTransaction) this.#documents = true
      else if (kind >= role.quantity && kind <= role.outputQuantity) {
        amounts = true
        if (kind === role.childQuantity) children++
      }
    }
    // Amounts are sums, and the event that takes one back subtracts it, whichever comes first.
    if (amounts) this.#amounts(1)
    if (this.#saysPlace && this.#place === 0) this.#unmapped()
    if (this.#state.retracted.has(idHash[this.#at * 2]!, idHash[this.#at * 2 + 1]!)) return
    this.#parentRef = parentRef
    const emptying = this.#linking && this.#action === takeAway && children === 0
    let parent = 0
    if (parentRef >= 0) parent = this.#mention(parentRef, role.parent, emptying, this.#linking && children > 0)
    for (let ref = this.#refStart; ref < this.#refEnd; ref++) {
      const kind = refRole[ref]!
      if (kind > lastObjectRole || kind === role.parent) continue
      const row = this.#mention(ref, kind, false, false)
      if (row !== 0 && kind === role.child && this.#linking) this.#link(row, parent, parentRef)
      // What is in the parent is shown with it.
      if (row !== 0 && (parent === 0 || objects.u32(row, U32.parent) !== parent)) this.#state.show(row)
    }
    if (parent !== 0) {
      if (emptying) this.#empty(parent)
      this.#state.show(parent)
    }
  }

  /** One object of the event. Gives its record, 0 where nothing more is to be said of it. */
  #mention(ref: number, kind: number, emptying: boolean, holds: boolean): number {
    const state = this.#state
    const { objects, closed } = state
    const low = this.#batch.refHash[ref * 2]!
    const high = this.#batch.refHash[ref * 2 + 1]!
    if (this.watching.size > 0 && this.watching.has(low)) this.watchHits.add(numberOf(low, high))
    const closing = this.#closes || kind === role.input
    let row = objects.find(low, high)
    if (row === 0) {
      const entry = closed.find(low, high)
      if (entry !== 0) {
        const late = this.#stamp <= closed.at(entry)
        if (late || closing || !this.#isHouse) {
          this.#afterLeaving(low, high, entry, { closing, late, kind, emptying, holds })
          return 0
        }
        row = state.open(low, high)
        objects.setFlags(row, flag.returned)
        if ((closed.how(entry) & left.mentioned) !== 0) state.owe(low, high, false)
      } else if (closing) {
        const how = this.#how | (kind === role.parent && this.#linking ? left.container : 0)
        const unlisted = this.#documents && this.#unlists() ? left.unlisted : 0
        closed.note(low, high, this.#stamp, how | unlisted, state.newestMs)
        this.#documentsOfLeft(low, high, how, holds)
        return 0
      } else if (this.#timeMs < state.newestMs - state.limits.closedHorizonMs) {
        // Whether it had left by then may be forgotten; history knows.
        state.owe(low, high, true)
        return 0
      } else row = state.open(low, high)
    } else if ((objects.flags(row) & flag.returned) !== 0) {
      const entry = closed.find(low, high)
      if (entry !== 0 && this.#stamp <= closed.at(entry)) {
        this.#afterLeaving(low, high, entry, { closing, late: true, kind, emptying, holds })
        return 0
      }
      // What opens nothing belongs to the stay before, unless it had come back by then; history knows.
      if (!this.#isHouse && objects.newestOf(row) > this.#stamp) state.owe(low, high, false)
    }
    if (this.#documents && !holds) this.#documentsOf(row)
    if (kind === role.parent && this.#linking) {
      state.becomeContainer(row)
      objects.containers.noteHeld(objects.u32(row, U32.container), this.#stamp)
    }
    if (closing) {
      if (objects.newestOf(row) > this.#stamp) state.owe(low, high, true)
      else state.close(row, this.#stamp, this.#how, this.#place, this.#step)
      return 0
    }
    this.#position(row)
    return row
  }

  #position(row: number): void {
    const { objects } = this.#state
    let done = 0
    if (this.#saysPlace) done |= objects.statePlace(row, this.#stamp, this.#place, this.#byHand)
    if (this.#step !== 0) done |= objects.stateStep(row, this.#stamp, this.#step, this.#byHand)
    if ((done & unclear) !== 0) this.#state.oweRow(row, false)
  }

  /** A statement about something that had left by then, or that leaves again. */
  #afterLeaving(
    low: number,
    high: number,
    entry: number,
    said: { closing: boolean; late: boolean; kind: number; emptying: boolean; holds: boolean },
  ): void {
    const state = this.#state
    const { closed } = state
    const how = closed.how(entry)
    const inside = (how & left.inside) !== 0
    const isContainer = said.kind === role.parent && this.#linking
    if (said.closing) {
      const news = (this.#how & ~how) !== 0 || (how & (left.container | left.unlisted)) !== 0 || inside
      if (said.late) {
        const isBefore = this.#stamp < closed.at(entry)
        closed.setHow(entry, how | this.#how | (isBefore ? left.again : 0))
        if (news && isBefore) state.owe(low, high, true)
      } else closed.note(low, high, this.#stamp, how | this.#how, state.newestMs)
    } else if (!said.late) closed.setHow(entry, closed.how(entry) | left.mentioned)
    else {
      if (said.kind === role.child && this.#linking && !this.#isPassedLink(entry)) state.owe(low, high, true)
      if (isContainer && (said.emptying || inside)) state.owe(low, high, true)
    }
    if (this.#documents && !said.holds) {
      if (this.#unlists()) closed.setHow(entry, closed.how(entry) | left.unlisted)
      if ((closed.how(entry) & left.unlisted) !== 0) state.owe(low, high, false)
    }
    if (isContainer && (how & left.container) === 0) {
      closed.setHow(entry, closed.how(entry) | left.container)
      // Its documents counted it as a unit.
      state.owe(low, high, false)
    }
    this.#documentsOfLeft(low, high, how | this.#how, said.holds)
  }

  /**
   * Does the link that is learnt late change nothing of how the object left? So it is where the object left by itself, or for the
   * first time and with a newer link, and where what it is said to have been in did not leave before that.
   */
  #isPassedLink(entry: number): boolean {
    const { closed, objects, newestMs, limits } = this.#state
    const isInside = (closed.how(entry) & left.inside) !== 0
    const linkSecond = isInside ? closed.linkSecond(entry) : secondOf(closed.at(entry))
    if (isInside && (secondOf(this.#stamp) >= linkSecond || (closed.how(entry) & left.again) !== 0)) return false
    if (this.#timeMs < newestMs - limits.closedHorizonMs) return false
    if (this.#action === takeAway || this.#parentRef < 0) return true
    const { refHash } = this.#batch
    const low = refHash[this.#parentRef * 2]!
    const high = refHash[this.#parentRef * 2 + 1]!
    const parent = objects.find(low, high)
    if (parent !== 0) {
      if ((objects.flags(parent) & flag.returned) !== 0) return false
      // Should it turn out to have left before that, what was in it then is asked for.
      objects.containers.noteLost(objects.containerOf(parent), closed.at(entry))
      return true
    }
    const parentEntry = closed.find(low, high)
    if (parentEntry === 0 || (closed.how(parentEntry) & left.again) !== 0) return false
    return secondOf(closed.at(parentEntry)) > linkSecond
  }

  /** Does the event take its objects from its documents? */
  #unlists(): boolean {
    return this.#type === transactionEvent && this.#action === takeAway
  }

  #documentsOf(row: number): void {
    const { refRole, refHash } = this.#batch
    const removed = this.#unlists()
    for (let ref = this.#refStart; ref < this.#refEnd; ref++) {
      if (refRole[ref] !== role.bizTransaction) continue
      this.#state.documents.state(row, [refHash[ref * 2]!, refHash[ref * 2 + 1]!], this.#stamp, removed)
    }
  }

  #documentsOfLeft(low: number, high: number, how: number, holds: boolean): void {
    if (!this.#documents || holds || this.#unlists()) return
    const { refRole, refHash } = this.#batch
    for (let ref = this.#refStart; ref < this.#refEnd; ref++) {
      if (refRole[ref] !== role.bizTransaction) continue
      const document: ObjectKey = [refHash[ref * 2]!, refHash[ref * 2 + 1]!]
      this.#state.documents.stateLeft(low, high, document, this.#stamp, pairHow(how))
    }
  }

  /** "The child is in the parent" or, with DELETE, in nothing. The newest such statement wins. */
  #link(row: number, parent: number, parentRef: number): void {
    const state = this.#state
    const { objects } = state
    const { containers } = objects
    const into = this.#action !== takeAway && parentRef >= 0
    if (!into && this.#action !== takeAway) return
    if (parent === row) return
    const known = objects.f64(row, F64.linkAt)
    const newer = this.#stamp > known || (this.#stamp === known && into && this.#outranks(row, parentRef))
    if (newer) {
      state.leaveContainer(row, this.#stamp)
      objects.setF64(row, F64.linkAt, this.#stamp)
      if (!into) return
      if (parent === 0) state.oweRow(row, true)
      else {
        objects.putInto(row, parent)
        if (containers.emptiedAt(objects.u32(parent, U32.container)) > this.#stamp) state.oweRow(row, true)
      }
      return
    }
    if (this.#stamp === known) return
    if ((objects.flags(row) & flag.implied) !== 0 || (into && parent === 0)) state.oweRow(row, true)
    if (!into || parent === 0) return
    const container = objects.containerOf(parent)
    containers.noteLost(container, known)
    if (containers.emptiedAt(container) > this.#stamp) state.oweRow(row, true)
  }

  /** Of two containers stated with one stamp the larger hash wins. */
  #outranks(row: number, parentRef: number): boolean {
    const { objects } = this.#state
    const parent = objects.u32(row, U32.parent)
    if (parent === 0) return true
    const { refHash } = this.#batch
    const high = objects.u32(parent, U32.high)
    return (
      refHash[parentRef * 2 + 1]! > high ||
      (refHash[parentRef * 2 + 1] === high && refHash[parentRef * 2]! > objects.u32(parent, U32.low))
    )
  }

  /** Unpacked without a list: what was inside is now where the event happened. */
  #empty(parent: number): void {
    const state = this.#state
    const { objects } = state
    const container = objects.u32(parent, U32.container)
    if (objects.containers.lostAt(container) > this.#stamp) state.oweRow(parent, true)
    objects.containers.noteEmptied(container, this.#stamp)
    for (const child of objects.contentsOf(parent)) {
      if (objects.f64(child, F64.linkAt) >= this.#stamp) continue
      this.#position(child)
      state.leaveContainer(child, this.#stamp)
      objects.setF64(child, F64.linkAt, this.#stamp)
      objects.setFlags(child, flag.implied)
      state.show(child)
    }
  }

  /** The event takes an earlier one back: all that it mentions is folded again. */
  #takeBack(): void {
    const state = this.#state
    const { refRole, refHash } = this.#batch
    this.#documents = false
    let amounts = false
    for (let ref = this.#refStart; ref < this.#refEnd; ref++) {
      const kind = refRole[ref]!
      const low = refHash[ref * 2]!
      const high = refHash[ref * 2 + 1]!
      if (kind === role.erroneous) state.retracted.add(low, high)
      else if (kind === role.bizTransaction) this.#documents = true
      else if (kind >= role.quantity && kind <= role.outputQuantity) amounts = true
      if (kind > lastObjectRole) continue
      if (this.watching.size > 0 && this.watching.has(low)) this.watchHits.add(numberOf(low, high))
      state.owe(low, high, this.#endsLinks(kind))
    }
    if (amounts) this.#amounts(-1)
  }

  /** May the statement end links of others to the object, at once or because of what the object itself is in? */
  #endsLinks(kind: number): boolean {
    if (this.#closes || kind === role.input) return true
    return this.#linking && (kind === role.child || (kind === role.parent && this.#action === takeAway))
  }

  #amounts(sign: 1 | -1): void {
    const { amounts } = this
    amounts.start = this.#refStart
    amounts.end = this.#refEnd
    amounts.place = this.#place
    amounts.step = this.#step
    amounts.isObjectEvent = this.#type === objectEvent
    amounts.closes = this.#closes
    amounts.added = this.#action === add ? sign : this.#action === takeAway || this.#closes ? -sign : 0
    amounts.sign = sign
    foldAmounts(this.#state.quantities, this.#batch, amounts)
  }

  #unmapped(): void {
    const { unmapped, limits } = this.#state
    const word = this.#batch.words[this.#batch.readPoint[this.#at]! || this.#batch.bizLocation[this.#at]!]!
    const known = unmapped.get(word)
    if (known !== undefined || unmapped.size < limits.unmappedMax) unmapped.set(word, (known ?? 0) + 1)
  }
}

/** Bits of `left` as a document pair keeps them. */
export function pairHow(how: number): number {
  return how & (left.shipped | left.container)
}
