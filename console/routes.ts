import { type Role, whoReadsAccessLog, whoSees, whoSeesAccounts, whoTraces } from '../src/model/index.ts'
import type { MessageKey } from '../src/text/index.ts'
import type { StreamTopic } from '../src/wire/index.ts'

/** Pages of the console. Each answers one question and has an address that can be shared. */
export type PageId =
  | 'home'
  | 'network'
  | 'departures'
  | 'floor'
  | 'trace'
  | 'capture'
  | 'policy'
  | 'checks'
  | 'account'
  | 'accounts'
  | 'accessLog'

export interface Route {
  readonly page: PageId
  /** Address below `/app`; `:id` is a site. */
  readonly pattern: string
  readonly title: MessageKey
  /** What the page lives from; pages without a topic are fetched once. */
  readonly topic: StreamTopic | null
  /** Who may read what stands on it; everybody who is signed in where it is left out. */
  readonly roles?: readonly Role[]
}

/** Every address of the console. Journeys list their pages from here. */
export const routes: readonly Route[] = [
  { page: 'home', pattern: '/', title: 'app.name', topic: null },
  { page: 'network', pattern: '/network', title: 'nav.network', topic: 'network', roles: whoSees.network },
  {
    page: 'departures',
    pattern: '/sites/:id/departures',
    title: 'nav.departures',
    topic: 'departures',
    roles: whoSees.departures,
  },
  { page: 'floor', pattern: '/sites/:id/floor', title: 'nav.floor', topic: 'floor', roles: whoSees.floor },
  { page: 'trace', pattern: '/sites/:id/trace', title: 'nav.trace', topic: null, roles: whoTraces },
  { page: 'capture', pattern: '/sites/:id/capture', title: 'nav.capture', topic: 'capture', roles: whoSees.capture },
  { page: 'policy', pattern: '/sites/:id/policy', title: 'nav.policy', topic: null },
  { page: 'checks', pattern: '/sites/:id/checks', title: 'nav.checks', topic: null },
  { page: 'account', pattern: '/account', title: 'nav.account', topic: null },
  { page: 'accounts', pattern: '/accounts', title: 'nav.accounts', topic: null, roles: whoSeesAccounts },
  { page: 'accessLog', pattern: '/access-log', title: 'nav.accessLog', topic: null, roles: whoReadsAccessLog },
]

/** Pages of one site, in the order of the rail. */
export const sitePages = ['departures', 'floor', 'trace', 'capture', 'policy', 'checks'] as const
export type SitePage = (typeof sitePages)[number]

/** Pages about oneself and the people here, behind the settings. */
export const peoplePages = ['account', 'accounts', 'accessLog'] as const

/** Whether one of the roles may read what stands on a page. */
export function mayOpen(page: PageId, own: readonly Role[]): boolean {
  const wanted = routes.find((route) => route.page === page)?.roles
  return wanted === undefined || wanted.some((role) => own.includes(role))
}

export const base = '/app'

/** Where an invitation leads; its token stands behind the #, which browsers send nowhere. */
export const invitationPath = `${base}/invitation`

/** Where somebody is: the page, its site and what the query chose. */
export interface Place {
  readonly route: Route
  readonly siteId: string | null
  readonly query: URLSearchParams
}

/** Reads a path and query; null where no route fits. */
export function placeOf(pathname: string, search: string): Place | null {
  if (pathname !== base && !pathname.startsWith(`${base}/`)) return null
  const parts = pathname.slice(base.length).split('/').filter(Boolean)
  for (const route of routes) {
    const wanted = route.pattern.split('/').filter(Boolean)
    if (wanted.length !== parts.length) continue
    if (!wanted.every((part, i) => part === ':id' || part === parts[i])) continue
    const at = wanted.indexOf(':id')
    try {
      const siteId = at < 0 ? null : decodeURIComponent(parts[at] ?? '')
      return { route, siteId, query: new URLSearchParams(search) }
    } catch {
      return null // a broken escape in the address is no address of ours
    }
  }
  return null
}

/** The address of a page. `query` members that are null are left out. */
export function hrefOf(
  page: PageId,
  siteId?: string | null,
  query: Readonly<Record<string, string | null>> = {},
): string {
  const pattern = routes.find((route) => route.page === page)?.pattern ?? '/'
  const path = pattern.replace(':id', encodeURIComponent(siteId ?? ''))
  const search = new URLSearchParams(Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null))
  return `${base}${path}${search.size === 0 ? '' : `?${search}`}`
}
