import type { Clock } from '../base/index.ts'
import { type CaptureOutcome, placeBatch } from '../capture/index.ts'
import { type Flow, type History, type ObjectHash, openFlow, restoreFlow } from '../flow/index.ts'
import type { CommitNotice, CommittedPart, Ledger, ReplayedPart } from '../ledger/index.ts'
import { type BatchPlacement, type EventBatch, type Heads, sourceKinds } from '../model/index.ts'
import type { Plan } from '../plan/index.ts'
import { type Gate, openGate } from '../policy/index.ts'
import type { CompiledSiteFile } from '../site/index.ts'
import { type SettlingHistories, settlingHistories } from './histories.ts'

/** Quarter hours of capture that the Capture page shows. */
export const captureQuarters = 32
export const quarterMs = 15 * 60_000

/** What the server keeps of one site beside the ledger: live state, the gate, and counts of what came in. */
export interface SiteRuntime {
  readonly siteId: string
  compiled: CompiledSiteFile
  flow: Flow
  gate: Gate
  /** Raised whenever a view of the site may have changed. */
  version: number
  readonly totals: { accepted: number; duplicate: number; conflict: number; rejected: number }
  /** Refused rows by code and place, newest time and an example pointer. */
  readonly rejects: Map<string, RejectCount>
  /** Per source kind: quarter hour (by event time) to count of events. */
  readonly feeds: readonly FeedCount[]
  /** Commits that wait while a snapshot of the flow is being written. */
  waiting: { readonly notice: CommitNotice; readonly parts: readonly CommittedPart[] }[] | null
  /** The newest commit that the flow has seen. */
  flowCommit: number
  settling: Promise<void> | null
  readonly histories: SettlingHistories
}

export interface RejectCount {
  readonly code: string
  readonly place: number
  count: number
  lastMs: number
  at: string
}

interface FeedCount {
  newestMs: number | null
  readonly perQuarter: Map<number, number>
}

/** Where a site's own time comes from: the machine, or the newest event of a replayed one. */
export function siteNowMs(runtime: SiteRuntime, clock: Clock): number {
  if (runtime.compiled.file.clock === 'live') return clock.nowMs()
  return runtime.flow.newestEventMs ?? clock.nowMs()
}

export function newRuntime(
  compiled: CompiledSiteFile,
  ledger: Ledger,
  plan: Plan,
  hashOf: (text: string) => ObjectHash,
): SiteRuntime {
  const siteId = compiled.file.id
  const newest = compiled.versions.at(-1)
  if (newest === undefined) throw new Error('broken invariant: a site file without versions')
  const history: History = (object) => {
    if (runtime.waiting !== null) throw new SettlingStopped()
    return runtime.histories.history(object, runtime.flow)
  }
  const options = { site: newest, history, hashOf }
  const snapshot = ledger.loadSnapshot(flowSnapshotKind(siteId, compiled))
  const restored = snapshot === undefined ? undefined : restoreFlow(options, snapshot.chunks)
  const flow = restored?.ok === true ? restored.value : openFlow(options)
  flow.usePlan(plan.view(siteId))
  const runtime: SiteRuntime = {
    siteId,
    compiled,
    flow,
    gate: openGate({ site: newest }),
    version: 1,
    totals: { accepted: 0, duplicate: 0, conflict: 0, rejected: 0 },
    rejects: new Map(),
    feeds: sourceKinds.map(() => ({ newestMs: null, perQuarter: new Map() })),
    waiting: null,
    flowCommit: restored?.ok === true && snapshot !== undefined ? snapshot.commit : 0,
    settling: null,
    histories: settlingHistories(ledger, siteId),
  }
  return runtime
}

/** Ends a run of settling between two objects; what is left stays owed, in memory and in the snapshot. */
class SettlingStopped extends Error {}

/** Snapshots of a flow fit one shape of the site only: another file of places or steps asks for a fold from the start. */
export function flowSnapshotKind(siteId: string, compiled: CompiledSiteFile): string {
  let mark = 0
  // The state too: at activation the draft's events die, and what was folded from them.
  const text = JSON.stringify([compiled.file.state, compiled.file.versions])
  for (let i = 0; i < text.length; i++) mark = (Math.imul(mark, 31) + text.charCodeAt(i)) | 0
  return `flow-${siteId}-${(mark >>> 0).toString(16)}`
}

/** Takes the accepted rows of one commit into the live state. */
export function takeCommit(runtime: SiteRuntime, notice: CommitNotice, parts: Iterable<CommittedPart>): void {
  if (runtime.waiting !== null) {
    runtime.waiting.push({ notice, parts: [...parts] })
    return
  }
  for (const { batch, placement } of parts) {
    runtime.flow.apply(batch, placement)
    runtime.histories.said(batch)
    countFeeds(runtime, { batch, placement })
  }
  runtime.flowCommit = notice.commit
  runtime.version += 1
}

/** Takes stored columns after a start. Places are asked again: the site file may say something else than it did then. */
export function takeReplayed(runtime: SiteRuntime, part: ReplayedPart): void {
  const placed = placeBatch(part.batch, runtime.compiled, '')
  const placement = { ...placed, source: part.placement.source }
  runtime.flow.apply(part.batch, placement, 'replayed')
  countFeeds(runtime, { batch: part.batch, placement })
  runtime.flowCommit = Math.max(runtime.flowCommit, part.commit)
  runtime.version += 1
}

/** Folds what corrections took back, one run at a time, without making a commit wait. */
export function settle(runtime: SiteRuntime): void {
  if (runtime.settling !== null || runtime.waiting !== null || runtime.flow.stats().owed === 0) return
  runtime.settling = runtime.flow
    .settle()
    .then(() => {
      runtime.version += 1
    })
    // What could not be read is still owed, and tried again with the next commit.
    .catch(() => {})
    .finally(() => {
      runtime.settling = null
    })
}

/** Counts what a capture refused. */
export function countOutcome(runtime: SiteRuntime, outcome: CaptureOutcome, nowMs: number): void {
  // How many scans hands made is a rate of people's work: where the site is live, only the others are counted.
  const counted = runtime.compiled.file.state === 'active' ? outcome.byHand : 0
  runtime.totals.accepted += Math.max(0, outcome.accepted - counted)
  runtime.totals.duplicate += outcome.duplicate
  runtime.totals.conflict += outcome.conflict
  runtime.totals.rejected += outcome.rejected
  for (const { fault, place } of outcome.rejects) {
    const key = `${fault.code}|${place}`
    const known = runtime.rejects.get(key)
    if (known === undefined)
      runtime.rejects.set(key, { code: fault.code, place, count: 1, lastMs: nowMs, at: fault.at ?? '' })
    else {
      known.count += 1
      known.lastMs = nowMs
      known.at = fault.at ?? known.at
    }
  }
  runtime.version += 1
}

/** Lets the gate decide the windows whose lateness has passed. */
export function decideRates(runtime: SiteRuntime, plan: Plan, nowMs: number): void {
  const cells = runtime.flow.drainSealed(nowMs)
  if (cells.length === 0) return
  const heads: Heads[] = []
  const fromMs = Math.floor((nowMs - 86_400_000) / quarterMs) * quarterMs
  for (const area of runtime.compiled.versions.at(-1)?.places.filter((place) => place.kind === 'area') ?? []) {
    for (let startMs = fromMs; startMs <= nowMs; startMs += quarterMs) {
      const count = plan.heads(runtime.siteId, area.id, startMs)
      if (count !== undefined) heads.push({ siteId: runtime.siteId, areaId: area.id, quarterMs: startMs, heads: count })
    }
  }
  runtime.gate.decide(cells, heads)
  runtime.version += 1
}

/** Neighbours in a batch mostly share source and quarter hour: count runs, not events. */
function countFeeds(runtime: SiteRuntime, part: { batch: EventBatch; placement: BatchPlacement }): void {
  const { batch, placement } = part
  for (let i = 0; i < batch.count; ) {
    const source = placement.source[i]!
    const quarter = Math.floor(batch.eventTimeMs[i]! / quarterMs)
    let end = i
    let newestMs = 0
    while (
      end < batch.count &&
      placement.source[end] === source &&
      Math.floor(batch.eventTimeMs[end]! / quarterMs) === quarter
    ) {
      newestMs = Math.max(newestMs, batch.eventTimeMs[end]!)
      end += 1
    }
    const feed = runtime.feeds[source]
    if (feed !== undefined) addRun(feed, quarter, end - i, newestMs)
    i = end
  }
}

function addRun(feed: FeedCount, quarter: number, count: number, newestMs: number): void {
  if (feed.newestMs === null || newestMs > feed.newestMs) feed.newestMs = newestMs
  feed.perQuarter.set(quarter, (feed.perQuarter.get(quarter) ?? 0) + count)
  if (feed.perQuarter.size <= captureQuarters * 4) return
  const oldest = Math.floor(feed.newestMs / quarterMs) - captureQuarters
  for (const each of feed.perQuarter.keys()) if (each < oldest) feed.perQuarter.delete(each)
}
