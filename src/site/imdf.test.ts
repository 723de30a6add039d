import { expect, test } from 'vitest'
import { defaultSite } from './default-site.ts'
import { readImdf, withOutlines } from './imdf.ts'

const origin = { lng: 9.99, lat: 53.55 }
/** A rectangle of degrees from the origin. */
function box(west: number, south: number, east: number, north: number) {
  const corner = (x: number, y: number) => [origin.lng + x, origin.lat + y]
  return {
    type: 'Polygon',
    coordinates: [
      [corner(west, south), corner(east, south), corner(east, north), corner(west, north), corner(west, south)],
    ],
  }
}
const feature = (id: string, geometry: unknown, properties: object) => ({ id, type: 'Feature', geometry, properties })
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })

const archive = [
  { name: 'hall/venue.geojson', json: collection(feature('v', box(0, 0, 0.002, 0.001), { category: 'unspecified' })) },
  {
    name: 'hall/level.geojson',
    json: collection(
      feature('l1', box(0, 0, 0.002, 0.001), { ordinal: 1, name: { en: 'Mezzanine' } }),
      feature('l0', box(0, 0, 0.002, 0.001), { ordinal: 0, name: { en: 'Ground' } }),
    ),
  },
  {
    name: 'hall/unit.geojson',
    json: collection(
      feature('u1', box(0, 0, 0.001, 0.001), { category: 'storage', level_id: 'l0', name: { en: 'Packing Süd' } }),
      feature('u2', box(0.001, 0, 0.002, 0.001), { category: 'storage', level_id: 'l0', name: { de: 'Packing Sud' } }),
      feature('u3', box(0, 0, 0.001, 0.001), { category: 'walkway', level_id: 'l1', name: null }),
    ),
  },
  { name: 'hall/occupant.geojson', json: 'ignored' },
]

function plan() {
  const read = readImdf(archive)
  if (!read.ok) throw new Error(JSON.stringify(read.fault))
  return read.value
}

test('levels come lowest first, with their units, each with an id of its own', () => {
  expect(plan().levels.map((level) => [level.id, level.units.map((unit) => unit.id)])).toEqual([
    ['ground', ['packing-sud', 'packing-sud-2']],
    ['mezzanine', ['walkway-3']],
  ])
})

test('degrees become metres on the ellipsoid', () => {
  const [, east, north] = plan().levels[0]!.units[0]!.outline
  // Length of a thousandth of a degree at 53.55 N by the series of the US National Imagery and Mapping Agency.
  const lat = (origin.lat * Math.PI) / 180
  const northM = (111_132.92 - 559.82 * Math.cos(2 * lat) + 1.175 * Math.cos(4 * lat)) / 1000
  const eastM = (111_412.84 * Math.cos(lat) - 93.5 * Math.cos(3 * lat) + 0.118 * Math.cos(5 * lat)) / 1000
  expect(east?.[0]).toBeCloseTo(eastM, 1)
  expect(east?.[1]).toBe(0)
  expect(north?.[1]).toBeCloseTo(northM, 1)
})

test('units lend their outlines to zones of the same name', () => {
  const version = defaultSite('hall').versions[0]!
  const areas = [
    {
      id: 'a',
      name: 'A',
      zones: [
        { id: 'p', name: 'Packing Süd', readPoints: ['x:1'] },
        { id: 'q', name: 'Q', readPoints: [] },
      ],
    },
  ]
  const [p, q] = withOutlines({ ...version, areas }, plan()).areas[0]!.zones
  expect(p).toMatchObject({ id: 'p', readPoints: ['x:1'], outline: plan().levels[0]!.units[0]!.outline })
  expect(q?.outline).toBeUndefined()
})

test.each([
  [
    'a unit on no level',
    '/hall~1unit.geojson/features/0/properties/level_id',
    (f: typeof archive) => replaceUnit(f, { properties: { level_id: 'l9' } }),
  ],
  [
    'a point for a unit',
    '/hall~1unit.geojson/features/0/geometry/type',
    (f: typeof archive) => replaceUnit(f, { geometry: { type: 'Point', coordinates: [0, 0] } }),
  ],
  [
    'a latitude beyond the pole',
    '/hall~1unit.geojson/features/0/geometry/coordinates/1/1',
    (f: typeof archive) =>
      replaceUnit(f, {
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [0, 91],
              [1, 1],
              [0, 0],
            ],
          ],
        },
      }),
  ],
  ['no units', '', (f: typeof archive) => f.filter((file) => !file.name.includes('unit'))],
  ['text for features', '/unit.geojson/features', () => [{ name: 'unit.geojson', json: { features: 'x' } }]],
])('%s is refused at %j', (_, at, change) => {
  const read = readImdf(change(structuredClone(archive)))
  expect(read.ok).toBe(false)
  if (!read.ok) expect(read.fault.map((fault) => fault.at)).toContain(at)
})

function replaceUnit(files: typeof archive, change: object) {
  const unit = feature('u', box(0, 0, 1, 1), { level_id: 'l0', name: null })
  return files.map((file) =>
    file.name.includes('unit') ? { ...file, json: collection({ ...unit, ...change }) } : file,
  )
}
