import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { FaultError } from '../../base/index.ts'
import { printEvent } from '../../epcis/index.ts'
import type { EventRow, Ledger, Reader } from '../../ledger/index.ts'
import { writeParquet } from '../../tables/index.ts'
import type { Engine } from '../engine.ts'
import type { DataClass } from '../http/routes.ts'
import { sha256 } from '../intake/scan-options.ts'
import type { Role } from '../people/access.ts'
import { quarterMs } from '../views/feed-counts.ts'
import type { EventJson } from './event-json.ts'
import { type ExportFormat, exportLogPath } from './export-words.ts'
import { machinesListed } from './hand-door.ts'

/** Events held at a time. */
const pageRows = 5_000
const hourMs = 3_600_000
const chunkCharacters = 1 << 20

/** What `fairfloor export` asks of whoever owns the folder. */
export interface ExportRequest {
  readonly format: ExportFormat
  /** Absolute; must not be there. */
  readonly out: string
  readonly siteId: string
  /** Under which it stands in the list of exports; never a person. */
  readonly name: string
  /** eventTime, epoch milliseconds: from `fromMs` to before `toMs`. */
  readonly fromMs: number | null
  readonly toMs: number | null
}

/** A way out of the data folder that is no route: said before it may exist, as routes are. */
export interface WayOut {
  readonly roles: readonly Role[]
  readonly purpose: string
  readonly site: 'path'
  readonly dataClass: DataClass
}

export const exportWay: WayOut = {
  roles: ['admin'],
  purpose:
    'Writes stored events of partners, and of machines that stand beside no hands, to a file of an open form; all of a test site.',
  site: 'path',
  dataClass: 'event',
}

/** Columns of the Parquet file, with DuckDB's types. */
export const exportColumns = {
  event_id: 'VARCHAR',
  type: 'VARCHAR',
  action: 'VARCHAR',
  event_time: 'TIMESTAMPTZ',
  event_time_zone_offset: 'VARCHAR',
  record_time: 'TIMESTAMPTZ',
  precision: 'VARCHAR',
  biz_step: 'VARCHAR',
  disposition: 'VARCHAR',
  read_point: 'VARCHAR',
  biz_location: 'VARCHAR',
  parent_id: 'VARCHAR',
  epcs: 'VARCHAR[]',
  event: 'VARCHAR',
} as const

/**
 * Writes the events of a site, by eventTime, through the same door as queries that name no object: events of partners and of machines that stand beside no
 * hands, exact. Hand scans and the machines behind them stay: counted by quarter hour they are rates of few people's work (those of a test site are nobody's). It is
 * logged before the first event leaves, and again with its count. What is recorded meanwhile may be in it or not. Throws FaultError OPTION_VALUE, DISK_FAILED.
 */
export async function exportEvents(engine: Engine, asked: ExportRequest): Promise<{ events: number; bytes: number }> {
  const { format, out } = asked
  if (existsSync(out)) throw new FaultError({ code: 'OPTION_VALUE', at: '/out', got: 'a file that is there' })
  if (!existsSync(dirname(out))) throw new FaultError({ code: 'FILE_MISSING', at: '/out', got: dirname(out) })
  logExport(engine, asked, 'began')
  const rows = `${out}.rows`
  const whole = `${out}.part`
  try {
    const events = await writeRows(engine, rows)
    if (format === 'ndjson') renameSync(rows, whole)
    else await writeParquet({ from: rows, to: whole, columns: exportColumns })
    syncFile(whole)
    renameSync(whole, out)
    const { size: bytes } = statSync(out)
    logExport(engine, asked, 'ended', { events, bytes })
    return { events, bytes }
  } finally {
    for (const path of [rows, whole]) rmSync(path, { force: true })
  }

  async function writeRows({ ledger }: Engine, path: string): Promise<number> {
    const file = openSync(path, 'wx', 0o600)
    let events = 0
    let held = ''
    try {
      const runtime = engine.runtime(asked.siteId)
      const noHands = runtime?.grain.exact !== true
      const machinesAt = runtime === undefined ? new Set<string>() : machinesListed(engine, runtime)
      const reader = machinesAt === undefined ? {} : { machinesAt }
      for await (const rows of pagesOf(ledger, { ...asked, noHands, reader })) {
        for (const row of rows) {
          held +=
            format === 'ndjson' ? `${oneLine(printEvent(row, { sha256 }))}\n` : `${JSON.stringify(columnsOf(row))}\n`
          if (held.length < chunkCharacters) continue
          writeSync(file, held)
          held = ''
        }
        events += rows.length
      }
      writeSync(file, held)
      return events
    } finally {
      closeSync(file)
    }
  }
}

/**
 * Stored events by eventTime, page by page. A page that goes on behind another reads all before it again, so the whole is asked for in
 * windows of time that hold about a page each.
 */
async function* pagesOf(
  ledger: Ledger,
  { siteId, fromMs, toMs, noHands, reader }: ExportRequest & { readonly noHands: boolean; readonly reader: Reader },
): AsyncIterable<readonly EventRow[]> {
  const ends = toMs === null ? {} : { endMs: toMs }
  const edge = async (startMs: number | null, order: 'eventTime' | '-eventTime'): Promise<number | undefined> => {
    const eventTime = { ...ends, ...(startMs === null ? {} : { startMs }) }
    const { rows } = await ledger.query({ siteId, eventTime, limit: 1, order, noHands }, reader)
    return rows[0]?.eventTimeMs
  }
  const lastMs = await edge(fromMs, '-eventTime')
  let widthMs = hourMs
  for (let startMs = await edge(fromMs, 'eventTime'); startMs !== undefined && lastMs !== undefined; ) {
    const endMs: number = Math.min(startMs + widthMs, toMs ?? Number.POSITIVE_INFINITY)
    let count = 0
    for (let token: string | undefined, more = true; more; ) {
      const eventTime = { startMs, ...(Number.isFinite(endMs) ? { endMs } : {}) }
      const asked = { siteId, eventTime, limit: pageRows, order: 'eventTime' as const, noHands }
      const page = await ledger.query(token === undefined ? asked : { ...asked, token }, reader)
      yield page.rows
      count += page.rows.length
      token = page.nextToken
      more = token !== undefined
    }
    if (count > pageRows) widthMs = Math.max(quarterMs, widthMs / 2)
    else if (count < pageRows / 4) widthMs *= 2
    // Over what may be a long gap to the next event there is.
    startMs = endMs > lastMs ? undefined : await edge(endMs, 'eventTime')
  }
}

function columnsOf(row: EventRow): Record<keyof typeof exportColumns, unknown> {
  const text = oneLine(printEvent(row, { sha256 }))
  const event = JSON.parse(text) as EventJson
  const { epcList = [], childEPCs = [], inputEPCList = [], outputEPCList = [] } = event
  return {
    event_id: event.eventID ?? null,
    type: event.type ?? null,
    action: event.action ?? null,
    event_time: new Date(row.eventTimeMs).toISOString(),
    event_time_zone_offset: event.eventTimeZoneOffset ?? null,
    record_time: Number.isNaN(row.recordTimeMs) ? null : new Date(row.recordTimeMs).toISOString(),
    precision: row.precision,
    biz_step: event.bizStep ?? null,
    disposition: event.disposition ?? null,
    read_point: event.readPoint?.id ?? null,
    biz_location: event.bizLocation?.id ?? null,
    parent_id: event.parentID ?? null,
    epcs: [...epcList, ...childEPCs, ...inputEPCList, ...outputEPCList],
    event: text,
  }
}

/** JSON without the white space between its tokens; strings are passed over. */
function oneLine(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, '$1')
}

function logExport(
  { dataFolder, clock }: Engine,
  { name, siteId, format, fromMs, toMs }: ExportRequest,
  state: 'began' | 'ended',
  counts: { events?: number; bytes?: number } = {},
): void {
  const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
  const about = { at: iso(clock.nowMs()), state, name, siteId, format, from: iso(fromMs), to: iso(toMs) }
  const file = openSync(exportLogPath(dataFolder), 'a', 0o600)
  try {
    writeSync(file, `${JSON.stringify({ ...about, ...exportWay, ...counts })}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function syncFile(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
