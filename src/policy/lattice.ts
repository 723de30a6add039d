import type { CompiledSite } from '../model/index.ts'

export const quarterMs = 15 * 60_000
const minuteMs = 60_000

/** A window of the lattice: epoch milliseconds, `endMs` exclusive. */
export interface Span {
  readonly startMs: number
  readonly endMs: number
}

/**
 * The window of a length that holds a time. Windows are counted from the start of the operational day, so that each lies whole
 * inside one of the next length; the last of a day ends with it, shorter or longer where the clocks change.
 */
export function windowAt(site: CompiledSite, timeMs: number, lengthMin: number): Span {
  const day = site.dayOf(timeMs)
  const dayStartMs = site.dayStartMs(day)
  const dayEndMs = site.dayStartMs(day + 1)
  const lengthMs = lengthMin * minuteMs
  const startMs = dayStartMs + Math.floor((timeMs - dayStartMs) / lengthMs) * lengthMs
  const endMs = startMs + lengthMs
  return { startMs, endMs: Math.min(endMs, dayEndMs) }
}

/** Days since 1970-01-01 of the Monday that begins the operational week of a day. */
export function weekOf(day: number): number {
  // Day 0 was a Thursday.
  return day - ((((day + 3) % 7) + 7) % 7)
}

/** The week that begins with a day of `weekOf`. */
export function weekSpan(site: CompiledSite, week: number): Span {
  return { startMs: site.dayStartMs(week), endMs: site.dayStartMs(week + 7) }
}

export const dayMin = 1_440
export const weekMin = 7 * dayMin

/** Places as a tree of sums: zones below areas below the site. */
export interface PlaceTree {
  readonly root: number
  /** Those directly below, in the order of the table. */
  below(place: number): readonly number[]
  /** The place itself, then what it lies in, the site last. */
  upwards(place: number): readonly number[]
}

export function placeTree(site: CompiledSite): PlaceTree {
  const children = new Map<number, number[]>()
  let root = 0
  for (const [place, { kind, parent }] of site.places.entries()) {
    if (kind === 'site') root = place
    if (kind === 'unmapped' || parent === place) continue
    const known = children.get(parent)
    if (known === undefined) children.set(parent, [place])
    else known.push(place)
  }
  return {
    root,
    below: (place) => children.get(place) ?? [],
    upwards(place) {
      const out = [place]
      for (let at = place; (site.places[at]?.parent ?? at) !== at; ) {
        at = site.places[at]!.parent
        out.push(at)
      }
      return out
    },
  }
}
