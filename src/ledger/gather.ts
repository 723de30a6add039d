// Copies chosen rows of columns. One column a loop and one loop a function: few arrays are in use at a time, and the engine compiles
// each loop once, where it compiles a long function anew behind each of its loops. One function a type: what sees several
// types of array is slow on each.
import type { EventBatch } from '../model/index.ts'

export function takeF64(out: Float64Array, from: Float64Array, rows: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) out[i] = from[rows[i]!]!
}

export function takeI32(out: Int32Array, from: Int32Array, rows: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) out[i] = from[rows[i]!]!
}

export function takeU32(out: Uint32Array, from: Uint32Array, rows: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) out[i] = from[rows[i]!]!
}

export function takeI16(out: Int16Array, from: Int16Array, rows: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) out[i] = from[rows[i]!]!
}

export function takeU16(out: Uint16Array, from: Uint16Array, rows: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) out[i] = from[rows[i]!]!
}

export function takeU8(out: Uint8Array, from: Uint8Array, rows: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) out[i] = from[rows[i]!]!
}

/** Words, as a dictionary of their own names them. */
export function takeWordsOf(out: Uint32Array, from: Uint32Array, rows: Uint32Array, map: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) out[i] = map[from[rows[i]!]!]!
}

export function takeContextsOf(out: Uint16Array, from: Uint16Array, rows: Uint32Array, map: Uint16Array): void {
  for (let i = 0; i < rows.length; i++) out[i] = map[from[rows[i]!]!]!
}

/** Hashes: two halves a row. */
export function takeHashes(out: Uint32Array, from: Uint32Array, rows: Uint32Array): void {
  for (let i = 0, to = 0; i < rows.length; i++, to += 2) {
    const at = 2 * rows[i]!
    out[to] = from[at]!
    out[to + 1] = from[at + 1]!
  }
}

/** Where the references of each row begin, and where the last one's end. */
export function takeRefStarts(out: Uint32Array, refStart: Uint32Array, rows: Uint32Array): void {
  let ref = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    out[i] = ref
    ref += refStart[row + 1]! - refStart[row]!
  }
  out[rows.length] = ref
}

export function takeRefs(
  out: Pick<EventBatch, 'refRole' | 'refHash'>,
  { refStart, refRole, refHash }: EventBatch,
  rows: Uint32Array,
): void {
  const { refRole: roles, refHash: hashes } = out
  let to = 0
  for (let i = 0; i < rows.length; i++) {
    const end = refStart[rows[i]! + 1]!
    for (let ref = refStart[rows[i]!]!; ref < end; ref++, to++) {
      roles[to] = refRole[ref]!
      hashes[2 * to] = refHash[2 * ref]!
      hashes[2 * to + 1] = refHash[2 * ref + 1]!
    }
  }
}

export function takeQuantities(out: Float64Array, { refStart, refQuantity }: EventBatch, rows: Uint32Array): void {
  let to = 0
  for (let i = 0; i < rows.length; i++) {
    const end = refStart[rows[i]! + 1]!
    for (let ref = refStart[rows[i]!]!; ref < end; ref++, to++) out[to] = refQuantity[ref]!
  }
}

/** Texts and where they begin. Neighbours are copied in one stroke: most batches lose only a few rows. */
export function takeTexts(
  out: { readonly raw: Uint8Array; readonly rawStart: Uint32Array },
  { raw, rawStart }: EventBatch,
  rows: Uint32Array,
): void {
  let to = 0
  for (let i = 0; i < rows.length; ) {
    const start = rawStart[rows[i]!]!
    const shift = to - start
    let row = rows[i]!
    do {
      out.rawStart[i++] = rawStart[row]! + shift
      row++
    } while (i < rows.length && rows[i] === row)
    const text = raw.subarray(start, rawStart[row])
    out.raw.set(text, to)
    to += text.length
  }
  out.rawStart[rows.length] = to
}
