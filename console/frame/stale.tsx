import { useEffect } from 'react'
import { Button } from 'react-aria-components/Button'
import { useMachineMs } from '../clock.ts'
import { useFormat, useText } from '../i18n.tsx'
import { Mark } from '../parts/status.tsx'
import { useHeardMs } from '../siteTime.ts'
import { isStale, retryStream, staleAfterMs, useConnection, useShowsFigures } from '../store.ts'

/** Whether what is shown may no longer be true: silence for too long, or no connection. */
export function useStale(): boolean {
  const connection = useConnection()
  return isStale(connection, useMachineMs(1000))
}

/** Greys the page out and says since when and why. */
export function StaleBanner({ siteId }: { siteId: string | null }) {
  const t = useText()
  // A page that never had a figure says itself what is wrong.
  const old = useStale()
  const stale = useShowsFigures() && old
  const connection = useConnection()
  const format = useFormat()
  const heardMs = useHeardMs(siteId)

  useEffect(() => {
    document.documentElement.toggleAttribute('data-stale', stale)
    return () => document.documentElement.removeAttribute('data-stale')
  }, [stale])

  if (!stale) return null
  return (
    <div className="ribbon ribbon-stale" role="status">
      <Mark shape="warning" />
      <p>
        <strong>{t('stale.banner', { time: format.time(heardMs) })}</strong>{' '}
        {connection.kind === 'lost' ? t('stale.why.lost') : t('stale.why.silent', { seconds: staleAfterMs / 1000 })}
      </p>
      <Button className="button" onPress={retryStream}>
        {t('stale.retry')}
      </Button>
    </div>
  )
}
