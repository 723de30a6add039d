import { type Fault, FaultError } from '../../base/index.ts'
import type { ObjectHash } from '../../flow/index.ts'
import { whoSees, whoSetsSpeed, whoTraces } from '../../model/index.ts'
import type { IndicatorId } from '../../policy/index.ts'
import {
  CaptureView,
  DeparturesView,
  FloorView,
  Me,
  NetworkView,
  type StreamTopic,
  TraceView,
} from '../../wire/index.ts'
import { type Demonstration, speeds } from '../demonstration.ts'
import type { Engine } from '../engine.ts'
import { oneOf } from '../http/addresses.ts'
import { readJson } from '../http/json-body.ts'
import type { Call, RouteTable } from '../http/routes.ts'
import { roles, sitesOf } from '../people/access.ts'
import { withoutParts, withoutRemedies } from '../policy/view.ts'
import { objectNames, traceCsv, traceView } from '../query/trace.ts'
import type { SiteRuntime } from '../sites/site-runtime.ts'
import { captureView, departuresView, floorView, networkView, siteRef } from '../views/views.ts'

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

/** Our own API under `/api/v1`: what the console shows. */
export function addApiRoutes(routes: RouteTable, context: ApiContext, renderer: ViewRenderer): void {
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
