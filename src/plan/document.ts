import {
  type DocumentReader,
  documentReader,
  err,
  type Fault,
  instantAllowed,
  ok,
  parseInstant,
  type Result,
} from '../base/index.ts'
import { type DeadlineKind, deadlineKinds, type Heads, type Load, type Order } from '../model/index.ts'

/** What a document says of a load, before it is a version. */
export type LoadContent = Omit<Load, 'siteId' | 'version' | 'recordedMs'>

/** What a document says of an order; `dueMs` null: whenever its load departs. */
export type OrderContent = Omit<Order, 'siteId' | 'version' | 'recordedMs' | 'dueMs'> & {
  readonly dueMs: number | null
}

/** A plan document that holds: its times are instants, its ids unique, its loads known. */
export interface PlanContent {
  readonly loads: readonly LoadContent[]
  readonly orders: readonly OrderContent[]
  readonly heads: readonly Omit<Heads, 'siteId'>[]
}

/** What a document is checked against, and how its words become canonical. */
export interface PlanKnowledge {
  hasLoad(loadId: string): boolean
  /** Whether heads may be declared for an area. */
  hasArea(areaId: string): boolean
  /** The spelling that events have for a business transaction id. */
  canonicalDocument(written: string): string
}

export const quarterHourMs = 900_000

/** Reads a plan document, whole or not at all; every fault comes back with its pointer. */
export function readPlanDocument(document: unknown, known: PlanKnowledge): Result<PlanContent, readonly Fault[]> {
  const r = documentReader()
  const root = r.object(document ?? null, '', { loads: false, orders: false, heads: false })
  const loads = r.list(root?.['loads'], '/loads', (item, at) => readLoad(r, item, at)) ?? []
  const inDocument = new Set(loads.map((load) => load.id))
  const hasLoad = (id: string) => inDocument.has(id) || known.hasLoad(id)
  const orders = r.list(root?.['orders'], '/orders', (item, at) => readOrder(r, item, at, { ...known, hasLoad })) ?? []
  const heads = r.list(root?.['heads'], '/heads', (item, at) => readHeads(r, item, at, known)) ?? []
  // Places of entries are those of the document only while none was left out.
  if (r.faults.length === 0) {
    onlyOnce(
      r,
      loads,
      (load) => load.id,
      (i) => `/loads/${i}/id`,
    )
    onlyOnce(
      r,
      orders,
      (order) => order.id,
      (i) => `/orders/${i}/id`,
    )
    onlyOnce(
      r,
      heads,
      (row) => `${row.areaId} ${row.quarterMs}`,
      (i) => `/heads/${i}`,
    )
  }
  return r.faults.length > 0 ? err(r.faults) : ok({ loads, orders, heads })
}

const idRule = {
  pattern: /^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u,
  allowed: 'a text without spaces at its ends',
  max: 200,
}

function onlyOnce<T>(
  r: DocumentReader,
  list: readonly T[],
  idOf: (item: T) => string,
  at: (index: number) => string,
): void {
  const taken = new Set<string>()
  for (const [i, item] of list.entries()) {
    const id = idOf(item)
    if (taken.has(id)) r.fault('DOCUMENT_ID_TWICE', at(i), 'the same as an entry before', 'each once in a document')
    taken.add(id)
  }
}

function readTime(r: DocumentReader, value: unknown, at: string): number | undefined {
  const text = r.text(value, at, { allowed: instantAllowed })
  if (text === undefined) return undefined
  const ms = parseInstant(text)
  return Number.isNaN(ms) ? r.fault('DOCUMENT_VALUE_WRONG', at, 'a text that is no such time', instantAllowed) : ms
}

function readLoad(r: DocumentReader, value: unknown, at: string): LoadContent | undefined {
  const members = {
    id: true,
    carrier: false,
    service: false,
    dock: false,
    departure: true,
    deadlines: false,
    state: false,
  }
  const found = r.object(value, at, members)
  if (found === undefined) return undefined
  const id = r.text(found['id'], `${at}/id`, idRule)
  const departureMs = readTime(r, found['departure'], `${at}/departure`)
  const deadlinesMs = readDeadlines(r, found['deadlines'], `${at}/deadlines`)
  const optional = (member: string) => (found[member] === '' ? '' : (r.text(found[member], `${at}/${member}`) ?? ''))
  const [carrier, service, dock] = [optional('carrier'), optional('service'), optional('dock')]
  const state = r.oneOf(found['state'], `${at}/state`, ['planned', 'departed', 'cancelled']) ?? 'planned'
  if (id === undefined || departureMs === undefined) return undefined
  checkDeadlines(r, deadlinesMs, departureMs, at)
  return { id, carrier, service, dock, departureMs, deadlinesMs, state }
}

function readDeadlines(r: DocumentReader, value: unknown, at: string): Load['deadlinesMs'] {
  const found = r.object(value, at, Object.fromEntries(deadlineKinds.map((kind) => [kind, false])))
  const out: Partial<Record<DeadlineKind, number>> = {}
  for (const kind of deadlineKinds) {
    const ms = readTime(r, found?.[kind], `${at}/${kind}`)
    if (ms !== undefined) out[kind] = ms
  }
  return out
}

function checkDeadlines(r: DocumentReader, deadlines: Load['deadlinesMs'], departureMs: number, at: string): void {
  let before: DeadlineKind | undefined
  for (const kind of deadlineKinds) {
    const ms = deadlines[kind]
    if (ms === undefined) continue
    const here = `${at}/deadlines/${kind}`
    if (ms > departureMs)
      r.fault('PLAN_DEADLINE_ORDER', here, 'a time after the departure', 'the departure or before it')
    else if (before !== undefined && ms < deadlines[before]!) {
      r.fault('PLAN_DEADLINE_ORDER', here, `a time before that of ${before}`, `that of ${before} or after it`)
    }
    before = kind
  }
}

function readOrder(r: DocumentReader, value: unknown, at: string, known: PlanKnowledge): OrderContent | undefined {
  const found = r.object(value, at, {
    id: true,
    load: true,
    document: false,
    lines: false,
    units: true,
    due: false,
    state: false,
  })
  if (found === undefined) return undefined
  const id = r.text(found['id'], `${at}/id`, idRule)
  const loadId = r.text(found['load'], `${at}/load`, idRule)
  if (loadId !== undefined && !known.hasLoad(loadId)) {
    r.fault('PLAN_LOAD_UNKNOWN', `${at}/load`, 'the id of no load', 'the id of a load sent before or in this document')
  }
  const document = r.text(found['document'], `${at}/document`, idRule)
  const lines = r.number(found['lines'], `${at}/lines`, { min: 0, integer: true }) ?? 0
  const units = r.number(found['units'], `${at}/units`, { min: 0 })
  const dueMs = readTime(r, found['due'], `${at}/due`) ?? null
  const state = r.oneOf(found['state'], `${at}/state`, ['open', 'cancelled']) ?? 'open'
  if (id === undefined || loadId === undefined || units === undefined) return undefined
  const written = document ?? `urn:fairfloor:order:${encodeURIComponent(id)}`
  return { id, loadId, document: known.canonicalDocument(written), lines, units, dueMs, state }
}

function readHeads(
  r: DocumentReader,
  value: unknown,
  at: string,
  known: PlanKnowledge,
): Omit<Heads, 'siteId'> | undefined {
  const found = r.object(value, at, { area: true, quarter: true, heads: true })
  const areaId = r.text(found?.['area'], `${at}/area`, { max: 64 })
  if (areaId !== undefined && !known.hasArea(areaId)) {
    r.fault('DOCUMENT_VALUE_WRONG', `${at}/area`, 'the id of no area', 'the id of an area of the site file')
  }
  const quarterMs = readTime(r, found?.['quarter'], `${at}/quarter`)
  if (quarterMs !== undefined && quarterMs % quarterHourMs !== 0) {
    r.fault('PLAN_QUARTER', `${at}/quarter`, 'a time inside a quarter hour', 'the start of a quarter hour')
  }
  const heads = r.number(found?.['heads'], `${at}/heads`, { min: 0, max: 10_000, integer: true })
  return areaId === undefined || quarterMs === undefined || heads === undefined
    ? undefined
    : { areaId, quarterMs, heads }
}
