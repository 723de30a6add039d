import type { Role } from '../../src/model/index.ts'
import type { Translate } from '../../src/text/index.ts'
import type { GrantRow } from '../../src/wire/index.ts'
import { useText } from '../i18n.tsx'
import { Command } from './states.tsx'

/** A role in words, with where it holds. */
export function grantText(t: Translate, { role, site }: GrantRow): string {
  return site === null
    ? t('grant.all', { role: roleText(t, role) })
    : t('grant.site', { role: roleText(t, role), site })
}

export function roleText(t: Translate, role: Role): string {
  return t(`role.${role}`)
}

export function Grants({ grants }: { grants: readonly GrantRow[] }) {
  const t = useText()
  return (
    <ul className="plain">
      {grants.map((grant) => (
        <li key={`${grant.role}@${grant.site}`}>{grantText(t, grant)}</li>
      ))}
    </ul>
  )
}

/** Recovery codes, shown this once. */
export function Codes({ codes }: { codes: readonly string[] }) {
  const t = useText()
  return (
    <section className="section" aria-labelledby="codes">
      <h2 id="codes">{t('codes.title')}</h2>
      <p>{t('codes.why')}</p>
      <Command label={t('codes.title')} lines={codes} />
    </section>
  )
}
