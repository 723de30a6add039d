import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { FaultError } from '../../base/index.ts'
import { sessionLifeMs } from '../../people/index.ts'
import { oneOf } from '../http/addresses.ts'
import type { RouteTable } from '../http/routes.ts'
import type { Surface } from '../http/surface.ts'
import { type Access, roles } from '../people/access.ts'

const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** The browser app under `/app`, the way in, and the way out. */
export async function addConsoleRoutes(
  app: FastifyInstance,
  routes: RouteTable,
  options: { access: Access; surface: Surface; consoleFolder: string },
): Promise<void> {
  const { access, surface, consoleFolder } = options

  routes.add({
    method: 'GET',
    path: '/login',
    roles: 'public',
    head: false,
    purpose: 'Turns the one-time link of a start into a session of this browser.',
    site: 'none',
    dataClass: 'none',
    handle: ({ request, reply }) => {
      const token = oneOf(request.query, 'token')
      const session = access.redeemLink(token, request.headers['user-agent'])
      if (session === undefined) {
        // A browser that is in already, and opens the link again, simply goes on.
        if (access.callerOfSession(request.cookies[surface.cookie] ?? '') !== undefined)
          return reply.redirect('/app/', 303)
        // A person gets a page that says what to do; a program gets the fault.
        if (takesHtml(request.headers.accept)) return reply.redirect('/app/?refused=LINK_USED', 303)
        throw new FaultError({ code: 'LINK_USED' })
      }
      letIn(reply, surface, session)
      return enterPage(reply, '/app/')
    },
  })
  routes.add({
    method: 'POST',
    path: '/api/v1/logout',
    roles,
    purpose: 'Ends the session of this browser.',
    site: 'none',
    dataClass: 'none',
    handle: ({ request, reply }) => {
      access.endSession(request.cookies[surface.cookie] ?? '')
      return letOut(reply, surface)
    },
  })

  for (const path of ['/app', '/app/', '/app/*']) {
    routes.allow('GET', path)
  }
  app.get('/app', async (_request, reply) => reply.redirect('/app/', 302))
  if (!existsSync(consoleFolder)) {
    const missing = async (_request: unknown, reply: FastifyReply) =>
      reply.code(503).type('text/plain').send('The console is not built. Run: npm run build:console')
    app.get('/app/', missing)
    app.get('/app/*', missing)
    return
  }
  await app.register(fastifyStatic, {
    root: consoleFolder,
    prefix: '/app/',
    wildcard: true,
    index: ['index.html'],
    // The build writes what is worth it a second time, packed.
    preCompressed: true,
    cacheControl: false,
    setHeaders(response, path) {
      response.header('content-security-policy', contentSecurityPolicy)
      response.header('referrer-policy', 'no-referrer')
      response.header('x-content-type-options', 'nosniff')
      // Names of built assets hold a hash of their content; the page itself must always be asked for.
      response.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/** A page that goes on by itself. Not a redirect by status: a SameSite=Strict cookie is not sent on a navigation that began elsewhere. */
export function enterPage(reply: FastifyReply, path: '/app/' | '/app/account'): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(
      `<!doctype html><meta http-equiv="refresh" content="0;url=${path}"><title>Fairfloor</title><a href="${path}">Fairfloor</a>`,
    )
}

/** Gives a browser the cookie of its session: for this host only, out of reach of scripts and of other sites. */
export function letIn(reply: FastifyReply, surface: Surface, token: string): void {
  reply.setCookie(surface.cookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: surface.secure,
    maxAge: sessionLifeMs / 1000,
  })
}

/** Takes the cookie back, and what the browser may have kept of the answers. */
export function letOut(reply: FastifyReply, surface: Surface): FastifyReply {
  return reply
    .clearCookie(surface.cookie, { path: '/', secure: surface.secure })
    .header('clear-site-data', '"cache"')
    .code(204)
    .send()
}

/** Addresses of the console that are no file, such as `/app/sites/lyon/floor`, are answered with its one page. */
export function isConsoleAddress(method: string, url: string, accept: string | undefined): boolean {
  return method === 'GET' && url.startsWith('/app/') && !url.startsWith('/app/assets/') && takesHtml(accept)
}

function takesHtml(accept: string | undefined): boolean {
  return (accept ?? '').includes('text/html')
}
