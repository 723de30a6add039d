import type { Role } from './roles.ts'

/** Those who run the floor, a site, the network. */
const running = ['lead', 'manager', 'operations'] as const
/** Those who watch over the rules: the state in sums and every setting, but no single event. */
export const oversight = ['privacy', 'representative', 'auditor'] as const

/** Who sees each live page, by address and by stream alike. */
export const whoSees: Readonly<Record<'network' | 'departures' | 'floor' | 'capture', readonly Role[]>> = {
  network: [...running, 'safety', ...oversight],
  departures: [...running, ...oversight],
  floor: [...running, ...oversight],
  capture: [...running, ...oversight],
}
/** Who follows single objects and events; the one way to them besides a machine's own. */
export const whoTraces: readonly Role[] = running
/** Who reads events and capture jobs: a machine its own, and those who trace. */
export const whoReadsEvents: readonly Role[] = [...running, 'integrator']
/** Who sends events: machines only, each under its own name. */
export const whoSends: readonly Role[] = ['integrator']
/** Who sends loads, orders and deadlines. */
export const whoPlans: readonly Role[] = ['manager', 'operations', 'integrator']
/** Who may send the declared heads of an area, and nothing else of a plan. */
export const whoDeclaresHeads: readonly Role[] = ['lead', 'safety']
export const whoReadsSiteFile: readonly Role[] = ['manager', 'operations', 'integrator', 'admin', ...oversight]
export const whoSetsUpSite: readonly Role[] = ['manager', 'admin']
export const whoSetsSpeed: readonly Role[] = running
/** Who sees accounts and keys; only `admin` changes them. */
export const whoSeesAccounts: readonly Role[] = ['admin', ...oversight]
export const whoReadsAccessLog: readonly Role[] = oversight
/** Who plants fake badges, to see where a badge gets to. */
export const whoPlantsCanaries: readonly Role[] = ['manager', ...oversight]
/** Who sees fields that were found to hold people. */
export const whoSeesShapes: readonly Role[] = ['manager', 'integrator', 'admin', ...oversight]
/** Who sees which refused names were reported. */
export const whoSeesReports: readonly Role[] = ['admin', ...oversight]
