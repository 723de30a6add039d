import type { Part } from './columns.ts'
import type { Core } from './core.ts'
import { dropKey, type FileMeta, type Frame, handSource } from './files.ts'
import { floorQuarter } from './time.ts'
import type { EventRow, Reader } from './types.ts'

/** A row where it is stored. */
export interface StoredRow {
  readonly meta: FileMeta
  readonly frame: Frame
  readonly part: Part
  readonly row: number
}

/** The frame at a place that an index named. */
export function readAt(core: Core, file: number, offset: number, withBody: boolean): Omit<StoredRow, 'row'> {
  const meta = core.files.metas.get(file)!
  const frame = core.files.frameAt(meta, offset)
  return { meta, frame, part: core.files.readPartAt(meta, frame, withBody) }
}

/** The row with the identity in a part, or -1. */
export function rowOf(part: Part, low: number, high: number): number {
  const { idHash, count } = part.batch
  for (let i = 0; i < count; i++) if (idHash[2 * i] === low && idHash[2 * i + 1] === high) return i
  return -1
}

/** Rows that lost a race before their commit are not there. */
export function isDropped(meta: FileMeta, part: Part, row: number): boolean {
  if (meta.dropped.size === 0) return false
  return meta.dropped.has(dropKey(part.batch.idHash[2 * row]!, part.batch.idHash[2 * row + 1]!))
}

export function rawOf(part: Part, row: number): Uint8Array {
  return part.batch.raw.subarray(part.batch.rawStart[row]!, part.batch.rawStart[row + 1]!)
}

export function contextOf(part: Part, row: number): string {
  return part.batch.contexts[part.batch.context[row]!]!
}

/** May this reader see the row as it came? Hand scans only while the fine tier lives, and only the feed that sent them; of a test site everybody. */
export function seesExact(meta: FileMeta, part: Part, reader: Reader): boolean {
  if (meta.source !== handSource) return true
  return meta.tier === 'fine' && (reader.isTest === true || (reader.feed !== undefined && reader.feed === part.feed))
}

/** Is it a hand scan of a time that the reader is not told of yet? */
export function isHeldBack(meta: FileMeta, part: Part, row: number, reader: Reader): boolean {
  const { handsBeforeMs } = reader
  if (handsBeforeMs === undefined || meta.source !== handSource) return false
  return part.batch.eventTimeMs[row]! >= handsBeforeMs && !seesExact(meta, part, reader)
}

/** recordTime of a row, as stored. */
export function recordTimeOf(part: Part, row: number): number {
  return part.recordMs === undefined ? part.recordTimeMs : part.recordMs[row]!
}

/** Zone that stands for the read point of a hand scan. */
export function zoneOf(part: Part, row: number): string {
  return part.zones.get(part.placement.place[row]!) ?? ''
}

/** The row as this reader may have it. `part` must have its text. */
export function showRow(core: Core, { meta, part, row }: StoredRow, reader: Reader): EventRow {
  const { batch } = part
  const exact = seesExact(meta, part, reader)
  const eventTimeMs = exact ? batch.eventTimeMs[row]! : floorQuarter(batch.eventTimeMs[row]!)
  const recordTimeMs = exact ? recordTimeOf(part, row) : floorQuarter(recordTimeOf(part, row))
  const coarsen = !exact && meta.tier === 'fine'
  const raw = rawOf(part, row)
  return {
    raw: coarsen ? core.ports.coarsenEvent(raw, zoneOf(part, row), eventTimeMs) : raw.slice(),
    context: contextOf(part, row),
    eventTimeMs,
    offsetMin: batch.offsetMin[row]!,
    recordTimeMs,
    idHash: [batch.idHash[2 * row]!, batch.idHash[2 * row + 1]!],
    flags: batch.flags[row]!,
    precision: exact ? 'exact' : 'quarterHour',
    type: batch.type[row]!,
  }
}

/** Does an event that comes say the same as the stored one? A coarse one is compared with what the new one would become. */
export function saysTheSame(core: Core, stored: StoredRow, raw: Uint8Array, context: string, place: number): boolean {
  const { meta, part, row } = stored
  const storedRaw = rawOf(part, row)
  if (meta.tier !== 'coarse') return core.ports.sameContent(raw, context, storedRaw, contextOf(part, row))
  const zone = core.ports.zoneIdOf(meta.siteId, place)
  const coarse = core.ports.coarsenEvent(raw, zone, part.batch.eventTimeMs[row]!)
  return core.ports.sameContent(coarse, context, storedRaw, contextOf(part, row))
}
