import { expect, test } from 'vitest'
import type { GrainChanges } from '../src/policy/index.ts'
import { judge, openLeast, type Result } from './redteam/judge.ts'
import { watch } from './redteam/watch.ts'

// A short red team: few people, two thirds of a day, one question. Its bound is loose; the figures of docs/redteam.md come from longer runs.

const attackers = ['subtraction', 'query variation', 'stolen integrator key']

async function quick(grain: GrainChanges): Promise<Map<string, Result>> {
  const watches = []
  for (const seed of ['quick-1', 'quick-2']) {
    watches.push(await watch({ seed, people: 25, days: 0.67, lookMin: 5, grain }))
  }
  return new Map(judge('idle', watches, attackers).map((each) => [each.attacker, each]))
}

test('pages told at the grain of the product gain a manager nothing that a short red team can show', async () => {
  const results = await quick({})
  expect(results.size).toBe(attackers.length)
  for (const { auc, auc_without, auc_open, low } of results.values()) {
    expect(auc_open).toBeGreaterThanOrEqual(openLeast)
    expect(low).toBeLessThanOrEqual(0.05)
    expect(auc - auc_without).toBeLessThan(0.12)
  }
}, 900_000)

test('a gate that tells everything exactly is found out', async () => {
  const results = await quick({ exact: true })
  expect(Math.max(...[...results.values()].map(({ low }) => low))).toBeGreaterThan(0.05)
}, 900_000)
