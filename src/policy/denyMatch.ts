import type { Concept, Safe } from './denyConcepts.ts'
import { linking, wordLists } from './denyWords.ts'

/**
 * What a word or a phrase of words means in the deny-lists: as it stands, as a compound of known words ("employeeidletime") or by a
 * stem that it begins with. The lists are compiled when the first name is asked for, as most processes that load this never ask.
 */
export interface Meaning {
  readonly word: string
  readonly concepts: readonly Concept[]
  readonly safe: readonly Safe[]
}

/** Shortest part that a compound may be cut into: shorter ones are found by chance. */
const partMin = 3
/** Share of a run-together name that may be letters of no known word. */
const unknownShareMax = 0.35
/** Shortest part that counts beside unknown letters. */
const sureMin = 5
/** Shortest stem that is found inside a name written as one word. */
const stemPartMin = 4
/** Fewest unknown letters before the first known part. */
const leadMin = 3
const linkingLetters = ['s', 'n', 'en', 'es', 'er', 'e', 'd', 'l'] as const
/** Letters that databases put before a name: a table, a flag. */
const headLetters = ['is', 'ist', 'est', 'has', 'hat', 'tbl', 'src', 'fld', 'stg', 'dim', 'nb'] as const
const endings = ['', 's', 'es', 'n', 'en', 'e', 'er', 'em', 'ern', 'in', 'innen', 'x', 'ee', 'ees'] as const

interface Entry {
  readonly word: string
  readonly concepts: Concept[]
  readonly safe: Safe[]
}

interface Part {
  readonly letters: string
  /** Whether the part stands for a longer word, too. */
  readonly open: boolean
}

interface Lists {
  /** Words as they stand. */
  readonly single: Map<string, Entry>
  /** Words that may be part of a compound. */
  readonly inside: Map<string, Entry>
  /** Phrases by the first three letters of their first word, the longest first. */
  readonly phrases: Map<string, { readonly parts: readonly Part[]; readonly entry: Entry }[]>
  /** Beginnings of words by their first three letters. */
  readonly heads: Map<string, { readonly stem: string; readonly entry: Entry }[]>
  /** Stems that are found anywhere in a word or at its end. */
  readonly tails: { readonly stem: string; readonly isAnywhere: boolean; readonly entry: Entry }[]
  longest: number
}

let compiled: Lists | undefined

function lists(): Lists {
  compiled ??= compile()
  return compiled
}

function compile(): Lists {
  const to: Lists = {
    single: new Map(),
    inside: new Map(),
    phrases: new Map(),
    heads: new Map(),
    tails: [],
    longest: 0,
  }
  const entries = new Map<string, Entry>()
  const learnAll = (items: readonly string[], say: (entry: Entry) => void): void => {
    for (const item of items.flatMap((row) => row.split(','))) {
      const listed = item.trim().replace(/\s+/g, ' ')
      const known = entries.get(listed)
      const entry = known ?? { word: listed.replaceAll('=', ''), concepts: [], safe: [] }
      say(entry)
      if (known !== undefined) continue
      entries.set(listed, entry)
      learn(to, listed, entry)
    }
  }
  for (const { words, safe } of wordLists) {
    for (const [concept, items] of Object.entries(words)) {
      learnAll(items, (entry) => entry.concepts.push(concept as Concept))
    }
    for (const [kind, items] of Object.entries(safe)) learnAll(items, (entry) => entry.safe.push(kind as Safe))
  }
  for (const each of to.phrases.values()) {
    each.sort((a, b) => b.parts.length - a.parts.length || b.entry.word.length - a.entry.word.length)
  }
  return to
}

/** A list holds words, phrases of words, stems (`gewerkschaft*`, `*streik*`) and words that are never a part (`=ma`). */
function learn(to: Lists, listed: string, entry: Entry): void {
  const parts = listed
    .split(' ')
    .map((part) => ({ letters: fold(part.replace(/[*=]/g, '')), open: part.endsWith('*') }))
  const run = parts.map((part) => part.letters).join('')
  const isOpen = listed.endsWith('*')
  const isWhole = listed.startsWith('=')
  if (parts.length > 1) {
    const head = parts[0]!.letters.slice(0, 3)
    push(to.phrases, head, { parts, entry })
  } else if (listed.startsWith('*')) to.tails.push({ stem: run, isAnywhere: isOpen, entry })
  // Run together a phrase is a word of its own: "uniondensity".
  if (parts.length > 1 && isWhole) return
  const known = to.single.get(run)
  const merged = known === undefined ? entry : merge(known, entry)
  to.single.set(run, merged)
  if (isWhole) return
  if (isOpen && !listed.startsWith('*') && run.length >= 3) push(to.heads, run.slice(0, 3), { stem: run, entry })
  if (!isOpen || run.length >= stemPartMin) to.inside.set(run, merged)
  to.longest = Math.max(to.longest, run.length)
}

/** Two items of the same letters ("union dues", "uniondues") mean what both mean. The parts stay live: concepts come later. */
function merge(a: Entry, b: Entry): Entry {
  return {
    word: a.word,
    get concepts() {
      return [...a.concepts, ...b.concepts]
    },
    get safe() {
      return [...a.safe, ...b.safe]
    },
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

/** Lower-case letters without accents; umlauts and their spellings (ae, oe, ue) fall together. */
export function fold(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ae', 'a')
    .replace(/oe(?!th)/g, 'o')
    .replace(/(?<![aeioq])ue(?!$)/g, 'u')
}

/** The longest listed phrase that begins at a word. */
export function longestPhrase(words: readonly string[], at: number): { meaning: Meaning; length: number } | undefined {
  for (const { parts, entry } of lists().phrases.get(words[at]!.slice(0, 3)) ?? []) {
    if (parts.every((part, i) => isPart(words[at + i], part))) return { meaning: entry, length: parts.length }
  }
  return undefined
}

function isPart(word: string | undefined, { letters, open }: Part): boolean {
  if (word === undefined || !word.startsWith(letters)) return false
  return open || word === letters || word === `${letters}s`
}

/** A word as it stands, cut into words that are known, or by stems with something around them. */
export function compound(word: string): readonly Meaning[] {
  const { heads, tails } = lists()
  const known = meaningOf(word)
  if (known?.concepts.includes('neutral')) return [known]
  const begins = (heads.get(word.slice(0, 3)) ?? []).filter(({ stem }) => word.startsWith(stem))
  const longest = Math.max(0, ...begins.map(({ stem }) => stem.length))
  const best = begins.filter(({ stem }) => stem.length === longest).map(({ entry }) => entry)
  // "krank" begins "krankabel", which is listed as a thing: the longer stem knows better.
  if (best.some((entry) => entry.concepts.includes('neutral'))) return best
  const found = [
    ...begins.map(({ entry }) => entry),
    ...tails
      .filter(({ stem, isAnywhere }) => (isAnywhere ? word.includes(stem) : word.endsWith(stem)))
      .map(({ entry }) => entry),
  ]
  if (known !== undefined) return [known, ...found.filter((entry) => !entry.concepts.includes('neutral'))]
  const all = [...(segments(word) ?? []), ...found]
  return all.length > 0 ? all : [{ word: '', concepts: [], safe: [] }]
}

function meaningOf(word: string): Meaning | undefined {
  const { single } = lists()
  for (const ending of endings) {
    const form = word.slice(0, word.length - ending.length)
    const entry = word.endsWith(ending) && (ending === '' || form.length > partMin) ? single.get(form) : undefined
    if (entry !== undefined) return entry
  }
  return undefined
}

interface Cut {
  readonly parts: readonly Meaning[]
  /** Letters of no known word. */
  readonly unknown: number
  readonly pieces: number
  /** Where the first known part begins. */
  readonly lead: number
}

/**
 * The known words that a run-together name is made of, with as few letters left over as can be; undefined where too much of it
 * is unknown. A short word counts only where nothing is left over: inside unknown letters it would be found by chance.
 */
function segments(word: string): Meaning[] | undefined {
  const { inside, longest } = lists()
  const best: (Cut | undefined)[] = new Array(word.length + 1)
  best[0] = { parts: [], unknown: 0, pieces: 0, lead: 0 }
  const offer = (end: number, cut: Cut): void => {
    const before = best[end]
    const isBetter =
      before === undefined ||
      cut.unknown < before.unknown ||
      (cut.unknown === before.unknown && cut.pieces < before.pieces)
    if (isBetter) best[end] = cut
  }
  for (const head of headLetters)
    if (word.startsWith(head)) offer(head.length, { parts: [], unknown: 0, pieces: 1, lead: head.length })
  for (let start = 0; start < word.length; start++) {
    const from = best[start]
    if (from === undefined) continue
    const { parts, unknown, pieces } = from
    const lead = parts.length > 0 ? from.lead : start
    offer(start + 1, { parts, unknown: unknown + 1, pieces, lead })
    for (let end = start + partMin; end <= Math.min(word.length, start + longest); end++) {
      const part = word.slice(start, end)
      const entry = inside.get(part)
      if (entry !== undefined) {
        offer(end, { parts: [...parts, entry], unknown, pieces: pieces + 1, lead })
      } else if (linking.has(part)) offer(end, { parts, unknown, pieces: pieces + 1, lead })
    }
    // A linking letter between two parts ("gewerkschafts-mitglied").
    if (parts.length > 0) {
      for (const link of linkingLetters) {
        if (word.startsWith(link, start)) offer(start + link.length, { parts, unknown, pieces: pieces + 1, lead })
      }
    }
  }
  const whole = best[word.length]
  if (whole === undefined || whole.parts.length === 0) return undefined
  if (whole.unknown === 0) return [...whole.parts]
  if (whole.unknown > word.length * unknownShareMax) return undefined
  // One or two letters before a known word are another word: "diagnostic" is not "agnostic".
  if (
    whole.lead > 0 &&
    whole.lead < leadMin &&
    !headLetters.some((head) => head.length === whole.lead && word.startsWith(head))
  )
    return undefined
  const sure = whole.parts.filter((part) => part.word.length >= sureMin)
  return sure.length > 0 ? sure : undefined
}
