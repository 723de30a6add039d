import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ZoneRow } from '../../src/wire/index.ts'
import { layOutPlan, placeLabel } from './planLayout.ts'

function zone(placeId: string, outline: number[][] | null, areaId = 'a'): ZoneRow {
  return {
    placeId,
    name: placeId,
    areaId,
    areaName: areaId,
    step: null,
    outline,
    backlog: 1,
    base: 0,
    normal: null,
    level: 'normal',
    age: { medianMin: null, p95Min: null, oldestMin: null },
    stuck: 0,
    outOfOrder: 0,
    misplaced: 0,
  }
}

const square = (x: number, y: number, size: number): number[][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
]

test('outlines keep their shape and north is up', () => {
  const { zones, laidOut } = layOutPlan([zone('south', square(0, 0, 10)), zone('north', square(0, 20, 10))], 400)
  const [south, north] = zones
  expect(laidOut).toBe(false)
  expect(south?.box.width).toBeCloseTo(south?.box.height ?? 0)
  expect(north?.box.y).toBeLessThan(south?.box.y ?? 0)
})

test('every zone lies inside the picture, and zones that are laid out do not overlap', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 280, max: 1400 }),
      fc.integer({ min: 1, max: 5 }),
      (count, width, areas) => {
        const plan = layOutPlan(
          Array.from({ length: count }, (_, i) => zone(`z${i}`, null, `area-${i % areas}`)),
          width,
        )
        expect(plan.zones).toHaveLength(count)
        for (const { box } of plan.zones) {
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width).toBeLessThanOrEqual(width)
          expect(box.y + box.height).toBeLessThanOrEqual(plan.height)
        }
        for (const [i, a] of plan.zones.entries()) {
          for (const b of plan.zones.slice(i + 1)) {
            const apart =
              a.box.x + a.box.width <= b.box.x ||
              b.box.x + b.box.width <= a.box.x ||
              a.box.y + a.box.height <= b.box.y ||
              b.box.y + b.box.height <= a.box.y
            expect(apart).toBe(true)
          }
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('an outline that is no polygon is laid out like one that is missing', () => {
  const plan = layOutPlan(
    [
      zone('line', [
        [0, 0],
        [1, 1],
      ]),
      zone('outlined', square(0, 0, 5)),
    ],
    400,
  )
  expect(plan.laidOut).toBe(true)
  expect(plan.zones).toHaveLength(2)
})

test('a name is shown whole or not at all', () => {
  const box = { x: 0, y: 0, width: 60, height: 60 }
  expect(placeLabel('Pack line 2', '264', true, box).lines).toEqual(['Pack', 'line 2'])
  expect(placeLabel('Warenausgangskontrolle', '264', true, box).lines).toEqual([])
  expect(placeLabel('Tote sorter', '912', true, { ...box, width: 40, height: 200 })).toMatchObject({
    lines: ['Tote sorter'],
    upright: true,
  })
})

test('name and count share a line where they have no room one above the other', () => {
  const flat = placeLabel('Tote conveyor', '~250', false, { x: 0, y: 0, width: 370, height: 22 })
  expect(flat).toMatchObject({ lines: ['Tote conveyor'], upright: false, count: 'flat' })
  expect(flat.nameX + 13 * 3.5).toBeLessThan(flat.countX - 4 * 4.5)
  const slim = placeLabel('Tote buffer', 'under 250', false, { x: 0, y: 0, width: 36, height: 148 })
  expect(slim).toMatchObject({ lines: ['Tote buffer'], upright: true, count: 'upright' })
  expect(slim.countX - slim.nameX).toBeGreaterThanOrEqual(14)
})

test('a count that is wider than its zone runs upwards, and is left out where it fits neither way', () => {
  const slim = { x: 0, y: 0, width: 34, height: 90 }
  expect(placeLabel('Pick zone A', '3,814', false, slim)).toMatchObject({ count: 'upright', lines: ['Pick zone A'] })
  expect(placeLabel('Shipping doors', '1,411', false, { ...slim, height: 200 })).toMatchObject({
    count: 'upright',
    lines: ['Shipping doors'],
  })
  expect(placeLabel('Lane 6', '1,240', true, { ...slim, height: 30 }).count).toBe('none')
  expect(placeLabel('Lane 5', '605', false, { ...slim, height: 30 }).count).toBe('flat')
})
