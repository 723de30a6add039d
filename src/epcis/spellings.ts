/**
 * A set of byte strings, each with a small number: how words and identifiers are recognised without making
 * strings. Open addressing over a seeded hash; forgets everything when it holds `max` or when a crafted input
 * makes its probes long, so that its memory and its time are bounded.
 */
export class Spellings {
  /** Count of byte strings held; their numbers are 0 to `count - 1`. */
  count = 0
  /** Raised whenever everything was forgotten: numbers of an older generation mean nothing. */
  generation = 0
  readonly #max: number
  readonly #seed: number
  #mask = 63
  #table = new Int32Array(64).fill(-1)
  #hashes = new Int32Array(32)
  #starts = new Int32Array(33)
  #arena = new Uint8Array(1 << 10)
  #hash = 0

  constructor(max: number, seed: number) {
    this.#max = max
    this.#seed = seed | 1
  }

  /** Number of the byte string, or -1; then `add` may follow at once. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const h = sampledHash(this.#seed, bytes, start, end)
    this.#hash = h
    const mask = this.#mask
    const table = this.#table
    for (let slot = h & mask; ; slot = (slot + 1) & mask) {
      const entry = table[slot]!
      if (entry < 0) return -1
      if (this.#hashes[entry] === h && this.#same(entry, bytes, start, end)) return entry
    }
  }

  /** Adds the byte string that `find` has just missed; returns its number. */
  add(bytes: Uint8Array, start: number, end: number): number {
    if (this.count === this.#max || this.#starts[this.count]! > arenaBytesMax) this.clear()
    if (this.count * 2 > this.#mask) this.#enlarge()
    const entry = this.count++
    const from = this.#starts[entry]!
    if (entry + 1 >= this.#hashes.length) {
      this.#hashes = grown(this.#hashes)
      this.#starts = grown(this.#starts)
    }
    while (from + end - start > this.#arena.length) {
      const larger = new Uint8Array(this.#arena.length * 2)
      larger.set(this.#arena)
      this.#arena = larger
    }
    for (let i = start; i < end; i++) this.#arena[from + i - start] = bytes[i]!
    this.#starts[entry + 1] = from + end - start
    this.#hashes[entry] = this.#hash
    const probes = this.#put(entry)
    if (probes > 256) {
      this.clear()
      return this.add(bytes, start, end)
    }
    return entry
  }

  clear(): void {
    this.count = 0
    this.generation++
    this.#table.fill(-1)
    if (this.#arena.length > arenaBytesMax) this.#arena = new Uint8Array(1 << 14)
  }

  #same(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    let from = this.#starts[entry]!
    if (this.#starts[entry + 1]! - from !== end - start) return false
    const arena = this.#arena
    for (let i = start; i < end; i++) if (arena[from++] !== bytes[i]) return false
    return true
  }

  #put(entry: number): number {
    let probes = 0
    let slot = this.#hashes[entry]! & this.#mask
    for (; this.#table[slot]! >= 0; slot = (slot + 1) & this.#mask) probes++
    this.#table[slot] = entry
    return probes
  }

  #enlarge(): void {
    this.#table = new Int32Array(this.#table.length * 2).fill(-1)
    this.#mask = this.#table.length - 1
    for (let entry = 0; entry < this.count; entry++) this.#put(entry)
  }
}

/**
 * Hash of up to 24 bytes: all of a short text; of a long one its last 16 and 8 spread over the rest, because
 * identifiers differ at their end. Texts built to collide are caught by the bound on probes.
 */
function sampledHash(seed: number, bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  let h = seed ^ Math.imul(length, 0x9e3779b1)
  let from = start
  if (length > 24) {
    from = end - 16
    const step = (length - 16) >> 3
    for (let i = 0, at = start; i < 8; i++, at += step) h = Math.imul(h ^ bytes[at]!, 0x01000193)
  }
  for (let i = from; i < end; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193)
  return h ^ (h >>> 15)
}

/** Most bytes of text held. */
const arenaBytesMax = 1 << 24

function grown(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2)
  larger.set(column)
  return larger
}
