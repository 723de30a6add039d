import type { Clock } from '../../base/index.ts'
import { type CaptureOutcome, placeBatch } from '../../capture/index.ts'
import { type Flow, type ObjectHash, openFlow, restoreFlow } from '../../flow/index.ts'
import type { CommitNotice, CommittedPart, Ledger, ReplayedPart } from '../../ledger/index.ts'
import type { BatchPlacement, EventBatch } from '../../model/index.ts'
import type { Plan } from '../../plan/index.ts'
import { type Gate, type GateMemory, type Grain, openGate } from '../../policy/index.ts'
import type { CompiledSiteFile } from '../../site/index.ts'
import type { Overruled } from '../keep-out/overruled.ts'
import { MachinePoints, machinesKind } from '../query/machine-points.ts'
import { countCapture, type LiveTotals, newTotals } from '../views/capture-totals.ts'
import { countFeeds, type FeedCount, feedsKind, keepNewest, newFeeds, readFeeds } from '../views/feed-counts.ts'
import type { ToldState } from '../views/told-state.ts'
import { settlingHistory } from './histories.ts'

/** What the server keeps of one site beside the ledger: live state, the gate, and counts of what came in. */
export interface SiteRuntime {
  readonly siteId: string
  compiled: CompiledSiteFile
  flow: Flow
  gate: Gate
  readonly grain: Grain
  /** The live state that everyone is told until the next tick. */
  told: ToldState | null
  /** Machine's time of the first event of an empty folder; null before it, and minus infinity where it was not seen. */
  firstEventMs: number | null
  /** Raised whenever a view of the site may have changed. */
  version: number
  readonly captured: LiveTotals
  /** Per source kind: quarter hour (by event time) to count of events. */
  readonly feeds: readonly FeedCount[]
  /** Which machines stand beside hands. */
  readonly machines: MachinePoints
  /** Sources that their own events contradict. */
  readonly overruled: Overruled
  /** Commits that wait while a snapshot of the flow is being written. */
  waiting: { readonly notice: CommitNotice; readonly parts: readonly CommittedPart[] }[] | null
  /** The newest commit that the flow has seen. */
  flowCommit: number
  settling: Promise<void> | null
}

/** Where a site's own time comes from: the machine, or the newest event of a replayed one. */
export function siteNowMs(runtime: SiteRuntime, clock: Clock): number {
  if (runtime.compiled.file.clock === 'live') return clock.nowMs()
  const seenMs = runtime.feeds.reduce((newest, feed) => Math.max(newest, feed.newestMs ?? -Infinity), -Infinity)
  // Folded again from coarse scans the flow stands at the start of a quarter hour; what the feeds have shown stands.
  const newestMs = Math.max(seenMs, runtime.flow.newestEventMs ?? -Infinity)
  return Number.isFinite(newestMs) ? newestMs : clock.nowMs()
}

export interface RuntimeParts {
  readonly compiled: CompiledSiteFile
  readonly ledger: Ledger
  readonly plan: Plan
  readonly hashOf: (text: string) => ObjectHash
  readonly grain: Grain
  readonly overruled: Overruled
  /** Since when the places and the process of the file hold, where it waited for its week. */
  readonly changedMs?: number
  /** Rates that the gate kept. */
  readonly rates?: GateMemory
  /** What this one takes the place of. */
  readonly before?: SiteRuntime
}

export function newRuntime(parts: RuntimeParts): SiteRuntime {
  const { compiled, ledger, plan, hashOf, grain, overruled, changedMs, rates, before } = parts
  const siteId = compiled.file.id
  const newest = compiled.versions.at(-1)
  if (newest === undefined) throw new Error('broken invariant: a site file without versions')
  const history = settlingHistory(ledger, {
    siteId,
    versions: () => runtime.compiled,
    mayGoOn: () => {
      if (runtime.waiting !== null) throw new SettlingStopped()
    },
  })
  const options = { site: newest, history, hashOf }
  const snapshot = ledger.loadSnapshot(flowSnapshotKind(siteId, compiled))
  const restored = snapshot === undefined ? undefined : restoreFlow(options, snapshot.chunks)
  const flow = restored?.ok === true ? restored.value : openFlow(options)
  flow.usePlan(plan.view(siteId))
  const runtime: SiteRuntime = {
    siteId,
    compiled,
    flow,
    gate: openGate({
      site: newest,
      grain,
      ...(rates === undefined ? {} : { memory: rates }),
      ...(changedMs === undefined ? {} : { changedMs }),
    }),
    grain,
    told: before !== undefined && isSameShape(before.compiled, compiled) ? before.told : null,
    firstEventMs: firstEventOf(before, restored?.ok === true),
    version: 1,
    captured: newTotals(),
    feeds: newFeeds(),
    machines: new MachinePoints(),
    overruled,
    waiting: null,
    flowCommit: restored?.ok === true && snapshot !== undefined ? snapshot.commit : 0,
    settling: null,
  }
  const kept = ledger.loadSnapshot(feedsKind(siteId))
  const known = kept === undefined ? undefined : readFeeds(kept.chunks)
  // Counts go with the commit that they were taken at: what comes after it is replayed and counted again.
  if (known !== undefined) keepNewest(runtime.feeds, known, kept?.commit === runtime.flowCommit)
  const machines = ledger.loadSnapshot(machinesKind(siteId))
  // What a place's number means may have changed with the file: then all is folded, and counted, from the start.
  if (machines !== undefined && machines.commit === runtime.flowCommit) runtime.machines.restore(machines.chunks)
  // A draft that becomes active forgets what it recorded.
  if (before?.compiled.file.state === compiled.file.state) keepNewest(runtime.feeds, before.feeds, false)
  return runtime
}

/** The first hour of a draft is that of its first event, once: a site that was live has none. */
function firstEventOf(before: SiteRuntime | undefined, isRestored: boolean): number | null {
  if (before === undefined) return isRestored ? Number.NEGATIVE_INFINITY : null
  if (before.compiled.file.state === 'draft') return before.firstEventMs
  return before.flow.newestEventMs === null ? null : Number.NEGATIVE_INFINITY
}

/** What was told stands over a new file of the same places and steps: sending one again makes nothing fresher. */
function isSameShape(a: CompiledSiteFile, b: CompiledSiteFile): boolean {
  const shape = ({ file, versions }: CompiledSiteFile) =>
    JSON.stringify([
      file.state,
      versions.at(-1)?.places.map(({ id }) => id),
      versions.at(-1)?.steps.map(({ id }) => id),
    ])
  return shape(a) === shape(b)
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
    // What a listener is shown is lent until it returns.
    const kept = Array.from(parts, ({ batch, placement }) => ({ batch: copied(batch), placement: copied(placement) }))
    runtime.waiting.push({ notice, parts: kept })
    return
  }
  for (const { batch, placement } of parts) {
    runtime.flow.apply(batch, placement)
    countFeeds(runtime.feeds, { batch, placement })
    runtime.machines.see({ batch, placement })
    runtime.overruled.see(runtime.compiled, notice.feed, { batch, placement })
  }
  runtime.flowCommit = notice.commit
  runtime.version += 1
}

function copied<T extends BatchPlacement | EventBatch>(columns: T): T {
  const copy = Object.entries(columns).map(([name, column]: [string, unknown]) => [
    name,
    ArrayBuffer.isView(column) ? (column as Uint8Array).slice() : column,
  ])
  return Object.fromEntries(copy) as T
}

/** Takes stored columns after a start. Places are asked again: the site file may say something else than it did then. */
export function takeReplayed(runtime: SiteRuntime, part: ReplayedPart): void {
  const placed = placeBatch(part.batch, runtime.compiled, '')
  const placement = { ...placed, source: part.placement.source }
  runtime.flow.apply(part.batch, placement, 'replayed')
  runtime.firstEventMs = Number.NEGATIVE_INFINITY
  countFeeds(runtime.feeds, { batch: part.batch, placement })
  runtime.machines.see({ batch: part.batch, placement })
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
export function countOutcome(
  runtime: SiteRuntime,
  outcome: CaptureOutcome,
  at: { nowMs: number; isHeld: boolean },
): void {
  countCapture(runtime.captured, outcome, at)
  runtime.version += 1
}

/** Lets the gate decide the windows whose lateness has passed. */
export function decideRates(runtime: SiteRuntime, plan: Plan, nowMs: number): void {
  const cells = runtime.flow.drainSealed(nowMs)
  runtime.gate.take(cells, headsOf(runtime, plan), runtime.flow.ratesWhole)
  if (cells.length > 0) runtime.version += 1
}

/** Declared heads of the site's areas, by quarter hour. */
export function headsOf(runtime: SiteRuntime, plan: Plan): (areaId: string, quarter: number) => number | undefined {
  return (areaId, quarter) => plan.heads(runtime.siteId, areaId, quarter)
}
