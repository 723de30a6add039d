import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../base/index.ts'
import { defaultSite } from '../site/index.ts'
import { captureText } from './capture-text.ts'
import { type Engine, openEngine } from './engine.ts'
import { captureView } from './views.ts'

const startMs = Date.UTC(2026, 2, 2, 12, 3)
const clock = manualClock(startMs)
let folder = ''
let engine: Engine

beforeEach(async () => {
  clock.set(startMs)
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-totals-'))
  engine = await openEngine({ dataFolder: folder, clock })
  const draft = defaultSite('yard', 'Yard')
  const sources = [{ id: 'sorter', kind: 'machine', readPoints: ['urn:test:sorter'] }]
  const versions = draft.versions.map((each) => ({ ...each, sources }))
  expect(await engine.putSite(JSON.stringify({ ...draft, state: 'active', versions }))).toEqual([])
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

/** One event, sent twice, and a broken one. */
function send(serial: number, readPoint: string) {
  const event = {
    '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    type: 'ObjectEvent',
    eventID: `urn:uuid:00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    eventTime: '2026-03-02T11:00:00Z',
    eventTimeZoneOffset: '+00:00',
    epcList: [`https://id.gs1.org/01/09521321000018/21/${serial}`],
    action: 'OBSERVE',
    bizStep: 'picking',
    readPoint: { id: readPoint },
  }
  const text = JSON.stringify([event, event, { ...event, action: 'LOOK' }])
  return captureText(engine, { siteId: 'yard', feed: 'wms', behaviour: 'proceed', text })
}

function shown() {
  const runtime = engine.runtime('yard')
  if (runtime === undefined) throw new Error('the site is there')
  const { totals, rejects, jobs } = captureView(engine, runtime, false)
  return { ...totals, told: rejects.reduce((sum, row) => sum + row.count, 0), jobs: jobs.length }
}

test('what hands had a part in moves no number of the Capture page before its quarter hour has ended', async () => {
  await send(1, 'urn:test:desk')
  expect(shown()).toEqual({ accepted: 0, duplicate: 0, conflict: 0, rejected: 0, told: 0, jobs: 0 })
  clock.set(startMs + 6 * 60_000)
  await send(2, 'urn:test:desk')
  expect(shown()).toMatchObject({ duplicate: 0, rejected: 0, told: 0, jobs: 0 })
  clock.set(startMs + 12 * 60_000)
  expect(shown()).toEqual({ accepted: 0, duplicate: 2, conflict: 0, rejected: 2, told: 2, jobs: 2 })
})

async function becomes(state: 'draft' | 'test'): Promise<void> {
  await engine.close()
  rmSync(folder, { recursive: true })
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-totals-'))
  engine = await openEngine({ dataFolder: folder, clock })
  expect(await engine.putSite(JSON.stringify({ ...defaultSite('yard', 'Yard'), state }))).toEqual([])
}

test('a draft counts at once in the first hour of its events, and then by the quarter hour like a live site', async () => {
  await becomes('draft')
  await send(1, 'urn:test:desk')
  expect(shown()).toEqual({ accepted: 1, duplicate: 1, conflict: 0, rejected: 1, told: 1, jobs: 1 })
  clock.set(startMs + 61 * 60_000)
  await send(2, 'urn:test:desk')
  expect(shown()).toEqual({ accepted: 1, duplicate: 1, conflict: 0, rejected: 1, told: 1, jobs: 1 })
  clock.set(startMs + 75 * 60_000)
  expect(shown()).toEqual({ accepted: 1, duplicate: 2, conflict: 0, rejected: 2, told: 2, jobs: 2 })
})

test('a test site counts at once, however old it is', async () => {
  await becomes('test')
  await send(1, 'urn:test:desk')
  clock.set(startMs + 61 * 60_000)
  await send(2, 'urn:test:desk')
  expect(shown()).toEqual({ accepted: 2, duplicate: 2, conflict: 0, rejected: 2, told: 2, jobs: 2 })
})

test('what machines sent is counted at once, and stands beside what hands sent before', async () => {
  await send(1, 'urn:test:desk')
  await send(2, 'urn:test:sorter')
  expect(shown()).toEqual({ accepted: 1, duplicate: 1, conflict: 0, rejected: 1, told: 1, jobs: 1 })
  clock.set(startMs + 20 * 60_000)
  await send(3, 'urn:test:sorter')
  expect(shown()).toEqual({ accepted: 2, duplicate: 3, conflict: 0, rejected: 3, told: 3, jobs: 3 })
})
