import type { CanaryList, NamesAnswer, ShapeList, SiteRef, TracedView } from '../../src/wire/index.ts'

const quarterMs = 15 * 60_000
const nowMs = Math.floor(Date.now() / quarterMs) * quarterMs

/** A name that is refused, or one that may be used. */
export function fixtureNames(free: boolean): NamesAnswer {
  if (free) return { names: [{ refusal: null }] }
  return { names: [{ refusal: { list: 'D3', reason: 'worker-indicator', words: ['picker', 'per hour'] } }] }
}

/** One canary that reached nothing, one that a feed hid in a note, one that has ended. */
export function fixtureCanaries({ siteId }: SiteRef, none: boolean): CanaryList {
  if (none) return { canaries: [] }
  const place = { firstMs: nowMs - quarterMs, lastMs: nowMs, times: 2 }
  const received = { kind: 'received' as const, where: 'wms', ...place, goneMs: nowMs }
  const tally = { kind: 'tally' as const, where: 'memory', ...place, goneMs: nowMs + 48 * quarterMs }
  const searched = { files: 214, bytes: 81_000_000, events: 3 }
  const first = { siteId, plantedMs: nowMs - 2 * quarterMs, watched: true, searchedMs: nowMs, searched }
  return {
    canaries: [
      { ...first, id: 'a1', places: [received, tally] },
      {
        ...first,
        id: 'a2',
        places: [
          received,
          { kind: 'stored', where: 'events', ...place, goneMs: null },
          { kind: 'answered', where: 'GET /events', ...place, goneMs: null },
        ],
      },
      { ...first, id: 'a3', watched: false, searchedMs: null, searched: null, places: [] },
    ],
  }
}

/** One field that is refused, one that the site file names by now. */
export function fixtureShapes(none: boolean): ShapeList {
  if (none) return { shapes: [] }
  const seen = {
    atMs: nowMs - 20 * quarterMs,
    values: 24,
    heads: 25,
    vanished: 0.96,
    came: 1.04,
    onePlace: 0.99,
    hours: 7.9,
  }
  return {
    shapes: [
      { feed: 'wms', path: '{https://wms.example.com/ns/}tour', part: '-2', ...seen, declared: false },
      { feed: 'voice', path: 'eventID', part: '-2', ...seen, heads: null, declared: true },
    ],
  }
}

/** Two days, one of them used up. */
export function fixtureTraced(none: boolean): TracedView {
  const limits = [{ role: 'lead' as const, objectsADay: 500 }]
  if (none) return { days: [], limits }
  const day = (before: number): string => new Date(nowMs - before * 96 * quarterMs).toISOString().slice(0, 10)
  return {
    days: [
      { day: day(0), role: 'lead', objects: 37 },
      { day: day(1), role: 'lead', objects: 500 },
    ],
    limits,
  }
}
