import type { AreaRow, ExceptionRow, MisplacedRow, StepRow, ZoneRow } from '../../src/wire/index.ts'
import { minutesBetween } from '../format.ts'
import { useFormat, useText } from '../i18n.tsx'
import { Link } from '../parts/link.tsx'
import { Status } from '../parts/status.tsx'
import { hrefOf } from '../routes.ts'
import { useSiteNow } from '../siteTime.ts'
import { articleText, shortObject } from './floorLists.tsx'
import { ageText, levelShape } from './floorWords.ts'
import { wireText } from './loadWords.ts'
import { RateCell } from './rateCell.tsx'
import { countText } from './toldWords.tsx'

interface ZoneProps {
  readonly zone: ZoneRow
  readonly area: AreaRow | null
  /** Fewer people than this and counts are told in words. */
  readonly k: number
  /** The step that usually happens in the zone: rates exist by step. */
  readonly step: StepRow | null
  readonly exceptions: readonly ExceptionRow[]
  /** Of this zone, by article. */
  readonly misplaced: readonly MisplacedRow[]
  readonly siteId: string
}

/** One zone: what is in it against normal, for how long, and what is wrong. */
export function ZoneDetail({ zone, area, k, step, exceptions, misplaced, siteId }: ZoneProps) {
  const t = useText()
  const format = useFormat()
  return (
    <>
      <p className="facts">
        <Status shape={levelShape[zone.level]} word={t(`floor.level.${zone.level}`)} />
        <span className="quiet">{zone.areaName}</span>
      </p>
      <dl className="figures">
        <Figure
          name={t('floor.zone.backlog')}
          value={countText(t, format, { count: zone.backlog, base: zone.base, level: zone.level })}
        />
        {area === null ? null : (
          <Figure
            name={area.name}
            value={countText(t, format, { count: area.backlog, base: area.base, level: area.level })}
          />
        )}
        <Figure
          name={t('floor.zone.normal')}
          value={zone.normal === null ? t('value.none') : t('floor.zone.range', zone.normal)}
        />
        <Figure name={t('floor.process.median')} value={ageText(t, format, zone.age.medianMin)} />
        <Figure name={t('floor.process.p95')} value={ageText(t, format, zone.age.p95Min)} />
        <Figure name={t('floor.process.oldest')} value={ageText(t, format, zone.age.oldestMin)} />
        <Figure name={t('floor.kind.stuck')} value={format.number(zone.stuck)} />
        <Figure name={t('floor.kind.outOfOrder')} value={format.number(zone.outOfOrder)} />
        <Figure name={t('floor.kind.misplaced')} value={format.number(zone.misplaced)} />
      </dl>
      {zone.backlog === null ? <p className="quiet">{t('live.few', { k })}</p> : null}
      {step === null ? null : (
        <>
          <h3>
            {step.name} · {t('floor.process.rate')}
          </h3>
          <p className="rate-detail">
            <RateCell step={step} siteId={siteId} />
          </p>
        </>
      )}
      {misplaced.length === 0 ? null : (
        <>
          <h3>{t('floor.misplaced.byArticle')}</h3>
          <ul className="plain">
            {misplaced.map((row) => (
              <li key={row.article ?? ''}>
                <strong className="number">{format.number(row.count)}</strong>{' '}
                {row.article === null ? t('floor.misplaced.noArticle') : articleText(row.article)}
              </li>
            ))}
          </ul>
        </>
      )}
      {exceptions.length === 0 ? null : (
        <>
          <h3>{t('floor.exceptions')}</h3>
          <ul className="plain">
            {exceptions.slice(0, 8).map((row) => (
              <li key={row.id}>
                <Link href={hrefOf('floor', siteId, { zone: zone.placeId, exception: row.id })}>
                  {t(`floor.kind.${row.kind}`)}
                </Link>{' '}
                <span className="mono quiet">{shortObject(row.object)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** One exception: the object, where and since when, whose it is, what to do next. */
export function ExceptionDetail({ exception, siteId }: { exception: ExceptionRow; siteId: string }) {
  const t = useText()
  const format = useFormat()
  const nowMs = useSiteNow(siteId, 60_000)
  return (
    <>
      <p className="next-step">{wireText(t, 'floor.next', exception.next)}</p>
      <dl className="figures">
        <Figure name={t('floor.exception.owner')} value={exception.owner || t('role.unassigned')} />
        <Figure name={t('floor.exception.age')} value={format.duration(minutesBetween(exception.sinceMs, nowMs))} />
        <Figure name={t('floor.exception.since')} value={format.timeNear(exception.sinceMs, nowMs)} />
        <Figure name={t('floor.exception.place')} value={exception.placeName} />
        <Figure name={t('floor.process.step')} value={exception.stepName} />
        {exception.expectedIn.length === 0 ? null : (
          <Figure name={t('floor.exception.expectedIn')} value={exception.expectedIn.join(', ')} />
        )}
        {exception.article === null ? null : (
          <Figure name={t('floor.exception.article')} value={articleText(exception.article)} />
        )}
      </dl>
      <h3>{t('floor.exception.object')}</h3>
      <p className="mono">{exception.object}</p>
      <p>
        <Link className="button" href={hrefOf('trace', siteId, { id: exception.object })}>
          {t('floor.exception.trace')}
        </Link>
      </p>
      {exception.loadId === null ? null : (
        <>
          <h3>{t('floor.exception.load')}</h3>
          <p>
            {exception.loadId} ·{' '}
            <Link href={hrefOf('departures', siteId, { load: exception.loadId })}>{t('floor.exception.openLoad')}</Link>
          </p>
        </>
      )}
    </>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="number">{value}</dd>
    </div>
  )
}
