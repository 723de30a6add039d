import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cbvWords } from './cbv.ts'
import { convertUnit, unitFits, unitsOfMeasurement } from './sensor.ts'

test.each([
  [26, 'CEL', 'KEL', 299.15],
  [212, 'FAH', 'CEL', 100],
  [-40, 'CEL', 'FAH', -40],
  [0, 'KEL', 'CEL', -273.15],
  [491.67, 'A48', 'CEL', 0],
  [36, 'KMH', 'MTS', 10],
  [1, 'SMI', 'KMT', 1.609344],
  [1, 'LBR', 'GRM', 453.59237],
  [16, 'ONZ', 'LBR', 1],
  [1, 'ATM', 'A97', 1013.25],
  [1, 'KWH', '3B', 3.6],
  [1, 'GLL', 'LTR', 3.785411784],
  [8, 'PTI', 'GLI', 1],
  [12.1, 'A93', 'KMQ', 0.0121],
  [90, 'DD', 'A91', 100],
  [60, 'RPM', 'RPS', 1],
  [50, 'P1', 'C62', 0.5],
  [1, 'AMH', 'COU', 3600],
  [1, 'P71', 'P72', 1000],
  [1, 'AD', 'A99', 8],
  [1, 'D60', 'D59', 1000],
  [3600, 'F27', 'F29', 1],
  [24, 'G55', 'G54', 576],
  [1, 'G51', 'MQH', 3.6],
])('%d %s is the same as %s: %d', (value, from, to, expected) => {
  expect(convertUnit(value, from, to)).toBe(expected)
})

test.each([
  ['CEL', 'MTR'],
  ['XXX', 'XXX'],
  ['CEL', 'toString'],
  ['', ''],
])('%j does not become %j', (from, to) => {
  expect(convertUnit(1, from, to)).toBeUndefined()
})

test('a value comes back from any other unit of its measurement', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...cbvWords.measurementType),
      fc.nat(),
      fc.nat(),
      fc.integer({ min: -1e6, max: 1e6 }),
      (type, a, b, value) => {
        const units = unitsOfMeasurement(type)!
        const from = units[a % units.length]!
        const to = units[b % units.length]!
        const there = convertUnit(value, from, to)!
        expect(Number.isFinite(there)).toBe(true)
        // Ten of the twelve digits, since both ways round, and a scale with an offset loses what the offset outweighs.
        const scale = Math.max(Math.abs(value), type === 'Temperature' ? 1e3 : 0)
        expect(Math.abs(convertUnit(there, to, from)! - value)).toBeLessThanOrEqual(scale * 1e-9)
      },
    ),
    { seed: 20261121, numRuns: 500 },
  )
})

test('every measurement type of the standard has units, a user’s own type none that we know', () => {
  for (const type of cbvWords.measurementType) expect(unitsOfMeasurement(type)?.length, type).toBeGreaterThan(0)
  expect(unitsOfMeasurement('https://acme.example/Courage')).toBeUndefined()
  expect(unitsOfMeasurement('toString')).toBeUndefined()
})

test('unitFits tells a wrong unit from one it does not know', () => {
  expect(unitFits('Temperature', 'CEL')).toBe(true)
  expect(unitFits('Temperature', 'MTR')).toBe(false)
  expect(unitFits('Temperature', 'ZZZ')).toBeUndefined()
  expect(unitFits('https://acme.example/Courage', 'CEL')).toBeUndefined()
})
