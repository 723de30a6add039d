import { type Lexicon, lexicon, type Meaning, type Part, skeletonOf } from './lexicon.ts'
import { isJoining, type Token } from './tokens.ts'
import type { Language } from './wordList.ts'
import { abbreviations } from './words/abbreviations.ts'

/** What a word may mean, one meaning or several of different languages; empty where it is unknown. */
export type Candidates = readonly Meaning[]

/** Letters of the shortest word that is cut into known ones, and of the longest. */
const cutLettersMin = 6
const cutLettersMax = 60
/** Cost of a letter of no known word, of one behind a stem, and of a piece; a short piece costs more, as it is found by chance. */
const costOfUnknown = 3
const costOfTail = 0.6
const costOfPiece = 1
const costOfStem = 1.2
const costOfShortPiece = 1.7
const costOfJoining = 1.5
/** Share of a word that may be letters of no known word. */
const unknownShareMax = 0.3
/** Fewest letters of no known word, where there are any. */
const unknownLettersMin = 3
/** Letters of the shortest piece, and of words that join pieces. */
const pieceLettersMin = 3
const joiningLettersMin = 2
const joiningLettersMax = 6
/** Letters of the shortest piece that counts beside unknown letters, and of a piece that is not short. */
const sureLettersMin = 6
const shortLettersMax = 3
/** Letters of the shortest stem that stands for the whole word beside its pieces. */
const stemLettersMin = 7
const fugues = ['s', 'n', 'en', 'es', 'er', 'e'] as const
const languages = ['en', 'de', 'fr', 'draft'] as const satisfies readonly Language[]
const endings = {
  en: ['s', 'es', 'ed', 'd', 'ing', 'r', 'er', 'ers'],
  de: ['e', 'en', 'er', 'em', 'es', 's', 'n', 'ern', 'in', 'innen', 'se'],
  fr: ['s', 'e', 'es', 'x', 'ee', 'ees'],
  any: ['s'],
  draft: ['s'],
} as const
/** Letters that an ending must leave. */
const formLettersMin = 4
const longestEnding = 5
/** Letters that databases put before a name: a flag, a table. */
const flags = ['src', 'lyr', 'is', 'ist', 'est', 'has', 'hat', 'tbl', 'fld', 'stg', 'dim', 'nb', 'x', 'z'] as const

/** Letters of the shortest first word of a phrase. */
const phraseLettersMin = 2

/** The longest listed phrase that begins at a word. */
export function phraseAt(tokens: readonly Token[], at: number): { found: Candidates; length: number } | undefined {
  const { phrases, phraseHeads } = lexicon()
  const { letters } = tokens[at]!
  if (!phraseHeads.has(letters.slice(0, phraseLettersMin))) return undefined
  let found: Meaning[] = []
  let length = 0
  for (let end = phraseLettersMin; end <= letters.length; end++) {
    for (const { parts, meaning } of phrases.get(letters.slice(0, end)) ?? []) {
      if (parts.length < length) break
      if (!parts.every((part, i) => isPart(tokens[at + i], part))) continue
      if (parts.length > length) found = []
      length = parts.length
      found.push(meaning)
    }
  }
  return length === 0 ? undefined : { found, length }
}

function isPart(token: Token | undefined, part: Part): boolean {
  if (token === undefined || (part.isEach && !token.isEach) || !token.letters.startsWith(part.letters)) return false
  const word = token.letters
  const rest = word.length - part.letters.length
  return (
    part.isOpen || rest === 0 || (rest <= 2 && part.letters.length > 3 && /^(?:s|n|en|e|es|x)$/.test(word.slice(-rest)))
  )
}

/** A word as it stands, inflected, or by a stem that it begins with. */
export function meaningsOf(word: string): Candidates {
  const lists = lexicon()
  const whole = wholeWord(lists, word)
  if (whole.some(({ kinds }) => kinds.has('plain') || kinds.has('object'))) return whole
  const stems = stemsAt(lists, word)
  const found = [...whole, ...stems.filter((stem) => !whole.includes(stem))]
  if (found.length > 0) return found
  return lists.anywhere.filter(({ letters }) => word.includes(letters)).map(({ meaning }) => meaning)
}

function wholeWord(lists: Lexicon, word: string): Meaning[] {
  const found = [...(lists.words.get(word) ?? [])]
  for (let cutOff = 1; cutOff <= Math.min(longestEnding, word.length - formLettersMin); cutOff++) {
    const entries = lists.words.get(word.slice(0, -cutOff))
    if (entries === undefined) continue
    const ending = word.slice(-cutOff)
    for (const entry of entries) {
      const known: readonly string[] = endings[entry.language]
      if (known.includes(ending) && !found.some((other) => other.language === entry.language)) found.push(entry)
    }
  }
  return found
}

/** Meanings of the stems that a word begins with. */
function stemsAt(lists: Lexicon, word: string): Meaning[] {
  const stems = lists.beginnings.get(word.slice(0, 3)) ?? []
  const found = stems.filter(({ letters }) => word.startsWith(letters)).map(({ meaning }) => meaning)
  // The longest knows best: "raucherpavil" is a place, though "raucher" begins it.
  return found[0]?.kinds.has('plain') === true ? [found[0]] : found
}

/**
 * The words that a word is made of, where it is not listed itself: what it abbreviates ("wrkr"), or the known words that it is
 * written together from ("employeeidletime"). The word itself stays where a long stem of the lists begins it.
 */
export function wordsIn(token: Token): readonly Token[] {
  const { letters } = token
  const lists = lexicon()
  if (wholeWord(lists, letters).length > 0) return [token]
  const spelled = lists.skeletons.get(letters)
  if (spelled !== undefined && skeletonOf(letters) === letters) return [{ ...token, letters: spelled }]
  if (letters.length < cutLettersMin || letters.length > cutLettersMax) return [token]
  const pieces = cut(lists, letters)
  if (pieces === undefined) return [token]
  const isListed = stemsAt(lists, letters).some((stem) => stem.word.length >= stemLettersMin)
  const [first, ...rest] = pieces.map((piece) => abbreviations.get(piece) ?? piece)
  const parts = [
    { ...token, letters: first! },
    ...rest.map((piece) => ({ letters: piece, isLinked: false, isEach: false })),
  ]
  return isListed ? [token, ...parts] : parts
}

interface Step {
  readonly cost: number
  readonly from: number
  readonly unknown: number
  readonly piece: string | undefined
  readonly isSure: boolean
  readonly isStem: boolean
}

interface Cut {
  readonly pieces: readonly string[]
  readonly cost: number
}

/** A known word inside another, from the letter that it begins at. */
interface Span {
  readonly letters: string
  readonly languages: readonly Language[]
  readonly isSure: boolean
  readonly isStem: boolean
  readonly isJoining: boolean
}

/**
 * The cheapest cut of a word into known words of one language; undefined where too much of it is unknown. Where letters are left
 * over, only long words count: a short one would be found by chance.
 */
function cut(lists: Lexicon, word: string): readonly string[] | undefined {
  // No unknown letters may go before the first known word, so most words are done here.
  const mayBegin = lists.pieceHeads.has(word.slice(0, pieceLettersMin)) || isJoining(word.slice(0, joiningLettersMin))
  if (!mayBegin && !flags.some((flag) => word.startsWith(flag))) return undefined
  const spans = spansOf(lists, word)
  let best: Cut | undefined
  for (const language of languages) {
    const found = spans.some((each) => each.some((span) => speaks(span, language)))
      ? cutIn(spans, word, language)
      : undefined
    if (found !== undefined && (best === undefined || found.cost < best.cost)) best = found
  }
  return best?.pieces
}

function speaks({ languages: spoken }: Span, language: Language): boolean {
  return spoken.includes(language) || spoken.includes('any')
}

/** The known words in a word, by the letter that they begin at. */
function spansOf(lists: Lexicon, word: string): readonly (readonly Span[])[] {
  const all: Span[][] = []
  for (let at = 0; at < word.length; at++) {
    const out: Span[] = []
    all.push(out)
    for (let end = at + joiningLettersMin; end < Math.min(word.length, at + joiningLettersMax + 1); end++) {
      const letters = word.slice(at, end)
      if (isJoining(letters)) out.push({ letters, languages: ['any'], isSure: false, isStem: false, isJoining: true })
    }
    const head = word.slice(at, at + 3)
    if (!lists.pieceHeads.has(head)) continue
    const longest = Math.min(word.length, at + lists.pieceLettersMax)
    for (let end = at + pieceLettersMin; end <= longest; end++) {
      const letters = word.slice(at, end)
      const pieces = lists.pieces.get(letters)
      if (pieces === undefined) continue
      const isSure = letters.length >= sureLettersMin || pieces.some(({ isThing }) => isThing)
      const languages = pieces.map(({ language }) => language)
      out.push({ letters, languages, isSure, isStem: false, isJoining: false })
    }
    for (const { letters, language } of lists.stemPieces.get(head) ?? []) {
      if ((at > 0 && letters.length < sureLettersMin) || !word.startsWith(letters, at)) continue
      out.push({
        letters,
        languages: [language],
        isSure: letters.length >= sureLettersMin,
        isStem: true,
        isJoining: false,
      })
    }
  }
  return all
}

function cutIn(spans: readonly (readonly Span[])[], word: string, language: Language): Cut | undefined {
  const steps: (Step | undefined)[] = new Array(word.length + 1)
  const offer = (end: number, step: Step): void => {
    const before = steps[end]
    if (before === undefined || step.cost < before.cost) steps[end] = step
  }
  const none = { from: 0, unknown: 0, piece: undefined, isSure: false, isStem: false }
  steps[0] = { ...none, cost: 0, from: -1 }
  for (const flag of flags) {
    if (word.startsWith(flag)) offer(flag.length, { ...none, cost: costOfPiece })
  }
  for (let at = 0; at < word.length; at++) {
    const step = steps[at]
    if (step === undefined) continue
    const { cost, unknown, isStem } = step
    // Unknown letters may follow a known word, never go before it: "selection" is no election.
    if (at > 0) {
      const more = isStem ? costOfTail : costOfUnknown
      offer(at + 1, { ...none, from: at, cost: cost + more, unknown: unknown + (isStem ? 0 : 1), isStem })
    }
    for (const span of spans[at]!) {
      if (!speaks(span, language)) continue
      const { letters, isSure } = span
      const end = at + letters.length
      if (span.isJoining) {
        offer(end, { ...none, from: at, unknown, cost: cost + costOfJoining })
        continue
      }
      const own = span.isStem ? costOfStem : letters.length <= shortLettersMax ? costOfShortPiece : costOfPiece
      const found: Step = { from: at, unknown, cost: cost + own, piece: letters, isSure, isStem: span.isStem }
      offer(end, found)
      if (span.isStem) continue
      // A letter between two pieces, or an ending: "gewerkschafts-mitglied".
      for (const fugue of fugues) {
        if (word.startsWith(fugue, end)) offer(end + fugue.length, { ...found, cost: found.cost + 0.1 * fugue.length })
      }
    }
  }
  const last = steps[word.length]
  if (last === undefined || last.unknown > word.length * unknownShareMax) return undefined
  const pieces: string[] = []
  for (let step: Step | undefined = last; step !== undefined && step.from >= 0; step = steps[step.from]) {
    if (step.piece !== undefined && (last.unknown === 0 || step.isSure)) pieces.unshift(step.piece)
  }
  // One or two letters after one word are the end of another: "plaintext" is no "plainte".
  const isOther = pieces.length === 1 && last.unknown > 0 && last.unknown < unknownLettersMin
  return pieces.length > 0 && !isOther ? { pieces, cost: last.cost } : undefined
}
