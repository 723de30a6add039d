import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import fastifyCookie from '@fastify/cookie'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import { type Fault, FaultError } from '../base/index.ts'
import { standardContext } from '../epcis/index.ts'
import type { StreamTopic } from '../wire/index.ts'
import { streamTopics } from '../wire/index.ts'
import { addAccountRoutes } from './account-routes.ts'
import { addressCharactersMax, addressOf, methodsAt } from './addresses.ts'
import { addApiRoutes, viewRenderer } from './api-routes.ts'
import { addCanaryRoutes } from './canary-routes.ts'
import { addConsoleRoutes, isConsoleAddress } from './console-routes.ts'
import type { Demonstration } from './demonstration.ts'
import type { Engine } from './engine.ts'
import { addEpcisRoutes } from './epcis-routes.ts'
import { hasRoom } from './free-space.ts'
import { addGateRoutes } from './gate-routes.ts'
import { isLoopback } from './listening.ts'
import { openApiDocument } from './open-api.ts'
import { openOpenId } from './openid.ts'
import { addOpenIdRoutes } from './openid-routes.ts'
import { readPeopleFile } from './people-file.ts'
import { addPeopleRoutes } from './people-routes.ts'
import { addPolicyRoutes } from './policy-routes.ts'
import { problemOf } from './problem.ts'
import { addRefusalRoutes } from './refusal-routes.ts'
import { type Call, type RouteDeclaration, routeTable, sendFault } from './routes.ts'
import { addShapeRoutes } from './shape-routes.ts'
import { addSignInRoutes } from './sign-in-routes.ts'
import { streamHub } from './stream.ts'
import { type Surface, surfaceOf } from './surface.ts'
import { toldState } from './told.ts'

/** Requests that may take long (uploads) are not cut; idle connections are. */
const keepAliveTimeoutMs = 65_000
const connectionsMax = 2_000
/** Bytes of a request's line and headers. */
const headBytesMax = 64 * 1024
const headTimeoutMs = 30_000
/** Milliseconds that the event loop may lag, over the last second, before new captures are answered with 503. */
const eventLoopDelayMsMax = 2_000
const delayResolutionMs = 20
const nothingPolicy =
  "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/** Seconds for which a browser that came over TLS comes over TLS again: a year. */
const stayWithTlsS = 31_536_000

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
  readonly proxy?: { readonly list: readonly string[]; includes(address: string): boolean } | null
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
  fastify.addHook('onRequest', async (request) => {
    const from = request.socket.remoteAddress ?? ''
    // Nobody walks past the proxy, which is where TLS ends.
    if (proxy !== null && !proxy.includes(plainAddress(from)) && !isLoopback(plainAddress(from)))
      throw new FaultError({ code: 'PROXY_ONLY' })
    if (!surface.isOwnHost(request.headers.host === undefined ? undefined : request.host))
      throw new FaultError({ code: 'HOST_UNKNOWN', at: '/Host' })
    if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method)) checkOrigin(request, surface)
    if (request.url.length > addressCharactersMax) {
      throw new FaultError({ code: 'URI_TOO_LONG', allowed: `${addressCharactersMax} characters` })
    }
  })
  fastify.addHook('onSend', async (request, reply, payload) => {
    const { url = '' } = request.routeOptions
    // The answer to who planted it is the one place where a canary belongs.
    if (
      engine.canaries.awake &&
      !url.includes('/canaries') &&
      (typeof payload === 'string' || payload instanceof Buffer)
    )
      engine.canaries.sawAnswer(`${request.method} ${url}`, payload)
    // What a site tells stays in the page that asked: no browser keeps it on its disk, no other page frames or embeds it.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    // Pages say more; whatever else a browser is led to show runs nothing, loads nothing and stands in no frame.
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', nothingPolicy)
    reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      ...(surface.secure ? { 'strict-transport-security': `max-age=${stayWithTlsS}; includeSubDomains` } : {}),
    })
  })
  fastify.addHook('onResponse', async (request, reply) => {
    if (!isTold(request, reply)) return
    const { method } = request
    const told = { method, path: instanceOf(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime) }
    request.log.info(told, 'answered')
  })
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

  // A ledger whose write failed takes no more until the next start.
  let stopped = false
  fastify.setErrorHandler((error, request, reply) => {
    const instance = instanceOf(request)
    if (error instanceof FaultError) {
      if (error.fault.code === 'LEDGER_STOPPED') stopped = true
      return sendFault(reply, error.fault, instance)
    }
    const status = (error as { statusCode?: number }).statusCode
    if (status === 415) return sendFault(reply, { code: 'MEDIA_TYPE' }, instance)
    // A path that leads out of the console's folder: there is nothing to be had there.
    if (status === 403) return sendFault(reply, { code: 'NOT_FOUND' }, '')
    request.log.error(quietError(error), 'a request broke')
    return sendFault(reply, { code: 'INTERNAL' }, instance)
  })
  fastify.setNotFoundHandler((request, reply) => {
    if (isConsoleAddress(request.method, request.url, request.headers.accept)) return reply.sendFile('index.html')
    const methods = methodsAt(routes.declared, request.url)
    if (methods.length === 0) return sendFault(reply, { code: 'NOT_FOUND' }, '')
    reply.header('allow', methods.join(', '))
    if (request.method === 'OPTIONS') return reply.code(204).send()
    return sendFault(reply, { code: 'METHOD_NOT_ALLOWED', allowed: methods.join(', ') }, '')
  })

  routes.add({
    method: 'GET',
    path: '/',
    roles: 'public',
    purpose: 'Shows the console to browsers and lists the resources to everything else.',
    site: 'none',
    dataClass: 'none',
    handle: ({ request, reply }) => {
      if ((request.headers.accept ?? '').includes('text/html')) return reply.redirect('/app/', 302)
      return {
        '@context': standardContext,
        type: 'Collection',
        member: ['capture', 'events'],
      }
    },
  })
  routes.add({
    method: 'GET',
    path: '/health',
    roles: 'public',
    purpose: 'Says that the process lives.',
    site: 'none',
    dataClass: 'none',
    handle: () => ({ status: 'ok', version }),
  })
  routes.add({
    method: 'GET',
    path: '/ready',
    roles: 'public',
    purpose: 'Says whether requests are taken: 200 yes, 503 not yet, or no more since a write failed.',
    site: 'none',
    dataClass: 'none',
    handle: ({ reply }) => {
      const ready = options.isReady() && !stopped
      return reply.code(ready ? 200 : 503).send({ ready })
    },
  })
  routes.add({
    method: 'GET',
    path: '/api/v1/openapi.json',
    roles: 'public',
    purpose: 'Describes our API for machines.',
    site: 'none',
    dataClass: 'none',
    handle: () => openApiDocument(routes.declared, version),
  })
  const delay = monitorEventLoopDelay({ resolution: delayResolutionMs })
  delay.enable()
  // Why captures are turned away just now; looked at once a second.
  let refusal: Fault | undefined
  addEpcisRoutes(routes, engine, () => refusal)
  addApiRoutes(routes, context, renderer, hub)
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

/** An IPv4 address that came through an IPv6 socket, as IPv4. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:/, '')
}

/** A page of another origin changes nothing, whatever it sends along; who sends no Origin is no browser, or asks from its own page. */
function checkOrigin({ headers, host }: FastifyRequest, surface: Surface): void {
  const { origin } = headers
  const fetched = headers['sec-fetch-site']
  const foreign = origin === undefined ? fetched === 'cross-site' : !surface.isOwnOrigin(origin, host)
  if (foreign) throw new FaultError({ code: 'ORIGIN_FOREIGN', at: '/Origin' })
}

/** What a log may say of an error: where it came from, not what it says, which may quote input. */
export function quietError(error: unknown): { name: string; at: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error instanceof FaultError ? error.fault.code : error.name,
    at: frames.slice(0, 12).map((line) => line.trim()),
  }
}

/** Whether a log may tell of a request at all. A line for each capture, taken or refused, would be a clock of somebody's scans; whoever sent it has the answer. */
function isTold(request: FastifyRequest, reply: FastifyReply): boolean {
  return (
    reply.statusCode >= 500 || !/\/(capture|events)$/.test(request.routeOptions.url ?? '') || request.method !== 'POST'
  )
}

/** What Node could not read as HTTP never becomes a request: it is answered by hand. */
function answerBrokenHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  const code =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'HTTP_HEADERS_TOO_LARGE'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'BODY_SLOW'
        : 'HTTP_BROKEN'
  const problem = problemOf({ code })
  const body = JSON.stringify(problem)
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
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
