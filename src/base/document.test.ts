import { expect, test } from 'vitest'
import { documentReader } from './document.ts'

test('every fault of a document is found in one reading, by pointer and without values', () => {
  const reader = documentReader()
  const root = reader.object({ size: 'secret', extra: 1, tags: ['ok', 7] }, '', { size: true, name: true, tags: false })
  reader.number(root?.['size'], '/size', { min: 1, integer: true })
  const tags = reader.list(root?.['tags'], '/tags', (tag, at) => reader.text(tag, at))
  expect(tags).toEqual(['ok'])
  expect(reader.faults).toEqual([
    {
      code: 'DOCUMENT_MEMBER_UNKNOWN',
      at: '/extra',
      got: 'a member that is not known here',
      allowed: 'size, name, tags',
    },
    { code: 'DOCUMENT_MEMBER_MISSING', at: '/name', got: 'nothing', allowed: 'the member name' },
    { code: 'DOCUMENT_TYPE_WRONG', at: '/size', got: 'a text of 6 characters', allowed: 'a whole number of 1 or more' },
    { code: 'DOCUMENT_TYPE_WRONG', at: '/tags/1', got: 'a number', allowed: 'a text' },
  ])
})

test('a member called like a method of all objects is unknown, not found', () => {
  const reader = documentReader()
  reader.object({ toString: 1 }, '', { id: false })
  expect(reader.faults.map((fault) => fault.at)).toEqual(['/toString'])
})

test('a hostile document leaves at most a hundred faults', () => {
  const reader = documentReader()
  reader.object(Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`m${i}`, 0])), '', {})
  expect(reader.faults).toHaveLength(100)
})
