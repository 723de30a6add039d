import { lateContextBytesMax } from './limits.ts'
import { tapeSlack } from './tokens.ts'

/** Events of a document that has not said its @context yet, as texts in buffers of their own. */
export class HeldEvents {
  readonly #texts: Uint8Array<ArrayBuffer>[] = []
  #bytes = 0

  /** Keeps the event from `start` to `end`; false where that would be too much to keep. */
  add(bytes: Uint8Array, start: number, end: number): boolean {
    this.#bytes += end - start
    if (this.#bytes > lateContextBytesMax) return false
    // A line feed behind it, so that a number is seen to have ended.
    const text = new Uint8Array(end - start + 1 + tapeSlack)
    text.set(bytes.subarray(start, end))
    text[end - start] = 0x0a
    this.#texts.push(text)
    return true
  }

  /** A refused row among held ones keeps its number. */
  addRefused(): void {
    this.#texts.push(new Uint8Array(0))
  }

  /** Rows in order, each with its text and where the tape stops reading it. */
  *rows(): Generator<{ row: number; text: Uint8Array<ArrayBuffer>; limit: number }> {
    for (const [row, text] of this.#texts.entries()) {
      if (text.length > 0) yield { row, text, limit: text.length - tapeSlack }
    }
  }
}
