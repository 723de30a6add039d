import { standardContext } from '../../epcis/index.ts'
import { openApiDocument } from '../http/open-api.ts'
import type { RouteTable } from '../http/routes.ts'

/** What there is to ask of the process itself: its resources, its life, its description. */
export function addProcessRoutes(
  routes: RouteTable,
  { version, isReady }: { readonly version: string; readonly isReady: () => boolean },
): void {
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
      const ready = isReady()
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
}
