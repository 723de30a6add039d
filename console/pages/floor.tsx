import { Button } from 'react-aria-components/Button'
import type { ExceptionRow, FloorView, SiteRef, StepRow, ZoneRow } from '../../src/wire/index.ts'
import { useFormat, useText } from '../i18n.tsx'
import { setQuery } from '../location.ts'
import { Beside } from '../parts/beside.tsx'
import { PageHead } from '../parts/page.tsx'
import { Command, Empty } from '../parts/states.tsx'
import { Mark } from '../parts/status.tsx'
import { ExceptionDetail, ZoneDetail } from './floorDetail.tsx'
import { ExceptionRows, ZoneRows } from './floorLists.tsx'
import { FloorPlan } from './floorPlan.tsx'
import { ageText, levelRank } from './floorWords.ts'
import { LivePage } from './live.tsx'
import { hasRates, ProcessRows } from './processRows.tsx'
import { ToldNote } from './toldWords.tsx'

interface Props {
  readonly site: SiteRef
  readonly zone: string | null
  readonly exception: string | null
  /** Zones as a table instead of the plan. */
  readonly asTable: boolean
}

/** Where is the work stuck, and will the truck be met? */
export function Floor({ site, zone, exception, asTable }: Props) {
  const t = useText()
  return (
    <LivePage topic="floor" site={site} title={t('floor.title')} what={t('floor.what')}>
      {(view) => <Shown view={view} zoneId={zone} exceptionId={exception} asTable={asTable} />}
    </LivePage>
  )
}

interface ShownProps {
  readonly view: FloorView
  readonly zoneId: string | null
  readonly exceptionId: string | null
  readonly asTable: boolean
}

function Shown({ view, zoneId, exceptionId, asTable }: ShownProps) {
  const t = useText()
  const siteId = view.site.siteId
  const zone = view.zones.find((each) => each.placeId === zoneId) ?? null
  const exception = view.exceptions.find((each) => each.id === exceptionId) ?? null
  const ranked = [...view.zones].sort(
    (a, b) => levelRank[a.level] - levelRank[b.level] || (b.backlog ?? 0) - (a.backlog ?? 0),
  )
  const exceptions = zone === null ? view.exceptions : view.exceptions.filter((each) => each.placeId === zone.placeId)
  const openZone = (each: ZoneRow): void => setQuery({ zone: each.placeId, exception: null })
  const openException = (each: ExceptionRow): void => setQuery({ exception: each.id })

  if (view.asOf.newestEventMs === null) {
    return (
      <>
        <PageHead title={t('floor.title')} place={view.site.name} />
        <FloorEmpty siteId={siteId} />
      </>
    )
  }
  return (
    <>
      <PageHead title={t('floor.title')} place={view.site.name}>
        <Answer view={view} />
      </PageHead>
      <ToldNote told={view.told} />
      <div className={zone === null && exception === null ? 'split' : 'split split-open'}>
        <div className="split-main">
          <section aria-labelledby="floor-zones">
            <div className="section-head">
              <h2 id="floor-zones">{t('floor.zones')}</h2>
              <ViewChoice table={asTable} />
            </div>
            {asTable ? (
              <ZoneRows zones={ranked} selected={zoneId} onOpen={openZone} />
            ) : (
              <FloorPlan zones={view.zones} selected={zoneId} onOpen={openZone} />
            )}
          </section>
          <section className="section" aria-labelledby="floor-process">
            <h2 id="floor-process">{t('floor.process')}</h2>
            {hasRates(view.process) ? null : <p className="quiet">{t('floor.rate.allHeld')}</p>}
            <ProcessRows steps={view.process} siteId={siteId} />
          </section>
          <section className="section" aria-labelledby="floor-exceptions">
            <h2 id="floor-exceptions">{t('floor.exceptions')}</h2>
            <ExceptionNote view={view} zone={zone} />
            {exceptions.length === 0 ? null : (
              <ExceptionRows exceptions={exceptions} siteId={siteId} selected={exceptionId} onOpen={openException} />
            )}
          </section>
          <Unmapped unmapped={view.unmapped} />
        </div>
        {exception !== null ? (
          <Beside
            label={t(`floor.kind.${exception.kind}`)}
            title={t(`floor.kind.${exception.kind}`)}
            onClose={() => setQuery({ exception: null })}
          >
            <ExceptionDetail exception={exception} siteId={siteId} />
          </Beside>
        ) : zone !== null ? (
          <Beside label={zone.name} title={zone.name} onClose={() => setQuery({ zone: null })}>
            <ZoneDetail
              misplaced={view.misplaced.filter((each) => each.placeId === zone.placeId)}
              zone={zone}
              area={view.areas.find((each) => each.placeId === zone.areaId) ?? null}
              k={view.k}
              step={view.process.find((each) => each.step === zone.step) ?? null}
              exceptions={exceptions}
              siteId={siteId}
            />
          </Beside>
        ) : null}
      </div>
    </>
  )
}

/** The picture, or the table that says the same. */
function ViewChoice({ table }: { table: boolean }) {
  const t = useText()
  const choices = [
    { name: t('floor.plan'), chosen: !table, view: null },
    { name: t('floor.table'), chosen: table, view: 'table' },
  ]
  return (
    <fieldset className="segments">
      <legend className="unseen">{t('floor.zones')}</legend>
      {choices.map((choice) => (
        <label key={choice.name} className="segment">
          <input
            type="radio"
            name="floor-view"
            className="unseen"
            checked={choice.chosen}
            onChange={() => setQuery({ view: choice.view }, { replace: true })}
          />
          <span>{choice.name}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** Zones named in the answer; the rest are counted. */
const namedMost = 3

/** Which zones are above normal, and which step above its own keeps most waiting. */
function Answer({ view }: { view: FloorView }) {
  const t = useText()
  const format = useFormat()
  const above = view.zones.filter(isAbove).sort((a, b) => levelRank[a.level] - levelRank[b.level])
  const far = above.some((zone) => zone.level === 'farAbove')
  const named = above
    .slice(0, namedMost)
    .map((zone) => zone.name)
    .join(', ')
  // What always holds much (storage) is no answer: only a step above its own normal is.
  const holding = view.process
    .filter(isAbove)
    .reduce<StepRow | null>((most, step) => ((step.queue ?? 0) > (most?.queue ?? 0) ? step : most), null)
  const isEmpty = view.process.every((step) => step.queue !== null && step.queue === 0 && step.base === 0)
  return (
    <>
      <strong className={far ? 'tone-critical' : above.length > 0 ? 'tone-warning' : undefined}>
        {t('floor.answer.above', {
          count: above.length,
          zones:
            above.length > namedMost
              ? t('floor.answer.more', { zones: named, count: above.length - namedMost })
              : named,
        })}
      </strong>{' '}
      {holding === null
        ? isEmpty
          ? t('floor.answer.quiet')
          : null
        : t('floor.answer.step', {
            step: holding.name,
            count: holding.queue ?? 0,
            oldest: ageText(t, format, holding.age.oldestMin),
          })}
    </>
  )
}

function isAbove({ level }: { readonly level: ZoneRow['level'] }): boolean {
  return level === 'above' || level === 'farAbove'
}

function ExceptionNote({ view, zone }: { view: FloorView; zone: ZoneRow | null }) {
  const t = useText()
  if (view.exceptionsTotal === 0) return <p className="quiet">{t('floor.exceptions.none')}</p>
  const shown = view.exceptions.length
  return (
    <p className="quiet">
      {shown < view.exceptionsTotal
        ? t('floor.exceptions.first', { shown, total: view.exceptionsTotal })
        : t('floor.exceptions.some')}{' '}
      {zone === null ? null : (
        <>
          {t('floor.exceptions.in', { zone: zone.name })}{' '}
          <Button className="button button-quiet" onPress={() => setQuery({ zone: null })}>
            {t('floor.exceptions.all')}
          </Button>
        </>
      )}
    </p>
  )
}

/** Read points that no zone names: the site file is incomplete, and says what to add. */
function Unmapped({ unmapped }: { unmapped: FloorView['unmapped'] }) {
  const t = useText()
  if (unmapped.readPoints === 0) return null
  return (
    <section className="section notice" aria-labelledby="floor-unmapped">
      <h2 id="floor-unmapped">
        <Mark shape="notice" />
        {t('floor.unmapped', { readPoints: unmapped.readPoints, objects: unmapped.objects })}
      </h2>
      <p>{t('floor.unmapped.fix')}</p>
      <ul>
        {unmapped.examples.map((example) => (
          <li key={example} className="mono">
            {example}
          </li>
        ))}
      </ul>
    </section>
  )
}

function FloorEmpty({ siteId }: { siteId: string }) {
  const t = useText()
  const url = `${window.location.origin}/sites/${siteId}/capture`
  return (
    <Empty title={t('floor.empty.title')}>
      <p>{t('floor.empty.how')}</p>
      <Command
        label={t('floor.empty.how')}
        lines={[
          `curl -X POST ${url} \\`,
          "  -H 'authorization: Bearer KEY' -H 'content-type: application/json' \\",
          '  --data @document.json',
        ]}
      />
    </Empty>
  )
}
