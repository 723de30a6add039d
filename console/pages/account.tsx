import { useCallback, useEffect, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { AccountView, CodesAnswer, Problem } from '../../src/wire/index.ts'
import { type Answer, deleteJson, getJson, postJson } from '../api.ts'
import { useFormat, useText } from '../i18n.tsx'
import { Field, Form } from '../parts/form.tsx'
import { Link } from '../parts/link.tsx'
import { PageHead } from '../parts/page.tsx'
import { Codes, Grants } from '../parts/people.tsx'
import { type Act, useProof } from '../parts/proof.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { makePasskey } from '../passkey.ts'
import { hrefOf } from '../routes.ts'
import { loadSession } from '../store.ts'

/** The own account: name, passkeys, password, recovery codes, and where one is signed in. */
export function AccountPage({ named }: { named: boolean }) {
  const t = useText()
  const [view, setView] = useState<Answer<AccountView> | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [done, setDone] = useState(false)
  const { run, dialogue } = useProof()
  const load = useCallback(async () => {
    if (named) setView(await getJson<AccountView>('/account'))
  }, [named])
  useEffect(() => void load(), [load])

  /** Does something with the account, then shows it anew. */
  async function act<T>(work: Act<T>): Promise<T | undefined> {
    setDone(false)
    const answer = await run(work)
    setProblem(answer.ok ? null : answer.problem)
    setDone(answer.ok)
    if (!answer.ok) return undefined
    await loadSession()
    await load()
    return answer.value
  }

  return (
    <>
      <PageHead title={t('nav.account')} place={t('place.network')}>
        {!named ? t('account.none') : view?.ok === true ? t('account.answer', { name: view.value.name }) : null}
      </PageHead>
      {dialogue}
      <div role="status">{done ? <p>{t('account.done')}</p> : null}</div>
      {problem === null ? null : <Failed problem={problem} />}
      {!named ? (
        <Empty title={t('accounts.answer', { count: 0 })}>
          <p>
            {t('account.none.how')} <Link href={hrefOf('accounts')}>{t('nav.accounts')}</Link>
          </p>
        </Empty>
      ) : view === null ? (
        <Loading what={t('nav.account')} />
      ) : view.ok ? (
        <Parts key={view.value.name} account={view.value} act={act} />
      ) : (
        <Failed problem={view.problem} onRetry={() => void load()} />
      )}
    </>
  )
}

interface PartProps {
  readonly account: AccountView
  readonly act: <T>(work: Act<T>) => Promise<T | undefined>
}

function Parts({ account, act }: PartProps) {
  const t = useText()
  const [name, setName] = useState(account.name)
  return (
    <>
      <section className="section" aria-labelledby="account-roles">
        <h2 id="account-roles">{t('account.roles')}</h2>
        <Grants grants={account.grants} />
        <Form
          button={t('account.save')}
          onSubmit={async () => void (await act((csrf) => postJson('/account/name', { name }, csrf)))}
        >
          <Field label={t('account.name')} max={60} value={name} onChange={setName} />
        </Form>
      </section>
      <Passkeys account={account} act={act} />
      {account.passwords ? <Password account={account} act={act} /> : null}
      <RecoveryCodes account={account} act={act} />
      <Sessions account={account} act={act} />
    </>
  )
}

function Passkeys({ account, act }: PartProps) {
  const t = useText()
  const format = useFormat('UTC')
  const [label, setLabel] = useState('')
  const [declined, setDeclined] = useState(false)

  async function add(): Promise<void> {
    setDeclined(false)
    const options = await act((csrf) => postJson<unknown>('/account/passkeys/options', {}, csrf))
    if (options === undefined) return
    const response = await makePasskey(options)
    if (response === null) return setDeclined(true)
    await act((csrf) => postJson('/account/passkeys', { label, response }, csrf))
    setLabel('')
  }
  return (
    <section className="section" aria-labelledby="account-passkeys">
      <h2 id="account-passkeys">{t('account.passkeys')}</h2>
      {account.passkeys.length === 0 ? <p className="quiet">{t('account.passkeys.none')}</p> : null}
      <ul className="plain">
        {account.passkeys.map((passkey) => {
          const shown = passkey.label === '' ? t('account.passkey.unnamed') : passkey.label
          return (
            <li key={passkey.id} className="line">
              <span>{t('account.passkey.made', { label: shown, day: format.day(passkey.createdDayMs) })}</span>
              <Button
                className="button"
                onPress={() =>
                  void act((csrf) => deleteJson(`/account/passkeys/${encodeURIComponent(passkey.id)}`, csrf))
                }
              >
                {t('account.remove', { what: shown })}
              </Button>
            </li>
          )
        })}
      </ul>
      <Form button={t('account.passkey.add')} onSubmit={add}>
        <Field label={t('account.passkey.label')} max={60} value={label} onChange={setLabel} />
      </Form>
      <div role="alert">{declined ? <p>{t('enter.passkey.failed')}</p> : null}</div>
    </section>
  )
}

function Password({ account, act }: PartProps) {
  const t = useText()
  const [password, setPassword] = useState('')
  const set = async (value: string | null): Promise<void> => {
    await act((csrf) => postJson('/account/password', { password: value }, csrf))
    setPassword('')
  }
  return (
    <section className="section" aria-labelledby="account-password">
      <h2 id="account-password">{t('account.password')}</h2>
      <p>{account.hasPassword ? t('account.password.is') : t('account.password.isNot')}</p>
      <Form button={t('account.password.set')} onSubmit={() => set(password)}>
        <Field
          label={t('account.password.new')}
          type="password"
          complete="new-password"
          value={password}
          onChange={setPassword}
          hint={t('invite.password.rule')}
        />
      </Form>
      {account.hasPassword ? (
        <Button className="button" onPress={() => void set(null)}>
          {t('account.password.take')}
        </Button>
      ) : null}
    </section>
  )
}

function RecoveryCodes({ account, act }: PartProps) {
  const t = useText()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  if (codes !== null) return <Codes codes={codes} />
  return (
    <section className="section" aria-labelledby="account-codes">
      <h2 id="account-codes">{t('codes.title')}</h2>
      <p>{t('account.codes.left', { left: account.codesLeft })}</p>
      <Button
        className="button"
        onPress={() =>
          void act((csrf) => postJson<CodesAnswer>('/account/codes', {}, csrf)).then((made) =>
            setCodes(made?.codes ?? null),
          )
        }
      >
        {t('account.codes.new')}
      </Button>
    </section>
  )
}

function Sessions({ account, act }: PartProps) {
  const t = useText()
  const format = useFormat()
  return (
    <section className="section" aria-labelledby="account-sessions">
      <h2 id="account-sessions">{t('account.sessions')}</h2>
      <ul className="plain">
        {account.sessions.map(({ id, device, usedMs, current }) => (
          <li key={id} className="line">
            <span>
              {t('account.session', { device, time: format.dayTime(usedMs) })}
              {current ? ` · ${t('account.session.this')}` : ''}
            </span>
            {current ? null : (
              <Button
                className="button"
                onPress={() => void act((csrf) => deleteJson(`/account/sessions/${encodeURIComponent(id)}`, csrf))}
              >
                {t('account.session.end', { what: device })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="line">
        <Button
          className="button"
          onPress={() => void act((csrf) => postJson('/account/sessions/end-others', {}, csrf))}
        >
          {t('account.session.others')}
        </Button>
        <Button className="button" onPress={() => void act((csrf) => postJson('/account/sessions/end-all', {}, csrf))}>
          {t('account.session.all')}
        </Button>
      </p>
    </section>
  )
}
