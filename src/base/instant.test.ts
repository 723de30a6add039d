import { expect, test } from 'vitest'
import { parseInstant } from './instant.ts'

test.each([
  ['2026-03-02T14:05:00+01:00', Date.UTC(2026, 2, 2, 13, 5)],
  ['2026-03-02T14:05:00.1239Z', Date.UTC(2026, 2, 2, 14, 5, 0, 123)],
  ['2026-03-02T14:05-09:30', Date.UTC(2026, 2, 2, 23, 35)],
  ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
])('%s is one instant', (text, ms) => {
  expect(parseInstant(text)).toBe(ms)
})

test.each([
  '2026-03-02T14:05:00', // no offset
  '2025-02-29T00:00:00Z', // no such day
  '2026-03-02T25:00:00Z',
  '2026-03-02T14:60:00Z',
  '2026-03-02 14:05:00Z',
  '2026-03-02T14:05:00+15:00',
  '2026-3-2T14:05:00Z',
  '',
])('%j is no instant', (text) => {
  expect(parseInstant(text)).toBeNaN()
})
