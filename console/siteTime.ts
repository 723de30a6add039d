import { useSyncExternalStore } from 'react'
import { type SiteClock, siteNowMs, useMachineMs } from './clock.ts'
import { useConnection, useSession } from './store.ts'

const clocks = new Map<string, SiteClock>()
const listeners = new Set<() => void>()

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

/** How many seconds of a site pass in one of ours. */
export function useSpeed(simulated: boolean): number {
  const session = useSession()
  return simulated && session.kind === 'in' ? (session.me.demonstration?.speed ?? 1) : 1
}
