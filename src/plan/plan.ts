import { type Clock, type Disk, type Fault, ok, type Result } from '../base/index.ts'
import type { Heads, Load, Order, PlanView } from '../model/index.ts'
import {
  type LoadContent,
  type OrderContent,
  type PlanContent,
  type PlanKnowledge,
  quarterHourMs,
  readPlanDocument,
} from './document.ts'
import { openPlanLog } from './log.ts'

/** What a submitted document came to; the wire's PlanAnswer. */
export interface PlanAnswer {
  readonly loads: PlanCounts
  readonly orders: PlanCounts
  readonly heads: { readonly accepted: number }
  /** Version of the site's plan after it. */
  readonly version: number
}

export interface PlanCounts {
  /** New or changed. */
  readonly accepted: number
  /** The same as the version in force. */
  readonly unchanged: number
}

/** All versions of a load and of the orders that were ever on it, oldest first. */
export interface LoadHistory {
  readonly loads: readonly Load[]
  readonly orders: readonly Order[]
}

export interface Plan {
  /** Takes a document whole or not at all; resolves when it is durable. Rejects with FaultError where the disk fails. */
  submit(siteId: string, document: unknown): Promise<Result<PlanAnswer, readonly Fault[]>>
  /** The plan in force; the same object until it changes. Loads by departure. */
  view(siteId: string): PlanView
  history(siteId: string, loadId: string): LoadHistory
  /** Heads declared for the quarter hour that holds a time, undefined where none were. */
  heads(siteId: string, areaId: string, timeMs: number): number | undefined
  close(): Promise<void>
}

export interface PlanOptions {
  readonly disk: Disk
  readonly clock: Clock
  /** The spelling that events have for a business transaction id; unchanged when left out. */
  readonly canonicalDocument?: (written: string) => string
  /** Whether a site has an area; every one when left out. */
  readonly hasArea?: (siteId: string, areaId: string) => boolean
  /** Size from which the log is compacted, once it has doubled since the last time. */
  readonly compactBytes?: number
}

/** A load that departed longer ago than this, its orders and heads of that age go at the next compaction. */
export const planKeptMs = 400 * 86_400_000
const compactBytesDefault = 16 * 1024 * 1024

/** An order as kept: without a due time of its own it follows its load. */
type KeptOrder = Omit<Order, 'dueMs'> & { readonly dueMs: number | null }

/** One line of the log: the changes of one document. */
interface PlanRecord {
  readonly siteId: string
  readonly version: number
  readonly loads: readonly Load[]
  readonly orders: readonly KeptOrder[]
  readonly heads: readonly Omit<Heads, 'siteId'>[]
}

interface SitePlan {
  version: number
  readonly loads: Map<string, Load[]>
  readonly orders: Map<string, KeptOrder[]>
  readonly heads: Map<string, Omit<Heads, 'siteId'>>
  view: PlanView | undefined
}

/** Opens the plan of a data folder. Throws FaultError DISK_FAILED or PLAN_DAMAGED. */
export async function openPlan(options: PlanOptions): Promise<Plan> {
  const sites = new Map<string, SitePlan>()
  const siteOf = (siteId: string): SitePlan => {
    const known = sites.get(siteId)
    if (known !== undefined) return known
    const fresh: SitePlan = { version: 0, loads: new Map(), orders: new Map(), heads: new Map(), view: undefined }
    sites.set(siteId, fresh)
    return fresh
  }
  // Only what has its checksum gets here, and only `record` below writes it.
  const log = await openPlanLog(options.disk, (line) => apply(siteOf((line as PlanRecord).siteId), line as PlanRecord))
  const compactBytes = options.compactBytes ?? compactBytesDefault
  let compactAt = Math.max(compactBytes, 2 * log.bytes())
  // Documents are taken one after another: the next one is checked against the plan that this one leaves.
  let queue: Promise<unknown> = Promise.resolve()

  const take = async (siteId: string, document: unknown): Promise<Result<PlanAnswer, readonly Fault[]>> => {
    const site = sites.get(siteId)
    const parsed = readPlanDocument(document, knowledge(options, siteId, site))
    if (!parsed.ok) return parsed
    const record = changesOf(siteId, site, parsed.value, options.clock.nowMs())
    const changed = record.loads.length + record.orders.length + record.heads.length
    if (changed > 0) {
      await log.append(record)
      apply(siteOf(siteId), record)
      if (log.bytes() > compactAt) {
        await log.replace(compacted(sites, options.clock.nowMs() - planKeptMs))
        compactAt = Math.max(compactBytes, 2 * log.bytes())
      }
    }
    const counts = (sent: readonly unknown[], accepted: readonly unknown[]) => ({
      accepted: accepted.length,
      unchanged: sent.length - accepted.length,
    })
    return ok({
      loads: counts(parsed.value.loads, record.loads),
      orders: counts(parsed.value.orders, record.orders),
      heads: { accepted: parsed.value.heads.length },
      version: sites.get(siteId)?.version ?? 0,
    })
  }

  return {
    submit(siteId, document) {
      const answer = queue.then(() => take(siteId, document))
      queue = answer.catch(() => undefined)
      return answer
    },
    view(siteId) {
      const site = sites.get(siteId)
      if (site === undefined) return { siteId, version: 0, loads: [], orders: [] }
      site.view ??= viewOf(siteId, site)
      return site.view
    },
    history(siteId, loadId) {
      const site = sites.get(siteId)
      const orders = [...(site?.orders.values() ?? [])].filter((all) => all.some((order) => order.loadId === loadId))
      return {
        loads: [...(site?.loads.get(loadId) ?? [])],
        orders: orders.flatMap((all) => all.map((order) => withDue(site!, order))),
      }
    },
    heads(siteId, areaId, timeMs) {
      const quarterMs = Math.floor(timeMs / quarterHourMs) * quarterHourMs
      return sites.get(siteId)?.heads.get(headsKey(areaId, quarterMs))?.heads
    },
    async close() {
      await queue
      log.close()
    },
  }
}

function knowledge(options: PlanOptions, siteId: string, site: SitePlan | undefined): PlanKnowledge {
  return {
    hasLoad: (loadId) => site?.loads.has(loadId) ?? false,
    hasArea: (areaId) => options.hasArea?.(siteId, areaId) ?? true,
    canonicalDocument: options.canonicalDocument ?? ((written) => written),
  }
}

const headsKey = (areaId: string, quarterMs: number) => `${quarterMs} ${areaId}`

/** What a document changes, as new versions; entries that say what is in force already are left out. */
function changesOf(siteId: string, site: SitePlan | undefined, content: PlanContent, nowMs: number): PlanRecord {
  const version = (site?.version ?? 0) + 1
  const next = <T extends { readonly version: number }>(last: T | undefined) => ({
    siteId,
    version: (last?.version ?? 0) + 1,
    recordedMs: nowMs,
  })
  const loads: Load[] = []
  for (const load of content.loads) {
    const last = site?.loads.get(load.id)?.at(-1)
    if (last === undefined || !sameLoad(last, load)) loads.push({ ...load, ...next(last) })
  }
  const orders: KeptOrder[] = []
  for (const order of content.orders) {
    const last = site?.orders.get(order.id)?.at(-1)
    if (last === undefined || !sameOrder(last, order)) orders.push({ ...order, ...next(last) })
  }
  const heads = content.heads.filter((row) => site?.heads.get(headsKey(row.areaId, row.quarterMs))?.heads !== row.heads)
  return { siteId, version, loads, orders, heads }
}

function sameLoad(a: Load, b: LoadContent): boolean {
  return contentKey(a) === contentKey(b)
}

function contentKey({ carrier, service, dock, departureMs, deadlinesMs: d, state }: LoadContent): string {
  return JSON.stringify([
    carrier,
    service,
    dock,
    departureMs,
    d.released,
    d.picked,
    d.packed,
    d.staged,
    d.doorsClosed,
    state,
  ])
}

function sameOrder(a: KeptOrder, b: OrderContent): boolean {
  return (['loadId', 'document', 'lines', 'units', 'dueMs', 'state'] as const).every(
    (member) => a[member] === b[member],
  )
}

function apply(site: SitePlan, record: PlanRecord): void {
  site.version = record.version
  site.view = undefined
  for (const load of record.loads) pushTo(site.loads, load)
  for (const order of record.orders) pushTo(site.orders, order)
  for (const row of record.heads) site.heads.set(headsKey(row.areaId, row.quarterMs), row)
}

function pushTo<T extends { readonly id: string }>(versions: Map<string, T[]>, item: T): void {
  const all = versions.get(item.id)
  if (all === undefined) versions.set(item.id, [item])
  else all.push(item)
}

function viewOf(siteId: string, site: SitePlan): PlanView {
  const loads = [...site.loads.values()].map((all) => all.at(-1)!)
  loads.sort((a, b) => a.departureMs - b.departureMs || (a.id < b.id ? -1 : 1))
  const orders = [...site.orders.values()].map((all) => withDue(site, all.at(-1)!))
  return { siteId, version: site.version, loads, orders }
}

function withDue(site: SitePlan, order: KeptOrder): Order {
  return { ...order, dueMs: order.dueMs ?? site.loads.get(order.loadId)?.at(-1)?.departureMs ?? Number.NaN }
}

/** One record a site with all that is young enough; loads that are gone leave memory too. */
function compacted(sites: ReadonlyMap<string, SitePlan>, beforeMs: number): PlanRecord[] {
  return [...sites].map(([siteId, site]) => {
    for (const [key, row] of site.heads) if (row.quarterMs < beforeMs) site.heads.delete(key)
    for (const [id, all] of site.loads) if (all.at(-1)!.departureMs < beforeMs) site.loads.delete(id)
    for (const [id, all] of site.orders) if (!site.loads.has(all.at(-1)!.loadId)) site.orders.delete(id)
    site.view = undefined
    return {
      siteId,
      version: site.version,
      loads: [...site.loads.values()].flat(),
      orders: [...site.orders.values()].flat(),
      heads: [...site.heads.values()],
    }
  })
}
