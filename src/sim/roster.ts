import { assert, type Random } from '../base/index.ts'
import { type Layout, type Measures, makeLayout } from './layout.ts'
import { crewArea, needAt, shifts } from './staffing.ts'
import { crewNames, type LayoutSize } from './types.ts'
import type { ZoneTime } from './zone-time.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const quarterMs = 15 * minuteMs
const breakAfterMs = 4 * hourMs
export const shiftMs = 8 * hourMs
/** Spread of pace between people, and of one person's pace from day to day, as standard deviations of the logarithm. */
const paceSpread = 0.12
/** Work is planned to take this share of the people's time. */
const plannedLoad = 0.86

/** One who works, known by a number only. Fictional, like everything here. */
export interface Worker {
  readonly index: number
  /** Such as `W017`. */
  readonly id: string
  readonly area: string
  /** Index in the site's shifts. */
  readonly shift: number
  /** Zone where this one stands as long as there is work; empty in areas whose people go where the goods are. */
  readonly zone: string
  /** Own bench, used where benches exist. */
  readonly bench: number
  /** Time needed for a piece of work, 1 on average: below 1 is faster. */
  readonly pace: number
  /** How often this one scans wrongly, 1 on average. */
  readonly slips: number
  /** Of the two quarter hours of the planned break, which. */
  readonly breakGroup: 0 | 1
  /** Shifts the two days off in the week. */
  readonly restDay: number
}

/** A planned shift of one worker, as a supervisor has it in hand. */
export interface PlannedShift {
  readonly worker: number
  readonly startMs: number
  readonly endMs: number
  readonly breakStartMs: number
  readonly breakEndMs: number
}

/** Layout and volume of a site that keeps about `people` busy in its largest shift. */
export function siteSizeFor(people: number): { layout: LayoutSize; volume: number } {
  const layout: LayoutSize = people < 40 ? 'small' : people < 120 ? 'medium' : 'large'
  return { layout, volume: (people * plannedLoad) / largestShift(makeLayout(layout, 1).measures, 1) }
}

/** Everybody on the books: for each area and shift seven for every five that are needed, days off staggered. */
export function hire(options: { people: number; volume: number; layout: Layout }, random: Random): readonly Worker[] {
  const { people, volume, layout } = options
  assert(people >= 6, 'a workforce has one head for each area at least')
  const scale = people / largestShift(layout.measures, volume)
  const workers: Worker[] = []
  for (const { id: area } of layout.areas) {
    const zones = homeZones(layout, area)
    for (const shift of shifts.keys()) {
      const heads = Math.max(1, Math.round(needOf(layout.measures, volume, area, shift) * scale))
      const count = Math.max(2, Math.round((heads * 7) / 5))
      for (let i = 0; i < count; i++) {
        workers.push({
          index: workers.length,
          id: `W${String(workers.length + 1).padStart(3, '0')}`,
          area,
          shift,
          zone: zones.length === 0 ? '' : zones[i % zones.length]!,
          bench: 1 + (Math.floor(i / Math.max(1, zones.length)) % 99),
          pace: Math.exp(normal(random) * paceSpread),
          slips: Math.exp(normal(random) * 0.5),
          breakGroup: (Math.floor(i / Math.max(1, zones.length)) % 2) as 0 | 1,
          restDay: Math.floor((i * 7) / count),
        })
      }
    }
  }
  return workers
}

/** The shift under way at `ms`: its index and its start. */
export function shiftAt(time: ZoneTime, ms: number): { shift: number; startMs: number } {
  const quarter = Math.floor(ms / quarterMs) * quarterMs
  const minute = time.minuteOfDay(quarter)
  for (const [shift, { start }] of shifts.entries()) {
    const sinceMin = (minute - minutesOf(start) + 1440) % 1440
    if (sinceMin * minuteMs < shiftMs) return { shift, startMs: quarter - sinceMin * minuteMs }
  }
  throw new Error('broken invariant: the shifts cover the day')
}

/** What is planned for a worker in the shift that starts at `startMs`; undefined on a day off or in another's shift. */
export function plannedShift(worker: Worker, shift: number, startMs: number): PlannedShift | undefined {
  if (worker.shift !== shift) return undefined
  const day = Math.floor(startMs / dayMs)
  if ((day + worker.restDay) % 7 >= 5) return undefined
  const breakStartMs = startMs + breakAfterMs + worker.breakGroup * quarterMs
  return {
    worker: worker.index,
    startMs,
    endMs: startMs + shiftMs,
    breakStartMs,
    breakEndMs: breakStartMs + quarterMs,
  }
}

/** Normal with mean 0 and standard deviation 1, closely enough: a sum of twelve uniforms. */
export function normal(random: Random): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += random.next()
  return sum
}

/** Pickers and packers keep to a zone each; all others go where the goods are. */
function homeZones(layout: Layout, area: string): string[] {
  const begins = area === 'picking' ? 'pick-' : area === 'packing' ? 'pack-' : undefined
  if (begins === undefined) return []
  return layout.zones.filter(({ id }) => id.startsWith(begins)).map(({ id }) => id)
}

/** Heads that an area needs on average over a shift. */
function needOf(m: Measures, volume: number, area: string, shift: number): number {
  const from = minutesOf(shifts[shift]!.start)
  let sum = 0
  for (let minute = 0; minute < 480; minute += 15) {
    for (const crew of crewNames) if (crewArea[crew] === area) sum += needAt((from + minute) % 1440, m, volume, crew)
  }
  return sum / 32
}

function largestShift(m: Measures, volume: number): number {
  const areas = [...new Set(Object.values(crewArea))]
  return Math.max(
    ...[...shifts.keys()].map((shift) => areas.reduce((sum, area) => sum + needOf(m, volume, area, shift), 0)),
  )
}

function minutesOf(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
}
