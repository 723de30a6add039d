import type { LoadState } from '../../flow/index.ts'
import type { CompiledSite, Load, PlanView } from '../../model/index.ts'
import { baseOf, type Grain, loadRounding, toldDone } from '../../policy/index.ts'
import type { LoadRow } from '../../wire/index.ts'

/** One load as everyone is told it: the plan exactly, what people moved in parts of it. */
export function loadRow(site: CompiledSite, grain: Grain, load: LoadState, plan: Load): LoadRow {
  const rounding = loadRounding(grain, load.units.planned)
  const base = baseOf(rounding)
  const done = (units: number): number => toldDone(units, load.units.planned, rounding)
  // What is left is never told as nothing: at least a part of it waits.
  const left = (units: number): number => (base === 0 ? units : Math.ceil(units / base) * base)
  const step = (index: number) => site.steps[index - 1]
  const place = (index: number) => site.places[index]
  const { holding } = load
  return {
    id: load.id,
    carrier: plan.carrier,
    service: plan.service,
    dock: plan.dock,
    departureMs: plan.departureMs,
    deadlines: load.deadlines.map(({ kind, atMs, met }) => ({ kind, atMs, met })),
    status: plan.state === 'planned' ? load.status : plan.state,
    reason: load.reason,
    units: {
      planned: load.units.planned,
      seen: done(load.units.seen),
      staged: done(load.units.staged),
      loaded: done(load.units.loaded),
    },
    base,
    shares: load.shares.map((share) => ({
      step: step(share.step)?.id ?? '',
      name: step(share.step)?.name ?? '',
      units: left(share.units),
      zones: share.zones.map(({ place: index, units }) => ({
        placeId: place(index)?.id ?? '',
        name: place(index)?.name ?? '',
        // A load's units in one zone are often one person's.
        units: base === 0 ? units : null,
      })),
    })),
    holding:
      holding === null
        ? null
        : {
            step: step(holding.step)?.id ?? '',
            name: step(holding.step)?.name ?? '',
            units: left(holding.units),
            owner: holding.owner,
            placeId: holding.place === null ? null : (place(holding.place)?.id ?? ''),
            placeName: holding.place === null ? null : (place(holding.place)?.name ?? ''),
          },
    readyMs: load.readyMs === null ? null : { ...load.readyMs },
    lateByMin: load.lateByMin === null ? null : { ...load.lateByMin },
    remedies: load.remedies.map((remedy) => ({
      key: remedy.key,
      step: step(remedy.step)?.id ?? '',
      stepName: step(remedy.step)?.name ?? '',
      owner: remedy.owner,
      units: left(remedy.units),
      zone: remedy.place === null ? null : (place(remedy.place)?.name ?? ''),
      gainMin: remedy.gainMin,
    })),
    version: plan.version,
  }
}

/** A load that came into the plan since the last tick is shown at once; what is known of its goods waits for the next. */
export function withNewLoads(states: readonly LoadState[], plan: PlanView): readonly LoadState[] {
  const known = new Set(states.map(({ id }) => id))
  const fresh = plan.loads.filter(({ id }) => !known.has(id))
  if (fresh.length === 0) return states
  const departureMs = new Map(plan.loads.map((load) => [load.id, load.departureMs]))
  const all = [...states, ...fresh.map((load) => untold(load, plan))]
  return all.sort((a, b) => (departureMs.get(a.id) ?? 0) - (departureMs.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1))
}

function untold(load: Load, plan: PlanView): LoadState {
  const planned = plan.orders
    .filter(({ loadId, state }) => loadId === load.id && state === 'open')
    .reduce((sum, { units }) => sum + units, 0)
  return {
    id: load.id,
    status: load.state === 'planned' ? 'unknown' : load.state,
    reason: load.state === 'planned' ? (planned === 0 ? 'noOrders' : 'nextTick') : load.state,
    deadlines: Object.entries(load.deadlinesMs).map(([kind, atMs]) => ({
      kind: kind as LoadState['deadlines'][number]['kind'],
      atMs,
      met: null,
    })),
    units: { planned, seen: 0, staged: 0, loaded: 0 },
    shares: [],
    holding: null,
    readyMs: null,
    lateByMin: null,
    remedies: [],
  }
}
