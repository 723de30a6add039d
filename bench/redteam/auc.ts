import type { Random } from '../../src/base/index.ts'

/** Judged rows: what each score says of them, and which of them belong together. */
export interface Judged {
  readonly labels: Uint8Array
  /** Rows of one cluster (a worker's shift, a worker) are not independent: they are drawn together. */
  readonly clusters: Int32Array
}

/** Chance that a row labelled 1 scores higher than one labelled 0, ties counting half; rows count `weights` times. */
export function aucOf(
  scores: Float64Array,
  labels: Uint8Array,
  weights?: Float64Array,
  order = orderOf(scores),
): number {
  let positives = 0
  let negatives = 0
  let below = 0
  for (let i = 0; i < order.length; ) {
    let tiePositives = 0
    let tieNegatives = 0
    const score = scores[order[i]!]!
    for (; i < order.length && scores[order[i]!] === score; i++) {
      const row = order[i]!
      const weight = weights === undefined ? 1 : weights[row]!
      if (labels[row] === 1) tiePositives += weight
      else tieNegatives += weight
    }
    below += tiePositives * (negatives + tieNegatives / 2)
    positives += tiePositives
    negatives += tieNegatives
  }
  return positives === 0 || negatives === 0 ? Number.NaN : below / (positives * negatives)
}

/** A guess that is always wrong is as good as one that is always right. */
export function eitherWay(auc: number): number {
  return Math.max(auc, 1 - auc)
}

export interface Gain {
  readonly auc: number
  readonly without: number
  /** 95 % interval of auc − without, of clusters drawn again. */
  readonly low: number
  readonly high: number
  /** The same where neither score is turned the better way round. */
  readonly signed: { readonly gain: number; readonly low: number; readonly high: number }
}

const draws = 300

/** Both attackers judged on the same rows, and the interval of what the one gains over the other. */
export function gainOf(scores: Float64Array, without: Float64Array, judged: Judged, random: Random): Gain {
  const { labels, clusters } = judged
  const orders = [orderOf(scores), orderOf(without)] as const
  const both = (weights?: Float64Array): readonly [number, number] => [
    aucOf(scores, labels, weights, orders[0]),
    aucOf(without, labels, weights, orders[1]),
  ]
  const turned = ([one, other]: readonly [number, number]): number => eitherWay(one) - eitherWay(other)
  const [auc, base] = both()
  const count = clusters.reduce((most, each) => Math.max(most, each), -1) + 1
  const weights = new Float64Array(labels.length)
  const gains: number[] = []
  const signed: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const times = new Float64Array(count)
    for (let i = 0; i < count; i++) times[random.below(count)]!++
    for (let row = 0; row < weights.length; row++) weights[row] = times[clusters[row]!]!
    const drawn = both(weights)
    if (Number.isNaN(drawn[0] - drawn[1])) continue
    gains.push(turned(drawn))
    signed.push(drawn[0] - drawn[1])
  }
  const [low, high] = middleOf(gains)
  const [signedLow, signedHigh] = middleOf(signed)
  return {
    auc: eitherWay(auc),
    without: eitherWay(base),
    low,
    high,
    signed: { gain: auc - base, low: signedLow, high: signedHigh },
  }
}

/** Where the middle 95 % of drawn values lie. */
function middleOf(values: number[]): readonly [number, number] {
  values.sort((a, b) => a - b)
  const at = (share: number): number =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN
  return [at(0.025), at(0.975)]
}

/** Scores of each stratum as ranks from 0 to 1: where the question is which of these, only their order counts. */
export function rankWithin(scores: Float64Array, strata: Int32Array): Float64Array {
  const rows = new Map<number, number[]>()
  for (const [row, stratum] of strata.entries()) {
    const own = rows.get(stratum)
    if (own === undefined) rows.set(stratum, [row])
    else own.push(row)
  }
  const out = new Float64Array(scores.length)
  for (const own of rows.values()) {
    own.sort((a, b) => scores[a]! - scores[b]!)
    for (let i = 0; i < own.length; ) {
      let end = i
      while (end < own.length && scores[own[end]!] === scores[own[i]!]) end++
      for (let tie = i; tie < end; tie++) out[own[tie]!] = (i + end - 1) / 2 / Math.max(1, own.length - 1)
      i = end
    }
  }
  return out
}

function orderOf(scores: Float64Array): Uint32Array {
  return Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!)
}
