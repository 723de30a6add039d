import type { Grain } from './grain.ts'

/** How a live count is told: as it is, to the nearest multiple of `base`, or as a level in words only. */
export type Rounding =
  | { readonly kind: 'exact' }
  | { readonly kind: 'about'; readonly base: number }
  | { readonly kind: 'words' }

export interface RoundingOptions {
  readonly grain: Grain
  /** Heads behind the count, undefined where nobody knows. */
  readonly heads: number | undefined
  /** What one of them brings in an hour. */
  readonly unitsPerPersonHour: number
}

/**
 * How a count that people move is told. The difference of two states is a rate: told exactly, a quarter hour of ten people would
 * show who stood still. So it is rounded to what one person does in `roundPersonHours`, about as much as the work of
 * `personHours` varies by itself; and where fewer than k are there it is told in words.
 */
export function roundingOf({ grain, heads, unitsPerPersonHour }: RoundingOptions): Rounding {
  if (grain.exact || grain.live.roundPersonHours === 0) return { kind: 'exact' }
  if (heads === undefined || heads < grain.k) return { kind: 'words' }
  return { kind: 'about', base: evenBase(grain.live.roundPersonHours * unitsPerPersonHour) }
}

/** Of sums over a whole site, whoever moves them. */
export function siteRounding(grain: Grain, unitsPerPersonHour: number): Rounding {
  return roundingOf({ grain, heads: Number.POSITIVE_INFINITY, unitsPerPersonHour })
}

/** Of the units of a load: so many parts of what is planned, and never finer than a person's work of some minutes. */
export function loadRounding(grain: Grain, plannedUnits: number): Rounding {
  const { loadParts, loadBaseMin } = grain.live
  if (grain.exact || loadParts === 0) return { kind: 'exact' }
  return { kind: 'about', base: Math.max(loadBaseMin, Math.ceil(plannedUnits / loadParts)) }
}

/** The count as told; null in words. */
export function told(count: number, rounding: Rounding): number | null {
  if (rounding.kind === 'words') return null
  return rounding.kind === 'exact' ? count : Math.round(count / rounding.base) * rounding.base
}

/** What is done of a whole: all of it only when it is all done, else no more than is sure. */
export function toldDone(count: number, of: number, rounding: Rounding): number {
  if (rounding.kind !== 'about') return count
  return of > 0 && count >= of ? of : Math.floor(count / rounding.base) * rounding.base
}

/** So many of one kind and place are told one by one. */
export const fewMax = 10

/**
 * Of things that want somebody (stuck, out of order, misplaced): a few are told one by one, as in the list beside them; more only
 * roughly, for where everything counts as stuck their number is that of all.
 */
export function toldFew(count: number, grain: Grain): number {
  if (grain.exact || count <= fewMax) return count
  const power = 10 ** Math.floor(Math.log10(count))
  return [10, 5, 3, 2, 1].find((step) => step * power <= count)! * power
}

/** 0 where the count is exact. */
export function baseOf(rounding: Rounding): number {
  return rounding.kind === 'about' ? rounding.base : 0
}

const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** The next number that people count in: 237 becomes 250. So the base tells a pace only roughly. */
function evenBase(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, wanted)))
  return Math.max(1, Math.ceil(steps.find((step) => step * power >= wanted)! * power))
}

/** Minutes between two told states of a site: the few that are allowed where every place has so many heads, else a quarter hour. */
export function liveTickMin(grain: Grain, headsOfPlaces: readonly (number | undefined)[]): number {
  const { live } = grain
  const isBusy = headsOfPlaces.length > 0 && headsOfPlaces.every((heads) => (heads ?? 0) >= live.fastHeads)
  return grain.exact ? 0 : isBusy ? live.liveGrainMin : live.liveGrainFewMin
}
