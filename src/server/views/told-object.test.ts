import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../base/index.ts'
import { type App, openApp } from '../app.ts'
import { type Engine, openEngine } from '../engine.ts'
import { captureText } from '../intake/capture-text.ts'

const minute = 60_000
const startMs = Date.UTC(2026, 2, 2, 12, 1)
const clock = manualClock(startMs)
let folder = ''
let engine: Engine
let app: App
let secret = ''

const item = (serial: number): string => `https://id.gs1.org/01/09521321000018/21/${serial}`
const pallet = 'https://id.gs1.org/00/095213210000000013'
const order = 'urn:epcglobal:cbv:bt:9521321000012:SO-1'
const zone = (id: string, step: string) => ({ id, name: id, readPoints: [`urn:test:${id}`], step })
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
      areas: [{ id: 'a', name: 'A', zones: [zone('pick', 'pick'), zone('pack', 'pack'), zone('dock', 'load')] }],
      process: [
        { id: 'pick', name: 'Pick', bizSteps: ['picking'], owner: 'lead' },
        { id: 'pack', name: 'Pack', bizSteps: ['packing'], owner: 'lead' },
        { id: 'load', name: 'Load', bizSteps: ['loading'], owner: 'lead' },
        { id: 'ship', name: 'Ship', bizSteps: ['shipping'], owner: 'lead', leaves: true },
      ],
      sources: [{ id: 'gate', kind: 'machine', readPoints: ['urn:test:gate'] }],
    },
  ],
}

beforeEach(async () => {
  clock.set(startMs)
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-told-object-'))
  engine = await openEngine({ dataFolder: folder, clock })
  expect(await engine.putSite(JSON.stringify(site))).toEqual([])
  app = await openApp({
    engine,
    demonstration: null,
    version: '0',
    consoleFolder: folder,
    log: false,
    isReady: () => true,
  })
  const made = engine.access.createKey({ name: 'somebody', role: 'lead', siteId: 'yard' })
  const other = engine.access.createKey({ name: 'thief', role: 'integrator', siteId: 'yard' })
  if (!made.ok || !other.ok) throw new Error('no key')
  secret = made.value
  thief = other.value
})
let thief = ''
afterEach(async () => {
  await app.close()
  await engine.close()
  rmSync(folder, { recursive: true })
})

async function scan(zone: string, bizStep: string, what: object): Promise<void> {
  const event = {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'ObjectEvent',
    action: 'OBSERVE',
    eventTime: new Date(clock.nowMs()).toISOString(),
    eventTimeZoneOffset: '+00:00',
    bizStep,
    readPoint: { id: `urn:test:${zone}` },
    ...what,
  }
  const text = JSON.stringify(event)
  expect(
    await captureText(engine, { siteId: 'yard', feed: 'wms', behaviour: 'proceed', shape: 'ndjson', text }),
  ).toMatchObject({ accepted: 1 })
}

async function answer(url: string, key = secret): Promise<string> {
  const response = await app.fastify.inject({ url, headers: { authorization: `Bearer ${key}` } })
  const text = response.body.replace(/"(asOfMs|creationDate)":("[^"]*"|\d+),?/g, '')
  return `${response.statusCode} ${text}`
}

/** Everything that can be asked of an object by whoever knows its name. */
async function everything(): Promise<string> {
  const asked = [item(1), pallet, order]
  const urls = asked.flatMap((each) => [
    `/api/v1/sites/yard/trace?id=${encodeURIComponent(each)}`,
    `/api/v1/sites/yard/trace.csv?id=${encodeURIComponent(each)}`,
  ])
  const queries = [
    `MATCH_anyEPC=${encodeURIComponent(`${item(1)}|${pallet}`)}`,
    `MATCH_epc=${encodeURIComponent(item(1))}&EQ_bizStep=loading`,
  ]
  const answers = [
    ...(await Promise.all(urls.map((url) => answer(url)))),
    ...(await Promise.all(queries.map((query) => answer(`/events?${query}&perPage=1`, thief)))),
    ...(await Promise.all(queries.map((query) => answer(`/events?${query}`, thief)))),
  ]
  return answers.join('\n')
}

test('polling an object, its container or its order never tells within the quarter hour that hands had it', async () => {
  await scan('pick', 'picking', {
    epcList: [item(1), item(2)],
    bizTransactionList: [{ type: 'po', bizTransaction: order }],
  })
  clock.advance(16 * minute)
  await scan('pack', 'packing', { type: 'AggregationEvent', action: 'ADD', parentID: pallet, childEPCs: [item(1)] })
  // The second quarter hour: packed goods stand; in the third they are loaded and gone.
  clock.set(Date.UTC(2026, 2, 2, 12, 31))
  const packed = await everything()
  expect(packed).toContain('"placeId":"pack"')
  const steps = [
    () => scan('dock', 'loading', { epcList: [pallet] }),
    () => scan('dock', 'loading', { epcList: [item(1)], bizTransactionList: [{ type: 'po', bizTransaction: order }] }),
    () =>
      scan('pack', 'packing', { type: 'AggregationEvent', action: 'DELETE', parentID: pallet, childEPCs: [item(1)] }),
    () => scan('dock', 'shipping', { epcList: [pallet] }),
    () => scan('dock', 'shipping', { epcList: [item(1), item(2)] }),
  ]
  for (const step of steps) {
    clock.advance(2 * minute)
    await step()
    expect(await everything()).toBe(packed)
  }
  clock.set(Date.UTC(2026, 2, 2, 12, 46))
  const gone = await everything()
  expect(gone).not.toBe(packed)
  expect(gone).toContain('"open":false')
  expect(gone).toContain('loading')
})

test('a machine read answers at once, also where hands have had the object since', async () => {
  await scan('pick', 'picking', { epcList: [item(1)] })
  clock.advance(16 * minute)
  await scan('gate', 'loading', { epcList: [item(1)] })
  const read = await everything()
  expect(read).toContain(`"eventTimeMs":${clock.nowMs()}`)
  clock.advance(minute)
  await scan('pack', 'packing', { epcList: [item(1)] })
  expect(await everything()).toBe(read)
})

test('whoever sent a hand scan finds it at once by the id that they gave it', async () => {
  const eventID = 'urn:uuid:6f4c5f3a-2c5b-4a55-9f7b-1d1f6f0f2c11'
  await scan('pick', 'picking', { epcList: [item(1)], eventID })
  const own = engine.access.createKey({ name: 'wms', role: 'integrator', siteId: 'yard' })
  if (!own.ok) throw new Error('no key')
  expect(await answer(`/events/${encodeURIComponent(eventID)}`, own.value)).toMatch(/^200 .*12:01/)
  expect(await answer(`/events/${encodeURIComponent(eventID)}`, thief)).toMatch(/^404/)
  clock.advance(15 * minute)
  expect(await answer(`/events/${encodeURIComponent(eventID)}`, thief)).toMatch(/^200 .*12:00/)
})
