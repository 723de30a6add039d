import { err, type Fault, ok, type Result } from '../base/index.ts'
import type { Accounts } from './accounts.ts'
import type { AccessLog } from './log.ts'
import type { Passkeys, RelyingParty } from './passkeys.ts'
import { isOutdated, type Passwords } from './password.ts'
import type { Throttle, ThrottleKey } from './throttle.ts'

/**
 * The ways in. Each answers with the id of the account, or one and the same fault whether the name, the secret or both are
 * wrong, after the same work. `address` is that of the network, for slowing guesses only: it is kept hashed.
 */
export interface SignIn {
  byPassword(asked: { name: string; password: string; address: string }): Promise<Result<string>>
  byCode(asked: { code: string; address: string }): Result<string>
  byPasskey(asked: { party: RelyingParty; response: unknown; address: string }): Promise<Result<string>>
  /** Step-up of somebody who is in already. */
  provePassword(asked: { accountId: string; password: string; address: string }): Promise<Result<string>>
  provePasskey(asked: {
    accountId: string
    party: RelyingParty
    response: unknown
    address: string
  }): Promise<Result<string>>
}

interface Parts {
  readonly accounts: Accounts
  readonly passkeys: Passkeys
  readonly passwords: Passwords
  readonly throttle: Throttle
  readonly log: AccessLog
}

/** Purpose of the questions to passkeys that sign somebody in. */
export const signInPurpose = 'sign-in'

/** Purpose of the questions to passkeys that prove again who is there. */
export function provePurpose(accountId: string): string {
  return `prove:${accountId}`
}

export function openSignIn({ accounts, passkeys, passwords, throttle, log }: Parts): SignIn {
  const refused: Fault = { code: 'SIGN_IN_REFUSED' }

  /** Counts the try, looks, and takes the count back where it was right. */
  async function slowed(
    keys: readonly ThrottleKey[],
    look: () => Promise<string | undefined> | string | undefined,
    known?: string,
  ): Promise<Result<string>> {
    const late = tooSoon(keys)
    if (late !== undefined) return err(late)
    throttle.tried(keys)
    const accountId = await look()
    if (accountId === undefined) {
      log.add('sign-in.refused', '', known === undefined ? '' : `account:${known}`)
      return err(refused)
    }
    throttle.succeeded(keys)
    return ok(accountId)
  }

  function tooSoon(keys: readonly ThrottleKey[]): Fault | undefined {
    const waitMs = throttle.waitMs(keys)
    return waitMs === 0 ? undefined : { code: 'SIGN_IN_LATER', got: `${Math.ceil(waitMs / 1_000)} seconds to wait` }
  }

  async function password(name: string, text: string, address: string): Promise<Result<string>> {
    const keys = [
      { kind: 'account', value: name.normalize('NFKC').toLowerCase().trim() },
      { kind: 'address', value: address },
    ] as const
    const found = accounts.byName(name)
    return slowed(
      keys,
      async () => {
        const stored = found?.password ?? null
        if (!(await passwords.verify(text, stored)) || found === undefined) return undefined
        if (stored !== null && isOutdated(stored)) accounts.setPassword(found.id, await passwords.hash(text))
        return found.id
      },
      found?.id,
    )
  }

  return {
    async byPassword(asked) {
      const answer = await password(asked.name, asked.password, asked.address)
      if (answer.ok) log.add('sign-in', `account:${answer.value}`, 'password')
      return answer
    },
    byCode({ code, address }) {
      const keys = [{ kind: 'address', value: address }] as const
      const late = tooSoon(keys)
      if (late !== undefined) return err(late)
      throttle.tried(keys)
      const accountId = accounts.takeCode(code)
      if (accountId === undefined) {
        log.add('sign-in.refused', '')
        return err(refused)
      }
      throttle.succeeded(keys)
      log.add('recovery.used', `account:${accountId}`)
      return ok(accountId)
    },
    async byPasskey({ party, response, address }) {
      const answer = await slowed([{ kind: 'address', value: address }], async () => {
        const verified = await passkeys.verifySignIn({ party, purpose: signInPurpose, response })
        return verified.ok ? verified.value : undefined
      })
      if (answer.ok) log.add('sign-in', `account:${answer.value}`, 'passkey')
      return answer
    },
    async provePassword({ accountId, password: text, address }) {
      return password(accounts.get(accountId)?.name ?? '', text, address)
    },
    provePasskey: ({ accountId, party, response, address }) =>
      slowed(
        [{ kind: 'address', value: address }],
        async () => {
          const verified = await passkeys.verifySignIn({ party, purpose: provePurpose(accountId), response })
          return verified.ok && verified.value === accountId ? accountId : undefined
        },
        accountId,
      ),
  }
}
