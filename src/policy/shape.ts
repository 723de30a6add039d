import type { CompiledSite, RateCell } from '../model/index.ts'
import type { Grain } from './grain.ts'
import type { DeclaredHeads } from './heads.ts'
import { type PlaceTree, quarterMs, type Span, windowAt } from './lattice.ts'

/** A window as fixed when it began. */
export interface Plan {
  readonly window: Span
  /** Length of the lattice's window that it ends with; it may have begun inside it. */
  readonly windowMin: number
  /** Places whose parts are to be shown one by one. */
  readonly split: ReadonlySet<number>
}

/** Heads that a step is likely to have, by what was declared for the time or counted before it. */
export interface Expected {
  at(place: number, span: Span): number | undefined
}

export interface ShapeOptions {
  readonly site: CompiledSite
  readonly grain: Grain
  readonly tree: PlaceTree
  /** Minutes of the longest window that tallies live for. */
  readonly blockMin: number
  readonly startMs: number
  readonly heads: Expected
  /** Before it no place is told apart from the site; null: from the beginning. */
  readonly splitFromMs: number | null
}

/**
 * The window that begins now: up to the end of the shortest window of the lattice in which enough people do enough work, else the
 * block's. Then as many places as all have enough, each: time first would give every zone a number a day, and no lead an hour.
 */
export function chooseWindow({ site, grain, tree, blockMin, startMs, heads, splitFromMs }: ShapeOptions): Plan {
  const isEnough = (place: number, window: Span): boolean => {
    const count = heads.at(place, window)
    if (count === undefined) return false
    const hours = (window.endMs - window.startMs) / 3_600_000
    return count >= grain.k * grain.headsMargin && count * hours >= grain.personHours * grain.headsMargin
  }
  const lengths = grain.windowsMin.filter((min) => min <= blockMin)
  const spans = lengths.map((windowMin) => ({ windowMin, window: { startMs, endMs: endOf(site, startMs, windowMin) } }))
  const found = (grain.exact ? spans[0] : spans.find(({ window }) => isEnough(tree.root, window))) ?? spans.at(-1)!
  const { windowMin, window } = found
  const split = new Set<number>()
  const look = (place: number): void => {
    const parts = tree.below(place).filter((part) => grain.exact || (heads.at(part, window) ?? 0) > 0)
    if (parts.length === 0 || !parts.every((part) => grain.exact || isEnough(part, window))) return
    split.add(place)
    for (const part of parts) look(part)
  }
  if (splitFromMs === null || startMs >= splitFromMs) look(tree.root)
  return { window, windowMin, split }
}

function endOf(site: CompiledSite, startMs: number, windowMin: number): number {
  return windowAt(site, startMs, windowMin).endMs
}

const lookedMs = 4 * quarterMs
/** Longer than any window that tallies live for. */
const keptMs = 60 * quarterMs

/** Distinct people of the four quarter hours before a time: what the next windows are planned on. */
export function expectedHeads(tree: PlaceTree) {
  /** Quarter hour to `place * 256 + step` (step 0: any) to people; NaN where somebody was unknown. */
  const people = new Map<number, Map<number, number>>()
  let noted = Number.NEGATIVE_INFINITY

  function mean(key: number, beforeMs: number): number | undefined {
    let sum = 0
    let known = 0
    for (const [quarter, counts] of people) {
      if (quarter >= beforeMs || quarter < beforeMs - lookedMs) continue
      sum += counts.get(key) ?? 0
      known++
    }
    // Not a number where somebody unknown was among them.
    return known === 0 || Number.isNaN(sum) ? undefined : sum / known
  }

  return {
    of(place: number, step: number, span: Span, declared: DeclaredHeads): number | undefined {
      const said =
        declared.mean(place, step, span) ??
        declared.mean(place, step, { startMs: span.startMs - quarterMs, endMs: span.startMs })
      const seen = mean(place * 256 + step, span.startMs)
      if (seen === undefined) return said
      return said === undefined ? seen : Math.min(said, seen)
    },
    /** Distinct people at a place in the newest hour that is whole, a quarter hour on average, whatever they did. */
    people: (place: number): number | undefined => mean(place * 256, noted + quarterMs),
    /** Takes the quarter hours that are whole by now. */
    note(quarters: ReadonlyMap<number, readonly RateCell[]>, beforeMs: number): void {
      for (const quarter of [...quarters.keys()].sort((a, b) => a - b)) {
        if (quarter <= noted || quarter >= beforeMs) continue
        noted = quarter
        people.set(quarter, countPeople(tree, quarters.get(quarter)!))
      }
      for (const quarter of people.keys()) if (quarter < noted - keptMs) people.delete(quarter)
    },
  }
}

function countPeople(tree: PlaceTree, cells: readonly RateCell[]): Map<number, number> {
  const sets = new Map<number, Set<number>>()
  const unknown = new Set<number>()
  for (const { place, step, reached } of cells) {
    for (const above of tree.upwards(place)) {
      for (const key of [above * 256 + step, above * 256]) {
        if (reached.unknown > 0) unknown.add(key)
        const set = sets.get(key) ?? new Set()
        sets.set(key, set)
        for (const by of reached.by.keys()) set.add(by)
      }
    }
  }
  const out = new Map<number, number>()
  // Machines alone are no people, and none is not the same as nobody known.
  for (const [key, { size }] of sets) if (size > 0) out.set(key, size)
  for (const key of unknown) out.set(key, Number.NaN)
  return out
}
