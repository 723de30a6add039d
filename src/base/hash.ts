/** Two 32-bit halves of a 128-bit secret or public salt. */
export type HashKey = readonly [number, number, number, number]

/** Where `hash64` leaves its two halves (unsigned 32-bit): no object per call on the hot path. */
export const hashOut = new Uint32Array(2)

/**
 * HalfSipHash-2-4 with 64-bit output and a 64-bit key (Aumasson and Bernstein, reference implementation
 * at github.com/veorq/SipHash). Keyed, so that nobody outside can choose colliding ids.
 * The result stands in `hashOut[0]` (low) and `hashOut[1]` (high).
 */
export function hash64(key: HashKey, bytes: Uint8Array, start: number, end: number): void {
  const k0 = key[0] | 0
  const k1 = key[1] | 0
  let v0 = k0
  let v1 = k1 ^ 0xee
  let v2 = 0x6c796765 ^ k0
  let v3 = 0x74656462 ^ k1
  const length = end - start
  const wordsEnd = start + (length & ~3)
  for (let i = start; i < wordsEnd; i += 4) {
    const m = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)
    v3 ^= m
    for (let r = 0; r < 2; r++) {
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
    v0 ^= m
  }
  let tail = length << 24
  const left = length & 3
  if (left > 2) tail |= bytes[wordsEnd + 2]! << 16
  if (left > 1) tail |= bytes[wordsEnd + 1]! << 8
  if (left > 0) tail |= bytes[wordsEnd]!
  v3 ^= tail
  for (let r = 0; r < 11; r++) {
    if (r === 2) {
      v0 ^= tail
      v2 ^= 0xee
    }
    if (r === 6) {
      hashOut[0] = v1 ^ v3
      v1 ^= 0xdd
    }
    if (r === 10) break
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

const utf8 = new TextEncoder()

/** `hash64` of a string's UTF-8 bytes. */
export function hashText(key: HashKey, text: string): void {
  const bytes = utf8.encode(text)
  hash64(key, bytes, 0, bytes.length)
}

/** The 16 hex digits of a hash, for file names, wire and debugging. */
export function hashHex(low: number, high: number): string {
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0')
}
