import type { ObjectRow, TraceView } from '../../src/wire/index.ts'
import { useFormat, useText } from '../i18n.tsx'
import { go } from '../location.ts'
import { type Column, Rows } from '../parts/rows.tsx'
import { Mark } from '../parts/status.tsx'
import { hrefOf } from '../routes.ts'
import { shortObject } from './floorLists.tsx'

/** What is inside it, or every object of a lot, order or shipment: where it is and to whom it went. */
export function TraceObjects({ view, csvHref }: { view: TraceView; csvHref: string }) {
  const t = useText()
  const format = useFormat()
  const siteId = view.site.siteId
  const columns: Column<ObjectRow>[] = [
    {
      id: 'object',
      header: t('trace.col.object'),
      track: 'minmax(180px, 1.6fr)',
      cell: (row) => (
        <>
          <span className="mono cut">{shortObject(row.id)}</span>
          <span className="quiet">{row.kind}</span>
        </>
      ),
    },
    {
      id: 'where',
      header: t('trace.col.where'),
      track: 'minmax(130px, 1fr)',
      cell: (row) => (
        <>
          <span className="cut">{row.placeName || t('value.none')}</span>
          <span className="quiet cut">{row.stepName}</span>
        </>
      ),
    },
    {
      id: 'state',
      header: t('trace.col.state'),
      track: '140px',
      cell: (row) => (
        <span className="status">
          <Mark shape={row.open ? 'calm' : 'done'} /> {t(row.open ? 'trace.now.open' : 'trace.now.left')}
        </span>
      ),
    },
    {
      id: 'seen',
      header: t('trace.col.seen'),
      track: '140px',
      from: 760,
      cell: (row) => (row.lastSeenMs === null ? t('value.none') : format.dayTime(row.lastSeenMs)),
    },
    {
      id: 'to',
      header: t('trace.col.to'),
      track: 'minmax(110px, 1fr)',
      from: 900,
      cell: (row) => <span className="cut">{row.destinations.join(', ') || t('value.none')}</span>,
    },
    {
      id: 'container',
      header: t('trace.col.container'),
      track: 'minmax(110px, 1fr)',
      from: 1060,
      cell: (row) => (
        <span className="mono cut">{row.container === null ? t('value.none') : shortObject(row.container)}</span>
      ),
    },
    {
      id: 'load',
      header: t('trace.col.load'),
      track: '100px',
      from: 700,
      cell: (row) => row.loadId ?? t('value.none'),
    },
  ]
  const shown = view.objects.length
  return (
    <section className="section" aria-labelledby="trace-objects">
      <div className="section-head">
        <div>
          <h2 id="trace-objects">{t('trace.contents')}</h2>
          <p className="quiet">
            {shown < view.objectsTotal
              ? t('trace.contents.first', { shown, total: view.objectsTotal })
              : t('trace.contents.total', { count: view.objectsTotal })}{' '}
            {view.objectsListedOnly === 0 ? null : t('trace.listedOnly', { count: view.objectsListedOnly })}
          </p>
        </div>
        <a className="button" href={csvHref} download>
          {t('trace.download')}
        </a>
      </div>
      <Rows
        name="objects"
        label={t('trace.contents')}
        rows={view.objects}
        columns={columns}
        keyOf={(row) => row.id}
        onOpen={(row) => go(hrefOf('trace', siteId, { id: row.id }))}
        height={{ wide: 48, narrow: 82 }}
      />
    </section>
  )
}
