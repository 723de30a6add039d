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
  begin(key)
  finish(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), start, end)
}

/** What a key and the beginning of a text leave: v0 to v3 of the hash, and how many bytes the beginning has. */
export type HashState = Readonly<Int32Array>

/**
 * The state behind a beginning that many texts share, whose length is a multiple of four: whoever hashes many texts
 * under one key goes on from it with `hashRest`.
 */
export function hashBeginning(key: HashKey, beginning: Uint8Array): HashState {
  begin(key)
  absorb(new DataView(beginning.buffer, beginning.byteOffset, beginning.byteLength), 0, beginning.length)
  work[4] = beginning.length
  return work.slice()
}

/** `hash64` of a text that begins as `state` says and goes on in `bytes` from `start` to `end`. */
export function hashRest(state: HashState, bytes: DataView, start: number, end: number): void {
  for (let i = 0; i < 5; i++) work[i] = state[i]!
  finish(bytes, start, end)
}

/** The state of the text at hand. */
const work = new Int32Array(5)

function begin(key: HashKey): void {
  work[0] = key[0]
  work[1] = key[1] ^ 0xee
  work[2] = 0x6c796765 ^ key[0]
  work[3] = 0x74656462 ^ key[1]
  work[4] = 0
}

/** Takes in the whole words from `start` on; the rounds are written out, because a loop over two costs a third more. */
function absorb(bytes: DataView, start: number, end: number): void {
  let v0 = work[0]!
  let v1 = work[1]!
  let v2 = work[2]!
  let v3 = work[3]!
  const stop = end - 3
  for (let at = start; at < stop; at += 4) {
    const m = bytes.getInt32(at, true)
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
  work[0] = v0
  work[1] = v1
  work[2] = v2
  work[3] = v3
}

function finish(bytes: DataView, start: number, end: number): void {
  absorb(bytes, start, end)
  let v0 = work[0]!
  let v1 = work[1]!
  let v2 = work[2]!
  let v3 = work[3]!
  const left = (end - start) & 3
  let tail = (work[4]! + end - start) << 24
  if (left > 2) tail |= bytes.getUint8(end - left + 2) << 16
  if (left > 1) tail |= bytes.getUint8(end - left + 1) << 8
  if (left > 0) tail |= bytes.getUint8(end - left)
  v3 ^= tail
  for (let round = 0; round < 10; round++) {
    if (round === 2) {
      v0 ^= tail
      v2 ^= 0xee
    }
    if (round === 6) {
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
