import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reconcile } from './reconcile.ts'

test('what is equal keeps its identity, what changed does not', () => {
  const before = {
    loads: [
      { id: 'a', units: { planned: 1 } },
      { id: 'b', units: { planned: 2 } },
    ],
    asOf: 1,
  }
  const after = {
    loads: [
      { id: 'a', units: { planned: 1 } },
      { id: 'b', units: { planned: 3 } },
    ],
    asOf: 2,
  }
  const merged = reconcile(before, after)
  expect(merged).toEqual(after)
  expect(merged.loads[0]).toBe(before.loads[0])
  expect(merged.loads[1]).not.toBe(before.loads[1])
})

test('a row keeps its identity when another comes before it', () => {
  const before = [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
  ]
  const merged = reconcile(before, [
    { id: 'new', n: 0 },
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
  ])
  expect(merged[1]).toBe(before[0])
  expect(merged[2]).toBe(before[1])
})

test('an equal view is the same view', () => {
  const view = { rows: [{ id: 'a', list: [1, null, 'x'] }] }
  expect(reconcile(view, structuredClone(view))).toBe(view)
})

test('a member that is gone or new makes another object', () => {
  expect(reconcile<object>({ a: 1, b: undefined }, { a: 1, c: undefined })).toEqual({ a: 1, c: undefined })
  expect(reconcile<object>({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 })
})

test('the outcome always equals what came, and never changes what was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      const kept = structuredClone(before)
      expect(reconcile<unknown>(before, after)).toEqual(after)
      expect(before).toEqual(kept)
    }),
  )
})
