import type { FastifyReply, FastifyRequest } from 'fastify'
import { FaultError } from '../../base/index.ts'
import type { RouteTable } from '../http/routes.ts'
import { type OpenId, openIdLifeMs } from '../people/openid.ts'
import { enterPage, letIn } from './console.ts'
import type { PeopleContext } from './sign-in.ts'

const path = '/api/v1/sign-in/openid'

/** The way over to an OpenID Connect provider and back; nothing is there where none is configured. */
export function addOpenIdRoutes(routes: RouteTable, { access, surface }: PeopleContext, openId: OpenId | null): void {
  const { people } = access
  // Lax, because the way back begins at the provider; the session's own cookie stays Strict.
  const cookie = {
    // The prefix of a host's own cookie asks for the whole host.
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: surface.secure,
    maxAge: openIdLifeMs / 1_000,
  } as const
  const name = surface.signInCookie
  const here = (request: FastifyRequest): string => surface.origin ?? `http://${request.host}`

  routes.add({
    method: 'GET',
    path,
    roles: 'public',
    head: false,
    purpose: 'Sends a browser to the OpenID Connect provider.',
    site: 'none',
    dataClass: 'none',
    handle: async ({ request, reply }) => {
      if (openId === null) throw new FaultError({ code: 'NOT_FOUND' })
      try {
        const { url, cookie: value } = await openId.start(`${here(request)}${path}/return`)
        return reply.setCookie(name, value, cookie).redirect(url.href, 302)
      } catch (error) {
        return refused(error, reply)
      }
    },
  })
  routes.add({
    method: 'GET',
    path: `${path}/return`,
    roles: 'public',
    head: false,
    purpose: 'Takes who comes back from the OpenID Connect provider.',
    site: 'none',
    dataClass: 'none',
    handle: async ({ request, reply }) => {
      if (openId === null) throw new FaultError({ code: 'NOT_FOUND' })
      reply.clearCookie(name, { path: '/', secure: surface.secure })
      try {
        const back = new URL(request.url, here(request))
        const { accountId, isNew } = await openId.finish(back, request.cookies[name] ?? '')
        access.endSession(request.cookies[surface.cookie] ?? '')
        letIn(reply, surface, people.sessions.open(accountId, request.headers['user-agent'] ?? ''))
        return enterPage(reply, isNew ? '/app/account' : '/app/')
      } catch (error) {
        return refused(error, reply)
      }
    },
  })
}

/** Back to the page for signing in, which says why. */
function refused(error: unknown, reply: FastifyReply): FastifyReply {
  if (!(error instanceof FaultError)) throw error
  return reply.redirect(`/app/?refused=${error.fault.code}`, 303)
}
