import { describe, expect, test } from 'vitest'
import { batchOf, exampleSite, hashOfName, historyOf, type Said } from './example.ts'
import { openFlow } from './flow.ts'
import type { Flow, FlowLimits } from './types.ts'

const noon = Date.UTC(2026, 5, 1, 12)
const minute = 60_000

let ids = 0
/** An event at `min` minutes past noon. */
function at(min: number, rest: Omit<Said, 'at' | 'id'> & { id?: string }): Said {
  return { id: `event ${ids++}`, ...rest, at: noon + min * minute }
}

async function told(said: readonly Said[], limits: Partial<FlowLimits> = {}): Promise<Flow> {
  const flow = openFlow({ site: exampleSite, history: historyOf(said), hashOf: hashOfName, limits })
  for (const each of said) {
    const { batch, placement } = batchOf([each])
    flow.apply(batch, placement)
  }
  await flow.settle()
  return flow
}

function where(flow: Flow, name: string): string {
  const found = flow.object(hashOfName(name))
  if (found === null) return 'unknown'
  return found.open ? `${exampleSite.places[found.place]!.id}/${exampleSite.steps[found.step - 1]?.id ?? ''}` : 'left'
}

const observe = (min: number, epcs: string[], place: number, step: number): Said => at(min, { epcs, place, step })
const pack = (min: number, parent: string, children: string[], place = 7, step = 4): Said =>
  at(min, { type: 'AggregationEvent', action: 'ADD', parent, children, place, step })

describe('an object', () => {
  test('is where its latest statement says, whatever comes last', async () => {
    const flow = await told([observe(10, ['a'], 6, 3), observe(5, ['a'], 5, 2)])
    expect(where(flow, 'a')).toBe('faces/pick')
    expect(flow.object(hashOfName('a'))?.previousStep).toBe(2)
  })

  test('has been there since the first scan of its stay, not the last', async () => {
    const flow = await told([observe(0, ['a'], 5, 2), observe(10, ['a'], 6, 3), observe(30, ['a'], 6, 3)])
    expect(flow.object(hashOfName('a'))?.sinceMs).toBe(noon + 10 * minute)
  })

  test('keeps its step where a reader says only the place', async () => {
    const flow = await told([observe(0, ['a'], 5, 2), at(5, { epcs: ['a'], place: 6 })])
    expect(where(flow, 'a')).toBe('faces/store')
  })

  test('has times at the quarter hour only once a hand has scanned it', async () => {
    const flow = await told([at(7, { epcs: ['a'], place: 5, step: 2, source: 'hand' })])
    const found = flow.object(hashOfName('a'))!
    expect([found.precision, found.sinceMs, found.lastSeenMs]).toEqual(['quarterHour', noon, noon])
  })

  test('is not moved by what a partner says of places elsewhere', async () => {
    const flow = await told([observe(0, ['a'], 5, 2), at(5, { epcs: ['a'], place: 0, step: 7, source: 'partner' })])
    expect(where(flow, 'a')).toBe('reserve/store')
  })
})

describe('a container', () => {
  test('carries its contents, nested ones too', async () => {
    const flow = await told([pack(0, 'box', ['a', 'b']), pack(1, 'pallet', ['box']), observe(5, ['pallet'], 8, 5)])
    expect([where(flow, 'a'), where(flow, 'b'), where(flow, 'box')]).toEqual(Array(3).fill('lanes/stage'))
    expect(flow.contents(hashOfName('pallet'), 10).total).toBe(1)
    expect(flow.contents(hashOfName('box'), 1)).toMatchObject({ total: 2, objects: [{ open: true }] })
    expect(flow.floor(noon + 9 * minute).places).toMatchObject([{ place: 8, objects: 4, units: 2 }])
  })

  test('no longer carries what was unpacked', async () => {
    const unpack = at(3, {
      type: 'AggregationEvent',
      action: 'DELETE',
      parent: 'box',
      children: ['a'],
      place: 7,
      step: 4,
    })
    const flow = await told([pack(0, 'box', ['a', 'b']), unpack, observe(5, ['box'], 8, 5)])
    expect([where(flow, 'a'), where(flow, 'b')]).toEqual(['bench/pack', 'lanes/stage'])
  })

  test('that is emptied without a list leaves its contents where that happened', async () => {
    const emptied = at(3, { type: 'AggregationEvent', action: 'DELETE', parent: 'tote', place: 7, step: 4 })
    const said = [pack(0, 'tote', ['a', 'b'], 6, 3), emptied, observe(5, ['tote'], 6, 3)]
    for (const order of [said, [...said].reverse(), [said[1]!, said[0]!, said[2]!]]) {
      const flow = await told(order)
      expect([where(flow, 'a'), where(flow, 'tote')]).toEqual(['bench/pack', 'faces/pick'])
      expect(flow.object(hashOfName('a'))?.container).toBe(null)
    }
  })

  test('carries its contents by a move that comes late', async () => {
    const flow = await told([pack(0, 'box', ['a']), observe(20, ['box'], 9, 6), observe(10, ['box'], 8, 5)])
    expect(where(flow, 'a')).toBe('dock-out/load')
    expect(flow.object(hashOfName('a'))?.previousStep).toBe(5)
  })

  test('takes its contents out of the building, and a late scan of them opens nothing', async () => {
    const flow = await told([pack(0, 'box', ['a']), observe(20, ['box'], 9, 7), observe(10, ['a'], 8, 5)])
    expect([where(flow, 'a'), where(flow, 'box')]).toEqual(['left', 'left'])
    expect(flow.stats()).toMatchObject({ openObjects: 0, closedObjects: 2 })
  })

  test('does not take along what was unpacked before, even where that is learnt late', async () => {
    const unpack = at(5, {
      type: 'AggregationEvent',
      action: 'DELETE',
      parent: 'box',
      children: ['a'],
      place: 7,
      step: 4,
    })
    const flow = await told([pack(0, 'box', ['a']), observe(20, ['box'], 9, 7), unpack])
    expect([where(flow, 'a'), where(flow, 'box')]).toEqual(['bench/pack', 'left'])
  })

  test('in a ring with another ends no process', async () => {
    const flow = await told([
      pack(0, 'x', ['y']),
      pack(1, 'y', ['x']),
      observe(2, ['x'], 8, 5),
      observe(3, ['y'], 9, 7),
    ])
    expect([where(flow, 'x'), where(flow, 'y')]).toEqual(['left', 'left'])
  })
})

describe('what left', () => {
  test('opens again only by a scan in the house that is later', async () => {
    const gone = [observe(0, ['a'], 8, 5), observe(10, ['a'], 9, 7)]
    expect(where(await told([...gone, observe(5, ['a'], 9, 6)]), 'a')).toBe('left')
    expect(where(await told([...gone, at(20, { epcs: ['a'], place: 0 })]), 'a')).toBe('left')
    expect(where(await told([...gone, observe(20, ['a'], 4, 1)]), 'a')).toBe('dock-in/receive')
  })

  test.each(['destroyed', 'inactive'])('may have left by its disposition %s', async (disposition) => {
    expect(where(await told([observe(0, ['a'], 5, 2), at(9, { epcs: ['a'], place: 5, disposition })]), 'a')).toBe(
      'left',
    )
  })

  test('are inputs of a transformation, while outputs come', async () => {
    const made = at(9, { type: 'TransformationEvent', action: '', inputs: ['a'], outputs: ['b'], place: 7, step: 4 })
    const flow = await told([observe(0, ['a'], 5, 2), made])
    expect([where(flow, 'a'), where(flow, 'b')]).toEqual(['left', 'bench/pack'])
  })

  test('is forgotten beyond the horizon and the limit, so memory stays bounded', async () => {
    const said: Said[] = []
    for (let i = 0; i < 3_000; i++) said.push(at(i, { epcs: [`x${i}`], place: 9, step: 7 }))
    const all = openFlow({
      site: exampleSite,
      history: historyOf([]),
      hashOf: hashOfName,
      limits: { closedHorizonMs: 500 * minute },
    })
    all.apply(batchOf(said).batch, batchOf(said).placement)
    expect(all.stats().closedObjects).toBeLessThan(1_500)
    const few = openFlow({ site: exampleSite, history: historyOf([]), hashOf: hashOfName, limits: { closedMax: 200 } })
    few.apply(batchOf(said).batch, batchOf(said).placement)
    expect(few.stats().closedObjects).toBeLessThanOrEqual(200)
    expect(where(few, 'x2999')).toBe('left')
  })

  test('is forgotten with its document beyond the horizon, however many come in one batch', () => {
    const limits = { closedHorizonMs: 500 * minute }
    const flow = openFlow({ site: exampleSite, history: historyOf([]), hashOf: hashOfName, limits })
    const names = Array.from({ length: 3_000 }, (_, i) => `order ${i}`)
    const said = names.map((name, i) => at(i, { epcs: [`of ${name}`], place: 9, step: 7, documents: [name] }))
    for (let start = 0; start < said.length; start += 500) {
      const { batch, placement } = batchOf(said.slice(start, start + 500))
      flow.apply(batch, placement)
    }
    const known = names.filter((name) => flow.objectsOf(hashOfName(name), 1).total > 0)
    expect(known).toEqual(expect.arrayContaining(names.slice(-500)))
    expect(known.length).toBeLessThan(1_500)
  })
})

describe('a correction', () => {
  const moved = observe(10, ['a'], 8, 5)
  const takeBack = (said: Said): Said => ({ ...said, takesBack: said.id, id: `${said.id} error` })

  test('takes the latest statement back', async () => {
    const said = [observe(0, ['a'], 5, 2), moved, takeBack(moved)]
    for (const order of [said, [...said].reverse()]) expect(where(await told(order), 'a')).toBe('reserve/store')
  })

  test('of an aggregation puts the contents back', async () => {
    const packed = pack(5, 'box', ['a'])
    const said = [observe(0, ['a'], 5, 2), packed, observe(9, ['box'], 8, 5), takeBack(packed)]
    for (const order of [said, [...said].reverse()]) {
      const flow = await told(order)
      expect([where(flow, 'a'), where(flow, 'box')]).toEqual(['reserve/store', 'lanes/stage'])
    }
  })

  test('of a departure brings everything back that was inside', async () => {
    const shipped = observe(20, ['pallet'], 9, 7)
    const flow = await told([pack(0, 'box', ['a']), pack(1, 'pallet', ['box']), shipped, takeBack(shipped)])
    expect([where(flow, 'pallet'), where(flow, 'box'), where(flow, 'a')]).toEqual(Array(3).fill('bench/pack'))
    expect(flow.contents(hashOfName('box'), 9).total).toBe(1)
    expect(flow.stats()).toMatchObject({ openObjects: 3, closedObjects: 0, owed: 0 })
  })

  test('of an amount takes it off again, before or after', async () => {
    const added = at(0, { action: 'ADD', place: 5, step: 2, amounts: { milk: 2.5 } })
    const said = [added, takeBack(added), at(1, { action: 'ADD', place: 5, step: 2, amounts: { milk: 0.1 } })]
    for (const order of [said, [...said].reverse()]) {
      expect((await told(order)).amountsOf(hashOfName('milk'))).toEqual([{ place: 5, amount: 0.1 }])
    }
  })

  test('of something that nobody knows does nothing', async () => {
    expect(where(await told([takeBack(moved)]), 'a')).toBe('unknown')
  })
})

describe('amounts of a class', () => {
  test('are added, taken, and carried by containers', async () => {
    const flow = await told([
      at(0, { action: 'ADD', place: 5, step: 2, amounts: { milk: 10 } }),
      at(1, { action: 'DELETE', place: 5, step: 2, amounts: { milk: 1 } }),
      at(2, { type: 'AggregationEvent', action: 'ADD', parent: 'crate', place: 5, step: 2, amounts: { milk: 4 } }),
      observe(3, ['crate'], 8, 5),
    ])
    expect(flow.amountsOf(hashOfName('milk'))).toEqual([
      { place: 5, amount: 5 },
      { place: 8, amount: 4 },
    ])
    expect(flow.contents(hashOfName('crate'), 9).amounts).toEqual([{ class: hashOfName('milk'), amount: 4 }])
  })
})

describe('the floor', () => {
  test('shows backlog, ages and what is stuck at each place and step', async () => {
    const flow = await told([observe(0, ['a'], 7, 4), observe(50, ['b'], 7, 4), observe(70, ['c'], 7, 4)])
    const floor = flow.floor(noon + 90 * minute)
    expect(floor.places).toEqual([
      {
        place: 7,
        step: -1,
        objects: 3,
        units: 3,
        age: { medianMin: 40, p95Min: 90, oldestMin: 90 },
        stuck: 1,
        outOfOrder: 0,
        misplaced: 0,
      },
    ])
    expect(floor.steps[3]).toMatchObject({ step: 4, objects: 3, stuck: 1 })
    expect(floor.exceptionsTotal).toBe(1)
  })

  test('lists exceptions oldest first, and they close themselves when the goods move on', async () => {
    const said = [
      observe(0, ['late'], 7, 4),
      observe(1, ['skipped'], 5, 2),
      observe(10, ['skipped'], 8, 5),
      observe(20, ['strayed'], 5, 2),
      at(25, { epcs: ['strayed'], place: 9 }),
    ]
    const flow = await told(said)
    const nowMs = noon + 80 * minute
    expect(flow.exceptions(nowMs, 9).map(({ kind, owner, next }) => [kind, owner, next])).toEqual([
      ['stuck', 'pack lead', 'moveOn'],
      ['outOfOrder', 'dock lead', 'checkStep'],
      ['misplaced', 'storage lead', 'bringBack'],
    ])
    expect(flow.floor(nowMs).exceptionsTotal).toBe(3)
    const more = batchOf([observe(79, ['late'], 8, 5), observe(79, ['skipped'], 9, 6), observe(79, ['strayed'], 5, 2)])
    flow.apply(more.batch, more.placement)
    expect(flow.exceptions(nowMs, 9)).toEqual([])
    expect(flow.floor(nowMs).exceptionsTotal).toBe(0)
  })

  test('counts unmapped read points and shows examples', async () => {
    const flow = await told([at(0, { epcs: ['a'], place: 0 }), at(1, { epcs: ['b'], place: 0 })])
    expect(flow.floor(noon).unmapped).toEqual({ readPoints: 1, objects: 2, examples: ['point 0'] })
  })

  test('finds exceptions over several looks where a site is larger than one look', async () => {
    const said = Array.from({ length: 50 }, (_, i) => observe(i, [`x${i}`], 7, 4))
    const flow = await told(said, { scanRowsMax: 7 })
    const nowMs = noon + 300 * minute
    for (let look = 0; look < 8; look++) flow.exceptions(nowMs, 50)
    expect(flow.exceptions(nowMs, 100)).toHaveLength(50)
  })
})
