import { HashIndex } from './hashIndex.ts'
import { chunkBits, chunkMask, Pool } from './pool.ts'
import type { ClassAmount, ObjectHash, PlaceAmount } from './types.ts'

/** Amounts are whole millionths, so that sums do not depend on the order of their terms. */
const perUnit = 1_000_000
/** A holder below this is a place, above it a container. */
const placesEnd = 65_536

/** Numbers for hashes, in order of appearance. */
class Numbers {
  readonly pool = new Pool(8, 0)
  readonly index = new HashIndex(this.pool, 0)

  of(low: number, high: number): number {
    const known = this.index.find(low, high)
    if (known !== 0) return known
    const id = this.pool.add()
    const u32 = this.pool.u32[id >>> chunkBits]!
    u32[(id & chunkMask) * 2] = low
    u32[(id & chunkMask) * 2 + 1] = high
    this.index.add(low, high, id)
    return id
  }

  hash(id: number): ObjectHash {
    const u32 = this.pool.u32[id >>> chunkBits]!
    return [u32[(id & chunkMask) * 2]!, u32[(id & chunkMask) * 2 + 1]!]
  }
}

/**
 * Amounts of classes (things without a serial number) per place and container, and per document, step and place. Sums of
 * what events add and take: any order gives the same, and what is taken back is subtracted. An amount below zero means
 * that more was taken from there than was ever seen to arrive.
 */
export class Quantities {
  readonly #classes = new Numbers()
  readonly #containers = new Numbers()
  readonly #documents = new Numbers()
  readonly #byClass: Map<number, number>[] = []
  readonly #byContainer: Map<number, number>[] = []
  readonly #byDocument: Map<number, number>[] = []

  atPlace(classLow: number, classHigh: number, place: number, amount: number): void {
    this.#add(this.#byClass, this.#classes.of(classLow, classHigh), place, amount)
  }

  inContainer(classLow: number, classHigh: number, container: ObjectHash, amount: number): void {
    const id = this.#classes.of(classLow, classHigh)
    const holder = this.#containers.of(container[0], container[1])
    this.#add(this.#byClass, id, placesEnd + holder, amount)
    this.#add(this.#byContainer, holder, id, amount)
  }

  /** An amount of a document was at a step and place. */
  ofDocument(low: number, high: number, step: number, place: number, amount: number): void {
    this.#add(this.#byDocument, this.#documents.of(low, high), step * placesEnd + place, amount)
  }

  /** Amounts per place; `placeOf` says where a container is, -1 where it is not in the building. */
  amountsOf(low: number, high: number, placeOf: (container: ObjectHash) => number): PlaceAmount[] {
    const sums = new Map<number, number>()
    for (const [holder, amount] of this.#byClass[this.#classes.index.find(low, high)] ?? []) {
      const place = holder < placesEnd ? holder : placeOf(this.#containers.hash(holder - placesEnd))
      if (place >= 0) sums.set(place, (sums.get(place) ?? 0) + amount)
    }
    return [...sums]
      .filter(([, amount]) => amount !== 0)
      .map(([place, amount]) => ({ place, amount: amount / perUnit }))
      .sort((a, b) => a.place - b.place)
  }

  contentsOf(container: ObjectHash): ClassAmount[] {
    const held = this.#byContainer[this.#containers.index.find(container[0], container[1])] ?? []
    return [...held]
      .filter(([, amount]) => amount !== 0)
      .map(([id, amount]) => ({ class: this.#classes.hash(id), amount: amount / perUnit }))
      .sort((a, b) => a.class[1] - b.class[1] || a.class[0] - b.class[0])
  }

  /** Sums per step and place of a document. */
  documentSums(document: ObjectHash): { step: number; place: number; amount: number }[] {
    return [...(this.#byDocument[this.#documents.index.find(document[0], document[1])] ?? [])]
      .filter(([, amount]) => amount !== 0)
      .map(([key, amount]) => ({ step: Math.floor(key / placesEnd), place: key % placesEnd, amount: amount / perUnit }))
      .sort((a, b) => a.step - b.step || a.place - b.place)
  }

  /** All sums as rows of six numbers: kind, the two hashes, key or third hash, and the amount in millionths. */
  *rows(): Iterable<readonly [number, number, number, number, number, number]> {
    for (const [id, held] of this.#byClass.entries()) {
      for (const [holder, amount] of held ?? []) {
        const [low, high] = this.#classes.hash(id)
        if (holder < placesEnd) yield [0, low, high, holder, 0, amount]
        else yield [1, low, high, ...this.#containers.hash(holder - placesEnd), amount]
      }
    }
    for (const [id, sums] of this.#byDocument.entries()) {
      for (const [key, amount] of sums ?? []) yield [2, ...this.#documents.hash(id), key, 0, amount]
    }
  }

  restoreRow(kind: number, low: number, high: number, key: number, more: number, millionths: number): void {
    const amount = millionths / perUnit
    if (kind === 0) this.atPlace(low, high, key, amount)
    else if (kind === 1) this.inContainer(low, high, [key, more], amount)
    else this.ofDocument(low, high, Math.floor(key / placesEnd), key % placesEnd, amount)
  }

  #add(table: Map<number, number>[], id: number, key: number, amount: number): void {
    let sums = table[id]
    if (sums === undefined) {
      sums = new Map()
      table[id] = sums
    }
    const sum = (sums.get(key) ?? 0) + Math.round(amount * perUnit)
    if (sum === 0) sums.delete(key)
    else sums.set(key, sum)
  }
}
