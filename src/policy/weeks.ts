import type { CompiledSite, ReleasedRate } from '../model/index.ts'
import type { Grain } from './grain.ts'
import { dayMin, type Span, weekOf, weekSpan } from './lattice.ts'

/** What was held back of a day or week, as far as a later sum needs it. Numbers only, no tally. */
export interface Rest {
  count: number
  /** Most distinct people of one block of the day: people of two days are never added, they may be the same. */
  people: number
  personHours: number
  /** Counts of the largest contributor, and of the two largest, of each block, added: as if they were the same every time. */
  one: number
  two: number
  /** Some of it was never counted, after a crash or a long silence. */
  unknown: boolean
}

export interface Period {
  readonly start: number
  /** Sum of what was shown of it. */
  shown: number
  readonly rest: Rest
}

/** Per step: the day and week under way, and what was decided of those before. Plain data: it is saved as it stands. */
export interface StepWeeks {
  readonly step: number
  day: Period | null
  week: Period | null
  /** Newest last; a day for a day, a week for `weeksKept`. */
  decided: ReleasedRate[]
}

const weeksKept = 56
const daysKept = 7

export function newRest(): Rest {
  return { count: 0, people: 0, personHours: 0, one: 0, two: 0, unknown: false }
}

function addRest(to: Rest, from: Rest): void {
  to.count += from.count
  to.people = Math.max(to.people, from.people)
  to.personHours += from.personHours
  to.one += from.one
  to.two += from.two
  to.unknown ||= from.unknown
}

/** May the sum of it be told beside everything that was shown? Nothing held back: the sum is known anyway. */
function mayTell(rest: Rest, grain: Grain): boolean {
  if (rest.unknown) return false
  if (rest.count === 0 && rest.personHours === 0) return true
  return (
    rest.people >= grain.k &&
    rest.personHours >= grain.personHours &&
    rest.one <= rest.count * grain.topShare &&
    rest.two <= rest.count * grain.topTwoShare
  )
}

/** Adds what a block or window gave; closes days and weeks that it lies behind. */
export function noteWindow(
  weeks: StepWeeks,
  { site, grain, root }: { readonly site: CompiledSite; readonly grain: Grain; readonly root: number },
  { startMs, shown, rest }: { readonly startMs: number; readonly shown: number; readonly rest: Rest | null },
): void {
  const day = site.dayOf(startMs)
  const about = { site, grain, root }
  if (weeks.day !== null && weeks.day.start < day) closeDay(weeks, about)
  const week = weekOf(day)
  if (weeks.week !== null && weeks.week.start < week) closeWeek(weeks, about)
  weeks.day ??= { start: day, shown: 0, rest: newRest() }
  weeks.week ??= { start: week, shown: 0, rest: newRest() }
  weeks.day.shown += shown
  if (rest !== null) addRest(weeks.day.rest, rest)
}

function closeDay(weeks: StepWeeks, about: Parameters<typeof noteWindow>[1]): void {
  const { day } = weeks
  if (day === null) return
  weeks.day = null
  const { site, grain } = about
  const told = mayTell(day.rest, grain)
  const span = { startMs: site.dayStartMs(day.start), endMs: site.dayStartMs(day.start + 1) }
  if (told) tell(weeks, about, span, day.shown + day.rest.count)
  weeks.week ??= { start: weekOf(day.start), shown: 0, rest: newRest() }
  if (told) weeks.week.shown += day.shown + day.rest.count
  else {
    weeks.week.shown += day.shown
    addRest(weeks.week.rest, day.rest)
  }
}

function closeWeek(weeks: StepWeeks, about: Parameters<typeof noteWindow>[1]): void {
  const { week } = weeks
  if (week === null) return
  weeks.week = null
  if (mayTell(week.rest, about.grain))
    tell(weeks, about, weekSpan(about.site, week.start), week.shown + week.rest.count)
}

function tell(
  weeks: StepWeeks,
  { grain, root }: Parameters<typeof noteWindow>[1],
  { startMs, endMs }: Span,
  reached: number,
): void {
  // Nothing at all is an answer about everyone who was there.
  if (reached === 0 && !grain.exact) return
  const basis = 'counted'
  weeks.decided.push({
    place: root,
    step: weeks.step,
    startMs,
    endMs,
    reached,
    dwellMedianMs: null,
    dwellP95Ms: null,
    basis,
  })
  const newestMs = endMs
  weeks.decided = weeks.decided.filter((each) => {
    const isWeek = each.endMs - each.startMs > dayMin * 60_000 * 2
    return each.endMs > newestMs - (isWeek ? weeksKept * 7 : daysKept) * dayMin * 60_000
  })
}
