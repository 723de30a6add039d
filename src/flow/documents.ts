import { HashIndex } from './hashIndex.ts'
import type { Objects } from './objects.ts'
import { chunkBits, chunkMask, Pool } from './pool.ts'
import { flag, U32 } from './record.ts'
import { secondOf } from './stamp.ts'

/** Bits of a pair. */
export const pairFlag = {
  /** The object left; the pair holds its hash and not its record. */
  left: 1,
  /** It left by a step with `leaves`. */
  shipped: 2,
  /** It was a container when it left. */
  container: 4,
  /** A newer statement took the object from the document; kept so that an older one does not bring it back. */
  removed: 8,
} as const

const P = { document: 2, row: 3, next: 4, previous: 5, nextOfObject: 6, flags: 7, low: 3, high: 6 } as const
const D = { low: 0, high: 1, first: 2, open: 3, left: 4, second: 5 } as const

/** One object of a document. `row` is 0 for what left; then the hash says who. */
export interface Pair {
  readonly row: number
  readonly low: number
  readonly high: number
  readonly flags: number
}

/**
 * Which objects belong to which document (order, shipment, purchase), 32 bytes a pair. Objects that left stay with
 * their document, by hash, until the document has been silent for the horizon: a load must know what is on it.
 */
export class Documents {
  readonly pairs = new Pool(32, P.next)
  readonly pool = new Pool(24, D.first)
  readonly index = new HashIndex(this.pool, D.low)
  readonly #objects: Objects
  readonly #horizonS: number
  #cursor = 1
  /** Documents that came since old ones were last looked for. */
  #came = 0

  constructor(objects: Objects, horizonMs: number) {
    this.#objects = objects
    this.#horizonS = horizonMs / 1000
  }

  /** "The object belongs to the document" or, with `removed`, no longer. The newest statement wins; of two at once, belonging. */
  state(row: number, documentLow: number, documentHigh: number, stamp: number, removed: boolean): void {
    const id = this.#documentOf(documentLow, documentHigh, stamp)
    for (let pair = this.#objects.u32(row, U32.documents); pair !== 0; pair = this.#get(pair, P.nextOfObject)) {
      if (this.#get(pair, P.document) !== id) continue
      const known = this.#at(pair)
      if (stamp < known || (stamp === known && removed)) return
      const was = (this.#get(pair, P.flags) & pairFlag.removed) !== 0
      this.#setAt(pair, stamp)
      this.#set(pair, P.flags, removed ? pairFlag.removed : 0)
      if (was !== removed) this.#count(id, D.open, removed ? -1 : 1)
      return
    }
    const pair = this.#link(id)
    this.#setAt(pair, stamp)
    this.#set(pair, P.row, row)
    this.#set(pair, P.flags, removed ? pairFlag.removed : 0)
    this.#set(pair, P.nextOfObject, this.#objects.u32(row, U32.documents))
    this.#objects.setU32(row, U32.documents, pair)
    if (!removed) this.#count(id, D.open, 1)
  }

  /** As `state`, for an object that had left when this was said. */
  stateLeft(low: number, high: number, document: ObjectKey, stamp: number, how: number): void {
    const id = this.#documentOf(document[0], document[1], stamp)
    for (let pair = this.#first(id); pair !== 0; pair = this.#get(pair, P.next)) {
      if ((this.#get(pair, P.flags) & pairFlag.left) === 0) continue
      if (this.#get(pair, P.low) === low >>> 0 && this.#get(pair, P.high) === high >>> 0) return
    }
    const pair = this.#link(id)
    this.#setAt(pair, stamp)
    this.#set(pair, P.low, low)
    this.#set(pair, P.high, high)
    this.#set(pair, P.flags, pairFlag.left | how)
    this.#count(id, D.left, 1)
  }

  /** Did a document name the object, or drop it, after the stamp? Then the record may be open by that alone. */
  isNamedAfter(row: number, stamp: number): boolean {
    for (let pair = this.#objects.u32(row, U32.documents); pair !== 0; pair = this.#get(pair, P.nextOfObject)) {
      if (this.#at(pair) > stamp) return true
    }
    return false
  }

  /** The object leaves; its pairs stay with their documents. True where it had been taken from one. */
  leave(row: number, how: number): boolean {
    const low = this.#objects.u32(row, U32.low)
    const high = this.#objects.u32(row, U32.high)
    const cameBack = (this.#objects.flags(row) & flag.returned) !== 0
    let pair = this.#objects.u32(row, U32.documents)
    this.#objects.setU32(row, U32.documents, 0)
    let unlisted = false
    while (pair !== 0) {
      const next = this.#get(pair, P.nextOfObject)
      const id = this.#get(pair, P.document)
      const removed = (this.#get(pair, P.flags) & pairFlag.removed) !== 0
      unlisted ||= removed
      // Only what came back can stand there twice; looking costs a walk over the document.
      if (removed || (cameBack && this.#hasLeft(id, low, high))) {
        if (!removed) this.#count(id, D.open, -1)
        this.#unlink(pair)
      } else {
        this.#set(pair, P.low, low)
        this.#set(pair, P.high, high)
        this.#set(pair, P.flags, pairFlag.left | how)
        this.#count(id, D.open, -1)
        this.#count(id, D.left, 1)
      }
      pair = next
    }
    return unlisted
  }

  /** Forgets every pair of the object in record `row` (0: none) and under its hash: it is about to be folded again. */
  forget(row: number, low: number, high: number, documents: readonly ObjectKey[]): void {
    let pair = row === 0 ? 0 : this.#objects.u32(row, U32.documents)
    if (row !== 0) this.#objects.setU32(row, U32.documents, 0)
    while (pair !== 0) {
      const next = this.#get(pair, P.nextOfObject)
      if ((this.#get(pair, P.flags) & pairFlag.removed) === 0) this.#count(this.#get(pair, P.document), D.open, -1)
      this.#unlink(pair)
      pair = next
    }
    for (const document of documents) {
      const id = this.index.find(document[0], document[1])
      for (let at = id === 0 ? 0 : this.#first(id); at !== 0; ) {
        const next = this.#get(at, P.next)
        const isLeft = (this.#get(at, P.flags) & pairFlag.left) !== 0
        if (isLeft && this.#get(at, P.low) === low && this.#get(at, P.high) === high) {
          this.#count(id, D.left, -1)
          this.#unlink(at)
        }
        at = next
      }
    }
  }

  /** Calls `visit` for every object of the document; those taken back are left out. */
  each(document: ObjectKey, visit: (pair: Pair) => boolean | undefined): void {
    const id = this.index.find(document[0] >>> 0, document[1] >>> 0)
    for (let pair = id === 0 ? 0 : this.#first(id); pair !== 0; pair = this.#get(pair, P.next)) {
      const flags = this.#get(pair, P.flags)
      if ((flags & pairFlag.removed) !== 0) continue
      const isLeft = (flags & pairFlag.left) !== 0
      const row = isLeft ? 0 : this.#get(pair, P.row)
      const low = isLeft ? this.#get(pair, P.low) : this.#objects.u32(row, U32.low)
      const high = isLeft ? this.#get(pair, P.high) : this.#objects.u32(row, U32.high)
      if (visit({ row, low, high, flags }) === false) return
    }
  }

  /** Objects of the document, those that left included. */
  countOf(document: ObjectKey): number {
    const id = this.index.find(document[0] >>> 0, document[1] >>> 0)
    return id === 0 ? 0 : this.#getD(id, D.open) + this.#getD(id, D.left)
  }

  /** Documents that name the object now, newest statement first. */
  ofObject(row: number): { low: number; high: number; at: number }[] {
    const out: { low: number; high: number; at: number }[] = []
    for (let pair = this.#objects.u32(row, U32.documents); pair !== 0; pair = this.#get(pair, P.nextOfObject)) {
      if ((this.#get(pair, P.flags) & pairFlag.removed) !== 0) continue
      const id = this.#get(pair, P.document)
      out.push({ low: this.#getD(id, D.low), high: this.#getD(id, D.high), at: this.#at(pair) })
    }
    return out.sort((a, b) => b.at - a.at || b.high - a.high || b.low - a.low)
  }

  /**
   * Drops documents that nothing was said of since the horizon and whose objects have all left. A few are looked at for every one
   * that came, so that no more stand here too long than a fraction of those that have to.
   */
  forgetOld(newestMs: number): void {
    const before = newestMs / 1000 - this.#horizonS
    const looks = 8 + 4 * this.#came
    this.#came = 0
    for (let looked = 0; looked < looks && this.pool.end > 1; looked++) {
      if (this.#cursor >= this.pool.end) this.#cursor = 1
      const id = this.#cursor++
      const second = this.#getD(id, D.second)
      if (second === 0 || second >= before || this.#getD(id, D.open) !== 0) continue
      if (this.#holdsRecords(id)) continue
      for (let pair = this.#first(id); pair !== 0; ) {
        const next = this.#get(pair, P.next)
        this.pairs.free(pair)
        pair = next
      }
      this.index.remove(this.#getD(id, D.low), this.#getD(id, D.high), id)
      this.pool.free(id)
    }
  }

  /** The index, made again from the records. */
  reindex(): void {
    this.index.reserve(this.pool.live)
    for (let id = 1; id < this.pool.end; id++) {
      if (this.#getD(id, D.second) !== 0) this.index.add(this.#getD(id, D.low), this.#getD(id, D.high), id)
    }
  }

  #holdsRecords(id: number): boolean {
    for (let pair = this.#first(id); pair !== 0; pair = this.#get(pair, P.next)) {
      if ((this.#get(pair, P.flags) & pairFlag.left) === 0) return true
    }
    return false
  }

  #hasLeft(id: number, low: number, high: number): boolean {
    for (let pair = this.#first(id); pair !== 0; pair = this.#get(pair, P.next)) {
      if ((this.#get(pair, P.flags) & pairFlag.left) === 0) continue
      if (this.#get(pair, P.low) === low && this.#get(pair, P.high) === high) return true
    }
    return false
  }

  #documentOf(low: number, high: number, stamp: number): number {
    const second = secondOf(stamp)
    let id = this.index.find(low, high)
    if (id === 0) {
      this.#came++
      id = this.pool.add()
      this.#setD(id, D.low, low)
      this.#setD(id, D.high, high)
      this.index.add(low, high, id)
    }
    if (second > this.#getD(id, D.second)) this.#setD(id, D.second, second)
    return id
  }

  #link(id: number): number {
    const pair = this.pairs.add()
    const first = this.#first(id)
    this.#set(pair, P.document, id)
    this.#set(pair, P.next, first)
    if (first !== 0) this.#set(first, P.previous, pair)
    this.#setD(id, D.first, pair)
    return pair
  }

  #unlink(pair: number): void {
    const next = this.#get(pair, P.next)
    const previous = this.#get(pair, P.previous)
    if (next !== 0) this.#set(next, P.previous, previous)
    if (previous !== 0) this.#set(previous, P.next, next)
    else this.#setD(this.#get(pair, P.document), D.first, next)
    this.pairs.free(pair)
  }

  #first(id: number): number {
    return this.#getD(id, D.first)
  }
  #count(id: number, field: number, more: number): void {
    this.#setD(id, field, this.#getD(id, field) + more)
  }
  #get(pair: number, field: number): number {
    return this.pairs.u32[pair >>> chunkBits]![(pair & chunkMask) * 8 + field]!
  }
  #set(pair: number, field: number, value: number): void {
    this.pairs.u32[pair >>> chunkBits]![(pair & chunkMask) * 8 + field] = value
  }
  #at(pair: number): number {
    return this.pairs.f64[pair >>> chunkBits]![(pair & chunkMask) * 4]!
  }
  #setAt(pair: number, stamp: number): void {
    this.pairs.f64[pair >>> chunkBits]![(pair & chunkMask) * 4] = stamp
  }
  #getD(id: number, field: number): number {
    return this.pool.u32[id >>> chunkBits]![(id & chunkMask) * 6 + field]!
  }
  #setD(id: number, field: number, value: number): void {
    this.pool.u32[id >>> chunkBits]![(id & chunkMask) * 6 + field] = value
  }
}

/** A hash as two unsigned halves. */
export type ObjectKey = readonly [low: number, high: number]

/** 53 bits of a hash: enough to tell the objects, or the events of an object, of one site apart. */
export function numberOf(low: number, high: number): number {
  return (high & 0x1fffff) * 4_294_967_296 + (low >>> 0)
}
