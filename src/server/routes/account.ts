import { FaultError } from '../../base/index.ts'
import { passkeyLabelCharactersMax, passwordFault } from '../../people/index.ts'
import { AccountView, CodesAnswer } from '../../wire/index.ts'
import type { Call, RouteDeclaration, RouteTable } from '../http/routes.ts'
import { localRoles } from '../people/access.ts'
import { grantRows } from '../people/grants.ts'
import { letOut } from './console.ts'
import { accountOf, bodyOf, checkPasswords, handleOf, type PeopleContext, partyOf, textOf } from './sign-in.ts'

/** What a person does with the own account: passkeys, password, recovery codes, sessions. */
export function addAccountRoutes(routes: RouteTable, context: PeopleContext): void {
  const { access, surface } = context
  const { people } = access
  const own = (
    method: RouteDeclaration['method'],
    path: string,
    purpose: string,
    handle: (call: Call, id: string) => unknown,
    more: Partial<RouteDeclaration> = {},
  ): void =>
    routes.add({
      method,
      path: `/api/v1/account${path}`,
      roles: localRoles,
      purpose,
      site: 'none',
      dataClass: 'admin',
      ...more,
      handle: (call) => handle(call, accountOf(call.caller)),
    })
  const stepUp = { stepUp: true } as const

  own(
    'GET',
    '',
    'Shows the own account: roles, passkeys, sessions.',
    ({ caller }, id): AccountView => {
      const account = people.accounts.get(id)
      if (account === undefined) throw new FaultError({ code: 'UNAUTHORIZED' })
      return {
        id,
        name: account.name,
        grants: grantRows(account.grants),
        passwords: context.passwords,
        hasPassword: account.hasPassword,
        isOpenId: account.isOpenId,
        codesLeft: account.codesLeft,
        passkeys: [...people.passkeys.list(id)],
        sessions: people.sessions.list(id).map((each) => ({ ...each, current: each.id === caller.sessionId })),
      }
    },
    { answer: AccountView },
  )
  own('POST', '/name', 'Changes the name that colleagues see.', async ({ request, reply }, id) => {
    const renamed = people.accounts.rename(id, textOf((await bodyOf(request))['name']))
    if (!renamed.ok) throw new FaultError(renamed.fault)
    return reply.code(204).send()
  })
  own(
    'POST',
    '/passkeys/options',
    'Asks for one more passkey.',
    ({ request }, id) =>
      people.passkeys.registrationOptions({
        party: partyOf(surface, request),
        purpose: `account:${id}`,
        handle: handleOf(id),
        name: people.accounts.get(id)?.name ?? '',
        accountId: id,
      }),
    stepUp,
  )
  own(
    'POST',
    '/passkeys',
    'Adds a passkey.',
    async ({ request, reply }, id) => {
      const { label, response } = await bodyOf(request)
      const party = partyOf(surface, request)
      const made = await people.passkeys.verifyRegistration({ party, purpose: `account:${id}`, response })
      if (!made.ok) throw new FaultError(made.fault)
      const added = people.passkeys.add(id, made.value, textOf(label).slice(0, passkeyLabelCharactersMax))
      if (!added.ok) throw new FaultError(added.fault)
      people.log.add('credential.added', `account:${id}`, 'passkey')
      return reply.code(204).send()
    },
    stepUp,
  )
  own(
    'DELETE',
    '/passkeys/:passkey',
    'Removes a passkey, and ends every other session.',
    ({ request, reply, caller }, id) => {
      const { passkey } = request.params as { passkey: string }
      const account = people.accounts.get(id)
      if (account?.passkeys === 1 && !account.hasPassword && !account.isOpenId)
        throw new FaultError({ code: 'LAST_WAY_IN' })
      if (!people.passkeys.remove(passkey, id)) throw new FaultError({ code: 'NOT_FOUND', at: '/passkey' })
      people.sessions.endOthers(id, caller.sessionId ?? '')
      people.log.add('credential.removed', `account:${id}`, 'passkey')
      return reply.code(204).send()
    },
    stepUp,
  )
  own(
    'POST',
    '/password',
    'Sets the password, or takes it away (null), and ends every other session.',
    async ({ request, reply, caller }, id) => {
      const { password } = await bodyOf(request)
      const account = people.accounts.get(id)
      if (password === null) {
        if (account?.passkeys === 0 && !account.isOpenId) throw new FaultError({ code: 'LAST_WAY_IN' })
        people.accounts.setPassword(id, null)
      } else {
        checkPasswords(context)
        const fault = await passwordFault(textOf(password), account?.name ?? '')
        if (fault !== undefined) throw new FaultError(fault)
        people.accounts.setPassword(id, await people.passwords.hash(textOf(password)))
      }
      people.sessions.endOthers(id, caller.sessionId ?? '')
      people.log.add(password === null ? 'credential.removed' : 'credential.added', `account:${id}`, 'password')
      return reply.code(204).send()
    },
    stepUp,
  )
  own(
    'POST',
    '/codes',
    'Makes new recovery codes; the old ones are void.',
    (_call, id): CodesAnswer => {
      people.log.add('recovery.codes', `account:${id}`)
      return { codes: [...people.accounts.newCodes(id)] }
    },
    { ...stepUp, answer: CodesAnswer },
  )
  own('DELETE', '/sessions/:session', 'Ends one of the own sessions.', ({ request, reply }, id) => {
    const { session } = request.params as { session: string }
    if (!people.sessions.end(session, id)) throw new FaultError({ code: 'NOT_FOUND', at: '/session' })
    return reply.code(204).send()
  })
  own('POST', '/sessions/end-others', 'Ends every session but this one.', ({ reply, caller }, id) => {
    people.sessions.endOthers(id, caller.sessionId ?? '')
    people.log.add('sessions.ended', `account:${id}`)
    return reply.code(204).send()
  })
  own('POST', '/sessions/end-all', 'Signs out everywhere.', ({ reply }, id) => {
    people.sessions.endAll(id)
    people.log.add('sessions.ended', `account:${id}`)
    return letOut(reply, surface)
  })
}
