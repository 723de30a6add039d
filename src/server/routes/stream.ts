import { FaultError } from '../../base/index.ts'
import { whoSees } from '../../model/index.ts'
import { streamTopics } from '../../wire/index.ts'
import type { Engine } from '../engine.ts'
import { oneOf } from '../http/addresses.ts'
import type { RouteTable } from '../http/routes.ts'
import { type StreamHub, streamsMax } from '../http/stream.ts'
import { asRole, type Caller, sitesOf } from '../people/access.ts'

/** The one stream of a browser's tab. */
export function addStreamRoutes(routes: RouteTable, engine: Engine, hub: StreamHub): void {
  routes.add({
    method: 'GET',
    path: '/api/v1/stream',
    roles: whoSees.network,
    head: false,
    purpose: 'Keeps a page live: whole views, when they change.',
    site: 'all',
    dataClass: 'rate',
    handle: ({ request, reply, caller }) => {
      const site = oneOf(request.query, 'site')
      const topics = oneOf(request.query, 'topics')
      const asked = streamTopics.filter((topic) => topics.split(',').includes(topic))
      if (asked.length === 0)
        throw new FaultError({ code: 'QUERY_PARAMETER', at: '/topics', allowed: streamTopics.join(', ') })
      const allowed = sitesOf(caller, whoSees.network, engine.sites.ids())
      const needsSite = asked.some((topic) => topic !== 'network')
      for (const topic of asked) {
        const { role } = asRole(caller, whoSees[topic], topic === 'network' ? null : site)
        const file = topic === 'network' ? undefined : engine.sites.get(site)?.file
        if (file !== undefined) engine.policies.check(file, { role, needs: { indicators: [topic] } })
      }
      if (needsSite && !allowed.includes(site))
        throw new FaultError({ code: 'NOT_FOUND', at: '/site', allowed: allowed.join(', ') })
      if (hub.count() >= streamsMax) throw new FaultError({ code: 'LIMIT_REACHED', got: `${streamsMax} streams` })
      reply.hijack()
      // Sites that come later are seen by who sees every site.
      const scope = caller.siteIds === null ? '' : allowed.join(',')
      hub.open(reply.raw, {
        siteId: needsSite ? site : scope,
        topics: asked,
        lastEventId: String(request.headers['last-event-id'] ?? ''),
        scope,
        lives: () =>
          stillLives(engine, caller) &&
          asked.every((topic) => topic === 'network' || engine.isOn(site, 'indicators', topic)),
      })
    },
  })
}

/** Whether who opened a stream may still look: the session is there, or the key. */
function stillLives({ access }: Engine, { kind, sessionId, feed, accountId }: Caller): boolean {
  if (kind === 'key') return access.listKeys().some(({ name }) => name === feed)
  if (accountId === null && !access.takesLocal()) return false
  return sessionId !== null && access.people.sessions.lives(sessionId)
}
