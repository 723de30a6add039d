import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortedEntries } from './sorted.ts'

/** Hashes over the whole range, and few ones, so that buckets are small, large and full of repeats. */
const word = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 1, 0x80000000, 0xffffffff))

test('entries come out in ascending order of all their words, none lost, none made', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word, fc.nat(3)), { maxLength: 400 }), fc.nat(20), (list, more) => {
      const words = Uint32Array.from([...list, ...list.slice(0, more)].flat())
      const count = words.length / 3
      const sorted = sortedEntries(words, 3, count)
      const expected = Array.from({ length: count }, (_, i) => [...words.subarray(i * 3, i * 3 + 3)])
      expected.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!)
      expect([...sorted]).toEqual(expected.flat())
    }),
    { seed: 3, numRuns: 200 },
  )
})

test('what stands behind the first entries is left alone', () => {
  const words = Uint32Array.of(5, 1, 3, 1, 4, 1, 1, 1)
  expect([...sortedEntries(words, 2, 3)]).toEqual([3, 1, 4, 1, 5, 1])
  expect([...words]).toEqual([5, 1, 3, 1, 4, 1, 1, 1])
})
