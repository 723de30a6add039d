import { test } from 'vitest'
import { tellDense } from './dense.ts'

/** Others: `FLOW_SEED=7 FLOW_RUNS=5000 npx vitest run test/flow/dense.test`. */
const seeds = process.env['FLOW_SEED'] === undefined ? [1, 2] : [Number(process.env['FLOW_SEED'])]
const runs = Number(process.env['FLOW_RUNS'] ?? 25)

test.each(seeds)(
  'events close together give one state, however they are told (seed %i)',
  { timeout: 600_000 },
  (seed) => tellDense(seed, runs),
)
