import { dwellBuckets, dwellQuantileMs, type RateCell, type RateSide } from '../model/index.ts'
import type { Grain } from './grain.ts'

/** One side of merged cells. */
interface SideSum {
  count: number
  unknown: number
  readonly by: Map<number, number>
}

/** Cells of one step merged over places and quarter hours, while their window is open. In memory only. */
export interface Tally {
  readonly reached: SideSum
  readonly left: SideSum
  readonly dwell: Uint32Array
  /** Start of a quarter hour to those who did something in it. */
  readonly present: Map<number, Set<number>>
}

export function newTally(): Tally {
  return {
    reached: { count: 0, unknown: 0, by: new Map() },
    left: { count: 0, unknown: 0, by: new Map() },
    dwell: new Uint32Array(dwellBuckets),
    present: new Map(),
  }
}

export function addToTally(to: Tally, cell: RateCell): void {
  addSide(to.reached, cell.reached)
  addSide(to.left, cell.left)
  if (cell.dwell !== undefined) for (let i = 0; i < dwellBuckets; i++) to.dwell[i]! += cell.dwell[i]!
  if (cell.reached.by.size === 0) return
  const there = to.present.get(cell.startMs) ?? new Set()
  to.present.set(cell.startMs, there)
  for (const by of cell.reached.by.keys()) there.add(by)
}

function addSide(to: SideSum, from: RateSide): void {
  to.count += from.count
  to.unknown += from.unknown
  for (const [by, count] of from.by) to.by.set(by, (to.by.get(by) ?? 0) + count)
}

/** Heads of a group, by each way of knowing; undefined where that way knows nothing. */
export interface GroupHeads {
  /** Distinct people of the whole window. */
  readonly people: number | undefined
  /** Heads times hours. */
  readonly personHours: number
}

/** Those who were seen to contribute; undefined where somebody unknown did too, or nobody known. */
export function countedHeads(tally: Tally): GroupHeads | undefined {
  if (tally.reached.unknown > 0 || tally.reached.by.size === 0) return undefined
  let quarters = 0
  for (const there of tally.present.values()) quarters += there.size
  return { people: tally.reached.by.size, personHours: quarters / 4 }
}

/** Does one stand for most of a side, or do two? Not told apart from "fine" where nobody is known. */
export function isDominated({ by, count }: SideSum, grain: Grain): boolean {
  let first = 0
  let second = 0
  for (const moves of by.values()) {
    if (moves > first) {
      second = first
      first = moves
    } else if (moves > second) second = moves
  }
  return first > count * grain.topShare || first + second > count * grain.topTwoShare
}

/** Largest count of one contributor, and of two together. */
export function topCounts({ by }: SideSum): { readonly one: number; readonly two: number } {
  const sorted = [...by.values()].sort((a, b) => b - a)
  return { one: sorted[0] ?? 0, two: (sorted[0] ?? 0) + (sorted[1] ?? 0) }
}

/** Time at the step by what left; null where too few took it away, or one of them most of it. */
export function dwellOf(tally: Tally, grain: Grain): { medianMs: number | null; p95Ms: number | null } {
  const { left } = tally
  const few = left.unknown === 0 && left.by.size < grain.k
  if (!grain.exact && (few || isDominated(left, grain))) return { medianMs: null, p95Ms: null }
  const told = (share: number): number | null => {
    const ms = dwellQuantileMs(tally.dwell, share)
    return Number.isNaN(ms) ? null : ms
  }
  return { medianMs: told(0.5), p95Ms: told(0.95) }
}
