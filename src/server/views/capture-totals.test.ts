import { expect, test } from 'vitest'
import { manualClock } from '../../base/index.ts'
import { defaultSite } from '../../site/index.ts'
import { anEvent, ownEngine } from '../engine.testkit.ts'
import type { Engine } from '../engine.ts'
import { captureText } from '../intake/capture-text.ts'
import { captureView } from './views.ts'

const startMs = Date.UTC(2026, 2, 2, 12, 3)
const clock = manualClock(startMs)

async function setUp(engine: Engine): Promise<void> {
  const draft = defaultSite('yard', 'Yard')
  const sources = [{ id: 'sorter', kind: 'machine', readPoints: ['urn:test:sorter'] }]
  const versions = draft.versions.map((each) => ({ ...each, sources }))
  expect(await engine.putSite(JSON.stringify({ ...draft, state: 'active', versions }))).toEqual([])
}
const own = ownEngine({ clock }, { before: () => clock.set(startMs), setUp })

/** One event, sent twice, and a broken one. */
function send(serial: number, readPoint: string) {
  const event = anEvent(serial, { readPoint: { id: readPoint } })
  const text = JSON.stringify([event, event, { ...event, action: 'LOOK' }])
  return captureText(own.engine, { siteId: 'yard', feed: 'wms', behaviour: 'proceed', text })
}

function shown() {
  const runtime = own.engine.runtime('yard')
  if (runtime === undefined) throw new Error('the site is there')
  const { totals, rejects, jobs } = captureView(own.engine, runtime, false)
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
  await own.renew()
  expect(await own.engine.putSite(JSON.stringify({ ...defaultSite('yard', 'Yard'), state }))).toEqual([])
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
