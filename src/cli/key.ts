import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { FaultError } from '../base/index.ts'
import { type KeyKind, keyKinds } from '../people/index.ts'
import { firstSiteId, keyText, machineClock, openAccess, openSites, roles } from '../server/index.ts'
import { type CliIo, exitCodes } from './io.ts'

/** Makes, lists and removes machine keys, and links for a browser. The secret is printed last, this once. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      role: { type: 'string' },
      site: { type: 'string' },
      data: { type: 'string', default: 'data' },
      kind: { type: 'string' },
      url: { type: 'string', default: 'http://127.0.0.1:8080' },
    },
  })
  mkdirSync(values.data, { recursive: true, mode: 0o700 })
  const access = openAccess(join(values.data, 'fairfloor.sqlite'), machineClock)
  try {
    switch (positionals[0]) {
      case 'create': {
        const role = roles.find((each) => each === values.role)
        if (role === undefined)
          throw new FaultError({ code: 'OPTION_VALUE', at: '/role', got: 'another word', allowed: roles.join(', ') })
        const siteId = siteFor(values.data, values.site)
        const kind = kindFor(values.data, siteId, values.kind)
        const made = access.createKey({ name: values.name ?? '', role, siteId, kind })
        if (!made.ok) throw new FaultError(made.fault)
        access.people.log.add('key.made', 'command line', keyText(values.name ?? '', siteId))
        io.err(`Key ${values.name} for site ${siteId}, role ${role}, ${kind}. It is shown this once:`)
        io.out(made.value)
        return exitCodes.done
      }
      case 'list':
        for (const key of access.listKeys())
          io.out(`${key.name}\t${key.role}\t${key.siteId ?? ''}\t${new Date(key.createdMs).toISOString()}\t${key.kind}`)
        return exitCodes.done
      case 'remove': {
        const siteOfKey = access.listKeys().find(({ name }) => name === values.name)?.siteId ?? null
        if (!access.removeKey(values.name ?? '')) throw new FaultError({ code: 'NOT_FOUND', at: '/name' })
        access.people.log.add('key.removed', 'command line', keyText(values.name ?? '', siteOfKey))
        return exitCodes.done
      }
      case 'link':
        // Once people have accounts, a link that names nobody opens nothing.
        if (!access.takesLocal()) throw new FaultError({ code: 'LINK_USED', got: 'a folder with named accounts' })
        io.out(`${values.url}/login?token=${access.createLink()}`)
        return exitCodes.done
      default:
        throw new FaultError({
          code: 'OPTION_VALUE',
          at: '/command',
          got: 'another word',
          allowed: 'create, list, remove, link',
        })
    }
  } finally {
    access.close()
  }
}

/** A test site takes test keys, every other live ones; a kind may be named ahead of a change of the site. */
function kindFor(dataFolder: string, siteId: string, asked: string | undefined): KeyKind {
  const found = keyKinds.find((each) => each === asked)
  if (found !== undefined) return found
  if (asked !== undefined)
    throw new FaultError({ code: 'OPTION_VALUE', at: '/kind', got: 'another word', allowed: keyKinds.join(', ') })
  return openSites(dataFolder).get(siteId)?.file.state === 'test' ? 'test' : 'live'
}

/** A key belongs to one site: the named one, the only one, or the first site of a folder that is still empty. */
function siteFor(dataFolder: string, asked: string | undefined): string {
  const ids = openSites(dataFolder).ids()
  if (asked === undefined) {
    if (ids.length === 0) return firstSiteId
    if (ids.length === 1 && ids[0] !== undefined) return ids[0]
    throw new FaultError({ code: 'SITE_NEEDED', at: '/site', allowed: ids.map((id) => `--site ${id}`).join(', ') })
  }
  if (ids.length > 0 && !ids.includes(asked))
    throw new FaultError({ code: 'NOT_FOUND', at: '/site', allowed: ids.join(', ') })
  return asked
}
