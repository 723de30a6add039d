import type {} from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, FaultError } from '../base/index.ts'
import { type Access, type Caller, type Role, sameToken } from './access.ts'
import { problemOf } from './problem.ts'

/** What kind of data a way out carries. `rate` passes the gate; `event` passes the coarsening of hand scans. */
export const dataClasses = ['goods', 'state', 'rate', 'event', 'admin', 'none'] as const
export type DataClass = (typeof dataClasses)[number]

/** Everything there is to say of a route before it may exist. An undeclared route stops the server at start. */
export interface RouteDeclaration {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'OPTIONS'
  /** Fastify path; `:site` where the address names the site. */
  readonly path: string
  /** Who may call; `public` needs no key and shows no data of a site. */
  readonly roles: readonly Role[] | 'public'
  /** Why this way out exists, one sentence. */
  readonly purpose: string
  /** `caller`: the key's site. `path`: the `:site` of the address. `all`: every site the caller may see. `none`: no site's data. */
  readonly site: 'caller' | 'path' | 'all' | 'none'
  readonly dataClass: DataClass
  /** False where asking has an effect or never ends: such a GET has no HEAD. */
  readonly head?: false
  /** JSON Schemas for OpenAPI: `body` as sent, `answer` as returned. */
  readonly body?: unknown
  readonly answer?: unknown
  readonly handle: (call: Call) => unknown
}

/** One authorised request. */
export interface Call {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly caller: Caller
  /** The site that the request is about; empty where the declaration says `all` or `none`. */
  readonly siteId: string
}

export const sessionCookie = 'fairfloor_session'

/** Stands for whoever calls a public route; its handlers never look at a caller. */
const nobody: Caller = { role: 'lead', feed: '', siteId: null, csrfToken: null }

/** Registers declared routes and remembers them for OpenAPI, the ways-out register and the tests. */
export function routeTable(app: FastifyInstance, access: Access, siteIds: () => readonly string[]) {
  const declared: RouteDeclaration[] = []
  const known = new Set<string>()
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) {
      if (method === 'HEAD') continue
      if (!known.has(`${method} ${route.url}`)) throw new Error(`undeclared route ${method} ${route.url}`)
    }
  })

  return {
    declared: declared as readonly RouteDeclaration[],
    /** Lets a plugin's own routes through (static files of the console): public, no data. */
    allow(method: string, path: string): void {
      known.add(`${method} ${path}`)
    },
    add(declaration: RouteDeclaration): void {
      declared.push(declaration)
      known.add(`${declaration.method} ${declaration.path}`)
      app.route({
        method: declaration.method,
        url: declaration.path,
        ...(declaration.head === false ? { exposeHeadRoute: false } : {}),
        handler: async (request, reply) => {
          const call = authorise(declaration, request, reply, access, siteIds())
          if (declaration.method === 'POST') checkEncoding(request)
          return declaration.handle(call)
        },
      })
    },
  }
}
export type RouteTable = ReturnType<typeof routeTable>

function authorise(
  declaration: RouteDeclaration,
  request: FastifyRequest,
  reply: FastifyReply,
  access: Access,
  siteIds: readonly string[],
): Call {
  if (declaration.roles === 'public') return { request, reply, caller: nobody, siteId: '' }
  const caller = callerOf(request, access)
  if (caller === undefined) throw new FaultError({ code: 'UNAUTHORIZED' })
  if (!declaration.roles.includes(caller.role)) {
    throw new FaultError({ code: 'FORBIDDEN', got: `role ${caller.role}`, allowed: declaration.roles.join(', ') })
  }
  if (caller.csrfToken !== null && !['GET', 'HEAD', 'OPTIONS'].includes(request.method)) {
    const repeated = request.headers['x-fairfloor-csrf']
    if (typeof repeated !== 'string' || !sameToken(repeated, caller.csrfToken))
      throw new FaultError({ code: 'CSRF_MISSING' })
  }
  return { request, reply, caller, siteId: siteOf(declaration, request, caller, siteIds) }
}

/** Bodies are read as they come; what was compressed would only be told to be no JSON. */
function checkEncoding(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding.trim().toLowerCase() !== 'identity') {
    throw new FaultError({ code: 'CONTENT_ENCODING', at: '/Content-Encoding', allowed: 'identity' })
  }
}

/** A bearer key, the same key as `x-api-key`, or a browser's session cookie. */
export function callerOf(request: FastifyRequest, access: Access): Caller | undefined {
  const authorization = request.headers.authorization
  if (authorization !== undefined) {
    const [scheme, secret] = authorization.split(' ')
    return scheme?.toLowerCase() === 'bearer' && secret !== undefined ? access.callerOfKey(secret) : undefined
  }
  const apiKey = request.headers['x-api-key']
  if (typeof apiKey === 'string') return access.callerOfKey(apiKey)
  const session = request.cookies[sessionCookie]
  return session === undefined ? undefined : access.callerOfSession(session)
}

function siteOf(
  declaration: RouteDeclaration,
  request: FastifyRequest,
  caller: Caller,
  siteIds: readonly string[],
): string {
  if (declaration.site === 'none' || declaration.site === 'all') return ''
  if (declaration.site === 'path') {
    const asked = (request.params as { site?: string }).site ?? ''
    if (caller.siteId !== null && caller.siteId !== asked) {
      throw new FaultError({
        code: 'FORBIDDEN',
        at: '/site',
        got: "another site than the key's",
        allowed: caller.siteId,
      })
    }
    if (!siteIds.includes(asked)) throw new FaultError({ code: 'NOT_FOUND', at: '/site', allowed: siteIds.join(', ') })
    return asked
  }
  if (caller.siteId !== null) return caller.siteId
  if (siteIds.length === 1 && siteIds[0] !== undefined) return siteIds[0]
  throw new FaultError({ code: 'SITE_NEEDED', allowed: siteIds.map((id) => `/sites/${id}`).join(', ') })
}

/** Answers with a problem document. */
export function sendFault(reply: FastifyReply, fault: Fault, instance: string): FastifyReply {
  const problem = problemOf(fault, instance)
  if (problem.status === 503 || problem.status === 429) reply.header('retry-after', '1')
  if (problem.status === 415) reply.header('accept-encoding', 'identity')
  // Whoever sends a byte now and then must not keep the connection by it.
  if (problem.status === 408) reply.header('connection', 'close').raw.on('finish', () => reply.raw.socket?.destroy())
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="fairfloor"')
  return reply.code(problem.status).type('application/problem+json').send(problem)
}
