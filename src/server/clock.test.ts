import { expect, test } from 'vitest'
import { manualClock } from '../base/index.ts'
import { anEvent, ownEngine } from './engine.testkit.ts'
import { type Engine, ensureSite } from './engine.ts'
import { captureText } from './intake/capture-text.ts'
import { siteNowMs } from './sites/site-runtime.ts'
import { asOf, captureView } from './views/views.ts'

const startMs = Date.UTC(2026, 2, 2, 12)
const clock = manualClock(startMs)

async function setUp(engine: Engine): Promise<void> {
  // Machine scans, because those of hands share their quarter hour.
  await ensureSite(engine, 'main')
  const { file } = engine.sites.get('main') ?? {}
  const versions = file?.versions.map((each) => ({
    ...each,
    sources: [{ id: 'sorter', kind: 'machine', readPoints: ['urn:test:sorter'] }],
  }))
  expect(await engine.putSite(JSON.stringify({ ...file, versions }))).toEqual([])
}
const own = ownEngine({ clock }, { before: () => clock.set(startMs), setUp })

const send = (serial: number, eventTime = '2026-03-02T11:00:00Z', readPoint = 'urn:test:sorter') =>
  captureText(own.engine, {
    siteId: 'main',
    feed: 'sorter',
    behaviour: 'rollback',
    text: JSON.stringify(anEvent(serial, { eventTime, readPoint: { id: readPoint } })),
  })

async function recordTimes(): Promise<number[]> {
  const { rows } = await own.engine.ledger.query({ siteId: 'main', limit: 100, order: 'recordTime' }, {})
  const bySerial = rows.map(
    (row) => [Number(/-(\d{12})"/.exec(new TextDecoder().decode(row.raw))?.[1]), row.recordTimeMs] as const,
  )
  return bySerial.sort(([a], [b]) => a - b).map(([, ms]) => ms)
}

test('a clock that is set back does not set recordTime back, neither at once nor after a start', async () => {
  expect((await send(1)).success).toBe(true)
  clock.set(startMs - 3 * 3_600_000)
  expect((await send(2)).success).toBe(true)
  await own.engine.keepHouse()
  await own.restart(() => clock.set(startMs - 30 * 86_400_000))
  expect((await send(3)).success).toBe(true)
  await own.engine.keepHouse()
  const times = await recordTimes()
  expect(times).toHaveLength(3)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(times[0]).toBe(startMs)
})

test('a clock that jumps weeks ahead and comes back erases nothing that is younger than its retention', async () => {
  expect((await send(1)).success).toBe(true)
  clock.set(startMs + 20 * 86_400_000)
  await own.engine.keepHouse()
  clock.set(startMs)
  await own.engine.keepHouse()
  expect(await recordTimes()).toEqual([startMs])
})

/** The site on the clock of its newest event. */
async function replayed(stuckAfterMin: number): Promise<void> {
  const { file } = own.engine.sites.get('main') ?? {}
  const versions = file?.versions.map((each) => ({
    ...each,
    process: each.process.map((step) => ({ ...step, stuckAfterMin })),
  }))
  expect(await own.engine.putSite(JSON.stringify({ ...file, clock: 'replay', versions }))).toEqual([])
}
const runtimeNow = () => {
  const runtime = own.engine.runtime('main')
  if (runtime === undefined) throw new Error('the site is there')
  return runtime
}

test('a replayed site shows the same time, and the same counts of its feeds, after a start', async () => {
  await replayed(60)
  expect((await send(1, '2026-03-02T11:07:31Z')).success).toBe(true)
  const before = asOf(runtimeNow(), clock)
  expect(before.asOfMs).toBe(Date.parse('2026-03-02T11:07:31Z'))
  const { feeds } = captureView(own.engine, runtimeNow(), false)
  await own.restart()
  expect(asOf(runtimeNow(), clock)).toEqual(before)
  expect(siteNowMs(runtimeNow(), clock)).toBe(before.asOfMs)
  expect(captureView(own.engine, runtimeNow(), false).feeds).toEqual(feeds)
  expect(feeds.find((each) => each.kind === 'machine')?.perQuarterHour.at(-1)).toBe(1)
})

test('what comes after the last snapshot is counted once', async () => {
  await replayed(60)
  await send(1, '2026-03-02T11:07:31Z')
  await own.engine.saveSnapshots()
  await send(2, '2026-03-02T11:09:00Z')
  // As after a kill: nothing is saved at the end.
  own.engine.saveSnapshots = async () => {}
  await own.restart()
  const [machine] = captureView(own.engine, runtimeNow(), false).feeds.filter((each) => each.kind === 'machine')
  expect(machine?.perQuarterHour.at(-1)).toBe(2)
})

test('a replayed clock does not fall back when its newest scan has become coarse and the site file changes', async () => {
  await replayed(60)
  await send(1, '2026-03-02T11:07:31Z', 'urn:test:desk')
  const beforeMs = asOf(runtimeNow(), clock).asOfMs
  const nowMs = siteNowMs(runtimeNow(), clock)
  await own.engine.keepHouse()
  clock.advance(2 * 86_400_000)
  await own.engine.keepHouse()
  await replayed(90)
  expect(asOf(runtimeNow(), clock).asOfMs).toBe(beforeMs)
  expect(siteNowMs(runtimeNow(), clock)).toBe(nowMs)
})
