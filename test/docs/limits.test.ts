import { expect, test } from 'vitest'
import { parseSource } from '../tidy/source.ts'
import { allLimits, limitRows, limitsOf, limitsPages } from './limits.ts'

test('docs/limits.md lists every named limit of the code (npm run docs)', () => {
  const { committed, written } = limitsPages()
  expect(committed).toBe(written)
})

test('every named limit says in a comment what it bounds', () => {
  expect(
    allLimits()
      .filter(({ meaning }) => meaning === '')
      .map(({ path, name }) => `${path}: ${name}`),
  ).toEqual([])
})

test('a limit is read with its value and the first sentence of its comment', () => {
  const text = [
    '/** Bytes of one body. Larger ones are cut. */',
    'export const bodyBytesMax = 8 << 20',
    '// Rows that',
    '// wait; more are refused.',
    'const rowsMax = 2 * 1_000',
    'const moreMax = 3',
    '',
    'export const bare = 3, noneMax = 4',
    'export const nameMax = compute()',
  ].join('\n')
  const limits = limitsOf(parseSource('src/flow/a.ts', text))
  expect(limits.map(({ name, value, meaning }) => [name, value, meaning])).toEqual([
    ['bodyBytesMax', 8 << 20, 'Bytes of one body.'],
    ['rowsMax', 2000, 'Rows that wait.'],
    ['moreMax', 3, 'Rows that wait.'],
    ['noneMax', 4, ''],
  ])
  expect(limitRows(limits)).toContain('| flow | `bodyBytesMax` | 8 MiB | Bytes of one body. |')
})
