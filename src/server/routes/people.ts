import { FaultError } from '../../base/index.ts'
import { whoReadsAccessLog, whoSeesAccounts } from '../../model/index.ts'
import { type Account, type Grant, invitationLifeMs, keyKinds } from '../../people/index.ts'
import { AccessLogView, AccountsView, KeyAnswer, KeysView, LinkAnswer } from '../../wire/index.ts'
import type { Engine } from '../engine.ts'
import type { Call, RouteDeclaration, RouteTable } from '../http/routes.ts'
import { actorOf, type Caller } from '../people/access.ts'
import { accessLogFor } from '../people/access-log-view.ts'
import { grantRows, grantsText, invitationLink, keyText, readGrants } from '../people/grants.ts'
import { bodyOf, textOf } from './sign-in.ts'

/** What an administrator does: invitations, accounts, machine keys; and the log that others watch it by. */
export function addPeopleRoutes(routes: RouteTable, engine: Engine): void {
  const { people } = engine.access
  const add = (
    method: RouteDeclaration['method'],
    path: string,
    purpose: string,
    handle: (call: Call) => unknown,
    more: Partial<RouteDeclaration> = {},
  ): void =>
    routes.add({
      method,
      path: `/api/v1${path}`,
      roles: ['admin'],
      purpose,
      site: 'none',
      dataClass: 'admin',
      ...(method === 'GET' ? {} : { stepUp: true as const }),
      ...more,
      handle: (call) => {
        // Accounts and keys belong to the whole folder: an administrator of one site changes none of them.
        if (method !== 'GET' && call.caller.siteIds !== null)
          throw new FaultError({
            code: 'FORBIDDEN',
            at: '/site',
            got: 'a role at one site',
            allowed: 'admin everywhere',
          })
        return handle(call)
      },
    })

  add(
    'GET',
    '/accounts',
    'Lists accounts, open invitations and receipts of removed accounts.',
    ({ caller }): AccountsView => ({
      accounts: people.accounts
        .list()
        .filter((account) => seen(caller, account.grants))
        .map(({ id, name, grants, hasPassword, isOpenId, passkeys, createdDayMs }) => ({
          id,
          name,
          grants: grantRows(grants),
          hasPassword,
          isOpenId,
          passkeys,
          createdDayMs,
        })),
      invitations: people.accounts
        .invitations()
        .filter(({ grants }) => seen(caller, grants))
        .map(({ id, grants, expiresMs, accountId }) => ({
          id,
          grants: grantRows(grants),
          expiresMs,
          account: accountId === null ? null : (people.accounts.get(accountId)?.name ?? null),
        })),
      receipts: people.accounts.receipts().map(({ accountId, removedDayMs }) => ({ id: accountId, removedDayMs })),
      sites: (caller.siteIds ?? engine.sites.ids()).map((siteId) => ({
        siteId,
        name: engine.sites.get(siteId)?.file.name ?? siteId,
      })),
    }),
    { roles: whoSeesAccounts, answer: AccountsView },
  )
  add(
    'POST',
    '/accounts/invitations',
    'Makes a link for one new person, to be opened once.',
    async ({ request, caller }): Promise<LinkAnswer> => {
      const grants = readGrants((await bodyOf(request))['grants'], engine.sites.ids())
      const { id, token } = people.accounts.invite(grants)
      people.log.add('account.invited', actorOf(caller), `${id} ${grantsText(grants)}`)
      return linkOf(token)
    },
    { answer: LinkAnswer },
  )
  add('DELETE', '/accounts/invitations/:invitation', 'Takes an invitation back.', ({ request, reply, caller }) => {
    const { invitation } = request.params as { invitation: string }
    const grants = people.accounts.invitations().find(({ id }) => id === invitation)?.grants ?? []
    if (!people.accounts.endInvitation(invitation)) throw new FaultError({ code: 'NOT_FOUND', at: '/invitation' })
    people.log.add('invitation.ended', actorOf(caller), `${invitation} ${grantsText(grants)}`)
    return reply.code(204).send()
  })
  add('POST', '/accounts/:account/roles', 'Gives an account other roles, and ends its sessions.', async (call) => {
    const account = accountOf(call)
    const grants = readGrants((await bodyOf(call.request))['grants'], engine.sites.ids())
    if (!grants.some(isAdmin)) keepAnAdmin(account)
    if (people.accounts.setGrants(account.id, grants)) people.sessions.endAll(account.id)
    people.log.add(
      'account.roles',
      actorOf(call.caller),
      `account:${account.id} ${grantsText(grants)} ← ${grantsText(account.grants)}`,
    )
    return call.reply.code(204).send()
  })
  add(
    'POST',
    '/accounts/:account/reset',
    'Makes a link by which a person gets a new way in; the old ones die when it is used.',
    (call): LinkAnswer => {
      const account = accountOf(call)
      people.log.add('account.reset', actorOf(call.caller), `account:${account.id}`)
      return linkOf(people.accounts.invite(account.grants, account.id).token)
    },
    { answer: LinkAnswer },
  )
  add('POST', '/accounts/:account/sign-out', 'Ends every session of an account.', (call) => {
    const account = accountOf(call)
    people.sessions.endAll(account.id)
    people.log.add('sessions.ended', actorOf(call.caller), `account:${account.id}`)
    return call.reply.code(204).send()
  })
  add('DELETE', '/accounts/:account', 'Removes an account; a receipt stays.', (call) => {
    const account = accountOf(call)
    keepAnAdmin(account)
    people.accounts.remove(account.id)
    people.log.add('account.removed', actorOf(call.caller), `account:${account.id} ${grantsText(account.grants)}`)
    return call.reply.code(204).send()
  })
  add(
    'GET',
    '/keys',
    'Lists the keys of machines, without their secrets.',
    ({ caller }): KeysView => ({
      keys: people.keys
        .list()
        .filter(({ siteId }) => caller.siteIds === null || siteId === null || caller.siteIds.includes(siteId))
        .map(({ name, role, siteId, kind }) => ({ name, role, site: siteId, kind })),
    }),
    { roles: whoSeesAccounts, answer: KeysView },
  )
  add(
    'POST',
    '/keys',
    'Makes a key for a machine that sends events.',
    async ({ request, caller }): Promise<KeyAnswer> => {
      const { name, site } = await bodyOf(request)
      const siteId = engine.sites.ids().find((id) => id === site)
      if (siteId === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/site' })
      const kind = engine.sites.get(siteId)?.file.state === 'test' ? keyKinds[1] : keyKinds[0]
      const made = people.keys.create({ name: textOf(name), role: 'integrator', siteId, kind })
      if (!made.ok) throw new FaultError(made.fault)
      people.log.add('key.made', actorOf(caller), keyText(textOf(name), siteId))
      return { secret: made.value }
    },
    { answer: KeyAnswer },
  )
  add('DELETE', '/keys/:name', 'Ends a key.', ({ request, reply, caller }) => {
    const { name } = request.params as { name: string }
    const siteId = people.keys.list().find((key) => key.name === name)?.siteId ?? null
    if (!people.keys.remove(name)) throw new FaultError({ code: 'NOT_FOUND', at: '/name' })
    people.log.add('key.removed', actorOf(caller), keyText(name, siteId))
    return reply.code(204).send()
  })
  add(
    'GET',
    '/access-log',
    'Shows who did what with accounts, keys and set-up; never a measure of anybody at work.',
    ({ caller }): AccessLogView => ({
      keptDays: engine.accessLogDays(),
      rows: accessLogFor(people, caller.siteIds),
    }),
    { roles: whoReadsAccessLog, answer: AccessLogView },
  )

  function linkOf(token: string): LinkAnswer {
    return {
      link: invitationLink(people.setting('door') ?? '', token),
      expiresMs: engine.clock.nowMs() + invitationLifeMs,
    }
  }

  function accountOf({ request }: Call): Account {
    const account = people.accounts.get((request.params as { account: string }).account)
    if (account === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/account' })
    return account
  }

  function keepAnAdmin(account: Account): void {
    const others = people.accounts.list().filter(({ id, grants }) => id !== account.id && grants.some(isAdmin))
    if (account.grants.some(isAdmin) && others.length === 0) throw new FaultError({ code: 'LAST_ADMIN' })
  }
}

function isAdmin({ role, siteId }: Grant): boolean {
  return role === 'admin' && siteId === null
}

/** Who watches over one site sees the accounts that may see it. */
function seen({ siteIds }: Caller, grants: readonly Grant[]): boolean {
  return siteIds === null || grants.some(({ siteId }) => siteId === null || siteIds.includes(siteId))
}
