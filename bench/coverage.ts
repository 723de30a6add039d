/**
 * What a shift lead is still told behind the release gate, by the number of people at work in the largest shift: step-hours with a
 * rate, loads with a verdict, and whether it was right, steps of which is told whether too much waits there.
 *
 * `node bench/coverage.ts [--json] [--people N,…] [--hours N] [--declared] [--chart FILE]`. A simulated workforce; every hand scan names
 * its operator (counted heads), or with `--declared` none does and only heads per area are known. `--chart` writes the picture of the docs.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type ReleasedRate, sourceKinds } from '../src/model/index.ts'
import { grainDefault, grainOf, openGate, roundingOf } from '../src/policy/index.ts'
import { siteSizeFor } from '../src/sim/index.ts'
import { simulate } from '../test/flow/simulated.ts'
import { type Coverage, chartOf } from './coverageChart.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    people: { type: 'string', default: '12,25,60,150,400' },
    hours: { type: 'string', default: '34' },
    personHours: { type: 'string', default: String(grainDefault.personHours) },
    declared: { type: 'boolean', default: false },
    chart: { type: 'string' },
  },
})

const hourMs = 3_600_000
const quarterMs = hourMs / 4
/** Minutes before its departure at which a load's verdict is asked for; told at the tick before. */
const leadMin = 45
const delayedAfterMs = 5 * 60_000
const handSource = sourceKinds.indexOf('hand')
/** Monday, 06:00 in UTC: a shift begins. */
const startMs = Date.UTC(2026, 9, 5, 6)
/** Not measured: nobody was counted before, and nothing was packed. */
const warmHours = 10
const areas = ['inbound', 'storage', 'picking', 'packing', 'outbound', 'returns']

async function measure(people: number): Promise<Coverage> {
  const site = simulate({
    seed: `coverage ${people}`,
    siteId: 'hall',
    name: 'Hall',
    ...siteSizeFor(people),
    startMs,
    timeZone: 'UTC',
    workforce: { people },
    operatorAreas: values.declared ? [] : areas,
    noise: { misScans: 0.002, late: 0.002 },
  })
  const grain = grainOf({ personHours: Number(values.personHours) })
  const gate = openGate({ site: site.site, grain })
  const root = site.site.places.findIndex(({ kind }) => kind === 'site')
  const busy = new Set<string>()
  const told = new Map<string, string>()
  const released = new Map<string, ReleasedRate>()
  let hints = 0
  let hintNumbers = 0
  let ticks = 0
  const measuredMs = startMs + warmHours * hourMs
  const endMs = startMs + Number(values.hours) * hourMs
  site.onBatch = (batch, placement) => {
    for (let i = 0; i < batch.count; i++) {
      const step = placement.step[i]!
      const hour = Math.floor(batch.eventTimeMs[i]! / hourMs)
      if (
        step !== 0 &&
        placement.source[i] === handSource &&
        hour * hourMs >= measuredMs &&
        (hour + 1) * hourMs <= endMs
      )
        busy.add(`${step} ${hour}`)
    }
  }
  for (let ms = startMs; ms <= endMs + 10 * hourMs; ms += quarterMs) {
    await site.advanceTo(ms)
    gate.take(site.flow.drainSealed(ms), site.headsAt, site.flow.ratesWhole)
    // The gate forgets them after a day.
    for (const { cell } of gate.save().released)
      if (cell.place === root) released.set(`${cell.step} ${cell.startMs}`, cell)
    if (ms < measuredMs || ms >= endMs) continue
    const departures = new Map(site.world.truth().loads.map((load) => [load.id, load.departureMs]))
    for (const load of site.flow.departures(ms).loads) {
      const atMs = (departures.get(load.id) ?? 0) - leadMin * 60_000
      if (atMs >= ms && atMs < ms + quarterMs) told.set(load.id, load.status)
    }
    for (const index of site.site.steps.keys()) {
      if (!busy.has(`${index + 1} ${Math.floor((ms - 1) / hourMs)}`)) continue
      ticks++
      const zones = site.site.places.filter(({ kind, step }) => kind === 'zone' && step === index + 1)
      if (zones.length > 0 && zones.every(({ normal }) => normal !== undefined)) hints++
      const heads = gate.headsOfStep(index + 1, site.headsAt, ms)
      if (roundingOf({ grain, heads, unitsPerPersonHour: 100 }).kind === 'about') hintNumbers++
    }
  }
  const days = gate.save().weeks.flatMap(({ decided }) => decided)
  const windows = [...released.values(), ...days]
  const share = (mostMin: number): number => {
    let covered = 0
    for (const each of busy) {
      const [step = 0, hour = 0] = each.split(' ').map(Number)
      const atMs = hour * hourMs
      const within = windows.some(
        (cell) =>
          cell.step === step &&
          cell.startMs <= atMs &&
          cell.endMs >= atMs + hourMs &&
          cell.endMs - cell.startMs <= mostMin * 60_000,
      )
      // Quarter hours fill an hour together.
      const parts = windows.filter((cell) => cell.step === step && cell.startMs >= atMs && cell.endMs <= atMs + hourMs)
      if (within || parts.reduce((sum, cell) => sum + cell.endMs - cell.startMs, 0) === hourMs) covered++
    }
    return rounded(covered / busy.size)
  }
  const left = site.world.truth().left.filter(({ id }) => told.has(id))
  const isRight = ({ id, leftMs, plannedMs, missed }: (typeof left)[number]): boolean => {
    const well = missed.length === 0 && leftMs - plannedMs <= delayedAfterMs
    const status = told.get(id)
    return status === 'unknown' ? false : !(status === 'onTrack' && !well) && !(status === 'late' && well)
  }
  const verdicts = left.filter(({ id }) => told.get(id) !== 'unknown')
  return {
    people,
    basis: values.declared ? 'declared' : 'counted',
    stepHours: busy.size,
    rate: { quarter: share(15), hour: share(60), halfShift: share(240), shift: share(480), day: share(1_440) },
    loads: left.length,
    verdict: rounded(verdicts.length / left.length),
    right: rounded(verdicts.filter(isRight).length / Math.max(1, verdicts.length)),
    hint: rounded(hints / Math.max(1, ticks)),
    hintNumber: rounded(hintNumbers / Math.max(1, ticks)),
  }
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000
}

const all: Coverage[] = []
for (const people of values.people.split(',').map(Number)) {
  const began = performance.now()
  const coverage = await measure(people)
  all.push(coverage)
  if (values.json) console.log(JSON.stringify({ bench: 'coverage', hours: Number(values.hours), ...coverage }))
  else {
    const { rate } = coverage
    const text = (value: number): string => `${Math.round(value * 100)} %`.padStart(6)
    console.log(
      `${String(people).padStart(4)} people: rate within an hour ${text(rate.hour)}, half shift ${text(rate.halfShift)}, shift ${text(rate.shift)}, day ${text(rate.day)};` +
        ` verdict ${text(coverage.verdict)} of ${coverage.loads} loads, right ${text(coverage.right)}; level ${text(coverage.hint)}, number ${text(coverage.hintNumber)} (${Math.round((performance.now() - began) / 1000)} s)`,
    )
  }
}
if (values.chart !== undefined) writeFileSync(values.chart, chartOf(all))
