import { FaultError } from '../../base/index.ts'
import type { EventQuery, Hash, Reader, TimeRange } from '../../ledger/index.ts'
import { type RefRole, type Role, refRoles, sourceKinds } from '../../model/index.ts'
import type { Engine } from '../engine.ts'
import { type SiteRuntime, siteNowMs } from '../sites/site-runtime.ts'
import { quarterMs } from '../views/feed-counts.ts'
import { isSettingUp } from '../views/told.ts'

const objectRoles: readonly RefRole[] = ['epc', 'parent', 'child', 'input', 'output']
const objectRoleCodes = new Set(objectRoles.map((role) => refRoles.indexOf(role)))
const [hand, machine] = [sourceKinds.indexOf('hand'), sourceKinds.indexOf('machine')]

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
export async function narrowQuery(
  engine: Engine,
  runtime: SiteRuntime,
  role: Role,
  plan: EventQuery,
): Promise<NarrowedQuery> {
  if (runtime.grain.exact || isSettingUp(runtime, engine.clock)) return { plan, told: {}, leftOut: [] }
  const { events = [] } = plan
  const objects = (plan.objects ?? []).filter(isByObject).flatMap(({ hashes }) => hashes)
  if (events.length + objects.length > 0) {
    const mayEvents = objectsMayBeTraced(engine, runtime, role, 'event')
    mayEvents.spend(...events.map((hash) => ({ hash })))
    const mayObjects = objectsMayBeTraced(engine, runtime, role)
    const stretches = await stretchesOf(engine, runtime, objects, plan.eventTime)
    mayObjects.spend(...objects.map((hash, i) => ({ hash, stretches: stretches[i]! })))
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
  /** Throws TRACE_BUDGET, and counts nothing then. */
  spend(...told: readonly ToldOf[]): void
  /** Whether it may be told too; it counts where it is. */
  trySpend(told: ToldOf): boolean
}

/** An object or event, and which stretches of its way are told; none where it has no way. */
export interface ToldOf {
  readonly hash: Hash
  readonly stretches?: readonly number[]
}

/** What is told of an object's way counts by stretches of so many hours: a parcel's takes one or two, a tote's in use for years no end of them. */
export const stretchMs = 4 * 3_600_000

/**
 * For each object the stretches of its way, newest first, in which hands or machines beside them had it: each tells as much of people's work as
 * another object would. What lists tell too costs nothing.
 */
export async function stretchesOf(
  engine: Engine,
  runtime: SiteRuntime,
  hashes: readonly Hash[],
  range: TimeRange = {},
): Promise<readonly (readonly number[])[]> {
  const found = hashes.map(() => new Set<number>())
  if (runtime.grain.exact || isSettingUp(runtime, engine.clock)) return found.map(() => [])
  const beforeMs = handsToldBeforeMs(engine, runtime) ?? Number.POSITIVE_INFINITY
  const listed = machinesListed(engine, runtime)
  const { startMs = Number.NEGATIVE_INFINITY, endMs = Number.POSITIVE_INFINITY } = range
  await engine.ledger.mentions(runtime.siteId, hashes, (index, { batch, placement }, row) => {
    const ms = batch.eventTimeMs[row]!
    const source = placement.source[row]!
    if (source === hand ? ms >= beforeMs : source !== machine) return
    if (source === machine && (listed === undefined || listed.has(batch.words[batch.readPoint[row]!] ?? ''))) return
    // A hand scan is asked for by its quarter hour.
    const seenMs = source === hand ? Math.floor(ms / quarterMs) * quarterMs : ms
    if (seenMs >= startMs && seenMs < endMs) found[index]!.add(Math.floor(ms / stretchMs))
  })
  return found.map((each) => [...each].sort((a, b) => b - a))
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
  const keysOf = ({ hash: [low, high], stretches = [] }: ToldOf): string[] =>
    stretches.length === 0 ? [`${low},${high}`] : stretches.map((stretch) => `${low},${high}@${stretch}`)
  return {
    spend: (...told) => engine.traced.spend({ siteId, role, keys: told.flatMap(keysOf), most }),
    trySpend: (told) => engine.traced.trySpend({ siteId, role, keys: keysOf(told), most }),
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
