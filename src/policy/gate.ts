import { assert } from '../base/index.ts'
import {
  type CompiledSite,
  type Heads,
  openSealed,
  type RateCell,
  type SealedCell,
  type Verdict,
} from '../model/index.ts'
import { kDefault, kMin } from './grain.ts'

/** Dominance: one contributor may not stand for more than this share of a count, nor two together for more than the other. */
const topShareMax = 0.5
const topTwoShareMax = 0.67
const quarterMs = 15 * 60_000
const verdictsKeptMs = 86_400_000

export interface GateOptions {
  readonly site: CompiledSite
  /** Smallest group that may be shown; 10 when left out, never below 5. */
  readonly k?: number
}

/** Decided rates. Decided once, for everyone, kept for the day. */
export interface Gate {
  /**
   * Decides the windows that these cells belong to; a window decided before stays as it was. Give all cells of a window in
   * one call: what is left out then is withheld for good. `heads` are those declared for any of the windows.
   */
  decide(cells: readonly SealedCell[], heads: readonly Heads[]): void
  /** Undefined where the window is not decided or nothing moved there. Places: zones, areas and the site. */
  verdictFor(place: number, step: number, windowStartMs: number): Verdict | undefined
  /** Start of the newest decided window, null before the first. */
  readonly newestWindowMs: number | null
}

type Withheld = Extract<Verdict, { kind: 'withheld' }>['reason']

/** What speaks for a cell alone, before its neighbours are looked at. */
type Ground =
  | { readonly ok: true; readonly basis: 'counted' | 'declared' }
  | { readonly ok: false; readonly why: Withheld }

/**
 * The only door for rate cells. A cell is shown where at least `k` contributed (counted, declared, or the smaller of both)
 * and none of them dominates; else it is merged into the nearest place above that may be shown, else withheld. Where one
 * sibling alone would be hidden below a shown sum, a second is hidden too, so that subtraction gives nothing away.
 */
export function openGate({ site, k: wanted = kDefault }: GateOptions): Gate {
  assert(Number.isInteger(wanted), 'k is a whole number')
  const k = Math.max(kMin, wanted)
  const windows = new Map<number, ReadonlyMap<number, Verdict>>()
  let newestWindowMs: number | null = null

  return {
    get newestWindowMs() {
      return newestWindowMs
    },
    decide(cells, heads) {
      const byWindow = new Map<number, RateCell[]>()
      for (const sealed of cells) {
        const cell = openSealed(sealed)
        const window = byWindow.get(cell.startMs)
        if (window === undefined) byWindow.set(cell.startMs, [cell])
        else window.push(cell)
      }
      for (const [startMs, window] of byWindow) {
        if (windows.has(startMs) || (newestWindowMs !== null && startMs <= newestWindowMs - verdictsKeptMs)) continue
        windows.set(startMs, decideWindow(site, k, window, heads))
        newestWindowMs = Math.max(newestWindowMs ?? startMs, startMs)
      }
      for (const startMs of windows.keys()) {
        if (newestWindowMs !== null && startMs <= newestWindowMs - verdictsKeptMs) windows.delete(startMs)
      }
    },
    verdictFor: (place, step, windowStartMs) => windows.get(windowStartMs)?.get(keyOf(place, step)),
  }
}

function keyOf(place: number, step: number): number {
  return place * 256 + step
}

function decideWindow(
  site: CompiledSite,
  k: number,
  cells: readonly RateCell[],
  heads: readonly Heads[],
): ReadonlyMap<number, Verdict> {
  const out = new Map<number, Verdict>()
  for (const step of new Set(cells.map((cell) => cell.step))) {
    const ofStep = new Map(cells.filter((cell) => cell.step === step).map((cell) => [cell.place, cell]))
    const grounds = new Map([...ofStep].map(([place, cell]) => [place, groundOf(site, k, cell, heads)]))
    for (const place of hiddenToo(site, ofStep, grounds)) grounds.set(place, { ok: false, why: 'too-few' })
    for (const [place, cell] of ofStep) out.set(keyOf(place, step), verdictOf(site, k, cell, grounds))
  }
  return out
}

function groundOf(site: CompiledSite, k: number, cell: RateCell, heads: readonly Heads[]): Ground {
  const declared = declaredFor(site, cell, heads)
  if (cell.contributors === 0) {
    if (declared === undefined) return { ok: false, why: 'unknown' }
    return declared >= k ? { ok: true, basis: 'declared' } : { ok: false, why: 'too-few' }
  }
  if (Math.min(cell.contributors, declared ?? Number.POSITIVE_INFINITY) < k) return { ok: false, why: 'too-few' }
  // Not a number is not below a limit either: unknown shares never pass.
  if (!(cell.topShare <= topShareMax) || !(cell.topTwoShare <= topTwoShareMax)) return { ok: false, why: 'dominated' }
  return { ok: true, basis: 'counted' }
}

/** Heads declared for the area that the cell lies in, or for all areas of the site; the least of its quarter hours. */
function declaredFor(site: CompiledSite, cell: RateCell, heads: readonly Heads[]): number | undefined {
  const areas = areasOf(site, cell.place)
  let least: number | undefined
  for (let quarter = cell.startMs; quarter < cell.endMs; quarter += quarterMs) {
    let sum: number | undefined
    for (const area of areas) {
      const found = heads.find(
        ({ siteId, areaId, quarterMs: at }) => siteId === site.siteId && areaId === area && at === quarter,
      )
      // An area without a declaration adds nobody: the sum is what was surely there.
      if (found !== undefined) sum = (sum ?? 0) + found.heads
    }
    if (sum === undefined) return undefined
    least = Math.min(least ?? sum, sum)
  }
  return least
}

function areasOf(site: CompiledSite, place: number): string[] {
  for (let at = place; ; at = site.places[at]!.parent) {
    const { kind, id, parent } = site.places[at]!
    if (kind === 'area') return [id]
    if (kind === 'site') return site.places.filter((each) => each.kind === 'area').map((each) => each.id)
    if (parent === at) return []
  }
}

/**
 * Shown places that must be hidden as well. A place is known when it is shown, when all below it are known, or when its
 * parent and all its siblings are: in a tree of sums nothing more can be solved. While a place that failed is known, the
 * smallest shown sibling is hidden, then what lies below the siblings, then the parent.
 */
function hiddenToo(
  site: CompiledSite,
  cells: ReadonlyMap<number, RateCell>,
  grounds: ReadonlyMap<number, Ground>,
): Set<number> {
  const places = [...cells.keys()]
  const failed = places.filter((place) => !grounds.get(place)!.ok)
  const shown = new Set(places.filter((place) => grounds.get(place)!.ok))
  const out = new Set<number>()
  for (;;) {
    const known = knownFrom(site, places, shown)
    const told = failed.find((place) => known.has(place))
    if (told === undefined) return out
    const hide = toHide(site, cells, shown, told)
    shown.delete(hide)
    out.add(hide)
  }
}

function knownFrom(site: CompiledSite, places: readonly number[], shown: ReadonlySet<number>): Set<number> {
  const known = new Set(shown)
  for (let size = -1; size !== known.size; ) {
    size = known.size
    for (const parent of places) {
      const below = childrenOf(site, places, parent)
      if (below.length === 0) continue
      const unknown = below.filter((place) => !known.has(place))
      if (unknown.length === 0) known.add(parent)
      else if (unknown.length === 1 && known.has(parent)) known.add(unknown[0]!)
    }
  }
  return known
}

function toHide(
  site: CompiledSite,
  cells: ReadonlyMap<number, RateCell>,
  shown: ReadonlySet<number>,
  told: number,
): number {
  const places = [...cells.keys()]
  const smallest = (among: readonly number[]): number | undefined =>
    among
      .filter((place) => shown.has(place))
      .reduce<number | undefined>(
        (least, place) => (least === undefined || moves(cells, place) < moves(cells, least) ? place : least),
        undefined,
      )
  const below = (place: number): number[] => childrenOf(site, places, place).flatMap((each) => [each, ...below(each)])
  const own = smallest(below(told))
  if (own !== undefined && childrenOf(site, places, told).every((place) => shown.has(place))) return own
  for (let at = told; site.places[at]!.parent !== at; at = site.places[at]!.parent) {
    const { parent } = site.places[at]!
    const siblings = childrenOf(site, places, parent).filter((place) => place !== at)
    const found = smallest(siblings) ?? smallest(siblings.flatMap(below)) ?? (shown.has(parent) ? parent : undefined)
    if (found !== undefined) return found
  }
  const any = own ?? smallest(places)
  assert(any !== undefined, 'what is known is known from something shown')
  return any
}

function childrenOf(site: CompiledSite, places: readonly number[], parent: number): number[] {
  return places.filter((place) => place !== parent && site.places[place]!.parent === parent)
}

function moves(cells: ReadonlyMap<number, RateCell>, place: number): number {
  const cell = cells.get(place)!
  return cell.inCount + cell.outCount
}

function verdictOf(site: CompiledSite, k: number, cell: RateCell, grounds: ReadonlyMap<number, Ground>): Verdict {
  const ground = grounds.get(cell.place)!
  if (ground.ok) {
    const { contributors: _, topShare: __, topTwoShare: ___, ...shown } = cell
    return { kind: 'show', cell: Object.freeze(shown), basis: ground.basis }
  }
  for (let at = cell.place; site.places[at]!.parent !== at; ) {
    at = site.places[at]!.parent
    if (grounds.get(at)?.ok === true) return { kind: 'merged', into: at, k }
  }
  return { kind: 'withheld', reason: ground.why, k }
}
