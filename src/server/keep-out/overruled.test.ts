import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { machineClock } from '../disk/node-disk.ts'
import { openEngine } from '../engine.ts'
import { captureView } from '../views/views.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-overruled-'))
let engine = await openEngine({ dataFolder: folder, clock: machineClock })
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

const namespace = 'https://example.com/wms/'
const context = ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: namespace }]
const bench = 'https://id.gs1.org/414/9521321000012/254/bench-7'
const sorter = 'https://id.gs1.org/414/9521321000012/254/sorter-1'
const eventTime = '2026-03-02T06:07:41.317Z'

/** A site without a country that calls its packing benches machines. */
function file(benches: 'machine' | 'hand'): string {
  const sources = [
    { id: 'benches', kind: benches, readPoints: ['https://id.gs1.org/414/9521321000012/254/bench-*'] },
    { id: 'sorter', kind: 'machine', readPoints: [sorter] },
  ]
  const feeds = { tables: benches, robot: 'machine' }
  const version = { validFrom: '1970-01-01T00:00:00Z', timeZone: 'UTC', areas: [], process: [], sources, feeds }
  const personFields = [`{${namespace}}who`]
  const extensions = [namespace]
  return JSON.stringify({
    fairfloor: 1,
    id: 'main',
    name: 'Main',
    state: 'active',
    clock: 'live',
    versions: [{ ...version, personFields, extensions }],
  })
}

let serial = 0
/** The time of the event as anybody may read it. */
async function told(more: object, feed = 'wms'): Promise<string | undefined> {
  serial += 1
  const epc = `https://id.gs1.org/01/09521321000018/21/${serial}`
  const event = {
    '@context': context,
    type: 'ObjectEvent',
    eventTime,
    eventTimeZoneOffset: '+00:00',
    action: 'OBSERVE',
    epcList: [epc],
    ...more,
  }
  const { session, scanner } = engine.openCapture({ siteId: 'main', feed, behaviour: 'proceed' })
  scanner.push(new TextEncoder().encode(JSON.stringify(event)))
  const outcome = await session.finish(scanner.end())
  expect(outcome.ok && outcome.value).toMatchObject({ accepted: 1, rejects: [] })
  const { rows } = await engine.ledger.query({ siteId: 'main', limit: 1_000 }, {})
  const texts = rows.map(({ raw }) => JSON.parse(new TextDecoder().decode(raw)))
  return texts.find(({ epcList }) => epcList[0] === epc)?.eventTime
}
const floored = '2026-03-02T06:00:00.000Z'
const runtime = () => engine.runtime('main') ?? expect.fail('no site')

beforeAll(async () => {
  expect(await engine.putSite(file('machine'))).toEqual([])
})

test.each([
  ['an operator', { readPoint: { id: bench }, 'ex:operator': 'B-1' }],
  ['a declared field', { readPoint: { id: bench }, 'ex:who': 'B-1' }],
  ['a GSRN', { readPoint: { id: bench }, 'ex:by': 'urn:epc:id:gsrn:9521321.0000000001' }],
])('an event at a declared machine that came with %s is kept and told as a hand scan', async (_name, more) => {
  expect(await told(more)).toBe(floored)
})

test('what a machine sends without people stays exact, also of the same source, and also with the id of a sensor', async () => {
  expect(await told({ readPoint: { id: sorter } })).toBe(eventTime)
  expect(await told({ readPoint: { id: bench } })).toBe(eventTime)
  const sensorReport = [{ type: 'Temperature', value: 4, uom: 'CEL', deviceID: 'urn:epc:id:giai:9521321.1' }]
  expect(await told({ readPoint: { id: sorter }, sensorElementList: [{ sensorReport }] })).toBe(eventTime)
})

test('a feed that is declared a machine and sends people is by hand too', async () => {
  expect(await told({}, 'robot')).toBe(eventTime)
  expect(await told({ 'ex:who': 'B-1' }, 'tables')).toBe(floored)
})

test('the Capture page names the sources, over a restart, until the site file is mended', async () => {
  const day = '2026-03-02'
  const both = [
    { source: 'benches', kind: 'machine', day },
    { source: 'tables', kind: 'machine', day },
  ]
  expect(captureView(engine, runtime(), false).overruled).toEqual(both)
  await engine.close()
  engine = await openEngine({ dataFolder: folder, clock: machineClock })
  expect(captureView(engine, runtime(), false).overruled).toEqual(both)
  expect(await engine.putSite(file('hand'))).toEqual([])
  expect(captureView(engine, runtime(), false).overruled).toEqual([])
})
