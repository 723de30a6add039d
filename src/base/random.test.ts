import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from './random.ts'

function draws(seed: string | number, count: number): number[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => random.next())
}

test('one seed gives one stream, and another seed another', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(draws(a, 20)).toEqual(draws(a, 20))
      if (a !== b) expect(draws(a, 20)).not.toEqual(draws(b, 20))
    }),
  )
})

test('the stream of a seed never changes: recorded runs depend on it', () => {
  expect(draws('fairfloor', 3)).toEqual(recorded)
})

const recorded: readonly number[] = [0.18580066156573594, 0.3454712650272995, 0.27097135107032955]

test('a fork depends on the seed and its label only, not on draws made before', () => {
  const before = seededRandom(7).fork('aisles')
  const busy = seededRandom(7)
  for (let i = 0; i < 100; i++) busy.next()
  const after = busy.fork('aisles')
  expect(before.next()).toBe(after.next())
  expect(seededRandom(7).fork('aisles').next()).not.toBe(seededRandom(7).fork('docks').next())
})

test('next is uniform in [0, 1)', () => {
  const cells = new Uint32Array(20)
  const count = 100_000
  for (const draw of draws('uniform', count)) {
    expect(draw >= 0 && draw < 1).toBe(true)
    cells[Math.floor(draw * 20)]!++
  }
  const expected = count / 20
  const chiSquare = cells.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
  // 19 degrees of freedom: 43.8 is passed by chance once in a thousand seeds, and this seed is fixed.
  expect(chiSquare).toBeLessThan(43.8)
})

test('below gives every integer under its end and nothing else', () => {
  const random = seededRandom('dice')
  const seen = new Set(Array.from({ length: 1000 }, () => random.below(6)))
  expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5])
  expect(random.below(1)).toBe(0)
})
