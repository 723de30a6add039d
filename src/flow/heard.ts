import { actions, type BatchPlacement, type EventBatch, eventFlags, eventTypes } from '../model/index.ts'
import { role } from './amounts.ts'
import { left } from './closed.ts'
import { numberOf, type ObjectKey } from './documents.ts'
import {
  closes,
  closingDispositions,
  handSource,
  isElsewhere,
  isLinking,
  lastObjectRole,
  lostDispositions,
} from './event.ts'
import { stampOf } from './stamp.ts'
import type { State } from './state.ts'

const transactionEvent = eventTypes.indexOf('TransactionEvent')
const takeAway = actions.indexOf('DELETE')

/** What one event says of one object. */
export interface Statement {
  readonly stamp: number
  /** `numberOf` the event's identity. */
  readonly event: number
  /** -1 where the event names no place. */
  readonly place: number
  readonly step: number
  readonly byHand: boolean
  readonly closes: boolean
  readonly how: number
  readonly isHouse: boolean
  /** Undefined: says nothing of what it is in; null: it is in nothing. */
  readonly into: ObjectKey | null | undefined
  readonly isContainer: boolean
  readonly empties: boolean
  readonly children: readonly ObjectKey[]
  readonly documents: readonly ObjectKey[]
  readonly documentsRemoved: boolean
  /** It was unpacked by an event that did not name it: said by a timeline, never by an event. */
  readonly implied: boolean
}

/** All that history says of one object. */
export interface Heard {
  /** In order of their stamps; those taken back are not among them. */
  readonly statements: readonly Statement[]
  /** Every document of every event, those taken back included. */
  readonly documents: readonly ObjectKey[]
  /** Whatever it was ever in, and the stamp of the first link. */
  readonly containers: readonly { readonly container: ObjectKey; readonly since: number }[]
}

const none: readonly ObjectKey[] = []

/** Takes what history says of one object, event by event, in any order and some of them twice. */
export class Listener {
  readonly #state: State
  readonly #object: ObjectKey
  readonly #statements: Statement[] = []
  readonly #events = new Set<number>()
  readonly #takenBack = new Set<number>()
  readonly #documents = new Map<number, ObjectKey>()

  constructor(state: State, object: ObjectKey) {
    this.#state = state
    this.#object = object
  }

  /** One row that mentions the object. */
  hear(batch: EventBatch, placement: BatchPlacement, row: number): void {
    const { refStart, refRole, idHash } = batch
    const start = refStart[row]!
    const end = refStart[row + 1]!
    const erroneous = (batch.flags[row]! & eventFlags.erroneous) !== 0
    let documents = none
    for (let ref = start; ref < end; ref++) {
      const kind = refRole[ref]!
      if (kind === role.bizTransaction) {
        const document = hashAt(batch, ref)
        documents = documents === none ? [document] : [...documents, document]
        this.#documents.set(numberOf(document[0], document[1]), document)
      } else if (erroneous && kind === role.erroneous)
        this.#takenBack.add(numberOf(batch.refHash[ref * 2]!, batch.refHash[ref * 2 + 1]!))
    }
    const low = idHash[row * 2]!
    const high = idHash[row * 2 + 1]!
    const event = numberOf(low, high)
    if (erroneous || this.#events.has(event)) return
    this.#events.add(event)
    if (isElsewhere(placement.source[row]!, placement.place[row]!) || this.#state.retracted.has(low, high)) return
    for (let ref = start; ref < end; ref++) {
      if (refRole[ref]! > lastObjectRole) continue
      if (batch.refHash[ref * 2] !== this.#object[0] || batch.refHash[ref * 2 + 1] !== this.#object[1]) continue
      this.#statements.push(statementOf(batch, placement, row, { ref, event, documents, state: this.#state }))
    }
  }

  end(): Heard {
    const standing =
      this.#takenBack.size === 0
        ? this.#statements
        : this.#statements.filter(({ event }) => !this.#takenBack.has(event))
    standing.sort((a, b) => a.stamp - b.stamp || Number(a.closes) - Number(b.closes) || rank(a.into) - rank(b.into))
    const containers = new Map<number, { container: ObjectKey; since: number }>()
    for (const { into, stamp } of standing) {
      if (into === null || into === undefined) continue
      const key = numberOf(into[0], into[1])
      if (!containers.has(key)) containers.set(key, { container: into, since: stamp })
    }
    return { statements: standing, documents: [...this.#documents.values()], containers: [...containers.values()] }
  }
}

/** As `Fold` reads an event, for the object at one of its references. */
function statementOf(
  batch: EventBatch,
  placement: BatchPlacement,
  row: number,
  said: { ref: number; event: number; documents: readonly ObjectKey[]; state: State },
): Statement {
  const type = batch.type[row]!
  const kind = batch.refRole[said.ref]!
  const place = placement.place[row]!
  const step = placement.step[row]!
  const disposition = batch.words[batch.disposition[row]!]!
  const { leaves, ships } = said.state
  const linking = isLinking(type)
  const isParent = linking && kind === role.parent
  const isOut = batch.action[row] === takeAway
  const held = isParent ? heldBy(batch, row) : { children: none, holds: false }
  const shipped = ships[step] === 1 && !lostDispositions.has(disposition)
  return {
    stamp: stampOf(batch.eventTimeMs[row]!, batch.idHash[row * 2]!),
    event: said.event,
    place: (batch.readPoint[row]! | batch.bizLocation[row]!) !== 0 ? place : -1,
    step,
    byHand: placement.source[row] === handSource,
    closes:
      closes(leaves[step] === 1, closingDispositions.has(disposition), type, batch.action[row]!) || kind === role.input,
    how: (shipped ? left.shipped : 0) | (isParent ? left.container : 0),
    isHouse: place !== 0 || step !== 0 || linking,
    into: linking && kind === role.child ? intoOf(batch, row, said.ref, isOut) : undefined,
    isContainer: isParent,
    empties: isParent && isOut && !held.holds,
    children: held.children,
    documents: held.holds ? none : said.documents,
    documentsRemoved: type === transactionEvent && isOut,
    implied: false,
  }
}

/** Undefined where the event names no container, or the object itself. */
function intoOf(batch: EventBatch, row: number, child: number, isOut: boolean): ObjectKey | null | undefined {
  let parent: ObjectKey | undefined
  for (let ref = batch.refStart[row]!; ref < batch.refStart[row + 1]! && parent === undefined; ref++) {
    if (batch.refRole[ref] === role.parent) parent = hashAt(batch, ref)
  }
  const [low, high] = hashAt(batch, child)
  if (parent !== undefined && parent[0] === low && parent[1] === high) return undefined
  return isOut ? null : parent
}

function heldBy(batch: EventBatch, row: number): { children: readonly ObjectKey[]; holds: boolean } {
  const children: ObjectKey[] = []
  let amounts = false
  for (let ref = batch.refStart[row]!; ref < batch.refStart[row + 1]!; ref++) {
    const kind = batch.refRole[ref]!
    if (kind === role.child) children.push(hashAt(batch, ref))
    else if (kind === role.childQuantity) amounts = true
  }
  return { children, holds: amounts || children.length > 0 }
}

function hashAt({ refHash }: EventBatch, ref: number): ObjectKey {
  return [refHash[ref * 2]!, refHash[ref * 2 + 1]!]
}

/** Of two links with one stamp the larger hash wins, and any container wins over none. */
function rank(into: ObjectKey | null | undefined): number {
  return into === undefined ? -2 : into === null ? -1 : into[1] * 2 ** 20 + into[0] / 2 ** 12
}
