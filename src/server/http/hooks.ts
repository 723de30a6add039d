import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { FaultError } from '../../base/index.ts'
import type { Engine } from '../engine.ts'
import { addressCharactersMax } from './addresses.ts'
import { isLoopback, type ProxyRanges } from './listening.ts'
import type { Surface } from './surface.ts'

const nothingPolicy =
  "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
/** Seconds for which a browser that came over TLS comes over TLS again: a year. */
const stayWithTlsS = 31_536_000

/** What every request passes before its route, what every answer carries, and what a log tells of both. */
export function addHooks(
  fastify: FastifyInstance,
  {
    canaries,
    surface,
    proxy,
    instanceOf,
  }: {
    readonly canaries: Engine['canaries']
    readonly surface: Surface
    readonly proxy: ProxyRanges | null
    readonly instanceOf: (request: FastifyRequest) => string
  },
): void {
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
    if (canaries.awake && !url.includes('/canaries') && (typeof payload === 'string' || payload instanceof Buffer))
      canaries.sawAnswer(`${request.method} ${url}`, payload)
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

/** Whether a log may tell of a request at all. A line for each capture, taken or refused, would be a clock of somebody's scans; whoever sent it has the answer. */
function isTold(request: FastifyRequest, reply: FastifyReply): boolean {
  return (
    reply.statusCode >= 500 || !/\/(capture|events)$/.test(request.routeOptions.url ?? '') || request.method !== 'POST'
  )
}
