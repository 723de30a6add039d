import type { BatchPlacement, EventBatch } from '../model/index.ts'
import { gatherPart, readPart } from './columns.ts'
import { handSource } from './files.ts'
import type { Crc32 } from './frame.ts'
import { newIdTable } from './idTable.ts'
import { splitRows } from './split.ts'

/**
 * A part as its frame will hold it, made ahead of its transaction, perhaps on another thread: rows of one (source, class, day).
 * Only the record time is missing in its head. `contributor` and `row` stand beside it and never reach a frame.
 */
export interface LaidOutPart {
  readonly source: number
  readonly retention: number
  readonly head: Uint8Array
  readonly raw: Uint8Array
  /** Checksum of `raw`; undefined for hand parts, which are stored sealed. */
  readonly rawCrc: number | undefined
  readonly contributor: Uint32Array
  readonly row: Float64Array
}

/** Rows that say again, to the byte, what a row before them in their document said: left out of the parts. */
export interface Repeats {
  /** `EventBatch.row` of each. */
  readonly row: Float64Array
  /** Two halves each. */
  readonly idHash: Uint32Array
}

export interface LaidOut {
  readonly parts: readonly LaidOutPart[]
  readonly repeats: Repeats
  /** No row of the parts has the identity of another row of the document up to here. */
  readonly distinct: boolean
}

/** Memory that holds what is laid out until the owner gives it back. */
export type MemoryOf = (bytes: number) => Uint8Array

/** Lays out the batches of one document after another. Needs no ledger, so it runs on any thread. */
export function newLayouter(options: { feed: string; zoneIdOf: (place: number) => string; crc32: Crc32 }) {
  const seen = newIdTable(1 << 16)
  return {
    /** A new document begins: what comes may have come in an earlier one, which only the ledger can tell. */
    begin(): void {
      if (seen.count > 0) seen.clear()
    },
    layOut(batch: EventBatch, placement: BatchPlacement, memoryOf: MemoryOf): LaidOut {
      const { rows, repeats, distinct } = firstOfTheirKind(seen, batch)
      const parts = splitRows(placement, rows).map((split): LaidOutPart => {
        const hand = split.source === handSource
        const { head, part } = gatherPart({
          batch,
          placement,
          rows: split.rows,
          recordTimeMs: Number.NaN,
          ...(hand ? { feed: options.feed, zoneOf: options.zoneIdOf } : {}),
          headOf: memoryOf,
          textOf: memoryOf,
        })
        const { raw, contributor } = part.batch
        const row = new Float64Array(split.rows.length)
        for (let i = 0; i < row.length; i++) row[i] = batch.row[split.rows[i]!]!
        const rawCrc = hand ? undefined : options.crc32(raw)
        return { source: split.source, retention: split.retention, head, raw, rawCrc, contributor, row }
      })
      return { parts, repeats, distinct }
    },
  }
}

/** A laid out part as a batch on the same memory, as `Transaction.append` takes it. */
export function openLaidOut(
  { source, retention, head, raw, contributor, row }: Omit<LaidOutPart, 'rawCrc'>,
  siteId: string,
): { batch: EventBatch; placement: BatchPlacement } {
  const { batch, placement } = readPart(head, raw, { siteId, source, retention })
  return { batch: { ...batch, contributor, row }, placement }
}

/**
 * Rows that are not repeats, ascending. The same identity with other content stays in: whether it says the same by value is
 * for the ledger to find out.
 */
function firstOfTheirKind(
  seen: ReturnType<typeof newIdTable>,
  { count, idHash, contentHash, row }: EventBatch,
): { rows: Uint32Array } & Pick<LaidOut, 'repeats' | 'distinct'> {
  const rows = new Uint32Array(count)
  const repeated: number[] = []
  seen.reserve(count)
  let kept = 0
  let distinct = true
  for (let i = 0; i < count; i++) {
    const low = idHash[2 * i]!
    const high = idHash[2 * i + 1]!
    const at = seen.find(low, high)
    if (at < 0) seen.add(low, high, contentHash[2 * i]!, contentHash[2 * i + 1]!, 0, 0)
    else if (seen.slots[at + 2] === contentHash[2 * i] && seen.slots[at + 3] === contentHash[2 * i + 1]) {
      repeated.push(i)
      continue
    } else distinct = false
    rows[kept++] = i
  }
  const repeats = { row: new Float64Array(repeated.length), idHash: new Uint32Array(2 * repeated.length) }
  for (const [to, i] of repeated.entries()) {
    repeats.row[to] = row[i]!
    repeats.idHash[2 * to] = idHash[2 * i]!
    repeats.idHash[2 * to + 1] = idHash[2 * i + 1]!
  }
  return { rows: rows.subarray(0, kept), repeats, distinct }
}
