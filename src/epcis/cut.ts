import { kind, tapeSlack, tokenBits, tokenSize } from './tokens.ts'
import type { Walk } from './walk.ts'

/** A text in a buffer of its own, with room behind it for the tape. */
export class CutText {
  bytes = new Uint8Array(4096)
  length = 0

  /** The text of the event at hand without what is marked for cutting; what stays keeps its bytes. */
  copy(w: Walk): void {
    const size = w.words[2]! - w.words[1]!
    if (this.bytes.length < size + tapeSlack) this.bytes = new Uint8Array(size * 2 + tapeSlack)
    this.length = 0
    this.#value(w, 0)
    this.bytes[this.length] = 0
  }

  /** Replaces the bytes from `start` to `end`. */
  splice(start: number, end: number, text: Uint8Array): void {
    const tail = this.bytes.slice(end, this.length)
    const length = start + text.length + tail.length
    if (this.bytes.length < length + tapeSlack) {
      const larger = new Uint8Array(length * 2 + tapeSlack)
      larger.set(this.bytes.subarray(0, start))
      this.bytes = larger
    }
    this.bytes.set(text, start)
    this.bytes.set(tail, start + text.length)
    this.length = length
    this.bytes[length] = 0
  }

  #value(w: Walk, at: number) {
    const words = w.words
    const next = words[at + 3]!
    let marked = false
    for (let token = at + tokenSize; token < next && !marked; token += tokenSize)
      marked = (words[token]! & tokenBits.cut) !== 0
    const which = w.kindOf(at)
    if (!marked) {
      const quote = which === kind.string ? 1 : 0
      return this.#put(w, words[at + 1]! - quote, words[at + 2]! + quote)
    }
    const isObject = which === kind.object
    this.bytes[this.length++] = isObject ? 0x7b : 0x5b
    let first = true
    for (let token = at + tokenSize; token < next; ) {
      const value = isObject ? token + tokenSize : token
      if ((words[token]! & tokenBits.cut) === 0) {
        if (!first) this.bytes[this.length++] = 0x2c
        first = false
        if (isObject) {
          const quote = w.kindOf(value) === kind.string ? 1 : 0
          this.#put(w, words[token + 1]! - 1, words[value + 1]! - quote)
        }
        this.#value(w, value)
      }
      token = words[value + 3]!
    }
    this.bytes[this.length++] = isObject ? 0x7d : 0x5d
  }

  #put(w: Walk, from: number, to: number) {
    this.bytes.set(w.bytes.subarray(from, to), this.length)
    this.length += to - from
  }
}
