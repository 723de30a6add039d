import type { FastifyRequest } from 'fastify'
import { FaultError } from '../../base/index.ts'
import type { RouteDeclaration } from './routes.ts'

/** Characters of an address: path and query. */
export const addressCharactersMax = 16_384

/**
 * The address of a request as logs and problem documents may say it: the route's own words, never what a client wrote into
 * them, which may be an id of anything.
 */
export function addressOf(request: FastifyRequest, siteIds: readonly string[]): string {
  const pattern = request.routeOptions?.url
  if (pattern === undefined) return ''
  const { site = '' } = (request.params ?? {}) as { site?: string }
  return pattern.replace(/:([A-Za-z]+)/g, (_whole, name: string) =>
    name === 'site' && siteIds.includes(site) ? site : `{${name}}`,
  )
}

/** Methods that a path is declared with; empty where there is nothing at all. */
export function methodsAt(declared: readonly RouteDeclaration[], url: string): readonly string[] {
  const path = url.split('?')[0] ?? ''
  const found = new Set<string>()
  for (const route of declared) {
    const form = route.path.replace(/[.]/g, '\\.').replace(/:[A-Za-z]+/g, '[^/]+')
    if (!new RegExp(`^${form}$`).test(path)) continue
    found.add(route.method)
    if (route.method === 'GET' && route.head !== false) found.add('HEAD')
  }
  if (found.size > 0) found.add('OPTIONS')
  return [...found].sort()
}

/** One value of a query. Throws FaultError QUERY_PARAMETER where it is given twice. */
export function oneOf(query: unknown, name: string): string {
  const value = (query as Readonly<Record<string, unknown>>)[name] ?? ''
  if (typeof value === 'string') return value
  throw new FaultError({ code: 'QUERY_PARAMETER', at: `/${name}`, got: 'several values', allowed: 'one value' })
}
