import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJsonText } from './json-text.ts'

test('every JSON value comes back as JSON.parse gives it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent)
      expect(parseJsonText(text)).toEqual({ ok: true, value: JSON.parse(text) })
    }),
  )
})

test('a text is taken exactly when JSON.parse takes it', () => {
  const scraps = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-',
      '01',
      'true',
      'nul',
      ' ',
      '"\\x"',
      '\n',
      '"\u0001"',
    ),
  )
  fc.assert(
    fc.property(scraps, (parts) => {
      const text = parts.join('')
      const parsed = parseJsonText(text)
      if (!parsed.ok && parsed.fault.code === 'DOCUMENT_MEMBER_TWICE') return
      let native = true
      try {
        JSON.parse(text)
      } catch {
        native = false
      }
      expect(parsed.ok).toBe(native)
    }),
    { numRuns: 2000 },
  )
})

test('a broken text is refused by line and column, without a word of it', () => {
  const parsed = parseJsonText('{\n  "a": 1,\n  "secret" 2\n}')
  expect(parsed).toEqual({
    ok: false,
    fault: {
      code: 'DOCUMENT_NOT_JSON',
      at: '',
      got: 'line 3, column 12: no colon after a member name',
      allowed: '":"',
    },
  })
})

test('a member that stands twice is refused by pointer', () => {
  const parsed = parseJsonText('{"list":[{"a/b":1,"a/b":2}]}')
  expect(parsed).toMatchObject({ ok: false, fault: { code: 'DOCUMENT_MEMBER_TWICE', at: '/list/0/a~1b' } })
})

test('nesting without end is refused', () => {
  expect(parseJsonText('['.repeat(100_000))).toMatchObject({ ok: false, fault: { code: 'DOCUMENT_NOT_JSON' } })
})
