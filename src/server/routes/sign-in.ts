import type { FastifyReply, FastifyRequest } from 'fastify'
import { FaultError, type Result } from '../../base/index.ts'
import {
  type Invitation,
  type NewPasskey,
  passwordFault,
  provePurpose,
  type RelyingParty,
  signInPurpose,
} from '../../people/index.ts'
import { CodesAnswer, InvitationView, SignInWays } from '../../wire/index.ts'
import { readJson } from '../http/json-body.ts'
import type { Call, RouteTable } from '../http/routes.ts'
import type { Surface } from '../http/surface.ts'
import { type Access, type Caller, localRoles } from '../people/access.ts'
import { grantRows } from '../people/grants.ts'
import { letIn } from './console.ts'

/** Bytes of what a sign-in sends: a passkey's answer is some 2 KiB. */
const signInBytesMax = 64 << 10

export interface PeopleContext {
  readonly access: Access
  readonly surface: Surface
  /** What the button of the OpenID Connect provider says; null where none is configured. */
  readonly openIdName: string | null
  /** False where `people.json` wants ways in that are two factors. */
  readonly passwords: boolean
}

/** Ways in for persons: passkey, password, recovery code, invitation; and the new proof that dangerous acts want. */
export function addSignInRoutes(routes: RouteTable, context: PeopleContext): void {
  const { access, surface } = context
  const { people } = access
  const open = (path: string, purpose: string, answer: unknown, handle: (call: Call) => unknown): void =>
    routes.add({
      method: 'POST',
      path: `/api/v1${path}`,
      roles: 'public',
      purpose,
      site: 'none',
      dataClass: 'none',
      answer,
      handle,
    })

  routes.add({
    method: 'GET',
    path: '/api/v1/sign-in',
    roles: 'public',
    purpose: 'Says which ways in there are.',
    site: 'none',
    dataClass: 'none',
    answer: SignInWays,
    handle: ({ request }): SignInWays => ({
      accounts: !access.takesLocal() || context.openIdName !== null,
      passkeys: surface.party(request) !== undefined,
      door: people.setting('door') ?? '',
      passwords: context.passwords,
      openId: context.openIdName === null ? null : { name: context.openIdName },
    }),
  })
  open('/sign-in/passkey/options', 'Asks for a passkey of this address.', undefined, ({ request }) =>
    people.passkeys.signInOptions(partyOf(surface, request), signInPurpose),
  )
  open('/sign-in/passkey', 'Signs in with a passkey.', undefined, async ({ request, reply }) => {
    const { response } = await bodyOf(request)
    const asked = { party: partyOf(surface, request), response, address: request.ip }
    return enter(await people.signIn.byPasskey(asked), request, reply)
  })
  open('/sign-in/password', 'Signs in with a name and a password.', undefined, async ({ request, reply }) => {
    checkPasswords(context)
    const { name, password } = await bodyOf(request)
    const asked = { name: textOf(name), password: textOf(password), address: request.ip }
    return enter(await people.signIn.byPassword(asked), request, reply)
  })
  open('/sign-in/code', 'Signs in with a recovery code, which is used up.', undefined, async ({ request, reply }) => {
    const { code } = await bodyOf(request)
    return enter(people.signIn.byCode({ code: textOf(code), address: request.ip }), request, reply)
  })

  open(
    '/invitation',
    'Says what an invitation is for.',
    InvitationView,
    async ({ request }): Promise<InvitationView> => {
      const invitation = invited((await bodyOf(request))['token'])
      return {
        grants: grantRows(invitation.grants),
        passwords: context.passwords,
        account: invitation.accountId === null ? null : (people.accounts.get(invitation.accountId)?.name ?? null),
      }
    },
  )
  open('/invitation/passkey/options', 'Asks for a new passkey.', undefined, async ({ request }) => {
    const { token, name } = await bodyOf(request)
    const invitation = invited(token)
    return people.passkeys.registrationOptions({
      party: partyOf(surface, request),
      purpose: `invitation:${invitation.id}`,
      handle: handleOf(invitation.accountId ?? invitation.id),
      name: nameFor(invitation, name),
      accountId: null,
    })
  })
  open('/invitation/passkey', 'Takes an invitation with a passkey.', CodesAnswer, async ({ request, reply }) => {
    const { token, name, label, response } = await bodyOf(request)
    const invitation = invited(token)
    nameFor(invitation, name)
    const party = partyOf(surface, request)
    const made = await people.passkeys.verifyRegistration({ party, purpose: `invitation:${invitation.id}`, response })
    if (!made.ok) throw new FaultError(made.fault)
    return accept(invitation, textOf(name), { passkey: made.value, label: textOf(label) }, request, reply)
  })
  open('/invitation/password', 'Takes an invitation with a password.', CodesAnswer, async ({ request, reply }) => {
    checkPasswords(context)
    const { token, name, password } = await bodyOf(request)
    const invitation = invited(token)
    const fault = await passwordFault(textOf(password), nameFor(invitation, name))
    if (fault !== undefined) throw new FaultError(fault)
    const passwordHash = await people.passwords.hash(textOf(password))
    return accept(invitation, textOf(name), { passwordHash }, request, reply)
  })

  const prove = (path: string, purpose: string, handle: (call: Call, accountId: string) => unknown): void =>
    routes.add({
      method: 'POST',
      path: `/api/v1/step-up${path}`,
      roles: localRoles,
      purpose,
      site: 'none',
      dataClass: 'none',
      handle: (call) => handle(call, accountOf(call.caller)),
    })
  prove('/passkey/options', 'Asks for a passkey of the own account.', ({ request }, accountId) =>
    people.passkeys.signInOptions(partyOf(surface, request), provePurpose(accountId)),
  )
  prove('/passkey', 'Proves again, with a passkey, who is there.', async ({ request, reply, caller }, accountId) => {
    const { response } = await bodyOf(request)
    const asked = { accountId, party: partyOf(surface, request), response, address: request.ip }
    return proven(await people.signIn.provePasskey(asked), caller, reply)
  })
  prove('/password', 'Proves again, with the password, who is there.', async (call, accountId) => {
    checkPasswords(context)
    const password = textOf((await bodyOf(call.request))['password'])
    const answer = await people.signIn.provePassword({ accountId, password, address: call.request.ip })
    return proven(answer, call.caller, call.reply)
  })

  function enter(answer: Result<string>, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (!answer.ok) {
      // How long to wait stands in the fault; the header says it to programs.
      if (answer.fault.code === 'SIGN_IN_LATER')
        reply.header('retry-after', Number.parseInt(answer.fault.got ?? '1', 10))
      throw new FaultError(answer.fault)
    }
    // Never a session from before: somebody else may have planted it.
    access.endSession(request.cookies[surface.cookie] ?? '')
    letIn(reply, surface, people.sessions.open(answer.value, request.headers['user-agent'] ?? ''))
    return reply.code(204).send()
  }

  function proven(answer: Result<string>, caller: Caller, reply: FastifyReply): FastifyReply {
    if (!answer.ok) throw new FaultError(answer.fault)
    letIn(reply, surface, people.sessions.prove(caller.sessionId ?? ''))
    return reply.code(204).send()
  }

  function invited(token: unknown): Invitation {
    const invitation = people.accounts.invitationOf(textOf(token))
    if (invitation === undefined) throw new FaultError({ code: 'INVITATION_GONE' })
    return invitation
  }

  /** The name of the account that an invitation makes or resets. Throws FaultError ACCOUNT_NAME. */
  function nameFor(invitation: Invitation, name: unknown): string {
    if (invitation.accountId !== null) return people.accounts.get(invitation.accountId)?.name ?? ''
    const fault = people.accounts.nameFault(textOf(name))
    if (fault !== undefined) throw new FaultError(fault)
    return textOf(name)
  }

  /** Makes or resets the account, uses up the invitation, lets the browser in, and gives the recovery codes, this once. */
  function accept(
    invitation: Invitation,
    name: string,
    way: { passkey?: NewPasskey; label?: string; passwordHash?: string },
    request: FastifyRequest,
    reply: FastifyReply,
  ): CodesAnswer {
    // Taken before anything is made: of two browsers with one link, one is late.
    if (!people.accounts.endInvitation(invitation.id)) throw new FaultError({ code: 'INVITATION_GONE' })
    const passwordHash = way.passwordHash ?? null
    let id = invitation.accountId
    if (id === null) {
      const made = people.accounts.add({ name, grants: invitation.grants, passwordHash })
      if (!made.ok) throw new FaultError(made.fault)
      id = made.value
      people.log.add('account.made', `account:${id}`)
    } else {
      // Whatever was lost or stolen opens nothing any more.
      people.accounts.setPassword(id, passwordHash)
      for (const passkey of people.passkeys.list(id)) people.passkeys.remove(passkey.id, id)
      people.sessions.endAll(id)
    }
    if (way.passkey !== undefined) people.passkeys.add(id, way.passkey, way.label ?? '')
    people.log.add('credential.added', `account:${id}`, way.passkey === undefined ? 'password' : 'passkey')
    access.endSession(request.cookies[surface.cookie] ?? '')
    letIn(reply, surface, people.sessions.open(id, request.headers['user-agent'] ?? ''))
    return { codes: [...people.accounts.newCodes(id)] }
  }
}

/** The account of a caller. Throws FaultError FORBIDDEN for machines and for the browser of a start without accounts. */
export function accountOf(caller: Caller): string {
  if (caller.accountId !== null) return caller.accountId
  throw new FaultError({ code: 'FORBIDDEN', got: 'a caller without an account', allowed: 'persons with an account' })
}

/** Throws FaultError FORBIDDEN where no password is taken. */
export function checkPasswords({ passwords }: PeopleContext): void {
  if (!passwords) throw new FaultError({ code: 'FORBIDDEN', got: 'a password', allowed: 'passkeys' })
}

/** To which name passkeys are bound here. Throws FaultError PASSKEY_REFUSED where the address is a number. */
export function partyOf(surface: Surface, request: FastifyRequest): RelyingParty {
  const party = surface.party(request)
  if (party === undefined) throw new FaultError({ code: 'PASSKEY_REFUSED', got: 'an address of numbers' })
  return party
}

/** The members of a small JSON body; none where it is no object. */
export async function bodyOf(request: FastifyRequest): Promise<Readonly<Record<string, unknown>>> {
  const body = await readJson(request.raw, signInBytesMax)
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** What names an account to an authenticator: nothing that says anything of the person. */
export function handleOf(id: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(id, 'utf8').subarray(0, 64))
}
