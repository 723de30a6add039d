import type { TruthShift } from '../../src/sim/index.ts'
import { Eyes, isOnBreak, type Put } from './eyes.ts'
import { statNames } from './signals.ts'
import { quarterMs, type Watch } from './watch.ts'

export const questions = ['idle', 'faster', 'pause', 'error'] as const
export type Question = (typeof questions)[number]

export const questionText: Readonly<Record<Question, string>> = {
  idle: 'Was this worker idle for ten minutes in this quarter hour?',
  faster: 'Who of these two was faster in this shift?',
  pause: 'When, off the plan, did this worker pause?',
  error: 'Who made this error?',
}

const idleMs = 10 * 60_000
/** The opening count and the first tours are not the watch's business. */
const warmMs = 2 * 3_600_000
/** Pairs of one area and shift that are asked about. */
const pairsPerShift = 40

/** Rows of one question on one watch: features by name, the answer, and who is in which row. */
export interface Rows {
  readonly columns: Map<string, number[]>
  readonly labels: number[]
  /** Rows that are not independent of each other. */
  readonly clusters: string[]
  /** Where only the order within a group of rows counts, that group; else empty. */
  readonly strata: string[]
  readonly groups: {
    readonly shift: number
    readonly heads: number
    readonly area: string
    readonly edge: boolean
    /** Hours from the end of the quarter hour to the end of the watch: how old data about it is then. */
    readonly ageH: number
  }[]
}

export function rowsOf(question: Question, watch: Watch): Rows {
  const rows: Rows = { columns: new Map(), labels: [], clusters: [], strata: [], groups: [] }
  const eyes = new Eyes(watch)
  const shifts = watch.truth.shifts.filter((each) => each.startMs >= watch.startMs && each.endMs <= watch.endMs)
  if (question === 'idle') for (const shift of shifts) askIdle(rows, eyes, shift)
  else if (question === 'pause') for (const shift of shifts) askPause(rows, eyes, shift)
  else if (question === 'faster') askFaster(rows, eyes, shifts)
  else askError(rows, eyes)
  return rows
}

/** Opens a row; what is not put stays unknown. */
function open(
  rows: Rows,
  eyes: Eyes,
  shift: TruthShift,
  quarter: number,
  row: { label: boolean; stratum: string; cluster?: string },
): Put {
  const at = rows.labels.length
  const heads = eyes.headsAt(shift, quarter)
  const fromMs = eyes.watch.startMs + quarter * quarterMs
  const { area, zone, shift: index } = eyes.worker(shift)
  const near = (ms: number): boolean => Math.abs(fromMs + quarterMs / 2 - ms) < 3_600_000
  rows.labels.push(row.label ? 1 : 0)
  rows.strata.push(row.stratum === '' ? '' : `${eyes.watch.seed} ${row.stratum}`)
  rows.clusters.push(`${eyes.watch.seed} ${row.cluster ?? `${shift.worker} ${shift.startMs}`}`)
  rows.groups.push({
    shift: index,
    heads: zone === '' ? heads.area : heads.zone,
    area,
    ageH: (eyes.watch.endMs - fromMs - quarterMs) / 3_600_000,
    edge: near(shift.startMs) || near(shift.endMs) || near(shift.breakStartMs),
  })
  return (name, value) => {
    let column = rows.columns.get(name)
    if (column === undefined) {
      column = []
      rows.columns.set(name, column)
    }
    while (column.length < at) column.push(Number.NaN)
    column[at] = value
  }
}

/** Quarter hours of a shift that can be asked about: at work by the plan, and seen whole. */
function* quartersOf(eyes: Eyes, shift: TruthShift): Iterable<number> {
  const { startMs } = eyes.watch
  for (let ms = Math.max(shift.startMs, startMs + warmMs); ms + quarterMs <= shift.endMs; ms += quarterMs) {
    if (!isOnBreak(shift, ms)) yield eyes.quarterOf(ms)
  }
}

/** Longest stretch without work of a kind in a quarter hour, milliseconds. */
function longest(shift: TruthShift, fromMs: number, kind: 'pause' | 'wait'): number {
  let most = 0
  for (const span of shift.spans) {
    if (span.kind !== kind) continue
    most = Math.max(most, Math.min(span.endMs, fromMs + quarterMs) - Math.max(span.startMs, fromMs))
  }
  return most
}

function askIdle(rows: Rows, eyes: Eyes, shift: TruthShift): void {
  for (const quarter of quartersOf(eyes, shift)) {
    const fromMs = eyes.watch.startMs + quarter * quarterMs
    const label = longest(shift, fromMs, 'pause') >= idleMs
    // Who had nothing to do is asked about by nobody.
    if (!label && longest(shift, fromMs, 'wait') >= idleMs) continue
    const put = open(rows, eyes, shift, quarter, { label, stratum: '' })
    eyes.roster(shift, quarter, put)
    eyes.seen(shift, quarter, put)
  }
}

function askPause(rows: Rows, eyes: Eyes, shift: TruthShift): void {
  const pauses = shift.spans.filter(({ kind, startMs }) => kind === 'pause' && startMs >= eyes.watch.startMs + warmMs)
  if (pauses.length === 0) return
  for (const quarter of quartersOf(eyes, shift)) {
    const fromMs = eyes.watch.startMs + quarter * quarterMs
    const label = pauses.some(({ startMs, endMs }) => {
      const within = Math.min(endMs, fromMs + quarterMs) - Math.max(startMs, fromMs)
      return within >= quarterMs / 2
    })
    if (!label && longest(shift, fromMs, 'wait') >= idleMs) continue
    const put = open(rows, eyes, shift, quarter, { label, stratum: `${shift.worker} ${shift.startMs}` })
    eyes.roster(shift, quarter, put)
    eyes.seen(shift, quarter, put)
  }
}

/** Two of one area and shift, drawn with a seedless rule so that every attacker gets the same. */
function askFaster(rows: Rows, eyes: Eyes, shifts: readonly TruthShift[]): void {
  const portraits = new Map<TruthShift, ReadonlyMap<string, number>>()
  const portrait = (shift: TruthShift): ReadonlyMap<string, number> => {
    let known = portraits.get(shift)
    if (known === undefined) {
      known = portraitOf(eyes, shift)
      portraits.set(shift, known)
    }
    return known
  }
  const late = shifts.filter(
    (each) => each.startMs >= eyes.watch.startMs + warmMs || each.endMs - eyes.watch.startMs > 6 * 3_600_000,
  )
  for (const group of Map.groupBy(late, (each) => `${eyes.worker(each).area} ${each.startMs}`).values()) {
    let asked = 0
    for (let step = 1; step < group.length && asked < pairsPerShift; step++) {
      for (let i = 0; i + step < group.length && asked < pairsPerShift; i++) {
        const swap = (asked + step) % 2 === 1
        const one = group[swap ? i + step : i]!
        const other = group[swap ? i : i + step]!
        asked++
        const quarter = eyes.quarterOf(Math.max(one.startMs, eyes.watch.startMs))
        const put = open(rows, eyes, one, quarter, {
          label: one.pace < other.pace,
          stratum: '',
          // One person is in many pairs, and the same people meet on other days.
          cluster: `${eyes.worker(one).area} ${eyes.worker(one).shift}`,
        })
        eyes.roster(one, quarter, put)
        const a = portrait(one)
        const b = portrait(other)
        for (const [name, value] of a) put(name, value - (b.get(name) ?? Number.NaN))
      }
    }
  }
}

/** What the surroundings of a worker were like over a shift: on average, beside other days, and when this one was at break. */
function portraitOf(eyes: Eyes, shift: TruthShift): ReadonlyMap<string, number> {
  const out = new Map<string, number>()
  const width = statNames.length
  const breakQuarter = eyes.quarterOf(shift.breakStartMs)
  const own = [...quartersOf(eyes, shift)]
  const before = eyes.watch.truth.shifts.filter(
    (each) => each.worker === shift.worker && each.endMs <= eyes.watch.endMs,
  )
  for (const { way, of, signal } of eyes.looks(shift)) {
    for (const [i, stat] of statNames.entries()) {
      const at = (quarter: number): number => signal[quarter * width + i] ?? Number.NaN
      const name = `${way}.${of}.${stat}`
      const mean = meanOf(own.map(at))
      out.set(`${name}.now`, mean)
      out.set(`${name}.usual`, meanOf(before.flatMap((each) => [...quartersOf(eyes, each)].map(at))))
      // While this one is at the planned break, the others are seen without.
      out.set(`${name}.change`, at(breakQuarter) - mean)
      out.set(`${name}.head`, mean / Math.max(1, eyes.headsAt(shift, breakQuarter + 4).zone))
    }
  }
  for (const [name, value] of paceSeen(eyes, shift)) out.set(name, value)
  return out
}

/** Median time from one scan of the handheld to the next, by what was done, beside everybody's: the plain dashboard's speed. */
function paceSeen(eyes: Eyes, shift: TruthShift): [string, number][] {
  const gaps = eyes.signals.gaps(eyes.watch.open)
  const own = gaps.of(shift.worker, shift.startMs, shift.endMs)
  let sum = 0
  let weight = 0
  for (const [kind, values] of own) {
    const usual = gaps.median(kind)
    if (values.length < 5 || usual === undefined) continue
    sum += values.length * Math.log(medianOf(values) / usual)
    weight += values.length
  }
  return [['open.device.pace.now', weight === 0 ? Number.NaN : sum / weight]]
}

function askError(rows: Rows, eyes: Eyes): void {
  const { watch } = eyes
  const byObject = Map.groupBy(watch.open, (each) => each.objects[0] ?? '')
  for (const error of watch.truth.errors) {
    if (error.atMs < watch.startMs + warmMs) continue
    const culprit = watch.truth.shifts.find(
      (each) => each.worker === error.worker && each.startMs <= error.atMs && error.atMs < each.endMs,
    )
    if (culprit === undefined) continue
    const others = eyes.beside(culprit)
    if (others.length < 2) continue
    const quarter = eyes.quarterOf(error.atMs)
    const fromMs = watch.startMs + quarter * quarterMs
    const object = /"epcList":\["([^"]+)"/.exec(error.text)?.[1] ?? ''
    for (const shift of others) {
      const put = open(rows, eyes, shift, quarter, { label: shift === culprit, stratum: error.eventID })
      const { zone } = eyes.worker(shift)
      // The goods stand in the wrong place: where it happened, and in which shift, anybody can see.
      put('roster.sameZone', zone === '' ? 0.5 : zone === error.zone ? 1 : 0)
      put('roster.headsArea', others.length)
      // The quarter hour comes from the product, by way of a trace.
      put('traced lead.error.onBreak.now', isOnBreak(shift, fromMs) ? 1 : 0)
      put('traced lead.error.onBreak.next', isOnBreak(shift, fromMs + quarterMs) ? 1 : 0)
      const told = byObject
        .get(object)
        ?.some((each) => each.device === shift.worker && Math.abs(each.ms - error.atMs) < 5)
      put('open.device.same.now', told ? 1 : 0)
      eyes.seen(shift, quarter, put)
    }
  }
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function meanOf(values: readonly number[]): number {
  let sum = 0
  let count = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  return count === 0 ? Number.NaN : sum / count
}
