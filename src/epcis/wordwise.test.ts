import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areDigits, ascii, beginsWith, isAscii } from './wordwise.ts'

function viewOf(text: string): DataView {
  return new DataView(new TextEncoder().encode(`.${text}123`).buffer)
}

const aWord = fc.string({ unit: fc.constantFrom('a', 'b', '-', '0'), maxLength: 11 })

test('words are equal when their texts are, wherever they stand', () => {
  fc.assert(
    fc.property(aWord, aWord, (text, word) => {
      for (const other of [word, text]) {
        expect(isAscii(viewOf(text), 1, 1 + text.length, ascii(other))).toBe(text === other)
        expect(beginsWith(viewOf(text), 1, 1 + text.length, ascii(other))).toBe(text.startsWith(other))
      }
      expect(beginsWith(viewOf(text + word), 1, 1 + text.length + word.length, ascii(text))).toBe(true)
    }),
  )
})

test('one byte that is no digit is seen, whichever it is', () => {
  for (let length = 4; length < 20; length++) {
    const bytes = new Uint8Array(length).fill(0x37)
    const view = new DataView(bytes.buffer)
    expect(areDigits(view, 0, length)).toBe(true)
    for (let at = 0; at < length; at++) {
      for (let byte = 0; byte < 256; byte++) {
        bytes[at] = byte
        expect(areDigits(view, 0, length)).toBe(byte >= 0x30 && byte <= 0x39)
      }
      bytes[at] = 0x37
    }
  }
})
