import type { CaptureView, SiteRef } from '../../src/wire/index.ts'
import { useFormat, useText } from '../i18n.tsx'
import { PageHead } from '../parts/page.tsx'
import { Command, Empty } from '../parts/states.tsx'
import { useSiteNow } from '../siteTime.ts'
import { FeedRows, JobRows, RejectRows } from './captureLists.tsx'
import { LivePage } from './live.tsx'
import { untilText } from './loadWords.ts'

/** Is everything that was scanned in, and what was refused? */
export function Capture({ site }: { site: SiteRef }) {
  const t = useText()
  return (
    <LivePage topic="capture" site={site} title={t('capture.title')} what={t('capture.what')}>
      {(view) => <Shown view={view} />}
    </LivePage>
  )
}

function Shown({ view }: { view: CaptureView }) {
  const t = useText()
  const format = useFormat()
  const siteId = view.site.siteId
  const sent = view.totals.accepted + view.totals.duplicate + view.totals.conflict + view.totals.rejected
  if (sent === 0 && view.jobs.length === 0) {
    return (
      <>
        <PageHead title={t('capture.title')} place={view.site.name} />
        <CaptureEmpty siteId={siteId} />
      </>
    )
  }
  return (
    <>
      <PageHead title={t('capture.title')} place={view.site.name}>
        <Answer view={view} />
      </PageHead>
      <section aria-labelledby="capture-totals">
        <h2 id="capture-totals">{t('capture.totals')}</h2>
        <dl className="figures">
          {(['accepted', 'duplicate', 'conflict', 'rejected'] as const).map((name) => (
            <div key={name}>
              <dt>{t(`capture.${name}`)}</dt>
              <dd className={`number ${name === 'rejected' && view.totals.rejected > 0 ? 'tone-warning' : ''}`}>
                {format.number(view.totals[name])}
              </dd>
            </div>
          ))}
        </dl>
        <p className="quiet">{t('capture.totals.note')}</p>
        {view.handsHeld ? <p className="quiet">{t('capture.hand.note')}</p> : null}
      </section>
      <section className="section" aria-labelledby="capture-rejects">
        <h2 id="capture-rejects">{t('capture.rejects')}</h2>
        {view.rejects.length === 0 ? (
          <p className="quiet">{t('capture.rejects.none')}</p>
        ) : (
          <RejectRows rejects={view.rejects} />
        )}
      </section>
      <section className="section" aria-labelledby="capture-feeds">
        <h2 id="capture-feeds">{t('capture.feeds')}</h2>
        <p className="quiet">{view.feeds.length === 0 ? t('capture.feeds.none') : t('capture.feeds.note')}</p>
        {view.feeds.length === 0 ? null : <FeedRows feeds={view.feeds} siteId={siteId} />}
        {view.overruled.map(({ source, kind, day }) => (
          <p key={`${kind} ${source}`} className="tone-warning">
            {t(`capture.overruled.${kind}`, { source, day: format.day(Date.parse(`${day}T12:00Z`)) })}
          </p>
        ))}
      </section>
      <section className="section" aria-labelledby="capture-jobs">
        <h2 id="capture-jobs">{t('capture.jobs')}</h2>
        {view.jobs.length === 0 ? <p className="quiet">{t('capture.jobs.none')}</p> : <JobRows jobs={view.jobs} />}
      </section>
    </>
  )
}

/** Whether everything is in, and how old the newest event is. */
function Answer({ view }: { view: CaptureView }) {
  const t = useText()
  const format = useFormat()
  const nowMs = useSiteNow(view.site.siteId, 60_000)
  const newest = view.asOf.newestEventMs
  const refused = view.totals.rejected
  const kinds = new Set(view.rejects.map((reject) => reject.code)).size
  return (
    <>
      <strong className={refused > 0 ? 'tone-warning' : undefined}>
        {refused === 0
          ? t('capture.answer.clean')
          : t('capture.answer.rejects', { count: refused, kinds: Math.max(1, kinds) })}
      </strong>{' '}
      {newest === null
        ? null
        : t('capture.answer.last', {
            time: format.timeNear(newest, nowMs),
            ago: untilText(t, format, newest, nowMs),
          })}
    </>
  )
}

function CaptureEmpty({ siteId }: { siteId: string }) {
  const t = useText()
  const url = `${window.location.origin}/sites/${siteId}/capture`
  return (
    <Empty title={t('capture.empty.title')}>
      <p>{t('capture.empty.how')}</p>
      <Command
        label={t('capture.empty.how')}
        lines={[
          `npx fairfloor key create --name wms --role integrator --site ${siteId} --data data`,
          `curl -X POST ${url} \\`,
          "  -H 'authorization: Bearer KEY' -H 'content-type: application/json' \\",
          '  --data @document.json',
        ]}
      />
      <p>{t('capture.empty.import')}</p>
      <Command
        label={t('capture.empty.import')}
        lines={[`npx fairfloor import events.ndjson --site ${siteId} --data data`]}
      />
    </Empty>
  )
}
