import { expect, test } from 'vitest'
import { demonstrationSites, noNoise } from '../../src/sim/index.ts'
import { type Simulated, simulate } from './simulated.ts'
import { casesOf } from './verdicts.ts'

const hourMs = 3_600_000
/** Units by which a load may be off while messages are on their way: an order of a shop may be loaded at once. */
const offMax = 20
/** Units in parcels whose scan is late. */
const lateMax = 15
const [lyon, leipzig, columbus] = demonstrationSites('fairfloor')

/** Units of each load as Departures tells them, and as they are; loads that left beside those that have not. */
function loadsOf({ flow, world }: Simulated, atMs: number) {
  const { loads, left } = world.truth()
  const truth = new Map<string, Record<string, number>>()
  for (const { id, units, steps } of loads) {
    const loaded = steps['loading'] ?? 0
    const staged = (steps['staging'] ?? 0) + loaded
    truth.set(id, { planned: units, seen: units - (steps[''] ?? 0), staged, loaded })
  }
  for (const { id, units } of left) truth.set(id, { planned: units, seen: units, staged: units, loaded: units })
  return flow.departures(atMs).loads.map(({ id, units }) => ({ id, units, truth: truth.get(id) }))
}

test.each([
  ['exactly as it happens', { ...columbus!, noise: noNoise }],
  ['with late, repeated and wrong scans', columbus!],
  ['in waves on a larger floor', lyon!],
  ['as a stream of orders', leipzig!],
])('every load holds the units that it truly holds, told %s', { timeout: 240_000 }, async (_, options) => {
  const site = simulate(options)
  const atMs = options.startMs + 3 * hourMs
  for (let ms = options.startMs; ms <= atMs; ms += hourMs / 12) await site.advanceTo(ms)
  let off = 0
  for (const { units, truth } of loadsOf(site, atMs)) {
    for (const kind of ['planned', 'seen', 'staged', 'loaded'] as const) {
      off = Math.max(off, Math.abs(truth![kind]! - units[kind]))
    }
  }
  expect(off).toBeLessThanOrEqual(offMax)
  await site.flush()
  const all = loadsOf(site, atMs)
  expect(all.length).toBeGreaterThan(90)
  for (const { id, units, truth } of all) expect({ id, ...units }).toEqual({ id, ...truth })
})

test.each([
  ['without noise', { ...columbus!, noise: noNoise }],
  ['with noise', lyon!],
])('only what truly goes back is out of order once all is told, %s', { timeout: 240_000 }, async (_, options) => {
  const site = simulate(options)
  const { steps } = site.site
  // Parcels that go round the sorter once more after they were staged go back in truth.
  const falselyOut = (): number =>
    site.flow.exceptions(site.world.nowMs, 1000).filter(({ kind, object }) => {
      const { previousStep, step } = site.flow.object(object)!
      return (
        kind === 'outOfOrder' && `${steps[previousStep - 1]?.id} to ${steps[step - 1]?.id}` !== 'staging to sorting'
      )
    }).length
  for (let hour = 0; hour <= 4; hour++) {
    await site.advanceTo(options.startMs + hour * hourMs)
    // A scan that is late is a step left out until it comes.
    expect(falselyOut()).toBeLessThanOrEqual(lateMax)
  }
  await site.flush()
  expect(falselyOut()).toBe(0)
})

test('what is told late half an hour before is truly late, and nothing told on track is short', {
  timeout: 240_000,
}, async () => {
  const cases = await casesOf(columbus!, 6, [15, 30])
  const late = cases.filter(({ told, leadMin }) => told.status === 'late' && leadMin === 30)
  expect(late.length).toBeGreaterThan(4)
  expect(late.filter(({ outcome }) => outcome !== 'whole').length / late.length).toBeGreaterThanOrEqual(0.9)
  const near = cases.filter(({ told, leadMin }) => told.status === 'onTrack' && leadMin === 15)
  expect(near.length).toBeGreaterThan(4)
  for (const { told, outcome } of near) expect(['whole', 'tight'], told.id).toContain(outcome)
})
