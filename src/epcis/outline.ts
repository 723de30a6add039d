/**
 * Follows JSON text byte by byte, knowing only strings and brackets: where a value ends, without reading it.
 * Resumable at any byte. On text that is no JSON its answer means nothing; whoever uses it reads the value
 * strictly afterwards, or refuses it.
 */
export class Outline {
  depth = 0
  #inString = false
  #escaped = false

  reset(): void {
    this.depth = 0
    this.#inString = false
    this.#escaped = false
  }

  /** Goes on at `from`; returns the index after the value's last byte, or -1 when `limit` comes first. */
  endOf(bytes: Uint8Array, from: number, limit: number): number {
    let depth = this.depth
    let inString = this.#inString
    let escaped = this.#escaped
    for (let p = from; p < limit; p++) {
      const c = bytes[p]!
      if (inString) {
        if (escaped) escaped = false
        else if (c === 0x5c) escaped = true
        else if (c === 0x22) {
          inString = false
          if (depth === 0) return p + 1
        }
      } else if (c === 0x22) inString = true
      else if (c === 0x7b || c === 0x5b) depth++
      else if (c === 0x7d || c === 0x5d) {
        depth--
        // A number or a word ends before what closes its container.
        if (depth < 0) return p
        if (depth === 0) return p + 1
      } else if (depth === 0 && (c === 0x2c || c === 0x0a || c === 0x20 || c === 0x0d || c === 0x09)) return p
    }
    this.depth = depth
    this.#inString = inString
    this.#escaped = escaped
    return -1
  }
}
