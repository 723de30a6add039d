import { FaultError } from '../base/index.ts'
import type { EventQuery, Hash } from '../ledger/index.ts'
import { type RefRole, type Role, refRoles, type SourceKind, sourceKinds } from '../model/index.ts'
import type { Engine } from './engine.ts'
import type { SiteRuntime } from './site-runtime.ts'
import { isSettingUp } from './told.ts'

const objectRoles: readonly RefRole[] = ['epc', 'parent', 'child', 'input', 'output']
const objectRoleCodes = new Set(objectRoles.map((role) => refRoles.indexOf(role)))
const hand = sourceKinds.indexOf('hand')

/** An event query as it may be run, and what was left out of its answer. */
export interface NarrowedQuery {
  readonly plan: EventQuery
  /** Sources whose scans were left out: the answer says so. */
  readonly leftOut: readonly SourceKind[]
}

/**
 * Lets hand scans be found by object or event only. All scans of a zone and quarter hour, counted, are a rate of few people's work, so
 * a query without a serial answers with partner events, and with machine events where no hand ever scanned, and says so; where it could mean
 * nothing but hand scans it is refused (docs/decisions/0005). Objects that are named count against what the caller's role may trace in a day. Throws NEEDS_OBJECT, TRACE_BUDGET.
 */
export function narrowQuery(engine: Engine, runtime: SiteRuntime, role: Role, plan: EventQuery): NarrowedQuery {
  if (runtime.grain.exact || isSettingUp(runtime, engine.clock)) return { plan, leftOut: [] }
  const { events = [] } = plan
  const objects = (plan.objects ?? []).filter(isByObject).flatMap(({ hashes }) => hashes)
  if (events.length + objects.length > 0) {
    const mayEvents = objectsMayBeTraced(engine, runtime, role, 'event')
    for (const hash of events) mayEvents.spend(hash)
    const mayObjects = objectsMayBeTraced(engine, runtime, role)
    for (const hash of objects) mayObjects.spend(hash)
    return { plan, leftOut: [] }
  }
  if (meansHands(runtime, plan)) throw new FaultError({ code: 'NEEDS_OBJECT' })
  // Where no hand ever scanned, a machine is right behind nobody.
  const alone = runtime.feeds[hand]?.newestMs == null
  if (runtime.grain.machinesByTime || alone) return { plan: { ...plan, noHands: true }, leftOut: ['hand'] }
  return { plan: { ...plan, onlyPartners: true }, leftOut: ['hand', 'machine'] }
}

/** What a role may still trace at a site today. */
export interface MayTrace {
  /** Throws TRACE_BUDGET. */
  spend(hash: Hash): void
  /** Whether the object may be told too; it counts where it is. */
  trySpend(hash: Hash): boolean
}

export function objectsMayBeTraced(
  engine: Engine,
  runtime: SiteRuntime,
  role: Role,
  named: 'object' | 'event' = 'object',
): MayTrace {
  if (runtime.grain.exact || isSettingUp(runtime, engine.clock)) return { spend: () => {}, trySpend: () => true }
  const { siteId } = runtime
  const allowed = engine.tracesADay(siteId, role)
  // Event ids are known to who made them; objects to everybody, also to a thief of the key: no role names more of those than people do.
  const most = named === 'event' ? allowed : Math.min(allowed, runtime.grain.tracesPerRoleDay)
  const asked = ([low, high]: Hash) => ({ siteId, role, key: `${low},${high}`, most })
  return {
    spend: (hash) => engine.traced.spend(asked(hash)),
    trySpend: (hash) => engine.traced.trySpend(asked(hash)),
  }
}

/** Every role that it looks at holds whole objects: classes, lots, documents and parties name many at once. */
function isByObject({ roles }: NonNullable<EventQuery['objects']>[number]): boolean {
  return roles?.every((role) => objectRoleCodes.has(role)) ?? false
}

function meansHands(runtime: SiteRuntime, { readPoints, bizLocations }: EventQuery): boolean {
  const site = runtime.compiled.versions.at(-1)
  const declared = runtime.compiled.file.versions.at(-1)
  if (site === undefined || declared === undefined) return true
  const feeds = Object.values(declared.feeds ?? {})
  if (![...declared.sources.map(({ kind }) => kind), ...feeds].some((kind) => kind !== 'hand')) return true
  const points = [...(readPoints ?? []), ...(readPoints === undefined ? (bizLocations ?? []) : [])]
  // A place of ours stands for hand scans alone: machines keep their own read points.
  return (
    points.length > 0 &&
    points.every((point) => point.startsWith('urn:fairfloor:place:') || site.sourceOf(point, '') === hand)
  )
}
