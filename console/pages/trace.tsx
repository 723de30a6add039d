import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Problem, SiteRef, TraceView } from '../../src/wire/index.ts'
import { apiPath, getJson } from '../api.ts'
import { useFormat, useText } from '../i18n.tsx'
import { go } from '../location.ts'
import { Link } from '../parts/link.tsx'
import { PageHead } from '../parts/page.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Mark } from '../parts/status.tsx'
import { hrefOf } from '../routes.ts'
import { noteClock, useSiteNow, useSpeedOf } from '../siteTime.ts'
import { signedOut } from '../store.ts'
import { Journey } from './journey.tsx'
import { TraceObjects } from './traceObjects.tsx'

type Found =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'ready'; readonly view: TraceView }

/** Where is this object, and how did it get there? */
export function Trace({ site, asked }: { site: SiteRef; asked: string }) {
  const t = useText()
  const { found, again } = useTrace(site, asked)
  return (
    <>
      <PageHead title={t('trace.title')} place={site.name} />
      <AskField key={asked} siteId={site.siteId} asked={asked} />
      {found.kind === 'idle' ? <Examples siteId={site.siteId} /> : null}
      {found.kind === 'loading' ? <Loading what={t('trace.what')} /> : null}
      {found.kind === 'failed' ? <Failed problem={found.problem} onRetry={again} /> : null}
      {found.kind === 'ready' ? <Shown view={found.view} again={again} /> : null}
    </>
  )
}

function useTrace(site: SiteRef, asked: string): { found: Found; again: () => void } {
  const [found, setFound] = useState<Found>({ kind: asked === '' ? 'idle' : 'loading' })
  const [round, setRound] = useState(0)
  const speedOf = useSpeedOf()
  const speed = speedOf(site)
  const siteId = site.siteId

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks the same question again
  useEffect(() => {
    if (asked === '') {
      setFound({ kind: 'idle' })
      return
    }
    const control = new AbortController()
    setFound((old) => (old.kind === 'ready' && old.view.asked === asked ? old : { kind: 'loading' }))
    void getJson<TraceView>(
      `/sites/${encodeURIComponent(siteId)}/trace?id=${encodeURIComponent(asked)}`,
      control.signal,
    ).then((answer) => {
      if (control.signal.aborted) return
      if (answer.ok) setFound({ kind: 'ready', view: answer.value })
      else if (answer.problem.status === 401) signedOut()
      else setFound({ kind: 'failed', problem: answer.problem })
    })
    return () => control.abort()
  }, [siteId, asked, round])

  useEffect(() => {
    if (found.kind === 'ready') noteClock(siteId, { ...found.view.asOf, heardAtMs: Date.now(), speed })
  }, [found, siteId, speed])

  return { found, again: useCallback(() => setRound((old) => old + 1), []) }
}

function AskField({ siteId, asked }: { siteId: string; asked: string }) {
  const t = useText()
  const field = useRef<HTMLInputElement>(null)
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    const text = field.current?.value.trim() ?? ''
    if (text !== '') go(hrefOf('trace', siteId, { id: text }))
  }
  return (
    <form className="field ask" onSubmit={onSubmit}>
      <label htmlFor="ask">{t('trace.ask')}</label>
      <div className="ask-line">
        <input ref={field} id="ask" defaultValue={asked} autoComplete="off" spellCheck={false} enterKeyHint="search" />
        <button type="submit" className="button button-main">
          {t('trace.go')}
        </button>
      </div>
    </form>
  )
}

/** One of each kind of text that the field takes; made up, so most lead to "never seen" on a real site. */
export const examples = [
  { text: '(00)095213210000000018', what: 'trace.empty.sscc' },
  { text: 'https://id.gs1.org/01/09521321000001/21/S1042', what: 'trace.empty.link' },
  { text: 'urn:epc:id:sgtin:9521321.000000.S1042', what: 'trace.empty.urn' },
  { text: '(01)09521321000001(10)LOT7', what: 'trace.empty.lot' },
  { text: 'SO-20417', what: 'trace.empty.order' },
] as const

function Examples({ siteId }: { siteId: string }) {
  const t = useText()
  return (
    <Empty title={t('trace.empty.title')}>
      <p>{t('trace.empty.try')}</p>
      <ul className="plain examples">
        {examples.map((example) => (
          <li key={example.text}>
            <Link className="mono" href={hrefOf('trace', siteId, { id: example.text })}>
              {example.text}
            </Link>{' '}
            <span className="quiet">{t(example.what)}</span>
          </li>
        ))}
      </ul>
    </Empty>
  )
}

function Shown({ view, again }: { view: TraceView; again: () => void }) {
  const t = useText()
  const format = useFormat()
  const siteId = view.site.siteId
  const nothing = view.now === null && view.journeyTotal === 0 && view.objectsTotal === 0
  return (
    <>
      <Identity view={view} />
      {nothing ? (
        <Empty title={t('trace.never.title', { site: view.site.name })}>
          <p>
            {t('trace.never.how')} <Link href={hrefOf('capture', siteId)}>{t('nav.capture')}</Link>
          </p>
        </Empty>
      ) : (
        <>
          {view.now === null ? null : <Now now={view.now} siteId={siteId} />}
          <div className="trace-columns">
            <Journey view={view} />
            <div>
              <Documents
                documents={view.documents.filter(({ id }) => id !== view.understood?.canonical)}
                siteId={siteId}
              />
            </div>
          </div>
          {view.objectsTotal === 0 ? null : (
            <TraceObjects
              view={view}
              csvHref={apiPath(`/sites/${encodeURIComponent(siteId)}/trace.csv?id=${encodeURIComponent(view.asked)}`)}
            />
          )}
        </>
      )}
      <p className="quiet as-of">
        {t('trace.asOf', { time: format.dayTime(view.asOf.asOfMs) })}{' '}
        <Button className="button button-quiet" onPress={again}>
          {t('trace.refresh')}
        </Button>
      </p>
    </>
  )
}

/** Whether a text is spelled as a GS1 key whose check digit does not fit. What reads keys is fetched only for this. */
function useMisread(asked: string): boolean {
  const [misread, setMisread] = useState(false)
  useEffect(() => {
    let wanted = true
    setMisread(false)
    void import('../../src/epcis/index.ts').then(({ readScan }) => {
      const read = readScan(asked)
      if (wanted) setMisread(!read.ok && read.fault.code === 'IDENTIFIER_CHECK_DIGIT')
    })
    return () => {
      wanted = false
    }
  }, [asked])
  return misread
}

/** A text that is no GS1 key, as it was written. */
function Unread({ asked }: { asked: string }) {
  const t = useText()
  const misread = useMisread(asked)
  return (
    <section className="identity">
      <h2>{asked}</h2>
      <p className="quiet">{t(misread ? 'trace.understood.misread' : 'trace.understood.none')}</p>
    </section>
  )
}

/** What the text was read as: kind of key, its human form, and the canonical spelling to copy. */
function Identity({ view }: { view: TraceView }) {
  const t = useText()
  const [copied, setCopied] = useState(false)
  if (view.understood === null) return <Unread asked={view.asked} />
  const { kind, label, canonical } = view.understood
  return (
    <section className="identity">
      {kind === 'other' ? null : <p className="quiet">{t('trace.understood', { kind })}</p>}
      <h2>{label}</h2>
      <p className="identity-line">
        {label === canonical ? null : <span className="mono quiet">{canonical}</span>}
        <Button
          className="button button-quiet"
          onPress={() => {
            // Without permission to write, nothing is said to be copied.
            void navigator.clipboard?.writeText(canonical).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }}
        >
          {copied ? t('trace.copied') : t('trace.copy')}
        </Button>
      </p>
    </section>
  )
}

function Now({ now, siteId }: { now: NonNullable<TraceView['now']>; siteId: string }) {
  const t = useText()
  const format = useFormat()
  const nowMs = useSiteNow(siteId, 60_000)
  return (
    <section className="now" aria-labelledby="trace-now">
      <h2 id="trace-now">{t('trace.now')}</h2>
      <p className="now-place">
        <Mark shape={now.open ? 'calm' : 'done'} />
        <strong>{now.placeName}</strong>
        {now.stepName === '' ? null : <span>{now.stepName}</span>}
        <span className="quiet">{t(now.open ? 'trace.now.open' : 'trace.now.left')}</span>
        <span className="quiet">{t('trace.now.since', { time: format.timeNear(now.sinceMs, nowMs) })}</span>
        {now.container === null ? null : (
          <Link href={hrefOf('trace', siteId, { id: now.container })}>
            {t('trace.now.in', { container: now.container })}
          </Link>
        )}
        {now.loadId === null ? null : (
          <Link href={hrefOf('departures', siteId, { load: now.loadId })}>
            {t('trace.now.load', { load: now.loadId })}
          </Link>
        )}
      </p>
    </section>
  )
}

function Documents({ documents, siteId }: { documents: TraceView['documents']; siteId: string }) {
  const t = useText()
  return (
    <section aria-labelledby="trace-documents">
      <h2 id="trace-documents">{t('trace.documents')}</h2>
      {documents.length === 0 ? (
        <p className="quiet">{t('trace.documents.none')}</p>
      ) : (
        <ul className="plain documents">
          {documents.map((document) => (
            <li key={`${document.type} ${document.id}`}>
              <span className="quiet">{document.type}</span>
              <Link className="mono" href={hrefOf('trace', siteId, { id: document.id })}>
                {document.id}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
