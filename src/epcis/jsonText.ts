import { readResult } from './tokens.ts'

// The lexical grammar of JSON (RFC 8259) over bytes. Whoever calls makes sure that the byte at `limit` is below
// 0x20, which stops every loop here, and that `tapeSlack` bytes can be read behind it.

/**
 * Index of the first byte from `from` on that is not plain in a string: a quote, a backslash, a control, or no
 * ASCII. Four bytes at a time: a byte below 0x80 borrows, and so gets its high bit, where less than what is subtracted
 * stands in it; a byte above has it already. (A borrow can only mark a byte above one that is marked.)
 */
export function plainEnd(view: DataView, from: number): number {
  for (let p = from; ; p += 4) {
    const w = view.getInt32(p, true)
    const marks =
      (((w ^ 0x22222222) - 0x01010101) | ((w ^ 0x5c5c5c5c) - 0x01010101) | (w - 0x20202020) | w) & -0x7f7f7f80
    if (marks !== 0) return p + ((31 - Math.clz32(marks & -marks)) >> 3)
  }
}

/**
 * Index after the UTF-8 sequence (two bytes or more) at `at`; negative when it is none: no overlong forms,
 * surrogates, or code points beyond U+10FFFF. Source: RFC 3629, section 4.
 */
export function utf8End(bytes: Uint8Array, at: number, limit: number): number {
  const c = bytes[at]!
  const length = c >= 0xc2 && c <= 0xdf ? 2 : c >= 0xe0 && c <= 0xef ? 3 : c >= 0xf0 && c <= 0xf4 ? 4 : 0
  if (length === 0) return readResult.failed
  for (let i = 1; i < length; i++) {
    if (at + i >= limit) return readResult.incomplete
    const d = bytes[at + i]!
    if ((d & 0xc0) !== 0x80) return readResult.failed
    if (i > 1) continue
    if ((c === 0xe0 && d < 0xa0) || (c === 0xed && d > 0x9f) || (c === 0xf0 && d < 0x90) || (c === 0xf4 && d > 0x8f)) {
      return readResult.failed
    }
  }
  return at + length
}

/** Index after the number at `from`; `failed` where none stands there, `incomplete` where it may go on at `limit`. */
export function numberEnd(bytes: Uint8Array, from: number, limit: number): number {
  let p = from
  if (bytes[p] === 0x2d) p++
  const first = bytes[p]!
  if (p >= limit) return readResult.incomplete
  if (!isDigit(first)) return readResult.failed
  p++
  if (first !== 0x30) while (isDigit(bytes[p]!)) p++
  if (bytes[p] === 0x2e) {
    p++
    if (p >= limit) return readResult.incomplete
    if (!isDigit(bytes[p]!)) return readResult.failed
    while (isDigit(bytes[p]!)) p++
  }
  if ((bytes[p]! | 0x20) === 0x65) {
    p++
    if (bytes[p] === 0x2b || bytes[p] === 0x2d) p++
    if (p >= limit) return readResult.incomplete
    if (!isDigit(bytes[p]!)) return readResult.failed
    while (isDigit(bytes[p]!)) p++
  }
  return p >= limit ? readResult.incomplete : p
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39
}

const decoder = new TextDecoder()

/** The text of a string token. */
export function decodeString(bytes: Uint8Array, start: number, end: number, escaped: boolean): string {
  if (escaped) return JSON.parse(decoder.decode(bytes.subarray(start - 1, end + 1))) as string
  if (end - start > 64) return decoder.decode(bytes.subarray(start, end))
  // Short ASCII is faster by hand.
  let out = ''
  for (let i = start; i < end; i++) {
    const c = bytes[i]!
    if (c > 0x7f) return decoder.decode(bytes.subarray(start, end))
    out += String.fromCharCode(c)
  }
  return out
}

/** Value of a hexadecimal digit, -1 for any other byte. */
export const hexValue = new Int8Array(256).fill(-1)
for (let i = 0; i < 16; i++) {
  const digit = i.toString(16)
  hexValue[digit.charCodeAt(0)] = i
  hexValue[digit.toUpperCase().charCodeAt(0)] = i
}
