import { fold, isEachWord, isJoining } from './tokens.ts'
import { type Kind, kinds, type Language, type Topic, topics, type WordList } from './wordList.ts'
import { shortPieces } from './words/abbreviations.ts'
import { wordLists } from './words/index.ts'

/** What one item of the lists means in one language. */
export interface Meaning {
  /** As it stands in the lists, without its signs. */
  readonly word: string
  readonly language: Language
  readonly alone: ReadonlySet<Topic>
  readonly unlessThing: ReadonlySet<Topic>
  readonly withPerson: ReadonlySet<Topic>
  readonly kinds: ReadonlySet<Kind>
  /** Words that make a thing of this one. */
  readonly thingBeside: Contexts
}

export interface Contexts {
  readonly words: Set<string>
  readonly stems: string[]
}

export interface Stem {
  readonly letters: string
  readonly meaning: Meaning
}

/** A word of a phrase. */
export interface Part {
  readonly letters: string
  /** Whether it stands for a longer word, too. */
  readonly isOpen: boolean
  /** Whether "per" or "by" stands before it. */
  readonly isEach: boolean
}

interface Phrase {
  readonly parts: readonly Part[]
  readonly meaning: Meaning
}

/** A word that a name written as one word may be cut into. */
export interface Piece {
  readonly language: Language
  /** Whether it names a thing, which counts even beside unknown letters. */
  readonly isThing: boolean
}

export interface Lexicon {
  /** Words as they stand. */
  readonly words: Map<string, Meaning[]>
  /** Phrases by their first word, the longest first. */
  readonly phrases: Map<string, Phrase[]>
  /** The first two letters of every phrase. */
  readonly phraseHeads: Set<string>
  /** Beginnings of words by their first three letters. */
  readonly beginnings: Map<string, Stem[]>
  /** Stems that stand anywhere in a word. */
  readonly anywhere: Stem[]
  /** Every word of every item, for cutting names that are written as one word. */
  readonly pieces: Map<string, Piece[]>
  /** The first three letters of every piece. */
  readonly pieceHeads: Set<string>
  /** Stems among the pieces by their first three letters. */
  readonly stemPieces: Map<string, { readonly letters: string; readonly language: Language }[]>
  /** Words by their letters without vowels, as databases abbreviate them. */
  readonly skeletons: Map<string, string>
  pieceLettersMax: number
}

/** Letters of the shortest word that is found by its consonants, and of the shortest row of consonants. */
const skeletonLettersMin = 5
const consonantsMin = 4
/** Letters of the shortest refused word that is found inside another. */
const refusedPieceLettersMin = 4

let compiled: Lexicon | undefined

/** The lists made ready for asking; compiled with the first name, as most processes that load this never ask. */
export function lexicon(): Lexicon {
  compiled ??= compile(wordLists)
  return compiled
}

function compile(lists: readonly WordList[]): Lexicon {
  const to: Lexicon = {
    words: new Map(),
    phrases: new Map(),
    phraseHeads: new Set(),
    beginnings: new Map(),
    anywhere: [],
    pieces: new Map(),
    pieceHeads: new Set(),
    stemPieces: new Map(),
    skeletons: new Map(),
    pieceLettersMax: 0,
  }
  const items = new Map<string, Growing>()
  const contexts = new Map<string, Contexts>()
  const say = (words: string | undefined, language: Language, what: (meaning: Growing) => void): void => {
    for (const item of split(words)) {
      const known = items.get(`${language} ${item}`)
      const meaning = known ?? newMeaning(item, language, contexts)
      what(meaning)
      items.set(`${language} ${item}`, meaning)
    }
  }
  for (const { thingBeside } of lists) {
    for (const [words, beside] of Object.entries(thingBeside ?? {})) {
      for (const word of split(words)) addContexts(contextsOf(contexts, plainOf(word)), beside)
    }
  }
  for (const list of lists) {
    const { language } = list
    for (const topic of topics) {
      say(list.alone?.[topic], language, (meaning) => (meaning.alone = grown(meaning.alone, topic)))
      say(list.unlessThing?.[topic], language, (meaning) => (meaning.unlessThing = grown(meaning.unlessThing, topic)))
      say(list.withPerson?.[topic], language, (meaning) => (meaning.withPerson = grown(meaning.withPerson, topic)))
    }
    for (const kind of kinds) say(list[kind], language, (meaning) => (meaning.kinds = grown(meaning.kinds, kind)))
  }
  for (const { language, thingBeside } of lists) {
    for (const word of Object.values(thingBeside ?? {}).flatMap(split)) {
      learnPiece(to, { letters: fold(plainOf(word)), isOpen: false }, language, true, false)
    }
  }
  for (const letters of shortPieces) learnPiece(to, { letters, isOpen: false }, 'any', false, false)
  for (const [key, meaning] of items) learn(to, key.slice(key.indexOf(' ') + 1), meaning)
  for (const group of [...to.phrases.values()]) group.sort((a, b) => b.parts.length - a.parts.length)
  for (const group of [...to.beginnings.values()]) group.sort((a, b) => b.letters.length - a.letters.length)
  return to
}

function split(words: string | undefined): string[] {
  return (words ?? '')
    .split(',')
    .map((item) => item.trim().replace(/\s+/g, ' '))
    .filter((item) => item !== '')
}

function plainOf(item: string): string {
  return item.replace(/[*=]/g, '')
}

const nothingBeside: Contexts = { words: new Set(), stems: [] }

type Growing = { -readonly [Name in keyof Meaning]: Meaning[Name] }

/** Of four sets of a word three are empty, mostly: they are all one. */
const none: ReadonlySet<never> = new Set()

function grown<Member>(set: ReadonlySet<Member>, member: Member): ReadonlySet<Member> {
  return set.has(member) ? set : new Set([...set, member])
}

function newMeaning(item: string, language: Language, contexts: Map<string, Contexts>): Growing {
  return {
    word: plainOf(item),
    language,
    alone: none,
    unlessThing: none,
    withPerson: none,
    kinds: none,
    thingBeside: contexts.get(plainOf(item)) ?? nothingBeside,
  }
}

function contextsOf(contexts: Map<string, Contexts>, word: string): Contexts {
  const known = contexts.get(word)
  if (known !== undefined) return known
  const made = { words: new Set<string>(), stems: [] }
  contexts.set(word, made)
  return made
}

function addContexts({ words, stems }: Contexts, beside: string): void {
  for (const item of split(beside)) {
    const letters = fold(plainOf(item))
    if (item.endsWith('*')) stems.push(letters)
    else words.add(letters)
  }
}

function learn(to: Lexicon, item: string, meaning: Meaning): void {
  const isWhole = item.startsWith('=')
  const isAnywhere = item.startsWith('*')
  const parts = partsOf(item)
  // "in poverty" would be "poverty" alone.
  if (parts.length < (item.includes(' ') ? 2 : 1)) return
  const [{ letters, isOpen }] = parts as [Part]
  if (parts.length > 1) {
    push(to.phrases, letters, { parts, meaning })
    to.phraseHeads.add(letters.slice(0, 2))
  } else {
    if (isAnywhere) to.anywhere.push({ letters, meaning })
    push(to.words, letters, meaning)
    if (isOpen && letters.length >= 3) push(to.beginnings, letters.slice(0, 3), { letters, meaning })
  }
  if (isWhole) return
  const isThing =
    parts.length === 1 && ['object', 'gear', 'place', 'plain'].some((kind) => meaning.kinds.has(kind as Kind))
  const isRefused = meaning.alone.size > 0 || meaning.unlessThing.size > 0
  for (const part of parts) {
    // A short word is found in others by chance: "braille" is not ill.
    if (isRefused && part.letters.length < refusedPieceLettersMin) continue
    learnPiece(to, part, meaning.language, isThing)
  }
}

function partsOf(item: string): Part[] {
  const parts: Part[] = []
  let isEach = false
  for (const word of item.split(' ')) {
    const letters = fold(plainOf(word))
    if (!isJoining(letters)) parts.push({ letters, isOpen: word.endsWith('*'), isEach })
    isEach = isEachWord(letters)
  }
  // "idle time by" is said of whatever comes next.
  return isEach ? [] : parts
}

function learnPiece(
  to: Lexicon,
  { letters, isOpen }: Pick<Part, 'letters' | 'isOpen'>,
  language: Language,
  isThing: boolean,
  isSpelled = true,
): void {
  if (letters.length < 3) return
  const known = to.pieces.get(letters)?.find((piece) => piece.language === language)
  if (known === undefined) push(to.pieces, letters, { language, isThing })
  to.pieceHeads.add(letters.slice(0, 3))
  to.pieceLettersMax = Math.max(to.pieceLettersMax, letters.length)
  if (isOpen && letters.length >= 4) push(to.stemPieces, letters.slice(0, 3), { letters, language })
  if (!isSpelled || letters.length < skeletonLettersMin) return
  const skeleton = skeletonOf(letters)
  const shorter = to.skeletons.get(skeleton)
  // Of several words a thing is meant rather than a person or what is refused.
  if (skeleton.length >= consonantsMin && (shorter === undefined || isThing)) to.skeletons.set(skeleton, letters)
}

/** The first letter and the consonants after it: "worker" is "wrkr". */
export function skeletonOf(word: string): string {
  return word[0]! + word.slice(1).replace(/[aeiouy]/g, '')
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
