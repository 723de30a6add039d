import { type FormEvent, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { isMessageKey } from '../../src/text/index.ts'
import type { Me, NamesAnswer, SiteRef } from '../../src/wire/index.ts'
import { type Answer, postJson } from '../api.ts'
import { useText } from '../i18n.tsx'
import { PageHead } from '../parts/page.tsx'
import { Failed } from '../parts/states.tsx'
import { Mark } from '../parts/status.tsx'
import { CanaryWatch } from './canaryWatch.tsx'
import { FoundShapes } from './shapeList.tsx'
import { TracedCounts } from './tracedCounts.tsx'

/** Does it keep what it promises? Names that are refused, and fake badges that show where a badge gets to. */
export function Checks({ site, me }: { site: SiteRef; me: Me }) {
  const t = useText()
  return (
    <>
      <PageHead title={t('checks.title')} place={site.name}>
        {t('checks.answer')}
      </PageHead>
      <NameCheck me={me} />
      <FoundShapes site={site} me={me} />
      <CanaryWatch site={site} me={me} />
      <TracedCounts site={site} me={me} />
    </>
  )
}

type Refusal = NamesAnswer['names'][number]['refusal']

/** Asks whether a name would be refused, and takes the report where the refusal is wrong. */
function NameCheck({ me }: { me: Me }) {
  const t = useText()
  const [name, setName] = useState('')
  const [told, setTold] = useState<{ readonly name: string; readonly answer: Answer<NamesAnswer> } | null>(null)
  const [reported, setReported] = useState<Answer<void> | null>(null)

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault()
    const asked = name.trim()
    if (asked === '') return
    setReported(null)
    const answer = await postJson<NamesAnswer>('/names', { names: [asked], thing: 'column' }, me.csrfToken)
    setTold({ name: asked, answer })
  }
  async function onReport(asked: string): Promise<void> {
    setReported(await postJson<void>('/refusals', { name: asked, thing: 'column' }, me.csrfToken))
  }

  const refusal = told?.answer.ok === true ? (told.answer.value.names[0]?.refusal ?? null) : null
  return (
    <section className="section" aria-labelledby="checks-name">
      <h2 id="checks-name">{t('checks.name')}</h2>
      <p className="quiet">{t('checks.name.what')}</p>
      <form className="field ask" onSubmit={(event) => void onSubmit(event)}>
        <label htmlFor="checks-name-field">{t('checks.name.label')}</label>
        <div className="ask-line">
          <input
            id="checks-name-field"
            value={name}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" className="button button-main">
            {t('checks.name.ask')}
          </Button>
        </div>
      </form>
      <div role="status">
        {told === null ? null : told.answer.ok ? (
          <NameVerdict name={told.name} refusal={refusal} />
        ) : (
          <Failed problem={told.answer.problem} />
        )}
        {told === null || refusal === null || reported?.ok === true ? null : (
          <Button className="button" onPress={() => void onReport(told.name)}>
            {t('checks.name.report')}
          </Button>
        )}
        {reported === null ? null : reported.ok ? (
          <p>{t('checks.name.reported')}</p>
        ) : (
          <Failed problem={reported.problem} />
        )}
      </div>
    </section>
  )
}

function NameVerdict({ name, refusal }: { name: string; refusal: Refusal }) {
  const t = useText()
  if (refusal === null) {
    return (
      <p>
        <Mark shape="done" /> {t('checks.name.free', { name })}
      </p>
    )
  }
  const key = `deny.${refusal.reason}`
  return (
    <>
      <p>
        <Mark shape="warning" /> <strong>{t('checks.name.refused', { name, list: refusal.list })}</strong>{' '}
        {isMessageKey(key) ? t(key) : refusal.reason}
      </p>
      <p className="quiet">{t('checks.name.words', { words: refusal.words.join(', ') })}</p>
    </>
  )
}
