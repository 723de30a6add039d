import { useState } from 'react'
import type { AccountsView, KeyAnswer, KeysView } from '../../src/wire/index.ts'
import { deleteJson, postJson } from '../api.ts'
import { useText } from '../i18n.tsx'
import { Choice, Field, Form } from '../parts/form.tsx'
import { grantText } from '../parts/people.tsx'
import type { ActOrNot } from '../parts/proof.tsx'
import { Command } from '../parts/states.tsx'
import { SureButton } from '../parts/sure.tsx'

interface Props {
  readonly keys: KeysView['keys']
  readonly sites: AccountsView['sites']
  readonly act: ActOrNot
}

/** Keys of machines: which there are, a new one, and the end of one. */
export function Keys({ keys, sites, act }: Props) {
  const t = useText()
  const [name, setName] = useState('')
  const [site, setSite] = useState(sites[0]?.siteId ?? '')
  const [secret, setSecret] = useState<string | null>(null)
  async function make(): Promise<void> {
    if (act === null) return
    const made = await act((csrf) => postJson<KeyAnswer>('/keys', { name, site }, csrf))
    setSecret(made?.secret ?? null)
    if (made !== undefined) setName('')
  }
  return (
    <section className="section" aria-labelledby="keys-list">
      <h2 id="keys-list">{t('keys.list')}</h2>
      {keys.length === 0 ? <p className="quiet">{t('keys.none')}</p> : null}
      <ul className="plain">
        {keys.map((key) => (
          <li key={key.name} className="line">
            <span>{t('keys.row', { name: key.name, what: grantText(t, key), kind: key.kind })}</span>
            {act === null ? null : (
              <SureButton onSure={() => void act((csrf) => deleteJson(`/keys/${key.name}`, csrf))}>
                {t('keys.end', { name: key.name })}
              </SureButton>
            )}
          </li>
        ))}
      </ul>
      {act === null ? null : (
        <Form button={t('keys.make')} onSubmit={make}>
          <Field label={t('keys.name')} max={63} value={name} onChange={setName} />
          <Choice
            label={t('accounts.site')}
            value={site}
            onChange={setSite}
            options={sites.map((each) => ({ value: each.siteId, name: each.name }))}
          />
        </Form>
      )}
      <div role="status">
        {secret === null ? null : (
          <>
            <p>{t('keys.secret')}</p>
            <Command label={t('keys.secret')} lines={[secret]} />
          </>
        )}
      </div>
    </section>
  )
}
