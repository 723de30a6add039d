import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Shapes } from './shapes.ts'
import { Tape } from './tape.ts'
import { readResult, tapeSlack } from './tokens.ts'

const encoder = new TextEncoder()

function buffered(text: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length + tapeSlack)
  bytes.set(text)
  return bytes
}

function tapeFrom(tape: Tape, text: Uint8Array): readonly number[] {
  const bytes = buffered(text)
  const end = tape.read(bytes, 0, text.length)
  return end < 0 ? [end] : [end, ...tape.words.subarray(0, tape.length)]
}

/** Members that texts share, so that one shape often begins like another. */
const aText = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('ADD', 'é😀', 'a "quoted" \\ text', '', 'https://id.gs1.org/00/095213212345678901'),
    fc.constantFrom(0, -1.5, 1e9, 12),
    fc.constantFrom(true, false, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('type', 'action', 'epcList', 'ex:a', 'id'), tie('value'), { maxKeys: 4 }),
  ),
})).value

const someTexts = fc.array(
  fc
    .tuple(aText, fc.constantFrom(0, 1))
    .map(([value, space]) => encoder.encode(JSON.stringify({ value }, null, space))),
  { minLength: 1, maxLength: 8 },
)

test('a tape that recognises shapes reads every text as one that does not', () => {
  fc.assert(
    fc.property(someTexts, (texts) => {
      const knowing = new Tape(new Shapes())
      for (const text of [...texts, ...texts]) expect(tapeFrom(knowing, text)).toEqual(tapeFrom(new Tape(), text))
    }),
  )
})

test('a changed byte is judged as if the shape were unknown', () => {
  fc.assert(
    fc.property(someTexts, fc.nat(), fc.integer({ min: 0, max: 255 }), (texts, at, byte) => {
      const knowing = new Tape(new Shapes())
      for (const text of texts) {
        tapeFrom(knowing, text)
        const changed = text.slice()
        changed[at % text.length] = byte
        expect(tapeFrom(knowing, changed)).toEqual(tapeFrom(new Tape(), changed))
      }
    }),
    { numRuns: 300 },
  )
})

test('a text that goes on behind the limit is incomplete, whatever stands there', () => {
  fc.assert(
    fc.property(someTexts, fc.nat(), (texts, at) => {
      const knowing = new Tape(new Shapes())
      for (const text of texts) {
        tapeFrom(knowing, text)
        const bytes = buffered(text)
        const limit = at % text.length
        bytes[limit] = 0x0a
        expect(knowing.read(bytes, 0, limit)).toBe(readResult.incomplete)
      }
    }),
    { numRuns: 300 },
  )
})

test('a line is known by its second kind, and not where a line feed stands in it', () => {
  const tape = new Tape(new Shapes())
  const line = encoder.encode('{"type":"ObjectEvent","bizStep":"packing","quantity":1}')
  const other = encoder.encode('{"type":"ObjectEvent","bizStep":"é","quantity":-2.5e3}')
  const broken = encoder.encode('{"type":"ObjectEvent",\n"bizStep":"packing","quantity":1}')
  expect(tape.readKnownLine(buffered(line), 0, line.length)).toBe(-1)
  tapeFrom(tape, line)
  tapeFrom(tape, broken)
  expect(tape.readKnownLine(buffered(other), 0, other.length)).toBe(other.length)
  expect(tape.readKnownLine(buffered(broken), 0, broken.length)).toBe(-1)
  expect(tapeFrom(tape, broken)).toEqual(tapeFrom(new Tape(), broken))
})

test('what is learnt stays bounded where every text has a shape of its own', () => {
  const tape = new Tape(new Shapes())
  for (let i = 0; i < 4_000; i++) {
    const text = encoder.encode(`{"type":"ObjectEvent","ex:member${i}":[${'"a",'.repeat(i % 50)}"b"]}`)
    expect(tapeFrom(tape, text)[0]).toBe(text.length)
    // Hits pay for what is learnt, so that everything is forgotten more than once.
    for (let again = 0; again < 5; again++) expect(tape.readKnownLine(buffered(text), 0, text.length)).toBe(text.length)
  }
  const huge = encoder.encode(`{"ex:list":[${'[],'.repeat(5000)}"a"]}`)
  expect(tapeFrom(tape, huge)[0]).toBe(huge.length)
  expect(tape.readKnownLine(buffered(huge), 0, huge.length)).toBe(-1)
  const last = encoder.encode('{"type":"ObjectEvent"}')
  for (let again = 0; again < 3; again++) expect(tapeFrom(tape, last)).toEqual(tapeFrom(new Tape(), last))
})
