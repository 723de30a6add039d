import { expect, test } from 'vitest'
import { runImportKills } from './import-kills.ts'

test('an import killed with -9 goes on where it was, and one more import adds none', { timeout: 180_000 }, async () => {
  const report = await runImportKills({ kills: 2, rows: 90_000, seed: 'short', say: () => {} })
  expect(report.wrong).toEqual([])
  expect(report.kills).toBe(2)
})
