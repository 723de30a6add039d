import { hash64, hashOut } from '../base/index.ts'
import { type BatchPlacement, type EventBatch, eventFlags } from '../model/index.ts'
import type { Part } from './columns.ts'
import { type Core, newIds, newObjects } from './core.ts'
import type { Erasure } from './erase.ts'
import { type FileMeta, keyScope } from './files.ts'
import type { IdIndex } from './idIndex.ts'
import { dropRuns, indexKinds, replaceRuns } from './maintenance.ts'
import type { ObjectIndex, SiteSalt } from './objectIndex.ts'
import { type HeldRun, mergeHeld } from './runSet.ts'
import { contextOf, isDropped, rawOf, recordTimeOf, zoneOf } from './stored.ts'
import { dayMs, floorQuarter, quarterMs } from './time.ts'
import type { Receipt } from './types.ts'

export interface RewritePorts {
  exclusive<T>(work: () => Promise<T>): Promise<T>
  checkpoint(): Promise<void>
  readonly erasure: Erasure
  readonly dropSnapshotsBefore: (day: number) => Promise<number>
  readonly saltOf: (siteId: string) => SiteSalt
}

/** A hand scan as it will live on. */
interface CoarseRow {
  readonly part: Part
  readonly row: number
  readonly raw: Uint8Array
  /** eventTime, floored. */
  readonly quarter: number
  readonly recordMs: number
  readonly eventDay: number
  readonly zone: string
  readonly low: number
  readonly high: number
}

interface FreshIndexes {
  readonly ids: IdIndex
  readonly objects: ObjectIndex
}

/** Hand scans in memory at a time while a day is rewritten; a single quarter hour is never cut. */
const sliceRowsMax = 32_768
/** Rows of one coarse frame. */
const frameRowsMax = 4096

/**
 * Rewrites the hand scans of record days whose hold is over: writes coarse files and new index runs, names them in the
 * catalog in place of the fine ones, then removes those and destroys their keys. A crash before the catalog leaves the
 * fine tier as it was; one after it is made good at the next start.
 */
export async function rewriteFineParts(core: Core, nowMs: number, ports: RewritePorts): Promise<readonly Receipt[]> {
  const holdMs = Math.min(core.limits.fineHoldMs, 2 * dayMs)
  const firstLivingDay = Math.floor((nowMs - holdMs) / dayMs)
  // What is in memory goes to runs of its day first, so that the day's runs can be exchanged as a whole.
  await ports.exclusive(ports.checkpoint)
  const due = [...core.files.metas.values()].filter(
    (meta) => meta.tier === 'fine' && meta.length > 0 && meta.recordDay < firstLivingDay,
  )
  const groups = new Map<string, FileMeta[]>()
  for (const meta of due) {
    const members = groups.get(keyScope(meta))
    if (members === undefined) groups.set(keyScope(meta), [meta])
    else members.push(meta)
  }
  const receipts: Receipt[] = []
  if (due.length > 0) {
    const fresh: FreshIndexes = {
      ids: newIds({ files: core.files, runPorts: core.runPorts, saltOf: ports.saltOf }),
      objects: newObjects(core),
    }
    const coarse: FileMeta[] = []
    for (const members of groups.values()) {
      coarse.push(...(await coarsenGroup(core, members, fresh, ports.saltOf)))
      receipts.push(receiptOf(members, nowMs))
    }
    fresh.ids.flush(-1)
    fresh.objects.flush(-1)
    await core.files.sync()

    const days = new Set(due.map((meta) => meta.recordDay))
    const dead = new Set(due.map((meta) => meta.id))
    const isLive = (file: number): boolean => core.files.metas.has(file) && !dead.has(file)
    const old: HeldRun[] = []
    const next = { ids: [...fresh.ids.runs], objects: [...fresh.objects.runs] }
    for (const kind of ['ids', 'objects'] as const) {
      for (const day of days) {
        const ofDay = core[kind].runs.filter((each) => each.fineDay === day)
        if (ofDay.length === 0) continue
        next[kind].push(await mergeHeld(core.runPorts, ofDay, { fineDay: -1, ...indexKinds[kind], isLive }))
        old.push(...ofDay)
      }
    }
    await ports.exclusive(async () => {
      for (const meta of coarse) meta.length = core.files.handle(meta).size()
      ports.erasure.forget(due, receipts)
      for (const kind of ['ids', 'objects'] as const) replaceRuns(core, kind, old, next[kind])
      await ports.checkpoint()
      await ports.erasure.destroy(due)
    })
    dropRuns(core, old)
  }
  await ports.dropSnapshotsBefore(firstLivingDay)
  return receipts
}

/** Rewrites the fine files of one key into coarse files, by event day; they count only once the catalog names them. */
async function coarsenGroup(
  core: Core,
  fine: readonly FileMeta[],
  fresh: FreshIndexes,
  saltOf: (siteId: string) => SiteSalt,
): Promise<readonly FileMeta[]> {
  const made: FileMeta[] = []
  const current = new Map<number, FileMeta>()
  const { siteId, source, retention, recordDay } = fine[0]!
  const minCommit = Math.min(...fine.map((meta) => meta.minCommit))
  const maxCommit = Math.max(...fine.map((meta) => meta.maxCommit))
  for (const slice of slicesOf(await quarterCounts(core, fine))) {
    const rows = await rowsIn(core, fine, slice)
    rows.sort((a, b) => a.eventDay - b.eventDay || a.quarter - b.quarter || a.high - b.high || a.low - b.low)
    for (let start = 0; start < rows.length; ) {
      const { eventDay } = rows[start]!
      let end = start
      while (end < rows.length && end - start < frameRowsMax && rows[end]!.eventDay === eventDay) end++
      let meta = current.get(eventDay)
      if (meta === undefined || core.files.handle(meta).size() >= core.limits.fileBytesMax) {
        meta = core.files.create(core.nextId(), { siteId, source, retention, tier: 'coarse', eventDay, recordDay })
        Object.assign(meta, { minCommit, maxCommit })
        current.set(eventDay, meta)
        made.push(meta)
      }
      writeCoarse(core, meta, rows.slice(start, end), fresh, saltOf(siteId))
      start = end
    }
    await core.ports.breathe()
  }
  return made
}

/** How many rows each quarter hour of event time has. */
async function quarterCounts(core: Core, fine: readonly FileMeta[]): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>()
  for (const meta of fine) {
    for (const frame of core.files.frames(meta, 0, meta.length)) {
      for (const ms of core.files.readPartAt(meta, frame, false).batch.eventTimeMs) {
        counts.set(floorQuarter(ms), (counts.get(floorQuarter(ms)) ?? 0) + 1)
      }
      await core.ports.breathe()
    }
  }
  return counts
}

/** Ranges of event time, ascending, that hold about as many rows as may be in memory. */
function slicesOf(counts: ReadonlyMap<number, number>): readonly { startMs: number; endMs: number }[] {
  const slices: { startMs: number; endMs: number }[] = []
  let rows = Number.POSITIVE_INFINITY
  for (const [quarter, count] of [...counts].sort((a, b) => a[0] - b[0])) {
    if (rows + count > sliceRowsMax) {
      slices.push({ startMs: quarter, endMs: quarter + quarterMs })
      rows = count
    } else {
      slices.at(-1)!.endMs = quarter + quarterMs
      rows += count
    }
  }
  return slices
}

/** The rows of a slice, coarsened. Stretches of a file that do not touch the slice are passed over. */
async function rowsIn(
  core: Core,
  fine: readonly FileMeta[],
  slice: { startMs: number; endMs: number },
): Promise<CoarseRow[]> {
  const rows: CoarseRow[] = []
  for (const meta of fine) {
    for (const [i, block] of meta.blocks.entries()) {
      if (block.maxEventMs < slice.startMs || block.minEventMs >= slice.endMs) continue
      const end = Math.min(meta.length, meta.blocks[i + 1]?.offset ?? meta.length)
      for (const frame of core.files.frames(meta, block.offset, end)) {
        const part = core.files.readPartAt(meta, frame, true)
        for (let row = 0; row < part.batch.count; row++) {
          const ms = part.batch.eventTimeMs[row]!
          if (ms < slice.startMs || ms >= slice.endMs || isDropped(meta, part, row)) continue
          rows.push(coarseRow(core, part, row))
        }
        await core.ports.breathe()
      }
    }
  }
  return rows
}

function coarseRow(core: Core, part: Part, row: number): CoarseRow {
  const quarter = floorQuarter(part.batch.eventTimeMs[row]!)
  const zone = zoneOf(part, row)
  return {
    part,
    row,
    raw: core.ports.coarsenEvent(rawOf(part, row), zone, quarter),
    quarter,
    recordMs: floorQuarter(recordTimeOf(part, row)),
    eventDay: part.placement.day[row]!,
    zone,
    low: part.batch.idHash[2 * row]!,
    high: part.batch.idHash[2 * row + 1]!,
  }
}

function writeCoarse(
  core: Core,
  meta: FileMeta,
  rows: readonly CoarseRow[],
  fresh: FreshIndexes,
  [saltLow, saltHigh]: SiteSalt,
): void {
  const { batch, placement } = coarseBatch(core, meta, rows)
  const { offset, part } = core.files.append(meta, 0, {
    batch,
    placement,
    rows: Uint32Array.from(rows.keys()),
    recordTimeMs: Number.NaN,
    recordMs: Float64Array.from(rows, (each) => each.recordMs),
    zoneOf: (place) => rows.find((each) => each.part.placement.place[each.row] === place)!.zone,
  })
  const { idHash, contentHash, refHash, count } = part.batch
  for (let i = 0; i < count; i++) {
    const low = (idHash[2 * i]! ^ saltLow) >>> 0
    const high = (idHash[2 * i + 1]! ^ saltHigh) >>> 0
    fresh.ids.table.add(low, high, contentHash[2 * i]!, contentHash[2 * i + 1]!, meta.id, offset)
  }
  fresh.objects.addAll(refHash, [saltLow, saltHigh], meta.id, offset)
  if (fresh.ids.table.count >= core.limits.idsInMemoryMax) fresh.ids.flush(-1)
  if (fresh.objects.count >= core.limits.objectsInMemoryMax) fresh.objects.flush(-1)
}

/**
 * Coarse rows as a batch. The content hash is that of the coarse text: one of the original would be an oracle for its
 * second to whoever holds the folder.
 */
function coarseBatch(
  core: Core,
  meta: FileMeta,
  rows: readonly CoarseRow[],
): { batch: EventBatch; placement: BatchPlacement } {
  const words = newInterner('')
  const contexts = newInterner(rows[0]!.part.batch.contexts[0] ?? '')
  const column = (value: (part: Part, row: number) => number): number[] => rows.map(({ part, row }) => value(part, row))
  const word = (of: (batch: EventBatch) => Uint32Array): Uint32Array =>
    Uint32Array.from(rows, ({ part, row }) => words.index(part.batch.words[of(part.batch)[row]!]!))
  /** The zone in place of what was scanned, where something was. */
  const zoneWord = (of: (batch: EventBatch) => Uint32Array): Uint32Array =>
    Uint32Array.from(rows, ({ part, row, zone }) => (of(part.batch)[row] === 0 ? 0 : words.index(zone)))
  const refs = rows.flatMap(({ part, row }) => {
    const list: { part: Part; ref: number }[] = []
    for (let ref = part.batch.refStart[row]!; ref < part.batch.refStart[row + 1]!; ref++) list.push({ part, ref })
    return list
  })
  const refStart = new Uint32Array(rows.length + 1)
  const rawStart = new Uint32Array(rows.length + 1)
  const contentHash = new Uint32Array(2 * rows.length)
  for (const [i, { part, row, raw }] of rows.entries()) {
    refStart[i + 1] = refStart[i]! + part.batch.refStart[row + 1]! - part.batch.refStart[row]!
    rawStart[i + 1] = rawStart[i]! + raw.length
    hash64(core.hashKey, raw, 0, raw.length)
    contentHash.set(hashOut, 2 * i)
  }
  const raw = new Uint8Array(rawStart[rows.length]!)
  for (const [i, each] of rows.entries()) raw.set(each.raw, rawStart[i])
  const keptFlags = eventFlags.erroneous
  const batch: EventBatch = {
    count: rows.length,
    type: Uint8Array.from(column((part, row) => part.batch.type[row]!)),
    action: Uint8Array.from(column((part, row) => part.batch.action[row]!)),
    flags: Uint8Array.from(column((part, row) => part.batch.flags[row]! & keptFlags)),
    eventTimeMs: Float64Array.from(rows, ({ quarter }) => quarter),
    offsetMin: Int16Array.from(column((part, row) => part.batch.offsetMin[row]!)),
    bizStep: word((each) => each.bizStep),
    disposition: word((each) => each.disposition),
    readPoint: zoneWord((each) => each.readPoint),
    bizLocation: zoneWord((each) => each.bizLocation),
    context: Uint16Array.from(rows, ({ part, row }) => contexts.index(contextOf(part, row))),
    row: new Float64Array(rows.length),
    idHash: Uint32Array.from(rows.flatMap(({ low, high }) => [low, high])),
    contentHash,
    refStart,
    refRole: Uint8Array.from(refs, ({ part, ref }) => part.batch.refRole[ref]!),
    refHash: Uint32Array.from(
      refs.flatMap(({ part, ref }) => [part.batch.refHash[2 * ref]!, part.batch.refHash[2 * ref + 1]!]),
    ),
    refQuantity: Float64Array.from(refs, ({ part, ref }) => part.batch.refQuantity[ref]!),
    raw,
    rawStart,
    words: words.list,
    contexts: contexts.list,
    contributor: new Uint32Array(rows.length),
  }
  const placement: BatchPlacement = {
    siteId: meta.siteId,
    source: new Uint8Array(rows.length).fill(meta.source),
    retention: new Uint8Array(rows.length).fill(meta.retention),
    day: new Int32Array(rows.length).fill(meta.eventDay),
    place: Uint16Array.from(column((part, row) => part.placement.place[row]!)),
    step: Uint8Array.from(column((part, row) => part.placement.step[row]!)),
  }
  return { batch, placement }
}

/** Strings by index, the first at 0. */
function newInterner(first: string): { readonly list: string[]; index(text: string): number } {
  const list = [first]
  const known = new Map([[first, 0]])
  return {
    list,
    index(text) {
      const at = known.get(text)
      if (at !== undefined) return at
      known.set(text, list.length)
      return list.push(text) - 1
    },
  }
}

function receiptOf(fine: readonly FileMeta[], atMs: number): Receipt {
  return {
    kind: 'fineTier',
    siteId: fine[0]!.siteId,
    retention: fine[0]!.retention,
    atMs,
    files: fine.length,
    bytes: fine.reduce((sum, meta) => sum + meta.length, 0),
    rows: fine.reduce((sum, meta) => sum + meta.rows - meta.dropped.size, 0),
    keys: 1,
  }
}
