import { type Random, seededRandom } from '../../src/base/index.ts'
import { type Attacker, attackers, isLikelihood, isOpen, isRoster } from './attackers.ts'
import { aucOf, eitherWay, gainOf, rankWithin } from './auc.ts'
import { learn, type Scorer } from './learn.ts'
import { type Question, type Rows, rowsOf } from './questions.ts'
import type { Watch } from './watch.ts'

/** Fewer positive rows than this say nothing. */
const positivesMin = 30
/** What trees find in hundreds of columns must lower the loss by this share, else it is taken for noise. */
const foundLeast = 0.01
export const gainMax = 0.05
export const openLeast = 0.9

/** One attacker before one question. */
export interface Result {
  readonly question: Question
  readonly attacker: string
  readonly auc: number
  readonly auc_without: number
  readonly auc_open: number
  /** Rows judged, and those whose answer is yes. */
  readonly n: number
  readonly positives: number
  /** 95 % interval of auc − auc_without. */
  readonly low: number
  readonly high: number
  readonly worst: { readonly group: string; readonly auc: number; readonly auc_without: number; readonly n: number }
  readonly counts: boolean
  /** Whether the goal is met; null where it is only published, or where the plain dashboard is not beaten either. */
  readonly holds: boolean | null
}

/** Rows of several watches put together, column by column. */
interface Joined {
  readonly names: readonly string[]
  readonly columns: readonly Float32Array[]
  readonly labels: Uint8Array
  readonly clusters: Int32Array
  readonly strata: Int32Array | undefined
  readonly groups: Rows['groups']
  /** Which watch each row is of. */
  readonly of: Uint8Array
}

/** Lets every attacker have a go at a question. Each is trained on some watches and judged on the others, in turn. */
export function judge(question: Question, watches: readonly Watch[], only?: readonly string[]): Result[] {
  const joined = join(watches.map((watch) => rowsOf(question, watch)))
  const random = seededRandom(`judge/${question}`)
  const results: Result[] = []
  const without = scoresOf(joined, isRoster, random)
  const open = scoresOf(joined, isOpen, random)
  for (const attacker of attackers) {
    if (only !== undefined && !only.includes(attacker.name)) continue
    const result = judgeOne({ question, attacker, joined, without, open, random: random.fork(attacker.name) })
    if (result !== undefined) results.push(result)
  }
  return results
}

function judgeOne(parts: {
  question: Question
  attacker: Attacker
  joined: Joined
  without: Float64Array
  open: Float64Array
  random: Random
}): Result | undefined {
  const { question, attacker, joined, without, open, random } = parts
  const about = attacker.about
  const rows = [...joined.labels.keys()].filter((row) => about === undefined || about(joined.groups[row]!))
  const positives = rows.reduce((sum, row) => sum + joined.labels[row]!, 0)
  if (positives < positivesMin || rows.length - positives < positivesMin) return undefined
  const part = takeRows(joined, rows)
  const scores = scoresOf(part, attacker.reads, random)
  // An attacker of some rows only is judged beside one that was trained for these rows as well.
  const base = about === undefined ? without : scoresOf(part, isRoster, random)
  const plain = Float64Array.from(rows, (row) => open[row]!)
  const gain = gainOf(scores, base, part, random.fork('draws'))
  const auc_open = eitherWay(aucOf(plain, part.labels))
  const counts = auc_open >= openLeast
  const holds =
    attacker.published || !counts ? null : gain.high <= gainMax && !(gain.without < 0.505 && gain.auc > 0.55)
  return {
    question,
    attacker: attacker.name,
    auc: gain.auc,
    auc_without: gain.without,
    auc_open,
    n: rows.length,
    positives,
    low: gain.low,
    high: gain.high,
    worst: worstOf(part, scores, base),
    counts,
    holds,
  }
}

/** The group in which the attacker gains most, among those with enough to say so. */
function worstOf({ groups, labels }: Joined, scores: Float64Array, base: Float64Array): Result['worst'] {
  const kinds: [string, (group: Rows['groups'][number]) => boolean][] = [
    ['night shift', ({ shift }) => shift === 2],
    ['one planned', ({ heads }) => heads === 1],
    ['two or three planned', ({ heads }) => heads === 2 || heads === 3],
    ['ten or more planned', ({ heads }) => heads >= 10],
    ...[...new Set(groups.map(({ area }) => area))].map(
      (area): [string, (group: Rows['groups'][number]) => boolean] => [area, (group) => group.area === area],
    ),
  ]
  let worst = { group: 'none', auc: Number.NaN, auc_without: Number.NaN, n: 0 }
  let most = Number.NEGATIVE_INFINITY
  for (const [group, isIn] of kinds) {
    const rows = [...labels.keys()].filter((row) => isIn(groups[row]!))
    const own = Uint8Array.from(rows, (row) => labels[row]!)
    const positives = own.reduce((sum, label) => sum + label, 0)
    if (positives < positivesMin || rows.length - positives < positivesMin) continue
    const auc = eitherWay(
      aucOf(
        Float64Array.from(rows, (row) => scores[row]!),
        own,
      ),
    )
    const auc_without = eitherWay(
      aucOf(
        Float64Array.from(rows, (row) => base[row]!),
        own,
      ),
    )
    if (auc - auc_without <= most) continue
    most = auc - auc_without
    worst = { group, auc, auc_without, n: rows.length }
  }
  return worst
}

/**
 * Each watch is scored by what was learned from the others: first from roster and eyes, then, on top of it, from what the attacker
 * reads. Ranks make the scores of watches comparable.
 */
function scoresOf(joined: Joined, reads: (column: string) => boolean, random: Random): Float64Array {
  const columnsOf = (some: (column: string) => boolean): number[] =>
    joined.names.flatMap((name, i) => (some(name) ? [i] : []))
  const roster = columnsOf(isRoster)
  // First what was worked out by hand, then whatever else the trees find.
  const stages = [isLikelihood, (name: string) => !isLikelihood(name)].map((some) =>
    columnsOf((name) => reads(name) && !isRoster(name) && some(name)),
  )
  const out = new Float64Array(joined.labels.length)
  for (const watch of new Set(joined.of)) {
    const seen = [...joined.of.keys()].filter((row) => joined.of[row] !== watch)
    const judged = [...joined.of.keys()].filter((row) => joined.of[row] === watch)
    const rosterSeen = takeRows(joined, seen, roster)
    // The same draw for all attackers: what they have in common is learned alike.
    const first = learn(rosterSeen, random.fork(`roster ${watch}`))
    const scores = scoreRows(joined, judged, roster, first)
    const start = scoreRows(joined, seen, roster, first)
    for (const [stage, own] of stages.entries()) {
      if (own.length === 0) continue
      const more = learn(takeRows(joined, seen, own), random.fork(`stage ${stage} ${watch}`), {
        start,
        gainLeast: stage * foundLeast,
      })
      for (const [i, score] of scoreRows(joined, judged, own, more).entries()) scores[i]! += score
      for (const [i, score] of scoreRows(joined, seen, own, more).entries()) start[i]! += score
    }
    const ranks = rankWithin(scores, new Int32Array(judged.length))
    for (const [i, row] of judged.entries()) out[row] = ranks[i]!
  }
  return joined.strata === undefined ? out : rankWithin(out, joined.strata)
}

function scoreRows(joined: Joined, rows: readonly number[], columns: readonly number[], score: Scorer): Float64Array {
  const own = columns.map((i) => joined.columns[i]!)
  return Float64Array.from(rows, (row) => score(own, row))
}

function takeRows(joined: Joined, rows: readonly number[], columns = [...joined.columns.keys()]): Joined {
  return {
    names: columns.map((i) => joined.names[i]!),
    columns: columns.map((i) => Float32Array.from(rows, (row) => joined.columns[i]![row]!)),
    labels: Uint8Array.from(rows, (row) => joined.labels[row]!),
    clusters: Int32Array.from(rows, (row) => joined.clusters[row]!),
    strata: joined.strata === undefined ? undefined : Int32Array.from(rows, (row) => joined.strata![row]!),
    groups: rows.map((row) => joined.groups[row]!),
    of: Uint8Array.from(rows, (row) => joined.of[row]!),
  }
}

function join(parts: readonly Rows[]): Joined {
  const names = [...new Set(parts.flatMap(({ columns }) => [...columns.keys()]))].sort()
  const count = parts.reduce((sum, { labels }) => sum + labels.length, 0)
  const columns = names.map(() => new Float32Array(count).fill(Number.NaN))
  let at = 0
  for (const part of parts) {
    for (const [i, name] of names.entries()) {
      for (const [row, value] of (part.columns.get(name) ?? []).entries()) columns[i]![at + row] = value
    }
    at += part.labels.length
  }
  const strata = parts.flatMap((part) => part.strata)
  return {
    names,
    columns,
    labels: Uint8Array.from(parts.flatMap(({ labels }) => labels)),
    clusters: numbered(parts.flatMap(({ clusters }) => clusters)),
    strata: strata.some((each) => each !== '') ? numbered(strata) : undefined,
    groups: parts.flatMap(({ groups }) => groups),
    of: Uint8Array.from(parts.flatMap(({ labels }, i) => labels.map(() => i))),
  }
}

function numbered(names: readonly string[]): Int32Array {
  const known = new Map<string, number>()
  return Int32Array.from(names, (name) => {
    const number = known.get(name) ?? known.size
    known.set(name, number)
    return number
  })
}
