import { expect, test } from 'vitest'
import { benches, descriptionOf } from './run.ts'

test('the first sentence of a bench describes it', () => {
  expect(descriptionOf('// Events a second\n// into the ledger. More.\nimport x')).toBe(
    'Events a second into the ledger.',
  )
  expect(descriptionOf('/**\n * Validation beside ajv. More.\n */\nimport x')).toBe('Validation beside ajv.')
  expect(descriptionOf("import x from 'y'")).toBe('')
})

test('every bench says what it measures', () => {
  expect(benches().filter(({ description }) => description === '')).toEqual([])
})
