import { isMessageKey, type Translate } from '../../src/text/index.ts'
import type { LoadRow } from '../../src/wire/index.ts'
import type { Format } from '../format.ts'
import { useFormat, useText } from '../i18n.tsx'
import { Link } from '../parts/link.tsx'
import { Status } from '../parts/status.tsx'
import { type Tick, Timeline } from '../parts/timeline.tsx'
import { hrefOf } from '../routes.ts'
import { useSiteNow } from '../siteTime.ts'
import {
  dockText,
  gainText,
  isOpen,
  outlookText,
  reasonText,
  remedyText,
  shapeOf,
  untilText,
  wordOf,
} from './loadWords.ts'
import { countText } from './toldWords.tsx'

/** Everything about one load: why it is as it is, what would save it, ready against departure, where its units are. */
export function LoadDetail({ load, siteId }: { load: LoadRow; siteId: string }) {
  const t = useText()
  const format = useFormat()
  const nowMs = useSiteNow(siteId, 60_000)
  const stagedBy = load.deadlines.find(({ kind }) => kind === 'staged')
  return (
    <>
      <p className="facts">
        <Status shape={shapeOf(load, nowMs)} word={wordOf(t, load, nowMs)} />
        <span>
          <strong className="number">{format.timeNear(load.departureMs, nowMs)}</strong>{' '}
          {untilText(t, format, load.departureMs, nowMs)}
        </span>
        <span>{dockText(t, load.dock)}</span>
      </p>
      <p className="quiet">
        {load.id} · {t('departures.version', { version: load.version })}
      </p>
      <h3>{t('departures.why')}</h3>
      <p>{reasonText(t, load)}</p>
      {isOpen(load) && load.lateByMin !== null ? (
        <p>
          {t('departures.col.outlook')}: <strong>{outlookText(t, format, load)}</strong>
          {stagedBy === undefined ? null : (
            <span className="quiet">
              {' '}
              · {t('departures.outlook.due', { time: format.timeNear(stagedBy.atMs, nowMs) })}
            </span>
          )}
        </p>
      ) : null}
      {isOpen(load) ? <Remedies load={load} t={t} format={format} /> : null}
      <h3>{t('departures.deadlines')}</h3>
      <Deadlines load={load} nowMs={nowMs} t={t} format={format} />
      <h3>{t('departures.where')}</h3>
      <dl className="figures">
        {(['planned', 'seen', 'staged', 'loaded'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`departures.units.${name}`)}</dt>
            <dd className="number">
              {name === 'planned' || load.units[name] >= load.units.planned
                ? format.number(load.units[name])
                : countText(t, format, { count: load.units[name], base: load.base })}
            </dd>
          </div>
        ))}
      </dl>
      <Shares load={load} siteId={siteId} t={t} format={format} />
    </>
  )
}

interface PartProps {
  readonly load: LoadRow
  readonly t: Translate
  readonly format: Format
}

function Remedies({ load, t, format }: PartProps) {
  const needed = load.status === 'late' || load.status === 'atRisk'
  return (
    <>
      <h3>{t('departures.saves')}</h3>
      {load.remedies.length === 0 ? (
        <p className="quiet">{t(needed ? 'departures.saves.none' : 'departures.saves.notNeeded')}</p>
      ) : (
        <ol className="remedies">
          {load.remedies.map((remedy) => (
            <li key={`${remedy.key} ${remedy.step} ${remedy.zone ?? ''}`}>
              <span>{remedyText(t, remedy, load.base)}</span>
              <span className="quiet">
                {remedy.owner || t('role.unassigned')}
                {` · ${gainText(t, format, remedy)}`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

function deadlineWord(t: Translate, kind: string): string {
  const key = `departures.deadline.${kind}`
  return isMessageKey(key) ? t(key) : kind
}

function Deadlines({ load, nowMs, t, format }: PartProps & { nowMs: number }) {
  const ticks: Tick[] = load.deadlines.map((deadline) => ({
    key: deadline.kind,
    atMs: deadline.atMs,
    label: deadlineWord(t, deadline.kind),
    state: deadline.met === null ? 'open' : deadline.met ? 'met' : 'missed',
  }))
  const ready = load.readyMs
  const readyText =
    ready === null
      ? t('departures.outlook.unknown')
      : ready.earliest === ready.latest
        ? format.time(ready.latest)
        : t('time.to', { from: format.time(ready.earliest), to: format.time(ready.latest) })
  const shape = shapeOf(load, nowMs)
  const table = [
    ...ticks.map((tick) => ({
      key: tick.key,
      label: tick.label,
      atMs: tick.atMs,
      when: format.timeNear(tick.atMs, nowMs),
      state: tick.state,
    })),
    ...(isOpen(load)
      ? [
          {
            key: 'ready',
            label: t('departures.deadline.ready'),
            atMs: ready?.latest ?? load.departureMs,
            when: readyText,
            state: null,
          },
        ]
      : []),
    {
      key: 'departure',
      label: t('departures.deadline.departure'),
      atMs: load.departureMs,
      when: format.timeNear(load.departureMs, nowMs),
      state: null,
    },
  ].sort((a, b) => a.atMs - b.atMs)
  return (
    <>
      {isOpen(load) ? (
        <Timeline
          label={t('departures.timeline', { ready: readyText, departure: format.time(load.departureMs) })}
          nowMs={nowMs}
          nowLabel={t('departures.deadline.now')}
          departureMs={load.departureMs}
          departureLabel={t('departures.deadline.departure')}
          ready={ready}
          readyLabel={readyText}
          ticks={ticks}
          tone={shape === 'critical' || shape === 'warning' ? shape : 'calm'}
          timeOf={format.time}
        />
      ) : null}
      {load.deadlines.length === 0 ? <p className="quiet">{t('departures.deadlines.none')}</p> : null}
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">{t('departures.deadlines.what')}</th>
            <th scope="col">{t('departures.deadlines.when')}</th>
            <th scope="col">{t('departures.deadlines.state')}</th>
          </tr>
        </thead>
        <tbody>
          {table.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              <td className="number">{row.when}</td>
              <td>
                {row.state === null ? null : (
                  <Status
                    shape={row.state === 'met' ? 'done' : row.state === 'missed' ? 'off' : 'calm'}
                    word={t(
                      row.state === 'met'
                        ? 'departures.met.yes'
                        : row.state === 'missed'
                          ? 'departures.met.no'
                          : 'departures.met.open',
                    )}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Shares({ load, siteId, t, format }: PartProps & { siteId: string }) {
  const most = Math.max(1, ...load.shares.map((share) => share.units))
  return (
    <table className="small-table shares">
      <thead>
        <tr>
          <th scope="col">{t('departures.where.step')}</th>
          <th scope="col">{t('departures.where.zone')}</th>
          <th scope="col" className="end">
            {t('departures.where.units')}
          </th>
        </tr>
      </thead>
      <tbody>
        {load.shares.map((share) => (
          <tr
            key={share.step}
            className={share.step === load.holding?.step && isOpen(load) ? 'shares-holding' : undefined}
          >
            <th scope="row">
              {share.step === '' ? t('departures.where.unseen') : share.name}
              <svg className="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(share.units / most) * 100} height="4" />
              </svg>
            </th>
            <td>
              {share.zones.map((zone) => (
                <span key={zone.placeId} className="share-zone">
                  <Link href={hrefOf('floor', siteId, { zone: zone.placeId })}>{zone.name}</Link>{' '}
                  <span className="quiet number">{zone.units === null ? '' : format.number(zone.units)}</span>
                </span>
              ))}
            </td>
            <td className="end number">{countText(t, format, { count: share.units, base: load.base })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
