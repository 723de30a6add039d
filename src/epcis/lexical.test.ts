import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUriText, isUuidUrn, numberOf, offsetMin, timeMs } from './lexical.ts'
import { Spellings } from './spellings.ts'

const encoder = new TextEncoder()

function time(text: string): number {
  const bytes = encoder.encode(text)
  return timeMs(bytes, 0, bytes.length)
}

test('times are the moments that Date makes of them, to the millisecond', () => {
  const moment = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(
      moment,
      fc.integer({ min: -840, max: 840 }),
      fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 9 }),
      (date, offset, fraction) => {
        const sign = offset < 0 ? '-' : '+'
        const pad = (n: number) => String(n).padStart(2, '0')
        const zone = `${sign}${pad(Math.trunc(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`
        const local = date.toISOString().slice(0, 19)
        const text = `${local}${fraction === '' ? '' : `.${fraction}`}${zone}`
        const ms = Date.parse(`${local}Z`) - offset * 60_000 + Number(`${fraction}000`.slice(0, 3))
        expect(time(text)).toBe(ms)
      },
    ),
    { numRuns: 2000, seed: 11 },
  )
})

test('only days that the calendar has are times', () => {
  for (let year = 1896; year <= 2104; year++) {
    const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
    expect(Number.isNaN(time(`${year}-02-29T00:00:00Z`))).toBe(!leap)
  }
  for (const text of [
    '2026-04-31T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T00:60:00Z',
  ]) {
    expect(time(text), text).toBeNaN()
  }
})

test.each([
  '',
  '2026-01-01',
  '2026-01-01T00:00:00',
  '2026-01-01 00:00:00Z',
  '2026-01-01T00:00:00.Z',
  '2026-01-01T00:00:60Z',
  '2026-01-01T00:00:00z',
  '2026-01-01T00:00:00+0100',
  '2026-01-01T00:00:00Z ',
  '+2026-01-01T00:00:00Z',
])('"%s" is no time', (text) => {
  expect(time(text)).toBeNaN()
})

test('offsets', () => {
  const offset = (text: string) => offsetMin(encoder.encode(text), 0, text.length)
  expect([offset('+00:00'), offset('-00:30'), offset('+14:00'), offset('-05:45')]).toEqual([0, -30, 840, -345])
  for (const text of ['Z', '+1:00', '+14:01', '02:00', '+02:60', '+02-00']) expect(offset(text), text).toBeNaN()
})

test('URIs', () => {
  for (const text of [
    'urn:epc:id:sgtin:1.2.3',
    'https://a.example/b?c=d#e',
    'HTTP://[::1]:80/x',
    'a+b.c-1:x',
    'urn:x:%C3%A9',
  ])
    expect(isUriText(text), text).toBe(true)
  for (const text of [
    '',
    ':x',
    'x',
    'x:',
    '1a:b',
    'a_b:c',
    'urn:x y',
    'urn:é',
    'urn:x%',
    'urn:x%zz',
    'a:b#c#d',
    'a:[b]',
    'urn:?x',
    'a:"b"',
    'a:\\b',
    'a:{b}',
  ]) {
    expect(isUriText(text), text).toBe(false)
  }
})

test('numbers are those that JSON.parse makes of their lexemes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(), fc.double({ noNaN: true, noDefaultInfinity: true })), (number) => {
      const bytes = encoder.encode(JSON.stringify(number))
      expect(numberOf(bytes, 0, bytes.length)).toBe(JSON.parse(JSON.stringify(number)))
    }),
    { seed: 2 },
  )
})

test('a spelling has one number until everything is forgotten, whatever was asked between', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 300 }), (texts) => {
      const spellings = new Spellings(64, 12345)
      let generation = 0
      let numbers = new Map<string, number>()
      for (const text of texts) {
        const bytes = encoder.encode(text)
        const view = new DataView(new Uint8Array([...bytes, 255, 255, 255]).buffer)
        const found = spellings.find(view, 0, bytes.length)
        const key = bytes.join()
        expect(found).toBe(numbers.get(key) ?? -1)
        if (found >= 0) continue
        const number = spellings.add(view, 0, bytes.length)
        if (spellings.generation !== generation) {
          generation = spellings.generation
          numbers = new Map()
        }
        numbers.set(key, number)
      }
      expect(spellings.count).toBeLessThanOrEqual(64)
    }),
    { numRuns: 200, seed: 4 },
  )
})

test('a UUID is known whichever byte of it is wrong', () => {
  const text = encoder.encode('urn:uuid:0a9Ff5e1-7b3c-4d2e-8f6a-b1c2D3e4f5a6')
  const view = new DataView(text.buffer)
  expect(isUuidUrn(view, 0, text.length)).toBe(true)
  expect(isUuidUrn(view, 0, text.length - 1)).toBe(false)
  for (let at = 0; at < text.length; at++) {
    const was = text[at]!
    const wanted = at < 9 || was === 0x2d ? RegExp(`^${String.fromCharCode(was)}$`) : /^[0-9a-fA-F]$/
    for (let byte = 0; byte < 256; byte++) {
      text[at] = byte
      expect(isUuidUrn(view, 0, text.length)).toBe(wanted.test(String.fromCharCode(byte)))
    }
    text[at] = was
  }
})

test('a day is one of the calendar, whatever day was read before', () => {
  const read = (day: string): number => {
    const bytes = encoder.encode(`${day}T00:00:00Z`)
    return timeMs(bytes, 0, bytes.length)
  }
  for (const day of [
    '2024-02-29',
    '2025-02-29',
    '2025-02-28',
    '2025-02-30',
    '2025-04-31',
    '0000-01-01',
    '2025-04-30',
  ]) {
    const expected = new Date(`${day}T00:00:00Z`)
    const isDay = !Number.isNaN(expected.getTime()) && expected.toISOString().startsWith(day)
    for (let again = 0; again < 2; again++) expect(read(day)).toBe(isDay ? expected.getTime() : Number.NaN)
  }
})
