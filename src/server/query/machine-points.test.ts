import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../base/index.ts'
import { type App, openApp } from '../app.ts'
import { type Engine, openEngine } from '../engine.ts'
import { captureText } from '../intake/capture-text.ts'
import { exportEvents } from './export.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const startMs = Date.UTC(2026, 2, 2)
const clock = manualClock(startMs)
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
        {
          id: 'a',
          name: 'A',
          zones: ['bench', 'sorter', 'crane', 'dock'].map((id) => ({
            id,
            name: id,
            readPoints: [`urn:test:${id}`, `urn:test:${id}-hand`],
          })),
        },
      ],
      process: [{ id: 'pack', name: 'Pack', bizSteps: ['packing'], owner: 'lead' }],
      sources: [
        { id: 'machines', kind: 'machine', readPoints: ['sorter', 'crane', 'dock'].map((id) => `urn:test:${id}`) },
        { id: 'partners', kind: 'partner', readPoints: ['urn:test:partner'] },
      ],
    },
  ],
}
let folder = ''
let engine: Engine
let app: App
let secret = ''

beforeEach(async () => {
  clock.set(startMs)
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-machine-points-'))
  await open()
  expect(await engine.putSite(JSON.stringify(site))).toEqual([])
  const made = engine.access.createKey({ name: 'somebody', role: 'manager', siteId: 'yard' })
  if (!made.ok) throw new Error('no key')
  secret = made.value
})
afterEach(async () => {
  await close()
  rmSync(folder, { recursive: true })
})

async function open(): Promise<void> {
  engine = await openEngine({ dataFolder: folder, clock })
  app = await openApp({
    engine,
    demonstration: null,
    version: '0',
    consoleFolder: folder,
    log: false,
    isReady: () => true,
  })
}
async function close(): Promise<void> {
  await app.close()
  await engine.close()
}

const parcel = (serial: number): string => `https://id.gs1.org/01/09521321000018/21/${serial}`
const read = (at: string, ms: number, serial: number, bizStep = 'packing') => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'ObjectEvent',
  action: 'OBSERVE',
  eventTime: new Date(ms).toISOString(),
  eventTimeZoneOffset: '+00:00',
  ...(serial < 0
    ? { epcList: [], sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 4, uom: 'CEL' }] }] }
    : { epcList: [parcel(serial)] }),
  bizStep,
  readPoint: { id: `urn:test:${at}` },
})

async function send(events: readonly object[]): Promise<void> {
  const text = `${events.map((each) => JSON.stringify(each)).join('\n')}\n`
  const outcome = await captureText(engine, {
    siteId: 'yard',
    feed: 'wms',
    behaviour: 'proceed',
    shape: 'ndjson',
    text,
  })
  expect(outcome).toMatchObject({ accepted: events.length })
}

/**
 * A day in which 40 parcels an hour go over the sorter a few minutes after a bench; a crane stacks others that arrived long before; a partner tells of some; a thermometer
 * reports; and a dock reads what nobody scanned, where hands scan other things.
 */
function dayOf(firstMs: number): object[] {
  const events: object[] = []
  for (let at = 0; at < 24; at++) {
    for (let i = 0; i < 40; i++) {
      const serial = firstMs / hour + at * 1_000 + i
      const ms = firstMs + at * hour + i * minute
      events.push(read('bench', ms, serial), read('sorter', ms + 5 * minute, serial))
      events.push(read('crane', ms + minute, 10_000_000 + serial), read('dock', ms, 20_000_000 + serial))
    }
    events.push(
      read('dock-hand', firstMs + at * hour, 30_000_000 + at),
      read('partner', firstMs + at * hour + 1, 40_000_000 + at),
    )
    events.push(read('sorter', firstMs + at * hour + 2, -1, 'sensor_reporting'))
  }
  return events
}

async function listed(query = ''): Promise<{ points: string[]; leftOut: unknown }> {
  const response = await app.fastify.inject({
    url: `/events?perPage=1000&GE_eventTime=${new Date(clock.nowMs() - 2 * hour).toISOString()}${query}`,
    headers: { authorization: `Bearer ${secret}` },
  })
  expect(response.statusCode).toBe(200)
  const { epcisBody } = response.json() as {
    epcisBody: { queryResults: { resultsBody: { eventList: { bizStep: string; readPoint: { id: string } }[] } } }
  }
  const points = epcisBody.queryResults.resultsBody.eventList.map((each) =>
    each.bizStep === 'sensor_reporting' ? 'sensor' : each.readPoint.id.slice(9),
  )
  return { points: [...new Set(points)].sort(), leftOut: response.headers['fairfloor-left-out'] }
}

test('machines that stand beside no hands are listed by time, exactly, once a whole day has shown it; others are not', async () => {
  await send(dayOf(startMs))
  clock.set(startMs + day - minute)
  expect(await listed()).toEqual({ points: ['partner', 'sensor'], leftOut: 'hand, machine' })
  await send(dayOf(startMs + day))
  clock.set(startMs + 2 * day + 2 * minute)
  expect(await listed()).toEqual({ points: ['crane', 'partner', 'sensor'], leftOut: 'hand, machine beside hands' })
  expect((await listed('&EQ_readPoint=urn:test:sorter')).points).toEqual(['sensor'])
  expect((await listed('&EQ_readPoint=urn:test:crane')).points).toEqual(['crane'])
})

test('what was learned of machines outlives a restart, and the export tells no more than lists do', async () => {
  await send([...dayOf(startMs), ...dayOf(startMs + day)])
  clock.set(startMs + 2 * day + 2 * minute)
  const before = await listed()
  expect(before.points).toContain('crane')
  await engine.saveSnapshots()
  await close()
  await open()
  expect(await listed()).toEqual(before)
  const out = join(folder, 'out.ndjson')
  await exportEvents(engine, { format: 'ndjson', out, siteId: 'yard', name: 'all', fromMs: null, toMs: null })
  const text = readFileSync(out, 'utf8')
  expect(text).toContain('urn:test:crane')
  expect(text).toContain('urn:test:partner')
  expect(text).not.toMatch(/"bizStep":"packing","readPoint":\{"id":"urn:test:(sorter|dock|bench)/)
})

test('a machine whose goods come into hands is left out from the next day on', async () => {
  await send([...dayOf(startMs), ...dayOf(startMs + day)])
  clock.set(startMs + 2 * day)
  expect((await listed()).points).toContain('crane')
  const touched = Array.from({ length: 960 }, (_, i) =>
    read(
      'bench',
      startMs + 2 * day + i * minute,
      10_000_000 + (startMs + 2 * day) / hour + Math.floor(i / 40) * 1_000 + (i % 40),
    ),
  )
  await send([...dayOf(startMs + 2 * day), ...touched])
  clock.set(startMs + 3 * day)
  expect((await listed()).points).not.toContain('crane')
})
