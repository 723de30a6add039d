import type { Core } from './core.ts'
import type { SiteSalt } from './objectIndex.ts'
import { isDropped, readAt, recordTimeOf, type StoredRow, seesExact, zoneOf } from './stored.ts'
import { floorQuarter } from './time.ts'
import { newTop } from './top.ts'
import type { Hash, HistoryRef, HistoryRow, Ledger, Reader } from './types.ts'

/** Rows of frames whose columns are kept between questions: corrections ask for many objects of the same minutes. */
const rowsKeptMax = 1 << 19

/** An object's events, from the object index. */
export function newHistory(core: Core, saltOf: (siteId: string) => SiteSalt): Ledger['history'] {
  const columnsAt = newColumnCache(core)
  return async (siteId, object, { limit, reader }) => {
    const salt = saltOf(siteId)
    for (;;) {
      const { generation } = core
      const newest = newTop<HistoryRow>(limit, (a, b) => -byTimeAndIdentity(a, b))
      const places = core.objects.find((object[0] ^ salt[0]) >>> 0, (object[1] ^ salt[1]) >>> 0)
      let read = 0
      for (const [file, offset] of places) {
        if (core.generation !== generation) break
        const meta = core.files.metas.get(file)!
        if (meta.siteId !== siteId || offset >= meta.length) continue
        const stored = columnsAt(file, offset)
        for (const row of stored.rowsOf(object)) {
          if (isDropped(meta, stored.part, row)) continue
          newest.offer(historyRow({ ...stored, row }, reader))
        }
        if (++read % 16 === 0) await core.ports.breathe()
      }
      if (core.generation === generation) return newest.sorted().reverse()
    }
  }
}

/** Columns of a frame and the way to the rows of an object. */
type KeptColumns = Omit<StoredRow, 'row'> & { readonly rowsOf: (object: Hash) => number[] }

/** The columns of a frame, the last used ones kept; forgotten whenever files are rewritten or erased. */
function newColumnCache(core: Core): (file: number, offset: number) => KeptColumns {
  const kept = new Map<string, KeptColumns>()
  let rows = 0
  let generation = core.generation
  return (file, offset) => {
    if (generation !== core.generation) {
      kept.clear()
      rows = 0
      generation = core.generation
    }
    const key = `${file} ${offset}`
    const known = kept.get(key)
    if (known !== undefined) {
      kept.delete(key)
      kept.set(key, known)
      return known
    }
    const stored = readAt(core, file, offset, false)
    const read = { ...stored, rowsOf: rowFinder(stored.part.batch) }
    kept.set(key, read)
    rows += read.part.batch.count
    for (const [oldest, { part }] of kept) {
      if (rows <= rowsKeptMax || oldest === key) break
      kept.delete(oldest)
      rows -= part.batch.count
    }
    return read
  }
}

/** Finds the rows of a batch that mention an object, ascending: references chained by the low word of their hash. */
function rowFinder({ refHash, refStart, count }: StoredRow['part']['batch']): (object: Hash) => number[] {
  const refs = refStart[count] ?? 0
  const size = 2 ** Math.ceil(Math.log2(refs + 1))
  const heads = new Int32Array(size).fill(-1)
  const before = new Int32Array(refs)
  const rowOf = new Int32Array(refs)
  for (let row = 0; row < count; row++) {
    for (let ref = refStart[row]!; ref < refStart[row + 1]!; ref++) {
      const bucket = refHash[2 * ref]! & (size - 1)
      before[ref] = heads[bucket]!
      heads[bucket] = ref
      rowOf[ref] = row
    }
  }
  return ([low, high]) => {
    const rows: number[] = []
    for (let ref = heads[low & (size - 1)]!; ref >= 0; ref = before[ref]!) {
      const row = rowOf[ref]!
      if (refHash[2 * ref] === low && refHash[2 * ref + 1] === high && rows.at(-1) !== row) rows.push(row)
    }
    return rows.reverse()
  }
}

function historyRow({ meta, part, row }: StoredRow, reader: Reader | 'fold'): HistoryRow {
  const { batch, placement } = part
  // Folding is inside: it sees what is stored, so that a corrected object comes out as it was before.
  const exact = reader === 'fold' ? meta.tier !== 'coarse' : seesExact(meta, part, reader)
  const seen = (ms: number): number => (exact ? ms : floorQuarter(ms))
  const refs: HistoryRef[] = []
  for (let ref = batch.refStart[row]!; ref < batch.refStart[row + 1]!; ref++) {
    refs.push({
      role: batch.refRole[ref]!,
      hash: [batch.refHash[2 * ref]!, batch.refHash[2 * ref + 1]!],
      quantity: batch.refQuantity[ref]!,
    })
  }
  return {
    eventTimeMs: seen(batch.eventTimeMs[row]!),
    offsetMin: batch.offsetMin[row]!,
    recordTimeMs: seen(recordTimeOf(part, row)),
    idHash: [batch.idHash[2 * row]!, batch.idHash[2 * row + 1]!],
    type: batch.type[row]!,
    action: batch.action[row]!,
    flags: batch.flags[row]!,
    bizStep: batch.words[batch.bizStep[row]!]!,
    disposition: batch.words[batch.disposition[row]!]!,
    readPoint: placeName(batch.readPoint[row]!),
    bizLocation: placeName(batch.bizLocation[row]!),
    place: placement.place[row]!,
    step: placement.step[row]!,
    source: meta.source,
    precision: exact ? 'exact' : 'quarterHour',
    refs,
  }

  function placeName(word: number): string {
    return exact || meta.tier === 'coarse' || word === 0 ? batch.words[word]! : zoneOf(part, row)
  }
}

function byTimeAndIdentity(a: HistoryRow, b: HistoryRow): number {
  return a.eventTimeMs - b.eventTimeMs || a.idHash[1] - b.idHash[1] || a.idHash[0] - b.idHash[0]
}
