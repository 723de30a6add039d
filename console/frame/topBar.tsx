import { useEffect } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Me, SiteRef } from '../../src/wire/index.ts'
import { useFormat, useText } from '../i18n.tsx'
import { go } from '../location.ts'
import { hrefOf, mayOpen, type Place, type SitePage, sitePages } from '../routes.ts'
import { changeSettings, useSettings } from '../settings.ts'
import { fetchClocks, useHeardMs, useKnowsClock, useSiteNow, useSpeedOf } from '../siteTime.ts'
import { useConnection } from '../store.ts'
import { ScanField } from './scanField.tsx'
import { SettingsButton } from './settingsButton.tsx'
import { useStale } from './stale.tsx'

interface Props {
  readonly me: Me
  readonly place: Place | null
  readonly site: SiteRef | null
  readonly onPalette: () => void
  readonly onKeys: () => void
}

/** Place, scan field, time, and how fresh what is shown is. */
export function TopBar({ me, place, site, onPalette, onKeys }: Props) {
  const t = useText()
  const scanSite = site ?? me.sites[0] ?? null
  return (
    <header className="topbar">
      <PlacePicker me={me} place={place} site={site} />
      {scanSite === null || !mayOpen('trace', me.roles) ? (
        <span />
      ) : (
        <ScanField key={scanSite.siteId} siteId={scanSite.siteId} />
      )}
      <div className="topbar-end">
        <Freshness siteId={site?.siteId ?? null} />
        {/* The demonstration's sites each keep a time of their own: this machine's would be none of them. */}
        {site === null && me.demonstration !== null ? null : <SiteClockButton site={site} />}
        <Button className="button button-quiet only-wide" onPress={onPalette}>
          {t('palette.open')} <kbd>{t('palette.keys')}</kbd>
        </Button>
        <Button className="button button-quiet only-wide" aria-label={t('keys.open')} onPress={onKeys}>
          <kbd>?</kbd>
        </Button>
        <SettingsButton me={me} />
      </div>
    </header>
  )
}

function PlacePicker({ me, place, site }: Pick<Props, 'me' | 'place' | 'site'>) {
  const t = useText()
  const page = sitePages.find((each): each is SitePage => each === place?.route.page) ?? 'departures'
  return (
    <div className="place">
      <label className="unseen" htmlFor="place">
        {t('place.label')}
      </label>
      <select
        id="place"
        value={site?.siteId ?? ''}
        onChange={(event) => go(event.target.value === '' ? hrefOf('network') : hrefOf(page, event.target.value))}
      >
        <option value="">{t('place.network')}</option>
        {me.sites.map((each) => (
          <option key={each.siteId} value={each.siteId}>
            {each.name}
          </option>
        ))}
      </select>
    </div>
  )
}

/** The site's time with its zone; a press shows UTC instead. */
function SiteClockButton({ site }: { site: SiteRef | null }) {
  const t = useText()
  const { utc } = useSettings()
  const format = useFormat()
  const nowMs = useSiteNow(site?.siteId ?? null, 1000)
  const speedOf = useSpeedOf()
  const known = useKnowsClock(site?.siteId ?? null)
  // A page that follows no view (Policy, Checks, Trace) has nothing that says the time: the network's view does.
  useEffect(() => {
    if (site !== null && !known) void fetchClocks(speedOf)
  }, [site, known, speedOf])
  if (site?.simulated === true && !known) return null
  return (
    <Button className="button button-quiet clock" onPress={() => changeSettings({ utc: !utc })}>
      <span className="unseen">{t('clock.label')}</span>
      <span className="clock-time">{format.clock(nowMs)}</span>
      <span className="quiet">{format.zoneName(nowMs)}</span>
      <span className="unseen">{utc ? t('clock.toSite') : t('clock.toUtc')}</span>
    </Button>
  )
}

/** Live, or since when not. */
function Freshness({ siteId }: { siteId: string | null }) {
  const t = useText()
  const connection = useConnection()
  const stale = useStale()
  const format = useFormat()
  const time = format.time(useHeardMs(siteId))
  if (connection.kind === 'idle') return <span role="status" />
  const kind = connection.kind === 'lost' ? 'lost' : stale ? 'stale' : connection.kind === 'live' ? 'ok' : 'connecting'
  return (
    <span className={`fresh fresh-${kind}`} role="status">
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        {kind === 'ok' ? <circle cx="5" cy="5" r="4" /> : <path d="M5 .5 9.7 9.5H.3z" />}
      </svg>
      <span>{t(`live.${kind}`, { time })}</span>
    </span>
  )
}
