import { useCallback, useSyncExternalStore } from 'react'
import type { NetworkView, SiteRef } from '../src/wire/index.ts'
import { getJson } from './api.ts'
import { type SiteClock, siteNowMs, useMachineMs } from './clock.ts'
import { useConnection, useSession } from './store.ts'

const clocks = new Map<string, SiteClock>()
const listeners = new Set<() => void>()

/** Whether a site's clock is known. */
export function useKnowsClock(siteId: string | null): boolean {
  return useSyncExternalStore(subscribe, () => siteId !== null && clocks.has(siteId))
}

/** Remembers what a view says of its site's clock, so that the frame and every page show one time. */
export function noteClock(siteId: string, clock: SiteClock): void {
  const before = clocks.get(siteId)
  if (
    before !== undefined &&
    before.asOfMs === clock.asOfMs &&
    before.heardAtMs === clock.heardAtMs &&
    before.speed === clock.speed
  )
    return
  clocks.set(siteId, clock)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * A site's time now in epoch milliseconds, floored to `stepMs`; this machine's time where nothing is known of the site yet.
 */
export function useSiteNow(siteId: string | null, stepMs: number): number {
  const machineMs = useMachineMs(1000)
  const clock = useSyncExternalStore(subscribe, () => (siteId === null ? undefined : clocks.get(siteId)))
  const connection = useConnection()
  // A page without a stream (Trace) hears nothing while it stands: its clock simply runs.
  const heardAtMs = connection.kind === 'idle' ? machineMs : connection.heardAtMs
  const nowMs = clock === undefined ? machineMs : siteNowMs(clock, machineMs, heardAtMs)
  return Math.floor(nowMs / stepMs) * stepMs
}

/** Learns the clocks of all sites from the network's view, for a page that has no view of its own yet. */
export async function fetchClocks(speedOf: (site: SiteRef) => number): Promise<void> {
  const answer = await getJson<NetworkView>('/network')
  if (!answer.ok) return // the page says itself what is wrong; without clocks the machine's time is shown
  noteClocks(answer.value, Date.now(), speedOf)
}

/** Notes the clock of every site of the network's view. */
export function noteClocks(view: NetworkView, heardAtMs: number, speedOf: (site: SiteRef) => number): void {
  for (const row of view.sites) noteClock(row.site.siteId, { ...row.asOf, heardAtMs, speed: speedOf(row.site) })
}

/** When the server was last heard, in the site's own time; in this machine's where no site is shown. */
export function useHeardMs(siteId: string | null): number {
  const connection = useConnection()
  const clock = useSyncExternalStore(subscribe, () => (siteId === null ? undefined : clocks.get(siteId)))
  return clock === undefined ? connection.heardAtMs : siteNowMs(clock, connection.heardAtMs, connection.heardAtMs)
}

/** How many seconds of a site pass in one of ours. */
export function useSpeedOf(): (site: SiteRef) => number {
  const session = useSession()
  const speed = session.kind === 'in' ? (session.me.demonstration?.speed ?? 1) : 1
  return useCallback((site) => (site.simulated ? speed : 1), [speed])
}
