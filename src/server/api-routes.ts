import { type Fault, FaultError } from '../base/index.ts'
import type { ObjectHash } from '../flow/index.ts'
import {
  whoDeclaresHeads,
  whoPlans,
  whoReadsSiteFile,
  whoSees,
  whoSetsSpeed,
  whoSetsUpSite,
  whoTraces,
} from '../model/index.ts'
import type { IndicatorId } from '../policy/index.ts'
import {
  CaptureView,
  DeparturesView,
  FloorView,
  Me,
  NetworkView,
  PlanAnswer,
  PlanDocument,
  SiteFileAnswer,
  type StreamTopic,
  streamTopics,
  TraceView,
} from '../wire/index.ts'
import { actorOf, asRole, type Caller, roles, sitesOf } from './access.ts'
import { oneOf } from './addresses.ts'
import { type Demonstration, speeds } from './demonstration.ts'
import type { Engine } from './engine.ts'
import { readJson } from './json-body.ts'
import { withoutParts, withoutRemedies } from './policy-view.ts'
import type { Call, RouteTable } from './routes.ts'
import type { SiteRuntime } from './site-runtime.ts'
import { type StreamHub, streamsMax } from './stream.ts'
import { objectNames, traceCsv, traceView } from './trace.ts'
import { captureView, departuresView, floorView, networkView, siteRef } from './views.ts'

/** Bytes of a plan or a site file. */
const documentBytesMax = 16 << 20
/** Characters of what is asked in Trace. */
const askedCharactersMax = 2_048

export interface ApiContext {
  readonly engine: Engine
  readonly demonstration: Demonstration | null
  readonly version: string
  /** Problem documents for every fault of a document, not only the first. */
  readonly sendFaults: (call: Call, faults: readonly Fault[]) => unknown
}

/** Renders the views by topic; names of objects are remembered per site. */
export function viewRenderer(context: ApiContext) {
  const { engine, demonstration } = context
  const names = new Map<string, (hash: ObjectHash) => string>()
  const isSimulated = (siteId: string): boolean =>
    demonstration?.siteIds.includes(siteId) === true || engine.isSimulated(siteId)

  function runtimeOf(siteId: string): SiteRuntime {
    const runtime = engine.runtime(siteId)
    if (runtime === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/site' })
    return runtime
  }

  /** Of each site what its policy names. */
  const isOn = (siteId: string, indicator: IndicatorId): boolean => engine.isOn(siteId, 'indicators', indicator)
  const network = (siteIds: readonly string[]): NetworkView =>
    networkView(
      engine,
      isSimulated,
      siteIds.filter((siteId) => isOn(siteId, 'network')),
    )

  return {
    isSimulated,
    runtimeOf,
    network,
    view(siteId: string, topic: StreamTopic): DeparturesView | FloorView | CaptureView | NetworkView {
      if (topic === 'network') return network(siteId === '' ? engine.sites.ids() : siteId.split(','))
      const runtime = runtimeOf(siteId)
      if (topic === 'departures') {
        const view = departuresView(engine, runtime, isSimulated(siteId))
        return isOn(siteId, 'departures.remedies') ? view : withoutRemedies(view)
      }
      if (topic === 'capture') return captureView(engine, runtime, isSimulated(siteId))
      const nameOf = names.get(siteId) ?? objectNames(engine, runtime)
      names.set(siteId, nameOf)
      const view = floorView(engine, runtime, isSimulated(siteId), nameOf)
      return withoutParts(view, (part) => isOn(siteId, part))
    },
  }
}
export type ViewRenderer = ReturnType<typeof viewRenderer>

/** Our own API under `/api/v1`: what the console shows, the plan, the site file. */
export function addApiRoutes(routes: RouteTable, context: ApiContext, renderer: ViewRenderer, hub: StreamHub): void {
  const { engine, demonstration, version } = context
  routes.add({
    method: 'GET',
    path: '/api/v1/me',
    roles,
    purpose: 'Tells a session what it may see.',
    site: 'all',
    dataClass: 'admin',
    answer: Me,
    handle: ({ caller }): Me => ({
      role: caller.role,
      roles: [...new Set(caller.grants.map(({ role }) => role))],
      account: engine.access.people.accounts.get(caller.accountId ?? '')?.name ?? null,
      sites: sitesOf(caller, roles, engine.sites.ids()).map((siteId) =>
        siteRef(renderer.runtimeOf(siteId), renderer.isSimulated(siteId)),
      ),
      csrfToken: caller.csrfToken ?? '',
      version,
      demonstration: demonstration === null ? null : { speed: demonstration.speed(), speeds: [...speeds] },
    }),
  })
  routes.add({
    method: 'GET',
    path: '/api/v1/network',
    roles: whoSees.network,
    purpose: 'Ranks the sites by who needs somebody first.',
    site: 'all',
    dataClass: 'state',
    answer: NetworkView,
    handle: ({ caller }) => renderer.network(sitesOf(caller, whoSees.network, engine.sites.ids())),
  })
  const pages = [
    ['departures', 'state', 'Shows which truck will be missed, why, and what saves it.', DeparturesView],
    ['floor', 'rate', 'Shows where the work is stuck; rates come through the gate.', FloorView],
    ['capture', 'admin', 'Shows what came in and what was refused, by fault and zone.', CaptureView],
  ] as const
  for (const [topic, dataClass, purpose, answer] of pages) {
    routes.add({
      method: 'GET',
      path: `/api/v1/sites/:site/${topic}`,
      roles: whoSees[topic],
      purpose,
      site: 'path',
      dataClass,
      answer,
      needs: { indicators: [topic] },
      handle: ({ siteId }) => renderer.view(siteId, topic),
    })
  }
  for (const path of ['/api/v1/sites/:site/trace', '/api/v1/sites/:site/trace.csv']) {
    routes.add({
      method: 'GET',
      path,
      roles: whoTraces,
      purpose: 'Shows where an object, lot or shipment is and how it got there.',
      site: 'path',
      dataClass: 'event',
      answer: TraceView,
      needs: path.endsWith('.csv') ? { indicators: ['trace'], exports: ['traceCsv'] } : { indicators: ['trace'] },
      handle: async ({ request, reply, siteId, caller }) => {
        const id = oneOf(request.query, 'id')
        if (id.trim() === '' || id.length > askedCharactersMax) {
          throw new FaultError({
            code: 'QUERY_PARAMETER',
            at: '/id',
            got: 'nothing or too much',
            allowed: `1 to ${askedCharactersMax} characters`,
          })
        }
        const view = await traceView(engine, renderer.runtimeOf(siteId), renderer.isSimulated(siteId), {
          asked: id,
          role: caller.role,
        })
        if (!path.endsWith('.csv')) return view
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="trace.csv"')
          .send(traceCsv(view, engine.policies.promisesOf(renderer.runtimeOf(siteId).compiled.file)))
      },
    })
  }
  routes.add({
    method: 'GET',
    path: '/api/v1/stream',
    roles: whoSees.network,
    head: false,
    purpose: 'Keeps a page live: whole views, when they change.',
    site: 'all',
    dataClass: 'rate',
    handle: ({ request, reply, caller }) => {
      const site = oneOf(request.query, 'site')
      const topics = oneOf(request.query, 'topics')
      const asked = streamTopics.filter((topic) => topics.split(',').includes(topic))
      if (asked.length === 0)
        throw new FaultError({ code: 'QUERY_PARAMETER', at: '/topics', allowed: streamTopics.join(', ') })
      const allowed = sitesOf(caller, whoSees.network, engine.sites.ids())
      const needsSite = asked.some((topic) => topic !== 'network')
      for (const topic of asked) {
        const { role } = asRole(caller, whoSees[topic], topic === 'network' ? null : site)
        const file = topic === 'network' ? undefined : engine.sites.get(site)?.file
        if (file !== undefined) engine.policies.check(file, { role, needs: { indicators: [topic] } })
      }
      if (needsSite && !allowed.includes(site))
        throw new FaultError({ code: 'NOT_FOUND', at: '/site', allowed: allowed.join(', ') })
      if (hub.count() >= streamsMax) throw new FaultError({ code: 'LIMIT_REACHED', got: `${streamsMax} streams` })
      reply.hijack()
      // Sites that come later are seen by who sees every site.
      const scope = caller.siteIds === null ? '' : allowed.join(',')
      hub.open(reply.raw, {
        siteId: needsSite ? site : scope,
        topics: asked,
        lastEventId: String(request.headers['last-event-id'] ?? ''),
        scope,
        lives: () =>
          stillLives(engine, caller) &&
          asked.every((topic) => topic === 'network' || engine.isOn(site, 'indicators', topic)),
      })
    },
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/sites/:site/plan',
    roles: [...whoPlans, ...whoDeclaresHeads],
    purpose: 'Takes loads, orders, deadlines and heads; a change becomes a version.',
    site: 'path',
    dataClass: 'goods',
    body: PlanDocument,
    answer: PlanAnswer,
    handle: async (call) => submitPlan(context, call),
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/plan',
    roles: [...whoPlans, ...whoDeclaresHeads],
    purpose: "Takes the plan of a key's own site.",
    site: 'caller',
    dataClass: 'goods',
    body: PlanDocument,
    answer: PlanAnswer,
    handle: async (call) => submitPlan(context, call),
  })
  routes.add({
    method: 'GET',
    path: '/api/v1/sites/:site/file',
    roles: whoReadsSiteFile,
    purpose: 'Gives the site file in force.',
    site: 'path',
    dataClass: 'admin',
    handle: ({ siteId }) => engine.sites.get(siteId)?.file,
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/sites/:site/file',
    roles: whoSetsUpSite,
    stepUp: true,
    purpose:
      'Takes a site file, whole or not at all: in force at once, or with the next operational week where it changes places or process.',
    site: 'path',
    dataClass: 'admin',
    answer: SiteFileAnswer,
    handle: async (call) => {
      const text = JSON.stringify(await readJson(call.request.raw, documentBytesMax), null, 2)
      const { faults, fromMs, version, changes } = await engine.door.change(text, { expectedId: call.siteId })
      if (faults.length > 0) return context.sendFaults(call, faults)
      engine.access.people.log.add('site.file', actorOf(call.caller), call.siteId)
      if (fromMs === null) return call.reply.code(204).send()
      return call.reply.code(202).send({ fromMs, version, changes: [...changes] } satisfies SiteFileAnswer)
    },
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/demonstration/speed',
    roles: whoSetsSpeed,
    purpose: 'Sets how fast the simulated clock goes.',
    site: 'none',
    dataClass: 'none',
    handle: async ({ request, reply }) => {
      if (demonstration === null) throw new FaultError({ code: 'NOT_FOUND', at: '/demonstration' })
      const body = (await readJson(request.raw, 1_024)) as { speed?: unknown } | null
      demonstration.setSpeed(Number(body?.speed))
      return reply.code(204).send()
    },
  })
}

/** Whether who opened a stream may still look: the session is there, or the key. */
function stillLives({ access }: Engine, { kind, sessionId, feed, accountId }: Caller): boolean {
  if (kind === 'key') return access.listKeys().some(({ name }) => name === feed)
  if (accountId === null && !access.takesLocal()) return false
  return sessionId !== null && access.people.sessions.lives(sessionId)
}

async function submitPlan(context: ApiContext, call: Call): Promise<unknown> {
  const document = await readJson(call.request.raw, documentBytesMax)
  const headsOnly = typeof document === 'object' && Object.keys(document ?? {}).every((member) => member === 'heads')
  // Who declares heads changes no load by it.
  if (!headsOnly) asRole(call.caller, whoPlans, call.siteId)
  const file = context.engine.sites.get(call.siteId)?.file
  const fields = ['loads', 'orders', 'heads']
    .filter((member) => typeof document === 'object' && document !== null && Object.hasOwn(document, member))
    .map((member) => `plan.${member}`)
  if (file !== undefined) context.engine.policies.check(file, { role: call.caller.role, needs: { fields } })
  const answer = await context.engine.submitPlan(call.siteId, document)
  return answer.ok ? answer.value : context.sendFaults(call, answer.fault)
}
