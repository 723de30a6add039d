import type { Fault } from '../base/index.ts'
import type { Concept, Safe } from './denyConcepts.ts'
import { compound, fold, longestPhrase, type Meaning } from './denyMatch.ts'

/**
 * Deny-lists D1 (union, protected activity, special categories, private life), D2 (proxies for them, also on a map) and D3
 * (indicators that single out a worker). They refuse a *name*: of a column, field, namespace, layer, data set, place, step,
 * note or question. D1 is never lifted, by no rule, pack or agreement.
 */
export const denyLists = ['D1', 'D2', 'D3'] as const
export type DenyList = (typeof denyLists)[number]

/** What is named. A map's layers and data sets are held to D2 as well; a note is read as sentences. */
export const namedThings = ['column', 'field', 'namespace', 'layer', 'dataset', 'name', 'note', 'query'] as const
export type NamedThing = (typeof namedThings)[number]

export interface Refusal {
  readonly list: DenyList
  /** Why, as a reason code with a message in the catalogue: never the text itself. */
  readonly reason: DenyReason
  /** The words of the lists that met, as they stand in the lists: evidence without quoting what somebody wrote. */
  readonly words: readonly string[]
}

export const denyReasons = [
  'union',
  'protected-activity',
  'special-category',
  'private-life',
  'proxy',
  'worker-indicator',
  'person-device-indicator',
] as const
export type DenyReason = (typeof denyReasons)[number]

/** Words of a note that are read together. */
const windowWords = 9

/**
 * The refusal of a name, or undefined where it may be used. A name is split into words (camelCase, snake_case, compounds of
 * known words), each word means concepts, and a concept or a pair of concepts is refused unless a word beside it says that a thing is meant:
 * "union" is refused, "union connector" is not.
 */
export function denied(text: string, thing: NamedThing): Refusal | undefined {
  const words = wordsOf(text)
  if (thing !== 'note' || words.length <= windowWords) return refusalOf(words, thing)
  for (let start = 0; start + windowWords <= words.length; start++) {
    const refusal = refusalOf(words.slice(start, start + windowWords), thing)
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

interface Pair {
  readonly list: DenyList
  readonly reason: DenyReason
  readonly all: readonly (readonly Concept[])[]
  /** A word of one of these beside it says that a thing, a place or a rule for everybody is meant. */
  readonly unless: readonly Safe[]
  readonly only?: readonly NamedThing[]
}

const onMaps: readonly NamedThing[] = ['layer', 'dataset', 'name', 'note', 'query', 'column', 'field']

const things: readonly Safe[] = ['fitting', 'goods', 'ware', 'facility', 'tool', 'data', 'clothing', 'software']
const otherUnions: readonly Safe[] = ['fitting', 'bloc', 'setOperation', 'software', 'goods', 'ware']

/** In this order: the first that holds is the reason told. */
const refused: readonly Pair[] = [
  { list: 'D1', reason: 'union', all: [['union']], unless: [] },
  { list: 'D1', reason: 'union', all: [['unionAbbr', 'council', 'maybeUnion'], ['membership']], unless: ['fitting'] },
  { list: 'D1', reason: 'union', all: [['maybeUnion']], unless: otherUnions },
  { list: 'D1', reason: 'union', all: [['council']], unless: ['agreement'] },
  { list: 'D1', reason: 'protected-activity', all: [['protest']], unless: [] },
  { list: 'D1', reason: 'protected-activity', all: [['maybeStrike']], unless: ['fitting', 'nature', 'tool', 'bloc'] },
  {
    list: 'D1',
    reason: 'protected-activity',
    all: [['maybeProtest']],
    unless: ['goods', 'ware', 'show', 'fitting', 'facility'],
  },
  {
    list: 'D1',
    reason: 'protected-activity',
    all: [['worker'], ['gathering', 'opinion', 'maybeOpinion']],
    unless: ['facility', 'training'],
  },
  { list: 'D1', reason: 'special-category', all: [['special']], unless: ['ware', 'goods', 'data'] },
  { list: 'D1', reason: 'special-category', all: [['worker'], ['special', 'maybeSpecial']], unless: [] },
  { list: 'D1', reason: 'special-category', all: [['maybeSpecial']], unless: things },
  {
    list: 'D1',
    reason: 'special-category',
    all: [
      ['worker', 'body'],
      ['temperature', 'health'],
    ],
    unless: ['facility', 'training', 'goods', 'clothing'],
  },
  { list: 'D1', reason: 'private-life', all: [['private']], unless: [] },
  {
    list: 'D1',
    reason: 'private-life',
    all: [['worker'], ['contact', 'offDuty', 'feeling']],
    unless: ['facility', 'training'],
  },
  { list: 'D1', reason: 'protected-activity', all: [['maybeOpinion']], unless: ['customer', 'goods', 'ware'] },
  { list: 'D2', reason: 'proxy', all: [['proxy']], unless: ['goods'], only: onMaps },
  { list: 'D2', reason: 'proxy', all: [['maybeProxy']], unless: ['goods', 'customer'], only: onMaps },
  {
    list: 'D2',
    reason: 'proxy',
    all: [['unrest', 'maybeUnion', 'union', 'maybeStrike', 'council', 'unionAbbr'], ['risk']],
    unless: ['fitting', 'nature'],
    only: onMaps,
  },
  { list: 'D2', reason: 'proxy', all: [['worker'], ['turnover', 'unrest']], unless: [], only: onMaps },
  { list: 'D3', reason: 'worker-indicator', all: [['indicator']], unless: [] },
  {
    list: 'D3',
    reason: 'worker-indicator',
    all: [['worker'], ['gap', 'speed', 'score', 'fault', 'ratePerTime']],
    unless: [],
  },
  {
    list: 'D3',
    reason: 'worker-indicator',
    all: [['maybeWorker'], ['gap', 'score', 'fault', 'ratePerTime']],
    unless: ['power', 'machine', 'fitting', 'software'],
  },
  {
    list: 'D3',
    reason: 'person-device-indicator',
    all: [['personDevice'], ['gap', 'score', 'ratePerTime']],
    unless: ['power'],
  },
  { list: 'D3', reason: 'worker-indicator', all: [['interScan']], unless: [] },
  {
    list: 'D1',
    reason: 'special-category',
    all: [
      ['pronoun', 'again'],
      ['health', 'feeling', 'special'],
    ],
    unless: ['machine'],
    only: ['note'],
  },
  {
    list: 'D3',
    reason: 'worker-indicator',
    all: [['pronoun'], ['gap', 'fault', 'score']],
    unless: ['machine'],
    only: ['note'],
  },
]

function refusalOf(words: readonly Meaning[], thing: NamedThing): Refusal | undefined {
  const safe = new Set(words.flatMap((word) => word.safe))
  for (const { list, reason, all, unless, only } of refused) {
    if (only !== undefined && !only.includes(thing)) continue
    if (unless.some((each) => safe.has(each))) continue
    const met = all.map((concepts) => words.find((word) => word.concepts.some((each) => concepts.includes(each))))
    // Two concepts in one word ("picker" alone) are no pair: each side needs a word of its own.
    if (met.every((word) => word !== undefined) && new Set(met).size === met.length) {
      return { list, reason, words: met.map((word) => word!.word) }
    }
  }
  return undefined
}

/** The words of a name that mean something here, in order; what is unknown stays as a word without meaning. */
function wordsOf(text: string): Meaning[] {
  const plain = tokensOf(text)
  const out: Meaning[] = []
  for (let at = 0; at < plain.length; ) {
    const phrase = longestPhrase(plain, at)
    if (phrase !== undefined) {
      out.push(phrase.meaning)
      at += phrase.length
      continue
    }
    out.push(...compound(plain[at]!))
    at++
  }
  return out
}

/** Lower-case words without accents; umlauts and their spellings (ae, oe, ue) fall together. */
export function tokensOf(text: string): string[] {
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{M}]+/u)
    .map(fold)
    .filter((word) => word !== '')
}
