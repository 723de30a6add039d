import { expect, test } from 'vitest'
import { createWorld, noNoise, siteSizeFor, type World, type WorldOptions } from './index.ts'

const hourMs = 3_600_000
const minuteMs = 60_000
const startMs = Date.UTC(2026, 0, 5, 6)
const areas = ['inbound', 'storage', 'picking', 'packing', 'outbound', 'returns']

interface Line {
  readonly text: string
  readonly kind: string
  readonly worker: number | undefined
}

function simulate(more: Partial<WorldOptions> = {}, hours = 20): { world: World; lines: Line[] } {
  const people = 25
  const world = createWorld({
    seed: 3,
    siteId: 'north',
    name: 'North',
    ...siteSizeFor(people),
    startMs,
    timeZone: 'UTC',
    noise: { misScans: 0.02 },
    operatorAreas: areas,
    workforce: { people },
    ...more,
  })
  const lines: Line[] = []
  const sink = (text: string, kind: string, worker?: number): void => void lines.push({ text, kind, worker })
  world.advanceTo(startMs + hours * hourMs, sink)
  world.flush(sink)
  return { world, lines }
}

const { world, lines } = simulate()
const truth = world.workforce()!
const timeOf = (text: string): number => Date.parse(/"eventTime":"([^"]+)"/.exec(text)![1]!)

test('after the opening count nearly every hand scan has a worker, who is named in the declared person field and nowhere else', () => {
  const hand = lines.filter(({ text, kind }) => kind === 'hand' && timeOf(text) > startMs + 5 * minuteMs)
  const named = hand.filter(({ worker }) => worker !== undefined)
  expect(named.length / hand.length).toBeGreaterThan(0.97)
  for (const { text, worker } of named) {
    const { id } = truth.workers[worker!]!
    expect(text).toContain(`"wms:operator":"OP-${id}"`)
    expect(text.replaceAll(/"wms:(operator|badge)":"[^"]*"/g, '')).not.toContain(id)
  }
})

test('without declared areas no worker stands in any text, yet the truth is told beside it', () => {
  const quiet = simulate({ operatorAreas: [], noise: noNoise }, 4)
  expect(quiet.lines.some(({ text }) => /operator|badge|W\d\d\d/.test(text))).toBe(false)
  expect(quiet.lines.filter(({ worker }) => worker !== undefined).length).toBeGreaterThan(1_000)
})

test('nobody scans off the roster, in a break or in a pause', () => {
  const shiftsOf = Map.groupBy(truth.shifts, ({ worker }) => worker)
  let wrong = 0
  let all = 0
  for (const { text, worker } of lines) {
    if (worker === undefined || text.includes('errorDeclaration')) continue
    const ms = timeOf(text)
    const shift = shiftsOf.get(worker)!.find((each) => ms >= each.startMs && ms < each.endMs + 20 * minuteMs)
    const away = shift?.spans.some(({ kind, startMs: from, endMs }) => {
      return (kind === 'pause' || kind === 'break') && ms > from && ms < endMs
    })
    all++
    if (shift === undefined || away) wrong++
  }
  expect(all).toBeGreaterThan(10_000)
  expect(wrong / all).toBeLessThan(0.001)
})

test('spans are in order, do not overlap, and pauses last ten minutes or more', () => {
  let pauses = 0
  for (const { spans, startMs: from, endMs } of truth.shifts) {
    for (const [i, span] of spans.entries()) {
      expect(span.endMs).toBeGreaterThan(span.startMs)
      if (i > 0) expect(span.startMs).toBeGreaterThanOrEqual(spans[i - 1]!.endMs)
      if (span.kind !== 'pause') continue
      pauses++
      expect(span.endMs - span.startMs).toBeGreaterThanOrEqual(10 * minuteMs)
      expect(span.startMs).toBeGreaterThan(from)
      expect(span.endMs).toBeLessThanOrEqual(endMs)
    }
  }
  expect(pauses).toBeGreaterThan(30)
})

test('heads are declared as the roster plans them, pauses unknown to it', () => {
  const { heads } = simulate({}, 2).world.planUntil(startMs + 8 * hourMs)
  const quarter = heads.filter((each) => each.quarter.startsWith('2026-01-05T07:00'))
  expect(quarter.map(({ area }) => area).sort()).toEqual([...areas].sort())
  const sum = quarter.reduce((all, each) => all + each.heads, 0)
  const planned = truth.shifts.filter((shift) => shift.startMs === startMs)
  expect(sum).toBe(planned.length)
})

test('an error has its worker, its zone and the event that told it', () => {
  expect(truth.errors.length).toBeGreaterThan(100)
  const byId = new Map(lines.map((line) => [/"eventID":"([^"]+)"/.exec(line.text)![1]!, line]))
  for (const { worker, eventID } of truth.errors) expect(byId.get(eventID)?.worker).toBe(worker)
})

test('the faster do more in a shift', () => {
  const pickers = truth.shifts.filter(({ worker, startMs: from }) => {
    return truth.workers[worker]!.area === 'picking' && from === startMs
  })
  const busy = (each: (typeof pickers)[number]): number =>
    each.spans.reduce((sum, { kind, startMs: from, endMs }) => sum + (kind === 'work' ? endMs - from : 0), 0)
  const sorted = [...pickers].sort((a, b) => a.pace - b.pace)
  const rate = (some: typeof pickers): number =>
    some.reduce((sum, each) => sum + each.pieces, 0) / some.reduce((sum, each) => sum + busy(each), 0)
  const half = Math.floor(sorted.length / 2)
  expect(rate(sorted.slice(0, half))).toBeGreaterThan(rate(sorted.slice(-half)))
})

test('equal seeds give equal people', () => {
  const twin = simulate()
  expect(twin.world.workforce()).toEqual(truth)
  expect(twin.lines.length).toBe(lines.length)
})
