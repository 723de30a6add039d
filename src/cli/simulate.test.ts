import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Truth } from '../sim/index.ts'
import type { PlanDocument } from '../wire/index.ts'
import { run } from './simulate.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-simulate-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function simulate(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const out: string[] = []
  const err: string[] = []
  const code = await run(args, { out: (line) => out.push(line), err: (line) => err.push(line) })
  return { code, out, err }
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T
}

test('it writes exactly the events asked for, and a truth that speaks of the same moment', async () => {
  const path = join(folder, 'events.ndjson')
  const { code, err } = await simulate('--events', '20000', '--seed', '5', '--out', path)
  expect({ code, err }).toEqual({ code: 0, err: [] })
  const lines = readFileSync(path, 'utf8').split('\n')
  expect(lines.pop()).toBe('')
  expect(lines.length).toBe(20_000)
  const shipped = new Set<string>()
  const ids = new Set<string>()
  for (const line of lines) {
    const event = JSON.parse(line) as { eventID: string; bizStep: string; epcList?: string[] }
    ids.add(event.eventID)
    if (event.bizStep === 'shipping') for (const epc of event.epcList ?? []) shipped.add(epc)
  }
  const { state, things } = read<{ state: Truth; things: { kind: string }[] }>('events.ndjson.truth.json')
  expect(state.left.reduce((sum, load) => sum + load.parcels, 0)).toBe(shipped.size)
  expect(shipped.size).toBeGreaterThan(200)
  expect(things.filter(({ kind }) => kind === 'unit').length).toBe(state.totals.open + state.totals.announced)
  expect(ids.size / lines.length).toBeLessThan(0.99)
  expect(read<{ id: string }>('events.ndjson.site.json').id).toBe('simulated')
})

test('the plan file has each load and order once, each order with its last load', async () => {
  const { orders = [], loads = [], heads = [] } = read<PlanDocument>('events.ndjson.plan.json')
  expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length)
  const known = new Map(loads.map((load) => [load.id, load.state]))
  expect(known.size).toBe(loads.length)
  expect(heads.length).toBeGreaterThan(10)
  const { state } = read<{ state: Truth }>('events.ndjson.truth.json')
  const loadOf = new Map(orders.map(({ id, load }) => [id, load]))
  for (const order of state.orders) expect(loadOf.get(order.id)).toBe(order.load)
  for (const left of state.left) {
    expect(known.get(left.id)).toBe('departed')
    for (const order of left.orders) expect(loadOf.get(order)).toBe(left.id)
  }
  expect(orders.length).toBe(state.orders.length + state.left.reduce((sum, { orders: own }) => sum + own.length, 0))
})

test('a name that ends in .json gets one EPCIS document, and several sites get a file each', async () => {
  const { code } = await simulate(
    '--events',
    '9001',
    '--sites',
    '2',
    '--rejects',
    '0.01',
    '--out',
    join(folder, 'two.json'),
  )
  expect(code).toBe(0)
  interface Document {
    type: string
    epcisBody: { eventList: unknown[] }
  }
  const documents = [1, 2].map((site) => read<Document>(`two.simulated-${site}.json`))
  expect(documents.map(({ type }) => type)).toEqual(['EPCISDocument', 'EPCISDocument'])
  expect(documents.map(({ epcisBody }) => epcisBody.eventList.length)).toEqual([4501, 4500])
})

test.each([
  [['--events', '0', '--out', 'x'], '--events'],
  [['--events', '10'], '--out'],
  [['--events', '10', '--out', 'x', '--layout', 'huge'], '--layout'],
  [['--events', '10', '--out', 'x', '--rejects', '2'], '--rejects'],
  [['--events', '10', '--out', 'x', '--start', 'soon'], '--start'],
  [['--events', '10', '--out', 'x', '--sites', '1.5'], '--sites'],
])('%j is not understood, and nothing is written', async (args, says) => {
  const { code, err } = await simulate(...args)
  expect(code).toBe(2)
  expect(err.join()).toContain(says)
  expect(existsSync('x')).toBe(false)
})

test('a folder that is not there is a fault of the disk', async () => {
  await expect(simulate('--events', '10', '--out', join(folder, 'nowhere', 'x.ndjson'))).rejects.toThrow(/DISK_FAILED/)
})
