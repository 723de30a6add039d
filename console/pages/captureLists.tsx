import { useState } from 'react'
import type { Translate } from '../../src/text/index.ts'
import type { CaptureView, JobRow } from '../../src/wire/index.ts'
import { useMachineMs } from '../clock.ts'
import { useFaultText, useFormat, useText } from '../i18n.tsx'
import { type Column, Rows } from '../parts/rows.tsx'
import { Spark } from '../parts/spark.tsx'
import { type Shape, Status } from '../parts/status.tsx'
import { useSiteNow } from '../siteTime.ts'
import { untilText } from './loadWords.ts'

type RejectRow = CaptureView['rejects'][number]
type FeedRow = CaptureView['feeds'][number]

/** What was refused, by reason and zone, each with how to mend it. */
export function RejectRows({ rejects }: { rejects: readonly RejectRow[] }) {
  const t = useText()
  const say = useFaultText()
  const format = useFormat()
  const columns: Column<RejectRow>[] = [
    {
      id: 'count',
      header: t('capture.rejects.count'),
      track: '70px',
      align: 'end',
      cell: (row) => <strong className="number">{format.number(row.count)}</strong>,
    },
    {
      id: 'reason',
      header: t('capture.rejects.reason'),
      track: 'minmax(170px, 1.2fr)',
      cell: (row) => (
        <>
          <span className="two-lines">{say(row)[0]}</span>
          <span className="quiet mono cut">{row.code}</span>
        </>
      ),
    },
    {
      id: 'fix',
      header: t('capture.rejects.fix'),
      track: 'minmax(200px, 2fr)',
      cell: (row) => <span className="three-lines">{say(row)[1]}</span>,
    },
    {
      id: 'place',
      header: t('capture.rejects.place'),
      track: 'minmax(100px, 0.8fr)',
      cell: (row) => <span className="cut">{row.placeName || t('capture.rejects.noPlace')}</span>,
    },
    {
      id: 'at',
      header: t('capture.rejects.at'),
      track: 'minmax(120px, 1fr)',
      from: 980,
      cell: (row) => <span className="mono two-lines">{row.at || t('value.none')}</span>,
    },
    {
      id: 'last',
      header: t('capture.rejects.last'),
      track: '130px',
      align: 'end',
      from: 800,
      cell: (row) => <span className="number">{format.dayTime(row.lastMs)}</span>,
    },
  ]
  return (
    <Rows
      name="rejects"
      label={t('capture.rejects')}
      rows={rejects}
      columns={columns}
      keyOf={(row) => `${row.code} ${row.placeName} ${row.at}`}
      height={{ wide: 68, narrow: 136 }}
    />
  )
}

/** What each feed sends a quarter hour. */
export function FeedRows({ feeds, siteId }: { feeds: readonly FeedRow[]; siteId: string }) {
  const t = useText()
  const format = useFormat()
  const nowMs = useSiteNow(siteId, 60_000)
  const columns: Column<FeedRow>[] = [
    {
      id: 'feed',
      header: t('capture.feeds.name'),
      track: 'minmax(120px, 1fr)',
      cell: (row) => (
        <>
          <strong className="cut">{row.feed === row.kind ? t(`capture.kind.${row.kind}`) : row.feed}</strong>
          {row.feed === row.kind ? null : <span className="quiet">{t(`capture.kind.${row.kind}`)}</span>}
        </>
      ),
    },
    {
      id: 'chart',
      header: t('capture.feeds.quarters'),
      track: 'minmax(160px, 3fr)',
      cell: (row) =>
        row.perQuarterHour.length === 0 ? (
          <span className="quiet">{t('capture.feeds.held')}</span>
        ) : (
          <Spark
            counts={row.perQuarterHour}
            most={Math.max(...row.perQuarterHour, 1)}
            label={t('capture.feeds.chart', {
              list: row.perQuarterHour.map((count) => format.number(count)).join(', '),
            })}
          />
        ),
    },
    {
      id: 'rate',
      header: t('capture.feeds.rate'),
      track: '130px',
      align: 'end',
      cell: (row) => {
        const newest = row.perQuarterHour.at(-1)
        return newest === undefined ? (
          <span className="quiet">{t('value.none')}</span>
        ) : (
          <strong className="number">{format.number(newest)}</strong>
        )
      },
    },
    {
      id: 'last',
      header: t('capture.feeds.last'),
      track: '140px',
      align: 'end',
      cell: (row) =>
        row.lastMs === null ? (
          <span className="quiet">{t('capture.feeds.never')}</span>
        ) : (
          <>
            <span className="number">{format.timeNear(row.lastMs, nowMs)}</span>
            <span className="quiet">{untilText(t, format, row.lastMs, nowMs)}</span>
          </>
        ),
    },
  ]
  return (
    <Rows
      name="feeds"
      label={t('capture.feeds')}
      rows={feeds}
      columns={columns}
      keyOf={(row) => row.feed}
      height={{ wide: 54, narrow: 96 }}
    />
  )
}

/** Jobs shown before somebody asks for all of them. */
const newestJobs = 12

/** Capture jobs, newest first, with where each of their events went. */
export function JobRows({ jobs }: { jobs: readonly JobRow[] }) {
  const t = useText()
  const format = useFormat()
  // A job's times are the server's own, also where the site's clock is a simulated one.
  const machineMs = useMachineMs(60_000)
  const [all, setAll] = useState(false)
  const sorted = [...jobs].sort((a, b) => b.createdAtMs - a.createdAtMs)
  const count = (id: 'accepted' | 'duplicate' | 'conflict' | 'rejected', from?: number): Column<JobRow> => ({
    id,
    header: t(`capture.${id}`),
    track: '96px',
    align: 'end',
    ...(from === undefined ? {} : { from }),
    cell: (row) => (
      <span>
        <span className="narrow-word quiet">{t(`capture.${id}`)} </span>
        {row[id] === 0 ? (
          <span className="quiet">{t('value.none')}</span>
        ) : (
          <span className="number">{format.number(row[id])}</span>
        )}
      </span>
    ),
  })
  const columns: Column<JobRow>[] = [
    {
      id: 'state',
      header: t('capture.jobs.state'),
      track: 'minmax(190px, 1fr)',
      cell: (row) => {
        const state = jobState(t, row)
        return <Status shape={state.shape} word={state.word} />
      },
    },
    {
      id: 'begun',
      header: t('capture.jobs.begun'),
      track: '168px',
      cell: (row) => (
        <>
          <span className="number cut">{format.timeOfSecond(row.createdAtMs, machineMs)}</span>
          <span className="quiet">
            {row.finishedAtMs === null
              ? ''
              : t('capture.jobs.took', { seconds: tookSeconds(row.createdAtMs, row.finishedAtMs) })}
          </span>
        </>
      ),
    },
    count('accepted'),
    count('duplicate', 720),
    count('conflict', 820),
    count('rejected'),
    {
      id: 'behaviour',
      header: t('capture.jobs.behaviour'),
      track: 'minmax(110px, 1fr)',
      from: 980,
      cell: (row) => <span className="quiet">{t(`capture.jobs.behaviour.${row.behaviour}`)}</span>,
    },
    {
      id: 'id',
      header: t('capture.jobs.id'),
      track: 'minmax(110px, 1fr)',
      from: 900,
      cell: (row) => <span className="mono quiet cut">{row.captureID}</span>,
    },
  ]
  return (
    <>
      <Rows
        name="jobs"
        label={t('capture.jobs')}
        rows={all ? sorted : sorted.slice(0, newestJobs)}
        columns={columns}
        keyOf={(row) => row.captureID}
        height={{ wide: 48, narrow: 78 }}
      />
      {sorted.length <= newestJobs ? null : (
        <label className="check">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {t('capture.jobs.all', { count: sorted.length })}
        </label>
      )}
    </>
  )
}

/** Seconds to a tenth; 0 for what took less than one. */
function tookSeconds(fromMs: number, toMs: number): number {
  const tenths = Math.round((toMs - fromMs) / 100)
  return tenths < 10 ? 0 : tenths / 10
}

function jobState(t: Translate, row: JobRow): { shape: Shape; word: string } {
  if (row.running) return { shape: 'calm', word: t('capture.jobs.running') }
  if (row.success && row.rejected === 0) return { shape: 'done', word: t('capture.jobs.done') }
  if (row.behaviour === 'rollback') return { shape: 'warning', word: t('capture.jobs.rolledBack') }
  return row.accepted + row.duplicate > 0
    ? { shape: 'notice', word: t('capture.jobs.partly') }
    : { shape: 'warning', word: t('capture.jobs.failed') }
}
