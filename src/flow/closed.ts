import { HashIndex } from './hashIndex.ts'
import { chunkBits, chunkMask, Pool } from './pool.ts'
import { msOf, stampOf } from './stamp.ts'

/** How it left. */
export const left = {
  /** Inside something that left. */
  inside: 1,
  /** By a step with `leaves`, not by being used up or destroyed. */
  shipped: 2,
  /** It had been a container. */
  container: 4,
  /** Something that opens nothing was said of it since; it may count once it is known to have come back before. */
  mentioned: 8,
  /** It had left before, or was folded from history: its links are not told by `linkSecond`. */
  again: 16,
  /** It was taken from a document at some time: which documents it left with depends on what else was said when. */
  unlisted: 32,
} as const

const low = 2
const howField = 4
/** Links free entries; of the others it is the second of the link by which it was in something when it left. */
const linkField = 5
const stride = 24
const words = stride >> 2

/**
 * Objects that left, by their whole 64-bit hash and the statement that closed them: 24 bytes and about 6 of index each.
 * Promise: within `horizonMs` of the newest event, and while no more than `max` left in that time, no statement older
 * than the leaving opens one of them. Beyond both the oldest are forgotten, a few looked at with every new one.
 */
export class ClosedSet {
  readonly pool = new Pool(stride, linkField)
  readonly index = new HashIndex(this.pool, low)
  readonly #horizonMs: number
  readonly #max: number
  #cursor = 1
  #forgetBefore = 0
  #sinceSample = 0

  constructor(horizonMs: number, max: number) {
    this.#horizonMs = horizonMs
    this.#max = max
  }

  /** The entry, 0 where the object is not known to have left. */
  find(low: number, high: number): number {
    return this.pool.live === 0 ? 0 : this.index.find(low, high)
  }

  /** Stamp of the statement by which it left. */
  at(entry: number): number {
    return this.pool.f64[entry >>> chunkBits]![(entry & chunkMask) * (stride >> 3)]!
  }

  /** Bits of `left`. */
  how(entry: number): number {
    return this.pool.u32[entry >>> chunkBits]![(entry & chunkMask) * words + howField]!
  }

  /** Second of the newest statement of what it was in, 0 where none is known. */
  linkSecond(entry: number): number {
    return this.pool.u32[entry >>> chunkBits]![(entry & chunkMask) * words + linkField]!
  }

  /** Remembers that it left; of two statements the newer one is kept. `linkSecond` is 0 where it was in nothing, or that is not known. */
  note(hashLow: number, hashHigh: number, stamp: number, how: number, newestMs: number, linkSecond = 0): void {
    const known = this.find(hashLow, hashHigh)
    if (known !== 0) {
      if (stamp > this.at(known)) this.#set(known, stamp, how | this.how(known) | left.again)
      return
    }
    this.add(hashLow, hashHigh, stamp, how, newestMs, linkSecond)
  }

  /** As `note`, for what is not known to have left before. */
  add(hashLow: number, hashHigh: number, stamp: number, how: number, newestMs: number, linkSecond = 0): void {
    this.#forget(newestMs)
    const entry = this.pool.add()
    const u32 = this.pool.u32[entry >>> chunkBits]!
    const at = (entry & chunkMask) * words
    u32[at + low] = hashLow
    u32[at + low + 1] = hashHigh
    u32[at + linkField] = linkSecond
    this.#set(entry, stamp, how)
    this.index.add(hashLow, hashHigh, entry)
  }

  setHow(entry: number, how: number): void {
    this.pool.u32[entry >>> chunkBits]![(entry & chunkMask) * words + howField] = how
  }

  remove(hashLow: number, hashHigh: number): void {
    const entry = this.find(hashLow, hashHigh)
    if (entry === 0) return
    this.index.remove(hashLow >>> 0, hashHigh >>> 0, entry)
    this.pool.free(entry)
  }

  #set(entry: number, stamp: number, how: number): void {
    this.pool.f64[entry >>> chunkBits]![(entry & chunkMask) * (stride >> 3)] = stamp
    this.pool.u32[entry >>> chunkBits]![(entry & chunkMask) * words + howField] = how
  }

  /** Looks at a few entries and drops those that are too old: the work is spread over the departures. */
  #forget(newestMs: number): void {
    const full = this.pool.live >= this.#max
    if (full && this.#sinceSample++ % Math.max(1, Math.min(4096, this.#max >> 4)) === 0) {
      this.#forgetBefore = Math.max(this.#forgetBefore, this.#sampledEighth())
    }
    const before = Math.max(stampOf(newestMs - this.#horizonMs, 0), this.#forgetBefore)
    const looks = full ? this.pool.end : 4
    for (let looked = 0; looked < looks && this.pool.end > 1; looked++) {
      if (looked >= 64 && this.pool.live < this.#max) break
      if (this.#cursor >= this.pool.end) this.#cursor = 1
      const entry = this.#cursor++
      const stamp = this.at(entry)
      if (stamp === 0 || stamp >= before) continue
      const at = (entry & chunkMask) * words
      const u32 = this.pool.u32[entry >>> chunkBits]!
      this.index.remove(u32[at + low]!, u32[at + low + 1]!, entry)
      this.pool.free(entry)
    }
  }

  /** A stamp that about an eighth of the entries is older than. */
  #sampledEighth(): number {
    const stamps: number[] = []
    const stepBy = Math.max(1, Math.floor(this.pool.end / 512))
    for (let entry = 1; entry < this.pool.end; entry += stepBy) {
      const stamp = this.at(entry)
      if (stamp !== 0) stamps.push(stamp)
    }
    stamps.sort((a, b) => a - b)
    return stamps[stamps.length >> 3] ?? 0
  }

  /** The index, made again from the records. */
  reindex(): void {
    this.index.reserve(this.pool.live)
    for (let entry = 1; entry < this.pool.end; entry++) {
      if (this.at(entry) === 0) continue
      const u32 = this.pool.u32[entry >>> chunkBits]!
      const at = (entry & chunkMask) * words
      this.index.add(u32[at + low]!, u32[at + low + 1]!, entry)
    }
  }

  /** When it left, epoch milliseconds. */
  leftMs(entry: number): number {
    return msOf(this.at(entry))
  }
}
