import type { ExceptionRow, ZoneRow } from '../../src/wire/index.ts'
import { minutesBetween } from '../format.ts'
import { useFormat, useText } from '../i18n.tsx'
import { type Column, Rows } from '../parts/rows.tsx'
import { Mark, Status } from '../parts/status.tsx'
import { useSiteNow } from '../siteTime.ts'
import { ageText, exceptionShape, levelShape } from './floorWords.ts'
import { wireText } from './loadWords.ts'
import { countText } from './toldWords.tsx'

interface ZoneListProps {
  readonly zones: readonly ZoneRow[]
  readonly selected: string | null
  readonly onOpen: (zone: ZoneRow) => void
}

/** The same as the plan says, as a list: zones furthest above normal first. */
export function ZoneRows({ zones, selected, onOpen }: ZoneListProps) {
  const t = useText()
  const format = useFormat()
  const columns: Column<ZoneRow>[] = [
    {
      id: 'zone',
      header: t('floor.zone'),
      track: 'minmax(110px, 1.2fr)',
      cell: (zone) => (
        <>
          <span className="cut">{zone.name}</span>
          <span className="quiet cut">{zone.areaName}</span>
        </>
      ),
    },
    {
      id: 'level',
      header: t('floor.zone.level'),
      track: '144px',
      cell: (zone) => <Status shape={levelShape[zone.level]} word={t(`floor.level.${zone.level}`)} />,
    },
    {
      id: 'backlog',
      header: t('floor.zone.backlog'),
      track: '124px',
      align: 'end',
      cell: (zone) => (
        <>
          <strong className="number">
            {countText(t, format, { count: zone.backlog, base: zone.base, level: zone.level })}
          </strong>
          {zone.normal === null ? null : <span className="quiet number">{t('floor.zone.range', zone.normal)}</span>}
        </>
      ),
    },
    {
      id: 'oldest',
      header: t('floor.process.oldest'),
      track: '92px',
      align: 'end',
      cell: (zone) => (
        <span>
          <span className="narrow-word quiet">{t('floor.process.oldest')} </span>
          {ageText(t, format, zone.age.oldestMin)}
        </span>
      ),
    },
    {
      id: 'stuck',
      header: t('floor.process.stuck'),
      track: '56px',
      align: 'end',
      from: 640,
      cell: (zone) => (zone.stuck === 0 ? <span className="quiet">{t('value.none')}</span> : format.number(zone.stuck)),
    },
  ]
  return (
    <Rows
      name="zones"
      label={t('floor.zones')}
      rows={zones}
      columns={columns}
      keyOf={(zone) => zone.placeId}
      selected={selected}
      onOpen={onOpen}
      toneOf={(zone) => `row-${levelShape[zone.level]}`}
      height={{ wide: 46, narrow: 60 }}
    />
  )
}

interface ExceptionListProps {
  readonly exceptions: readonly ExceptionRow[]
  readonly siteId: string
  readonly selected: string | null
  readonly onOpen: (exception: ExceptionRow) => void
}

/** What is stuck, misplaced or out of order: whose it is, for how long, and what to do next. */
export function ExceptionRows({ exceptions, siteId, selected, onOpen }: ExceptionListProps) {
  const t = useText()
  const format = useFormat()
  const nowMs = useSiteNow(siteId, 60_000)
  const columns: Column<ExceptionRow>[] = [
    {
      id: 'kind',
      header: t('floor.exception.kind'),
      track: '132px',
      cell: (row) => (
        <span className="status">
          <Mark shape={exceptionShape(row)} /> {t(`floor.kind.${row.kind}`)}
        </span>
      ),
    },
    {
      id: 'age',
      header: t('floor.exception.age'),
      track: '96px',
      align: 'end',
      cell: (row) => <strong className="number">{format.duration(minutesBetween(row.sinceMs, nowMs))}</strong>,
    },
    {
      id: 'place',
      header: t('floor.exception.place'),
      track: 'minmax(120px, 1fr)',
      cell: (row) => (
        <>
          <span className="cut">{row.placeName}</span>
          <span className="quiet cut">{row.stepName}</span>
        </>
      ),
    },
    {
      id: 'owner',
      header: t('floor.exception.owner'),
      track: 'minmax(90px, 0.8fr)',
      cell: (row) => row.owner || t('role.unassigned'),
    },
    {
      id: 'next',
      header: t('floor.exception.next'),
      track: 'minmax(180px, 1.8fr)',
      from: 760,
      cell: (row) => <span className="two-lines">{wireText(t, 'floor.next', row.next)}</span>,
    },
    {
      id: 'object',
      header: t('floor.exception.object'),
      track: 'minmax(210px, 1fr)',
      from: 1000,
      cell: (row) => (
        <>
          <span className="mono cut">{shortObject(row.object)}</span>
          {row.article === null ? null : <span className="quiet cut">{articleText(row.article)}</span>}
        </>
      ),
    },
  ]
  return (
    <Rows
      name="exceptions"
      label={t('floor.exceptions')}
      rows={exceptions}
      columns={columns}
      keyOf={(row) => row.id}
      selected={selected}
      onOpen={onOpen}
      height={{ wide: 50, narrow: 76 }}
    />
  )
}

/** An article as people read it, such as `(01) 09521321000005`. */
export function articleText(article: string): string {
  return article.replace(/^https:\/\/id\.gs1\.org\/(\d+)\/(.+)$/, '($1) $2')
}

/** The end of a long identifier, which is the part that differs. */
export function shortObject(id: string): string {
  const tail = id.replace(/^https?:\/\/[^/]+\//, '').replace(/^urn:epc:id:/, '')
  return tail.length > 24 ? `…${tail.slice(-23)}` : tail
}
