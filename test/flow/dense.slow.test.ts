import { test } from 'vitest'
import { tellDense } from './dense.ts'

test.each([101, 102, 103, 104])(
  'a thousand dense stories give one state each, however they are told (seed %i)',
  {
    timeout: 600_000,
  },
  (seed) => tellDense(seed, 1000),
)
