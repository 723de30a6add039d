import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Problem, SignInWays } from '../../src/wire/index.ts'
import { apiPath, getJson, postJson } from '../api.ts'
import { useFaultText, useText } from '../i18n.tsx'
import { Field, Form } from '../parts/form.tsx'
import { Command, Failed } from '../parts/states.tsx'
import { Mark } from '../parts/status.tsx'
import { askPasskey } from '../passkey.ts'
import { loadSession } from '../store.ts'

/** The server's code for a one-time link that opens nothing any more. */
const usedLink = 'LINK_USED'

/** What the server refused before it sent the browser here. */
function refusedCode(): string | null {
  return new URLSearchParams(window.location.search).get('refused')
}

/** How to get in, for a browser without a session: with an account where there are some, else by the link of the start. */
export function SignIn() {
  const t = useText()
  const [ways, setWays] = useState<SignInWays | null>(null)
  useEffect(() => {
    let wanted = true
    void getJson<SignInWays>('/sign-in').then((answer) => {
      if (wanted && answer.ok) setWays(answer.value)
    })
    return () => {
      wanted = false
    }
  }, [])
  useEffect(() => {
    document.title = `${t(ways?.accounts === true ? 'enter.title' : 'signin.title')} · ${t('app.name')}`
  }, [t, ways])
  return ways?.accounts === true ? <Enter ways={ways} /> : <ByLink />
}

function Enter({ ways }: { ways: SignInWays }) {
  const t = useText()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [declined, setDeclined] = useState(false)
  const faultText = useFaultText()
  // Where the provider's answer was refused, the way back says why.
  const refused = refusedCode()
  const [problem, setProblem] = useState<Problem | null>(null)

  async function enter(path: string, body: unknown): Promise<void> {
    setDeclined(false)
    const answer = await postJson<void>(`/sign-in${path}`, body, '')
    if (!answer.ok) return setProblem(answer.problem)
    await loadSession()
  }
  async function withPasskey(): Promise<void> {
    setProblem(null)
    setDeclined(false)
    const options = await postJson<unknown>('/sign-in/passkey/options', {}, '')
    if (!options.ok) return setProblem(options.problem)
    const response = await askPasskey(options.value)
    if (response === null) setDeclined(true)
    else await enter('/passkey', { response })
  }

  return (
    <main className="bare">
      <Brand />
      <h1>{t('enter.title')}</h1>
      <UsedLink />
      {ways.passkeys ? (
        <p>
          <Button className="button button-main" onPress={() => void withPasskey()}>
            {t('enter.passkey')}
          </Button>
        </p>
      ) : (
        <p>
          <a href={`${ways.door}/app/`}>{t('enter.passkey.where', { door: ways.door })}</a>
        </p>
      )}
      {ways.openId === null ? null : (
        <p>
          <a className="button" href={apiPath('/sign-in/openid')}>
            {t('enter.openId', { name: ways.openId.name })}
          </a>
        </p>
      )}
      <div role="alert">
        {declined ? <p>{t('enter.passkey.failed')}</p> : null}
        {refused === null || refused === usedLink ? null : (
          <p>{t('enter.openId.failed', { why: faultText({ code: refused, title: refused, fix: '' })[0] })}</p>
        )}
      </div>
      {problem === null ? null : <Failed problem={problem} />}
      {ways.passwords ? (
        <details>
          <summary>{t('enter.password')}</summary>
          <Form button={t('enter.go')} onSubmit={() => enter('/password', { name, password })}>
            <Field label={t('enter.name')} complete="username" value={name} onChange={setName} />
            <Field
              label={t('enter.secret')}
              type="password"
              complete="current-password"
              value={password}
              onChange={setPassword}
            />
          </Form>
        </details>
      ) : null}
      <details>
        <summary>{t('enter.code')}</summary>
        <Form button={t('enter.go')} onSubmit={() => enter('/code', { code })}>
          <Field label={t('enter.code.label')} value={code} onChange={setCode} />
        </Form>
      </details>
    </main>
  )
}

/** Why the link in the address bar led here instead of in. */
function UsedLink() {
  const t = useText()
  if (refusedCode() !== usedLink) return null
  return (
    <p role="alert">
      <Mark shape="warning" /> {t('signin.used')}
    </p>
  )
}

/** Whose page this is, for somebody who was only sent a link. */
function Brand() {
  const t = useText()
  return <p className="brand">{t('app.name')}</p>
}

/** The command that prints a new link for a browser. */
const linkCommand = 'npx fairfloor key link --data data'

function ByLink() {
  const t = useText()
  return (
    <main className="bare">
      <Brand />
      <h1>{t('signin.title')}</h1>
      <UsedLink />
      <p>{t('signin.lead')}</p>
      <ol>
        <li>{t('signin.step.start')}</li>
        <li>{t('signin.step.open')}</li>
      </ol>
      <Command label={t('signin.step.open')} lines={[linkCommand]} />
      <p>
        <Button className="button button-main" onPress={() => void loadSession()}>
          {t('signin.again')}
        </Button>
      </p>
      <p>{t('signin.machines')}</p>
      <Command
        label={t('signin.machines')}
        lines={['npx fairfloor key create --name my-machine --role integrator --site SITE --data data']}
      />
    </main>
  )
}
