import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { CodesAnswer, InvitationView, Problem } from '../../src/wire/index.ts'
import { type Answer, postJson } from '../api.ts'
import { useText } from '../i18n.tsx'
import { go } from '../location.ts'
import { Field, Form } from '../parts/form.tsx'
import { Codes, Grants } from '../parts/people.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { makePasskey } from '../passkey.ts'
import { base } from '../routes.ts'
import { loadSession } from '../store.ts'

/** Takes an invitation: a name, a first way in, and the recovery codes. Needs no session. */
export function Invitation() {
  const t = useText()
  const [token] = useState(() => window.location.hash.slice(1))
  const [view, setView] = useState<Answer<InvitationView> | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  useEffect(() => {
    document.title = `${t('invite.title')} · ${t('app.name')}`
  }, [t])
  useEffect(() => {
    void postJson<InvitationView>('/invitation', { token }, '').then(setView)
  }, [token])

  async function onKept(): Promise<void> {
    await loadSession()
    go(`${base}/`, { replace: true })
  }
  return (
    <main className="bare">
      <p className="brand">{t('app.name')}</p>
      <h1>{t('invite.title')}</h1>
      {codes !== null ? (
        <>
          <Codes codes={codes} />
          <p>
            <Button className="button button-main" onPress={() => void onKept()}>
              {t('codes.kept')}
            </Button>
          </p>
        </>
      ) : view === null ? (
        <Loading what={t('invite.title')} rows={2} />
      ) : view.ok ? (
        <Accept token={token} invitation={view.value} onMade={setCodes} />
      ) : (
        <Failed problem={view.problem} />
      )}
    </main>
  )
}

interface AcceptProps {
  readonly token: string
  readonly invitation: InvitationView
  readonly onMade: (codes: readonly string[]) => void
}

function Accept({ token, invitation, onMade }: AcceptProps) {
  const t = useText()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [declined, setDeclined] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  async function make(path: string, body: object): Promise<void> {
    const answer = await postJson<CodesAnswer>(`/invitation${path}`, { token, name, ...body }, '')
    if (answer.ok) onMade(answer.value.codes)
    else setProblem(answer.problem)
  }
  async function withPasskey(): Promise<void> {
    setProblem(null)
    setDeclined(false)
    const options = await postJson<unknown>('/invitation/passkey/options', { token, name }, '')
    if (!options.ok) return setProblem(options.problem)
    const response = await makePasskey(options.value)
    if (response === null) setDeclined(true)
    else await make('/passkey', { response, label: '' })
  }

  return (
    <>
      <p>{invitation.account === null ? t('invite.lead') : t('invite.reset', { name: invitation.account })}</p>
      <section aria-labelledby="invite-roles">
        <h2 id="invite-roles">{t('invite.roles')}</h2>
        <Grants grants={invitation.grants} />
      </section>
      <Form main button={t('invite.passkey')} onSubmit={withPasskey}>
        {invitation.account === null ? (
          <Field
            label={t('invite.name')}
            complete="username"
            max={60}
            value={name}
            onChange={setName}
            hint={t('invite.name.why')}
          />
        ) : null}
      </Form>
      <div role="alert">{declined ? <p>{t('enter.passkey.failed')}</p> : null}</div>
      {problem === null ? null : <Failed problem={problem} />}
      {invitation.passwords ? (
        <details>
          <summary>{t('invite.password')}</summary>
          <Form button={t('invite.go')} onSubmit={() => make('/password', { password })}>
            <Field
              label={t('enter.secret')}
              type="password"
              complete="new-password"
              value={password}
              onChange={setPassword}
              hint={t('invite.password.rule')}
            />
          </Form>
        </details>
      ) : null}
    </>
  )
}
