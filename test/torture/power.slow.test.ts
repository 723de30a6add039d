import { expect, test } from 'vitest'
import { runPower } from './power.ts'

test('power cuts lose nothing, and are noticed by a ledger with any one of its syncs taken out', {
  timeout: 120_000,
}, async () => {
  const report = await runPower({ crashes: 40, mutantCrashes: 12, seed: 'short', say: () => {} })
  expect(report.wrong).toEqual([])
  expect(Object.entries(report.mutants).filter(([, { noticed }]) => noticed === 0)).toEqual([])
})
