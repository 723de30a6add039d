import { expect, test } from 'vitest'
import { batchOf, exampleSite, hashOfName, historyOf, type Said } from './example.ts'
import { openFlow } from './flow.ts'

const noon = Date.UTC(2026, 5, 1, 12)
const minute = 60_000

/** An event at `min` minutes past noon. */
const at = (min: number, id: string, rest: Omit<Said, 'at' | 'id'>): Said => ({ id, ...rest, at: noon + min * minute })
const packed = at(0, 'packed', {
  type: 'AggregationEvent',
  action: 'ADD',
  parent: 'pallet',
  children: ['a'],
  place: 7,
  step: 4,
  documents: ['order'],
})
const shipped = at(5, 'shipped', { epcs: ['pallet'], place: 9, step: 7 })
const destroyed = at(10, 'destroyed', { epcs: ['a'], place: 9, step: 6, disposition: 'destroyed' })
const mistaken = at(3, 'mistaken', { epcs: ['a'], place: 9, step: 7 })
const corrected: Said = { ...mistaken, takesBack: mistaken.id }

function* orders(said: readonly Said[]): Generator<Said[]> {
  if (said.length === 0) yield []
  for (const first of said) for (const rest of orders(said.filter((each) => each !== first))) yield [first, ...rest]
}

/** Units of the load of `order` after the story, told event by event. Settling in between, history knows what is still to come. */
async function unitsAfter(said: readonly Said[], settlesBetween: boolean) {
  const flow = openFlow({ site: exampleSite, history: historyOf(said), hashOf: hashOfName })
  const of = { siteId: 'example', version: 1, recordedMs: noon }
  const load = { ...of, id: 'x', carrier: '', service: '', dock: '', departureMs: noon + 100 * minute, deadlinesMs: {} }
  const order = { ...of, id: '1', loadId: 'x', document: 'order', lines: 1, units: 2, dueMs: noon }
  flow.usePlan({ ...of, loads: [{ ...load, state: 'planned' }], orders: [{ ...order, state: 'open' }] })
  for (const each of said) {
    const { batch, placement } = batchOf([each])
    flow.apply(batch, placement)
    if (settlesBetween) await flow.settle()
  }
  await flow.settle()
  return flow.departures(noon + 20 * minute).loads[0]!.units
}

test('what left in a container is on its load, whichever of its two leavings comes first', async () => {
  for (const order of orders([packed, shipped, destroyed])) {
    const told = order.map(({ id }) => id).join(', ')
    expect(await unitsAfter(order, false), told).toEqual({ planned: 2, seen: 1, staged: 1, loaded: 1 })
  }
})

test('what was folded from a history that had left already is told of its container that leaves', async () => {
  for (const order of orders([packed, shipped, destroyed, mistaken, corrected])) {
    const told = order.map(({ id, takesBack }) => takesBack ?? id).join(', ')
    expect(await unitsAfter(order, true), told).toEqual({ planned: 2, seen: 1, staged: 1, loaded: 1 })
  }
})
