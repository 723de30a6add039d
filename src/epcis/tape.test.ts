import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldNames, fieldOf, isFieldAt } from './fields.ts'
import { onTape, Tape } from './tape.ts'
import { readResult, tapeSlack } from './tokens.ts'

const encoder = new TextEncoder()
const tape = new Tape()

function read(text: string | Uint8Array): number {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text
  const buffer = new Uint8Array(bytes.length + tapeSlack)
  buffer.set(bytes)
  return tape.read(buffer, 0, bytes.length) === bytes.length ? 1 : 0
}

function parses(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    return true
  } catch {
    return false
  }
}

test('every field is found by its bytes and nothing else is', () => {
  for (const [code, name] of fieldNames.entries()) {
    if (code === 0) continue
    const bytes = encoder.encode(`"${name}"`)
    expect(fieldOf(bytes, 1, bytes.length - 1)).toBe(code)
    expect(isFieldAt(code, bytes, 1)).toBe(bytes.length - 1)
    const other = encoder.encode(`${name}x`)
    expect(fieldOf(other, 0, other.length)).toBe(0)
    expect(isFieldAt(code, encoder.encode(`${name}x"`), 0)).toBe(-1)
  }
})

test.each([
  '{"a":[1,-0,2.5,1e9,1E-2,true,false,null,"x",{}],"b":{"c":[]}}',
  ' {"a" : 1 , "b" : [ ] }',
  '{"\\u0074ype":"\\"\\\\\\/\\b\\f\\n\\r\\t\\ud83d\\ude00"}',
  '{"é":"😀\u007f"}',
])('reads %s', (text) => {
  expect(read(text.trimStart())).toBe(1)
})

test.each([
  '{"a":01}',
  '{"a":1.}',
  '{"a":.5}',
  '{"a":+1}',
  '{"a":1e}',
  '{"a":tru}',
  '{"a":nul}',
  '{"a":1,}',
  '{,}',
  '{"a"}',
  '{"a":}',
  '{"a":1 "b":2}',
  '[1,]',
  '[,1]',
  '{"a":[1}',
  '{"a":"\n"}',
  '{"a":"\\x"}',
  '{"a":"\\u12g4"}',
  "{'a':1}",
  '{"a":1',
  '{"a":"x',
])('refuses %s', (text) => {
  expect(read(text)).toBe(0)
  expect(parses(encoder.encode(text))).toBe(false)
})

test('a member that stands twice is refused, also when one is spelled with escapes or stands among extensions', () => {
  for (const text of [
    '{"type":1,"type":2}',
    '{"type":1,"\\u0074ype":2}',
    '{"ex:a":1,"b":{},"ex:a":2}',
    '{"ex:a":1,"ex:\\u0061":2}',
  ]) {
    expect(read(text)).toBe(0)
    expect(tape.trouble).toBe('MEMBER_TWICE')
  }
  expect(read('{"type":1,"a":{"type":2},"b":[{"type":1},{"type":1}]}')).toBe(1)
})

test.each([
  [0xc0, 0xaf],
  [0xe0, 0x80, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xff],
  [0x80],
  [0xc3, 0x28],
])('refuses the bytes %i %i, which are no UTF-8', (...bytes) => {
  const text = new Uint8Array([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, ...bytes.filter((b) => b !== undefined), 0x22, 0x7d])
  expect(read(text)).toBe(0)
  expect(tape.trouble).toBe('JSON_NOT_UTF8')
})

test('accepts what JSON.parse accepts: any value, in any spelling', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), fc.constantFrom(0, 1, 2), (value, indent) => {
      expect(read(JSON.stringify({ a: value }, null, indent))).toBe(1)
    }),
    { numRuns: 300, seed: 1 },
  )
})

test('accepts no bytes that JSON.parse refuses, whatever was changed in them', () => {
  const start = encoder.encode('{"type":"Öbj","n":[1.5e-3,-0,true,null,{"x\\u00e9":"\\ud83d\\ude00"}],"s":"ab\\"c"}')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(start.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }),
      (changes) => {
        const bytes = start.slice()
        for (const [at, value] of changes) bytes[at] = value
        const ours = read(bytes) === 1
        // The other way round only what RFC 8259 leaves open may differ: members that stand twice.
        if (ours) expect(parses(bytes)).toBe(true)
        else if (parses(bytes) && bytes[0] === 0x7b) expect(tape.trouble).toBe('MEMBER_TWICE')
      },
    ),
    { numRuns: 20_000, seed: 7 },
  )
})

test('any beginning of a value is incomplete, never failed', () => {
  const bytes = encoder.encode('{"type":"Öbj","n":[1.5e-3,-0,true,null,{"x\\u00e9":"\\ud83d\\ude00"}],"s":"ab\\"c"}')
  for (let length = 0; length < bytes.length; length++) {
    const buffer = new Uint8Array(length + tapeSlack)
    buffer.set(bytes.subarray(0, length))
    expect(tape.read(buffer, 0, length)).toBe(readResult.incomplete)
  }
})

test('nesting beyond the limit is refused by name', () => {
  expect(read('['.repeat(64) + ']'.repeat(64))).toBe(1)
  expect(read('['.repeat(65) + ']'.repeat(65))).toBe(0)
  expect(tape.trouble).toBe('JSON_TOO_DEEP')
})

test('a tape at rest is used again, and never by two at once', () => {
  const utf8 = new TextEncoder()
  const long = utf8.encode(JSON.stringify({ a: Array.from({ length: 50 }, (_, i) => ({ b: i })) }))
  const short = utf8.encode('{"c":1}')
  const first = onTape(long, (tape) => tape)
  onTape(short, (outer) => {
    expect(outer).toBe(first)
    expect(outer.words[3]).toBe(outer.length)
    onTape(long, (inner) => expect(inner).not.toBe(outer))
    expect(outer.length).toBe(3 * 4)
  })
  expect(() => onTape(utf8.encode('{"c":'), () => 0)).toThrow()
})
