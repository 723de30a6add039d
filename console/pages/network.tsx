import { useEffect } from 'react'
import type { NetworkRow, NetworkView } from '../../src/wire/index.ts'
import { useMachineMs } from '../clock.ts'
import type { Format } from '../format.ts'
import { useText, useZonedFormat } from '../i18n.tsx'
import { go } from '../location.ts'
import { PageHead } from '../parts/page.tsx'
import { type Column, Rows } from '../parts/rows.tsx'
import { Command, Empty, Failed, Loading } from '../parts/states.tsx'
import { Mark, type Shape } from '../parts/status.tsx'
import { hrefOf } from '../routes.ts'
import { noteClocks, useSpeedOf } from '../siteTime.ts'
import { retryLive, useLive } from '../store.ts'
import { untilText } from './loadWords.ts'
import { countText } from './toldWords.tsx'

/** Which site needs me now? */
export function Network() {
  const t = useText()
  const state = useLive('network', null)
  if (state.kind === 'ready') return <Shown view={state.view} heardAtMs={state.heardAtMs} />
  return (
    <>
      <PageHead title={t('network.title')} place={t('place.network')} />
      {state.kind === 'loading' ? (
        <Loading what={t('network.what')} />
      ) : (
        <Failed problem={state.problem} onRetry={() => retryLive('network', null)} />
      )}
    </>
  )
}

function Shown({ view, heardAtMs }: { view: NetworkView; heardAtMs: number }) {
  const t = useText()
  const speedOf = useSpeedOf()
  useEffect(() => noteClocks(view, heardAtMs, speedOf), [view, heardAtMs, speedOf])
  const needy = view.sites.filter((row) => row.late + row.atRisk > 0)
  const first = needy[0]
  return (
    <>
      <PageHead title={t('network.title')} place={t('place.network')}>
        {view.sites.length === 0 ? undefined : first === undefined ? (
          <strong>{t('network.answer.good')}</strong>
        ) : (
          <strong className={first.late > 0 ? 'tone-critical' : 'tone-warning'}>
            {t('network.answer.need', { count: needy.length, first: first.site.name })}
          </strong>
        )}
      </PageHead>
      {view.sites.length === 0 ? (
        <Empty title={t('network.empty.title')}>
          <p>{t('network.empty.how')}</p>
          <Command label={t('network.empty.how')} lines={['npm start', 'npm start -- --empty']} />
        </Empty>
      ) : (
        <SiteRows sites={view.sites} heardAtMs={heardAtMs} />
      )}
    </>
  )
}

/** What a site needs, as a shape: somebody now, soon, or nobody. */
function needOf(row: NetworkRow): Shape {
  return row.late > 0 ? 'critical' : row.atRisk > 0 ? 'warning' : 'calm'
}

function SiteRows({ sites, heardAtMs }: { sites: readonly NetworkRow[]; heardAtMs: number }) {
  const t = useText()
  const zoned = useZonedFormat()
  const machineMs = useMachineMs(60_000)
  // A site's own clock ran on since the view came; a replayed one stands.
  const nowOf = (row: NetworkRow): number =>
    row.asOf.asOfMs + (row.asOf.clock === 'live' ? Math.max(0, machineMs - heardAtMs) : 0)
  const count = (id: 'late' | 'atRisk' | 'onTrack' | 'unknown', shape: Shape, from?: number): Column<NetworkRow> => ({
    id,
    header: t(`network.col.${id}`),
    track: '84px',
    ...(from === undefined ? {} : { from }),
    cell: (row) =>
      row[id] === 0 ? (
        <span className="quiet none">{t('value.none')}</span>
      ) : (
        <span className={`status status-${shape}`}>
          <Mark shape={shape} /> <span className="number">{row[id]}</span>{' '}
          <span className="narrow-word">{t(`network.col.${id}`)}</span>
        </span>
      ),
  })
  const columns: Column<NetworkRow>[] = [
    {
      id: 'site',
      header: t('network.col.site'),
      track: 'minmax(190px, 3fr)',
      cell: (row) => (
        <>
          <strong className="cut">{row.site.name}</strong>
          <span className="quiet cut">
            {localTime(zoned(row.site.timeZone), nowOf(row))}
            {row.site.state === 'active' ? '' : ` · ${t(`network.state.${row.site.state}`)}`}
          </span>
        </>
      ),
    },
    count('late', 'critical'),
    count('atRisk', 'warning'),
    count('onTrack', 'calm'),
    count('unknown', 'calm', 860),
    {
      id: 'next',
      header: t('network.col.next'),
      track: '124px',
      cell: (row) => <NextDeparture row={row} nowMs={nowOf(row)} format={zoned(row.site.timeZone)} />,
    },
    {
      id: 'busiest',
      header: t('network.col.busiest'),
      track: 'minmax(130px, 2fr)',
      from: 760,
      cell: (row) => (
        <span
          className={`two-lines ${row.busiest?.level === 'farAbove' ? 'tone-critical' : row.busiest?.level === 'above' ? 'tone-warning' : ''}`}
        >
          {row.busiest?.level === 'farAbove' ? (
            <Mark shape="critical" />
          ) : row.busiest?.level === 'above' ? (
            <Mark shape="warning" />
          ) : null}{' '}
          {row.busiest === null ? t('value.none') : row.busiest.name}
        </span>
      ),
    },
    {
      id: 'open',
      header: t('network.col.open'),
      track: '110px',
      align: 'end',
      from: 980,
      cell: (row) => (
        <span className="number">
          {countText(t, zoned(row.site.timeZone), { count: row.openObjects, base: row.base })}
        </span>
      ),
    },
    {
      id: 'stuck',
      header: t('network.col.stuck'),
      track: '72px',
      align: 'end',
      from: 900,
      cell: (row) => (
        <span className="number">{row.stuck === 0 ? t('value.none') : zoned(row.site.timeZone).number(row.stuck)}</span>
      ),
    },
  ]
  return (
    <Rows
      name="sites"
      label={t('network.list')}
      rows={sites}
      columns={columns}
      keyOf={(row) => row.site.siteId}
      onOpen={(row) => go(hrefOf('departures', row.site.siteId))}
      toneOf={(row) => `row-${needOf(row)}`}
      height={{ wide: 62, narrow: 104 }}
    />
  )
}

function NextDeparture({ row, nowMs, format }: { row: NetworkRow; nowMs: number; format: Format }) {
  const t = useText()
  if (row.nextDepartureMs === null) return <span className="quiet">{t('value.none')}</span>
  return (
    <>
      <strong className="number">{format.timeSoon(row.nextDepartureMs, nowMs)}</strong>
      <span className="quiet">{untilText(t, format, row.nextDepartureMs, nowMs)}</span>
    </>
  )
}

function localTime(format: Format, nowMs: number): string {
  return `${format.time(nowMs)} ${format.zoneName(nowMs)}`
}
