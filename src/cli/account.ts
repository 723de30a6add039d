import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { FaultError } from '../base/index.ts'
import type { Account, Grant } from '../people/index.ts'
import {
  type Access,
  grantText,
  invitationLink,
  machineClock,
  openAccess,
  openSites,
  readGrants,
} from '../server/index.ts'
import { type CliIo, exitCodes } from './io.ts'

const actor = 'command line'

/** Invites, lists, resets and removes named accounts. A link is printed last; it is good once. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      role: { type: 'string', multiple: true },
      site: { type: 'string', multiple: true },
      name: { type: 'string' },
      url: { type: 'string' },
      data: { type: 'string', default: 'data' },
    },
  })
  mkdirSync(values.data, { recursive: true, mode: 0o700 })
  const access = openAccess(join(values.data, 'fairfloor.sqlite'), machineClock)
  const { accounts, log } = access.people
  const linkOf = (token: string): string => {
    // The server writes down where people reach it; until it ran once, its usual address is guessed.
    const door = values.url ?? access.people.setting('door') ?? 'http://localhost:8080'
    return invitationLink(door.replace(/\/$/, ''), token)
  }
  try {
    switch (positionals[0]) {
      case 'invite': {
        const grants = grantsOf(values.role ?? [], values.site ?? [], values.data)
        const { id, token } = accounts.invite(grants)
        log.add('account.invited', actor, `${id} ${grants.map(grantText).join(' ')}`)
        io.err(`An invitation for one person: ${grants.map(grantText).join(', ')}. It works once, for three days:`)
        io.out(linkOf(token))
        return exitCodes.done
      }
      case 'list':
        for (const account of accounts.list()) io.out(lineOf(account))
        return exitCodes.done
      case 'reset': {
        const account = named(access, values.name)
        log.add('account.reset', actor, `account:${account.id}`)
        io.err('A new way in for one person. The old ones end when it is used; it works once, for three days:')
        io.out(linkOf(accounts.invite(account.grants, account.id).token))
        return exitCodes.done
      }
      case 'remove': {
        const account = named(access, values.name)
        accounts.remove(account.id)
        log.add('account.removed', actor, `account:${account.id} ${account.grants.map(grantText).join(' ')}`)
        return exitCodes.done
      }
      default:
        throw new FaultError({
          code: 'OPTION_VALUE',
          at: '/command',
          got: 'another word',
          allowed: 'invite, list, reset, remove',
        })
    }
  } finally {
    access.close()
  }
}

/** Each role at each of the sites; without a site, at every site. */
function grantsOf(roles: readonly string[], sites: readonly string[], dataFolder: string): readonly Grant[] {
  const places = sites.length === 0 ? [null] : sites
  const grants = roles.flatMap((role) => places.map((site) => ({ role, site })))
  return readGrants(grants, sites.length === 0 ? [] : openSites(dataFolder).ids())
}

function named(access: Access, name: string | undefined): Account {
  const found = access.people.accounts.byName(name ?? '')
  const account = found === undefined ? undefined : access.people.accounts.get(found.id)
  if (account === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/name' })
  return account
}

function lineOf({ name, grants, passkeys, hasPassword, isOpenId }: Account): string {
  const ways = [`${passkeys} passkeys`, ...(hasPassword ? ['password'] : []), ...(isOpenId ? ['OpenID'] : [])]
  return `${name}\t${grants.map(grantText).join(' ')}\t${ways.join(', ')}`
}
