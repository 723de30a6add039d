import type {} from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, FaultError } from '../../base/index.ts'
import type { SiteState } from '../../model/index.ts'
import { sameToken } from '../../people/index.ts'
import { type Access, asRole, type Caller, nobody, type Role } from '../people/access.ts'
import type { Needed } from '../policy/policies.ts'
import { problemOf } from './problem.ts'
import type { Surface } from './surface.ts'

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
  /** What it shows or takes, by the ids of a site's allow-lists; a site whose policy leaves one out refuses it (POLICY_OFF). */
  readonly needs?: Needed
  /** True for dangerous acts: a person must have proven who they are within the last minutes. */
  readonly stepUp?: true
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

/** What a request is judged by. */
export interface Gatekeeper {
  readonly access: Access
  readonly surface: Surface
  siteIds(): readonly string[]
  siteState(siteId: string): SiteState | undefined
  /** Refuses what the policy of the site leaves out. */
  checkPolicy(siteId: string, declaration: RouteDeclaration, role: Role): void
}

/** Registers declared routes and remembers them for OpenAPI, the ways-out register and the tests. */
export function routeTable(app: FastifyInstance, gatekeeper: Gatekeeper) {
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
      if (!dataClasses.includes(declaration.dataClass))
        throw new Error(`${declaration.method} ${declaration.path} says no class of data`)
      declared.push(declaration)
      known.add(`${declaration.method} ${declaration.path}`)
      app.route({
        method: declaration.method,
        url: declaration.path,
        ...(declaration.head === false ? { exposeHeadRoute: false } : {}),
        handler: async (request, reply) => {
          const call = authorise(declaration, request, reply, gatekeeper)
          if (declaration.method === 'POST') checkEncoding(request)
          // An export says where the rules stand under which it left, and what of them only people can hold.
          if (declaration.needs?.exports !== undefined) reply.header('fairfloor-policy', policyAddress(call.siteId))
          return declaration.handle(call)
        },
      })
    },
  }
}
export type RouteTable = ReturnType<typeof routeTable>

function policyAddress(siteId: string): string {
  return `/api/v1/sites/${encodeURIComponent(siteId)}/policy`
}

function authorise(
  declaration: RouteDeclaration,
  request: FastifyRequest,
  reply: FastifyReply,
  gatekeeper: Gatekeeper,
): Call {
  if (declaration.roles === 'public') return { request, reply, caller: nobody, siteId: '' }
  const { access, surface } = gatekeeper
  const found = callerOf(request, access, surface)
  if (found === undefined) throw new FaultError({ code: 'UNAUTHORIZED' })
  // Whether the role is right is said before which site: who may not ask learns nothing of sites.
  const anywhere = asRole(found, declaration.roles, null)
  const siteId = siteOf(declaration, request, anywhere, gatekeeper.siteIds())
  const caller = siteId === '' ? anywhere : asRole(found, declaration.roles, siteId)
  checkKeyKind(caller, gatekeeper)
  if (caller.csrfToken !== null && !['GET', 'HEAD', 'OPTIONS'].includes(request.method)) {
    const repeated = request.headers['x-fairfloor-csrf']
    if (typeof repeated !== 'string' || !sameToken(repeated, caller.csrfToken))
      throw new FaultError({ code: 'CSRF_MISSING' })
  }
  if (siteId !== '') gatekeeper.checkPolicy(siteId, declaration, caller.role)
  if (declaration.stepUp === true && caller.provenUntilMs < access.clock.nowMs())
    throw new FaultError({ code: 'STEP_UP_NEEDED' })
  return { request, reply, caller, siteId }
}

/** A test site takes no live keys, and no other site takes test keys, so that neither fills the other by mistake. */
function checkKeyKind({ keyKind, siteIds }: Caller, gatekeeper: Gatekeeper): void {
  if (keyKind === null || siteIds === null) return
  for (const siteId of siteIds) {
    const state = gatekeeper.siteState(siteId)
    if (state === undefined || (state === 'test') === (keyKind === 'test')) continue
    throw new FaultError({ code: 'KEY_KIND', got: `a ${keyKind} key`, allowed: state === 'test' ? 'test' : 'live' })
  }
}

/** Bodies are read as they come; what was compressed would only be told to be no JSON. */
function checkEncoding(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding.trim().toLowerCase() !== 'identity') {
    throw new FaultError({ code: 'CONTENT_ENCODING', at: '/Content-Encoding', allowed: 'identity' })
  }
}

/** A bearer key, the same key as `x-api-key`, or a browser's session cookie. */
function callerOf(request: FastifyRequest, access: Access, surface: Surface): Caller | undefined {
  const authorization = request.headers.authorization
  if (authorization !== undefined) {
    const [scheme, secret] = authorization.split(' ')
    return scheme?.toLowerCase() === 'bearer' && secret !== undefined ? access.callerOfKey(secret) : undefined
  }
  const apiKey = request.headers['x-api-key']
  if (typeof apiKey === 'string') return access.callerOfKey(apiKey)
  const session = request.cookies[surface.cookie]
  return session === undefined ? undefined : access.callerOfSession(session)
}

function siteOf(
  declaration: RouteDeclaration,
  request: FastifyRequest,
  { siteIds: own }: Caller,
  siteIds: readonly string[],
): string {
  if (declaration.site === 'none' || declaration.site === 'all') return ''
  if (declaration.site === 'path') {
    const asked = (request.params as { site?: string }).site ?? ''
    if (own !== null && !own.includes(asked)) {
      throw new FaultError({ code: 'FORBIDDEN', at: '/site', got: 'another site than yours', allowed: own.join(', ') })
    }
    if (!siteIds.includes(asked)) throw new FaultError({ code: 'NOT_FOUND', at: '/site', allowed: siteIds.join(', ') })
    return asked
  }
  const [only, ...others] = own ?? siteIds
  if (only !== undefined && others.length === 0) return only
  throw new FaultError({ code: 'SITE_NEEDED', allowed: (own ?? siteIds).map((id) => `/sites/${id}`).join(', ') })
}

/** Answers with a problem document. */
export function sendFault(reply: FastifyReply, fault: Fault, instance: string): FastifyReply {
  const problem = problemOf(fault, instance)
  if ((problem.status === 503 || problem.status === 429) && !reply.hasHeader('retry-after'))
    reply.header('retry-after', '1')
  if (problem.status === 415) reply.header('accept-encoding', 'identity')
  // Whoever sends a byte now and then must not keep the connection by it.
  if (problem.status === 408) reply.header('connection', 'close').raw.on('finish', () => reply.raw.socket?.destroy())
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="fairfloor"')
  return reply.code(problem.status).type('application/problem+json').send(problem)
}
