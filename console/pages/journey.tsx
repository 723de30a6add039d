import { isMessageKey } from '../../src/text/index.ts'
import type { JourneyRow, TraceView } from '../../src/wire/index.ts'
import { useFormat, useText } from '../i18n.tsx'
import { Link } from '../parts/link.tsx'
import { hrefOf } from '../routes.ts'

const quarterMs = 15 * 60_000

/** The journey as a list along a line of time, newest first; how exact each time is can be seen and read. */
export function Journey({ view }: { view: TraceView }) {
  const t = useText()
  const format = useFormat()
  const rows = [...view.journey].sort((a, b) => b.eventTimeMs - a.eventTimeMs)
  const byDay = Map.groupBy(rows, (row) => format.day(row.eventTimeMs))
  const coarse = rows.some((row) => row.precision === 'quarterHour')
  return (
    <section className="journey" aria-labelledby="trace-journey">
      <h2 id="trace-journey">{t('trace.journey')}</h2>
      <p className="quiet">
        {rows.length === 0
          ? t('trace.journey.empty')
          : rows.length < view.journeyTotal
            ? t('trace.journey.first', { shown: rows.length, total: view.journeyTotal })
            : t('trace.journey.total', { count: view.journeyTotal })}
        {coarse ? ` · ${t('trace.quarter.legend')}` : ''}
      </p>
      {[...byDay].map(([day, dayRows]) => (
        <div key={day}>
          <h3 className="journey-day">{day}</h3>
          <ol className="journey-list">
            {dayRows.map((row, i) => (
              <Stop
                // biome-ignore lint/suspicious/noArrayIndexKey: two hand scans of a quarter hour may differ in nothing else
                key={`${row.eventId ?? ''} ${row.eventTimeMs} ${row.placeId} ${row.bizStep} ${i}`}
                row={row}
                asked={view.understood?.canonical ?? view.asked}
                siteId={view.site.siteId}
              />
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}

function Stop({ row, asked, siteId }: { row: JourneyRow; asked: string; siteId: string }) {
  const t = useText()
  const format = useFormat()
  const exact = row.precision === 'exact'
  const action = `trace.action.${row.action}`
  return (
    <li className={`stop stop-${row.precision}${row.erroneous ? ' stop-erroneous' : ''}`}>
      <span className="stop-time number">
        {exact
          ? format.time(row.eventTimeMs)
          : t('trace.quarter', { from: format.time(row.eventTimeMs), to: format.time(row.eventTimeMs + quarterMs) })}
        {exact ? null : <span className="unseen"> {t('trace.quarter.why')}</span>}
      </span>
      <span className="stop-dot" aria-hidden="true" />
      <div className="stop-body">
        <p>
          <strong>{row.stepName || row.bizStep || t('trace.event.unknownStep')}</strong> {row.placeName}
          {isMessageKey(action) && row.action !== 'OBSERVE' ? <span className="quiet"> · {t(action)}</span> : null}
        </p>
        {row.erroneous ? <p className="stop-note">{t('trace.erroneous')}</p> : null}
        <p className="quiet stop-more">
          {row.disposition === '' ? null : <span>{row.disposition}</span>}
          {row.container === null ? null : (
            <Link href={hrefOf('trace', siteId, { id: row.container })}>
              {t('trace.event.in', { container: row.container })}
            </Link>
          )}
          {row.destinations.map((destination) => (
            <span key={destination}>{t('trace.event.to', { destination })}</span>
          ))}
          {row.documents
            // What was asked for stands above, once.
            .filter(({ id }) => id !== asked)
            .map((document) => (
              <Link key={`${document.type} ${document.id}`} href={hrefOf('trace', siteId, { id: document.id })}>
                {document.type} {document.id}
              </Link>
            ))}
          {row.eventId === null ? null : <span className="mono">{t('trace.event.id', { id: row.eventId })}</span>}
        </p>
      </div>
    </li>
  )
}
