import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../base/index.ts'
import { type Engine, openEngine } from '../engine.ts'
import { captureText } from '../intake/capture-text.ts'
import { floorView } from '../views/views.ts'

/** A Wednesday; the operational week ends with the Sunday. */
const startMs = Date.UTC(2026, 2, 4, 12, 1)
const mondayMs = Date.UTC(2026, 2, 9)
const clock = manualClock(startMs)
let folder = ''
let engine: Engine

const point = (name: string): string => `https://id.gs1.org/414/9521321000012/254/${name}`
const bench = (n: number): string => point(`bench-${n}`)
const twelve = Array.from({ length: 12 }, (_, i) => bench(i))
const zone = (id: string, readPoints: readonly string[]) => ({ id, name: id, readPoints, step: 'pack' })
const packing = (...zones: object[]) => [{ id: 'packing', name: 'Packing', zones }]

function file(areas: object, more: { version?: object; file?: object } = {}): string {
  const process = [{ id: 'pack', name: 'Pack', bizSteps: ['packing'], owner: 'pack lead' }]
  const version = { validFrom: '2020-01-01T00:00:00Z', timeZone: 'UTC', areas, process, sources: [], ...more.version }
  const site = { fairfloor: 1, id: 'yard', name: 'Yard', state: 'active', clock: 'live', versions: [version] }
  return JSON.stringify({ ...site, ...more.file })
}
const before = file(packing(zone('benches', twelve)))
const halves = packing(zone('left', twelve.slice(0, 6)), zone('right', twelve.slice(6)))
const oneBench = packing(zone('benches', twelve.slice(1)), zone('seven', [bench(0)]))

beforeEach(async () => {
  clock.set(startMs)
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-door-'))
  engine = await openEngine({ dataFolder: folder, clock })
  expect(await engine.putSite(before)).toEqual([])
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

async function work(): Promise<void> {
  const event = {
    '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    type: 'ObjectEvent',
    eventTime: new Date(clock.nowMs() - 60_000).toISOString(),
    eventTimeZoneOffset: '+00:00',
    epcList: ['https://id.gs1.org/01/09521321000018/21/1'],
    action: 'OBSERVE',
    bizStep: 'packing',
    readPoint: { id: bench(0) },
  }
  const text = JSON.stringify(event)
  expect(await captureText(engine, { siteId: 'yard', feed: 'wms', behaviour: 'proceed', text })).toMatchObject({
    accepted: 1,
  })
}
async function declare(heads: number): Promise<void> {
  const document = { heads: [{ area: 'packing', quarter: new Date(startMs - 60_000).toISOString(), heads }] }
  expect(await engine.submitPlan('yard', document)).toMatchObject({ ok: true })
}
const zones = (): string[] => {
  const runtime = engine.runtime('yard')
  if (runtime === undefined) throw new Error('the site is there')
  return floorView(engine, runtime, false, () => '').zones.map(({ placeId }) => placeId)
}
const told = (faults: readonly { code: string; at?: string; got?: string }[]): string[] =>
  faults.map(({ code, at, got }) => `${code} ${at} ${got}`)

test('where nobody worked by it yet, and on a draft, another tree of places holds at once', async () => {
  expect(await engine.door.change(file(oneBench), {})).toMatchObject({ faults: [], fromMs: null })
  expect(zones()).toEqual(['benches', 'seven'])
})

test('where people work by it, another tree waits for the next operational week, for live state too, and over a restart', async () => {
  await work()
  await declare(40)
  const answer = await engine.door.change(file(halves), {})
  expect(answer).toMatchObject({ faults: [], fromMs: mondayMs })
  expect(answer.changes.map(({ code, place }) => `${code} ${place}`)).toEqual([
    'zoneAdded left',
    'zoneAdded right',
    'zoneRemoved benches',
  ])
  expect(zones()).toEqual(['benches'])
  clock.set(mondayMs - 1)
  await engine.keepHouse()
  expect(zones()).toEqual(['benches'])
  await engine.close()
  engine = await openEngine({ dataFolder: folder, clock })
  expect(engine.door.pending('yard')).toMatchObject({ fromMs: mondayMs, sentMs: startMs, version: answer.version })
  clock.set(mondayMs)
  await engine.keepHouse()
  expect(zones().filter((id) => id !== 'benches')).toEqual(['left', 'right'])
  expect(engine.door.pending('yard')).toBeNull()
})

test('a zone of one bench, and any place cut below k heads, is a widening', async () => {
  await work()
  await declare(25)
  expect(told(await engine.putSite(file(oneBench)))).toEqual(['WIDENS /versions/0/areas/0/zones/1 seven, 2 heads'])
  expect(told(await engine.putSite(file(halves)))).toEqual([])
  await declare(18)
  expect(told(await engine.putSite(file(halves)))).toEqual([
    'WIDENS /versions/0/areas/0/zones/0 left, 9 heads',
    'WIDENS /versions/0/areas/0/zones/1 right, 9 heads',
  ])
  expect(zones()).toEqual(['benches'])
})

test('without declared heads nothing is cut; a place that grows, and one of machines alone, only waits', async () => {
  await work()
  expect(told(await engine.putSite(file(halves)))[0]).toContain('WIDENS')
  const grown = packing(zone('benches', [...twelve, bench(12)]))
  expect(await engine.door.change(file(grown), {})).toMatchObject({ faults: [], fromMs: mondayMs })
  const sorter = [
    ...packing(zone('benches', twelve)),
    { id: 'sort', name: 'Sort', zones: [zone('belt', [point('belt')])] },
  ]
  const sources = [{ id: 'belt', kind: 'machine', readPoints: [point('belt')] }]
  expect(await engine.door.change(file(sorter, { version: { sources } }), {})).toMatchObject({
    faults: [],
    fromMs: mondayMs,
  })
})

test('a live site does not become a replayed one: its time would be whoever sends the newest event', async () => {
  await work()
  const replay = file(packing(zone('benches', twelve)), { file: { clock: 'replay' } })
  expect(told(await engine.putSite(replay))).toEqual(['WIDENS /clock replay'])
})

test('what holds at once is in force at once, and the last file that was sent is what is meant', async () => {
  await work()
  await declare(40)
  expect(await engine.putSite(file(halves))).toEqual([])
  const stricter = file(packing(zone('benches', twelve)), { version: { personFields: ['{https://example.com/}who'] } })
  expect(await engine.door.change(stricter, {})).toMatchObject({ faults: [], fromMs: null })
  expect(engine.sites.get('yard')?.at(startMs).personFields).toEqual(['{https://example.com/}who'])
  expect(engine.door.pending('yard')).toBeNull()
})

test('a dry look says the same and changes nothing', async () => {
  await work()
  await declare(40)
  expect(await engine.door.change(file(halves), { dry: true })).toMatchObject({ faults: [], fromMs: mondayMs })
  expect(engine.door.pending('yard')).toBeNull()
})

test('a simulated site is nobody’s work: the demonstration of another release comes into force at its start', async () => {
  await work()
  const notice = { kind: 'notice', date: '2026-01-01', version: '1', category: 'agency', language: 'de' } as const
  const inForce = engine.sites.get('yard')?.file
  if (inForce !== undefined) engine.policies.simulate(inForce, [notice])
  expect(await engine.door.change(file(oneBench), {})).toMatchObject({ faults: [], fromMs: null })
})
