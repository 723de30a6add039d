import type { CompiledSite, RateQuestion, ReleasedRate, Verdict, WithheldReason } from '../model/index.ts'
import type { Grain } from './grain.ts'
import { dayMin, type PlaceTree, quarterMs, weekMin, weekOf, weekSpan, windowAt } from './lattice.ts'
import type { Plan } from './shape.ts'

/** A released rate and the length of the window that it was planned as. */
export interface Asked {
  readonly cell: ReleasedRate
  readonly windowMin: number
}

export interface Answers {
  /**
   * The newest rate of a place and step over a window of that length, or why there is none and which question is nearest. With
   * `windowMin` 0 over whatever the newest window is. A day or a week is answered for the whole site alone.
   */
  ask(question: RateQuestion): Verdict
  /** The weeks of a step, oldest first. */
  weeksOf(step: number): readonly ReleasedRate[]
  /** Lengths that may be asked for, in minutes. */
  readonly windowsMin: readonly number[]
}

interface Known {
  readonly site: CompiledSite
  readonly grain: Grain
  readonly tree: PlaceTree
  readonly blockMin: number
  readonly released: () => readonly Asked[]
  /** Days and weeks of a step, whole site. */
  readonly weeks: (step: number) => readonly ReleasedRate[]
  readonly planOf: (step: number) => Plan | null
  /** Why the newest window of a step was held back; null where it was shown, or none is over. */
  readonly reasonOf: (step: number) => WithheldReason | null
}

/** Minutes after its end at which a window is decided. */
const latenessMs = quarterMs

export function answers(known: Known): Answers {
  const { grain } = known
  const windowsMin = [...grain.windowsMin.filter((min) => min <= known.blockMin), dayMin, weekMin]
  const withheldAs = (question: RateQuestion): WithheldReason => {
    const { place, step } = question
    const ofStep = known.released().filter(({ cell }) => cell.step === step)
    if (ofStep.length > 0 && !ofStep.some(({ cell }) => cell.place === place)) return 'merged'
    const plan = known.planOf(step)
    const reason = known.reasonOf(step)
    if (reason === null) return plan !== null && question.windowMin < plan.windowMin ? 'too-short' : 'not-yet'
    return reason
  }
  return {
    windowsMin,
    weeksOf: (step) => known.weeks(step).filter(isWeek),
    ask(question) {
      const cell = newest(known, question)
      if (cell !== undefined) return { kind: 'show', cell }
      const plan = known.planOf(question.step)
      return {
        kind: 'withheld',
        reason: withheldAs(question),
        k: grain.k,
        personHours: grain.personHours,
        nextMs: plan === null ? null : plan.window.endMs + latenessMs,
        nearest: nearestTo(known, windowsMin, question),
      }
    },
  }
}

function isWeek({ startMs, endMs }: ReleasedRate): boolean {
  return endMs - startMs > 2 * dayMin * 60_000
}

/** The newest rate that answers; made of shorter ones where they fill the window. */
function newest(known: Known, { place, step, windowMin }: RateQuestion): ReleasedRate | undefined {
  const { site, tree } = known
  if (windowMin >= dayMin) {
    if (place !== tree.root) return undefined
    return known.weeks(step).findLast((cell) => isWeek(cell) === windowMin >= weekMin)
  }
  const own = known.released().filter(({ cell }) => cell.place === place && cell.step === step)
  const last = own.at(-1)
  if (last === undefined) return undefined
  if (windowMin === 0 || windowMin === last.windowMin) return last.cell
  // Only a window that nothing is missing of: its rates lie side by side from its start to its end.
  for (let endMs = last.cell.endMs; endMs > own[0]!.cell.startMs; ) {
    const span = windowAt(site, endMs - 1, windowMin)
    const inside = own.filter(({ cell }) => cell.startMs >= span.startMs && cell.endMs <= span.endMs)
    const filled = inside.reduce((sum, { cell }) => sum + cell.endMs - cell.startMs, 0)
    if (filled === span.endMs - span.startMs) return joined(inside.map(({ cell }) => cell))
    endMs = span.startMs
  }
  return undefined
}

function joined(cells: readonly ReleasedRate[]): ReleasedRate {
  const [first] = cells
  const last = cells.at(-1)
  if (first === undefined || last === undefined) throw new Error('broken invariant: a window of no rates')
  if (cells.length === 1) return first
  return {
    ...first,
    endMs: last.endMs,
    reached: cells.reduce((sum, { reached }) => sum + reached, 0),
    // A median of several windows is not in their medians.
    dwellMedianMs: null,
    dwellP95Ms: null,
    basis: cells.some(({ basis }) => basis === 'declared') ? 'declared' : 'counted',
  }
}

/** By the number of steps up the lattice, over places first; only questions that have an answer now. */
function nearestTo(known: Known, windowsMin: readonly number[], asked: RateQuestion): RateQuestion | null {
  const places = known.tree.upwards(asked.place)
  const from = asked.windowMin === 0 ? 0 : windowsMin.indexOf(asked.windowMin)
  const longer = windowsMin.slice(Math.max(0, from))
  const candidates = places.flatMap((place, up) =>
    longer.map((windowMin, later) => ({ place, windowMin, far: up + later + later / 100 })),
  )
  candidates.sort((a, b) => a.far - b.far)
  const found = candidates.find(
    ({ place, windowMin }) => newest(known, { place, step: asked.step, windowMin }) !== undefined,
  )
  return found === undefined ? null : { place: found.place, step: asked.step, windowMin: found.windowMin }
}

/** Start of the operational week after a time: when a change of the place tree takes effect for rates. */
export function nextWeekMs(site: CompiledSite, timeMs: number): number {
  return weekSpan(site, weekOf(site.dayOf(timeMs))).endMs
}
