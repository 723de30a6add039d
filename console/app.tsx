import { Suspense, useEffect } from 'react'
import type { Me, SiteRef } from '../src/wire/index.ts'
import { Frame } from './frame/frame.tsx'
import { useText, ZoneProvider } from './i18n.tsx'
import {
  AccessLog,
  AccountPage,
  Accounts,
  Capture,
  Checks,
  fetchTheRest,
  Invitation,
  Policy,
  SignIn,
  Trace,
} from './later.tsx'
import { go, usePlace } from './location.ts'
import { Departures } from './pages/departures.tsx'
import { Floor } from './pages/floor.tsx'
import { Network } from './pages/network.tsx'
import { Boundary } from './parts/boundary.tsx'
import { Link } from './parts/link.tsx'
import { PageHead } from './parts/page.tsx'
import { Empty, Failed, Loading } from './parts/states.tsx'
import { hrefOf, invitationPath, mayOpen, type Place, sitePages } from './routes.ts'
import { loadSession, useSession } from './store.ts'

/** Chooses the page of the address, once it is known who looks. */
export function App() {
  const session = useSession()
  const place = usePlace()
  const t = useText()
  const bare = (
    <main className="bare">
      <Loading what={t('app.name')} rows={0} />
    </main>
  )
  // An invitation is taken by who has no session yet, or another one.
  if (place === null && window.location.pathname === invitationPath) {
    return (
      <Suspense fallback={bare}>
        <Invitation />
      </Suspense>
    )
  }
  switch (session.kind) {
    case 'loading':
      return bare
    case 'signedOut':
      return (
        <Suspense fallback={bare}>
          <SignIn />
        </Suspense>
      )
    case 'failed':
      return (
        <main className="bare">
          <h1>{t('app.name')}</h1>
          <Failed problem={session.problem} onRetry={() => void loadSession()} />
        </main>
      )
    case 'in':
      return <Signed me={session.me} place={place} />
  }
}

function Signed({ me, place }: { me: Me; place: Place | null }) {
  const t = useText()
  const site = me.sites.find((each) => each.siteId === place?.siteId) ?? null
  useEffect(fetchTheRest, [])
  return (
    <ZoneProvider zone={site?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}>
      <Frame me={me} place={place} site={site}>
        <Boundary key={`${place?.route.page} ${place?.siteId}`}>
          <Suspense fallback={<Loading what={t(place?.route.title ?? 'app.name')} />}>
            <Page me={me} place={place} site={site} />
          </Suspense>
        </Boundary>
      </Frame>
    </ZoneProvider>
  )
}

function Page({ me, place, site }: { me: Me; place: Place | null; site: SiteRef | null }) {
  const t = useText()
  if (place === null) {
    return (
      <>
        <PageHead title={t('state.notFound')} place={t('place.network')} />
        <Empty title={t('state.notFound.fix')}>
          <ul>
            {mayOpen('network', me.roles) ? (
              <li>
                <Link href={hrefOf('network')}>{t('nav.network')}</Link>
              </li>
            ) : null}
            <SiteLinks me={me} />
          </ul>
        </Empty>
      </>
    )
  }
  if (place.route.page === 'home') return <Home me={me} />
  if (place.route.page === 'account') return <AccountPage named={me.account !== null} />
  if (place.route.page === 'accounts') return <Accounts mayChange={me.roles.includes('admin')} />
  if (place.route.page === 'accessLog') return <AccessLog />
  if (place.route.page === 'network') return <Network />
  if (site === null) {
    return (
      <>
        <PageHead title={t('state.noSite', { site: place.siteId ?? '' })} place={t('place.network')} />
        <Empty title={t('state.noSite.fix')}>
          <ul>
            <SiteLinks me={me} />
          </ul>
        </Empty>
      </>
    )
  }
  const id = site.siteId
  switch (place.route.page) {
    case 'departures':
      return <Departures key={id} site={site} selected={place.query.get('load')} />
    case 'floor':
      return (
        <Floor
          key={id}
          site={site}
          zone={place.query.get('zone')}
          exception={place.query.get('exception')}
          asTable={place.query.get('view') === 'table'}
        />
      )
    case 'trace':
      return <Trace key={id} site={site} asked={place.query.get('id') ?? ''} />
    case 'capture':
      return <Capture key={id} site={site} />
    case 'policy':
      return <Policy key={id} site={site} />
    case 'checks':
      return <Checks key={id} site={site} me={me} />
  }
}

/** Each site, by the first of its pages that the reader may open. */
function SiteLinks({ me }: { me: Me }) {
  const page = sitePages.find((each) => mayOpen(each, me.roles)) ?? 'policy'
  return me.sites.map((each) => (
    <li key={each.siteId}>
      <Link href={hrefOf(page, each.siteId)}>{each.name}</Link>
    </li>
  ))
}

/** The first page: of one site its departures, of many the network; accounts for who sees no data. */
function Home({ me }: { me: Me }) {
  const t = useText()
  const only = me.sites.length === 1 ? me.sites[0] : undefined
  const sees = (page: 'departures' | 'network' | 'accounts'): boolean => mayOpen(page, me.roles)
  const place = only !== undefined && sees('departures') ? hrefOf('departures', only.siteId) : hrefOf('network')
  const href = sees('network') ? place : hrefOf(sees('accounts') ? 'accounts' : 'account')
  useEffect(() => go(href, { replace: true }), [href])
  return (
    <>
      <h1 className="unseen">{t('app.name')}</h1>
      <Loading what={t('app.name')} />
    </>
  )
}
