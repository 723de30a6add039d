import { type ReactNode, Suspense, useRef, useState } from 'react'
import type { Me, SiteRef } from '../../src/wire/index.ts'
import { useText } from '../i18n.tsx'
import { KeysHelp, Palette } from '../later.tsx'
import { Link } from '../parts/link.tsx'
import { hrefOf, mayOpen, type Place, peoplePages, sitePages } from '../routes.ts'
import { PageIcon } from './icons.tsx'
import { useKeys } from './keys.ts'
import { Ribbon } from './ribbon.tsx'
import { StaleBanner } from './stale.tsx'
import { TopBar } from './topBar.tsx'

interface Props {
  readonly me: Me
  readonly place: Place | null
  readonly site: SiteRef | null
  readonly children: ReactNode
}

/** What stands around every page: rail, top bar, ribbon of simulated data, banner of stale data, keys and commands. */
export function Frame({ me, place, site, children }: Props) {
  const t = useText()
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  const wanted = useRef(false)
  wanted.current ||= open !== null
  const last = useRef<SiteRef | null>(me.sites.length === 1 ? (me.sites[0] ?? null) : null)
  if (site !== null) last.current = site
  const railSite = last.current
  useKeys({
    siteId: (site ?? me.sites[0])?.siteId ?? null,
    onPalette: () => setOpen('palette'),
    onHelp: () => setOpen('keys'),
  })

  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <TopBar me={me} place={place} site={site} onPalette={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <nav className="rail" aria-label={t('nav.label')}>
        <ul>
          {railSite === null
            ? null
            : sitePages
                .filter((page) => mayOpen(page, me.roles))
                .map((page) => (
                  // Below a narrow page there is room for six: the checks are reached from Policy there.
                  <li key={page} className={page === 'checks' ? 'only-wide' : undefined}>
                    <Link href={hrefOf(page, railSite.siteId)} current={place?.route.page === page}>
                      <PageIcon page={page} />
                      <span>{t(`nav.${page}`)}</span>
                    </Link>
                  </li>
                ))}
          {mayOpen('network', me.roles) ? (
            <li className={railSite === null ? undefined : 'rail-apart'}>
              <Link href={hrefOf('network')} current={place?.route.page === 'network'}>
                <PageIcon page="network" />
                <span>{t('nav.network')}</span>
              </Link>
            </li>
          ) : null}
        </ul>
        <div className="rail-foot">
          <ul>
            {peoplePages
              .filter((page) => mayOpen(page, me.roles))
              .map((page) => (
                <li key={page}>
                  <Link href={hrefOf(page)} current={place?.route.page === page}>
                    {t(`nav.${page}`)}
                  </Link>
                </li>
              ))}
          </ul>
          <p>
            {t('app.name')} {me.version}
          </p>
        </div>
      </nav>
      <div className="stage">
        <section aria-label={t('notes.label')}>
          {site?.simulated === true || (site === null && me.demonstration !== null) ? <Ribbon me={me} /> : null}
          {site === null || site.state === 'active' ? null : (
            <p className="ribbon ribbon-state">{t(`site.state.${site.state}`)}</p>
          )}
          <StaleBanner siteId={site?.siteId ?? null} />
        </section>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      {wanted.current ? (
        <Suspense fallback={null}>
          <Palette
            me={me}
            site={site}
            isOpen={open === 'palette'}
            onClose={() => setOpen(null)}
            onKeys={() => setOpen('keys')}
          />
          <KeysHelp isOpen={open === 'keys'} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
    </div>
  )
}
