import { randomUUID } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import fastifyCookie from '@fastify/cookie'
import Fastify, { type FastifyInstance, type FastifyRequest, type FastifyServerOptions, LogController } from 'fastify'
import type { Fault } from '../base/index.ts'
import { type StreamTopic, streamTopics } from '../wire/index.ts'
import type { Demonstration } from './demonstration.ts'
import { hasRoom } from './disk/free-space.ts'
import type { Engine } from './engine.ts'
import { addressCharactersMax, addressOf } from './http/addresses.ts'
import { answerBrokenHttp, answerFailures } from './http/failures.ts'
import { addHooks } from './http/hooks.ts'
import type { ProxyRanges } from './http/listening.ts'
import { problemOf } from './http/problem.ts'
import { type Call, type RouteDeclaration, routeTable, sendFault } from './http/routes.ts'
import { streamHub } from './http/stream.ts'
import { type Surface, surfaceOf } from './http/surface.ts'
import { openOpenId } from './people/openid.ts'
import { readPeopleFile } from './people/people-file.ts'
import { addAccountRoutes } from './routes/account.ts'
import { addApiRoutes, viewRenderer } from './routes/api.ts'
import { addCanaryRoutes } from './routes/canary.ts'
import { addConsoleRoutes } from './routes/console.ts'
import { addEpcisRoutes } from './routes/epcis.ts'
import { addGateRoutes } from './routes/gate.ts'
import { addOpenIdRoutes } from './routes/openid.ts'
import { addPeopleRoutes } from './routes/people.ts'
import { addPolicyRoutes } from './routes/policy.ts'
import { addProcessRoutes } from './routes/process.ts'
import { addRefusalRoutes } from './routes/refusals.ts'
import { addShapeRoutes } from './routes/shapes.ts'
import { addSignInRoutes } from './routes/sign-in.ts'
import { addSiteRoutes } from './routes/site.ts'
import { addStreamRoutes } from './routes/stream.ts'
import { toldState } from './views/told.ts'

/** Requests that may take long (uploads) are not cut; idle connections are. */
const keepAliveTimeoutMs = 65_000
const connectionsMax = 2_000
/** Bytes of a request's line and headers. */
const headBytesMax = 64 * 1024
const headTimeoutMs = 30_000
/** Milliseconds that the event loop may lag, over the last second, before new captures are answered with 503. */
const eventLoopDelayMsMax = 2_000
const delayResolutionMs = 20

export interface AppOptions {
  readonly engine: Engine
  readonly demonstration: Demonstration | null
  readonly version: string
  readonly consoleFolder: string
  readonly log: boolean
  /** Loopback where it is left out. */
  readonly surface?: Surface
  /** PEM texts; null or nothing: plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | null
  /** Who may say for whom it speaks; null: nobody. */
  readonly proxy?: ProxyRanges | null
  /** False until the first snapshot and log are read; /ready says so. */
  readonly isReady: () => boolean
}

export interface App {
  readonly fastify: FastifyInstance
  readonly declared: readonly RouteDeclaration[]
  /** Called once a second. */
  tick(): void
  close(): Promise<void>
}

/** The HTTP side of an engine: every route declared, every failure a problem document. */
export async function openApp(options: AppOptions): Promise<App> {
  const { engine, demonstration, version, surface = surfaceOf(null), proxy = null, tls = null } = options
  const sockets = { maxHeaderSize: headBytesMax, headersTimeout: headTimeoutMs }
  const fastify = Fastify({
    logger: options.log ? { level: 'info', stream: watchedLog(engine) } : false,
    genReqId: () => randomUUID(),
    // Requests are logged by our own hook, which knows what may be said.
    logController: new LogController({ disableRequestLogging: true }),
    ...(tls === null ? { http: sockets } : { https: { ...sockets, ...tls, minVersion: 'TLSv1.2' } }),
    routerOptions: { maxParamLength: addressCharactersMax },
    frameworkErrors: (_error, _request, reply) => {
      sendFault(reply, { code: 'HTTP_BROKEN' }, '')
    },
    clientErrorHandler: answerBrokenHttp,
    keepAliveTimeout: keepAliveTimeoutMs,
    bodyLimit: Number.MAX_SAFE_INTEGER,
    forceCloseConnections: true,
    trustProxy: proxy === null ? false : [...proxy.list],
  } as FastifyServerOptions)
  fastify.server.maxConnections = connectionsMax
  // Bodies are read by the handlers, as streams: a document may be larger than memory.
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('*', (_request, _payload, done) => done(null))
  await fastify.register(fastifyCookie)
  const instanceOf = (request: FastifyRequest): string => addressOf(request, engine.sites.ids())
  addHooks(fastify, { canaries: engine.canaries, surface, proxy, instanceOf })
  const routes = routeTable(fastify, {
    access: engine.access,
    surface,
    siteIds: () => engine.sites.ids(),
    siteState: (siteId) => engine.sites.get(siteId)?.file.state,
    checkPolicy: (siteId, { method, path, roles, dataClass, needs }, role) => {
      const file = engine.sites.get(siteId)?.file
      const route = { way: `${method} ${path}`, roles, dataClass }
      if (file !== undefined) engine.policies.check(file, { route, role, ...(needs && { needs }) })
    },
  })
  const context = {
    engine,
    demonstration,
    version,
    sendFaults: (call: Pick<Call, 'reply' | 'request'>, faults: readonly Fault[]) => {
      const [first] = faults
      if (first === undefined) throw new Error('broken invariant: refused without a fault')
      const problem = problemOf(first, instanceOf(call.request))
      return call.reply
        .code(problem.status)
        .type('application/problem+json')
        .send({ ...problem, errors: faults.map((fault) => problemOf(fault)) })
    },
  }
  const renderer = viewRenderer(context)
  const { canaries } = engine
  const render = (siteId: string, topic: StreamTopic): string => {
    const text = JSON.stringify(renderer.view(siteId, topic))
    if (canaries.awake) canaries.sawAnswer(`stream ${topic}`, text)
    return text
  }
  const hub = streamHub(render, randomUUID().slice(0, 8))
  const failures = answerFailures(fastify, instanceOf, routes)
  addProcessRoutes(routes, { version, isReady: () => options.isReady() && !failures.ledgerStopped() })
  const delay = monitorEventLoopDelay({ resolution: delayResolutionMs })
  delay.enable()
  // Why captures are turned away just now; looked at once a second.
  let refusal: Fault | undefined
  addEpcisRoutes(routes, engine, () => refusal)
  addApiRoutes(routes, context, renderer)
  addStreamRoutes(routes, engine, hub)
  addSiteRoutes(routes, context)
  addGateRoutes(routes, engine, renderer)
  addRefusalRoutes(routes, engine)
  addPolicyRoutes(routes, context, renderer)
  addCanaryRoutes(routes, engine)
  addShapeRoutes(routes, engine)
  const peopleFile = readPeopleFile(engine.dataFolder, engine.sites.ids())
  const openIdName = peopleFile.openId?.name ?? null
  const peopleContext = { access: engine.access, surface, openIdName, passwords: peopleFile.passwords }
  const openId = peopleFile.openId === null ? null : openOpenId(peopleFile.openId, engine.access.people, engine.clock)
  addOpenIdRoutes(routes, peopleContext, openId)
  addSignInRoutes(routes, peopleContext)
  addAccountRoutes(routes, peopleContext)
  addPeopleRoutes(routes, engine)
  await addConsoleRoutes(fastify, routes, { access: engine.access, surface, consoleFolder: options.consoleFolder })
  engine.policies.useRoutes(
    routes.declared.map(({ method, path, roles, dataClass }) => ({ way: `${method} ${path}`, roles, dataClass })),
    streamTopics,
    engine.sites.ids().flatMap((id) => engine.sites.get(id)?.file ?? []),
  )
  await fastify.ready()

  return {
    fastify,
    declared: routes.declared,
    tick() {
      const isBehind = delay.max / 1e6 > eventLoopDelayMsMax
      delay.reset()
      if (!hasRoom(engine.dataFolder)) refusal = { code: 'DISK_FULL' }
      else refusal = isBehind ? { code: 'LIMIT_REACHED', got: 'a server that is behind with its work' } : undefined
      // Looked at or not, so that no look decides when.
      for (const siteId of engine.sites.ids()) {
        const runtime = engine.runtime(siteId)
        if (runtime !== undefined) toldState(engine, runtime)
      }
      hub.tick()
    },
    async close() {
      delay.disable()
      hub.closeAll()
      await fastify.close()
    },
  }
}

/** The log, looked at on its way out while a canary is watched. */
function watchedLog({ canaries }: Engine): { write(line: string): void } {
  return {
    write(line) {
      if (canaries.awake) canaries.sawLog(line)
      process.stdout.write(line)
    },
  }
}
