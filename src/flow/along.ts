import { chunkBits, chunkMask } from './pool.ts'

const strideBytes = 48
const F = { placeAt: 0, stepAt: 1, linkAt: 2, size: 6 } as const
const U = { first: 6, count: 7, since: 8, stale: 9, size: 12 } as const
const place16 = { at: 20, size: 24 } as const
const B = { step: 42, bits: 43, size: 48 } as const

/**
 * Contents that go along with their container: units that say nothing of themselves any more, because everything was said of the
 * container since. All of one container are shown alike, and where, is kept once: a move of the container touches none
 * of them. Their own records tell where they were shown when they began to go along, or when `told` last wrote it there.
 *
 * 48 bytes by container id, for chunks of containers in which something ever went along. Nothing of it is durable.
 */
export class Along {
  readonly #f64: (Float64Array | undefined)[] = []
  readonly #u32: (Uint32Array | undefined)[] = []
  readonly #u16: (Uint16Array | undefined)[] = []
  readonly #u8: (Uint8Array | undefined)[] = []
  /** Containers whose contents' records are behind. */
  #stale: number[] = []

  get bytes(): number {
    return this.#u8.reduce((sum, chunk) => sum + (chunk?.length ?? 0), 0)
  }

  /** The first of them, 0 where nothing goes along; the others follow by `U32.next`. */
  first(container: number): number {
    const u32 = this.#u32[container >>> chunkBits]
    return u32 === undefined ? 0 : u32[(container & chunkMask) * U.size + U.first]!
  }

  count(container: number): number {
    const u32 = this.#u32[container >>> chunkBits]
    return u32 === undefined ? 0 : u32[(container & chunkMask) * U.size + U.count]!
  }

  setFirst(container: number, row: number, more: number): void {
    const u32 = this.#u32[container >>> chunkBits]!
    const at = (container & chunkMask) * U.size
    u32[at + U.first] = row
    u32[at + U.count]! += more
  }

  /** Newest statements of any of them (or of one that went along once): of its place, its step, what it is in. */
  placeAt(container: number): number {
    return this.#f64[container >>> chunkBits]![(container & chunkMask) * F.size + F.placeAt]!
  }
  stepAt(container: number): number {
    return this.#f64[container >>> chunkBits]![(container & chunkMask) * F.size + F.stepAt]!
  }
  linkAt(container: number): number {
    return this.#f64[container >>> chunkBits]![(container & chunkMask) * F.size + F.linkAt]!
  }

  place(container: number): number {
    return this.#u16[container >>> chunkBits]![(container & chunkMask) * place16.size + place16.at]!
  }
  step(container: number): number {
    return this.#u8[container >>> chunkBits]![(container & chunkMask) * B.size + B.step]!
  }
  since(container: number): number {
    return this.#u32[container >>> chunkBits]![(container & chunkMask) * U.size + U.since]!
  }
  bits(container: number): number {
    return this.#u8[container >>> chunkBits]![(container & chunkMask) * B.size + B.bits]!
  }

  /** More begin to go along; none did, or the bounds are raised. */
  noteNewest(container: number, placeAt: number, stepAt: number, linkAt: number): void {
    this.#makeChunk(container >>> chunkBits)
    const f64 = this.#f64[container >>> chunkBits]!
    const at = (container & chunkMask) * F.size
    const isFirst = this.count(container) === 0
    f64[at + F.placeAt] = isFirst ? placeAt : Math.max(placeAt, f64[at + F.placeAt]!)
    f64[at + F.stepAt] = isFirst ? stepAt : Math.max(stepAt, f64[at + F.stepAt]!)
    f64[at + F.linkAt] = isFirst ? linkAt : Math.max(linkAt, f64[at + F.linkAt]!)
  }

  /** Where all of them are shown from now on; their own records are behind. */
  show(container: number, place: number, step: number, since: number, bits: number): void {
    const chunk = container >>> chunkBits
    const index = container & chunkMask
    const u32 = this.#u32[chunk]!
    this.#u16[chunk]![index * place16.size + place16.at] = place
    this.#u8[chunk]![index * B.size + B.step] = step
    this.#u8[chunk]![index * B.size + B.bits] = bits
    u32[index * U.size + U.since] = since
    if (u32[index * U.size + U.stale] !== 0) return
    u32[index * U.size + U.stale] = 1
    this.#stale.push(container)
  }

  /** Containers whose contents' records are behind, each once; they are no longer when this returns. */
  takeStale(): readonly number[] {
    const stale = this.#stale
    this.#stale = []
    for (const container of stale) {
      this.#u32[container >>> chunkBits]![(container & chunkMask) * U.size + U.stale] = 0
    }
    return stale
  }

  #makeChunk(chunk: number): void {
    if (this.#u8[chunk] !== undefined) return
    const bytes = new ArrayBuffer((chunkMask + 1) * strideBytes)
    this.#f64[chunk] = new Float64Array(bytes)
    this.#u32[chunk] = new Uint32Array(bytes)
    this.#u16[chunk] = new Uint16Array(bytes)
    this.#u8[chunk] = new Uint8Array(bytes)
  }
}
