import { closingDispositions } from './event.ts'
import { exampleSite, hashOfName, type Said } from './example.ts'
import { stampOf } from './stamp.ts'

/** What the naive fold knows of an object: every statement since it last left, and what it is in. */
export interface Known {
  open: boolean
  left: boolean
  statements: { stamp: number; place: number | undefined; step: number; byHand: boolean }[]
  parent: string | null
  linkAt: number
  isContainer: boolean
  /** A hand took part in the stay that it is in now. */
  readonly byHand: boolean
}

/**
 * The fold as one would tell it: all events that stand, in order of their stamps, one after another, in maps. Slow, small,
 * and it shares nothing with the real one but the order of stamps and the list of closing dispositions.
 */
export function naiveFold(said: readonly Said[]): Map<string, Known> {
  const things = new Map<string, Known>()
  const takenBack = new Set(said.flatMap(({ takesBack }) => takesBack ?? []))
  const standing = said.filter((each) => each.takesBack === undefined && !takenBack.has(each.id))
  const stamped = standing.map((each) => ({ each, stamp: stampOf(each.at, hashOfName(each.id)[0]) }))
  stamped.sort((a, b) => a.stamp - b.stamp)
  for (const { each, stamp } of stamped) tell(things, each, stamp)
  return things
}

function tell(things: Map<string, Known>, each: Said, stamp: number): void {
  const { type = 'ObjectEvent', action = 'OBSERVE', place, step = 0, source, parent, children = [] } = each
  if (source === 'partner' && (place ?? 0) === 0) return
  const linking = type === 'AggregationEvent' || type === 'AssociationEvent'
  const isHouse = (place ?? 0) !== 0 || step !== 0 || linking
  const closing =
    exampleSite.steps[step - 1]?.leaves === true ||
    closingDispositions.has(each.disposition ?? '') ||
    (type === 'ObjectEvent' && action === 'DELETE')
  const inputs = each.inputs ?? []
  const named = [parent ?? [], each.epcs ?? [], children, each.outputs ?? [], inputs].flat()
  for (const name of new Set(named)) {
    const thing = things.get(name) ?? fresh()
    things.set(name, thing)
    if (closing || inputs.includes(name)) {
      leave(things, name)
      continue
    }
    if (thing.left && !thing.open && !isHouse) continue
    thing.open = true
    thing.statements.push({ stamp, place, step, byHand: source === 'hand' })
    if (linking && name === parent) thing.isContainer = true
    if (linking && children.includes(name) && name !== parent) {
      thing.parent = action === 'DELETE' ? null : (parent ?? thing.parent)
      if (action === 'DELETE' || parent !== undefined) thing.linkAt = stamp
    }
  }
  const emptied = linking && action === 'DELETE' && children.length === 0 && each.amounts === undefined
  if (!emptied || parent === undefined || closing) return
  for (const thing of things.values()) {
    if (!thing.open || thing.parent !== parent || thing.linkAt >= stamp) continue
    thing.statements.push({ stamp, place, step, byHand: source === 'hand' })
    thing.parent = null
    thing.linkAt = stamp
  }
}

function fresh(): Known {
  return {
    open: false,
    left: false,
    statements: [],
    parent: null,
    linkAt: 0,
    isContainer: false,
    get byHand() {
      return stay(this, 'place').some((each) => each.byHand) || stay(this, 'step').some((each) => each.byHand)
    },
  }
}

function leave(things: Map<string, Known>, name: string): void {
  const thing = things.get(name)!
  Object.assign(thing, { open: false, left: true, statements: [], parent: null, linkAt: 0, isContainer: false })
  for (const [other, each] of things) if (each.open && each.parent === name) leave(things, other)
}

/** Where the object is, containers counted: the newest statement with a place, and with a step, up the chain. */
export function naivePlace(things: ReadonlyMap<string, Known>, name: string): { place: number; step: number } {
  const chain: Known[] = []
  const seen = new Set<string>()
  for (let at: string | null = name; at !== null && !seen.has(at); at = things.get(at)?.parent ?? null) {
    const thing = things.get(at)
    if (thing?.open !== true) break
    seen.add(at)
    chain.push(thing)
  }
  const all = chain.flatMap(({ statements }) => statements)
  const newest = (has: (s: Known['statements'][number]) => boolean) =>
    all
      .filter(has)
      .reduce((a, b) => (b.stamp > a.stamp ? b : a), { stamp: -1, place: 0, step: 0, byHand: false } as (typeof all)[0])
  return {
    place: newest(({ place }) => place !== undefined).place ?? 0,
    step: newest(({ step }) => step !== 0).step,
  }
}

/** First second of the stay at the own place or step that the newest statement names. */
export function naiveSince(thing: Known, of: 'place' | 'step'): number {
  return Math.floor((stay(thing, of)[0]?.stamp ?? 0) / 2_048_000)
}

/** Statements since the object came to the place (or step) of the newest one. */
function stay(thing: Known, of: 'place' | 'step'): Known['statements'] {
  const said = thing.statements.filter((each) => (of === 'place' ? each.place !== undefined : each.step !== 0))
  const other = said.findLastIndex((each) => each[of] !== said.at(-1)![of])
  return said.slice(other + 1)
}
