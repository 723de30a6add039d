import { seededRandom } from '../../src/base/index.ts'

/** A seeded picker for fixtures: the same seed gives the same pages. */
export function chance(seed: string) {
  const random = seededRandom(seed)
  return {
    int: (from: number, to: number): number => from + random.below(to - from + 1),
    pick: <T>(list: readonly T[]): T => list[random.below(list.length)] as T,
    yes: (share: number): boolean => random.next() < share,
  }
}
