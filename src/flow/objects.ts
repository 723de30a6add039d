import { Along } from './along.ts'
import { Containers } from './containers.ts'
import { HashIndex } from './hashIndex.ts'
import { chunkBits, chunkMask, Pool } from './pool.ts'
import { alongBit, F64, flag, idBits, shownBits, U8, U16, U32 } from './record.ts'

/**
 * Records of what is in the building, and who is inside whom. What is in a container stands in one of two lists: that of
 * what is shown one by one, and that of what goes along (`Along`).
 */
export class Objects {
  readonly pool = new Pool(U8.size, U32.next)
  readonly index = new HashIndex(this.pool, U32.low)
  readonly containers = new Containers()
  readonly along = new Along()

  find(low: number, high: number): number {
    return this.index.find(low, high)
  }

  add(low: number, high: number): number {
    const row = this.pool.add()
    const u32 = this.pool.u32[row >>> chunkBits]!
    const at = (row & chunkMask) * U32.size
    u32[at + U32.low] = low
    u32[at + U32.high] = high
    this.index.add(low, high, row)
    this.setFlags(row, flag.live)
    return row
  }

  /** The caller has taken it out of its container and emptied it. */
  remove(row: number): void {
    const container = this.u32(row, U32.container)
    if (container !== 0) this.containers.pool.free(container)
    this.index.remove(this.u32(row, U32.low), this.u32(row, U32.high), row)
    this.pool.free(row)
  }

  f64(row: number, field: number): number {
    return this.pool.f64[row >>> chunkBits]![(row & chunkMask) * F64.size + field]!
  }
  setF64(row: number, field: number, value: number): void {
    this.pool.f64[row >>> chunkBits]![(row & chunkMask) * F64.size + field] = value
  }
  u32(row: number, field: number): number {
    return this.pool.u32[row >>> chunkBits]![(row & chunkMask) * U32.size + field]!
  }
  setU32(row: number, field: number, value: number): void {
    this.pool.u32[row >>> chunkBits]![(row & chunkMask) * U32.size + field] = value
  }
  u16(row: number, field: number): number {
    return this.pool.u16[row >>> chunkBits]![(row & chunkMask) * U16.size + field]!
  }
  u8(row: number, field: number): number {
    return this.pool.u8[row >>> chunkBits]![(row & chunkMask) * U8.size + field]!
  }
  flags(row: number): number {
    return this.u8(row, U8.flags)
  }
  /** Sets bits; none is taken away. */
  setFlags(row: number, bits: number): void {
    this.pool.u8[row >>> chunkBits]![(row & chunkMask) * U8.size + U8.flags]! |= bits
  }

  /** The newest statement of any kind about the object itself. */
  newestOf(row: number): number {
    const f64 = this.pool.f64[row >>> chunkBits]!
    const at = (row & chunkMask) * F64.size
    const own = Math.max(f64[at + F64.placeAt]!, f64[at + F64.stepAt]!, f64[at + F64.linkAt]!)
    const container = this.u32(row, U32.container)
    return container === 0 ? own : Math.max(own, this.containers.heldAt(container))
  }

  /** Puts the object into a container; it is in none. */
  putInto(row: number, parent: number): void {
    const container = this.containerOf(parent)
    this.setU32(row, U32.parent, parent)
    this.containers.addCount(container, 1)
    this.#pushSingle(container, row)
  }

  /** Takes the object out of its container, if it is in one. */
  takeOut(row: number): void {
    const parent = this.u32(row, U32.parent)
    if (parent === 0) return
    const container = this.u32(parent, U32.container)
    if (this.isAlong(row)) this.#tellShown(row, container)
    this.#unlink(row, container)
    this.containers.addCount(container, -1)
    this.setU32(row, U32.parent, 0)
    this.setU32(row, U32.next, 0)
    this.setU32(row, U32.previous, 0)
  }

  isAlong(row: number): boolean {
    return this.u32(row, U32.previous) >= alongBit
  }

  /** What goes along no longer does: something is about to be said of it alone. */
  singleOut(row: number): void {
    if (!this.isAlong(row)) return
    const container = this.u32(this.u32(row, U32.parent), U32.container)
    this.#tellShown(row, container)
    this.#unlink(row, container)
    this.#pushSingle(container, row)
  }

  /** All that is shown one by one, the last of which is `last`, goes along from now on. */
  goAlong(container: number, last: number): void {
    const first = this.containers.first(container)
    let count = 0
    for (let child = first; child !== 0; child = this.u32(child, U32.next)) {
      this.setU32(child, U32.previous, (this.u32(child, U32.previous) | alongBit) >>> 0)
      count++
    }
    const rest = this.along.first(container)
    if (rest === 0) {
      const place = this.u16(last, U16.shownPlace)
      const step = this.u8(last, U8.shownStep)
      this.along.show(container, place, step, this.u32(last, U32.shownSince), this.flags(last) & shownBits)
    }
    this.setU32(last, U32.next, rest)
    if (rest !== 0) this.setU32(rest, U32.previous, (last | alongBit) >>> 0)
    this.along.setFirst(container, first, count)
    this.containers.setFirst(container, 0)
  }

  /** Nothing goes along with the container any more. */
  dissolve(container: number): void {
    const first = this.along.first(container)
    if (first === 0) return
    let last = first
    for (let child = first; child !== 0; child = this.u32(child, U32.next)) {
      this.#tellShown(child, container)
      this.setU32(child, U32.previous, this.u32(child, U32.previous) & idBits)
      last = child
    }
    const single = this.containers.first(container)
    this.setU32(last, U32.next, single)
    if (single !== 0) this.setU32(single, U32.previous, last)
    this.containers.setFirst(container, first)
    this.along.setFirst(container, 0, -this.along.count(container))
  }

  /** Every record stands for itself, as a snapshot holds it. */
  dissolveAll(): void {
    for (let container = 1; container < this.containers.pool.end; container++) this.dissolve(container)
    this.along.takeStale()
  }

  /** Brings the records of what goes along to where it is shown: for those that read them one by one. */
  tellShown(): void {
    for (const container of this.along.takeStale()) {
      for (let child = this.along.first(container); child !== 0; child = this.u32(child, U32.next)) {
        this.#tellShown(child, container)
      }
    }
  }

  /** The object's container record, made when there is none. */
  containerOf(row: number): number {
    const known = this.u32(row, U32.container)
    if (known !== 0) return known
    const made = this.containers.pool.add()
    this.setU32(row, U32.container, made)
    return made
  }

  /** Something directly inside, 0 where nothing is. */
  firstInside(container: number): number {
    if (container === 0) return 0
    const single = this.containers.first(container)
    return single === 0 ? this.along.first(container) : single
  }

  contentsOf(row: number): number[] {
    const container = this.u32(row, U32.container)
    const out: number[] = []
    if (container === 0) return out
    for (let child = this.containers.first(container); child !== 0; child = this.u32(child, U32.next)) out.push(child)
    for (let child = this.along.first(container); child !== 0; child = this.u32(child, U32.next)) out.push(child)
    return out
  }

  #pushSingle(container: number, row: number): void {
    const first = this.containers.first(container)
    this.setU32(row, U32.next, first)
    this.setU32(row, U32.previous, 0)
    if (first !== 0) this.setU32(first, U32.previous, row)
    this.containers.setFirst(container, row)
  }

  #unlink(row: number, container: number): void {
    const next = this.u32(row, U32.next)
    const linked = this.u32(row, U32.previous)
    const previous = linked & idBits
    if (next !== 0) this.setU32(next, U32.previous, linked)
    if (previous !== 0) this.setU32(previous, U32.next, next)
    if (linked >= alongBit) this.along.setFirst(container, previous === 0 ? next : this.along.first(container), -1)
    else if (previous === 0) this.containers.setFirst(container, next)
  }

  /** Where it is shown, into the record of what goes along. */
  #tellShown(row: number, container: number): void {
    const { along, pool } = this
    const chunk = row >>> chunkBits
    const index = row & chunkMask
    const u8 = pool.u8[chunk]!
    pool.u32[chunk]![index * U32.size + U32.shownSince] = along.since(container)
    pool.u16[chunk]![index * U16.size + U16.shownPlace] = along.place(container)
    u8[index * U8.size + U8.shownStep] = along.step(container)
    u8[index * U8.size + U8.flags] = (u8[index * U8.size + U8.flags]! & ~shownBits) | along.bits(container)
  }
}
