import { left } from './closed.ts'
import { numberOf, type ObjectKey } from './documents.ts'
import type { Heard, Statement } from './heard.ts'

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
  readonly statements: readonly Statement[]
  /** The container that it is in at the end, and since when the last link stands. */
  readonly into: ObjectKey | null
  readonly linkAt: number
  readonly ends: readonly LinkEnd[]
  /** Documents that it left with, and how. */
  readonly left: readonly { readonly document: ObjectKey; readonly stamp: number; readonly how: number }[]
  /** Whatever was ever stated to be inside it. */
  readonly children: readonly ObjectKey[]
  /** Whatever it was ever stated to be in. */
  readonly containers: readonly ObjectKey[]
  /** It was taken from a document at some time. */
  readonly unlisted: boolean
  /** Every document of every event, those taken back included. */
  readonly documents: readonly ObjectKey[]
}

const noEnds: readonly LinkEnd[] = []

/** Builds timelines of objects of which, and of whose containers (but for the silent ones, which have no ends), all was heard; each object's once. */
export class Timelines {
  readonly #heard: ReadonlyMap<number, Heard>
  readonly #silent: ReadonlySet<number>
  readonly #done = new Map<number, Timeline>()
  readonly #under = new Set<number>()
  #rings = 0

  constructor(heard: ReadonlyMap<number, Heard>, silent: ReadonlySet<number>) {
    this.#heard = heard
    this.#silent = silent
  }

  of(object: ObjectKey): Timeline {
    const key = numberOf(object[0], object[1])
    const known = this.#done.get(key)
    if (known !== undefined) return known
    const heard = this.#heard.get(key)
    if (heard === undefined) throw new Error('broken invariant: a timeline of what nobody asked for')
    const ringsBefore = this.#rings
    this.#under.add(key)
    const endsOf = new Map<number, readonly LinkEnd[]>()
    for (const { container } of heard.containers) {
      const parent = numberOf(container[0], container[1])
      // Containers in a ring: what is being asked for already has no say.
      if (this.#under.has(parent)) this.#rings++
      else if (!this.#silent.has(parent)) endsOf.set(parent, this.of(container).ends)
    }
    this.#under.delete(key)
    const timeline = {
      ...replay(heard.statements, (into) => endsOf.get(numberOf(into[0], into[1])) ?? noEnds),
      documents: heard.documents,
      containers: heard.containers.map(({ container }) => container),
    }
    // What was cut out of a ring depends on where the asking began.
    if (this.#rings === ringsBefore) this.#done.set(key, timeline)
    return timeline
  }
}

/** The first end after the stamp, in ends of ascending stamps. */
function endAfter(ends: readonly LinkEnd[], stamp: number): LinkEnd | undefined {
  let low = 0
  for (let high = ends.length; low < high; ) {
    const middle = (low + high) >> 1
    if (ends[middle]!.stamp > stamp) high = middle
    else low = middle + 1
  }
  return ends[low]
}

/** Takes the statements in order, with what happens to the containers in between. */
function replay(
  statements: readonly Statement[],
  endsOf: (into: ObjectKey) => readonly LinkEnd[],
): Omit<Timeline, 'documents' | 'containers'> {
  let open = false
  let closedAt = 0
  let closedHow = 0
  let into: ObjectKey | null = null
  let linkAt = 0
  let current: Statement[] = []
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
    const end = endAfter(endsOf(into), linkAt)
    if (end === undefined || end.stamp >= before) return
    if (end.closes) leave({ ...end.statement, documents: [] }, insideHow(end.statement.how, current))
    else {
      current.push({ ...end.statement, documents: [], isContainer: false, into: null, implied: true })
      into = null
      linkAt = end.stamp
    }
  }

  for (const statement of statements) {
    for (const child of statement.children) children.push(child)
    endLink(statement.stamp)
    if (statement.closes) {
      current.push(statement)
      leave(statement, statement.how | containerHow(current))
      continue
    }
    if (!open && closedAt !== 0 && !statement.isHouse) {
      gone.at(-1)!.statements.push(statement)
      mentioned = true
      continue
    }
    open = true
    current.push(statement)
    if (statement.into !== undefined) {
      into = statement.into
      linkAt = statement.stamp
    }
    if (statement.empties) ends.push({ stamp: statement.stamp, closes: false, statement })
  }
  endLink(Number.POSITIVE_INFINITY)
  const left = gone.flatMap((each) => documentsAtEnd(each.statements).map((pair) => ({ ...pair, how: each.how })))
  const unlisted = statements.some((each) => each.documentsRemoved && each.documents.length > 0)
  return { unlisted, open, closedAt, closedHow, mentioned, statements: current, into, linkAt, ends, left, children }
}

function insideHow(how: number, current: readonly Statement[]): number {
  return (how & left.shipped) | left.inside | containerHow(current)
}

function containerHow(current: readonly Statement[]): number {
  return current.some(({ isContainer }) => isContainer) ? left.container : 0
}

/** Documents in force after these statements: of each the newest counts. */
export function documentsAtEnd(statements: readonly Statement[]): { document: ObjectKey; stamp: number }[] {
  const newest = new Map<number, { document: ObjectKey; stamp: number; removed: boolean }>()
  for (const { documents, documentsRemoved, stamp } of statements) {
    for (const document of documents) {
      const key = numberOf(document[0], document[1])
      const known = newest.get(key)
      if (known !== undefined && (known.stamp > stamp || (known.stamp === stamp && documentsRemoved))) continue
      newest.set(key, { document, stamp, removed: documentsRemoved })
    }
  }
  return [...newest.values()].filter(({ removed }) => !removed)
}
