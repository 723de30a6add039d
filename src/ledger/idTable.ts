import { insertionSort } from './sorted.ts'

/**
 * Words of an entry of the identity index: hash (high, low), content hash (low, high), where the event's frame stands.
 */
export const idWords = 6

/**
 * Open addressing over one Uint32Array: no object an entry. Grows at half full; 12 MB at 262,144 entries. Slots go by the high
 * word of the hash, as runs do, so that a table comes out nearly in order and grows from one end to the other.
 */
export interface IdTable {
  readonly count: number
  /** Slots, empty ones among them. */
  readonly capacity: number
  /** Slots of `idWords` words: only those that `find` gives mean something. */
  readonly slots: Uint32Array
  /** The entries in ascending order, in a buffer of their own. */
  entries(): Uint32Array<ArrayBuffer>
  /** Sets `maybe[i]` where identity `i` (low, high) may be there; where it stays, it certainly is not. One loop for a whole batch. */
  mark(ids: Uint32Array, maybe: Uint8Array): void
  /** Word offset of the entry, or -1. */
  find(low: number, high: number): number
  /** Adds an entry that is not there yet. */
  add(low: number, high: number, contentLow: number, contentHigh: number, file: number, offset: number): void
  /** Makes room for `more` entries at once instead of by doubling. */
  reserve(more: number): void
  clear(): void
}

export function newIdTable(capacity = 16): IdTable {
  let slots = new Uint32Array(capacity * idWords)
  // A 16-bit tag a slot (0 is empty): most lookups find nothing, and learn it in memory twelve times smaller.
  let tags = new Uint16Array(capacity)
  let mask = capacity - 1
  let shift = shiftOf(capacity)
  let count = 0

  function place(low: number, high: number): number {
    let slot = slotOf(high, shift)
    while (tags[slot] !== 0) slot = (slot + 1) & mask
    tags[slot] = tagOf(low)
    return slot * idWords
  }

  function growTo(capacity: number): void {
    const old = slots
    const oldTags = tags
    slots = new Uint32Array(capacity * idWords)
    tags = new Uint16Array(capacity)
    mask = capacity - 1
    shift = shiftOf(capacity)
    for (let slot = 0, at = 0; slot < oldTags.length; slot++, at += idWords) {
      if (oldTags[slot] === 0) continue
      const to = place(old[at + 1]!, old[at]!)
      for (let w = 0; w < idWords; w++) slots[to + w] = old[at + w]!
    }
  }

  return {
    get count() {
      return count
    },
    get capacity() {
      return mask + 1
    },
    get slots() {
      return slots
    },
    find(low, high) {
      const tag = tagOf(low)
      let slot = slotOf(high, shift)
      for (;;) {
        const there = tags[slot]!
        if (there === 0) return -1
        const at = slot * idWords
        if (there === tag && slots[at + 1] === low && slots[at] === high) return at
        slot = (slot + 1) & mask
      }
    },
    add(low, high, contentLow, contentHigh, file, offset) {
      if (count * 2 > mask) growTo((mask + 1) * 2)
      const at = place(low, high)
      slots[at] = high
      slots[at + 1] = low
      slots[at + 2] = contentLow
      slots[at + 3] = contentHigh
      slots[at + 4] = file
      slots[at + 5] = offset
      count++
    },
    reserve(more) {
      let capacity = mask + 1
      while (capacity < (count + more) * 2) capacity *= 2
      if (capacity > mask + 1) growTo(capacity)
    },
    mark(ids, maybe) {
      for (let i = 0, at = 0; i < maybe.length; i++, at += 2) {
        const tag = tagOf(ids[at]!)
        let slot = slotOf(ids[at + 1]!, shift)
        while (tags[slot] !== 0 && tags[slot] !== tag) slot = (slot + 1) & mask
        if (tags[slot] !== 0) maybe[i] = 1
      }
    },
    entries() {
      const out = new Uint32Array(count * idWords)
      let to = 0
      // What found the end full stands before the first empty slot: it belongs behind all others.
      let wrapped = 0
      while (wrapped < tags.length && tags[wrapped] !== 0) wrapped++
      const copy = (from: number, until: number, isWrapped?: boolean): void => {
        for (let slot = from, at = from * idWords; slot < until; slot++, at += idWords) {
          if (tags[slot] === 0) continue
          if (isWrapped !== undefined && isWrapped !== slotOf(slots[at]!, shift) > slot) continue
          out[to] = slots[at]!
          out[to + 1] = slots[at + 1]!
          out[to + 2] = slots[at + 2]!
          out[to + 3] = slots[at + 3]!
          out[to + 4] = slots[at + 4]!
          out[to + 5] = slots[at + 5]!
          to += idWords
        }
      }
      copy(0, wrapped, false)
      copy(wrapped, tags.length)
      copy(0, wrapped, true)
      insertionSort(out, idWords, 0, count)
      return out
    },
    // What stands in a slot without a tag is never looked at.
    clear() {
      tags.fill(0)
      count = 0
    },
  }
}

/** The hash is keyed: its top bits spread evenly. */
function slotOf(high: number, shift: number): number {
  // Two shifts, for 32 at once is none.
  return (high >>> shift) >>> 1
}

function shiftOf(capacity: number): number {
  return 31 - Math.log2(capacity)
}

function tagOf(low: number): number {
  return (low & 0xffff) | 1
}
