import { hashHex } from '../base/index.ts'
import { actions, eventFlags, eventTypes } from '../model/index.ts'
import { role } from './amounts.ts'
import { left } from './closed.ts'
import type { ObjectKey } from './documents.ts'
import { closes, handSource, isElsewhere, isLinking, lastObjectRole } from './fold.ts'
import { stampOf } from './stamp.ts'
import { closingDispositions, lostDispositions, type State } from './state.ts'
import type { History, HistoryEvent } from './types.ts'

const transactionEvent = eventTypes.indexOf('TransactionEvent')
const takeAway = actions.indexOf('DELETE')

/** What one event says of one object. */
export interface Statement {
  readonly stamp: number
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
}

/** Something that ends links to a container: it left, or was emptied without naming what was inside. */
export interface LinkEnd {
  readonly stamp: number
  readonly closes: boolean
  readonly statement: Statement
}

/** An object's whole life in order of its statements: what `Fold` keeps only the end of. */
export interface Timeline {
  readonly open: boolean
  /** 0 where it never left. */
  readonly closedAt: number
  readonly closedHow: number
  /** Statements that open nothing came since. */
  readonly mentioned: boolean
  /** Statements since it last left, those of being emptied out of a container among them. */
  readonly statements: readonly (Statement & { readonly implied: boolean })[]
  /** The container that it is in at the end, and since when the last link stands. */
  readonly into: ObjectKey | null
  readonly linkAt: number
  readonly ends: readonly LinkEnd[]
  /** Documents that it left with, and how. */
  readonly left: readonly { readonly document: ObjectKey; readonly stamp: number; readonly how: number }[]
  /** Whatever was ever stated to be inside it. */
  readonly children: readonly ObjectKey[]
  /** Every document of every event, those taken back included. */
  readonly documents: readonly ObjectKey[]
}

const noEnds: readonly LinkEnd[] = []

/** Builds timelines from history; each object is asked for once. */
export class Timelines {
  readonly #state: State
  readonly #history: History
  readonly #watching: Set<number>
  readonly #events = new Map<string, readonly HistoryEvent[]>()
  readonly #done = new Map<string, Timeline>()
  readonly #under = new Set<string>()

  constructor(state: State, history: History, watching: Set<number>) {
    this.#state = state
    this.#history = history
    this.#watching = watching
  }

  async of(object: ObjectKey): Promise<Timeline> {
    const key = hashHex(object[0], object[1])
    const known = this.#done.get(key)
    if (known !== undefined) return known
    this.#under.add(key)
    const statements = await this.#statements(object, key)
    const endsOf = new Map<string, readonly LinkEnd[]>()
    for (const { into } of statements) {
      if (into === null || into === undefined) continue
      const parentKey = hashHex(into[0], into[1])
      // Containers in a ring: what is being asked for already has no say.
      if (endsOf.has(parentKey) || this.#under.has(parentKey)) continue
      endsOf.set(parentKey, (await this.of(into)).ends)
    }
    this.#under.delete(key)
    const timeline = {
      ...replay(statements, (into) => endsOf.get(hashHex(into[0], into[1])) ?? noEnds),
      documents: documentsOf(this.#events.get(key)!),
    }
    if (this.#under.size === 0) this.#done.set(key, timeline)
    return timeline
  }

  async #statements(object: ObjectKey, key: string): Promise<Statement[]> {
    let events = this.#events.get(key)
    if (events === undefined) {
      this.#watching.add(object[0])
      events = await this.#history(object)
      this.#events.set(key, events)
    }
    const gone = new Set<string>()
    for (const { flags, refs } of events) {
      if ((flags & eventFlags.erroneous) === 0) continue
      for (const ref of refs) if (ref.role === role.erroneous) gone.add(hashHex(ref.hash[0], ref.hash[1]))
    }
    const out: Statement[] = []
    for (const event of events) {
      const id = hashHex(event.idHash[0], event.idHash[1])
      if ((event.flags & eventFlags.erroneous) !== 0 || gone.has(id)) continue
      gone.add(id)
      if (this.#state.retracted.has(event.idHash[0], event.idHash[1])) continue
      if (!isElsewhere(event.source, event.place)) statementsOf(event, object, this.#state, out)
    }
    return out.sort((a, b) => a.stamp - b.stamp || Number(a.closes) - Number(b.closes) || rank(a.into) - rank(b.into))
  }
}

/** Of two links with one stamp the larger hash wins, and any container wins over none. */
function rank(into: ObjectKey | null | undefined): number {
  return into === undefined ? -2 : into === null ? -1 : into[1] * 2 ** 20 + into[0] / 2 ** 12
}

/** As `Fold` reads an event, for one of its objects. */
function statementsOf(event: HistoryEvent, object: ObjectKey, { leaves, ships }: State, out: Statement[]): void {
  const { refs } = event
  const linking = isLinking(event.type)
  const parent = refs.find((ref) => ref.role === role.parent)?.hash
  const children = refs.filter((ref) => ref.role === role.child).map((ref) => ref.hash)
  const holds = linking && (children.length > 0 || refs.some((ref) => ref.role === role.childQuantity))
  const documents = refs.filter((ref) => ref.role === role.bizTransaction).map((ref) => ref.hash)
  const leaving = leaves[event.step] === 1
  const shipped = ships[event.step] === 1 && !lostDispositions.has(event.disposition)
  for (const ref of refs) {
    if (ref.role > lastObjectRole || ref.hash[0] !== object[0] || ref.hash[1] !== object[1]) continue
    const isParent = linking && ref.role === role.parent
    const isChild = linking && ref.role === role.child
    const self = parent !== undefined && parent[0] === object[0] && parent[1] === object[1]
    const isOut = event.action === takeAway
    out.push({
      stamp: stampOf(event.eventTimeMs, event.idHash[0]),
      place: event.readPoint !== '' || event.bizLocation !== '' ? event.place : -1,
      step: event.step,
      byHand: event.source === handSource,
      closes:
        closes(leaving, closingDispositions.has(event.disposition), event.type, event.action) ||
        ref.role === role.input,
      how: (shipped ? left.shipped : 0) | (isParent ? left.container : 0),
      isHouse: event.place !== 0 || event.step !== 0 || linking,
      into: !isChild || self ? undefined : isOut ? null : parent,
      isContainer: isParent,
      empties: isParent && isOut && !holds,
      children: isParent ? children : [],
      documents: isParent && holds ? [] : documents,
      documentsRemoved: event.type === transactionEvent && isOut,
    })
  }
}

/** Takes the statements in order, with what happens to the containers in between. */
function replay(
  statements: readonly Statement[],
  endsOf: (into: ObjectKey) => readonly LinkEnd[],
): Omit<Timeline, 'documents'> {
  let open = false
  let closedAt = 0
  let closedHow = 0
  let into: ObjectKey | null = null
  let linkAt = 0
  let current: (Statement & { implied: boolean })[] = []
  const ends: LinkEnd[] = []
  const gone: { statements: Statement[]; how: number }[] = []
  let mentioned = false
  const children: ObjectKey[] = []

  const leave = (statement: Statement, how: number): void => {
    closedAt = statement.stamp
    closedHow |= how
    ends.push({ stamp: statement.stamp, closes: true, statement: { ...statement, how } })
    if (open || gone.length === 0) gone.push({ statements: current, how })
    else gone.at(-1)!.statements.push(...current)
    mentioned = false
    current = []
    open = false
    into = null
    linkAt = 0
  }
  const endLink = (before: number): void => {
    if (into === null) return
    const end = endsOf(into).find(({ stamp }) => stamp > linkAt && stamp < before)
    if (end === undefined) return
    if (end.closes) leave({ ...end.statement, documents: [] }, insideHow(end.statement.how, current))
    else {
      current.push({ ...end.statement, documents: [], isContainer: false, into: null, implied: true })
      into = null
      linkAt = end.stamp
    }
  }

  for (const statement of statements) {
    children.push(...statement.children)
    endLink(statement.stamp)
    if (statement.closes) {
      current.push({ ...statement, implied: false })
      leave(statement, statement.how | containerHow(current))
      continue
    }
    if (!open && closedAt !== 0 && !statement.isHouse) {
      gone.at(-1)!.statements.push(statement)
      mentioned = true
      continue
    }
    open = true
    current.push({ ...statement, implied: false })
    if (statement.into !== undefined) {
      into = statement.into
      linkAt = statement.stamp
    }
    if (statement.empties) ends.push({ stamp: statement.stamp, closes: false, statement })
  }
  endLink(Number.POSITIVE_INFINITY)
  const left = gone.flatMap((each) => documentsAtEnd(each.statements).map((pair) => ({ ...pair, how: each.how })))
  return { open, closedAt, closedHow, mentioned, statements: current, into, linkAt, ends, left, children }
}

function insideHow(how: number, current: readonly Statement[]): number {
  return (how & left.shipped) | left.inside | containerHow(current)
}

function containerHow(current: readonly Statement[]): number {
  return current.some(({ isContainer }) => isContainer) ? left.container : 0
}

function documentsOf(events: readonly HistoryEvent[]): ObjectKey[] {
  const found = new Map<string, ObjectKey>()
  for (const { refs } of events) {
    for (const { role: kind, hash } of refs)
      if (kind === role.bizTransaction) found.set(hashHex(hash[0], hash[1]), hash)
  }
  return [...found.values()]
}

/** Documents in force after these statements: of each the newest counts. */
export function documentsAtEnd(statements: readonly Statement[]): { document: ObjectKey; stamp: number }[] {
  const newest = new Map<string, { document: ObjectKey; stamp: number; removed: boolean }>()
  for (const { documents, documentsRemoved, stamp } of statements) {
    for (const document of documents) {
      const key = hashHex(document[0], document[1])
      const known = newest.get(key)
      if (known !== undefined && (known.stamp > stamp || (known.stamp === stamp && documentsRemoved))) continue
      newest.set(key, { document, stamp, removed: documentsRemoved })
    }
  }
  return [...newest.values()].filter(({ removed }) => !removed)
}
