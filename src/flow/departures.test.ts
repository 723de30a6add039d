import { describe, expect, test } from 'vitest'
import type { Load, Order, PlanView } from '../model/index.ts'
import { batchOf, exampleSite, hashOfName, historyOf, type Said } from './example.ts'
import { openFlow } from './flow.ts'
import type { Flow, LoadState } from './types.ts'

const noon = Date.UTC(2026, 5, 1, 12)
const minute = 60_000
const hour = 60 * minute

let ids = 0
function at(min: number, rest: Omit<Said, 'at' | 'id'>): Said {
  return { ...rest, id: `e${ids++}`, at: noon + min * minute }
}

function load(id: string, departureMs: number, rest: Partial<Load> = {}): Load {
  const plain = { siteId: 'example', carrier: 'c', service: 's', dock: '1', version: 1, recordedMs: noon }
  return { ...plain, id, departureMs, deadlinesMs: { staged: departureMs - hour }, state: 'planned', ...rest }
}

function order(id: string, loadId: string, units: number, rest: Partial<Order> = {}): Order {
  const plain = { siteId: 'example', lines: 1, dueMs: noon, version: 1, recordedMs: noon, state: 'open' as const }
  return { ...plain, id, loadId, document: `order ${id}`, units, ...rest }
}

function plan(loads: readonly Load[], orders: readonly Order[]): PlanView {
  return { siteId: 'example', version: 1, loads, orders }
}

async function flowOf(said: readonly Said[], planned?: PlanView, planFirst = true): Promise<Flow> {
  const flow = openFlow({ site: exampleSite, history: historyOf(said), hashOf: hashOfName })
  if (planned !== undefined && planFirst) flow.usePlan(planned)
  const { batch, placement } = batchOf(said)
  flow.apply(batch, placement)
  if (planned !== undefined && !planFirst) flow.usePlan(planned)
  await flow.settle()
  return flow
}

const told = (flow: Flow, nowMs: number, id: string): LoadState =>
  flow.departures(nowMs).loads.find((each) => each.id === id)!

/** Units of an order, each scanned at a step of its own. */
const scans = (document: string, steps: readonly number[], min = 0): Said[] =>
  steps.map((step, i) => at(min, { epcs: [`${document} ${i}`], place: 3 + step, step, documents: [document] }))

describe('departures', () => {
  test('without a plan say so', async () => {
    const flow = await flowOf(scans('order 1', [5]))
    expect(flow.departures(noon)).toEqual({ plan: 'none', loads: [], unplannedUnits: 1 })
  })

  test('join orders to objects by document, whichever comes first', async () => {
    const planned = plan([load('x', noon + 4 * hour)], [order('1', 'x', 4)])
    for (const planFirst of [true, false]) {
      const state = told(await flowOf(scans('order 1', [3, 5, 6]), planned, planFirst), noon, 'x')
      expect(state.units).toEqual({ planned: 4, seen: 3, staged: 2, loaded: 1 })
      expect(state.shares).toEqual([
        { step: 0, units: 1, zones: [] },
        { step: 3, units: 1, zones: [{ place: 6, units: 1 }] },
        { step: 5, units: 1, zones: [{ place: 8, units: 1 }] },
        { step: 6, units: 1, zones: [{ place: 9, units: 1 }] },
      ])
    }
  })

  test('count what is inside a container that the order names, and only while it is its newest order', async () => {
    const pack = at(0, {
      type: 'AggregationEvent',
      action: 'ADD',
      parent: 'box',
      children: ['a', 'b'],
      place: 7,
      step: 4,
    })
    const named = (min: number, document: string): Said =>
      at(min, { type: 'TransactionEvent', action: 'ADD', epcs: ['box'], documents: [document] })
    const planned = plan([load('x', noon + hour)], [order('1', 'x', 2)])
    expect(told(await flowOf([pack, named(1, 'order 1')], planned), noon, 'x').units.seen).toBe(2)
    const reused = [pack, named(1, 'order 1'), named(2, 'order 9')]
    expect(told(await flowOf(reused, planned), noon, 'x').units.seen).toBe(0)
  })

  test('take what an order names on containers only to have left in them', async () => {
    const pack = (box: string, children: string[]): Said =>
      at(0, { type: 'AggregationEvent', action: 'ADD', parent: box, children, place: 8, step: 5 })
    const named = (epc: string): Said =>
      at(1, { type: 'TransactionEvent', action: 'ADD', epcs: [epc], documents: ['order 1'] })
    const gone = at(2, { epcs: ['box 1'], place: 9, step: 7 })
    const planned = plan([load('x', noon + hour)], [order('1', 'x', 3)])
    const boxes = [pack('box 1', ['a', 'b']), pack('box 2', ['c']), named('box 1'), named('box 2'), gone]
    expect(told(await flowOf(boxes, planned), noon, 'x').units).toEqual({ planned: 3, seen: 3, staged: 3, loaded: 2 })
    // Where units are named they are counted one by one.
    const units = [...boxes, named('c')]
    expect(told(await flowOf(units, planned), noon, 'x').units).toMatchObject({ seen: 1, loaded: 0 })
  })

  test('count amounts of classes by the furthest step that they reached', async () => {
    const amount = (min: number, step: number, milk: number): Said =>
      at(min, { place: 3 + step, step, amounts: { milk }, documents: ['order 1'] })
    const planned = plan([load('x', noon + hour)], [order('1', 'x', 10)])
    const state = told(await flowOf([amount(0, 3, 8), amount(1, 4, 8), amount(2, 5, 5)], planned), noon, 'x')
    expect(state.units).toEqual({ planned: 10, seen: 8, staged: 5, loaded: 0 })
  })

  test('keep what has left on its load, but not what was destroyed', async () => {
    const planned = plan([load('x', noon + hour)], [order('1', 'x', 3)])
    const gone = at(5, { epcs: ['order 1 0'], place: 9, step: 7 })
    const broken = at(5, { epcs: ['order 1 1'], place: 9, disposition: 'destroyed' })
    const state = told(await flowOf([...scans('order 1', [6, 6, 6]), gone, broken], planned), noon, 'x')
    expect(state.units).toEqual({ planned: 3, seen: 2, staged: 2, loaded: 2 })
  })

  test('do not count what was destroyed where the site lets it leave, whether columns or history tell', async () => {
    const broken = at(5, { epcs: ['order 1 0'], place: 9, step: 7, disposition: 'destroyed' })
    const took = scans('order 1', [4, 4, 4])
    const planned = plan([load('x', noon + hour)], [order('1', 'x', 3)])
    const late = [broken, ...took]
    // A scan that is taken back makes history fold the unit again.
    const wrong = at(1, { epcs: ['order 1 0'], place: 8, step: 5 })
    const corrected = [...took, wrong, broken, { ...wrong, takesBack: wrong.id }]
    for (const said of [[...took, broken], late, corrected]) {
      expect(told(await flowOf(said, planned), noon, 'x').units).toEqual({ planned: 3, seen: 2, staged: 0, loaded: 0 })
    }
  })

  test('keep what came back from a customer on the load that took it there, once the load has departed', async () => {
    const gone = at(5, { epcs: ['order 1 0', 'order 1 1'], place: 9, step: 7 })
    const back = at(3000, { epcs: ['order 1 0'], place: 4, step: 1 })
    const said = [...scans('order 1', [6, 6]), gone, back]
    const of = async (state: Load['state']) =>
      told(await flowOf(said, plan([load('x', noon + hour, { state })], [order('1', 'x', 2)])), noon, 'x')
    expect((await of('departed')).reason).toBe('departed')
    expect((await of('planned')).units).toEqual({ planned: 2, seen: 2, staged: 1, loaded: 1 })
  })

  test('follow an order that is moved to another load, and one that is cancelled', async () => {
    const loads = [load('x', noon + hour), load('y', noon + 2 * hour)]
    const flow = await flowOf(scans('order 1', [5, 5]), plan(loads, [order('1', 'x', 2)]))
    expect(told(flow, noon, 'x').units.staged).toBe(2)
    flow.usePlan(plan(loads, [order('1', 'y', 2)]))
    expect([told(flow, noon, 'x').units.seen, told(flow, noon, 'y').units.staged]).toEqual([0, 2])
    expect(flow.departures(noon).unplannedUnits).toBe(0)
    flow.usePlan(plan(loads, [order('1', 'y', 2, { state: 'cancelled' })]))
    expect(told(flow, noon, 'y')).toMatchObject({ status: 'unknown', reason: 'noOrders' })
    expect(flow.departures(noon).unplannedUnits).toBe(2)
  })

  test('say which deadlines are met, missed, or open', async () => {
    const deadlinesMs = { released: noon, picked: noon + hour, packed: noon - hour, staged: noon + hour }
    const planned = plan([load('x', noon + 2 * hour, { deadlinesMs })], [order('1', 'x', 2)])
    const state = told(await flowOf(scans('order 1', [3, 4]), planned), noon, 'x')
    expect(state.deadlines.map(({ kind, met }) => [kind, met])).toEqual([
      ['released', true],
      ['picked', true],
      ['packed', false],
      ['staged', null],
    ])
  })

  test('name the step that holds a load, its owner and where most of the units wait', async () => {
    const planned = plan([load('x', noon + 4 * hour)], [order('1', 'x', 6)])
    const state = told(await flowOf(scans('order 1', [3, 3, 3, 4, 5, 5]), planned), noon, 'x')
    expect(state.holding).toEqual({ step: 4, units: 3, owner: 'pack lead', place: 6 })
  })

  test.each([
    ['cancelled', { state: 'cancelled' as const }, 'cancelled', 'cancelled'],
    ['departed short', { state: 'departed' as const }, 'departed', 'departedShort'],
    ['past its time', { departureMs: noon - hour }, 'late', 'departurePassed'],
    ['without pace', {}, 'unknown', 'noPace'],
  ])('tell a load that is %s', async (_, rest, status, reason) => {
    const planned = plan([load('x', noon + 4 * hour, rest)], [order('1', 'x', 3)])
    expect(told(await flowOf(scans('order 1', [3, 3], -300), planned), noon, 'x')).toMatchObject({ status, reason })
  })
})

describe('readiness', () => {
  /** Over the last hour one unit a minute has come through picking, packing and staging. */
  function pace(): Said[] {
    const out: Said[] = []
    for (let i = 0; i < 60; i++) {
      for (const step of [3, 4, 5]) out.push(at(i - 61 + step / 10, { epcs: [`p${i}`], place: 3 + step, step }))
    }
    return out
  }

  async function three(units: readonly number[], hours: readonly number[]) {
    const loads = units.map((_, i) => load(`l${i}`, noon + hours[i]! * hour))
    const orders = units.map((count, i) => order(String(i), `l${i}`, count))
    const said = units.flatMap((count, i) => scans(`order ${i}`, Array(count).fill(3), -90))
    return flowOf([...said, ...pace()], plan(loads, orders))
  }

  test('is a band of quarter hours: this load first, and after all that leave before it', async () => {
    const flow = await three([30, 60], [3, 5])
    const [first, second] = flow.departures(noon).loads
    for (const { readyMs } of [first!, second!]) {
      expect(readyMs!.earliest % (15 * minute)).toBe(0)
      expect(readyMs!.latest % (15 * minute)).toBe(0)
    }
    expect(first).toMatchObject({ status: 'onTrack', readyMs: { earliest: noon + 30 * minute } })
    expect(second!.readyMs).toEqual({ earliest: noon + 60 * minute, latest: noon + 105 * minute })
    expect(second!.status).toBe('onTrack')
  })

  test('makes a load late that cannot be ready, at risk what can only if it goes first', async () => {
    const flow = await three([30, 90, 60], [1.25, 3, 3])
    const [first, , third] = flow.departures(noon).loads
    expect(first).toMatchObject({ status: 'late', reason: 'holding' })
    expect(third).toMatchObject({ status: 'atRisk', reason: 'slack' })
  })

  /** One load of units at these steps, with a pace of one unit a minute, told `leftMin` before it leaves. */
  async function one(steps: readonly number[], leftMin: number, planned = steps.length) {
    const departs = noon + leftMin * minute
    const deadlinesMs = { staged: departs - 5 * minute, doorsClosed: departs - 2 * minute }
    const said = [...scans('order 1', steps, -90), ...pace()]
    const flow = await flowOf(said, plan([load('x', departs, { deadlinesMs })], [order('1', 'x', planned)]))
    return told(flow, noon, 'x')
  }

  test('cannot be staged by any pace once there are fewer minutes than steps need', async () => {
    const untilOf = async (leftMin: number) => (await one([3, 5, 5], leftMin)).status
    expect(await untilOf(60)).toBe('onTrack')
    // Packing and staging, three minutes each, to five minutes before the departure.
    expect(await untilOf(10)).toBe('late')
    expect(await untilOf(1)).toBe('late')
    expect((await one([3, 5, 5], 1)).lateByMin!.least).toBeGreaterThanOrEqual(0)
    expect((await one([4, 5, 5], 10)).status).toBe('atRisk')
  })

  test('is not what staged goods wait for, until they are all that is left', async () => {
    expect((await one([4, ...Array<number>(40).fill(5)], 20)).holding).toMatchObject({ step: 5, units: 1 })
    expect((await one([5, 5], 20)).holding).toMatchObject({ step: 6, units: 2 })
  })

  test('is at risk once all is staged, where loading has no time for it', async () => {
    const loading = Array.from({ length: 60 }, (_, i) => at(i - 60.5, { epcs: [`truck ${i}`], place: 9, step: 6 }))
    const of = async (leftMin: number) => {
      const said = [...scans('order 1', Array<number>(30).fill(5), -90), ...loading]
      return told(await flowOf(said, plan([load('x', noon + leftMin * minute)], [order('1', 'x', 30)])), noon, 'x')
    }
    expect(await of(60)).toMatchObject({ status: 'onTrack', reason: 'staged', remedies: [] })
    const close = await of(20)
    expect(close).toMatchObject({ status: 'atRisk', reason: 'slack', holding: { step: 6, units: 30 } })
    expect(close.remedies[0]).toMatchObject({ key: 'moveFirst', step: 6, units: 30, place: 8 })
  })

  test('is saved by what nobody has begun first, then by the units furthest behind', async () => {
    const state = await one([3, 4, 4, 5, 5, 5], 10, 8)
    expect(state.remedies.map(({ key, step, units }) => [key, step, units])).toEqual([
      ['release', 3, 2],
      ['moveFirst', 4, 1],
      ['moveFirst', 5, 2],
    ])
  })

  test('is saved by more pace where what waits there takes longer than a quarter hour', async () => {
    const { remedies } = await one(Array<number>(60).fill(3), 30)
    // Sixty minutes of packing become forty.
    expect(remedies.at(-1)).toMatchObject({ key: 'addPace', step: 4, units: 60, gainMin: 15 })
  })

  test('cannot say what is gained at a step that nothing has reached lately', async () => {
    const planned = plan([load('x', noon + 30 * minute)], [order('1', 'x', 30)])
    const deadline = {
      ...planned,
      loads: planned.loads.map((each) => ({ ...each, deadlinesMs: { picked: noon - minute } })),
    }
    const { status, remedies } = told(
      await flowOf(scans('order 1', Array<number>(20).fill(3), -600), deadline),
      noon,
      'x',
    )
    expect(status).toBe('atRisk')
    expect(remedies.map(({ key, gainMin }) => [key, gainMin])).toEqual([
      ['release', null],
      ['moveFirst', null],
      ['addPace', null],
    ])
  })

  test('says how much earlier it is ready where units that nobody has begun go before what leaves first', async () => {
    const ahead = load('a', noon + 2 * hour)
    const behind = load('b', noon + 2.5 * hour, { deadlinesMs: { staged: noon + 100 * minute } })
    const orders = [order('1', 'a', 90), order('2', 'b', 10)]
    const flow = await flowOf(pace(), plan([ahead, behind], orders))
    const { status, remedies } = told(flow, noon, 'b')
    expect(status).toBe('atRisk')
    expect(remedies[0]).toMatchObject({ key: 'release', step: 3, units: 10, gainMin: 90 })
  })

  test('says what to move first, and how many quarter hours that saves', async () => {
    const flow = await three([30, 90, 60], [1.25, 3, 3])
    const [best] = flow.departures(noon).loads[2]!.remedies
    expect(best).toEqual({ key: 'moveFirst', step: 4, owner: 'pack lead', units: 60, place: 6, gainMin: 120 })
  })
})
