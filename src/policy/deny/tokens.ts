import { abbreviations } from './words/abbreviations.ts'

/** A word of a name as it was written, folded. */
export interface Token {
  readonly letters: string
  /** Whether an article or a preposition stands before it, which parts it from the words before. */
  readonly isLinked: boolean
  /** Whether "per" or "by" stands before it. */
  readonly isEach: boolean
}

/** Stands for the end of a clause, which parts words as a preposition does. */
const stop = '|'

const links: ReadonlySet<string> = new Set(
  `a an the of to in at on for from with and or is are was were be has have had
   der die das des den dem ein eine einer eines im am an auf zu zur zum von vom fur mit und oder ist sind war hat
   de du la le les l d un une en et ou aux est sont avec pour dans sur`.split(/\s+/),
)
const eachWords: ReadonlySet<string> = new Set('per by each every pro je jeder jede jedes par chaque'.split(' '))
const joining: ReadonlySet<string> = new Set([...links, ...eachWords])

/** Words that join others and mean nothing themselves: they may stand inside a name written as one word. */
export function isJoining(letters: string): boolean {
  return joining.has(letters)
}

/** "Per" and "by", which single out what comes next. */
export function isEachWord(letters: string): boolean {
  return eachWords.has(letters)
}

/** Lower-case words without accents, cut at camelCase, digits and signs; articles and prepositions become marks of the next word. */
export function tokensOf(text: string): Token[] {
  const out: Token[] = []
  let isLinked = false
  let isEach = false
  for (const word of wordsOf(text)) {
    if (eachWords.has(word)) {
      isEach = true
      continue
    }
    if (word === stop || links.has(word)) {
      isLinked = true
      continue
    }
    out.push({ letters: abbreviations.get(word) ?? word, isLinked: isLinked || isEach, isEach })
    isLinked = false
    isEach = false
  }
  return out
}

function wordsOf(text: string): string[] {
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/[,;:.!?()]+(?=\s|$)/g, ` ${stop} `)
    .split(/[^\p{L}\p{M}|]+/u)
    .map(fold)
    .filter((word) => word !== '')
}

/** Lower-case letters without accents; umlauts and their spellings (ae, oe, ue) fall together. */
export function fold(word: string): string {
  const lower = word.toLowerCase()
  if (!/[^a-z]|[ao]e|ue/.test(lower)) return lower
  return lower
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ae', 'a')
    .replace(/oe(?!th)/g, 'o')
    .replace(/(?<![aeioq])ue(?!$)/g, 'u')
}
