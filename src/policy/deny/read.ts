import { type Candidates, meaningsOf, phraseAt, wordsIn } from './cut.ts'
import type { Contexts, Meaning } from './lexicon.ts'
import type { Token } from './tokens.ts'
import type { Kind, Language, Topic } from './wordList.ts'

/** A word or phrase of a name and what it means there. What a thing beside it makes harmless is cleared. */
export interface Unit {
  readonly word: string
  /** As it was written, folded; of a part of a longer word as it is listed. */
  readonly letters: string
  readonly meanings: readonly Meaning[]
  readonly isLinked: boolean
  readonly isEach: boolean
  /** Nothing is left of it but what is refused wherever it stands. */
  isCleared: boolean
  /** It names a thing, though a person beside it is still meant. */
  isThing: boolean
}

/** Words before (in French: after) a thing that it takes with it. */
const reach = 2
const votes = ['en', 'de', 'fr'] as const satisfies readonly Language[]

/** The units of a name, read in the language that most of its letters speak, with what things beside them clear. */
export function readTokens(written: readonly Token[]): Unit[] {
  const tokens = written.flatMap(wordsIn)
  const read = lookUp(tokens)
  const spoken = languagesOf(read)
  const units = read.map(({ token, found }): Unit => {
    const inLanguage = found.filter(({ language }) => isSpoken(spoken, language))
    const meanings = inLanguage.length > 0 ? inLanguage : found
    const { isLinked, isEach } = token
    return {
      word: meanings[0]?.word ?? '',
      letters: token.letters,
      meanings,
      isLinked,
      isEach,
      isCleared: false,
      isThing: false,
    }
  })
  clearByContext(units, tokens)
  clearByHeads(units, spoken)
  return units
}

function lookUp(tokens: readonly Token[]): { token: Token; found: Candidates }[] {
  const out: { token: Token; found: Candidates }[] = []
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]!
    const phrase = phraseAt(tokens, at)
    if (phrase !== undefined) {
      out.push({ token, found: phrase.found })
      // A plain phrase takes its words with it; words of another may mean more together with the next.
      if (phrase.found.some(({ kinds }) => kinds.has('plain'))) {
        at += phrase.length
        continue
      }
    }
    out.push({ token, found: meaningsOf(token.letters) })
    at++
  }
  return out
}

/** The languages that most letters of a name speak. */
function languagesOf(words: readonly { found: Candidates }[]): readonly Language[] {
  const letters = { en: 0, de: 0, fr: 0, any: 0, draft: 0 }
  for (const { found } of words) {
    const longest = { en: 0, de: 0, fr: 0, any: 0, draft: 0 }
    for (const { word, language } of found) longest[language] = Math.max(longest[language], word.length)
    for (const language of votes) letters[language] += longest[language]
  }
  const most = Math.max(...votes.map((language) => letters[language]))
  return most === 0 ? [] : votes.filter((language) => letters[language] === most)
}

function isSpoken(spoken: readonly Language[], language: Language): boolean {
  return spoken.length === 0 || language === 'any' || language === 'draft' || spoken.includes(language)
}

function clearByContext(units: Unit[], tokens: readonly Token[]): void {
  for (const [at, unit] of units.entries()) {
    for (const { thingBeside, kinds } of unit.meanings) {
      if (thingBeside.words.size === 0 && thingBeside.stems.length === 0) continue
      // A person is a thing only directly beside one: "operator error by site" is not about the operator of a site.
      const isBeside = kinds.has('person')
        ? [units[at - 1], units[at + 1]].some((other) => other !== undefined && matches(thingBeside, other.letters))
        : tokens.some(({ letters }) => matches(thingBeside, letters)) ||
          units.some((other) => other !== unit && matches(thingBeside, other.word))
      if (isBeside) unit.isCleared = true
    }
  }
}

function matches({ words, stems }: Contexts, letters: string): boolean {
  if (words.has(letters) || stems.some((stem) => letters.startsWith(stem))) return true
  return /(?:s|n|en|e|es|x)$/.test(letters) && (words.has(letters.slice(0, -1)) || words.has(letters.slice(0, -2)))
}

/** A thing takes the words with it that say which thing: before it in English and German, after it in French. */
function clearByHeads(units: Unit[], spoken: readonly Language[]): void {
  const isFrench = spoken.includes('fr')
  const isOther = spoken.length === 0 || spoken.includes('en') || spoken.includes('de')
  for (const [at, head] of units.entries()) {
    if (!isHead(head)) continue
    if (isOther && head.meanings.some(({ language }) => language !== 'fr')) {
      for (let back = 1; back <= reach && at - back >= 0; back++) {
        if (units[at - back + 1]!.isLinked) break
        clear(head, units[at - back]!)
      }
    }
    if (!isFrench || !head.meanings.some(({ language }) => language === 'fr')) continue
    for (let on = 1; on <= reach && at + on < units.length; on++) {
      if (units[at + on]!.isEach) break
      clear(head, units[at + on]!)
    }
  }
}

function isHead(unit: Unit): boolean {
  return isKind(unit, 'object') || isKind(unit, 'gear') || isKind(unit, 'place') || isKind(unit, 'street')
}

function clear(head: Unit, unit: Unit): void {
  if (isKind(head, 'street') || isKind(head, 'gear')) unit.isCleared = true
  else if (isKind(head, 'place')) {
    if (!about(unit, 'unlessThing', 'union') && !about(unit, 'unlessThing', 'action')) unit.isCleared = true
  } else unit.isThing = true
}

export function isKind(unit: Unit, kind: Kind): boolean {
  return unit.meanings.some(({ kinds }) => kinds.has(kind))
}

export function about(unit: Unit, how: 'alone' | 'unlessThing' | 'withPerson', topic: Topic): boolean {
  return unit.meanings.some((meaning) => meaning[how].has(topic))
}
