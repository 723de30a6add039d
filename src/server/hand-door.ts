import { FaultError } from '../base/index.ts'
import type { EventQuery, Hash, Reader } from '../ledger/index.ts'
import { type RefRole, type Role, refRoles, sourceKinds } from '../model/index.ts'
import type { Engine } from './engine.ts'
import { quarterMs } from './feed-counts.ts'
import { type SiteRuntime, siteNowMs } from './site-runtime.ts'
import { isSettingUp } from './told.ts'

const objectRoles: readonly RefRole[] = ['epc', 'parent', 'child', 'input', 'output']
const objectRoleCodes = new Set(objectRoles.map((role) => refRoles.indexOf(role)))
const hand = sourceKinds.indexOf('hand')

/** An event query as it may be run, and what was left out of its answer. */
export interface NarrowedQuery {
  readonly plan: EventQuery
  /** What nobody is told of it, whoever asks. */
  readonly told: Pick<Reader, 'machinesAt'>
  /** Whose scans were left out, and of machines why where some of them answer: the answer says so. */
  readonly leftOut: readonly ('hand' | 'machine' | 'machine beside hands')[]
}

/** A scan may come so late and still be told with its quarter hour: longer than a handheld takes to send it. */
const lateMs = 60_000

/**
 * Hand scans are told when their quarter hour is over: else the moment at which an answer about an object changes would be the moment at which it
 * was scanned. Undefined where they are told at once.
 */
export function handsToldBeforeMs(engine: Engine, runtime: SiteRuntime): number | undefined {
  if (runtime.grain.exact || isSettingUp(runtime, engine.clock)) return undefined
  return Math.floor((siteNowMs(runtime, engine.clock) - lateMs) / quarterMs) * quarterMs
}

/** Machines that are listed by time, where hands scan too: those that stand beside nobody (docs/decisions/0005). */
export function machinesListed(engine: Engine, runtime: SiteRuntime): ReadonlySet<string> | undefined {
  const { grain, feeds } = runtime
  // Where no hand ever scanned, a machine is right behind nobody.
  const noHands = feeds[hand]?.newestMs == null
  if (grain.exact || grain.machinesByTime || noHands || isSettingUp(runtime, engine.clock)) return undefined
  return runtime.machines.alone(siteNowMs(runtime, engine.clock))
}

/**
 * Lets hand scans be found by object or event only. All scans of a zone and quarter hour, counted, are a rate of few people's work, so
 * a query without a serial answers with partner events, and with those of machines that stand beside no hands, and says so; where it could mean
 * nothing but hand scans it is refused (docs/decisions/0005). Objects that are named count against what the caller's role may trace in a day. Throws NEEDS_OBJECT, TRACE_BUDGET.
 */
export function narrowQuery(engine: Engine, runtime: SiteRuntime, role: Role, plan: EventQuery): NarrowedQuery {
  if (runtime.grain.exact || isSettingUp(runtime, engine.clock)) return { plan, told: {}, leftOut: [] }
  const { events = [] } = plan
  const objects = (plan.objects ?? []).filter(isByObject).flatMap(({ hashes }) => hashes)
  if (events.length + objects.length > 0) {
    const mayEvents = objectsMayBeTraced(engine, runtime, role, 'event')
    for (const hash of events) mayEvents.spend(hash)
    const mayObjects = objectsMayBeTraced(engine, runtime, role)
    for (const hash of objects) mayObjects.spend(hash)
    return { plan, told: {}, leftOut: [] }
  }
  if (meansHands(runtime, plan)) throw new FaultError({ code: 'NEEDS_OBJECT' })
  const machinesAt = machinesListed(engine, runtime)
  const withoutHands = { ...plan, noHands: true }
  if (machinesAt === undefined) return { plan: withoutHands, told: {}, leftOut: ['hand'] }
  const machines = machinesAt.size === 0 ? 'machine' : 'machine beside hands'
  return { plan: withoutHands, told: { machinesAt }, leftOut: ['hand', machines] }
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
