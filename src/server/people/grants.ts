import { documentReader, FaultError } from '../../base/index.ts'
import { type Grant, grantsMax } from '../../people/index.ts'
import type { GrantRow } from '../../wire/index.ts'
import { localRoles } from './access.ts'

/** Grants as a document says them: `[{ role, site }]`, site null or left out for every site. Throws the first fault. */
export function readGrants(value: unknown, siteIds: readonly string[]): readonly Grant[] {
  const reader = documentReader()
  const grants = reader.list(
    value ?? [],
    '/grants',
    (item, at) => {
      const found = reader.object(item, at, { role: true, site: false })
      const role = reader.oneOf(found?.['role'], `${at}/role`, localRoles)
      const site = found?.['site'] ?? null
      const siteId = site === null ? null : reader.oneOf(site, `${at}/site`, siteIds)
      return role === undefined || siteId === undefined ? undefined : { role, siteId }
    },
    { min: 1, max: grantsMax },
  )
  const [fault] = reader.faults
  if (fault !== undefined || grants === undefined) throw new FaultError(fault ?? { code: 'INTERNAL' })
  return grants
}

/** Grants as answers list them. */
export function grantRows(grants: readonly Grant[]): GrantRow[] {
  return grants.map(({ role, siteId }) => ({ role, site: siteId }))
}

/** A grant in a word, as the access log and commands say it. */
export function grantText({ role, siteId }: Grant): string {
  return siteId === null ? role : `${role}@${siteId}`
}

/** Several, as one text. */
export function grantsText(grants: readonly Grant[]): string {
  return grants.map(grantText).join(' ')
}

/** A key in the access log, with the site that it belongs to. */
export function keyText(name: string, siteId: string | null): string {
  return siteId === null ? name : `${name} @${siteId}`
}

/** The token stands behind the #, so that no server, proxy or log ever sees it. */
export function invitationLink(door: string, token: string): string {
  return `${door}/app/invitation#${token}`
}
