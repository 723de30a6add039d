import { useEffect, useState } from 'react'
import { isMessageKey } from '../../src/text/index.ts'
import type { AccessLogView } from '../../src/wire/index.ts'
import { type Answer, getJson } from '../api.ts'
import { useFormat, useText } from '../i18n.tsx'
import { PageHead } from '../parts/page.tsx'
import { Failed, Loading } from '../parts/states.tsx'

/** Who did what with accounts, keys and set-up: for those who watch over the administrators. */
export function AccessLog() {
  const t = useText()
  const [view, setView] = useState<Answer<AccessLogView> | null>(null)
  useEffect(() => void getJson<AccessLogView>('/access-log').then(setView), [])
  return (
    <>
      <PageHead title={t('nav.accessLog')} place={t('place.network')}>
        {view?.ok === true ? t('log.answer', { days: view.value.keptDays }) : null}
      </PageHead>
      {view === null ? (
        <Loading what={t('nav.accessLog')} />
      ) : view.ok ? (
        <Log rows={view.value.rows} />
      ) : (
        <Failed problem={view.problem} />
      )}
    </>
  )
}

function Log({ rows }: { rows: AccessLogView['rows'] }) {
  const t = useText()
  const format = useFormat()
  const days = useFormat('UTC')
  if (rows.length === 0) return <p className="quiet">{t('log.none')}</p>
  return (
    <table className="log card">
      <caption className="unseen">{t('nav.accessLog')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('log.when')}</th>
          <th scope="col">{t('log.act')}</th>
          <th scope="col">{t('log.who')}</th>
          <th scope="col">{t('log.about')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = `act.${row.act}`
          return (
            <tr key={`${row.atMs} ${row.act} ${row.actor} ${row.about}`}>
              <td>{row.act.startsWith('sign-in') ? days.day(row.atMs) : format.dayTime(row.atMs)}</td>
              <td>{isMessageKey(key) ? t(key, { count: row.count }) : t('act.other', { act: row.act })}</td>
              <td>{row.actor === 'local' ? t('log.local') : row.actor}</td>
              <td className={row.about === '' ? 'log-none' : undefined}>
                {row.about === '' ? t('value.none') : row.about}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
