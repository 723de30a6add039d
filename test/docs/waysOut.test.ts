import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commandWays } from '../../src/cli/ways.ts'
import { waysOut } from '../../src/server/http/ways-out.ts'
import { waysOutPath, waysOutText } from './waysOut.ts'

test('docs/ways-out.md is what the declarations say (npm run docs)', async () => {
  expect(readFileSync(waysOutPath, 'utf8')).toBe(await waysOutText())
}, 30_000)

test('a way out without a class of data, a purpose or roles is refused', () => {
  const way = { ...commandWays.trace }
  for (const wrong of [{ dataClass: '' }, { dataClass: 'everything' }, { purpose: '' }, { roles: [] }])
    expect(() => waysOut([], { trace: { ...way, ...(wrong as object) } })).toThrow(/trace/)
})
