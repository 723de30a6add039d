import type { Fault } from '../../base/index.ts'
import { canonicalIdentifier } from '../../epcis/index.ts'
import { type CompiledSite, type SiteFile, type SiteVersion, sourceKinds } from '../../model/index.ts'
import { compileSite } from '../../site/index.ts'

export interface RezoningParts {
  readonly before: SiteFile
  readonly after: SiteFile
  /** Most heads that are declared for an area of the file before; undefined where nobody said. */
  readonly headsOf: (areaId: string) => number | undefined
  readonly k: number
}

/**
 * Places that a file cuts so small that fewer than k heads stand behind them: figures of them would be figures of those few. The heads that
 * are declared for an area are taken to stand evenly behind its read points; a read point that nobody declared yet adds nobody, one of a
 * machine needs nobody. A place that only grows is cut no smaller.
 */
export function rezoningFaults({ before, after, headsOf, k }: RezoningParts): readonly Fault[] {
  const clock: Fault[] =
    before.clock === 'live' && after.clock === 'replay'
      ? [{ code: 'WIDENS', at: '/clock', got: 'replay', allowed: 'live' }]
      : []
  const index = after.versions.length - 1
  const was = before.versions.at(-1)
  const is = after.versions.at(-1)
  const compiled = compileSite(after).versions.at(-1)
  const known = compileSite(before).versions.at(-1)
  if (was === undefined || is === undefined || compiled === undefined || known === undefined) return clock
  const heads = headsOfPoints(was, headsOf)
  const pointsWas = pointsOfPlaces(was)
  const faults: Fault[] = []
  for (const { id, at, points } of placesOf(is)) {
    const old = pointsWas.get(id) ?? new Set<string>()
    // What stood in a zone as a hand's stays one: calling it a machine's cuts nothing free.
    const byHand = points.filter((point) => isByHand(compiled, point) || (heads.has(point) && isByHand(known, point)))
    const isCut = old.size === 0 || [...old].some((point) => !points.includes(point))
    if (!isCut || byHand.length === 0) continue
    const stand = Math.floor(byHand.reduce((sum, point) => sum + (heads.get(point) ?? 0), 0) + rounding)
    if (stand >= k) continue
    const got = `${id}, ${stand} heads`
    faults.push({ code: 'WIDENS', at: `/versions/${index}${at}`, got, allowed: `places of ${k} heads or more` })
  }
  return [...clock, ...faults]
}

/** Thirds of three people are three people. */
const rounding = 1e-9
const hand = sourceKinds.indexOf('hand')
/** What a wildcard stands for: legal in every serial and extension. */
const probe = 'Q7'

function isByHand(site: CompiledSite, point: string): boolean {
  return site.sourceOf(canonicalIdentifier(point.replace(/\*$/, probe)), '') === hand
}

function placesOf({ areas }: SiteVersion): { id: string; at: string; points: string[] }[] {
  return areas.flatMap((area, i) => [
    { id: area.id, at: `/areas/${i}`, points: area.zones.flatMap(pointsOf) },
    ...area.zones.map((zone, j) => ({ id: zone.id, at: `/areas/${i}/zones/${j}`, points: pointsOf(zone) })),
  ])
}

function pointsOf({ readPoints, bizLocations = [] }: SiteVersion['areas'][number]['zones'][number]): string[] {
  return [...readPoints, ...bizLocations]
}

function pointsOfPlaces(version: SiteVersion): Map<string, Set<string>> {
  return new Map(placesOf(version).map(({ id, points }) => [id, new Set(points)]))
}

function headsOfPoints(version: SiteVersion, headsOf: RezoningParts['headsOf']): Map<string, number> {
  const out = new Map<string, number>()
  for (const area of version.areas) {
    const points = area.zones.flatMap(pointsOf)
    const each = (headsOf(area.id) ?? 0) / Math.max(1, points.length)
    for (const point of points) out.set(point, each)
  }
  return out
}
