import type { LoadState } from '../../src/flow/index.ts'
import type { WorldOptions } from '../../src/sim/index.ts'
import { simulate } from './simulated.ts'

const minuteMs = 60_000
const stepMs = 5 * minuteMs
const delayedAfterMs = 5 * minuteMs

/**
 * What truly became of a load. Short: orders that were on it went to a later one. Delayed: it left more than five minutes
 * after its time. Tight: it left whole and in time although a unit missed the staging deadline, which is what a verdict
 * is measured against.
 */
export const outcomes = ['whole', 'tight', 'delayed', 'short'] as const
export type Outcome = (typeof outcomes)[number]

/** A load as it was told `leadMin` before its departure, and what became of it. */
export interface Case {
  readonly siteId: string
  readonly leadMin: number
  readonly told: LoadState
  readonly outcome: Outcome
  readonly delayMin: number
}

/** Every load that was to leave in the hours after the start, told so many minutes (of five) before. */
export async function casesOf(options: WorldOptions, hours: number, leadsMin: readonly number[]): Promise<Case[]> {
  const site = simulate(options)
  const told: { state: LoadState; leadMin: number }[] = []
  const unstaged = new Set<string>()
  const endMs = options.startMs + hours * 60 * minuteMs
  // An hour more, so that trucks that wait have left.
  for (let ms = options.startMs; ms <= endMs + 60 * minuteMs; ms += stepMs) {
    await site.advanceTo(ms)
    const loads = new Map(site.world.truth().loads.map((load) => [load.id, load]))
    for (const state of site.flow.departures(ms).loads) {
      const truth = loads.get(state.id)
      if (truth === undefined) continue
      const leadMin = (truth.departureMs - ms) / minuteMs
      if (leadsMin.includes(leadMin) && truth.departureMs <= endMs) told.push({ state, leadMin })
      const staged = (truth.steps['staging'] ?? 0) + (truth.steps['loading'] ?? 0)
      const isDue = state.deadlines.some(({ kind, atMs }) => kind === 'staged' && atMs === ms)
      if (isDue && staged < truth.units) unstaged.add(state.id)
    }
  }
  const left = new Map(site.world.truth().left.map((load) => [load.id, load]))
  return told.flatMap(({ state, leadMin }): Case[] => {
    const load = left.get(state.id)
    if (load === undefined) return []
    const delayMs = load.leftMs - load.plannedMs
    const inTime = delayMs <= delayedAfterMs
    const outcome = load.missed.length > 0 ? 'short' : !inTime ? 'delayed' : unstaged.has(state.id) ? 'tight' : 'whole'
    return [{ siteId: options.siteId, leadMin, told: state, outcome, delayMin: Math.round(delayMs / minuteMs) }]
  })
}

export function isTold({ told }: Case): boolean {
  return told.status === 'late' || told.status === 'atRisk'
}

/** Loads by what was told and what became of them. */
export function tableOf(cases: readonly Case[]): Record<string, Record<Outcome, number>> {
  const table: Record<string, Record<Outcome, number>> = {}
  for (const { told, outcome } of cases) {
    table[told.status] ??= { whole: 0, tight: 0, delayed: 0, short: 0 }
    table[told.status]![outcome]++
  }
  return table
}

/** Of the loads in trouble the share that was told so, and of those told so the share in trouble; null for none. */
export function sharesOf(cases: readonly Case[]): { found: number | null; right: number | null } {
  const inTrouble = cases.filter(({ outcome }) => outcome !== 'whole')
  const both = inTrouble.filter(isTold).length
  const share = (of: number): number | null => (of === 0 ? null : Math.round((both / of) * 100) / 100)
  return { found: share(inTrouble.length), right: share(cases.filter(isTold).length) }
}
