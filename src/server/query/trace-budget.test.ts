import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manualClock } from '../../base/index.ts'
import { type Engine, openEngine } from '../engine.ts'
import { captureText } from '../intake/capture-text.ts'
import { identifierHash } from './event-query.ts'
import { narrowQuery } from './hand-door.ts'
import { traceView } from './trace.ts'
import { openTraceBudget } from './trace-budget.ts'

const clock = manualClock(Date.UTC(2026, 2, 2, 12))
const site = {
  fairfloor: 1,
  id: 'yard',
  name: 'Yard',
  state: 'active',
  clock: 'live',
  versions: [
    {
      validFrom: '2020-01-01T00:00:00Z',
      timeZone: 'UTC',
      areas: [
        { id: 'a', name: 'A', zones: [{ id: 'pick', name: 'Pick', readPoints: ['urn:test:pick'], step: 'pick' }] },
      ],
      process: [{ id: 'pick', name: 'Pick', bizSteps: ['picking'], owner: 'pick lead' }],
      sources: [{ id: 'gate', kind: 'machine', readPoints: ['urn:test:gate'] }],
    },
  ],
}
const item = (serial: number): string => `https://id.gs1.org/01/09521321000018/21/${serial}`
const order = 'urn:epcglobal:cbv:bt:9521321000012:SO-1'
let folder = ''
let engine: Engine

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-traced-'))
  engine = await openEngine({ dataFolder: folder, clock, grain: { tracesPerRoleDay: 5 } })
  expect(await engine.putSite(JSON.stringify(site))).toEqual([])
  const events = Array.from({ length: 12 }, (_, i) => ({
    type: 'ObjectEvent',
    eventTime: '2026-03-02T11:05:00Z',
    eventTimeZoneOffset: '+00:00',
    epcList: [item(i + 1)],
    action: 'OBSERVE',
    bizStep: 'picking',
    readPoint: { id: 'urn:test:pick' },
    bizTransactionList: [{ type: 'po', bizTransaction: order }],
  }))
  const text = JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-02T12:00:00Z',
    epcisBody: { eventList: events },
  })
  expect(await captureText(engine, { siteId: 'yard', feed: 'wms', behaviour: 'rollback', text })).toMatchObject({
    accepted: 12,
  })
})
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

const runtime = () => {
  const found = engine.runtime('yard')
  if (found === undefined) throw new Error('no site')
  return found
}
const trace = (asked: string, role: 'lead' | 'manager' | 'operations' = 'lead') =>
  traceView(engine, runtime(), false, { asked, role })

test('a role traces so many objects a day, the same ones again for nothing, and another role has its own', async () => {
  for (let i = 1; i <= 5; i++) expect((await trace(item(i))).now?.placeName).toBe('Pick')
  expect((await trace(item(1))).now?.placeName).toBe('Pick')
  await expect(trace(item(6))).rejects.toMatchObject({ fault: { code: 'TRACE_BUDGET', allowed: '5 a day' } })
  expect((await trace(item(6), 'manager')).now?.placeName).toBe('Pick')
  const day = Math.floor(clock.nowMs() / 86_400_000)
  expect(engine.traced.counts('yard')).toEqual([
    { siteId: 'yard', role: 'lead', day, objects: 5 },
    { siteId: 'yard', role: 'manager', day, objects: 1 },
  ])
})

test('an order lists all its objects; those beyond the day without place and time, and none of their scans', async () => {
  const view = await trace(order, 'operations')
  expect(view.objectsTotal).toBe(12)
  expect(view.objects.filter(({ placeName }) => placeName === 'Pick')).toHaveLength(4)
  expect(view.objects.filter(({ lastSeenMs }) => lastSeenMs === null)).toHaveLength(8)
  expect(view).toMatchObject({ objectsListedOnly: 8, journey: [], journeyTotal: 0 })
})

test('an event query counts the objects that it names in the same way', async () => {
  const query = (serial: number) => ({
    siteId: 'yard',
    limit: 10,
    objects: [{ roles: [0], hashes: [[serial, 0] as const] }],
  })
  for (let i = 1; i <= 5; i++)
    expect((await narrowQuery(engine, runtime(), 'integrator', query(i))).leftOut).toEqual([])
  await expect(narrowQuery(engine, runtime(), 'integrator', query(6))).rejects.toThrow(/TRACE_BUDGET/)
})

test('a new day begins anew, and what was counted outlives a start without saying what was asked', () => {
  engine.traced.save()
  const again = openTraceBudget(folder, clock)
  expect(again.counts('yard').map(({ objects }) => objects)).toEqual([5, 5, 1, 5])
  expect(again.trySpend({ siteId: 'yard', role: 'lead', keys: ['x'], most: 5 })).toBe(false)
  expect(readFileSync(join(folder, 'traced.json'), 'utf8')).not.toContain('0952132')
  clock.advance(86_400_000)
  expect(again.trySpend({ siteId: 'yard', role: 'lead', keys: ['x'], most: 5 })).toBe(true)
})

test('a way counts one for every four hours that are told of it: a tote in use is no endless object', async () => {
  const tote = 'https://id.gs1.org/8003/00952132100001101'
  const hour = 3_600_000
  const read = (i: number) => ({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'ObjectEvent',
    eventTime: new Date(clock.nowMs() - i * 4 * hour - hour).toISOString(),
    eventTimeZoneOffset: '+00:00',
    epcList: [tote],
    action: 'OBSERVE',
    bizStep: 'picking',
    readPoint: { id: 'urn:test:gate' },
  })
  const text = Array.from({ length: 12 }, (_, i) => JSON.stringify(read(i))).join('\n')
  expect(
    await captureText(engine, { siteId: 'yard', feed: 'wms', behaviour: 'proceed', shape: 'ndjson', text }),
  ).toMatchObject({ accepted: 12 })
  const view = await trace(tote, 'manager')
  expect(view.journey.map(({ eventTimeMs }) => eventTimeMs)).toEqual(
    [0, 1, 2, 3, 4].map((i) => Date.parse(read(i).eventTime)),
  )
  expect((await trace(tote, 'manager')).journey).toHaveLength(5)
  await expect(trace(item(1), 'manager')).rejects.toMatchObject({ fault: { code: 'TRACE_BUDGET' } })
  const objects = [{ roles: [0], hashes: [identifierHash(engine.ledger.hashKey, tote)] }]
  const query = { siteId: 'yard', limit: 10, objects }
  await expect(narrowQuery(engine, runtime(), 'integrator', query)).rejects.toThrow(/TRACE_BUDGET/)
  const lately = { ...query, eventTime: { startMs: clock.nowMs() - 8 * hour } }
  expect(await narrowQuery(engine, runtime(), 'integrator', lately)).toMatchObject({ plan: lately })
  const counts = engine.traced.counts('yard').filter(({ day }) => day === Math.floor(clock.nowMs() / 86_400_000))
  expect(counts.map(({ role, objects }) => [role, objects])).toEqual([
    ['integrator', 2],
    ['manager', 5],
  ])
})
