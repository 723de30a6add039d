import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../base/index.ts'
import { openTables } from '../../tables/index.ts'
import { type Engine, ensureSite, openEngine } from '../engine.ts'
import { captureText } from '../intake/capture-text.ts'
import { ownerHandlers } from '../owner/commands.ts'
import { exportWay } from './export.ts'
import { exportLogPath } from './export-words.ts'

const clock = manualClock(Date.UTC(2026, 2, 2, 12))
let folder = ''
let engine: Engine

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-export-'))
  engine = await openEngine({ dataFolder: join(folder, 'data'), clock })
  await ensureSite(engine, 'main')
  const { file } = engine.sites.get('main') ?? {}
  const sources = [{ id: 'sorter', kind: 'machine', readPoints: ['urn:test:sorter'] }]
  const zones = [{ id: 'pack', name: 'Pack', readPoints: ['urn:test:desk-*'] }]
  const areas = [{ id: 'a', name: 'A', zones }]
  const versions = file?.versions.map((each) => ({ ...each, sources, areas }))
  expect(await engine.putSite(JSON.stringify({ ...file, versions }))).toEqual([])
  const events = Array.from({ length: 60 }, (_, i) => anEvent(i))
  const text = events.map((event) => `${JSON.stringify(event)}\n`).join('')
  const job = await captureText(engine, { siteId: 'main', feed: 'wms', behaviour: 'proceed', shape: 'ndjson', text })
  expect(job.accepted).toBe(60)
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

/** One a minute; every third by hand. */
const anEvent = (i: number) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: 'https://example.com/' }],
  type: 'ObjectEvent',
  eventID: `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
  eventTime: `2026-03-02T11:${String(i).padStart(2, '0')}:07.500Z`,
  eventTimeZoneOffset: '+00:00',
  epcList: [`https://id.gs1.org/01/09521321000018/21/${i}`, 'https://id.gs1.org/01/09521321000018/21/shared'],
  action: 'OBSERVE',
  bizStep: i % 2 === 0 ? 'picking' : 'packing',
  readPoint: { id: i % 3 === 0 ? 'urn:test:desk-7' : 'urn:test:sorter' },
  'ex:note': `a "quoted"\n line, ${i}`,
})

async function exported(asked: object): Promise<{ events: number; bytes: number }> {
  const lines: unknown[] = []
  const plain = { format: 'parquet', siteId: null, name: 'test', fromMs: null, toMs: null }
  await ownerHandlers(engine)['export']?.({ ...plain, ...asked }, (line) => lines.push(line))
  return lines[0] as { events: number; bytes: number }
}

async function rowsOf(path: string, select: string): Promise<Record<string, unknown>[]> {
  const tables = await openTables([{ name: 'events', path, format: 'parquet' }])
  try {
    const rows: Record<string, unknown>[] = []
    for await (const texts of tables.rows(select)) rows.push(...texts.map((text) => JSON.parse(text)))
    return rows
  } finally {
    tables.close()
  }
}

test('Parquet reads back with machines exact, and without a single hand scan', async () => {
  const out = join(folder, "events o'clock.parquet")
  const report = await exported({ out })
  expect(report).toEqual({ events: 40, bytes: statSync(out).size })
  expect(await rowsOf(out, 'SELECT precision, count(*) AS events FROM events GROUP BY ALL ORDER BY ALL')).toEqual([
    { precision: 'exact', events: 40 },
  ])
  expect(readFileSync(out).includes('desk-7')).toBe(false)
  const sent = anEvent(7)
  const [machine] = await rowsOf(
    out,
    `SELECT * REPLACE (epoch_ms(event_time) AS event_time) FROM events WHERE event_id = '${sent.eventID}'`,
  )
  expect(machine).toMatchObject({
    type: 'ObjectEvent',
    event_time: Date.parse(sent.eventTime),
    biz_step: 'packing',
    read_point: 'urn:test:sorter',
    epcs: sent.epcList,
  })
  const { recordTime: _set, ...event } = JSON.parse(String(machine?.['event'])) as Record<string, unknown>
  expect(event).toEqual(sent)
})

test('a span of event time is exported as EPCIS lines that can be captured again', async () => {
  const out = join(folder, 'events.ndjson')
  const fromMs = Date.parse('2026-03-02T11:15:00Z')
  const { events } = await exported({ out, format: 'ndjson', fromMs, toMs: fromMs + 15 * 60_000 })
  expect(events).toBe(10)
  const text = readFileSync(out, 'utf8')
  expect(text.trim().split('\n')).toHaveLength(10)
  const again = await captureText(engine, { siteId: 'main', feed: 'wms', behaviour: 'proceed', shape: 'ndjson', text })
  expect(again).toMatchObject({ duplicate: 10, rejected: 0, conflict: 0 })
})

test('events years apart, and at the edges of what is asked for, are exported once each', async () => {
  const hour = 3_600_000
  const firstMs = Date.UTC(2020, 0, 1)
  // The first window ends an hour after the first event, and each next one where the last ended.
  const times = [0, hour - 1, hour, 3 * hour, 3 * hour + 1, 9_000 * hour, 50_000 * hour, 50_000 * hour + 1]
  const events = times.map((ms, i) => ({ ...anEvent(1000 + i), eventTime: new Date(firstMs + ms).toISOString() }))
  const text = events.map((event) => `${JSON.stringify({ ...event, readPoint: { id: 'urn:test:sorter' } })}\n`).join('')
  const job = await captureText(engine, { siteId: 'main', feed: 'wms', behaviour: 'proceed', shape: 'ndjson', text })
  expect(job.accepted).toBe(times.length)
  const told = async (asked: object): Promise<number[]> => {
    const out = join(folder, `${JSON.stringify(asked)}.ndjson`)
    const { events: count } = await exported({ ...asked, out, format: 'ndjson' })
    const lines = readFileSync(out, 'utf8').split('\n').slice(0, -1)
    expect(lines).toHaveLength(count)
    return lines.map((line) => (Date.parse((JSON.parse(line) as { eventTime: string }).eventTime) - firstMs) / hour)
  }
  const hours = times.map((ms) => ms / hour)
  expect(await told({ toMs: Date.UTC(2026, 0, 1) })).toEqual(hours)
  expect(await told({ fromMs: firstMs + hour, toMs: firstMs + 50_000 * hour })).toEqual(hours.slice(2, 6))
  expect(await told({ fromMs: firstMs + 50_001 * hour, toMs: Date.UTC(2026, 0, 1) })).toEqual([])
  // The others are of later years.
  expect((await told({})).filter((hour) => hour < 51_000)).toEqual(hours)
})

test('an export is logged before it begins and when it ended, with role, purpose, site and class of data', async () => {
  const out = join(folder, 'events.parquet')
  await exported({ out, name: 'yearly archive' })
  const lines = readFileSync(exportLogPath(engine.dataFolder), 'utf8').trim().split('\n')
  const told = { name: 'yearly archive', siteId: 'main', format: 'parquet', from: null, to: null, ...exportWay }
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { at: '2026-03-02T12:00:00.000Z', state: 'began', ...told, site: 'path' },
    { at: '2026-03-02T12:00:00.000Z', state: 'ended', ...told, site: 'path', events: 40, bytes: statSync(out).size },
  ])
  // What is there is never overwritten, and a refusal is no export.
  await expect(exported({ out })).rejects.toMatchObject({ fault: { code: 'OPTION_VALUE', at: '/out' } })
  expect(readFileSync(exportLogPath(engine.dataFolder), 'utf8').trim().split('\n')).toHaveLength(2)
})
