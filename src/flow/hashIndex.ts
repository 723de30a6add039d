import { assert } from '../base/index.ts'
import { chunkBits, chunkMask, type Pool } from './pool.ts'

const segmentBits = 6
const idBits = 26
const idMask = (1 << idBits) - 1
/** Slots of a segment that is still small. */
const slotsMin = 16

/**
 * From 64-bit hash to record id. The hash stands in the record (two neighbouring 32-bit fields); a slot holds the
 * id and 6 more bits of the hash, so a neighbour in the probe is nearly always passed without touching its record.
 * 64 segments by the top bits grow on their own: no moment at which everything is copied, and few enough that where they
 * stand stays in the nearest cache.
 */
export class HashIndex {
  readonly #segments: Uint32Array[] = []
  readonly #counts = new Uint32Array(1 << segmentBits)
  readonly #pool: Pool
  readonly #words: number
  readonly #field: number

  constructor(pool: Pool, hashField: number) {
    this.#pool = pool
    this.#words = pool.strideBytes >> 2
    this.#field = hashField
    for (let i = 0; i < 1 << segmentBits; i++) this.#segments.push(new Uint32Array(slotsMin))
  }

  get bytes(): number {
    let slots = 0
    for (const segment of this.#segments) slots += segment.length
    return slots * 4
  }

  /** The record's id, 0 where there is none. */
  find(low: number, high: number): number {
    const slots = this.#segments[high >>> (32 - segmentBits)]!
    const mask = slots.length - 1
    const tag = tagOf(high)
    for (let at = low & mask; ; at = (at + 1) & mask) {
      const slot = slots[at]!
      if (slot === 0) return 0
      if (slot >>> idBits !== tag) continue
      const id = slot & idMask
      const u32 = this.#pool.u32[id >>> chunkBits]!
      const field = (id & chunkMask) * this.#words + this.#field
      if (u32[field] === low >>> 0 && u32[field + 1] === high >>> 0) return id
    }
  }

  /** The id that `find` will most likely look at first, 0 where there is none; reads no record. */
  peek(low: number, high: number): number {
    const slots = this.#segments[high >>> (32 - segmentBits)]!
    const mask = slots.length - 1
    const tag = tagOf(high)
    for (let at = low & mask; ; at = (at + 1) & mask) {
      const slot = slots[at]!
      if (slot === 0) return 0
      if (slot >>> idBits === tag) return slot & idMask
    }
  }

  /** The hash must not be there yet and must stand in the record already. */
  add(low: number, high: number, id: number): void {
    assert(id <= idMask, 'ids fit 26 bits')
    const segment = high >>> (32 - segmentBits)
    let slots = this.#segments[segment]!
    if (this.#counts[segment]! * 4 >= slots.length * 3) slots = this.#double(segment)
    place(slots, low, ((tagOf(high) << idBits) | id) >>> 0)
    this.#counts[segment]!++
  }

  /** Takes the hash out and closes the gap, so that no tombstones gather. */
  remove(low: number, high: number, id: number): void {
    const segment = high >>> (32 - segmentBits)
    const slots = this.#segments[segment]!
    const mask = slots.length - 1
    let hole = low & mask
    while ((slots[hole]! & idMask) !== id) {
      assert(slots[hole] !== 0, 'a removed hash was there')
      hole = (hole + 1) & mask
    }
    for (let at = (hole + 1) & mask; slots[at] !== 0; at = (at + 1) & mask) {
      const home = this.#lowOf(slots[at]! & idMask) & mask
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        slots[hole] = slots[at]!
        hole = at
      }
    }
    slots[hole] = 0
    this.#counts[segment]!--
  }

  /** Room for `count` hashes at once: a restore fills no segment twice. */
  reserve(count: number): void {
    const perSegment = count / (1 << segmentBits)
    let slots = slotsMin
    while (slots * 0.7 < perSegment) slots *= 2
    for (let i = 0; i < this.#segments.length; i++) {
      if (this.#counts[i] === 0) this.#segments[i] = new Uint32Array(slots)
    }
  }

  #double(segment: number): Uint32Array {
    const old = this.#segments[segment]!
    const slots = new Uint32Array(old.length * 2)
    for (const slot of old) if (slot !== 0) place(slots, this.#lowOf(slot & idMask), slot)
    this.#segments[segment] = slots
    return slots
  }

  #lowOf(id: number): number {
    return this.#pool.u32[id >>> chunkBits]![(id & chunkMask) * this.#words + this.#field]!
  }
}

function tagOf(high: number): number {
  return (high >>> 16) & 63
}

function place(slots: Uint32Array, low: number, slot: number): void {
  const mask = slots.length - 1
  let at = low & mask
  while (slots[at] !== 0) at = (at + 1) & mask
  slots[at] = slot
}
