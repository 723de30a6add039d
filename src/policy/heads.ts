import type { CompiledSite } from '../model/index.ts'
import { type PlaceTree, quarterMs, type Span } from './lattice.ts'
import type { GroupHeads } from './tally.ts'

/** Heads declared for an area and a quarter hour; undefined where nobody said. */
export type HeadsAt = (areaId: string, quarterMs: number) => number | undefined

/**
 * Declared heads of a step. Somebody declares them for an area, where they may do several steps: they are taken to be shared
 * evenly among the steps that are usual in the area's zones. Nobody is declared for a zone alone.
 */
export interface DeclaredHeads {
  /** Of every quarter hour of the window; undefined for a zone, and where some quarter hour has no declaration. */
  of(place: number, step: number, window: Span): GroupHeads | undefined
  /** The mean of the quarter hours that are declared; undefined where none is. */
  mean(place: number, step: number, window: Span): number | undefined
  /** All heads of a place, whatever they do: of its area for a zone. */
  all(place: number, quarter: number): number | undefined
}

export function declaredHeads(site: CompiledSite, tree: PlaceTree, headsAt: HeadsAt): DeclaredHeads {
  const areas = tree.below(tree.root).filter((place) => site.places[place]?.kind === 'area')
  const stepsOf = new Map(areas.map((area) => [area, usualSteps(site, tree, area)]))
  const areasFor = (place: number, step: number): readonly number[] =>
    (place === tree.root ? areas : areas.includes(place) ? [place] : []).filter((area) => stepsOf.get(area)!.has(step))

  /** Whole people: a share of a head is nobody. An area without a declaration adds nobody where others have one. */
  const at = (among: readonly number[], quarter: number): number | undefined => {
    let sum: number | undefined
    for (const area of among) {
      const heads = headsAt(site.places[area]!.id, quarter)
      if (heads !== undefined) sum = (sum ?? 0) + Math.floor(heads / stepsOf.get(area)!.size)
    }
    return sum
  }

  return {
    of(place, step, { startMs, endMs }) {
      const among = areasFor(place, step)
      let people = Number.POSITIVE_INFINITY
      let quarters = 0
      for (let quarter = startMs; quarter < endMs; quarter += quarterMs) {
        const heads = at(among, quarter)
        if (heads === undefined) return undefined
        people = Math.min(people, heads)
        quarters += heads
      }
      return { people, personHours: quarters / 4 }
    },
    mean(place, step, { startMs, endMs }) {
      const among = areasFor(place, step)
      let sum = 0
      let known = 0
      for (let quarter = startMs; quarter < endMs; quarter += quarterMs) {
        const heads = at(among, quarter)
        if (heads === undefined) continue
        sum += heads
        known++
      }
      return known === 0 ? undefined : sum / known
    },
    all(place, quarter) {
      const among = place === tree.root ? areas : areas.filter((area) => tree.upwards(place).includes(area))
      let sum: number | undefined
      for (const area of among) {
        const heads = headsAt(site.places[area]!.id, quarter)
        if (heads !== undefined) sum = (sum ?? 0) + heads
      }
      return sum
    },
  }
}

function usualSteps(site: CompiledSite, tree: PlaceTree, area: number): ReadonlySet<number> {
  const steps = new Set<number>()
  for (const zone of tree.below(area)) {
    const { step, closed } = site.places[zone]!
    if (step !== undefined && step !== 0 && closed !== true) steps.add(step)
  }
  return steps
}
