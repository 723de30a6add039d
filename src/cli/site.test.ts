import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { machineClock, openEngine } from '../server/index.ts'
import { defaultSite } from '../site/index.ts'
import { run } from './site.ts'

let folder = ''
const lines: string[] = []
const io = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairfloor-site-'))
  lines.length = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

const draft = defaultSite('yard', 'Yard', 'Europe/Berlin')
const zone = { id: 'door-1', name: 'Door 1', readPoints: ['https://example.com/door-1'] }
const drawn = {
  ...draft,
  versions: draft.versions.map((version) => ({ ...version, areas: [{ id: 'docks', name: 'Docks', zones: [zone] }] })),
}

function write(name: string, value: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(value))
  return path
}

test('a whole site file is told with its size, a broken one with every pointer', async () => {
  expect(await run(['check', write('site.json', drawn)], io)).toBe(0)
  expect(lines[0]).toContain('1 zones')
  lines.length = 0
  const broken = { ...drawn, state: 'open', versions: [{ ...drawn.versions[0], timeZone: 7 }] }
  expect(await run(['check', write('broken.json', broken)], io)).toBe(1)
  expect(lines.join('\n')).toContain('/state')
  expect(lines.join('\n')).toContain('/versions/0/timeZone')
})

test('a floor plan in IMDF gives the zone of its name an outline in metres', async () => {
  const ring = (lng: number, lat: number) => [
    [
      [lng, lat],
      [lng + 0.0001, lat],
      [lng + 0.0001, lat + 0.0001],
      [lng, lat + 0.0001],
      [lng, lat],
    ],
  ]
  const feature = (id: string, type: string, properties: object, lng: number) => ({
    id,
    type: 'Feature',
    feature_type: type,
    geometry: { type: 'Polygon', coordinates: ring(lng, 52) },
    properties,
  })
  const collection = (...features: object[]) => ({ type: 'FeatureCollection', features })
  mkdirSync(join(folder, 'imdf'))
  const level = '11111111-1111-4111-8111-111111111111'
  write(
    'imdf/level.geojson',
    collection(feature(level, 'level', { ordinal: 0, name: { en: 'Ground' }, category: 'unspecified' }, 13)),
  )
  write(
    'imdf/unit.geojson',
    collection(
      feature(
        '22222222-2222-4222-8222-222222222222',
        'unit',
        { name: { en: 'Door 1' }, category: 'room', level_id: level },
        13,
      ),
    ),
  )
  const out = join(folder, 'out.json')
  expect(
    await run(['outlines', write('site.json', drawn), '--imdf', join(folder, 'imdf'), '--out', out], io),
    lines.join('\n'),
  ).toBe(0)
  const outline = JSON.parse(readFileSync(out, 'utf8')).versions[0].areas[0].zones[0].outline as [number, number][]
  expect(outline.length).toBeGreaterThanOrEqual(4)
  expect(Math.max(...outline.map(([, y]) => y))).toBeCloseTo(11.1, 0)
})

const point = (n: number): string => `https://example.com/bench-${n}`
const packing = (...zones: object[]): object => ({
  ...drawn,
  state: 'active',
  versions: draft.versions.map((version) => ({
    ...version,
    process: [{ id: 'pack', name: 'Pack', bizSteps: ['packing'], owner: 'pack lead' }],
    areas: [{ id: 'packing', name: 'Packing', zones }],
  })),
})
const benches = (id: string, ...numbers: number[]) => ({ id, name: id, readPoints: numbers.map(point) })
const whole = packing(benches('all', 1, 2, 3))

async function worked(data: string): Promise<void> {
  const engine = await openEngine({ dataFolder: data, clock: machineClock })
  expect(await engine.putSite(JSON.stringify(whole))).toEqual([])
  const { session, scanner } = engine.openCapture({ siteId: 'yard', feed: 'wms', behaviour: 'proceed' })
  const event = {
    '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    type: 'ObjectEvent',
    eventTime: new Date().toISOString(),
    eventTimeZoneOffset: '+00:00',
    action: 'OBSERVE',
    bizStep: 'packing',
    epcList: ['https://id.gs1.org/01/09521321000018/21/1'],
    readPoint: { id: point(1) },
  }
  scanner.push(new TextEncoder().encode(JSON.stringify(event)))
  expect((await session.finish(scanner.end())).ok).toBe(true)
  const quarter = new Date(Math.floor(Date.now() / 900_000) * 900_000).toISOString()
  expect((await engine.submitPlan('yard', { heads: [{ area: 'packing', quarter, heads: 30 }] })).ok).toBe(true)
  await engine.close()
}

test('a new version of a site file is checked and put by command: whole and with its week, or refused whole', async () => {
  const data = join(folder, 'data')
  await worked(data)
  const two = write('two.json', packing(benches('most', 1, 2), benches('last', 3)))
  const asked = ['--site', 'yard', '--data', data]
  expect(await run(['check', two, ...asked], io), lines.join('\n')).toBe(0)
  expect(lines.join('\n')).toMatch(/Zone most is new\. \(begins with.*\n.*Version [0-9a-f]{12} would hold from 20/s)
  lines.length = 0
  expect(await run(['put', two, ...asked], io)).toBe(0)
  expect(lines.at(-1)).toMatch(
    /^Version [0-9a-f]{12} holds from 20.*T\d\d:00:00.000Z, the start of an operational week/,
  )
  lines.length = 0
  expect(await run(['put', write('whole.json', { ...whole, name: 'Yard 2' }), ...asked], io)).toBe(0)
  expect(lines.at(-1)).toMatch(/holds at once\.$/)
  lines.length = 0
  const four = write('four.json', packing(benches('most', 1, 2), benches('new', 3, 4), benches('one', 5)))
  expect(await run(['put', four, ...asked], io)).toBe(1)
  expect(lines.join('\n')).toContain('WIDENS')
  expect(lines.join('\n')).toContain('one, 0 heads')
  expect(lines.at(-1)).toBe('Nothing of the file is taken.')
})
