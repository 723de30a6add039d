import { assert } from '../base/index.ts'
import type { BatchPlacement, EventBatch } from '../model/index.ts'
import { jsonBytes, jsonValue } from './frame.ts'
import {
  takeContextsOf,
  takeF64,
  takeHashes,
  takeI16,
  takeI32,
  takeQuantities,
  takeRefStarts,
  takeRefs,
  takeTexts,
  takeU8,
  takeU16,
  takeU32,
  takeWordsOf,
} from './gather.ts'

/** Rows of one part as they stand in a frame: `head` holds the columns, `batch.raw` is the body. */
export interface Part extends PartDictionary {
  readonly batch: EventBatch
  readonly placement: BatchPlacement
  /** Of every row; NaN where the rows have their own (`recordMs`) or the file knows it. */
  readonly recordTimeMs: number
  /** Coarse parts only: recordTime of each row, floored to the quarter hour. */
  readonly recordMs: Float64Array | undefined
}

/** What a part says in strings besides its batch's words and contexts. */
interface PartDictionary {
  /** Identifier of the zone of each place index that occurs; hand parts only. */
  readonly zones: ReadonlyMap<number, string>
  /** Feed that sent it; fine parts only. */
  readonly feed: string
}

interface StoredDictionary {
  readonly words: string[]
  readonly contexts: string[]
  readonly zones?: [number, string][]
  readonly feed?: string
}

export interface GatherInput {
  readonly batch: EventBatch
  readonly placement: BatchPlacement
  /** Rows to take, ascending, of one (source, retention). */
  readonly rows: Uint32Array
  readonly recordTimeMs: number
  readonly recordMs?: Float64Array
  readonly zoneOf?: (place: number) => string
  readonly feed?: string
  /** Memory for the text; a buffer of its own when left out. */
  readonly textOf?: (bytes: number) => Uint8Array
  /** Memory for the head, at a multiple of 8; a buffer of its own when left out. */
  readonly headOf?: (bytes: number) => Uint8Array
}

const preludeBytes = 32
const recordTimeAt = 16
const hasQuantities = 1
const hasRecordMs = 2

/**
 * Copies the rows into one buffer laid out as the frame's head, columns widest first so that each is aligned, and gives the
 * part as views on it: what is written and what flow reads is the same memory. `contributor` stays outside the head.
 */
export function gatherPart(input: GatherInput): { head: Uint8Array; part: Part } {
  const { batch, placement, rows } = input
  const count = rows.length
  const shape = measure(batch, rows)
  const words = takeWords(batch, rows)
  const contexts = takeContexts(batch, rows)
  const zones = input.zoneOf === undefined ? undefined : takeZones(placement, rows, input.zoneOf)
  const stored: StoredDictionary = { words: words.taken, contexts: contexts.taken }
  if (zones !== undefined) Object.assign(stored, { zones: [...zones], feed: input.feed ?? '' })
  const dictionary = jsonBytes(stored)

  const flags = (shape.quantities ? hasQuantities : 0) | (input.recordMs === undefined ? 0 : hasRecordMs)
  const bytes = headBytes(count, shape.refs, flags) + dictionary.length
  const head = input.headOf?.(bytes) ?? new Uint8Array(bytes)
  const view = new DataView(head.buffer, head.byteOffset, bytes)
  view.setUint32(0, count, true)
  view.setUint32(4, shape.refs, true)
  view.setUint32(8, dictionary.length, true)
  view.setUint32(12, flags, true)
  view.setFloat64(recordTimeAt, input.recordTimeMs, true)
  head.set(dictionary, head.length - dictionary.length)
  const out = viewColumns(head, count, shape.refs, flags)
  if (input.recordMs !== undefined) out.recordMs!.set(input.recordMs)

  const raw = input.textOf?.(shape.rawBytes) ?? new Uint8Array(shape.rawBytes)
  const contributor = new Uint32Array(count)
  takeF64(out.eventTimeMs, batch.eventTimeMs, rows)
  takeHashes(out.idHash, batch.idHash, rows)
  takeHashes(out.contentHash, batch.contentHash, rows)
  takeWordsOf(out.bizStep, batch.bizStep, rows, words.map)
  takeWordsOf(out.disposition, batch.disposition, rows, words.map)
  takeWordsOf(out.readPoint, batch.readPoint, rows, words.map)
  takeWordsOf(out.bizLocation, batch.bizLocation, rows, words.map)
  takeContextsOf(out.context, batch.context, rows, contexts.map)
  takeI16(out.offsetMin, batch.offsetMin, rows)
  takeU8(out.type, batch.type, rows)
  takeU8(out.action, batch.action, rows)
  takeU8(out.flags, batch.flags, rows)
  takeI32(out.day, placement.day, rows)
  takeU16(out.place, placement.place, rows)
  takeU8(out.step, placement.step, rows)
  takeU32(contributor, batch.contributor, rows)
  takeRefStarts(out.refStart, batch.refStart, rows)
  takeRefs(out, batch, rows)
  if (shape.quantities) takeQuantities(out.refQuantity, batch, rows)
  takeTexts({ raw, rawStart: out.rawStart }, batch, rows)
  if (!shape.quantities) out.refQuantity.fill(Number.NaN)

  const source = placement.source[rows[0]!]!
  const retention = placement.retention[rows[0]!]!
  const part = makePart(
    out,
    { siteId: placement.siteId, source, retention },
    stored,
    raw,
    contributor,
    input.recordTimeMs,
  )
  return { head, part }
}

/** Writes the record time, known only at the commit, into a head that was laid out before. */
export function stampHead(head: Uint8Array, recordTimeMs: number): void {
  new DataView(head.buffer, head.byteOffset, head.length).setFloat64(recordTimeAt, recordTimeMs, true)
}

/** The part that stands in a frame's head; `raw` is the body, or undefined for columns only. */
export function readPart(
  head: Uint8Array,
  raw: Uint8Array | undefined,
  home: { siteId: string; source: number; retention: number },
): Part {
  // Views need alignment; a decrypted or sliced head may stand anywhere.
  const bytes = head.byteOffset % 8 === 0 ? head : head.slice()
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const count = view.getUint32(0, true)
  const refs = view.getUint32(4, true)
  const dictionaryBytes = view.getUint32(8, true)
  const flags = view.getUint32(12, true)
  const recordTimeMs = view.getFloat64(recordTimeAt, true)
  assert(bytes.length === headBytes(count, refs, flags) + dictionaryBytes, 'a head as long as its columns')
  const stored = jsonValue<StoredDictionary>(bytes.subarray(bytes.length - dictionaryBytes))
  const out = viewColumns(bytes, count, refs, flags)
  if ((flags & hasQuantities) === 0) out.refQuantity.fill(Number.NaN)
  if (raw === undefined) out.rawStart = new Uint32Array(count + 1)
  return makePart(out, home, stored, raw ?? new Uint8Array(0), new Uint32Array(count), recordTimeMs)
}

function makePart(
  out: Columns,
  home: { siteId: string; source: number; retention: number },
  stored: StoredDictionary,
  raw: Uint8Array,
  contributor: Uint32Array,
  recordTimeMs: number,
): Part {
  const { day, place, step, recordMs, ...columns } = out
  const count = out.type.length
  return {
    batch: {
      ...columns,
      count,
      row: new Float64Array(count),
      raw,
      contributor,
      words: stored.words,
      contexts: stored.contexts,
    },
    placement: {
      siteId: home.siteId,
      source: new Uint8Array(count).fill(home.source),
      retention: new Uint8Array(count).fill(home.retention),
      day,
      place,
      step,
    },
    zones: new Map(stored.zones ?? []),
    feed: stored.feed ?? '',
    recordTimeMs,
    recordMs,
  }
}

type Columns = ReturnType<typeof viewColumns>

function headBytes(count: number, refs: number, flags: number): number {
  const perRow = 8 + 8 + 8 + 4 + 4 + 4 * 4 + 4 + 2 * 3 + 4 + (flags & hasRecordMs ? 8 : 0)
  const perRef = 8 + 1 + (flags & hasQuantities ? 8 : 0)
  // refStart and rawStart have one entry more than there are rows.
  return preludeBytes + count * perRow + refs * perRef + 8
}

/** Views on the columns of a head. Order and widths are the format: change them only with the version. */
function viewColumns(head: Uint8Array, count: number, refs: number, flags: number) {
  let at = head.byteOffset + preludeBytes
  const { buffer } = head
  const f64 = (length: number) => {
    at += length * 8
    return new Float64Array(buffer, at - length * 8, length)
  }
  const u32 = (length: number) => {
    at += length * 4
    return new Uint32Array(buffer, at - length * 4, length)
  }
  const u16 = (length: number) => {
    at += length * 2
    return new Uint16Array(buffer, at - length * 2, length)
  }
  const u8 = (length: number) => {
    at += length
    return new Uint8Array(buffer, at - length, length)
  }
  const eventTimeMs = f64(count)
  const recordMs = (flags & hasRecordMs) !== 0 ? f64(count) : undefined
  const refQuantity = (flags & hasQuantities) !== 0 ? f64(refs) : new Float64Array(refs)
  const idHash = u32(2 * count)
  const contentHash = u32(2 * count)
  const refHash = u32(2 * refs)
  const refStart = u32(count + 1)
  const rawStart = u32(count + 1)
  const bizStep = u32(count)
  const disposition = u32(count)
  const readPoint = u32(count)
  const bizLocation = u32(count)
  const day = new Int32Array(buffer, u32(count).byteOffset, count)
  const offsetMin = new Int16Array(buffer, u16(count).byteOffset, count)
  const context = u16(count)
  const place = u16(count)
  const type = u8(count)
  const action = u8(count)
  const flagsOut = u8(count)
  const step = u8(count)
  const refRole = u8(refs)
  return {
    eventTimeMs,
    recordMs,
    refQuantity,
    idHash,
    contentHash,
    refHash,
    refStart,
    rawStart,
    bizStep,
    disposition,
    readPoint,
    bizLocation,
    day,
    offsetMin,
    context,
    place,
    type,
    action,
    flags: flagsOut,
    step,
    refRole,
  }
}

function measure(batch: EventBatch, rows: Uint32Array): { refs: number; rawBytes: number; quantities: boolean } {
  let refs = 0
  let rawBytes = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    refs += batch.refStart[row + 1]! - batch.refStart[row]!
    rawBytes += batch.rawStart[row + 1]! - batch.rawStart[row]!
  }
  return { refs, rawBytes, quantities: anyQuantity(batch, rows) }
}

function anyQuantity({ refStart, refQuantity }: EventBatch, rows: Uint32Array): boolean {
  for (let i = 0; i < rows.length; i++) {
    const end = refStart[rows[i]! + 1]!
    for (let r = refStart[rows[i]!]!; r < end; r++) if (!Number.isNaN(refQuantity[r]!)) return true
  }
  return false
}

function takeWords(batch: EventBatch, rows: Uint32Array): { map: Uint32Array; taken: string[] } {
  const map = new Uint32Array(batch.words.length)
  const taken = ['']
  const take = (word: number): void => {
    if (word !== 0 && map[word] === 0) map[word] = taken.push(batch.words[word]!) - 1
  }
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    take(batch.bizStep[row]!)
    take(batch.disposition[row]!)
    take(batch.readPoint[row]!)
    take(batch.bizLocation[row]!)
  }
  return { map, taken }
}

/** `contexts[0]` is kept, used or not: it is the standard's own. */
function takeContexts(batch: EventBatch, rows: Uint32Array): { map: Uint16Array; taken: string[] } {
  const map = new Uint16Array(batch.contexts.length)
  const taken = [batch.contexts[0] ?? '']
  for (let i = 0; i < rows.length; i++) {
    const context = batch.context[rows[i]!]!
    if (context !== 0 && map[context] === 0) map[context] = taken.push(batch.contexts[context]!) - 1
  }
  return { map, taken }
}

function takeZones(
  placement: BatchPlacement,
  rows: Uint32Array,
  zoneOf: (place: number) => string,
): ReadonlyMap<number, string> {
  const zones = new Map<number, string>()
  const seen = new Uint8Array(1 << 16)
  for (let i = 0; i < rows.length; i++) {
    const place = placement.place[rows[i]!]!
    if (seen[place] === 1) continue
    seen[place] = 1
    zones.set(place, zoneOf(place))
  }
  return zones
}
