import type { Random } from '../../src/base/index.ts'

/** Features as bins, column by column: 0 is the least, which stands for what is not known too. */
export interface Bins {
  readonly columns: readonly Uint8Array[]
  /** Edges between the bins of each column; 0 where it says one thing only. */
  readonly edges: Uint8Array
}

/** Labels are 0 or 1. */
export interface Table extends Bins {
  readonly labels: Uint8Array
  /** Rows that are not independent of each other share a number. */
  readonly clusters: Int32Array
}

export type Scorer = (columns: readonly Uint8Array[], row: number) => number

const binsMax = 24
const rounds = 150
/** Trees are grown no further once so many have not helped. */
const patience = 25
const rate = 0.1
const leafRowsMin = 25
const ridge = 4
/** Share of the clusters that no tree is grown on: they say how many trees help. */
const keptShare = 0.25
/** Share of the rows and of the columns that each tree sees. */
const rowShare = 0.7
const columnShare = 0.4

interface Split {
  readonly column: number
  readonly bin: number
  readonly gain: number
}

interface Tree {
  readonly root: Split
  readonly sides: readonly (Split | undefined)[]
  /** Left-left, left-right, right-left, right-right. */
  readonly values: readonly number[]
}

/**
 * Boosted trees of depth two with logistic loss: an attacker that learned from weeks whose truth it knows. Not a number counts as the least.
 * `start` is what is known of each row before, as log odds: trees only add to it. As many are kept as help on a part of the clusters that
 * they have not seen, and none where all of them lower the loss by less than the share `gainLeast`: many columns fit noise. Returns a function that tells what a row adds: more is more likely 1.
 */
export function learn(
  { columns, edges, labels, clusters }: Table,
  random: Random,
  { start, gainLeast = 0 }: { start?: Float64Array; gainLeast?: number } = {},
): Scorer {
  const count = labels.length
  const kept = new Uint8Array(clusters.reduce((most, each) => Math.max(most, each), 0) + 1)
  for (let i = 0; i < kept.length; i++) kept[i] = random.next() < keptShare ? 1 : 0
  let positive = 0
  for (const label of labels) positive += label
  const base = Math.log((positive + 0.5) / (count - positive + 0.5))
  const score = Float64Array.from(labels, (_, row) => start?.[row] ?? base)
  let fewest = 0
  const first = lossOf(score, labels, clusters, kept)
  let least = first
  const gradient = new Float64Array(count)
  const weight = new Float64Array(count)
  const node = new Uint8Array(count)
  const trees: Tree[] = []
  const usable = columns.map((_, i) => i).filter((i) => edges[i]! > 0)
  for (let round = 0; round < rounds && usable.length > 0; round++) {
    for (let row = 0; row < count; row++) {
      const p = 1 / (1 + Math.exp(-score[row]!))
      gradient[row] = labels[row]! - p
      const drawn = random.next() < rowShare && kept[clusters[row]!] === 0
      weight[row] = drawn ? Math.max(1e-6, p * (1 - p)) : 0
    }
    const some = usable.filter(() => random.next() < columnShare)
    const tried = some.length > 0 ? some : usable
    node.fill(0)
    const grow = (at: number): Split | undefined => bestSplit({ columns, edges, gradient, weight, node }, tried, at)
    const root = grow(0)
    if (root === undefined) continue
    for (let row = 0; row < count; row++) node[row] = columns[root.column]![row]! <= root.bin ? 1 : 2
    const sides = [grow(1), grow(2)]
    for (let row = 0; row < count; row++) {
      const side = node[row]! - 1
      const split = sides[side]
      node[row] = side * 2 + (split !== undefined && columns[split.column]![row]! > split.bin ? 1 : 0)
    }
    const sums = new Float64Array(4)
    const weights = new Float64Array(4)
    for (let row = 0; row < count; row++) {
      if (weight[row] === 0) continue
      sums[node[row]!]! += gradient[row]!
      weights[node[row]!]! += weight[row]!
    }
    const values = Array.from(sums, (sum, i) => (rate * sum) / (weights[i]! + ridge))
    for (let row = 0; row < count; row++) score[row]! += values[node[row]!]!
    trees.push({ root, sides, values })
    const loss = lossOf(score, labels, clusters, kept)
    if (loss < least) {
      least = loss
      fewest = trees.length
    } else if (trees.length - fewest >= patience) break
  }
  if (least > first * (1 - gainLeast)) fewest = 0
  trees.length = fewest
  return (given, row) => {
    let sum = start === undefined ? base : 0
    for (const { root, sides, values } of trees) {
      const side = isLeft(given, row, root) ? 0 : 1
      const split = sides[side]
      sum += values[side * 2 + (split !== undefined && !isLeft(given, row, split) ? 1 : 0)]!
    }
    return sum
  }
}

/** Mean logistic loss of the rows that no tree was grown on. */
function lossOf(score: Float64Array, labels: Uint8Array, clusters: Int32Array, kept: Uint8Array): number {
  let sum = 0
  let rows = 0
  for (let row = 0; row < labels.length; row++) {
    if (kept[clusters[row]!] === 0) continue
    const margin = labels[row] === 1 ? score[row]! : -score[row]!
    sum += Math.log1p(Math.exp(-margin))
    rows++
  }
  return sum / Math.max(1, rows)
}

function isLeft(columns: readonly Uint8Array[], row: number, { column, bin }: Split): boolean {
  return columns[column]![row]! <= bin
}

interface Grown extends Bins {
  readonly gradient: Float64Array
  readonly weight: Float64Array
  readonly node: Uint8Array
}

function bestSplit(
  { columns, edges, gradient, weight, node }: Grown,
  tried: readonly number[],
  at: number,
): Split | undefined {
  const rows: number[] = []
  let sumAll = 0
  let weightAll = 0
  for (let row = 0; row < node.length; row++) {
    if (node[row] !== at || weight[row] === 0) continue
    rows.push(row)
    sumAll += gradient[row]!
    weightAll += weight[row]!
  }
  if (rows.length < leafRowsMin * 2) return undefined
  let best: Split | undefined
  const sums = new Float64Array(binsMax + 1)
  const weights = new Float64Array(binsMax + 1)
  const counts = new Float64Array(binsMax + 1)
  for (const column of tried) {
    sums.fill(0)
    weights.fill(0)
    counts.fill(0)
    const bins = columns[column]!
    for (const row of rows) {
      const bin = bins[row]!
      sums[bin]! += gradient[row]!
      weights[bin]! += weight[row]!
      counts[bin]!++
    }
    let sum = 0
    let mass = 0
    let count = 0
    const last = edges[column]!
    for (let bin = 0; bin < last; bin++) {
      sum += sums[bin]!
      mass += weights[bin]!
      count += counts[bin]!
      if (count < leafRowsMin || rows.length - count < leafRowsMin) continue
      const gain =
        sum ** 2 / (mass + ridge) + (sumAll - sum) ** 2 / (weightAll - mass + ridge) - sumAll ** 2 / (weightAll + ridge)
      if (gain > (best?.gain ?? 1e-9)) best = { column, bin, gain }
    }
  }
  return best
}

/** Columns of numbers in bins that hold about as many rows each; not a number counts as the least. */
export function binsOf(columns: readonly Float32Array[]): Bins {
  const edges = columns.map(edgesOf)
  return {
    columns: columns.map((column, i) => Uint8Array.from(column, (value) => binOf(edges[i]!, value))),
    edges: Uint8Array.from(edges, ({ length }) => length),
  }
}

/** Upper edges of bins that hold about as many rows each; none where a column says one thing only. */
function edgesOf(column: Float32Array): Float32Array {
  const step = Math.max(1, Math.floor(column.length / 4_000))
  const sample: number[] = []
  for (let i = 0; i < column.length; i += step)
    sample.push(Number.isNaN(column[i]) ? Number.NEGATIVE_INFINITY : column[i]!)
  sample.sort((a, b) => a - b)
  const edges = new Set<number>()
  for (let i = 1; i < binsMax; i++) edges.add(sample[Math.floor((i * sample.length) / binsMax)]!)
  edges.delete(sample.at(-1)!)
  return Float32Array.from([...edges].sort((a, b) => a - b))
}

function binOf(edges: Float32Array, value: number): number {
  if (Number.isNaN(value)) return 0
  let bin = 0
  while (bin < edges.length && value > edges[bin]!) bin++
  return bin
}
