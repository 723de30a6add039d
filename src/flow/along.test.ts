import { describe, expect, test } from 'vitest'
import { batchOf, exampleSite, hashOfName, historyOf, type Said } from './example.ts'
import { openFlow, restoreFlow } from './flow.ts'
import type { Flow } from './types.ts'

const noon = Date.UTC(2026, 5, 1, 12)
const minute = 60_000
const things = ['a', 'b', 'c']

/** Something at a step, in the step's own zone. */
function at(min: number, step: number, more: Partial<Said>): Said {
  return { id: `${min} ${step} ${JSON.stringify(more)}`, at: noon + min * minute, place: 3 + step, step, ...more }
}

/** Three things picked into a tote, which goes on to the bench and the lanes: they go along with it. */
const moved: readonly Said[] = [
  at(0, 3, { epcs: ['tote'] }),
  at(1, 3, { type: 'AggregationEvent', action: 'ADD', parent: 'tote', children: things }),
  at(10, 4, { epcs: ['tote'] }),
  at(20, 5, { epcs: ['tote'] }),
]

function told(...parts: readonly (readonly Said[])[]): Flow {
  const all = parts.flat()
  const flow = openFlow({ site: exampleSite, history: historyOf(all), hashOf: hashOfName })
  for (const part of parts) {
    const { batch, placement } = batchOf(part)
    flow.apply(batch, placement)
  }
  return flow
}

function where(flow: Flow, name: string) {
  const found = flow.object(hashOfName(name))
  if (found === null || !found.open) return 'gone'
  const { place, step, previousStep, sinceMs } = found
  return { place, step, previousStep, sinceMin: sinceMs === null ? null : (sinceMs - noon) / minute }
}

function unitsAt(flow: Flow, step: number): number {
  return flow.floor(noon + 60 * minute).steps[step - 1]!.units
}

describe('what is in a container that moves on', () => {
  test('is where the container is, since it came there, and is counted there', () => {
    const flow = told(moved)
    for (const name of things) expect(where(flow, name)).toEqual({ place: 8, step: 5, previousStep: 4, sinceMin: 20 })
    expect(flow.contents(hashOfName('tote'), 10).total).toBe(3)
    expect([3, 4, 5].map((step) => unitsAt(flow, step))).toEqual([0, 0, 3])
  })

  test('stands still where it was scanned by itself, and the rest goes on', () => {
    const flow = told(moved, [at(30, 4, { epcs: ['a'] })])
    expect(where(flow, 'a')).toEqual({ place: 7, step: 4, previousStep: 3, sinceMin: 30 })
    expect(where(flow, 'b')).toEqual({ place: 8, step: 5, previousStep: 4, sinceMin: 20 })
    expect([4, 5].map((step) => unitsAt(flow, step))).toEqual([1, 2])
  })

  test('is brought along again by the next move of the container', () => {
    const flow = told(moved, [at(30, 5, { epcs: ['a'] }), at(40, 6, { epcs: ['tote'] })])
    for (const name of things) expect(where(flow, name)).toEqual({ place: 9, step: 6, previousStep: 5, sinceMin: 40 })
    expect([5, 6].map((step) => unitsAt(flow, step))).toEqual([0, 3])
  })

  test('stays where it was taken out', () => {
    const out = at(30, 5, { type: 'AggregationEvent', action: 'DELETE', parent: 'tote', children: ['b'] })
    const flow = told(moved, [out, at(40, 6, { epcs: ['tote'] })])
    expect(where(flow, 'b')).toMatchObject({ place: 8, step: 5 })
    expect(where(flow, 'a')).toMatchObject({ place: 9, step: 6 })
    expect([5, 6].map((step) => unitsAt(flow, step))).toEqual([1, 2])
  })

  test('leaves with the container', () => {
    const flow = told(moved, [at(40, 7, { epcs: ['tote'], place: 9 })])
    for (const name of things) expect(where(flow, name)).toBe('gone')
    expect(flow.floor(noon + 60 * minute).openObjects).toBe(0)
  })

  test('becomes a container itself and carries what is put into it', () => {
    const into = at(30, 5, { type: 'AggregationEvent', action: 'ADD', parent: 'a', children: ['d'] })
    const flow = told(moved, [into, at(40, 6, { epcs: ['tote'] })])
    expect(where(flow, 'd')).toMatchObject({ place: 9, step: 6 })
    expect(unitsAt(flow, 6)).toBe(3)
  })

  test('is since when the container came there, also where that is learnt late', () => {
    const flow = told(moved, [at(15, 5, { epcs: ['tote'] })])
    for (const name of things) expect(where(flow, name)).toMatchObject({ step: 5, sinceMin: 15 })
    expect(unitsAt(flow, 5)).toBe(3)
  })

  test('is where it was over a restart, and goes on', () => {
    const written = [...told(moved).snapshot(noon + 60 * minute)]
    const all = [...moved, at(40, 6, { epcs: ['tote'] })]
    const read = restoreFlow({ site: exampleSite, history: historyOf(all), hashOf: hashOfName }, written)
    if (!read.ok) throw new Error(read.fault.got)
    for (const name of things) expect(where(read.value, name)).toMatchObject({ place: 8, step: 5, sinceMin: 20 })
    const { batch, placement } = batchOf(all.slice(-1))
    read.value.apply(batch, placement)
    for (const name of things) expect(where(read.value, name)).toMatchObject({ place: 9, step: 6, sinceMin: 40 })
    expect([5, 6].map((step) => unitsAt(read.value, step))).toEqual([0, 3])
  })

  test('goes on with it after it was written down', () => {
    const flow = told(moved)
    expect([...flow.snapshot(noon)].length).toBeGreaterThan(1)
    const { batch, placement } = batchOf([at(40, 6, { epcs: ['tote'] })])
    flow.apply(batch, placement)
    for (const name of things) expect(where(flow, name)).toMatchObject({ place: 9, step: 6 })
    expect(unitsAt(flow, 6)).toBe(3)
  })

  test('does not go along against what was said of it later in the same second', () => {
    const second = noon + 10 * minute
    const nothing = { epcs: ['tote'], place: undefined, step: 0 } as const
    const flow = told([
      at(0, 3, { epcs: ['tote'] }),
      at(1, 3, { type: 'AggregationEvent', action: 'ADD', parent: 'tote', children: ['a'] }),
      at(0, 4, { epcs: ['tote'], at: second + 100 }),
      at(0, 5, { epcs: ['tote'], at: second + 300 }),
      at(0, 3, { epcs: ['a'], at: second + 600 }),
      at(11, 0, nothing),
      at(12, 0, nothing),
    ])
    expect(where(flow, 'a')).toMatchObject({ place: 6, step: 3 })
    expect([3, 5].map((step) => unitsAt(flow, step))).toEqual([1, 0])
  })

  test('is out of order for a step that it left out itself, however far its container goes on', () => {
    const flow = told([
      at(0, 2, { epcs: ['a'] }),
      at(1, 3, { epcs: ['tote'] }),
      at(5, 0, {
        type: 'AggregationEvent',
        action: 'ADD',
        parent: 'tote',
        children: ['a'],
        place: undefined,
      }),
      at(10, 4, { epcs: ['tote'] }),
      at(12, 4, { epcs: ['tote'], place: 8 }),
    ])
    expect(where(flow, 'a')).toMatchObject({ place: 8, step: 4, previousStep: 2 })
    expect(flow.exceptions(noon + 60 * minute, 10).map(({ kind }) => kind)).toContain('outOfOrder')
  })
})
