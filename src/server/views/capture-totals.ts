import type { CaptureOutcome } from '../../capture/index.ts'
import { quarterMs } from './feed-counts.ts'

/** What captures brought since the start, and the refused rows by code and place. */
export interface CaptureTotals {
  readonly totals: { accepted: number; duplicate: number; conflict: number; rejected: number }
  /** Newest time and an example pointer of each. */
  readonly rejects: Map<string, RejectCount>
}

export interface RejectCount {
  readonly code: string
  readonly place: number
  count: number
  lastMs: number
  at: string
}

/** Totals that everybody may see, and those of the quarter hour under way that hands had a part in: they join when it has ended. */
export interface LiveTotals extends CaptureTotals {
  pending: (CaptureTotals & { readonly quarter: number }) | null
}

export function newTotals(): LiveTotals {
  return { ...emptyTotals(), pending: null }
}

function emptyTotals(): CaptureTotals {
  return { totals: { accepted: 0, duplicate: 0, conflict: 0, rejected: 0 }, rejects: new Map() }
}

/**
 * Counts what one capture came to. Where people work by the site (`isHeld`), what hands had a part in is told by the quarter hour, and how many of their
 * scans were taken not at all: a number that moves with every scan is a clock of somebody's work.
 */
export function countCapture(live: LiveTotals, outcome: CaptureOutcome, at: { nowMs: number; isHeld: boolean }): void {
  endQuarter(live, at.nowMs)
  const quarter = Math.floor(at.nowMs / quarterMs)
  const byHand = at.isHeld && outcome.touchesHands
  if (byHand) live.pending ??= { ...emptyTotals(), quarter }
  const into = byHand && live.pending !== null ? live.pending : live
  into.totals.accepted += Math.max(0, outcome.accepted - (at.isHeld ? outcome.byHand : 0))
  into.totals.duplicate += outcome.duplicate
  into.totals.conflict += outcome.conflict
  into.totals.rejected += outcome.rejected
  for (const { fault, place } of outcome.rejects) {
    addReject(into.rejects, { code: fault.code, place, count: 1, lastMs: at.nowMs, at: fault.at ?? '' })
  }
}

/** Tells what was held back, once its quarter hour has ended. True where something was. */
export function endQuarter(live: LiveTotals, nowMs: number): boolean {
  const { pending } = live
  if (pending === null || pending.quarter === Math.floor(nowMs / quarterMs)) return false
  live.pending = null
  for (const name of ['accepted', 'duplicate', 'conflict', 'rejected'] as const)
    live.totals[name] += pending.totals[name]
  for (const each of pending.rejects.values()) addReject(live.rejects, each)
  return true
}

function addReject(rejects: Map<string, RejectCount>, more: RejectCount): void {
  const key = `${more.code}|${more.place}`
  const known = rejects.get(key)
  if (known === undefined) {
    rejects.set(key, { ...more })
    return
  }
  known.count += more.count
  known.lastMs = Math.max(known.lastMs, more.lastMs)
  if (more.at !== '') known.at = more.at
}
