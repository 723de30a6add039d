import type { Clock } from '../../base/index.ts'
import type { ObjectHash } from '../../flow/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { Plan } from '../../plan/index.ts'
import type { Grain } from '../../policy/index.ts'
import type { CompiledSiteFile } from '../../site/index.ts'
import type { Overruled } from '../keep-out/overruled.ts'
import { type RateKeeper, readRates } from '../policy/rate-memory.ts'
import { identifierHash } from '../query/event-query.ts'
import { machinesKind } from '../query/machine-points.ts'
import { feedsKind, writeFeeds } from '../views/feed-counts.ts'
import {
  decideRates,
  flowSnapshotKind,
  newRuntime,
  type SiteRuntime,
  settle,
  siteNowMs,
  takeCommit,
  takeReplayed,
} from './site-runtime.ts'
import type { Sites } from './sites.ts'

interface Parts {
  readonly dataFolder: string
  readonly clock: Clock
  readonly sites: Sites
  readonly ledger: Ledger
  readonly plan: Plan
  readonly rates: RateKeeper
  readonly overruled: Overruled
  readonly grainOf: (site: CompiledSiteFile) => Grain
  /** Whether what corrections and late events owe is paid here. */
  readonly settles: boolean
}

/** The live state of every site: folded from the ledger, kept up with its commits, saved so that a start need not fold it all again. */
export function openLiveSites(parts: Parts) {
  const { dataFolder, clock, sites, ledger, plan, rates } = parts
  const hashOf = (text: string): ObjectHash => identifierHash(ledger.hashKey, text)
  const runtimes = new Map<string, SiteRuntime>()
  const savedAt = new Map<string, number>()

  ledger.onCommit((notice, told) => {
    const runtime = runtimes.get(notice.siteId)
    if (runtime === undefined) return
    takeCommit(runtime, notice, told)
    if (parts.settles) settle(runtime)
  })

  function begin(siteId: string, changedMs: number | undefined): SiteRuntime {
    const compiled = sites.get(siteId)
    if (compiled === undefined) throw new Error('broken invariant: a site without a file')
    const before = runtimes.get(siteId)
    // What the gate knew is kept with the old shape of the site: the new one says from when it holds.
    if (before !== undefined) rates.save(siteId, before.compiled.file.state, before.gate.save())
    const kept = readRates(dataFolder, siteId, compiled.file.state)
    const runtime = newRuntime({
      compiled,
      ledger,
      plan,
      hashOf,
      overruled: parts.overruled,
      ...(changedMs === undefined ? {} : { changedMs }),
      grain: parts.grainOf(compiled),
      ...(before === undefined ? {} : { before }),
      ...(kept === undefined ? {} : { rates: kept }),
    })
    runtime.waiting = []
    return runtime
  }

  /** Commits that came while a flow was busy are taken now, each once. */
  function release(runtime: SiteRuntime): void {
    const waiting = runtime.waiting ?? []
    runtime.waiting = null
    for (const { notice, parts: told } of waiting) {
      if (notice.commit > runtime.flowCommit) takeCommit(runtime, notice, told)
    }
    if (parts.settles) settle(runtime)
  }

  async function save(runtime: SiteRuntime): Promise<void> {
    // From here commits wait and settling stops: the snapshot is of one moment.
    runtime.waiting = []
    await runtime.settling
    const commit = runtime.flowCommit
    try {
      // Before the flow: counts without their flow are not used, a flow without its counts would show none.
      await ledger.saveSnapshot(feedsKind(runtime.siteId), commit, [writeFeeds(runtime.feeds)])
      await ledger.saveSnapshot(machinesKind(runtime.siteId), commit, [runtime.machines.save()])
      const chunks = runtime.flow.snapshot(siteNowMs(runtime, clock))
      await ledger.saveSnapshot(flowSnapshotKind(runtime.siteId, runtime.compiled), commit, chunks)
      savedAt.set(runtime.siteId, commit)
    } finally {
      release(runtime)
    }
  }

  function saveRates(): void {
    for (const { siteId, compiled, gate } of runtimes.values()) rates.save(siteId, compiled.file.state, gate.save())
  }

  return {
    of: (siteId: string): SiteRuntime | undefined => runtimes.get(siteId),
    /** Takes the files in force of these sites, and folds what the ledger holds beyond their snapshots; `changedMs`: since when they hold. */
    async load(siteIds: readonly string[], changedMs?: number): Promise<void> {
      const fresh = siteIds.map((siteId) => begin(siteId, changedMs))
      for (const runtime of fresh) runtimes.set(runtime.siteId, runtime)
      const since = new Map(fresh.map((runtime) => [runtime.siteId, runtime.flowCommit]))
      const earliest = Math.min(...since.values(), ledger.lastCommit)
      if (earliest < ledger.lastCommit) {
        await ledger.replay(earliest, (part) => {
          const runtime = runtimes.get(part.siteId)
          const sinceCommit = since.get(part.siteId)
          if (runtime !== undefined && sinceCommit !== undefined && part.commit > sinceCommit) {
            takeReplayed(runtime, part)
          }
        })
      }
      for (const runtime of fresh) {
        savedAt.set(runtime.siteId, runtime.flowCommit)
        release(runtime)
      }
    },
    /** Writes a snapshot of every flow that changed since its last one; `anew`: of every flow. */
    async saveSnapshots({ anew }: { anew: boolean } = { anew: false }): Promise<void> {
      if (anew) savedAt.clear()
      for (const runtime of runtimes.values()) {
        if (runtime.waiting === null && savedAt.get(runtime.siteId) !== runtime.flowCommit) await save(runtime)
      }
    },
    /** Lets the gates decide the windows whose lateness has passed, and keeps what they decided. */
    decideRates(): void {
      for (const runtime of runtimes.values()) decideRates(runtime, plan, siteNowMs(runtime, clock))
      saveRates()
    },
    saveRates,
  }
}
