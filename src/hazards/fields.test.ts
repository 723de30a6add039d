import { describe, expect, test } from 'vitest'
import { fieldsOf } from './fields.ts'
import type { Tree } from './tree.ts'

const allowed = new Set(['a', 'a.b', 'a.c', 'list', 'list.name', 'time', 'word'])
const of = (record: Tree) => fieldsOf(record, allowed, '/0')

describe('Fields', () => {
  test('reads no path that its feed does not name', () => {
    expect(() => of({ secret: 1 }).text('secret')).toThrow('is not among the fields')
  })

  test('takes an empty text, null and a missing member for nothing', () => {
    for (const record of [{}, { a: null }, { a: '' }, { a: '  ' }]) expect(of(record).text('a')).toBe(null)
    expect(of({ a: 'x' }).text('a.b')).toBe(null)
  })

  test('says where something else stands than was asked for, and never what', () => {
    const wrong = (ask: () => unknown) => {
      try {
        return ask()
      } catch (error) {
        return (error as { fault: object }).fault
      }
    }
    expect(wrong(() => of({ a: { b: 'many' } }).number('a.b'))).toEqual({
      code: 'FEED_RECORD',
      at: '/0/a/b',
      got: 'a text that is no number',
      allowed: 'a number',
    })
    expect(wrong(() => of({}).must.text('a'))).toMatchObject({ at: '/0/a', got: 'nothing' })
    expect(wrong(() => of({ word: 'no' }).word('word', { yes: 1 }))).toMatchObject({ allowed: 'yes' })
  })

  test('takes one thing for a list of one, and knows its place', () => {
    expect(
      of({ list: { name: 'one' } })
        .list('list')
        .map((each) => each.text('name')),
    ).toEqual(['one'])
    const [, second] = of({ list: [{ name: 'one' }, {}] }).list('list')
    expect(() => second!.must.text('name')).toThrow('/0/list/1/name')
  })

  test('reads times with offset, without one in a zone, and numbers as milliseconds', () => {
    expect(of({ time: '2026-07-01T12:00:00+02:00' }).time('time')).toBe(Date.UTC(2026, 6, 1, 10))
    expect(of({ time: '2026-07-01 12:00:00' }).time('time', 'Europe/Warsaw')).toBe(Date.UTC(2026, 6, 1, 10))
    expect(of({ time: '2026-01-01' }).time('time', 'America/New_York')).toBe(Date.UTC(2026, 0, 1, 5))
    expect(of({ time: 1_700_000_000_000 }).time('time')).toBe(1_700_000_000_000)
    expect(() => of({ time: '2026-02-30T00:00:00Z' }).time('time')).toThrow('no time')
  })
})
