import { expect, test } from 'vitest'
import { runKills } from './kills.ts'

test('kill -9 under load loses no acknowledged event and leaves no half document', { timeout: 120_000 }, async () => {
  const report = await runKills({ kills: 8, seed: 'short', say: () => {} })
  expect(report.eventsAcknowledged).toBeGreaterThan(100)
  expect(report.missing).toEqual([])
  expect(report.half).toEqual([])
})
