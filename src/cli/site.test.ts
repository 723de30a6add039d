import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
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
