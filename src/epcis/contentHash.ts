import { type HashKey, hashOut } from '../base/index.ts'

/**
 * Hash of an event's stored text, left in `hashOut`: HalfSipHash with one round a word and three at the end
 * (the "1-3" choice that hash tables make), 64 bits out, under the second half of the key. Every byte of every
 * event passes here, so it is worth half the time of `hash64`; nobody without the key can aim at a collision.
 */
export function contentHash(key: HashKey, bytes: DataView, start: number, end: number): void {
  const k0 = key[2] | 0
  const k1 = key[3] | 0
  let v0 = k0
  let v1 = k1 ^ 0xee
  let v2 = 0x6c796765 ^ k0
  let v3 = 0x74656462 ^ k1
  const length = end - start
  const wordsEnd = start + (length & ~3)
  for (let i = start; i < wordsEnd; i += 4) {
    const m = bytes.getInt32(i, true)
    v3 ^= m
    v0 = (v0 + v1) | 0
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
    v0 = (v0 << 16) | (v0 >>> 16)
    v2 = (v2 + v3) | 0
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
    v0 = (v0 + v3) | 0
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
    v2 = (v2 + v1) | 0
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
    v2 = (v2 << 16) | (v2 >>> 16)
    v0 ^= m
  }
  let tail = length << 24
  const left = length & 3
  if (left > 2) tail |= bytes.getUint8(wordsEnd + 2) << 16
  if (left > 1) tail |= bytes.getUint8(wordsEnd + 1) << 8
  if (left > 0) tail |= bytes.getUint8(wordsEnd)
  v3 ^= tail
  for (let round = 0; round < 7; round++) {
    if (round === 1) {
      v0 ^= tail
      v2 ^= 0xee
    }
    if (round === 4) {
      hashOut[0] = v1 ^ v3
      v1 ^= 0xdd
    }
    v0 = (v0 + v1) | 0
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
    v0 = (v0 << 16) | (v0 >>> 16)
    v2 = (v2 + v3) | 0
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
    v0 = (v0 + v3) | 0
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
    v2 = (v2 + v1) | 0
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
    v2 = (v2 << 16) | (v2 >>> 16)
  }
  hashOut[1] = v1 ^ v3
}
