import type { Clock } from '../../base/index.ts'
import { sourceKinds } from '../../model/index.ts'
import type { Plan } from '../../plan/index.ts'
import { liveTickMin } from '../../policy/index.ts'
import { headsOf, type SiteRuntime, siteNowMs } from '../sites/site-runtime.ts'
import { articlesReadMax } from './misplaced.ts'
import type { ToldState } from './told-state.ts'

const minuteMs = 60_000
const quarterMs = 15 * minuteMs
const handSource = sourceKinds.indexOf('hand')

interface Clocked {
  readonly clock: Clock
  readonly plan: Plan
}

/** The state that is told now; made anew when its tick has come. Called once a second for every site, looked at or not. */
export function toldState({ clock, plan }: Clocked, runtime: SiteRuntime): ToldState {
  const nowMs = siteNowMs(runtime, clock)
  const { told } = runtime
  if (told !== null && !isDue(runtime, told, nowMs, clock)) return told
  const fresh = look(runtime, plan, nowMs)
  runtime.told = fresh
  return fresh
}

function isDue(runtime: SiteRuntime, told: ToldState, nowMs: number, clock: Clock): boolean {
  if (told.nextMs <= told.atMs || isSettingUp(runtime, clock)) return true
  // A clock that was set back does not stop the pages.
  return nowMs >= told.nextMs || nowMs < told.atMs - quarterMs
}

/** The first hour of a draft: nobody works by it yet, and whoever connects a scanner wants to see that it arrives. */
export function isSettingUp(runtime: SiteRuntime, clock: Clock): boolean {
  const { compiled, flow, grain } = runtime
  if (compiled.file.state !== 'draft') return false
  if (runtime.firstEventMs === null && flow.newestEventMs !== null) runtime.firstEventMs = clock.nowMs()
  return runtime.firstEventMs === null || clock.nowMs() < runtime.firstEventMs + grain.live.setUpMin * minuteMs
}

/** Whether what hands do is told by the quarter hour: everywhere but on a test site, and in the first hour of a draft. */
export function holdsHands(runtime: SiteRuntime, clock: Clock): boolean {
  return !runtime.grain.exact && !isSettingUp(runtime, clock)
}

function look(runtime: SiteRuntime, plan: Plan, nowMs: number): ToldState {
  const { flow, gate, grain, compiled } = runtime
  const headsAt = headsOf(runtime, plan)
  const site = compiled.versions.at(-1)
  const heads = new Map<number, number>()
  const areas: (number | undefined)[] = []
  for (const [index, { kind }] of (site?.places ?? []).entries()) {
    const count = gate.headsAt(index, headsAt, nowMs)
    if (kind === 'area') areas.push(count)
    if (count !== undefined) heads.set(index, count)
  }
  const headsOfStep = new Map<number, number>()
  for (const index of site?.steps.keys() ?? []) {
    const count = gate.headsOfStep(index + 1, headsAt, nowMs)
    if (count !== undefined) headsOfStep.set(index + 1, count)
  }
  const tickMs = liveTickMin(grain, areas) * minuteMs
  const handMs = runtime.feeds[handSource]?.newestMs ?? null
  return {
    atMs: nowMs,
    nextMs: tickMs === 0 ? nowMs : (Math.floor(nowMs / tickMs) + 1) * tickMs,
    floor: flow.floor(nowMs),
    departures: flow.departures(nowMs),
    exceptions: flow.exceptions(nowMs, articlesReadMax),
    heads,
    headsOfStep,
    handNewestMs: handMs === null ? null : Math.floor(handMs / quarterMs) * quarterMs,
  }
}
