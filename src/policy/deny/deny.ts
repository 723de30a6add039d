import type { Fault } from '../../base/index.ts'
import { about, isKind, readTokens, type Unit } from './read.ts'
import { tokensOf } from './tokens.ts'
import type { Kind, Topic } from './wordList.ts'

/**
 * Deny-lists D1 (union, protected activity, special categories, private life), D2 (proxies for them, also on a map) and D3
 * (indicators that single out a worker). They refuse a *name*: of a column, field, namespace, layer, data set, place, step,
 * note or question. D1 is never lifted, by no rule, pack or agreement.
 */
type DenyList = 'D1' | 'D2' | 'D3'

/** What is named. A note and a question are read as sentences; a layer is about an area and who lives there. */
export const namedThings = ['column', 'field', 'namespace', 'layer', 'dataset', 'name', 'note', 'query'] as const
export type NamedThing = (typeof namedThings)[number]

interface Refusal {
  readonly list: DenyList
  /** Why, as a reason code with a message in the catalogue: never the text itself. */
  readonly reason: DenyReason
  /** The words of the lists that met, as they stand in the lists: evidence without quoting what somebody wrote. */
  readonly words: readonly string[]
}

type DenyReason =
  | 'union'
  | 'protected-activity'
  | 'special-category'
  | 'private-life'
  | 'proxy'
  | 'worker-indicator'
  | 'person-device-indicator'

const refusals = {
  union: { list: 'D1', reason: 'union' },
  action: { list: 'D1', reason: 'protected-activity' },
  special: { list: 'D1', reason: 'special-category' },
  private: { list: 'D1', reason: 'private-life' },
  proxy: { list: 'D2', reason: 'proxy' },
  gap: { list: 'D3', reason: 'worker-indicator' },
  conduct: { list: 'D3', reason: 'worker-indicator' },
} as const satisfies Record<Topic, { list: DenyList; reason: DenyReason }>

/** Words of a note that are read together. */
const windowWords = 9

/**
 * The refusal of a name, or undefined where it may be used. A name is split into words (camelCase, snake_case, compounds of
 * known words). A word is refused wherever it stands, unless a thing is meant ("strike plate"), or beside a person only
 * ("pause" is not refused, "picker pause" is).
 */
export function denied(text: string, thing: NamedThing): Refusal | undefined {
  const tokens = tokensOf(text)
  if (thing !== 'note' || tokens.length <= windowWords) return refusalOf(readTokens(tokens), thing)
  for (let start = 0; start + windowWords <= tokens.length; start++) {
    const refusal = refusalOf(readTokens(tokens.slice(start, start + windowWords)), thing)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

/** Code of the fault of each list. */
export const deniedCodes = { D1: 'DENIED_D1', D2: 'DENIED_D2', D3: 'DENIED_D3' } as const

/** The refusal as a fault: it says which list and reason, where, and never what was written. */
export function deniedFault(refusal: Refusal, at: string): Fault {
  return { code: deniedCodes[refusal.list], at, got: `${refusal.reason} (${refusal.words.join(' + ')})` }
}

/** In this order: the first that holds is the reason told. */
const order = ['union', 'action', 'special', 'private', 'proxy', 'gap', 'conduct'] as const satisfies readonly Topic[]

/** What goods are named by as well: "anxiety blanket". */
const mayBeGoods: readonly Topic[] = ['special', 'private']

function refusalOf(units: readonly Unit[], thing: NamedThing): Refusal | undefined {
  const isSentence = thing === 'note' || thing === 'query'
  const persons = units.filter(
    (unit) => !unit.isCleared && (isKind(unit, 'person') || (isSentence && isKind(unit, 'pronoun'))),
  )
  for (const topic of order) {
    const met = metOf(topic, units, persons, thing)
    if (met !== undefined) return { ...refusals[topic], words: met.map(({ word }) => word) }
  }
  const device = pair(units, 'device', (unit) => about(unit, 'withPerson', 'gap'))
  if (device === undefined) return undefined
  return { list: 'D3', reason: 'person-device-indicator', words: device.map(({ word }) => word) }
}

/** The unit or the two units that are refused for a topic. */
function metOf(topic: Topic, units: readonly Unit[], persons: readonly Unit[], thing: NamedThing): Unit[] | undefined {
  // A place or a source has a proper name: a word beside that no list knows makes it one ("Fertility Vitamins"), but for a union.
  const isProper = thing === 'name' && topic !== 'union' && units.some(({ meanings }) => meanings.length === 0)
  for (const unit of units) {
    if (about(unit, 'alone', topic) && !((unit.isThing || unit.isCleared) && mayBeGoods.includes(topic))) return [unit]
    if (about(unit, 'unlessThing', topic) && !unit.isCleared && !unit.isThing && !isProper) return [unit]
  }
  if (mayBeGoods.includes(topic)) {
    // A thing beside it does not help where somebody is named: "employee heart rate monitor".
    const unit = units.find((each) => about(each, 'unlessThing', topic) && !each.isThing)
    const person = persons.find((each) => each !== unit)
    if (unit !== undefined && person !== undefined) return [person, unit]
  }
  if (topic === 'special') return withPerson(topic, units, persons) ?? pair(units, 'body', isMeasured)
  if (topic !== 'proxy') return withPerson(topic, units, persons)
  const stand = units.find((unit) => about(unit, 'withPerson', 'proxy') && !unit.isCleared && !unit.isThing)
  if (stand !== undefined && thing === 'layer') return [stand]
  return pair(units, 'population', (unit) => unit === stand) ?? withPerson(topic, units, persons)
}

/** Something that is refused beside a person, and the person: each a word of its own. */
function withPerson(topic: Topic, units: readonly Unit[], persons: readonly Unit[]): Unit[] | undefined {
  for (const unit of units) {
    if (unit.isCleared) continue
    if (!about(unit, 'withPerson', topic) && !(topic === 'conduct' && isKind(unit, 'work'))) continue
    const person = persons.find((each) => each !== unit)
    if (person !== undefined) return [person, unit]
  }
  if (topic !== 'conduct') return undefined
  // "Orders per worker" and "lines per hour by user".
  const person = persons.find(({ isEach }) => isEach) ?? persons[0]
  const amount = units.find(
    (unit) => isKind(unit, 'amount') && unit !== person && (unit.isEach || person?.isEach === true),
  )
  return person !== undefined && amount !== undefined ? [person, amount] : undefined
}

function isMeasured(unit: Unit): boolean {
  return isKind(unit, 'measuredBody')
}

function pair(units: readonly Unit[], kind: Kind, other: (unit: Unit) => boolean): Unit[] | undefined {
  const first = units.find((unit) => isKind(unit, kind) && !unit.isCleared && !unit.isThing)
  if (first === undefined) return undefined
  const second = units.find((unit) => unit !== first && !unit.isCleared && !unit.isThing && other(unit))
  return second === undefined ? undefined : [first, second]
}
