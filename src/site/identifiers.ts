import { canonicalCbv, canonicalIdentifier } from '../epcis/index.ts'

/** An identifier of a site file: one identifier, or all that begin so. Canonical spelling. */
export interface Pattern {
  readonly text: string
  /** Any continuation of `text` matches too. */
  readonly open: boolean
}

/**
 * The pattern that a site file's `readPoints` entry means; a `*` at the end leaves it open.
 *
 * Patterns stand in the spelling of events (EPC URN, Digital Link on any domain), which canonical identifiers
 * no longer have: an open one is made canonical by completing it with a probe and cutting the probe off again.
 */
export function readPattern(written: string): Pattern {
  if (!written.endsWith('*')) return { text: canonicalIdentifier(written), open: false }
  const start = written.slice(0, -1)
  const probed = canonicalIdentifier(start + probe)
  if (probed !== start + probe && probed.endsWith(probe)) return { text: probed.slice(0, -probe.length), open: true }
  const cutShort = /^urn:epc:id:sgln:(\d{6,12})\.(\d{0,6})$/i.exec(start)
  if (cutShort !== null) return { text: `${locations}${cutShort[1]}${cutShort[2]}`, open: true }
  const whole = canonicalIdentifier(start)
  return { text: whole === start ? start.replace(partOfGln, locations) : whole, open: true }
}

/** What a wildcard stands for while a pattern is made canonical: legal in every serial and extension. */
const probe = 'Q7'
const locations = 'https://id.gs1.org/414/'
/** A location number cut short on a company's own domain. */
const partOfGln = /^https?:\/\/[^/?#]+\/(?:[^?#]*\/)?414\/(?=\d{0,12}$)/i

/** The `*` of an extension covers the location itself too: `…/254/*` means the location and all inside it. */
const extensionEnd = '/254/'

/** Patterns to values: the exact one wins, then the longest open one. */
export class PatternTable<T> {
  readonly #exact = new Map<string, T>()
  readonly #open: { readonly text: string; readonly value: T }[] = []

  add(pattern: Pattern, value: T): void {
    if (!pattern.open) {
      this.#exact.set(pattern.text, value)
      return
    }
    this.#open.push({ text: pattern.text, value })
    this.#open.sort((a, b) => b.text.length - a.text.length)
  }

  find(identifier: string): T | undefined {
    const exact = this.#exact.get(identifier)
    if (exact !== undefined) return exact
    for (const { text, value } of this.#open) {
      if (identifier.startsWith(text)) return value
      if (text.endsWith(extensionEnd) && identifier === text.slice(0, -extensionEnd.length)) return value
    }
    return undefined
  }
}

/**
 * The spelling that event columns hold for a business step: a CBV word bare, whichever way it was written; an own URI as
 * it stands; undefined for a word that the CBV does not have.
 */
export function canonicalStep(written: string): string | undefined {
  return canonicalCbv('bizStep', written)
}

/** Words kept by `memoised`: far more than a site has read points, few enough that no input fills memory. */
const wordsMax = 65_536

/** Remembers what a pure function said of each word. */
export function memoised<T>(answer: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>()
  return (word) => {
    const before = known.get(word)
    if (before !== undefined) return before
    const found = answer(word)
    if (known.size >= wordsMax) known.clear()
    known.set(word, found)
    return found
  }
}
