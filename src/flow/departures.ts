import type { DeadlineKind, Load } from '../model/index.ts'
import { deadlineKinds } from '../model/index.ts'
import { type Plan, placeOfKey, type Standing, stepOfKey } from './plan.ts'
import type { State } from './state.ts'
import type { DeparturesState, LoadRemedy, LoadShare, LoadState, LoadStatus } from './types.ts'

const minuteMs = 60_000
const quarterMin = 15
const quarterMs = quarterMin * minuteMs
/** Ways to move units first that a load shows. */
const remediesMax = 3
/** Share of its present pace that a step is taken to gain where somebody adds to it. */
const addedPace = 0.5
/** No unit is through a step sooner: it is scanned, carried and scanned again. */
const stepLeastMin = 3

/** CBV steps that a deadline waits for; the site's step that counts them as its own is the milestone. */
const milestoneSteps: Readonly<Record<Exclude<DeadlineKind, 'released'>, string>> = {
  picked: 'picking',
  packed: 'packing',
  staged: 'staging_outbound',
  doorsClosed: 'loading',
}

/** A step that a load's units must reach, in the order of the process. Units at it or beyond have reached it. */
interface Milestone {
  readonly kind: Exclude<DeadlineKind, 'released'>
  /** Index in the steps plus 1. */
  readonly step: number
}

/** Units of one load that still have to reach a milestone next, and where they are. */
interface Pending extends Milestone {
  units: number
  readonly places: Map<number, number>
}

interface Outlook {
  readonly earliestMs: number
  readonly latestMs: number
  /** No pace is so fast that all is staged before; no quarter hour, since no rate is in it. */
  readonly notBeforeMs: number
}

/** What each load still needs and whether there is time for it. Rates stay in here: out go bands of quarter hours. */
export class Departures {
  readonly #state: State
  readonly #plan: Plan
  readonly #milestones: readonly Milestone[]

  constructor(state: State, plan: Plan) {
    this.#state = state
    this.#plan = plan
    const found: Milestone[] = []
    for (const kind of deadlineKinds) {
      if (kind === 'released') continue
      const step = state.site.steps.findIndex(({ bizSteps }) => bizSteps.includes(milestoneSteps[kind])) + 1
      if (step > (found.at(-1)?.step ?? 0)) found.push({ kind, step })
    }
    this.#milestones = found
  }

  read(nowMs: number): DeparturesState {
    if (!this.#plan.isPresent) return { plan: 'none', loads: [], unplannedUnits: this.#unplanned([]) }
    const standings = this.#plan.standings()
    const ahead = new Map<Milestone, number>()
    const loads = standings.map((standing) => {
      const state = this.#load(standing, ahead, nowMs)
      if (standing.load.state === 'planned') {
        for (const milestone of this.#milestones) {
          ahead.set(milestone, (ahead.get(milestone) ?? 0) + this.#missing(standing, milestone))
        }
      }
      return state
    })
    return { plan: 'present', loads, unplannedUnits: this.#unplanned(standings) }
  }

  #load(standing: Standing, ahead: ReadonlyMap<Milestone, number>, nowMs: number): LoadState {
    const { load } = standing
    const pending = this.#pending(standing)
    const holding = load.state === 'planned' ? this.#holding(load, pending, nowMs) : null
    const outlook = load.state === 'planned' ? this.#outlook(standing, ahead, nowMs) : null
    const { status, reason } = this.#verdict(standing, outlook, ahead, nowMs)
    const needsHelp = status === 'late' || status === 'atRisk'
    return {
      id: load.id,
      status,
      reason,
      deadlines: this.#deadlines(standing, nowMs),
      units: {
        planned: Math.round(standing.planned),
        seen: Math.round(standing.seen),
        staged: Math.round(this.#reached(standing, 'staged')),
        loaded: Math.round(this.#reached(standing, 'doorsClosed')),
      },
      shares: sharesOf(standing),
      holding:
        holding === null
          ? null
          : {
              step: holding.step,
              units: Math.round(holding.units),
              owner: this.#owner(holding.step),
              place: mostAt(holding.places),
            },
      readyMs: outlook === null ? null : { earliest: outlook.earliestMs, latest: outlook.latestMs },
      lateByMin:
        outlook === null
          ? null
          : {
              least: (outlook.earliestMs - floorQuarter(stagedByMs(load))) / minuteMs,
              most: (outlook.latestMs - floorQuarter(stagedByMs(load))) / minuteMs,
            },
      remedies: needsHelp ? this.#remedies(pending, ahead, nowMs) : [],
    }
  }

  #verdict(
    standing: Standing,
    outlook: Outlook | null,
    ahead: ReadonlyMap<Milestone, number>,
    nowMs: number,
  ): { status: LoadStatus; reason: string } {
    const { load, planned } = standing
    if (load.state === 'cancelled') return { status: 'cancelled', reason: 'cancelled' }
    const loaded = this.#reached(standing, 'doorsClosed')
    if (load.state === 'departed') {
      return { status: 'departed', reason: planned > 0 && loaded < planned ? 'departedShort' : 'departed' }
    }
    if (planned === 0) return { status: 'unknown', reason: 'noOrders' }
    if (nowMs > load.departureMs && loaded < planned) return { status: 'late', reason: 'departurePassed' }
    const missed = this.#deadlines(standing, nowMs).some(({ met }) => met === false)
    if (this.#reached(standing, 'staged') >= planned) {
      if (loaded >= planned || !this.#isLoadingClose(standing, ahead, nowMs))
        return { status: 'onTrack', reason: 'staged' }
      return { status: 'atRisk', reason: 'slack' }
    }
    if (outlook === null) {
      if (missed) return { status: 'atRisk', reason: 'deadlineMissed' }
      return { status: 'unknown', reason: standing.seen === 0 ? 'notSeen' : 'noPace' }
    }
    const byMs = stagedByMs(load)
    if (Math.max(outlook.earliestMs, outlook.notBeforeMs) > byMs) return { status: 'late', reason: 'holding' }
    if (outlook.latestMs > byMs) return { status: 'atRisk', reason: 'slack' }
    return missed ? { status: 'atRisk', reason: 'deadlineMissed' } : { status: 'onTrack', reason: 'onTrack' }
  }

  #deadlines(standing: Standing, nowMs: number): LoadState['deadlines'] {
    const { load, planned, seen } = standing
    const out: { kind: DeadlineKind; atMs: number; met: boolean | null }[] = []
    for (const kind of deadlineKinds) {
      const atMs = load.deadlinesMs[kind]
      if (atMs === undefined) continue
      const known = planned > 0 && (kind === 'released' || this.#milestones.some((each) => each.kind === kind))
      const reached = kind === 'released' ? seen : this.#reached(standing, kind)
      out.push({ kind, atMs, met: !known ? null : reached >= planned ? true : nowMs > atMs ? false : null })
    }
    return out
  }

  /** Units at the milestone or beyond; what left has passed them all. */
  #reached(standing: Standing, kind: Milestone['kind']): number {
    const step = this.#milestones.find((each) => each.kind === kind)?.step
    return standing.gone + (step === undefined ? 0 : reachedStep(standing, step))
  }

  #missing(standing: Standing, { kind }: Milestone): number {
    return Math.max(0, standing.planned - this.#reached(standing, kind))
  }

  /** Units by the milestone that they must reach next. */
  #pending(standing: Standing): Pending[] {
    const out = this.#milestones.map((milestone): Pending => ({ ...milestone, units: 0, places: new Map() }))
    for (const [key, units] of standing.at) {
      const next = out.find(({ step }) => step > stepOfKey(key))
      if (next === undefined) continue
      next.units += units
      next.places.set(placeOfKey(key), (next.places.get(placeOfKey(key)) ?? 0) + units)
    }
    if (out[0] !== undefined) out[0].units += Math.max(0, standing.planned - standing.seen)
    return out
  }

  /**
   * The milestone with the most units before it, weighed by how soon its deadline is. What is staged waits for its truck:
   * loading holds a load only when nothing else does.
   */
  #holding(load: Load, pending: readonly Pending[], nowMs: number): Pending | null {
    let best: Pending | null = null
    let bestWeight = 0
    for (const each of untilStaged(pending)) {
      const leftMin = ((load.deadlinesMs[each.kind] ?? load.departureMs) - nowMs) / minuteMs
      const weight = each.units / Math.max(quarterMin, leftMin)
      if (weight > bestWeight) {
        best = each
        bestWeight = weight
      }
    }
    return best
  }

  #toStaged(): readonly Milestone[] {
    return this.#milestones.filter(({ kind }) => kind !== 'doorsClosed')
  }

  /** When the last unit is staged: at the earliest if this load goes first, at the latest after all that leave before it. */
  #outlook(standing: Standing, ahead: ReadonlyMap<Milestone, number>, nowMs: number): Outlook | null {
    let firstMin = 0
    let lastMin = 0
    for (const milestone of this.#toStaged()) {
      const units = this.#missing(standing, milestone)
      if (units === 0) continue
      const perMin = this.#state.windows.arrivalsPerMin(milestone.step, nowMs)
      if (perMin === 0) return null
      firstMin = Math.max(firstMin, units / perMin)
      lastMin = Math.max(lastMin, (units + (ahead.get(milestone) ?? 0)) / perMin)
    }
    if (lastMin === 0) return null
    const leastMin = this.#leastMin(standing)
    return {
      earliestMs: floorQuarter(nowMs + Math.max(firstMin, leastMin) * minuteMs),
      latestMs: floorQuarter(nowMs + Math.max(lastMin, leastMin) * minuteMs) + quarterMs,
      notBeforeMs: nowMs + leastMin * minuteMs,
    }
  }

  /**
   * All is staged, but is there time to load it, after all that leaves before? At the present pace, by the quarter hour
   * nearest to what is needed; where nothing was loaded lately only what the clock says.
   */
  #isLoadingClose(standing: Standing, ahead: ReadonlyMap<Milestone, number>, nowMs: number): boolean {
    const { load } = standing
    const loading = this.#milestones.find(({ kind }) => kind === 'doorsClosed')
    if (loading === undefined) return false
    const perMin = this.#state.windows.arrivalsPerMin(loading.step, nowMs)
    const needMin = perMin === 0 ? 0 : (this.#missing(standing, loading) + (ahead.get(loading) ?? 0)) / perMin
    const byMs = load.deadlinesMs.doorsClosed ?? load.departureMs
    return nowMs + Math.round(needMin / quarterMin) * quarterMs > byMs
  }

  /** Minutes that the unit with the longest way needs at the least, alone on the floor. */
  #leastMin(standing: Standing): number {
    const milestones = this.#toStaged()
    const first = milestones[0]?.step ?? 0
    const last = milestones.at(-1)?.step ?? 0
    let from = standing.seen < standing.planned ? first - 1 : last
    for (const key of standing.at.keys()) from = Math.min(from, Math.max(stepOfKey(key), first - 1))
    let steps = 0
    for (let step = from + 1; step <= last; step++) if (this.#state.site.steps[step - 1]?.optional !== true) steps++
    return steps * stepLeastMin
  }

  /**
   * What saves it, most useful first: what nobody has begun, since it has the longest way; then taking units first, where
   * that saves whole quarter hours, else from the back; then more pace where what waits takes longer than a quarter hour.
   * A gain cannot be told where nothing reached the step lately: there is no pace to reckon with.
   */
  #remedies(pending: readonly Pending[], ahead: ReadonlyMap<Milestone, number>, nowMs: number): LoadRemedy[] {
    const out: LoadRemedy[] = []
    const moves: LoadRemedy[] = []
    let slowest: Pending | undefined
    let slowestMin = quarterMin
    /** What holds the load next, once the slowest is faster. */
    let nextMin = 0
    for (const each of untilStaged(pending)) {
      const { step, kind, units, places } = each
      const milestone = this.#milestones.find((own) => own.kind === kind)!
      const perMin = this.#state.windows.arrivalsPerMin(step, nowMs)
      const before = ahead.get(milestone) ?? 0
      const needMin = units === 0 ? 0 : (before + units) / perMin
      if (needMin > slowestMin) {
        nextMin = slowest === undefined ? 0 : slowestMin
        slowest = each
        slowestMin = needMin
      } else nextMin = Math.max(nextMin, needMin)
      // Taken first they wait for nothing that leaves before; what the rest of the load waits is not saved.
      const firstMin = (count: number): number | null => (perMin === 0 ? null : (before / perMin) * (count / units))
      for (const [place, count] of places) {
        moves.push(this.#remedy('moveFirst', step, Math.round(count), place, floorGain(firstMin(count))))
      }
      if (each !== pending[0]) continue
      const unseen = units - sum(places.values())
      if (unseen >= 0.5) out.push(this.#remedy('release', step, Math.round(unseen), null, floorGain(firstMin(unseen))))
    }
    moves.sort((a, b) => (b.gainMin ?? 0) - (a.gainMin ?? 0) || a.step - b.step || b.units - a.units)
    out.push(...moves.slice(0, remediesMax))
    if (slowest !== undefined) {
      const faster = Math.max(slowestMin / (1 + addedPace), nextMin)
      const gain = slowestMin === Number.POSITIVE_INFINITY ? null : slowestMin - faster
      out.push(this.#remedy('addPace', slowest.step, Math.round(slowest.units), null, floorGain(gain)))
    }
    return out
  }

  #remedy(key: string, step: number, units: number, place: number | null, gainMin: number | null): LoadRemedy {
    return { key, step, owner: this.#owner(step), units, place: place === 0 ? null : place, gainMin }
  }

  #owner(step: number): string {
    return this.#state.site.steps[step - 1]?.owner ?? ''
  }

  /** Units on the way out that no load claims. */
  #unplanned(standings: readonly Standing[]): number {
    const first = this.#milestones.find(({ kind }) => kind !== 'picked')?.step
    if (first === undefined) return 0
    let units = 0
    for (let step = first; step <= this.#state.site.steps.length; step++) units += this.#state.board.unitsAtStep(step)
    for (const { at } of standings) for (const [key, count] of at) if (stepOfKey(key) >= first) units -= count
    return Math.max(0, Math.round(units))
  }
}

/** What must still be staged, and loading only where all is. */
function untilStaged(pending: readonly Pending[]): readonly Pending[] {
  const open = pending.filter(({ kind, units }) => kind !== 'doorsClosed' && units > 0)
  return open.length > 0 ? open : pending
}

/** Units in the building at the step or beyond. */
function reachedStep(standing: Standing, step: number): number {
  if (standing.reached.length === 0) {
    for (const [key, units] of standing.at) {
      const at = stepOfKey(key)
      for (let i = 0; i <= at; i++) standing.reached[i] = (standing.reached[i] ?? 0) + units
    }
  }
  return standing.reached[step] ?? 0
}

function sharesOf({ at, planned, seen }: Standing): LoadShare[] {
  const steps = new Map<number, { units: number; zones: { place: number; units: number }[] }>()
  for (const [key, units] of at) {
    const share = steps.get(stepOfKey(key)) ?? { units: 0, zones: [] }
    share.units += units
    share.zones.push({ place: placeOfKey(key), units: Math.round(units) })
    steps.set(stepOfKey(key), share)
  }
  const out = [...steps].map(([step, { units, zones }]) => ({
    step,
    units: Math.round(units),
    zones: zones.sort((a, b) => b.units - a.units || a.place - b.place),
  }))
  const unseen = Math.round(Math.max(0, planned - seen))
  if (unseen > 0) out.push({ step: 0, units: unseen, zones: [] })
  return out.sort((a, b) => a.step - b.step)
}

/** Whole quarter hours, 0 for less than one. */
function floorGain(gainMin: number | null): number | null {
  return gainMin === null ? null : Math.floor(gainMin / quarterMin) * quarterMin
}

function mostAt(places: ReadonlyMap<number, number>): number | null {
  let best: number | null = null
  for (const [place, units] of places) {
    const most = best === null ? 0 : places.get(best)!
    if (place !== 0 && (units > most || (units === most && place < best!))) best = place
  }
  return best
}

function sum(counts: Iterable<number>): number {
  let all = 0
  for (const count of counts) all += count
  return all
}

function floorQuarter(ms: number): number {
  return Math.floor(ms / quarterMs) * quarterMs
}

/** When the last unit must be staged: the deadline where the plan has one, else the departure itself. */
function stagedByMs(load: Standing['load']): number {
  return load.deadlinesMs.staged ?? load.departureMs
}
