import type { Fault } from '../base/index.ts'
import { type Concept, denyWords, linking, type Safe, safeWords } from './denyWords.ts'
import { denyWordsDraft } from './denyWordsDraft.ts'

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

/** Shortest part that a compound may be cut into: shorter ones are found by chance. */
const partMin = 3
/** Share of a run-together name that may be letters of no known word. */
const unknownShareMax = 0.35
/** Shortest part that counts beside unknown letters. */
const sureMin = 5
const linkingLetters = ['s', 'n', 'en', 'es', 'er', 'e', 'd', 'l'] as const
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

interface Meaning {
  readonly word: string
  readonly concepts: readonly Concept[]
  readonly safe: readonly Safe[]
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

/** In this order: the first that holds is the reason told. */
const refused: readonly Pair[] = [
  { list: 'D1', reason: 'union', all: [['union']], unless: [] },
  { list: 'D1', reason: 'union', all: [['maybeUnion']], unless: ['fitting', 'bloc', 'setOperation'] },
  { list: 'D1', reason: 'protected-activity', all: [['protest']], unless: [] },
  { list: 'D1', reason: 'protected-activity', all: [['maybeStrike']], unless: ['fitting', 'nature', 'tool'] },
  {
    list: 'D1',
    reason: 'protected-activity',
    all: [['maybeProtest']],
    unless: ['goods', 'show', 'fitting', 'facility'],
  },
  {
    list: 'D1',
    reason: 'protected-activity',
    all: [['worker'], ['gathering', 'opinion']],
    unless: ['facility', 'training'],
  },
  { list: 'D1', reason: 'special-category', all: [['special']], unless: [] },
  {
    list: 'D1',
    reason: 'special-category',
    all: [['maybeSpecial']],
    unless: ['fitting', 'goods', 'facility', 'tool', 'data'],
  },
  { list: 'D1', reason: 'special-category', all: [['worker'], ['maybeSpecial']], unless: [] },
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
  { list: 'D2', reason: 'proxy', all: [['proxy']], unless: [], only: onMaps },
  {
    list: 'D2',
    reason: 'proxy',
    all: [['unrest', 'maybeUnion', 'union', 'maybeStrike'], ['risk']],
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
    reason: 'person-device-indicator',
    all: [['personDevice'], ['gap', 'score', 'ratePerTime']],
    unless: ['power'],
  },
  { list: 'D3', reason: 'worker-indicator', all: [['interScan']], unless: [] },
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

function fold(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ae', 'a')
    .replaceAll('oe', 'o')
    .replace(/(?<![aeioq])ue(?!$)/g, 'u')
}

interface Entry {
  readonly concepts: Concept[]
  readonly safe: Safe[]
}

const single = new Map<string, Entry>()
const phrases = new Map<string, { readonly rest: readonly string[]; readonly word: string; readonly entry: Entry }[]>()
const stems: { readonly stem: string; readonly word: string; readonly entry: Entry }[] = []
let longest = 0

for (const lists of [denyWords, denyWordsDraft]) {
  for (const [concept, list] of Object.entries(lists)) learn(list, (entry) => entry.concepts.push(concept as Concept))
}
for (const [safe, list] of Object.entries(safeWords)) learn(list, (entry) => entry.safe.push(safe as Safe))

/** A list holds words, phrases of words, and stems (`gewerkschaft*`, `*streik*`) that are found inside a longer word. */
function learn(list: string, say: (entry: Entry) => void): void {
  for (const item of list.split(/[,\n]/).map((each) => each.trim())) {
    if (item === '') continue
    const parts = item.split(' ').map((part) => (part.includes('*') ? part : fold(part)))
    const [first, ...rest] = parts as [string, ...string[]]
    if (rest.length > 0) {
      const others = phrases.get(first) ?? []
      let known = others.find((each) => each.word === item)
      if (known === undefined) {
        known = { rest, word: item, entry: { concepts: [], safe: [] } }
        others.push(known)
        others.sort((a, b) => b.rest.length - a.rest.length)
        phrases.set(first, others)
      }
      say(known.entry)
      // Run together it is a word of its own: "uniondensity".
      if (!item.includes('*')) sayOfWord(parts.join(''), say)
    } else if (first.includes('*')) {
      const entry: Entry = { concepts: [], safe: [] }
      stems.push({ stem: first, word: item, entry })
      say(entry)
      sayOfWord(fold(first.replaceAll('*', '')), say)
    } else {
      sayOfWord(first, say)
    }
  }
}

function sayOfWord(word: string, say: (entry: Entry) => void): void {
  const entry = single.get(word) ?? { concepts: [], safe: [] }
  single.set(word, entry)
  longest = Math.max(longest, word.length)
  say(entry)
}

function longestPhrase(words: readonly string[], at: number): { meaning: Meaning; length: number } | undefined {
  for (const { rest, word, entry } of phrases.get(words[at]!) ?? []) {
    if (rest.every((each, i) => words[at + 1 + i] === each || words[at + 1 + i] === `${each}s`)) {
      return { meaning: { word, ...entry }, length: rest.length + 1 }
    }
  }
  return undefined
}

/** A word as it stands, cut into words that are known, or as stems with something around them. */
function compound(word: string): Meaning[] {
  const known = meaningOf(word)
  if (known !== undefined) return [known]
  const cut = segments(word)
  const inside = stems
    .filter(({ stem }) => matches(word, stem))
    .map(({ word: listed, entry }) => ({ word: listed, ...entry }))
  const all = [...(cut ?? []), ...inside]
  return all.length > 0 ? all : [{ word: '', concepts: [], safe: [] }]
}

const endings = ['', 's', 'es', 'n', 'en', 'e', 'er', 'em', 'ern', 'in', 'innen', 'x', 'ee', 'ees'] as const

function meaningOf(word: string): Meaning | undefined {
  for (const ending of endings) {
    const form = word.slice(0, word.length - ending.length)
    const entry = word.endsWith(ending) && (ending === '' || form.length > partMin) ? single.get(form) : undefined
    if (entry !== undefined) return { word: form, ...entry }
  }
  return undefined
}

function matches(word: string, pattern: string): boolean {
  const stem = fold(pattern.replaceAll('*', ''))
  if (pattern.startsWith('*') && pattern.endsWith('*')) return word.includes(stem)
  return pattern.startsWith('*') ? word.endsWith(stem) : word.startsWith(stem)
}

interface Cut {
  readonly parts: readonly Meaning[]
  /** Letters of no known word. */
  readonly unknown: number
  readonly pieces: number
}

/**
 * The known words that a run-together name is made of, with as few letters left over as can be; undefined where too much of it
 * is unknown. A short word counts only where nothing is left over: inside unknown letters it would be found by chance.
 */
function segments(word: string): Meaning[] | undefined {
  const best: (Cut | undefined)[] = new Array(word.length + 1)
  best[0] = { parts: [], unknown: 0, pieces: 0 }
  const offer = (end: number, cut: Cut): void => {
    const before = best[end]
    const isBetter =
      before === undefined ||
      cut.unknown < before.unknown ||
      (cut.unknown === before.unknown && cut.pieces < before.pieces)
    if (isBetter) best[end] = cut
  }
  for (let start = 0; start < word.length; start++) {
    const from = best[start]
    if (from === undefined) continue
    const { parts, unknown, pieces } = from
    offer(start + 1, { parts, unknown: unknown + 1, pieces })
    for (let end = start + partMin; end <= Math.min(word.length, start + longest); end++) {
      const part = word.slice(start, end)
      const entry = single.get(part)
      if (entry !== undefined) {
        offer(end, { parts: [...parts, { word: part, ...entry }], unknown, pieces: pieces + 1 })
      } else if (linking.has(part)) offer(end, { parts, unknown, pieces: pieces + 1 })
    }
    // A linking letter between two parts ("gewerkschafts-mitglied").
    if (parts.length > 0) {
      for (const link of linkingLetters) {
        if (word.startsWith(link, start)) offer(start + link.length, { parts, unknown, pieces: pieces + 1 })
      }
    }
  }
  const whole = best[word.length]
  if (whole === undefined || whole.parts.length === 0) return undefined
  if (whole.unknown === 0) return [...whole.parts]
  if (whole.unknown > word.length * unknownShareMax) return undefined
  const sure = whole.parts.filter((part) => part.word.length >= sureMin)
  return sure.length > 0 ? sure : undefined
}
