import { expect, test } from 'vitest'
import type { GrainChanges } from '../src/policy/index.ts'
import { judge, openLeast, type Result } from './redteam/judge.ts'
import { quickAttackers, quickLeaks, quickOptions } from './redteam/quick.ts'
import { shardOf } from './redteam/shards.ts'

// A short red team: few people, half a day, one question. Its bound is loose; the figures of docs/redteam.md come from longer runs.

async function quick(grain: GrainChanges): Promise<readonly Result[]> {
  const { people, days, sites, lookMin } = quickOptions
  const rows = []
  for (let site = 1; site <= sites; site++) {
    const shard = await shardOf({ seed: `quick-${site}`, people, days, lookMin, grain })
    rows.push(shard.rows.idle)
  }
  return judge('idle', rows, quickAttackers)
}

test('pages told at the grain of the product gain a manager nothing that a short red team can show', async () => {
  const results = await quick({})
  expect(results).toHaveLength(quickAttackers.length)
  expect(quickLeaks(results)).toEqual([])
  for (const { auc_open, signed } of results) {
    expect(auc_open).toBeGreaterThanOrEqual(openLeast)
    expect(signed.gain).toBeLessThan(0.12)
  }
}, 900_000)

test('a gate that tells everything exactly is found out', async () => {
  expect(quickLeaks(await quick({ exact: true }))).not.toEqual([])
}, 900_000)
