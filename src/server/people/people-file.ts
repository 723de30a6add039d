import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { type DocumentReader, documentReader, FaultError, faultText, parseJsonText } from '../../base/index.ts'
import { type Grant, grantsMax } from '../../people/index.ts'
import { isLoopback } from '../http/listening.ts'
import { localRoles } from './access.ts'

/** An OpenID Connect provider that vouches for persons, and what its groups may do here. */
export interface OpenIdSettings {
  /** What its button says. */
  readonly name: string
  readonly issuer: URL
  readonly clientId: string
  /** Null for a public client, which has PKCE only. */
  readonly clientSecret: string | null
  readonly scope: string
  /** Claim of the ID token, or of the answer about the user, that lists the groups. */
  readonly groupsClaim: string
  readonly roles: readonly { readonly group: string; readonly grant: Grant }[]
}

/** What `people.json` says; without it passwords are taken beside passkeys, and nobody else vouches for persons. */
export interface PeopleFile {
  /** False: passkeys, recovery codes and the provider are the ways in; no password is set, taken or asked for. */
  readonly passwords: boolean
  readonly openId: OpenIdSettings | null
}

const peopleFileName = 'people.json'

/**
 * Reads `people.json` of the data folder. Throws FaultError with the first fault, and all of them as
 * its cause: a server does not start on half of what was meant. The secret stands in a file of its own, which need not be
 * kept with the rest.
 */
export function readPeopleFile(dataFolder: string, siteIds: readonly string[]): PeopleFile {
  const path = join(dataFolder, peopleFileName)
  if (!existsSync(path)) return { passwords: true, openId: null }
  const json = parseJsonText(readFileSync(path, 'utf8'))
  if (!json.ok) throw new FaultError(json.fault)
  const reader = documentReader()
  const file = reader.object(json.value, '', { fairfloor: true, passwords: false, openId: false })
  reader.oneOf(file?.['fairfloor'], '/fairfloor', [1])
  const passwords = reader.flag(file?.['passwords'], '/passwords') ?? true
  const openId = file?.['openId'] === undefined ? null : readOpenId(reader, file['openId'], dataFolder, siteIds)
  const [fault] = reader.faults
  if (fault !== undefined)
    throw new FaultError(fault, { cause: new Error(`${peopleFileName}:\n${reader.faults.map(faultText).join('\n')}`) })
  return { passwords, openId }
}

/** The settings; half of them never leaves, because `readPeopleFile` throws the faults. */
function readOpenId(
  reader: DocumentReader,
  value: unknown,
  dataFolder: string,
  siteIds: readonly string[],
): OpenIdSettings | null {
  const at = '/openId'
  const found = reader.object(value, at, {
    name: true,
    issuer: true,
    clientId: true,
    clientSecretFile: false,
    scope: false,
    groupsClaim: false,
    roles: true,
  })
  const name = reader.text(found?.['name'], `${at}/name`, { max: 60 })
  const issuer = readIssuer(reader.text(found?.['issuer'], `${at}/issuer`))
  if (found !== undefined && issuer === undefined)
    reader.fault('DOCUMENT_VALUE_WRONG', `${at}/issuer`, 'another form', 'an https address')
  const clientId = reader.text(found?.['clientId'], `${at}/clientId`)
  const scope = reader.text(found?.['scope'], `${at}/scope`) ?? 'openid'
  if (!scope.split(' ').includes('openid'))
    reader.fault('DOCUMENT_VALUE_WRONG', `${at}/scope`, 'a scope without openid', 'openid and others')
  const groupsClaim = reader.text(found?.['groupsClaim'], `${at}/groupsClaim`) ?? 'groups'
  const secretFile = reader.text(found?.['clientSecretFile'], `${at}/clientSecretFile`, { max: 4_096 })
  const clientSecret = secretFile === undefined ? null : readSecret(dataFolder, secretFile)
  if (secretFile !== undefined && clientSecret === null)
    reader.fault('DOCUMENT_VALUE_WRONG', `${at}/clientSecretFile`, 'a file that cannot be read', 'a readable file')
  const roles = reader.list(
    found?.['roles'],
    `${at}/roles`,
    (item, place) => {
      const row = reader.object(item, place, { group: true, role: true, site: false })
      const group = reader.text(row?.['group'], `${place}/group`)
      const role = reader.oneOf(row?.['role'], `${place}/role`, localRoles)
      const site = row?.['site'] ?? null
      const siteId = site === null ? null : reader.oneOf(site, `${place}/site`, siteIds)
      if (group === undefined || role === undefined || siteId === undefined) return undefined
      return { group, grant: { role, siteId } }
    },
    { min: 1, max: 1_000 },
  )
  if (name === undefined || issuer === undefined || clientId === undefined || roles === undefined) return null
  return { name, issuer, clientId, clientSecret, scope, groupsClaim, roles }
}

/** What somebody of these groups may do; nothing where none of them is named. */
export function grantsOfGroups({ roles }: OpenIdSettings, groups: readonly string[]): readonly Grant[] {
  const grants = roles.filter(({ group }) => groups.includes(group)).map(({ grant }) => grant)
  const known = new Map(grants.map((grant) => [`${grant.role}@${grant.siteId}`, grant]))
  return [...known.values()].slice(0, grantsMax)
}

/** An issuer is reached over TLS; on this machine itself, as in tests, without. */
function readIssuer(text: string | undefined): URL | undefined {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'https:') return url
  return url?.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, '')) ? url : undefined
}

function readSecret(dataFolder: string, path: string): string | null {
  const whole = isAbsolute(path) ? path : join(dataFolder, path)
  try {
    return readFileSync(whole, 'utf8').trim()
  } catch {
    return null
  }
}
