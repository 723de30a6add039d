import { useCallback, useEffect, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { type Role, roles } from '../../src/model/index.ts'
import type { AccountRow, AccountsView, KeysView, LinkAnswer, Problem } from '../../src/wire/index.ts'
import { type Answer, deleteJson, getJson, postJson } from '../api.ts'
import { useFormat, useText } from '../i18n.tsx'
import { Choice, Form } from '../parts/form.tsx'
import { PageHead } from '../parts/page.tsx'
import { Grants, grantText, roleText } from '../parts/people.tsx'
import { type Act, type ActOrNot, useProof } from '../parts/proof.tsx'
import { Command, Failed, Loading } from '../parts/states.tsx'
import { SureButton } from '../parts/sure.tsx'
import { Keys } from './keysList.tsx'

type Part = 'people' | 'keys'

/** Who has an account, who is invited, and which machines have keys. Only administrators change any of it. */
export function Accounts({ mayChange }: { mayChange: boolean }) {
  const t = useText()
  const [view, setView] = useState<Answer<AccountsView> | null>(null)
  const [keys, setKeys] = useState<Answer<KeysView> | null>(null)
  const [failed, setFailed] = useState<{ readonly where: Part; readonly problem: Problem } | null>(null)
  const { run, dialogue } = useProof()
  const load = useCallback(async () => {
    setView(await getJson<AccountsView>('/accounts'))
    setKeys(await getJson<KeysView>('/keys'))
  }, [])
  useEffect(() => void load(), [load])

  /** Acts of one part of the page: what goes wrong is said there, not at the top. */
  const actsOf =
    (where: Part) =>
    async <T,>(work: Act<T>): Promise<T | undefined> => {
      const answer = await run(work)
      setFailed(answer.ok ? null : { where, problem: answer.problem })
      await load()
      return answer.ok ? answer.value : undefined
    }
  const failedIn = (where: Part) => (failed?.where === where ? <Failed problem={failed.problem} /> : null)

  return (
    <>
      <PageHead title={t('nav.accounts')} place={t('place.network')}>
        {view?.ok === true ? t('accounts.answer', { count: view.value.accounts.length }) : null}
      </PageHead>
      {dialogue}
      {view === null ? (
        <Loading what={t('nav.accounts')} />
      ) : view.ok ? (
        <>
          <People view={view.value} act={mayChange ? actsOf('people') : null} />
          {failedIn('people')}
          {keys?.ok === true ? (
            <Keys keys={keys.value.keys} sites={view.value.sites} act={mayChange ? actsOf('keys') : null} />
          ) : null}
          {failedIn('keys')}
        </>
      ) : (
        <Failed problem={view.problem} onRetry={() => void load()} />
      )}
    </>
  )
}

function People({ view, act }: { view: AccountsView; act: ActOrNot }) {
  const t = useText()
  const format = useFormat('UTC')
  const [link, setLink] = useState<LinkAnswer | null>(null)
  return (
    <>
      {view.accounts.length === 0 ? null : (
        <section className="section" aria-labelledby="accounts-list">
          <h2 id="accounts-list">{t('accounts.list')}</h2>
          <ul className="plain cards">
            {view.accounts.map((account) => (
              <Person key={account.id} account={account} act={act} onLink={setLink} />
            ))}
          </ul>
        </section>
      )}
      {act === null ? null : <Invite view={view} act={act} onLink={setLink} />}
      <div role="status">
        {link === null ? null : (
          <>
            <p>{t('accounts.link', { time: format.dayTime(link.expiresMs) })}</p>
            <Command label={t('accounts.make')} lines={[link.link]} />
          </>
        )}
      </div>
      {view.invitations.length === 0 ? null : (
        <section className="section" aria-labelledby="accounts-open">
          <h2 id="accounts-open">{t('accounts.open')}</h2>
          <ul className="plain">
            {view.invitations.map((invitation) => {
              const what =
                invitation.account === null
                  ? invitation.grants.map((grant) => grantText(t, grant)).join(' · ')
                  : t('accounts.open.reset', { name: invitation.account })
              return (
                <li key={invitation.id} className="line">
                  <span>{t('accounts.open.until', { what, time: format.dayTime(invitation.expiresMs) })}</span>
                  {act === null ? null : (
                    <Button
                      className="button"
                      onPress={() => void act((csrf) => deleteJson(`/accounts/invitations/${invitation.id}`, csrf))}
                    >
                      {t('accounts.takeBack', { what })}
                    </Button>
                  )}
                </li>
              )
            })}
          </ul>
        </section>
      )}
      {view.receipts.length === 0 ? null : (
        <section className="section" aria-labelledby="accounts-receipts">
          <h2 id="accounts-receipts">{t('accounts.receipts')}</h2>
          <ul className="plain">
            {view.receipts.map(({ id, removedDayMs }) => (
              <li key={id}>{t('accounts.receipt', { id, day: format.day(removedDayMs) })}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

interface PersonProps {
  readonly account: AccountRow
  readonly act: ActOrNot
  readonly onLink: (link: LinkAnswer | null) => void
}

function Person({ account, act, onLink }: PersonProps) {
  const t = useText()
  const { id, name, passkeys, hasPassword, isOpenId } = account
  const said = (flag: boolean): string => (flag ? 'yes' : 'no')
  return (
    <li className="person">
      <strong>{name}</strong>
      <p className="quiet">{t('accounts.ways', { passkeys, password: said(hasPassword), openId: said(isOpenId) })}</p>
      <Grants grants={account.grants} />
      {act === null ? null : (
        <p className="line">
          <Button
            className="button"
            onPress={() =>
              void act((csrf) => postJson<LinkAnswer>(`/accounts/${id}/reset`, {}, csrf)).then((made) =>
                onLink(made ?? null),
              )
            }
          >
            {t('accounts.reset', { name })}
          </Button>
          <Button className="button" onPress={() => void act((csrf) => postJson(`/accounts/${id}/sign-out`, {}, csrf))}>
            {t('accounts.signOut', { name })}
          </Button>
          <SureButton onSure={() => void act((csrf) => deleteJson(`/accounts/${id}`, csrf))}>
            {t('accounts.remove', { name })}
          </SureButton>
        </p>
      )}
    </li>
  )
}

interface InviteProps {
  readonly view: AccountsView
  readonly act: NonNullable<ActOrNot>
  readonly onLink: (link: LinkAnswer | null) => void
}

function Invite({ view, act, onLink }: InviteProps) {
  const t = useText()
  const [role, setRole] = useState<Role>('lead')
  const [site, setSite] = useState('')
  async function invite(): Promise<void> {
    const grants = [{ role, site: site === '' ? null : site }]
    onLink((await act((csrf) => postJson<LinkAnswer>('/accounts/invitations', { grants }, csrf))) ?? null)
  }
  return (
    <section className="section" aria-labelledby="accounts-invite">
      <h2 id="accounts-invite">{t('accounts.invite')}</h2>
      <Form main button={t('accounts.make')} onSubmit={invite}>
        <Choice
          label={t('accounts.role')}
          value={role}
          onChange={(value) => setRole(roles.find((each) => each === value) ?? 'lead')}
          options={roles
            .filter((each) => each !== 'integrator')
            .map((each) => ({ value: each, name: roleText(t, each) }))}
        />
        <Choice
          label={t('accounts.site')}
          value={site}
          onChange={setSite}
          options={[
            { value: '', name: t('accounts.everySite') },
            ...view.sites.map((each) => ({ value: each.siteId, name: each.name })),
          ]}
        />
      </Form>
    </section>
  )
}
