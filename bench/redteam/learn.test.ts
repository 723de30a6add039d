import { expect, test } from 'vitest'
import { seededRandom } from '../../src/base/index.ts'
import { aucOf, eitherWay, gainOf, rankWithin } from './auc.ts'
import { binsOf, learn } from './learn.ts'

test('auc counts pairs, ties half', () => {
  const labels = Uint8Array.of(0, 0, 1, 1)
  expect(aucOf(Float64Array.of(1, 2, 3, 4), labels)).toBe(1)
  expect(aucOf(Float64Array.of(4, 3, 2, 1), labels)).toBe(0)
  expect(eitherWay(0)).toBe(1)
  expect(aucOf(Float64Array.of(1, 1, 1, 1), labels)).toBe(0.5)
  expect(aucOf(Float64Array.of(1, 3, 2, 4), labels)).toBe(0.75)
  expect(aucOf(Float64Array.of(1, 3, 2, 4), labels, Float64Array.of(1, 0, 1, 1))).toBe(1)
})

test('within a stratum only the order counts, ties share a rank', () => {
  const ranks = rankWithin(Float64Array.of(5, 7, 100, 100, 300), Int32Array.of(0, 0, 1, 1, 1))
  expect([...ranks]).toEqual([0, 1, 0.25, 0.25, 1])
})

/** Rows of which one column tells the answer half the time, the others nothing. */
function rowsOf(seed: string, tells: number) {
  const random = seededRandom(seed)
  const labels = Uint8Array.from({ length: 3_000 }, () => (random.next() < 0.1 ? 1 : 0))
  const noise = Array.from({ length: 30 }, () => Float32Array.from(labels, () => random.next()))
  const column = Float32Array.from(labels, (label) => (random.next() < tells ? label : random.next()))
  const numbers = [...noise, column]
  return { ...binsOf(numbers), numbers, labels, clusters: Int32Array.from(labels, (_, i) => Math.floor(i / 10)) }
}

test('a classifier finds what a column tells and is not led astray by thirty that tell nothing', () => {
  for (const [tells, least, most] of [
    [0, 0.45, 0.55],
    [0.5, 0.7, 0.9],
  ] as const) {
    const score = learn(rowsOf('weeks known', tells), seededRandom('trees'))
    const judged = rowsOf('other weeks', tells)
    const auc = aucOf(
      Float64Array.from(judged.labels, (_, row) => score(judged.columns, row)),
      judged.labels,
    )
    expect(auc).toBeGreaterThan(least)
    expect(auc).toBeLessThan(most)
  }
})

test('the interval holds nothing gained where both know the same, and a gain where one knows more', () => {
  const judged = rowsOf('judged', 0.5)
  const known = Float64Array.from(judged.numbers[30]!)
  const nothing = Float64Array.from(judged.numbers[0]!)
  const same = gainOf(nothing, nothing, judged, seededRandom('draws'))
  expect([same.low, same.high]).toEqual([0, 0])
  const more = gainOf(known, nothing, judged, seededRandom('draws'))
  expect(more.low).toBeGreaterThan(0.1)
  expect(more.high).toBeLessThan(0.4)
})
