import { Spellings } from './spellings.ts'
import { bytesOf } from './wordwise.ts'

/** Canonical spellings of words, numbered for one scan; number 0 is the empty word. */
export class WordList {
  readonly texts: string[] = ['']
  readonly #numbers = new Map<string, number>([['', 0]])
  /** Raised by `clear`. */
  generation = 0

  numberOf(text: string): number {
    let number = this.#numbers.get(text)
    if (number === undefined) {
      number = this.texts.push(text) - 1
      this.#numbers.set(text, number)
    }
    return number
  }

  /** Forgets everything: only between two batches. */
  clear(): void {
    this.texts.length = 1
    this.#numbers.clear()
    this.#numbers.set('', 0)
    this.generation++
  }
}

export const vocabularyResult = { bad: -1, person: -2 } as const

/** Recognises the spellings of one vocabulary by their bytes, each resolved once. */
export class Vocabulary {
  readonly #spellings: Spellings
  readonly #list: WordList
  readonly #resolve: (text: string) => string | undefined
  readonly #isPerson: ((text: string) => boolean) | undefined
  #numbers = new Int32Array(64)
  #listGeneration = 0
  static readonly #decoder = new TextDecoder()

  /** `resolve` gives the canonical spelling, undefined where the text is not allowed. */
  constructor(options: {
    readonly list: WordList
    readonly max: number
    readonly seed: number
    readonly resolve: (text: string) => string | undefined
    readonly isPerson?: (text: string) => boolean
  }) {
    this.#spellings = new Spellings(options.max, options.seed)
    this.#list = options.list
    this.#resolve = options.resolve
    this.#isPerson = options.isPerson
  }

  /** Number of the word in the list, or one of `vocabularyResult`. */
  lookup(view: DataView<ArrayBuffer>, start: number, end: number): number {
    if (this.#listGeneration !== this.#list.generation) {
      this.#spellings.clear()
      this.#listGeneration = this.#list.generation
    }
    const known = this.#spellings.find(view, start, end)
    if (known >= 0) return this.#numbers[known]!
    const text = Vocabulary.#decoder.decode(bytesOf(view, start, end))
    const canonical = this.#resolve(text)
    // What is refused is not kept, so that a stream of junk cannot push good words out.
    if (canonical === undefined) return vocabularyResult.bad
    const number = this.#isPerson?.(text) ? vocabularyResult.person : this.#list.numberOf(canonical)
    const entry = this.#spellings.add(view, start, end)
    if (entry >= this.#numbers.length) {
      const larger = new Int32Array(this.#numbers.length * 2)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers[entry] = number
    return number
  }
}
