import { areWords, maskOf } from './wordwise.ts'

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
  #lengths = new Int32Array(32)
  /** Each text begins at a word of its own; `#starts` counts in words. */
  #arena = new Int32Array(1 << 8)
  #hash = 0

  constructor(max: number, seed: number) {
    this.#max = max
    this.#seed = seed | 1
  }

  /** Number of the byte string, or -1; then `add` may follow at once. */
  find(view: DataView, start: number, end: number): number {
    const h = sampledHash(this.#seed, view, start, end)
    this.#hash = h
    const mask = this.#mask
    const table = this.#table
    for (let slot = h & mask; ; slot = (slot + 1) & mask) {
      const entry = table[slot]!
      if (entry < 0) return -1
      if (this.#hashes[entry] === h && this.#same(entry, view, start, end)) return entry
    }
  }

  /** Adds the byte string that `find` has just missed; returns its number. */
  add(view: DataView, start: number, end: number): number {
    if (this.count === this.#max || this.#starts[this.count]! > arenaWordsMax) this.clear()
    if (this.count * 2 > this.#mask) this.#enlarge()
    const entry = this.count++
    const from = this.#starts[entry]!
    if (entry + 1 >= this.#hashes.length) {
      this.#hashes = grown(this.#hashes)
      this.#starts = grown(this.#starts)
      this.#lengths = grown(this.#lengths)
    }
    const words = (end - start + 3) >> 2
    while (from + words > this.#arena.length) this.#arena = grown(this.#arena)
    for (let p = start, to = from; p < end; p += 4) this.#arena[to++] = view.getInt32(p, true) & maskOf(end - p)
    this.#starts[entry + 1] = from + words
    this.#lengths[entry] = end - start
    this.#hashes[entry] = this.#hash
    const probes = this.#put(entry)
    if (probes > 256) {
      this.clear()
      return this.add(view, start, end)
    }
    return entry
  }

  clear(): void {
    this.count = 0
    this.generation++
    this.#table.fill(-1)
    if (this.#arena.length > arenaWordsMax) this.#arena = new Int32Array(1 << 12)
  }

  #same(entry: number, view: DataView, start: number, end: number): boolean {
    return this.#lengths[entry] === end - start && areWords(view, start, this.#arena, this.#starts[entry]!, end - start)
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
 * Hash of four words at most: all of a short text; of a long one its last two and two from the middle, because
 * identifiers differ at their end. Texts built to collide are caught by the bound on probes.
 */
function sampledHash(seed: number, view: DataView, start: number, end: number): number {
  const length = end - start
  let h = seed ^ length
  let from = start
  if (length > 16) {
    from = end - 8
    const middle = start + (length >> 1)
    h = mixed(mixed(h, view.getInt32(middle - 4, true)), view.getInt32(middle, true))
  }
  for (; from < end; from += 4) h = mixed(h, view.getInt32(from, true) & maskOf(end - from))
  return h
}

function mixed(h: number, word: number): number {
  const product = Math.imul(h ^ word, 0x9e3779b1)
  return product ^ (product >>> 15)
}

/** Most words of text held. */
const arenaWordsMax = 1 << 22

function grown(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2)
  larger.set(column)
  return larger
}
