import { type Clock, faults } from '../../base/index.ts'
import { articleOf } from '../../epcis/index.ts'
import type { ObjectHash, QueueState } from '../../flow/index.ts'
import { type CompiledSite, type Place, sourceKinds } from '../../model/index.ts'
import { baseOf, type Rounding, roundingOf, siteRounding, told as toldAs, toldFew } from '../../policy/index.ts'
import type {
  AreaRow,
  CaptureView,
  DeparturesView,
  FloorView,
  NetworkRow,
  NetworkView,
  SiteRef,
  ZoneRow,
} from '../../wire/index.ts'
import type { Engine } from '../engine.ts'
import { type SiteRuntime, siteNowMs } from '../sites/site-runtime.ts'
import { endQuarter } from './capture-totals.ts'
import { captureQuarters, quarterMs } from './feed-counts.ts'
import { fewOfEach } from './few.ts'
import { loadRow, withNewLoads } from './load-rows.ts'
import { expectedZones, misplacedRows } from './misplaced.ts'
import { nearLoads } from './near-loads.ts'
import { rateView } from './rate-view.ts'
import { holdsHands, toldState } from './told.ts'
import type { ToldState } from './told-state.ts'

const jobsShown = 50

/** The newest version of a site, which the views speak of. */
export function versionOf(runtime: SiteRuntime): CompiledSite {
  const version = runtime.compiled.versions.at(-1)
  if (version === undefined) throw new Error('broken invariant: a site file without versions')
  return version
}

export function siteRef(runtime: SiteRuntime, simulated: boolean): SiteRef {
  const { file } = runtime.compiled
  return {
    siteId: file.id,
    name: file.name,
    timeZone: versionOf(runtime).timeZone,
    state: file.state,
    simulated,
    position: file.position === undefined ? null : { lng: file.position.lng, lat: file.position.lat },
  }
}

/**
 * The site's time and its newest event, as everyone may see them: hand scans count by quarter hours, so that a page that stays
 * open is no ticker of somebody's scans.
 */
export function asOf(runtime: SiteRuntime, clock: Clock) {
  const newestEventMs = runtime.feeds.reduce<number | null>((newest, feed, source) => {
    // Of hands what the last tick told: the first scan of a quarter hour moves nothing.
    const seenMs = source === handSource && runtime.told !== null ? runtime.told.handNewestMs : feed.newestMs
    if (seenMs === null) return newest
    return newest === null ? seenMs : Math.max(newest, seenMs)
  }, null)
  const { clock: kind } = runtime.compiled.file
  return {
    asOfMs:
      kind === 'live' ? clock.nowMs() : (newestEventMs ?? floorQuarter(runtime.flow.newestEventMs) ?? clock.nowMs()),
    clock: kind,
    newestEventMs,
  }
}
const handSource = sourceKinds.indexOf('hand')

function floorQuarter(ms: number | null): number | null {
  return ms === null ? null : Math.floor(ms / quarterMs) * quarterMs
}

const placeIdOf = (site: CompiledSite, place: number): string => site.places[place]?.id ?? ''
const placeNameOf = (site: CompiledSite, place: number): string => site.places[place]?.name ?? ''
const stepIdOf = (site: CompiledSite, step: number): string => site.steps[step - 1]?.id ?? ''
const stepNameOf = (site: CompiledSite, step: number): string => site.steps[step - 1]?.name ?? ''

export function departuresView(engine: Engine, runtime: SiteRuntime, simulated: boolean): DeparturesView {
  const site = versionOf(runtime)
  const told = toldState(engine, runtime)
  const plan = engine.plan.view(runtime.siteId)
  const states = withNewLoads(told.departures.loads, plan)
  const planned = new Map(plan.loads.map((load) => [load.id, load]))
  const near = nearLoads(states, (id) => planned.get(id)?.departureMs, told.atMs)
  return {
    site: siteRef(runtime, simulated),
    asOf: asOf(runtime, engine.clock),
    told: { atMs: told.atMs, nextMs: told.nextMs },
    plan: plan.loads.length > 0 ? 'present' : told.departures.plan,
    loads: near.loads.flatMap((load) => {
      const known = planned.get(load.id)
      return known === undefined ? [] : [loadRow(site, runtime.grain, load, known)]
    }),
    laterLoads: near.later,
    earlierLoads: near.earlier,
    unplannedUnits: about(
      told.departures.unplannedUnits,
      siteRounding(runtime.grain, runtime.gate.unitsPerPersonHour()),
    ),
  }
}

/** A sum over the whole site: never in words. */
function about(count: number, rounding: Rounding): number {
  return toldAs(count, rounding) ?? 0
}

export function floorView(
  engine: Engine,
  runtime: SiteRuntime,
  simulated: boolean,
  nameOf: (hash: ObjectHash) => string,
): FloorView {
  const site = versionOf(runtime)
  const told = toldState(engine, runtime)
  const { grain, gate } = runtime
  const state = told.floor
  const queueOf = new Map(state.places.map((row) => [row.place, row]))
  const outlines = outlinesOf(runtime)
  const { exceptions } = told
  const zones: ZoneRow[] = []
  for (const [index, place] of site.places.entries()) {
    if (place.kind !== 'zone') continue
    const queue = queueOf.get(index)
    const area = site.places[place.parent]
    const heads = told.heads.get(index)
    const rounding = roundingOf({ grain, heads, unitsPerPersonHour: gate.unitsPerPersonHour(place.step) })
    zones.push({
      placeId: place.id,
      name: place.name,
      areaId: area?.id ?? '',
      areaName: area?.name ?? '',
      step: place.step === undefined ? null : stepIdOf(site, place.step),
      outline: outlines.get(place.id) ?? null,
      backlog: toldAs(queue?.objects ?? 0, rounding),
      base: baseOf(rounding),
      normal: place.normal === undefined ? null : { ...place.normal },
      level: levelOf(place, queue?.objects ?? 0),
      age: agesOf(queue, rounding),
      stuck: toldFew(queue?.stuck ?? 0, grain),
      outOfOrder: toldFew(queue?.outOfOrder ?? 0, grain),
      misplaced: toldFew(queue?.misplaced ?? 0, grain),
    })
  }
  return {
    site: siteRef(runtime, simulated),
    asOf: asOf(runtime, engine.clock),
    told: { atMs: told.atMs, nextMs: told.nextMs },
    k: grain.exact ? 0 : grain.k,
    zones,
    areas: areaRows(runtime, told),
    process: site.steps.map((step, index) => {
      const queue: QueueState | undefined = state.steps.find((row) => row.step === index + 1)
      const heads = told.headsOfStep.get(index + 1)
      const rounding = roundingOf({ grain, heads, unitsPerPersonHour: gate.unitsPerPersonHour(index + 1) })
      return {
        step: step.id,
        name: step.name,
        owner: step.owner,
        queue: toldAs(queue?.objects ?? 0, rounding),
        base: baseOf(rounding),
        level: stepLevel(site, index + 1, queue?.objects ?? 0),
        age: agesOf(queue, rounding),
        stuck: toldFew(queue?.stuck ?? 0, grain),
        rate: rateView(runtime, { step: index + 1, windowMin: 0 }),
      }
    }),
    exceptions: fewOfEach(exceptions, grain).map((each) => ({
      id: each.id,
      kind: each.kind,
      object: nameOf(each.object),
      article: articleOf(nameOf(each.object)) ?? null,
      expectedIn: each.kind === 'misplaced' ? expectedZones(site, each.step) : [],
      placeId: placeIdOf(site, each.place),
      placeName: placeNameOf(site, each.place),
      step: stepIdOf(site, each.step),
      stepName: stepNameOf(site, each.step),
      sinceMs: grain.exact ? each.sinceMs : (floorQuarter(each.sinceMs) ?? each.sinceMs),
      owner: each.owner,
      next: each.next,
      loadId: each.loadId,
    })),
    exceptionsTotal: toldFew(state.exceptionsTotal, grain),
    misplaced: misplacedRows(exceptions, site, nameOf).map((row) => ({ ...row, count: toldFew(row.count, grain) })),
    unmapped: {
      readPoints: state.unmapped.readPoints,
      objects: about(state.unmapped.objects, siteRounding(grain, gate.unitsPerPersonHour())),
      examples: [...state.unmapped.examples],
    },
  }
}

const noAges = { medianMin: null, p95Min: null, oldestMin: null }
const quarterMin = quarterMs / 60_000

/** Ages in whole quarter hours; where a count is told in words, of the oldest only: how the middle moves is how people work. */
function agesOf(queue: QueueState | undefined, rounding: Rounding): ZoneRow['age'] {
  if (queue === undefined) return noAges
  if (rounding.kind === 'exact') return { ...queue.age }
  const floor = (min: number | null): number | null => (min === null ? null : Math.floor(min / quarterMin) * quarterMin)
  const { medianMin, p95Min, oldestMin } = queue.age
  if (rounding.kind === 'words') return { ...noAges, oldestMin: floor(oldestMin) }
  return { medianMin: floor(medianMin), p95Min: floor(p95Min), oldestMin: floor(oldestMin) }
}

/** Areas as sums of their zones: what is told of a zone with few people. */
function areaRows({ compiled, grain, gate }: SiteRuntime, told: ToldState): AreaRow[] {
  const site = compiled.versions.at(-1)
  const rows: AreaRow[] = []
  for (const [index, place] of (site?.places ?? []).entries()) {
    if (place.kind !== 'area') continue
    let objects = 0
    let pace = gate.unitsPerPersonHour()
    const normal = { low: 0, high: 0 }
    for (const [zone, { parent, kind, step, normal: usual, closed }] of (site?.places ?? []).entries()) {
      if (kind !== 'zone' || parent !== index || closed === true) continue
      objects += told.floor.places.find((row) => row.place === zone)?.objects ?? 0
      pace = Math.max(pace, gate.unitsPerPersonHour(step))
      normal.low += usual?.low ?? 0
      normal.high += usual?.high ?? 0
    }
    const rounding = roundingOf({ grain, heads: told.heads.get(index), unitsPerPersonHour: pace })
    const usual = normal.high === 0 ? {} : { normal }
    rows.push({
      placeId: place.id,
      name: place.name,
      backlog: toldAs(objects, rounding),
      base: baseOf(rounding),
      level: levelOf(usual, objects),
    })
  }
  return rows
}

/** Against what is usual in all the zones of the step together. */
function stepLevel(site: CompiledSite, step: number, objects: number): ZoneRow['level'] {
  const usual = site.places.flatMap((place) => (place.kind === 'zone' && place.step === step ? [place.normal] : []))
  if (usual.length === 0 || usual.some((normal) => normal === undefined)) return 'unknown'
  const low = usual.reduce((sum, normal) => sum + (normal?.low ?? 0), 0)
  const high = usual.reduce((sum, normal) => sum + (normal?.high ?? 0), 0)
  return levelOf({ normal: { low, high } }, objects)
}

/** Far above: half as much again as the normal range's top. */
function levelOf(place: Pick<Place, 'normal'>, backlog: number): ZoneRow['level'] {
  if (place.normal === undefined) return 'unknown'
  if (backlog < place.normal.low) return 'below'
  if (backlog <= place.normal.high) return 'normal'
  return backlog <= place.normal.high * 1.5 ? 'above' : 'farAbove'
}

function outlinesOf(runtime: SiteRuntime): Map<string, number[][]> {
  const outlines = new Map<string, number[][]>()
  for (const area of runtime.compiled.file.versions.at(-1)?.areas ?? []) {
    for (const zone of area.zones) {
      if (zone.outline !== undefined)
        outlines.set(
          zone.id,
          zone.outline.map(([x, y]) => [x, y]),
        )
    }
  }
  return outlines
}

export function captureView(engine: Engine, runtime: SiteRuntime, simulated: boolean): CaptureView {
  const site = versionOf(runtime)
  const nowMs = siteNowMs(runtime, engine.clock)
  const { captured } = runtime
  const { handNewestMs } = toldState(engine, runtime)
  endQuarter(captured, engine.clock.nowMs())
  const { k } = runtime.grain
  const { jobs } = engine.jobs.list(runtime.siteId, { limit: jobsShown, feed: '', k, nowMs: engine.clock.nowMs() })
  const nowQuarter = Math.floor(nowMs / quarterMs)
  return {
    site: siteRef(runtime, simulated),
    asOf: asOf(runtime, engine.clock),
    jobs: jobs.map((job) => ({
      captureID: job.captureID,
      createdAtMs: job.createdMs,
      finishedAtMs: job.finishedMs,
      running: job.finishedMs === null,
      success: job.success,
      behaviour: job.behaviour,
      accepted: job.accepted,
      duplicate: job.duplicate,
      conflict: job.conflict,
      rejected: job.rejected,
    })),
    rejects: [...captured.rejects.values()]
      .sort((a, b) => b.lastMs - a.lastMs)
      .map((each) => {
        const kind = Object.entries(faults).find(([code]) => code === each.code)?.[1]
        return {
          code: each.code,
          title: kind?.title ?? each.code,
          fix: kind?.fix ?? '',
          // Empty for what no zone claims: the page has its own word for that, in the reader's language.
          placeName: each.place === 0 ? '' : placeNameOf(site, each.place),
          count: each.count,
          lastMs: Math.floor(each.lastMs / quarterMs) * quarterMs,
          at: each.at,
        }
      }),
    feeds: sourceKinds.map((kind, index) => {
      const feed = runtime.feeds[index]
      const exact = kind !== 'hand'
      return {
        feed: kind,
        kind,
        // Of hands what the last tick told: the first scan of a quarter hour moves nothing.
        lastMs: exact ? (feed?.newestMs ?? null) : handNewestMs,
        // How many scans hands made in a quarter hour is a rate of people's work: it has its own way, through the gate.
        perQuarterHour: exact
          ? Array.from(
              { length: captureQuarters },
              (_, i) => feed?.perQuarter.get(nowQuarter - captureQuarters + 1 + i) ?? 0,
            )
          : [],
      }
    }),
    overruled: runtime.overruled.list(runtime.compiled).map(({ source, kind, day }) => ({ source, kind, day })),
    handsHeld: holdsHands(runtime, engine.clock),
    totals: { ...captured.totals },
  }
}

export function networkRow(engine: Engine, runtime: SiteRuntime, simulated: boolean): NetworkRow {
  const site = versionOf(runtime)
  const nowMs = siteNowMs(runtime, engine.clock)
  const told = toldState(engine, runtime)
  const plan = engine.plan.view(runtime.siteId)
  const planned = plan.loads
  const departureMs = new Map(planned.map((load) => [load.id, load.departureMs]))
  const states = withNewLoads(told.departures.loads, plan)
  const { loads } = nearLoads(states, (id) => departureMs.get(id), told.atMs)
  const { floor } = told
  const rounding = siteRounding(runtime.grain, runtime.gate.unitsPerPersonHour())
  const count = (status: string) => loads.filter((load) => load.status === status).length
  const open = new Set(
    states.filter((load) => load.status !== 'departed' && load.status !== 'cancelled').map((load) => load.id),
  )
  const next = planned.filter((load) => open.has(load.id) && load.departureMs >= nowMs)
  let busiest: NetworkRow['busiest'] = null
  let most = 0
  for (const row of floor.places) {
    const place = site.places[row.place]
    if (place?.kind !== 'zone') continue
    const load = row.objects / Math.max(1, place.normal?.high ?? row.objects * 2)
    if (load <= most) continue
    most = load
    busiest = { placeId: place.id, name: place.name, level: levelOf(place, row.objects) }
  }
  return {
    site: siteRef(runtime, simulated),
    asOf: asOf(runtime, engine.clock),
    late: count('late'),
    atRisk: count('atRisk'),
    onTrack: count('onTrack'),
    unknown: count('unknown'),
    nextDepartureMs: next.length === 0 ? null : Math.min(...next.map((load) => load.departureMs)),
    openObjects: about(floor.openObjects, rounding),
    base: baseOf(rounding),
    stuck: toldFew(
      floor.steps.reduce((sum, row) => sum + row.stuck, 0),
      runtime.grain,
    ),
    busiest,
  }
}

/** Sites, the one that needs somebody first at the top. */
export function networkView(
  engine: Engine,
  isSimulated: (siteId: string) => boolean,
  siteIds: readonly string[],
): NetworkView {
  const rows = siteIds.flatMap((siteId) => {
    const runtime = engine.runtime(siteId)
    return runtime === undefined ? [] : [networkRow(engine, runtime, isSimulated(siteId))]
  })
  return {
    sites: rows.sort(
      (a, b) => b.late - a.late || b.atRisk - a.atRisk || b.stuck - a.stuck || a.site.name.localeCompare(b.site.name),
    ),
  }
}
