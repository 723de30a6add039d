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

/** Flow after the story, told event by event. Settling in between, history knows what is still to come. */
async function told(said: readonly Said[], settlesBetween: boolean) {
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
  return {
    units: flow.departures(noon + 20 * minute).loads[0]!.units,
    a: flow.object(hashOfName('a'))!,
    ofOrder: flow.objectsOf(hashOfName('order'), 9).total,
  }
}
const names = (said: readonly Said[]): string => said.map(({ id, takesBack }) => takesBack ?? id).join(', ')

test('what left in a container is on its load, whichever of its two leavings comes first', async () => {
  for (const order of orders([packed, shipped, destroyed])) {
    const { units } = await told(order, false)
    expect(units, names(order)).toEqual({ planned: 2, seen: 1, staged: 1, loaded: 1 })
  }
})

test('what was in a container that left twice is on its load, whichever leaving comes first', async () => {
  const again = at(30, 'again', { epcs: ['pallet'], place: 9, step: 7 })
  for (const order of orders([packed, shipped, destroyed, again])) {
    const { units } = await told(order, false)
    expect(units, names(order)).toEqual({ planned: 2, seen: 1, staged: 1, loaded: 1 })
  }
})

test('what was folded from a history that had left already is told of its container that leaves', async () => {
  for (const order of orders([packed, shipped, destroyed, mistaken, corrected])) {
    const { units } = await told(order, true)
    expect(units, names(order)).toEqual({ planned: 2, seen: 1, staged: 1, loaded: 1 })
  }
})

test('a document is of the stay in which it is named, those that open nothing being of the stay before', async () => {
  const gone = at(0, 'left', { epcs: ['a'], place: 9, step: 7 })
  const named = (min: number) => at(min, 'named', { epcs: ['a'], documents: ['order'] })
  const back = at(10, 'back', { epcs: ['a'], place: 4, step: 1 })
  const wrong = at(2, 'wrong', { epcs: ['a'], place: 9, step: 7 })
  for (const [min, load] of [
    [5, null],
    [15, 'x'],
  ] as const) {
    const story = [gone, named(min), back]
    for (const order of orders(story)) expect((await told(order, false)).a.loadId, names(order)).toBe(load)
    for (const order of orders([...story, wrong, { ...wrong, takesBack: wrong.id }])) {
      expect((await told(order, true)).a.loadId, names(order)).toBe(load)
    }
  }
})

test('a document that is taken off after coming back keeps what left with it before', async () => {
  const used = at(2, 'used', { type: 'TransformationEvent', action: '', inputs: ['a'], outputs: ['b'] })
  const off = at(5, 'off', { type: 'TransactionEvent', action: 'DELETE', epcs: ['a'], documents: ['order'], place: 4 })
  for (const order of orders([packed, used, off, destroyed])) {
    expect((await told(order, false)).ofOrder, names(order)).toBe(1)
  }
})

test('a scan elsewhere between leaving and coming back moves nothing, whichever comes first', async () => {
  const story = [
    at(0, 'left', { epcs: ['a'], place: 9, step: 7 }),
    at(5, 'elsewhere', { epcs: ['a'], place: 0, source: 'hand' }),
    at(10, 'back', { epcs: ['a'], step: 1 }),
  ]
  const seen = new Set<string>()
  for (const order of orders(story)) seen.add(JSON.stringify((await told(order, false)).a))
  expect([...seen]).toHaveLength(1)
  expect([...seen][0]).toContain('"precision":"exact"')
})

test('what a tote was emptied of does not leave with it later, told from columns or from history', async () => {
  const wrong = at(2, 'wrong', { epcs: ['a'], place: 6, step: 3 })
  const emptied = at(5, 'emptied', { type: 'AggregationEvent', action: 'DELETE', parent: 'pallet', place: 8, step: 5 })
  const sent = at(10, 'sent', { epcs: ['pallet'], place: 9, step: 7 })
  for (const order of orders([packed, emptied, sent, wrong, { ...wrong, takesBack: wrong.id }])) {
    const { a } = await told(order, false)
    expect([a.open, a.place], names(order)).toEqual([true, 8])
  }
})
