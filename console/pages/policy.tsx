import { useCallback, useEffect, useState } from 'react'
import type { PolicyView, SiteRef } from '../../src/wire/index.ts'
import { type Answer, apiPath, getJson } from '../api.ts'
import { useText } from '../i18n.tsx'
import { Link } from '../parts/link.tsx'
import { PageHead } from '../parts/page.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { hrefOf } from '../routes.ts'
import { useSettings } from '../settings.ts'
import { Changes, Missing, Pending, Records } from './policyMissing.tsx'
import { Numbers, Rules, Sets } from './policyValues.tsx'

/** Which rules hold here, why, and what is missing? For the people at work, and for who speaks for them. */
export function Policy({ site }: { site: SiteRef }) {
  const t = useText()
  const { language: chosen } = useSettings()
  // The rules speak the languages of the documents; the pseudo-language is none of them.
  const language = chosen === 'x-pseudo' ? 'en' : chosen
  const path = `/sites/${encodeURIComponent(site.siteId)}/policy?language=${language}`
  const [view, setView] = useState<Answer<PolicyView> | null>(null)
  const load = useCallback(async (): Promise<void> => setView(await getJson<PolicyView>(path)), [path])
  useEffect(() => void load(), [load])
  if (view?.ok === true) return <Shown view={view.value} />
  return (
    <>
      <PageHead title={t('policy.title')} place={site.name} />
      {view === null ? (
        <Loading what={t('policy.title')} />
      ) : (
        <Failed problem={view.problem} onRetry={() => void load()} />
      )}
    </>
  )
}

function Shown({ view }: { view: PolicyView }) {
  const t = useText()
  const blocks = view.missing.filter((each) => each.blocks).length
  const packs = view.packs.map(({ name, draft }) => (draft ? t('policy.packs.draft', { pack: name }) : name))
  return (
    <>
      <PageHead title={t('policy.title')} place={view.site.name}>
        <strong className={blocks > 0 ? 'tone-warning' : undefined}>
          {blocks > 0
            ? t('policy.answer.blocks', { count: blocks })
            : t('policy.answer.open', { count: view.missing.length })}
        </strong>{' '}
        {t('policy.answer.about')}
      </PageHead>
      <p>{t('policy.packs', { packs: packs.join(', ') })}</p>
      {view.packs.map(({ id, unverified }) => (unverified === null ? null : <p key={id}>{unverified}</p>))}
      {view.missing.length === 0 ? null : <Missing missing={view.missing} />}
      {view.pending === null ? null : <Pending pending={view.pending} />}
      <Changes changes={view.changes} />
      <Numbers numbers={view.numbers} />
      <Sets sets={view.sets} />
      <Agreement agreement={view.agreement} />
      <Records records={view.records} />
      <Documents view={view} />
      <Rules rules={view.rules} />
      <section className="section" aria-labelledby="policy-limits">
        <h2 id="policy-limits">{t('policy.limits')}</h2>
        <p>{t('policy.limits.note')}</p>
        <p>
          <a href={apiPath('/policy/limits')}>{t('policy.limits')}</a>
        </p>
        <p>
          <Link href={hrefOf('checks', view.site.siteId)}>{t('policy.checks')}</Link>
        </p>
      </section>
    </>
  )
}

function Agreement({ agreement }: { agreement: PolicyView['agreement'] }) {
  const t = useText()
  return (
    <section className="section" aria-labelledby="policy-agreement">
      <h2 id="policy-agreement">{t('policy.agreement')}</h2>
      {agreement === null ? (
        <p className="quiet">{t('policy.agreement.none')}</p>
      ) : (
        <>
          <p>
            {t('policy.agreement.is', {
              id: agreement.id,
              version: agreement.version,
              signed: agreement.signed,
              from: agreement.from,
            })}
            {agreement.until === null ? '' : t('policy.agreement.until', { until: agreement.until })}
          </p>
          <p>{t('policy.agreement.people')}</p>
          <dl className="policy-promises">
            {agreement.unenforceable.map(({ item, name, says }) => (
              <div key={item}>
                <dt>{name}</dt>
                <dd>{says}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  )
}

function Documents({ view }: { view: PolicyView }) {
  const t = useText()
  const nameOf = ({ id, category }: PolicyView['documents'][number]): string => {
    if (id === 'register' || id === 'assessment') return t(`policy.document.${id}`)
    return t('policy.document.notice', { category: category ?? '' })
  }
  return (
    <section className="section" aria-labelledby="policy-documents">
      <h2 id="policy-documents">{t('policy.documents')}</h2>
      <p className="quiet">{t('policy.documents.note')}</p>
      <ul className="policy-documents">
        {view.documents.map((document) => {
          const query = new URLSearchParams({ language: view.language })
          if (document.category !== null) query.set('category', document.category)
          const name = nameOf(document)
          return (
            <li key={name}>
              <span>{name}</span>
              {(['html', 'pdf'] as const).map((format) => {
                const word = t(format === 'html' ? 'policy.document.page' : 'policy.document.pdf')
                return (
                  <a
                    key={format}
                    href={apiPath(`${document.path}?${query}&format=${format}`)}
                    aria-label={`${name}: ${word}`}
                  >
                    {word}
                  </a>
                )
              })}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
