import { contextParts, contextTrouble, InlineContext, standardContextJson, standardContextUrl } from './context.ts'
import { contextsKeptMax, contextsMax } from './limits.ts'
import { Spellings } from './spellings.ts'
import { bytesOf } from './wordwise.ts'

export const contextsResult = { wrong: -1, tooMany: -2 } as const

/** Every @context that one scan meets, numbered; number 0 is the standard's own. */
export class Contexts {
  readonly list: InlineContext[] = [new InlineContext(standardContextJson, standardContextUrl)]
  readonly texts: string[] = [standardContextJson]
  /** Number of the document's context; 0 where it has none. */
  document = 0
  /** How many were known when the input began. */
  #before = 1
  readonly #numbers = new Map<string, number>([[standardContextJson, 0]])
  readonly #decoder = new TextDecoder()
  #spellings = new Spellings(contextsMax, 1)
  #known: number[] = []

  /** A new input has no context yet; those that it is likely to bring again stay known. */
  begin(): void {
    if (this.document !== 0) this.#spellings.clear()
    this.document = 0
    this.#before = this.list.length
    if (this.list.length <= contextsKeptMax) return
    this.#before = 1
    this.#spellings.clear()
    this.#numbers.clear()
    this.#numbers.set(standardContextJson, 0)
    this.list.length = 1
    this.texts.length = 1
  }

  /** Sets the document's context from its JSON text; false where that is none. */
  setDocument(json: string): boolean {
    const number = this.#numberOf(json, 0)
    if (number < 0) return false
    this.document = number
    this.#spellings.clear()
    return true
  }

  /** Number of what holds for an event with this @context of its own, or one of `contextsResult`. */
  ofEvent(view: DataView<ArrayBuffer>, start: number, end: number): number {
    const known = this.#spellings.find(view, start, end)
    if (known >= 0) return this.#known[known]!
    const number = this.#numberOf(this.#decoder.decode(bytesOf(view, start, end)), this.document)
    if (number >= 0) this.#known[this.#spellings.add(view, start, end)] = number
    return number
  }

  #numberOf(json: string, under: number): number {
    let value: unknown
    try {
      value = JSON.parse(json)
    } catch {
      return contextsResult.wrong
    }
    if (contextTrouble(value) !== undefined) return contextsResult.wrong
    const base = under === 0 ? undefined : this.list[under]!
    const parts = base === undefined ? value : merged(JSON.parse(base.json), value)
    const text = JSON.stringify(parts)
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    if (this.list.length - this.#before >= contextsMax) return contextsResult.tooMany
    const number = this.list.push(new InlineContext(text, parts)) - 1
    this.texts.push(text)
    this.#numbers.set(text, number)
    return number
  }
}

/** What holds where `own` is added to `base`: parts that stand in both are kept once, at their last place. */
function merged(base: unknown, own: unknown): unknown {
  const ownParts = contextParts(own)
  const ownTexts = new Set(ownParts.map((part) => JSON.stringify(part)))
  const all = [...contextParts(base).filter((part) => !ownTexts.has(JSON.stringify(part))), ...ownParts]
  return all.length === 1 ? all[0] : all
}
