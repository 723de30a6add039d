import type { LoadState } from '../../flow/index.ts'

/** How far from now, before and after, a page speaks of loads that nothing can be said of or done about any more. */
const nearMs = 12 * 3_600_000

/** Loads that left long ago and are shown all the same where there is nothing else to show. */
const lastLeftShown = 20

/** Loads that the pages speak of, and how many they leave out. */
export interface NearLoads {
  readonly loads: readonly LoadState[]
  /** Leave later than `nearMs` from now and have no orders yet. */
  readonly later: number
  /** Left, or were cancelled, and their departure is longer ago than `nearMs`. */
  readonly earlier: number
}

/**
 * Leaves out what asks nothing of anybody: a timetable is planned days ahead, its orders are not, and a load that left stays in the
 * plan. States come sorted by departure. A load with orders is always kept, and so is one that should have left and has not. `departureMs` of a load that is in
 * no plan any more is undefined: it is left out uncounted, as the views do.
 */
export function nearLoads(
  states: readonly LoadState[],
  departureMs: (id: string) => number | undefined,
  nowMs: number,
): NearLoads {
  const loads: LoadState[] = []
  const gone: LoadState[] = []
  let later = 0
  for (const state of states) {
    const atMs = departureMs(state.id)
    if (atMs === undefined) continue
    if (state.reason === 'noOrders' && atMs > nowMs + nearMs) later += 1
    else if ((state.status === 'departed' || state.status === 'cancelled') && atMs < nowMs - nearMs) gone.push(state)
    else loads.push(state)
  }
  // A quiet site, or a log of years ago: the last that left say more than an empty page.
  const shown = loads.length === 0 ? gone.slice(-lastLeftShown) : []
  return { loads: [...shown, ...loads], later, earlier: gone.length - shown.length }
}
