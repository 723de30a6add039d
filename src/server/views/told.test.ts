import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../../base/index.ts'
import type { SiteState } from '../../model/index.ts'
import { type Engine, openEngine } from '../engine.ts'
import { captureText } from '../intake/capture-text.ts'
import { traceView } from '../query/trace.ts'
import { captureView, departuresView, floorView, networkRow } from './views.ts'

const minute = 60_000
const startMs = Date.UTC(2026, 2, 2, 12, 1)
const clock = manualClock(startMs)
let folder = ''
let engine: Engine

beforeEach(async () => {
  clock.set(startMs)
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-told-'))
  engine = await openEngine({ dataFolder: folder, clock })
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

const place = (name: string): string => `https://id.gs1.org/414/9521321000012/254/${name}`
const siteText = (state: SiteState): string =>
  JSON.stringify({
    fairfloor: 1,
    id: 'yard',
    name: 'Yard',
    state,
    clock: 'live',
    versions: [
      {
        validFrom: '2020-01-01T00:00:00Z',
        timeZone: 'UTC',
        areas: [
          {
            id: 'picking',
            name: 'Picking',
            zones: [
              { id: 'pick', name: 'Pick', readPoints: [place('pick-*')], step: 'pick', normal: { low: 5, high: 50 } },
            ],
          },
        ],
        process: [
          { id: 'pick', name: 'Pick', bizSteps: ['picking'], owner: 'pick lead', stuckAfterMin: 1 },
          { id: 'stage', name: 'Stage', bizSteps: ['staging_outbound'], owner: 'dock lead' },
        ],
        sources: [],
      },
    ],
  })

let serial = 0
async function scan(count: number, bizStep = 'picking'): Promise<void> {
  const events = Array.from({ length: count }, () => ({
    type: 'ObjectEvent',
    eventTime: new Date(clock.nowMs()).toISOString(),
    eventTimeZoneOffset: '+00:00',
    epcList: [`https://id.gs1.org/01/09521321000018/21/${++serial}`],
    action: 'OBSERVE',
    bizStep,
    readPoint: { id: place('pick-7') },
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000012:SO-1' }],
  }))
  const text = JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-02T12:00:00Z',
    epcisBody: { eventList: events },
  })
  expect(await captureText(engine, { siteId: 'yard', feed: 'wms', behaviour: 'rollback', text })).toMatchObject({
    accepted: count,
  })
}

const runtime = () => {
  const found = engine.runtime('yard')
  if (found === undefined) throw new Error('no site')
  return found
}
const floor = () => floorView(engine, runtime(), false, () => 'a name')
const zone = () => {
  const { backlog, base, level } = floor().zones[0] ?? { backlog: undefined, base: undefined, level: undefined }
  return { backlog, base, level }
}

/** Every live answer of the site; its own time apart, which goes on. */
const everything = (): string => {
  const views = [floor(), departuresView(engine, runtime(), false), networkRow(engine, runtime(), false)]
  // What a draft took in is counted at once for whoever sets it up.
  const { state } = runtime().compiled.file
  const shown = state === 'active' ? [...views, captureView(engine, runtime(), false)] : views
  return JSON.stringify(shown).replace(/"asOfMs":\d+,/g, '')
}

async function declare(heads: number): Promise<void> {
  const quarters = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => new Date(Date.UTC(2026, 2, 2, 12, i * 15)).toISOString())
  const answer = await engine.submitPlan('yard', {
    loads: [{ id: 'L1', carrier: 'Nordfracht', dock: '4', departure: '2026-03-02T14:00:00Z' }],
    orders: [{ id: 'SO-1', load: 'L1', document: 'urn:epcglobal:cbv:bt:9521321000012:SO-1', units: 100 }],
    heads: quarters.map((quarter) => ({ area: 'picking', quarter, heads })),
  })
  expect(answer.ok).toBe(true)
}

test('what hands do moves no live answer before the quarter hour is over, however often one asks', async () => {
  await engine.putSite(siteText('active'))
  await declare(40)
  const before = everything()
  for (let i = 0; i < 13; i++) {
    clock.advance(minute)
    await scan(40)
    expect(everything()).toBe(before)
  }
  clock.advance(minute)
  expect(everything()).not.toBe(before)
  // 520 objects, to the nearest of what one person does in 2.4 hours.
  expect(zone()).toEqual({ backlog: 500, base: 250, level: 'farAbove' })
})

test('with fewer than k heads a zone is told in words, and nothing tells its number', async () => {
  await engine.putSite(siteText('active'))
  await declare(9)
  await scan(4711)
  clock.advance(15 * minute)
  expect(zone()).toEqual({ backlog: null, base: 0, level: 'farAbove' })
  expect(floor().areas).toMatchObject([{ placeId: 'picking', backlog: null }])
  expect(floor().process[0]).toMatchObject({ queue: null, level: 'farAbove', age: { medianMin: null } })
  // Not as many as there are: what came in the quarter hour before could be counted.
  expect(floor()).toMatchObject({ exceptionsTotal: 3000, exceptions: { length: 10 } })
  expect(/471[01]/.test(everything())).toBe(false)
})

test('a load is told in parts of what is planned, what is done rounded down and what is left up', async () => {
  await engine.putSite(siteText('active'))
  await declare(40)
  await scan(30, 'staging_outbound')
  await scan(13)
  clock.advance(15 * minute)
  const [load] = departuresView(engine, runtime(), false).loads
  expect(load).toMatchObject({ base: 25, units: { planned: 100, seen: 25, staged: 25, loaded: 0 } })
  expect(load?.shares.flatMap(({ zones }) => zones.map(({ units }) => units))).toEqual([null, null])
  expect(load?.shares.find(({ step }) => step === 'pick')?.units).toBe(25)
  await scan(70, 'staging_outbound')
  clock.advance(15 * minute)
  expect(departuresView(engine, runtime(), false).loads[0]?.units.staged).toBe(100)
})

test('a load that comes into the plan is shown at once, and what is known of its goods at the next tick', async () => {
  await engine.putSite(siteText('active'))
  await scan(100)
  clock.advance(15 * minute)
  everything()
  await declare(40)
  expect(departuresView(engine, runtime(), false).loads).toMatchObject([
    { status: 'unknown', reason: 'nextTick', units: { planned: 100, seen: 0 } },
  ])
  clock.advance(15 * minute)
  expect(departuresView(engine, runtime(), false).loads).toMatchObject([{ units: { planned: 100, seen: 100 } }])
})

test('a test site is exact and at once; a draft is at once in the first hour of its events, and no longer', async () => {
  await engine.putSite(siteText('test'))
  await scan(3)
  expect(zone()).toEqual({ backlog: 3, base: 0, level: 'below' })
  await engine.putSite(siteText('draft'))
  await declare(40)
  await scan(900)
  const first = zone().backlog
  expect(first).toBeGreaterThan(0)
  clock.advance(61 * minute)
  everything()
  await scan(900)
  expect(zone().backlog).toBe(first)
})

test('what has taken events never becomes a test site, and what was live has no first hour as a draft', async () => {
  await engine.putSite(siteText('active'))
  await scan(900)
  expect(await engine.putSite(siteText('test'))).toMatchObject([{ code: 'WIDENS', at: '/state' }])
  await engine.putSite(siteText('draft'))
  await declare(40)
  const before = everything()
  await scan(900)
  expect(everything()).toBe(before)
})

test('a test site tells its hand scans as they came', async () => {
  await engine.putSite(siteText('test'))
  await scan(1)
  const view = await traceView(engine, runtime(), false, {
    asked: `https://id.gs1.org/01/09521321000018/21/${serial}`,
    role: 'lead',
  })
  expect(view.journey).toMatchObject([{ precision: 'exact', eventTimeMs: startMs }])
})

test('sending the site file again makes nothing fresher', async () => {
  await engine.putSite(siteText('active'))
  await declare(40)
  const before = everything()
  await scan(900)
  await engine.putSite(siteText('active'))
  expect(everything()).toBe(before)
})
