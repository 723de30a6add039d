import type { Result } from './judge.ts'

/** A red team of a minute or two: what it can show is a gate that leaks plainly, not one that holds. */
export const quickOptions = { people: 25, days: 0.5, sites: 2, lookMin: 15 } as const
export const quickAttackers = [
  'subtraction',
  'query variation',
  'stolen integrator key',
  'stream',
  'export against pages',
]

/** Attacks whose gain is above the goal beyond chance. */
export function quickLeaks(results: readonly Result[]): readonly Result[] {
  return results.filter(({ signed, counts }) => counts && signed.low > 0.05)
}
