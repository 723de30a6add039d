import { type Clock, faults } from '../base/index.ts'
import { articleOf } from '../epcis/index.ts'
import type { ObjectHash, QueueState } from '../flow/index.ts'
import { type CompiledSite, type Place, sourceKinds } from '../model/index.ts'
import type {
  CaptureView,
  DeparturesView,
  FloorView,
  LoadRow,
  NetworkRow,
  NetworkView,
  SiteRef,
  ZoneRow,
} from '../wire/index.ts'
import { endQuarter } from './capture-totals.ts'
import type { Engine } from './engine.ts'
import { captureQuarters, quarterMs } from './feed-counts.ts'
import { articlesReadMax, expectedZones, misplacedRows } from './misplaced.ts'
import { nearLoads } from './near-loads.ts'
import { rateView } from './rate-view.ts'
import { type SiteRuntime, siteNowMs } from './site-runtime.ts'

/** Exceptions that the Floor page lists; all are counted. */
export const exceptionsShownMax = 200
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
    if (feed.newestMs === null) return newest
    const seenMs = source === handSource ? Math.floor(feed.newestMs / quarterMs) * quarterMs : feed.newestMs
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
  const nowMs = siteNowMs(runtime, engine.clock)
  const state = runtime.flow.departures(nowMs)
  const planned = new Map(engine.plan.view(runtime.siteId).loads.map((load) => [load.id, load]))
  const near = nearLoads(state.loads, (id) => planned.get(id)?.departureMs, nowMs)
  const loads: LoadRow[] = []
  for (const load of near.loads) {
    const plan = planned.get(load.id)
    if (plan === undefined) continue
    loads.push({
      id: load.id,
      carrier: plan.carrier,
      service: plan.service,
      dock: plan.dock,
      departureMs: plan.departureMs,
      deadlines: load.deadlines.map(({ kind, atMs, met }) => ({ kind, atMs, met })),
      status: load.status,
      reason: load.reason,
      units: { ...load.units },
      shares: load.shares.map((share) => ({
        step: stepIdOf(site, share.step),
        name: stepNameOf(site, share.step),
        units: share.units,
        zones: share.zones.map(({ place, units }) => ({
          placeId: placeIdOf(site, place),
          name: placeNameOf(site, place),
          units,
        })),
      })),
      holding:
        load.holding === null
          ? null
          : {
              step: stepIdOf(site, load.holding.step),
              name: stepNameOf(site, load.holding.step),
              units: load.holding.units,
              owner: load.holding.owner,
              placeId: load.holding.place === null ? null : placeIdOf(site, load.holding.place),
              placeName: load.holding.place === null ? null : placeNameOf(site, load.holding.place),
            },
      readyMs: load.readyMs === null ? null : { ...load.readyMs },
      lateByMin: load.lateByMin === null ? null : { ...load.lateByMin },
      remedies: load.remedies.map((remedy) => ({
        key: remedy.key,
        step: stepIdOf(site, remedy.step),
        stepName: stepNameOf(site, remedy.step),
        owner: remedy.owner,
        units: remedy.units,
        zone: remedy.place === null ? null : placeNameOf(site, remedy.place),
        gainMin: remedy.gainMin,
      })),
      version: plan.version,
    })
  }
  return {
    site: siteRef(runtime, simulated),
    asOf: asOf(runtime, engine.clock),
    plan: state.plan,
    loads,
    laterLoads: near.later,
    earlierLoads: near.earlier,
    unplannedUnits: state.unplannedUnits,
  }
}

export function floorView(
  engine: Engine,
  runtime: SiteRuntime,
  simulated: boolean,
  nameOf: (hash: ObjectHash) => string,
): FloorView {
  const site = versionOf(runtime)
  const nowMs = siteNowMs(runtime, engine.clock)
  const state = runtime.flow.floor(nowMs)
  const queueOf = new Map(state.places.map((row) => [row.place, row]))
  const outlines = outlinesOf(runtime)
  const exceptions = runtime.flow.exceptions(nowMs, articlesReadMax)
  const zones: ZoneRow[] = []
  for (const [index, place] of site.places.entries()) {
    if (place.kind !== 'zone') continue
    const queue = queueOf.get(index)
    const area = site.places[place.parent]
    zones.push({
      placeId: place.id,
      name: place.name,
      areaId: area?.id ?? '',
      areaName: area?.name ?? '',
      step: place.step === undefined ? null : stepIdOf(site, place.step),
      outline: outlines.get(place.id) ?? null,
      backlog: queue?.objects ?? 0,
      normal: place.normal === undefined ? null : { ...place.normal },
      level: levelOf(place, queue?.objects ?? 0),
      age: queue === undefined ? noAges : { ...queue.age },
      stuck: queue?.stuck ?? 0,
      outOfOrder: queue?.outOfOrder ?? 0,
      misplaced: queue?.misplaced ?? 0,
    })
  }
  return {
    site: siteRef(runtime, simulated),
    asOf: asOf(runtime, engine.clock),
    zones,
    process: site.steps.map((step, index) => {
      const queue: QueueState | undefined = state.steps.find((row) => row.step === index + 1)
      return {
        step: step.id,
        name: step.name,
        owner: step.owner,
        queue: queue?.objects ?? 0,
        age: queue === undefined ? noAges : { ...queue.age },
        stuck: queue?.stuck ?? 0,
        rate: rateView(runtime, { step: index + 1, windowMin: 0 }),
      }
    }),
    exceptions: exceptions.slice(0, exceptionsShownMax).map((each) => ({
      id: each.id,
      kind: each.kind,
      object: nameOf(each.object),
      article: articleOf(nameOf(each.object)) ?? null,
      expectedIn: each.kind === 'misplaced' ? expectedZones(site, each.step) : [],
      placeId: placeIdOf(site, each.place),
      placeName: placeNameOf(site, each.place),
      step: stepIdOf(site, each.step),
      stepName: stepNameOf(site, each.step),
      sinceMs: each.sinceMs,
      owner: each.owner,
      next: each.next,
      loadId: each.loadId,
    })),
    exceptionsTotal: state.exceptionsTotal,
    misplaced: misplacedRows(exceptions, site, nameOf),
    unmapped: {
      readPoints: state.unmapped.readPoints,
      objects: state.unmapped.objects,
      examples: [...state.unmapped.examples],
    },
  }
}

const noAges = { medianMin: null, p95Min: null, oldestMin: null }

/** Far above: half as much again as the normal range's top. */
function levelOf(place: Place, backlog: number): ZoneRow['level'] {
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
  const quarterNow = Math.floor(engine.clock.nowMs() / quarterMs)
  endQuarter(captured, engine.clock.nowMs())
  const { jobs } = engine.jobs.list(runtime.siteId, { limit: jobsShown, feed: '' })
  const nowQuarter = Math.floor(nowMs / quarterMs)
  return {
    site: siteRef(runtime, simulated),
    asOf: asOf(runtime, engine.clock),
    // Those of hand scans stand at the quarter hour; one that came up within it would tell the minute.
    jobs: jobs
      .filter(({ byHand, createdMs }) => !byHand || Math.floor(createdMs / quarterMs) < quarterNow)
      .map((job) => ({
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
      const newestMs = feed?.newestMs ?? null
      const exact = kind !== 'hand'
      return {
        feed: kind,
        kind,
        lastMs: newestMs === null || exact ? newestMs : Math.floor(newestMs / quarterMs) * quarterMs,
        // How many scans hands made in a quarter hour is a rate of people's work: it has its own way, through the gate.
        perQuarterHour: exact
          ? Array.from(
              { length: captureQuarters },
              (_, i) => feed?.perQuarter.get(nowQuarter - captureQuarters + 1 + i) ?? 0,
            )
          : [],
      }
    }),
    totals: { ...captured.totals },
  }
}

export function networkRow(engine: Engine, runtime: SiteRuntime, simulated: boolean): NetworkRow {
  const site = versionOf(runtime)
  const nowMs = siteNowMs(runtime, engine.clock)
  const planned = engine.plan.view(runtime.siteId).loads
  const departureMs = new Map(planned.map((load) => [load.id, load.departureMs]))
  const states = runtime.flow.departures(nowMs).loads
  const { loads } = nearLoads(states, (id) => departureMs.get(id), nowMs)
  const floor = runtime.flow.floor(nowMs)
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
    busiest = { placeId: place.id, name: place.name, backlog: row.objects, level: levelOf(place, row.objects) }
  }
  return {
    site: siteRef(runtime, simulated),
    asOf: asOf(runtime, engine.clock),
    late: count('late'),
    atRisk: count('atRisk'),
    onTrack: count('onTrack'),
    unknown: count('unknown'),
    nextDepartureMs: next.length === 0 ? null : Math.min(...next.map((load) => load.departureMs)),
    openObjects: floor.openObjects,
    stuck: floor.steps.reduce((sum, row) => sum + row.stuck, 0),
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
