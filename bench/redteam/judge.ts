import { type Random, seededRandom } from '../../src/base/index.ts'
import { type Attacker, attackers, isLikelihood, isOpen, isRoster } from './attackers.ts'
import { aucOf, eitherWay, gainOf, rankWithin } from './auc.ts'
import { type Bins, binsOf, learn, type Scorer } from './learn.ts'
import type { Question, Rows } from './questions.ts'
import type { Packed } from './shards.ts'

/** Fewer positive rows than this say nothing. */
export const positivesMin = 30
/** What trees find in hundreds of columns must lower the loss by this share, else it is taken for noise. */
const foundLeast = 0.01
/** Sites are dealt into so many parts; each is judged by what was learned on the others. */
const partsMax = 3
/** Rows that trees are grown on; all whose answer is yes come first, up to half. */
const learnedMax = 8_000
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
  /**
   * The same with the direction of each score as it was learned on other sites, not turned the better way round: near one half both
   * turned figures lie above it by chance, this difference does not.
   */
  readonly signed: { readonly gain: number; readonly low: number; readonly high: number }
  readonly worst: { readonly group: string; readonly auc: number; readonly auc_without: number; readonly n: number }
  readonly counts: boolean
  /** Whether the goal is met; null where it is only published, where a plain dashboard is not sure either, or where there are too few rows to say. */
  readonly holds: boolean | null
}

/** Rows of several sites put together, column by column. */
interface Joined extends Bins {
  readonly names: readonly string[]
  readonly labels: Uint8Array
  readonly clusters: Int32Array
  readonly strata: Int32Array | undefined
  readonly groups: Rows['groups']
  /** Which part each row is of. */
  readonly of: Uint8Array
}

/** Lets every attacker have a go at a question. Each is trained on some sites and judged on the others, in turn. */
export function judge(question: Question, sites: readonly Packed[], only?: readonly string[]): Result[] {
  const joined = join(sites)
  const random = seededRandom(`judge/${question}`)
  const results: Result[] = []
  const base = rosterOf(joined, random)
  const open = scoresOf(joined, isOpen, base, random)
  for (const attacker of attackers) {
    if (only !== undefined && !only.includes(attacker.name)) continue
    results.push(judgeOne({ question, attacker, joined, base, open, random }))
  }
  return results
}

function judgeOne(parts: {
  question: Question
  attacker: Attacker
  joined: Joined
  base: Learned
  open: Float64Array
  random: Random
}): Result {
  const { question, attacker, joined, open, random } = parts
  const about = attacker.about
  const rows = [...joined.labels.keys()].filter((row) => about === undefined || about(joined.groups[row]!))
  const positives = rows.reduce((sum, row) => sum + joined.labels[row]!, 0)
  const name = { question, attacker: attacker.name, n: rows.length, positives }
  if (positives < positivesMin || rows.length - positives < positivesMin) return { ...name, ...tooFew }
  const part = about === undefined ? joined : takeRows(joined, rows)
  // An attacker of some rows only is judged beside one that was trained for these rows as well.
  const base = about === undefined ? parts.base : rosterOf(part, random)
  const scores = scoresOf(part, attacker.reads, base, random)
  const plain = Float64Array.from(rows, (row) => open[row]!)
  const gain = gainOf(scores, base.told, part, random.fork(`draws ${attacker.name}`))
  const auc_open = eitherWay(aucOf(plain, part.labels))
  const counts = auc_open >= openLeast
  const holds =
    attacker.published || !counts ? null : gain.high <= gainMax && !(gain.without < 0.505 && gain.auc > 0.55)
  return {
    ...name,
    auc: gain.auc,
    auc_without: gain.without,
    auc_open,
    low: gain.low,
    high: gain.high,
    signed: gain.signed,
    worst: worstOf(part, scores, base.told),
    counts,
    holds,
  }
}

const unknown = Number.NaN
const tooFew = {
  auc: unknown,
  auc_without: unknown,
  auc_open: unknown,
  low: unknown,
  high: unknown,
  signed: { gain: unknown, low: unknown, high: unknown },
  worst: { group: 'none', auc: unknown, auc_without: unknown, n: 0 },
  counts: false,
  holds: null,
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

/** What roster and eyes tell of each row, learned on the other parts; and for each part what they tell of the rows it was learned on. */
interface Learned {
  readonly told: Float64Array
  readonly parts: readonly Part[]
}

interface Part {
  readonly judged: readonly number[]
  readonly seen: readonly number[]
  /** Log odds of the judged and of the seen rows by roster and eyes. */
  readonly judgedOdds: Float64Array
  readonly seenOdds: Float64Array
}

function rosterOf(joined: Joined, random: Random): Learned {
  const roster = columnsOf(joined, isRoster)
  const parts = [...new Set(joined.of)].sort().map((part): Part => {
    const judged = [...joined.of.keys()].filter((row) => joined.of[row] === part)
    const seen = someOf(joined, part, random.fork(`seen ${part}`))
    const score = learn(takeRows(joined, seen, roster), random.fork(`roster ${part}`))
    return {
      judged,
      seen,
      judgedOdds: scoreRows(joined, judged, roster, score),
      seenOdds: scoreRows(joined, seen, roster, score),
    }
  })
  return { told: ranked(joined, parts, ({ judgedOdds }) => judgedOdds), parts }
}

/** Rows to learn from, of the other parts: all whose answer is yes, and of the rest as many as there is room for. */
function someOf(joined: Joined, part: number, random: Random): readonly number[] {
  const rows = [...joined.of.keys()].filter((row) => joined.of[row] !== part)
  if (rows.length <= learnedMax) return rows
  const yes = rows.filter((row) => joined.labels[row] === 1)
  const taken = Math.min(1, learnedMax / 2 / yes.length)
  const rest = Math.min(1, (learnedMax - yes.length * taken) / (rows.length - yes.length))
  return rows.filter((row) => random.next() < (joined.labels[row] === 1 ? taken : rest))
}

/**
 * Each part is scored by what was learned from the others: first from roster and eyes, then, on top of it, from what the attacker
 * reads. Ranks make the scores of parts comparable.
 */
function scoresOf(joined: Joined, reads: (column: string) => boolean, base: Learned, random: Random): Float64Array {
  // First what was worked out by hand, then whatever else the trees find.
  const stages = [isLikelihood, (name: string) => !isLikelihood(name)].map((some) =>
    columnsOf(joined, (name) => reads(name) && !isRoster(name) && some(name)),
  )
  return ranked(joined, base.parts, ({ judged, seen, judgedOdds, seenOdds }, part) => {
    const scores = judgedOdds.slice()
    const start = seenOdds.slice()
    for (const [stage, own] of stages.entries()) {
      if (own.length === 0) continue
      const more = learn(takeRows(joined, seen, own), random.fork(`stage ${stage} ${part}`), {
        start,
        gainLeast: stage * foundLeast,
      })
      for (const [i, score] of scoreRows(joined, judged, own, more).entries()) scores[i]! += score
      for (const [i, score] of scoreRows(joined, seen, own, more).entries()) start[i]! += score
    }
    return scores
  })
}

function ranked(
  joined: Joined,
  parts: readonly Part[],
  scoresOfPart: (part: Part, index: number) => Float64Array,
): Float64Array {
  const out = new Float64Array(joined.labels.length)
  for (const [index, part] of parts.entries()) {
    const ranks = rankWithin(scoresOfPart(part, index), new Int32Array(part.judged.length))
    for (const [i, row] of part.judged.entries()) out[row] = ranks[i]!
  }
  return joined.strata === undefined ? out : rankWithin(out, joined.strata)
}

function columnsOf({ names }: Joined, some: (column: string) => boolean): number[] {
  return names.flatMap((name, i) => (some(name) ? [i] : []))
}

function scoreRows(joined: Joined, rows: readonly number[], columns: readonly number[], score: Scorer): Float64Array {
  const own = columns.map((i) => joined.columns[i]!)
  return Float64Array.from(rows, (row) => score(own, row))
}

function takeRows(joined: Joined, rows: readonly number[], columns = [...joined.columns.keys()]): Joined {
  return {
    names: columns.map((i) => joined.names[i]!),
    columns: columns.map((i) => {
      const column = joined.columns[i]!
      return Uint8Array.from(rows, (row) => column[row]!)
    }),
    edges: Uint8Array.from(columns, (i) => joined.edges[i]!),
    labels: Uint8Array.from(rows, (row) => joined.labels[row]!),
    clusters: Int32Array.from(rows, (row) => joined.clusters[row]!),
    strata: joined.strata === undefined ? undefined : Int32Array.from(rows, (row) => joined.strata![row]!),
    groups: rows.map((row) => joined.groups[row]!),
    of: Uint8Array.from(rows, (row) => joined.of[row]!),
  }
}

function join(sites: readonly Packed[]): Joined {
  const names = [...new Set(sites.flatMap((site) => site.names))].sort()
  const count = sites.reduce((sum, { labels }) => sum + labels.length, 0)
  const at = new Map(names.map((name, i) => [name, i]))
  const columns: Uint8Array[] = []
  const edges = new Uint8Array(names.length)
  // One column of numbers at a time: together they would be four times the bins.
  for (const [name, i] of at) {
    const column = new Float32Array(count).fill(Number.NaN)
    let row = 0
    for (const site of sites) {
      const own = site.names.indexOf(name)
      if (own >= 0) column.set(site.columns[own]!, row)
      row += site.labels.length
    }
    const bins = binsOf([column])
    columns.push(bins.columns[0]!)
    edges[i] = bins.edges[0]!
  }
  const strata = sites.flatMap((site) => site.strata)
  return {
    names,
    columns,
    edges,
    labels: Uint8Array.from(sites.flatMap(({ labels }) => labels)),
    clusters: numbered(sites.flatMap(({ clusters }) => clusters)),
    strata: strata.some((each) => each !== '') ? numbered(strata) : undefined,
    groups: sites.flatMap(({ groups }) => groups),
    of: Uint8Array.from(sites.flatMap(({ labels }, i) => labels.map(() => i % partsMax))),
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
