import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let tickMs = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

/** This machine's clock, told once a second to whoever is shown. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    tickMs = Date.now()
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** This machine's time in milliseconds, floored to `stepMs`: a component renders again only when a step ends. */
export function useMachineMs(stepMs = 1000): number {
  return useSyncExternalStore(subscribe, () => Math.floor(tickMs / stepMs) * stepMs)
}

/** How a site's clock goes between two messages. */
export interface SiteClock {
  readonly asOfMs: number
  readonly clock: 'live' | 'replay'
  /** This machine's clock when `asOfMs` came. */
  readonly heardAtMs: number
  /** Site seconds that pass in one of ours; 1 outside the demonstration. */
  readonly speed: number
}

/** Longest time that a simulated clock runs on without news: then it stands, as what is shown does. */
const runOnMs = 15_000

/**
 * A site's time at a moment of this machine. A replayed site stands at its newest event, a live one runs on, and a simulated
 * one runs on as long as the server is heard (`heardAtMs`: it said anything at all, a heartbeat too).
 */
export function siteNowMs(clock: SiteClock, machineMs: number, heardAtMs: number): number {
  if (clock.clock === 'replay' && clock.speed === 1) return clock.asOfMs
  const untilMs = clock.speed === 1 ? machineMs : Math.min(machineMs, heardAtMs + runOnMs)
  return clock.asOfMs + Math.max(0, untilMs - clock.heardAtMs) * clock.speed
}
