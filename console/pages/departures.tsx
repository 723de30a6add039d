import { useMemo, useState } from 'react'
import type { Translate } from '../../src/text/index.ts'
import type { DeparturesView, LoadRow, SiteRef } from '../../src/wire/index.ts'
import { minutesBetween } from '../format.ts'
import { useFormat, useText } from '../i18n.tsx'
import { setQuery } from '../location.ts'
import { Beside } from '../parts/beside.tsx'
import { PageHead } from '../parts/page.tsx'
import { Progress } from '../parts/progress.tsx'
import { type Column, Rows } from '../parts/rows.tsx'
import { Command, Empty } from '../parts/states.tsx'
import { Mark, Status } from '../parts/status.tsx'
import { type Change, useChanges } from '../seen.ts'
import { useSiteNow } from '../siteTime.ts'
import { ChangedNote } from './changedNote.tsx'
import { LivePage } from './live.tsx'
import { LoadDetail } from './loadDetail.tsx'
import {
  dockText,
  emptyTail,
  isOpen,
  isUntold,
  type LoadState,
  loadWord,
  outlookText,
  shapeOf,
  unstagedUnits,
  untilText,
  wordOf,
} from './loadWords.ts'
import { countText, ToldNote } from './toldWords.tsx'

interface Props {
  readonly site: SiteRef
  readonly selected: string | null
}

/** Which truck will be missed, and what saves it? */
export function Departures({ site, selected }: Props) {
  const t = useText()
  return (
    <LivePage topic="departures" site={site} title={t('departures.title')} what={t('departures.what')}>
      {(view) => <Shown view={view} selected={selected} />}
    </LivePage>
  )
}

function Shown({ view, selected }: { view: DeparturesView; selected: string | null }) {
  const t = useText()
  const [showGone, setShowGone] = useState(false)
  const [showEmpty, setShowEmpty] = useState(false)
  const { open, gone } = useMemo(() => ordered(view.loads), [view.loads])
  const changes = useChanges(`departures:${view.site.siteId}`, view.loads, statusOf, view.asOf.asOfMs)
  const load = view.loads.find((each) => each.id === selected) ?? null
  const empty = open.slice(open.length - foldedCount(open))
  const near = showEmpty || (load !== null && empty.includes(load)) ? open : open.slice(0, open.length - empty.length)
  const rows = showGone || (load !== null && !isOpen(load)) ? [...near, ...gone] : near

  return (
    <>
      <PageHead title={t('departures.title')} place={view.site.name}>
        {view.plan === 'none' ? undefined : <Answer open={open} siteId={view.site.siteId} />}
      </PageHead>
      {view.plan === 'none' ? <NoPlan siteId={view.site.siteId} /> : null}
      {view.plan === 'present' && view.loads.length === 0 ? (
        <Empty title={t('departures.empty.title')}>
          <p>{t('departures.empty.how')}</p>
          <PlanCommand siteId={view.site.siteId} />
        </Empty>
      ) : null}
      {view.loads.length === 0 ? null : <ToldNote told={view.told} />}
      {view.loads.length === 0 ? null : (
        <div className={load === null ? 'split' : 'split split-open'}>
          <div className="split-main">
            <ChangedNote changes={changes} />
            <LoadList rows={rows} siteId={view.site.siteId} selected={load?.id ?? null} changed={changes.byKey} />
            {empty.length === 0 ? null : (
              <EmptyLoads loads={empty} shown={showEmpty} onShow={setShowEmpty} siteId={view.site.siteId} />
            )}
            {gone.length === 0 ? null : (
              <label className="check">
                <input type="checkbox" checked={showGone} onChange={(event) => setShowGone(event.target.checked)} />
                {t('departures.showGone', { count: gone.length })}
              </label>
            )}
            {view.laterLoads === 0 ? null : (
              <p className="quiet">{t('departures.later', { count: view.laterLoads })}</p>
            )}
            {view.earlierLoads === 0 ? null : (
              <p className="quiet">{t('departures.earlier', { count: view.earlierLoads })}</p>
            )}
            {view.unplannedUnits === 0 ? null : (
              <p className="quiet">{t('departures.unplanned', { count: view.unplannedUnits })}</p>
            )}
          </div>
          {load === null ? null : (
            <Beside
              label={load.id}
              title={
                <>
                  {load.carrier} <span className="quiet">{load.service}</span>
                </>
              }
              onClose={() => setQuery({ load: null })}
            >
              <LoadDetail load={load} siteId={view.site.siteId} />
            </Beside>
          )}
        </div>
      )}
    </>
  )
}

/** Loads at the end without orders, folded away unless they are few or all that there is. */
function foldedCount(open: readonly LoadRow[]): number {
  const count = emptyTail(open)
  return count < 4 || count === open.length ? 0 : count
}

interface EmptyProps {
  readonly loads: readonly LoadRow[]
  readonly shown: boolean
  readonly onShow: (shown: boolean) => void
  readonly siteId: string
}

function EmptyLoads({ loads, shown, onShow, siteId }: EmptyProps) {
  const t = useText()
  const format = useFormat()
  const nowMs = useSiteNow(siteId, 60_000)
  const times = loads.map((load) => load.departureMs)
  return (
    <label className="check">
      <input type="checkbox" checked={shown} onChange={(event) => onShow(event.target.checked)} />
      {t('departures.showEmpty', {
        count: loads.length,
        from: format.timeSoon(Math.min(...times), nowMs),
        to: format.timeSoon(Math.max(...times), nowMs),
      })}
    </label>
  )
}

/** The page's answer in a sentence: how many are missed or at risk, and when the next one leaves. */
function Answer({ open, siteId }: { open: readonly LoadRow[]; siteId: string }) {
  const t = useText()
  const format = useFormat()
  const nowMs = useSiteNow(siteId, 60_000)
  const count = (status: LoadState): number => open.filter((load) => load.status === status).length
  const late = count('late')
  const atRisk = count('atRisk')
  const unknown = open.filter((load) => isUntold(load, nowMs)).length
  const next = open.find((load) => load.departureMs >= nowMs)
  const verdict: string[] = []
  if (late > 0) verdict.push(t('departures.answer.late', { count: late }))
  if (atRisk > 0)
    verdict.push(t(late > 0 ? 'departures.answer.atRisk' : 'departures.answer.onlyRisk', { count: atRisk }))
  if (open.length === 0) return <>{t('departures.answer.noneOpen')}</>
  if (verdict.length === 0 && unknown === 0) verdict.push(t('departures.answer.good'))
  return (
    <>
      {verdict.length === 0 ? null : (
        <strong className={late > 0 ? 'tone-critical' : atRisk > 0 ? 'tone-warning' : undefined}>
          {verdict.join('; ')}.
        </strong>
      )}{' '}
      {unknown === 0 ? null : t('departures.answer.unknown', { count: unknown })}{' '}
      {next === undefined
        ? null
        : t('departures.answer.next', {
            time: format.timeNear(next.departureMs, nowMs),
            left: untilText(t, format, next.departureMs, nowMs),
          })}
    </>
  )
}

interface ListProps {
  readonly rows: readonly LoadRow[]
  readonly siteId: string
  readonly selected: string | null
  readonly changed: ReadonlyMap<string, Change>
}

function LoadList({ rows, siteId, selected, changed }: ListProps) {
  const t = useText()
  const format = useFormat()
  const nowMs = useSiteNow(siteId, 60_000)
  const columns: Column<LoadRow>[] = [
    {
      id: 'status',
      header: t('departures.col.status'),
      track: '132px',
      cell: (load) => {
        const change = changed.get(load.id)
        return (
          <>
            <Status shape={shapeOf(load, nowMs)} word={wordOf(t, load, nowMs)} />
            {change === undefined ? null : (
              <span className="changed">
                {change.before === null
                  ? t('changed.new')
                  : t('changed.was', { before: loadWord(t, change.before as LoadState) })}
              </span>
            )}
          </>
        )
      },
    },
    {
      id: 'departs',
      header: t('departures.col.departs'),
      track: '100px',
      cell: (load) => (
        <>
          <strong className="number">{format.timeSoon(load.departureMs, nowMs)}</strong>
          <span className="quiet">{untilText(t, format, load.departureMs, nowMs)}</span>
        </>
      ),
    },
    {
      id: 'load',
      header: t('departures.col.load'),
      track: 'minmax(150px, 2.4fr)',
      cell: (load) => (
        <>
          <span className="cut">
            {load.carrier} {load.service}
          </span>
          <span className="quiet cut">
            {dockText(t, load.dock)} · {load.id}
          </span>
        </>
      ),
    },
    {
      id: 'progress',
      header: t('departures.col.progress'),
      track: 'minmax(110px, 1fr)',
      from: 860,
      cell: (load) =>
        load.units.planned === 0 ? (
          <span className="quiet">{t('value.none')}</span>
        ) : (
          <>
            <Progress
              done={Math.max(load.units.staged, load.units.loaded)}
              of={load.units.planned}
              seen={load.units.seen}
            />
            <span className="quiet number">{stagedText(t, load)}</span>
          </>
        ),
    },
    {
      id: 'unstaged',
      header: t('departures.col.unstaged'),
      track: '104px',
      align: 'end',
      cell: (load) =>
        load.units.planned === 0 ? (
          <span className="quiet">{t('value.none')}</span>
        ) : (
          <span>
            <strong className="number big">
              {countText(t, format, { count: unstagedUnits(load), base: unstagedUnits(load) === 0 ? 0 : load.base })}
            </strong>{' '}
            <span className="narrow-word quiet">{t('departures.col.unstaged')}</span>
          </span>
        ),
    },
    {
      id: 'holding',
      header: t('departures.col.holding'),
      track: 'minmax(116px, 1.2fr)',
      cell: (load) =>
        load.holding === null || !isOpen(load) ? (
          <span className="quiet">{t('value.none')}</span>
        ) : (
          <>
            <span className="cut">
              {load.holding.name}{' '}
              <span className="quiet number holding-count">
                {countText(t, format, { count: load.holding.units, base: load.base })}
              </span>
            </span>
            <span className="quiet cut">{load.holding.owner || t('role.unassigned')}</span>
          </>
        ),
    },
    {
      id: 'outlook',
      header: t('departures.col.outlook'),
      track: 'minmax(150px, 1fr)',
      from: 900,
      cell: (load) => (
        <span className={load.status === 'late' ? 'tone-critical' : undefined}>{outlookText(t, format, load)}</span>
      ),
    },
  ]
  return (
    <Rows
      name="loads"
      label={t('departures.list')}
      rows={rows}
      columns={columns}
      keyOf={loadId}
      selected={selected}
      onOpen={(load) => setQuery({ load: load.id })}
      toneOf={(load) => (isOpen(load) ? `row-${shapeOf(load, nowMs)}` : 'row-gone')}
      height={{ wide: 56, narrow: 104 }}
    />
  )
}

/** `about 30 of 120`; exact where all is done or nothing rounded. */
function stagedText(t: Translate, { units, base }: LoadRow): string {
  const staged = Math.max(units.staged, units.loaded)
  const exact = base === 0 || staged >= units.planned
  return t(exact ? 'departures.staged' : 'live.staged', { staged, planned: units.planned })
}

function loadId(load: LoadRow): string {
  return load.id
}

function statusOf(load: LoadRow): { key: string; value: string } {
  return { key: load.id, value: load.status }
}

/** Loads still to leave by time left; those that left or were cancelled, newest first. */
function ordered(loads: readonly LoadRow[]): { open: LoadRow[]; gone: LoadRow[] } {
  const open = loads
    .filter(isOpen)
    .sort((a, b) => minutesBetween(b.departureMs, a.departureMs) || compareText(a.id, b.id))
  const gone = loads
    .filter((load) => !isOpen(load))
    .sort((a, b) => b.departureMs - a.departureMs || compareText(a.id, b.id))
  return { open, gone }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function NoPlan({ siteId }: { siteId: string }) {
  const t = useText()
  return (
    <Empty title={t('departures.noPlan.title')}>
      <p>
        <Mark shape="notice" /> {t('departures.noPlan.cannot')}
      </p>
      <PlanCommand siteId={siteId} />
    </Empty>
  )
}

function PlanCommand({ siteId }: { siteId: string }) {
  const t = useText()
  const url = `${window.location.origin}/api/v1/sites/${siteId}/plan`
  return (
    <>
      <p>{t('departures.noPlan.how')}</p>
      <Command
        label={t('departures.noPlan.how')}
        lines={[
          `curl -X POST ${url} \\`,
          "  -H 'authorization: Bearer KEY' -H 'content-type: application/json' \\",
          `  -d '{"loads":[{"id":"L1","carrier":"Nordfracht","dock":"4","departure":"2026-11-21T17:40:00+01:00"}],`,
          `       "orders":[{"id":"SO-1","load":"L1","units":12}]}'`,
        ]}
      />
      <p>{t('departures.noPlan.file')}</p>
      <Command
        label={t('departures.noPlan.file')}
        lines={[`npx fairfloor import plan.json --plan --site ${siteId} --data data`]}
      />
    </>
  )
}
