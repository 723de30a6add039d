import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock, Fault } from '../../base/index.ts'
import type { SiteFile, SiteState } from '../../model/index.ts'
import type { Plan } from '../../plan/index.ts'
import { nextWeekMs } from '../../policy/index.ts'
import { type CompiledSiteFile, type SiteChange, siteChanges } from '../../site/index.ts'
import { writeDurably } from '../disk/durable-file.ts'
import type { Policies } from '../policy/policies.ts'
import { rezoningFaults } from './rezoning.ts'
import { type SiteRuntime, siteNowMs } from './site-runtime.ts'
import type { Sites } from './sites.ts'

/** A site file that waits for its week. */
export interface PendingSite {
  readonly siteId: string
  /** Start of the operational week from which it holds. */
  readonly fromMs: number
  readonly sentMs: number
  /** Beginning of the SHA-256 of its text: which version of the file it is. */
  readonly version: string
  readonly changes: readonly SiteChange[]
}

/** What became of a site file, or would become of it. */
export interface SiteAnswer {
  readonly faults: readonly Fault[]
  readonly changes: readonly SiteChange[]
  /** From when it holds; null where that is at once. */
  readonly fromMs: number | null
  readonly version: string
}

export interface SiteDoor {
  /** Takes a site file, whole or not at all. `dry`: only says what would become of it. */
  change(text: string, options: { expectedId?: string; dry?: boolean }): Promise<SiteAnswer>
  /** Puts files in force whose week has begun. */
  enforceDue(): Promise<void>
  pending(siteId: string): PendingSite | null
}

interface Parts {
  readonly dataFolder: string
  readonly clock: Clock
  readonly sites: Sites
  readonly policies: Policies
  readonly plan: Plan
  readonly runtime: (siteId: string) => SiteRuntime | undefined
  /** Takes a file that is in force into everything that follows from it; `fromMs`: since when its places and process hold. */
  readonly enforce: (site: CompiledSiteFile, was: SiteState | undefined, fromMs?: number) => Promise<void>
}

const quarterMs = 15 * 60_000
const weekMs = 7 * 86_400_000

/**
 * The one door of site files. Places, windows and process are policy: where people work by a site (it is active and took events), a file that
 * changes them waits for the next operational week, for live state and rates alike, and is refused where it cuts a place smaller than k
 * heads. Everything else holds at once. The last file that was sent is what is meant: it takes the place of one that waits.
 */
export function openSiteDoor(parts: Parts): SiteDoor {
  const { clock, sites, policies, plan, runtime } = parts
  const folder = join(parts.dataFolder, 'sites', 'pending')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (siteId: string): string => join(folder, `${siteId}.json`)
  const waiting = new Map<string, { readonly pending: PendingSite; readonly text: string }>()
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const kept = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { pending: PendingSite; text: string }
    waiting.set(kept.pending.siteId, kept)
  }

  function forget(siteId: string): void {
    if (waiting.delete(siteId)) rmSync(pathOf(siteId), { force: true })
  }

  /** The file in force, where people work by it: nobody does on a draft, a test site, or in the demonstration. */
  function workedBy(siteId: string): { file: SiteFile; at: SiteRuntime } | undefined {
    const at = runtime(siteId)
    if (at === undefined || at.compiled.file.state !== 'active' || at.flow.newestEventMs === null) return undefined
    return policies.isSimulated(at.compiled.file) ? undefined : { file: at.compiled.file, at }
  }

  function checkOf(file: SiteFile, before: SiteFile | undefined): readonly Fault[] {
    return [...testFaults(file, before, runtime(file.id)), ...policies.faultsOf(file, before), ...rezoningOf(file)]
  }

  function rezoningOf(after: SiteFile): readonly Fault[] {
    const worked = workedBy(after.id)
    if (worked === undefined) return []
    const { file: before, at } = worked
    const nowMs = siteNowMs(at, clock)
    return rezoningFaults({
      before,
      after,
      k: at.grain.k,
      headsOf: (areaId) => mostHeads(plan, before.id, areaId, nowMs),
    })
  }

  /** Start of the first operational week after now and after the newest version's own beginning. */
  function weekAfter(at: SiteRuntime, after: SiteFile): number {
    const site = at.compiled.versions.at(-1)
    if (site === undefined) throw new Error('broken invariant: a site without versions')
    const validMs = Date.parse(after.versions.at(-1)?.validFrom ?? '')
    const nowMs = siteNowMs(at, clock)
    return nextWeekMs(site, validMs > nowMs ? validMs - 1 : nowMs)
  }

  async function enforce(text: string, siteId: string, fromMs?: number): Promise<readonly Fault[]> {
    const was = sites.get(siteId)?.file.state
    const { site, faults } = sites.put(text, siteId, (file, before) => policies.faultsOf(file, before))
    if (site !== undefined) await parts.enforce(site, was, fromMs)
    return faults
  }

  return {
    pending: (siteId) => waiting.get(siteId)?.pending ?? null,
    async change(text, { expectedId, dry = false }) {
      const version = createHash('sha256').update(text).digest('hex').slice(0, 12)
      const { file, faults } = sites.read(text, expectedId, checkOf)
      if (file === undefined) return { faults, changes: [], fromMs: null, version }
      const before = sites.get(file.id)?.file
      const changes = before === undefined ? [] : siteChanges(before, file)
      const worked = workedBy(file.id)
      const fromMs = worked !== undefined && changes.some(({ waits }) => waits) ? weekAfter(worked.at, file) : null
      const answer = { faults: [], changes, fromMs, version }
      if (dry) return answer
      forget(file.id)
      if (fromMs === null) return { ...answer, faults: await enforce(text, file.id) }
      const pending = { siteId: file.id, fromMs, sentMs: clock.nowMs(), version, changes }
      writeDurably(pathOf(file.id), JSON.stringify({ pending, text }))
      waiting.set(file.id, { pending, text })
      return answer
    },
    async enforceDue() {
      for (const { pending, text } of [...waiting.values()]) {
        const at = runtime(pending.siteId)
        if (at === undefined || siteNowMs(at, clock) < pending.fromMs) continue
        // What was recorded since may hold it back for good: the file in force stays.
        await enforce(text, pending.siteId, pending.fromMs)
        forget(pending.siteId)
      }
    },
  }
}

/** Most heads that were or are declared for an area, in the week before now and the one after it. */
function mostHeads(plan: Plan, siteId: string, areaId: string, nowMs: number): number | undefined {
  let most: number | undefined
  for (let ms = nowMs - weekMs; ms < nowMs + weekMs; ms += quarterMs) {
    const heads = plan.heads(siteId, areaId, ms)
    if (heads !== undefined) most = Math.max(most ?? 0, heads)
  }
  return most
}

/** A test site is exact to everybody: what has taken events of people at work never becomes one. */
function testFaults(file: SiteFile, before: SiteFile | undefined, at: SiteRuntime | undefined): readonly Fault[] {
  const isUsed = at !== undefined && at.flow.newestEventMs !== null
  if (file.state !== 'test' || before === undefined || before.state === 'test' || !isUsed) return []
  return [{ code: 'WIDENS', at: '/state', got: 'test', allowed: before.state }]
}
