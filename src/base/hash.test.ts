import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type HashKey, hash64, hashBeginning, hashHex, hashOut, hashRest, hashText } from './hash.ts'

// Little-endian words of the reference key 00 01 02 … 07.
const referenceKey: HashKey = [0x03020100, 0x07060504, 0, 0]

/** The eight bytes as the reference prints them: low half first, each little-endian. */
function printed(): string {
  const bytes = new Uint8Array(8)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, hashOut[0]!, true)
  view.setUint32(4, hashOut[1]!, true)
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

test('hash64 gives the reference vectors of HalfSipHash-2-4 with 64-bit output', () => {
  const input = Uint8Array.from({ length: 64 }, (_, i) => i)
  const vectors: readonly (readonly [number, string])[] = [
    [0, '218d1f59b9b83cc8'],
    [1, 'be552412f8387315'],
    [2, '064f39ef7c50eb57'],
    [7, 'ff202728b07bc684'],
    [8, 'edfee820bce4858c'],
  ]
  for (const [length, expected] of vectors) {
    hash64(referenceKey, input, 0, length)
    expect(printed(), `${length} bytes`).toBe(expected)
  }
})

test('hash64 reads only from start to end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 9 }), (bytes, pad) => {
      hash64(referenceKey, bytes, 0, bytes.length)
      const alone = printed()
      hash64(referenceKey, Uint8Array.from([...pad, ...bytes, ...pad]), pad.length, pad.length + bytes.length)
      expect(printed()).toBe(alone)
    }),
  )
})

test('a text hashed on from its beginning has the hash of the whole', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat({ max: 9 }), fc.nat({ max: 5 }), (bytes, words, pad) => {
      const shared = Math.min(words * 4, bytes.length & ~3)
      hash64(referenceKey, bytes, 0, bytes.length)
      const whole = printed()
      const padded = new DataView(Uint8Array.from([...new Uint8Array(pad), ...bytes, 255]).buffer)
      hashRest(hashBeginning(referenceKey, bytes.subarray(0, shared)), padded, pad + shared, pad + bytes.length)
      expect(printed()).toBe(whole)
    }),
  )
})

test('another key gives another hash', () => {
  hashText(referenceKey, 'urn:epc:id:sscc:0952132.0000000001')
  const first = printed()
  hashText([1, 2, 3, 4], 'urn:epc:id:sscc:0952132.0000000001')
  expect(printed()).not.toBe(first)
})

test('hashText hashes the UTF-8 bytes', () => {
  hashText(referenceKey, 'Gänge ½')
  const first = printed()
  const bytes = new TextEncoder().encode('Gänge ½')
  hash64(referenceKey, bytes, 0, bytes.length)
  expect(printed()).toBe(first)
})

test('hashHex always has 16 digits, also for signed halves', () => {
  expect(hashHex(1, 0)).toBe('0000000000000001')
  expect(hashHex(-1, -2)).toBe('fffffffeffffffff')
})

test('hash64 spreads counted ids over all of its bits', () => {
  const ones = new Uint32Array(64)
  const seen = new Set<string>()
  const count = 20_000
  for (let i = 0; i < count; i++) {
    hashText(referenceKey, `urn:epc:id:sgtin:0952132.012345.${i}`)
    seen.add(hashHex(hashOut[0]!, hashOut[1]!))
    for (let bit = 0; bit < 64; bit++) ones[bit]! += (hashOut[bit >> 5]! >>> (bit & 31)) & 1
  }
  expect(seen.size).toBe(count)
  // Six standard deviations of a fair coin.
  for (const n of ones) expect(Math.abs(n - count / 2)).toBeLessThan(6 * Math.sqrt(count / 4))
})
