import { randomUUID } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import fastifyCookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import { type Fault, FaultError } from '../base/index.ts'
import { standardContext } from '../epcis/index.ts'
import { addApiRoutes, viewRenderer } from './api-routes.ts'
import { addConsoleRoutes, isConsoleAddress } from './console-routes.ts'
import type { Demonstration } from './demonstration.ts'
import type { Engine } from './engine.ts'
import { addEpcisRoutes } from './epcis-routes.ts'
import { openApiDocument } from './open-api.ts'
import { problemOf } from './problem.ts'
import { type RouteDeclaration, routeTable, sendFault } from './routes.ts'
import { streamHub } from './stream.ts'

/** Requests that may take long (uploads) are not cut; idle connections are. */
const keepAliveTimeoutMs = 65_000
const connectionsMax = 2_000
/** Milliseconds that the event loop may lag, over the last second, before new captures are answered with 503. */
export const eventLoopDelayMsMax = 2_000
const delayResolutionMs = 20

export interface AppOptions {
  readonly engine: Engine
  readonly demonstration: Demonstration | null
  readonly version: string
  readonly consoleFolder: string
  readonly log: boolean
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
  const { engine, demonstration, version } = options
  const fastify = Fastify({
    logger: options.log
      ? { level: 'info', serializers: { req: quietRequest, res: (reply) => ({ statusCode: reply.statusCode }) } }
      : false,
    genReqId: () => randomUUID(),
    keepAliveTimeout: keepAliveTimeoutMs,
    bodyLimit: Number.MAX_SAFE_INTEGER,
    forceCloseConnections: true,
    trustProxy: false,
  })
  fastify.server.maxConnections = connectionsMax
  // Bodies are read by the handlers, as streams: a document may be larger than memory.
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('*', (_request, _payload, done) => done(null))
  await fastify.register(fastifyCookie)
  const routes = routeTable(fastify, engine.access, () => engine.sites.ids())
  const context = {
    engine,
    demonstration,
    version,
    sendFaults: (
      call: { reply: Parameters<typeof sendFault>[0]; request: { url: string } },
      faults: readonly Fault[],
    ) => {
      const [first] = faults
      if (first === undefined) throw new Error('broken invariant: refused without a fault')
      const problem = problemOf(first, pathOf(call.request.url))
      return call.reply
        .code(problem.status)
        .type('application/problem+json')
        .send({ ...problem, errors: faults.map((fault) => problemOf(fault)) })
    },
  }
  const renderer = viewRenderer(context)
  const hub = streamHub((siteId, topic) => JSON.stringify(renderer.view(siteId, topic)), randomUUID().slice(0, 8))

  fastify.setErrorHandler((error, request, reply) => {
    const instance = pathOf(request.url)
    if (error instanceof FaultError) return sendFault(reply, error.fault, instance)
    const status = (error as { statusCode?: number }).statusCode
    if (status === 415) return sendFault(reply, { code: 'MEDIA_TYPE' }, instance)
    request.log.error(quietError(error), 'a request broke')
    return sendFault(reply, { code: 'INTERNAL' }, instance)
  })
  fastify.setNotFoundHandler((request, reply) => {
    if (isConsoleAddress(request.method, request.url, request.headers.accept)) return reply.sendFile('index.html')
    return sendFault(reply, { code: 'NOT_FOUND' }, pathOf(request.url))
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
    purpose: 'Says whether requests are taken: 200 yes, 503 not yet.',
    site: 'none',
    dataClass: 'none',
    handle: ({ reply }) => reply.code(options.isReady() ? 200 : 503).send({ ready: options.isReady() }),
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
  let overloaded = false
  addEpcisRoutes(routes, engine, () => overloaded)
  addApiRoutes(routes, context, renderer, hub)
  await addConsoleRoutes(fastify, routes, { access: engine.access, consoleFolder: options.consoleFolder })
  await fastify.ready()

  return {
    fastify,
    declared: routes.declared,
    tick() {
      overloaded = delay.max / 1e6 > eventLoopDelayMsMax
      delay.reset()
      hub.tick()
    },
    async close() {
      delay.disable()
      hub.closeAll()
      await fastify.close()
    },
  }
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

/** What a log may say of a request: no address of a client, no query (it may hold identifiers), no header. */
function quietRequest(request: { method: string; url: string }): { method: string; path: string } {
  return { method: request.method, path: pathOf(request.url) }
}

/** Ids at the end of a path may be anything that a client sent: they stay out of logs and problem documents. */
function pathOf(url: string): string {
  return (url.split('?')[0] ?? '').replace(/\/events\/.+$/, '/events/{eventID}').replace(/token=[^&]+/, 'token=…')
}
