/** Records of a chunk: growth allocates one chunk more and copies nothing. */
export const chunkBits = 14
const chunkRecords = 1 << chunkBits
export const chunkMask = chunkRecords - 1

/**
 * Fixed-size records in chunks of typed arrays: one record lies together, because a random record costs one
 * cache miss and not one a column. Ids run from 1; 0 means none. Fields are read through the four views at
 * `(id & chunkMask) * stride/width + field`. Freed records are zero but for the link to the next free one.
 */
export class Pool {
  readonly f64: Float64Array[] = []
  readonly u32: Uint32Array[] = []
  readonly u16: Uint16Array[] = []
  readonly u8: Uint8Array[] = []
  readonly strideBytes: number
  /** Index of the 32-bit field that links free records. */
  readonly #freeField: number
  #freeHead = 0
  /** Ids below this were handed out once. */
  end = 1
  live = 0

  constructor(strideBytes: number, freeField: number) {
    this.strideBytes = strideBytes
    this.#freeField = freeField
  }

  get bytes(): number {
    return this.u8.length * chunkRecords * this.strideBytes
  }

  get freeHead(): number {
    return this.#freeHead
  }

  /** A record whose fields are all zero. */
  add(): number {
    this.live++
    const id = this.#freeHead
    if (id !== 0) {
      const at = (id & chunkMask) * (this.strideBytes >> 2) + this.#freeField
      this.#freeHead = this.u32[id >>> chunkBits]![at]!
      this.u32[id >>> chunkBits]![at] = 0
      return id
    }
    if (this.end >>> chunkBits === this.u8.length) this.#grow(new ArrayBuffer(chunkRecords * this.strideBytes))
    return this.end++
  }

  free(id: number): void {
    const start = (id & chunkMask) * this.strideBytes
    this.u8[id >>> chunkBits]!.fill(0, start, start + this.strideBytes)
    this.u32[id >>> chunkBits]![(start >> 2) + this.#freeField] = this.#freeHead
    this.#freeHead = id
    this.live--
  }

  /** Takes over records as a snapshot holds them. */
  adopt(parts: { end: number; live: number; freeHead: number; chunks: readonly ArrayBuffer[] }): void {
    for (const chunk of parts.chunks) this.#grow(chunk)
    this.end = parts.end
    this.live = parts.live
    this.#freeHead = parts.freeHead
  }

  #grow(chunk: ArrayBuffer): void {
    this.f64.push(new Float64Array(chunk))
    this.u32.push(new Uint32Array(chunk))
    this.u16.push(new Uint16Array(chunk))
    this.u8.push(new Uint8Array(chunk))
  }
}
