// Comparisons of text four bytes at a time. Each may read up to three bytes behind the text, so that many must be
// readable there (`tapeSlack`).

/** A text of ASCII characters as little-endian words, the last one filled up with zeros. */
export interface Ascii {
  readonly length: number
  readonly words: Int32Array
}

export function ascii(text: string): Ascii {
  const words = new Int32Array((text.length + 3) >> 2)
  for (let i = 0; i < text.length; i++) words[i >> 2]! |= text.charCodeAt(i) << ((i & 3) << 3)
  return { length: text.length, words }
}

/** Whether the bytes from `start` to `end` spell the word. */
export function isAscii(view: DataView, start: number, end: number, word: Ascii): boolean {
  return end - start === word.length && areWords(view, start, word.words, 0, word.length)
}

/** Whether the bytes from `start` to `end` begin with the word. */
export function beginsWith(view: DataView, start: number, end: number, word: Ascii): boolean {
  return end - start >= word.length && areWords(view, start, word.words, 0, word.length)
}

/** Whether `length` bytes at `start` are those in `words` from `from` on, the last one filled up with zeros. */
export function areWords(view: DataView, start: number, words: Int32Array, from: number, length: number): boolean {
  const last = from + (length >> 2)
  let p = start
  for (let i = from; i < last; i++, p += 4) if (view.getInt32(p, true) !== words[i]) return false
  const left = length & 3
  return left === 0 || (view.getInt32(p, true) & maskOf(left)) === words[last]
}

/** Whether `length` bytes at `start`, four or more, are decimal digits. */
export function areDigits(view: DataView, start: number, length: number): boolean {
  const last = start + length - 4
  for (let p = start; p < last; p += 4) if (!isFourDigits(view.getInt32(p, true))) return false
  return isFourDigits(view.getInt32(last, true))
}

/** A digit has 3 in its upper half, and still has when 6 is added. */
function isFourDigits(word: number): boolean {
  return ((word & -0x0f0f0f10) ^ 0x30303030) === 0 && (((word + 0x06060606) & -0x0f0f0f10) ^ 0x30303030) === 0
}

/** A mask over the first `bytes` bytes of a word, one or more. */
export function maskOf(bytes: number): number {
  return bytes > 3 ? -1 : (1 << (bytes << 3)) - 1
}

/** The bytes of a view from `start` to `end`. */
export function bytesOf(view: DataView<ArrayBuffer>, start: number, end: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(view.buffer, view.byteOffset + start, end - start)
}
