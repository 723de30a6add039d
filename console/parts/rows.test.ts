import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsAt } from './rows.tsx'

const columns = [
  { id: 'status', track: '132px' },
  { id: 'load', track: 'minmax(150px, 2fr)' },
  { id: 'progress', track: 'minmax(110px, 1fr)', from: 400 },
  { id: 'outlook', track: 'minmax(150px, 1fr)', from: 500 },
]
const at = (width: number): string[] => columnsAt(columns, width).map(({ id }) => id)

test('a column that asks for more width than there is gives way first', () => {
  expect(at(330)).toEqual(['status', 'load'])
  expect(at(480)).toEqual(['status', 'load', 'progress'])
  // 500 px are enough for the last column by itself, not beside all others.
  expect(at(510)).toEqual(['status', 'load', 'progress'])
  expect(at(622)).toEqual(['status', 'load', 'progress', 'outlook'])
})

test('what is shown fits its width, as long as a column may give way', () => {
  const column = fc.record({ px: fc.integer({ min: 40, max: 240 }), from: fc.constantFrom(0, 600, 760, 900, 1000) })
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 1600 }), (all, width) => {
      const shown = columnsAt(
        all.map(({ px, from }) => ({ track: `${px}px`, px, from })),
        width,
      )
      const least = shown.reduce((sum, { px }) => sum + px, 16 * (shown.length - 1) + 32)
      expect(least <= width || shown.every(({ from }) => from === 0)).toBe(true)
    }),
    { seed: 20_260_320 },
  )
})
