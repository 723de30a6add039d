import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type HashKey, hashOut } from '../base/index.ts'
import { contentHash } from './contentHash.ts'

const key: HashKey = [1, 2, 3, 4]
const encoder = new TextEncoder()

/** The two halves, and the copy. */
function hashed(bytes: Uint8Array, pad = 0, under = key): { low: number; high: number; copy: Uint8Array } {
  const from = new Uint8Array(pad + bytes.length + 8).fill(0xaa)
  from.set(bytes, pad)
  const to = new Uint8Array(bytes.length + 16)
  contentHash(under, new DataView(from.buffer), pad, pad + bytes.length, new DataView(to.buffer), 5)
  return { low: hashOut[0]!, high: hashOut[1]!, copy: to.subarray(5, 5 + bytes.length) }
}

test('a text is copied as it is, and hashed alike wherever it stands', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat({ max: 9 }), (bytes, pad) => {
      const there = hashed(bytes, pad)
      expect(there.copy).toEqual(bytes)
      expect([there.low, there.high]).toEqual([hashed(bytes).low, hashed(bytes).high])
    }),
  )
})

test('one bit more or less, one byte more or another key changes both halves', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), fc.nat({ max: 7 }), (bytes, at, bit) => {
      const was = hashed(bytes)
      const changed = bytes.slice()
      changed[at % bytes.length]! ^= 1 << bit
      for (const is of [hashed(changed), hashed(Uint8Array.from([...bytes, 0])), hashed(bytes, 0, [1, 2, 7, 8])]) {
        expect(is.high).not.toBe(was.high)
        expect(is.low).not.toBe(was.low)
      }
    }),
    { seed: 1 },
  )
})

test('texts that differ in two counters meet in one half as seldom as chance has it, and never in both', () => {
  const count = 1 << 17
  const lows = new Set<number>()
  const highs = new Set<number>()
  const both = new Set<number>()
  for (let i = 0; i < count; i++) {
    const { low, high } = hashed(encoder.encode(`{"a":"${i & 255}","eventID":"${i}","b":"${(i >> 8) * 64}"}`))
    lows.add(low)
    highs.add(high)
    both.add(low * 2 ** 21 + (high & 0x1fffff))
  }
  // Two are expected to meet of so many 32-bit numbers.
  expect(count - lows.size).toBeLessThan(10)
  expect(count - highs.size).toBeLessThan(10)
  expect(both.size).toBe(count)
})
