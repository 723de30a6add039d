import { useEffect } from 'react'
import type { Me, SiteRef } from '../src/wire/index.ts'
import { Frame } from './frame/frame.tsx'
import { SignIn } from './frame/signIn.tsx'
import { useText, ZoneProvider } from './i18n.tsx'
import { go, usePlace } from './location.ts'
import { AccessLog } from './pages/accessLog.tsx'
import { AccountPage } from './pages/account.tsx'
import { Accounts } from './pages/accounts.tsx'
import { Capture } from './pages/capture.tsx'
import { Checks } from './pages/checks.tsx'
import { Departures } from './pages/departures.tsx'
import { Floor } from './pages/floor.tsx'
import { Invitation, invitationPath } from './pages/invitation.tsx'
import { Network } from './pages/network.tsx'
import { Policy } from './pages/policy.tsx'
import { Trace } from './pages/trace.tsx'
import { Link } from './parts/link.tsx'
import { PageHead } from './parts/page.tsx'
import { Empty, Failed, Loading } from './parts/states.tsx'
import { hrefOf, mayOpen, type Place } from './routes.ts'
import { loadSession, useSession } from './store.ts'

/** Chooses the page of the address, once it is known who looks. */
export function App() {
  const session = useSession()
  const place = usePlace()
  const t = useText()
  // An invitation is taken by who has no session yet, or another one.
  if (place === null && window.location.pathname === invitationPath) return <Invitation />
  switch (session.kind) {
    case 'loading':
      return (
        <main className="bare">
          <Loading what={t('app.name')} rows={0} />
        </main>
      )
    case 'signedOut':
      return <SignIn />
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
  const site = me.sites.find((each) => each.siteId === place?.siteId) ?? null
  return (
    <ZoneProvider zone={site?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}>
      <Frame me={me} place={place} site={site}>
        <Page me={me} place={place} site={site} />
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
        <p>{t('state.notFound.fix')}</p>
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
            {me.sites.map((each) => (
              <li key={each.siteId}>
                <Link href={hrefOf('departures', each.siteId)}>{each.name}</Link>
              </li>
            ))}
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
