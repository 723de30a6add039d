import { type HashKey, hashOut } from '../base/index.ts'
import { maskOf } from './wordwise.ts'

/**
 * Hash of an event's stored text, left in `hashOut`; copies the text to `to` from `at` on by the way, because every
 * byte of every event passes here once. Reads and writes whole words: up to three bytes behind the text, in both.
 *
 * Two 32-bit hashes, each keyed in its beginning and its factor and each over two interleaved lanes (even and odd
 * words), so that four multiplications run at a time. In a lane, each step is a bijection of the state and of the word: texts that
 * differ in one word never meet. Weaker than HalfSipHash, which `idHash` needs, and twice as fast: a collision here takes
 * two texts of one sender under one id, and does no more than let the second pass for a repeat of the first.
 */
export function contentHash(key: HashKey, text: DataView, start: number, end: number, to: DataView, at: number): void {
  const low = key[2] | 1
  const high = key[3] | 1
  let lowEven = key[2] | 0
  let highEven = key[3] | 0
  let lowOdd = ~lowEven
  let highOdd = ~highEven
  let p = start
  let q = at
  for (const stop = end - 7; p < stop; p += 8, q += 8) {
    const even = text.getInt32(p, true)
    const odd = text.getInt32(p + 4, true)
    to.setInt32(q, even, true)
    to.setInt32(q + 4, odd, true)
    lowEven = Math.imul(((lowEven << 5) | (lowEven >>> 27)) ^ even, low)
    highEven = Math.imul(((highEven << 13) | (highEven >>> 19)) ^ even, high)
    lowOdd = Math.imul(((lowOdd << 5) | (lowOdd >>> 27)) ^ odd, low)
    highOdd = Math.imul(((highOdd << 13) | (highOdd >>> 19)) ^ odd, high)
  }
  for (; p < end; p += 4, q += 4) {
    const word = text.getInt32(p, true)
    to.setInt32(q, word, true)
    const last = word & maskOf(end - p)
    lowEven = Math.imul(((lowEven << 5) | (lowEven >>> 27)) ^ last, low)
    highEven = Math.imul(((highEven << 13) | (highEven >>> 19)) ^ last, high)
  }
  const length = end - start
  hashOut[0] = spread(Math.imul(lowEven, high) ^ ((lowOdd << 16) | (lowOdd >>> 16)) ^ length)
  hashOut[1] = spread(Math.imul(highEven, low) ^ ((highOdd << 16) | (highOdd >>> 16)) ^ length)
}

/** A bijection after which every bit depends on every bit. Source: finaliser of MurmurHash3 (Appleby, public domain). */
function spread(word: number): number {
  let h = word ^ (word >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
