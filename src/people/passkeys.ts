import type { DatabaseSync } from 'node:sqlite'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
  WebAuthnCredential,
} from '@simplewebauthn/server'
import { type Clock, err, ok, type Result } from '../base/index.ts'
import { dayOf } from './database.ts'
import { digest, newToken, type RandomBytes } from './secrets.ts'

/** Which name a passkey is bound to, and the origins from which it may be used. */
export interface RelyingParty {
  readonly id: string
  readonly origins: readonly string[]
}

/** A passkey as its owner sees it. */
export interface OwnPasskey {
  readonly id: string
  readonly label: string
  readonly createdDayMs: number
}

/** A credential that was made and verified, before it belongs to an account. */
export interface NewPasskey {
  readonly credential: WebAuthnCredential
}

/** A question to an authenticator that is not answered within this time is void. */
const challengeLifeMs = 5 * 60_000
/** Open questions; the oldest make room. */
const challengesMax = 10_000
/** Passkeys of one account. */
const passkeysMax = 20
/** Characters of the name of a passkey. */
export const passkeyLabelCharactersMax = 60

/**
 * Passkeys (WebAuthn level 3), through `@simplewebauthn/server`. User verification is required: a passkey is two factors, the
 * device and what unlocks it. `purpose` ties a question to what it was asked for, and to whom; an answer to another is refused.
 */
export interface Passkeys {
  registrationOptions(asked: {
    readonly party: RelyingParty
    readonly purpose: string
    /** Names the account to the authenticator; 1 to 64 bytes, nothing personal. */
    readonly handle: Uint8Array<ArrayBuffer>
    readonly name: string
    readonly accountId: string | null
  }): Promise<PublicKeyCredentialCreationOptionsJSON>
  verifyRegistration(asked: Answered): Promise<Result<NewPasskey>>
  signInOptions(party: RelyingParty, purpose: string): Promise<PublicKeyCredentialRequestOptionsJSON>
  /** The account whose passkey answered. */
  verifySignIn(asked: Answered): Promise<Result<string>>
  add(accountId: string, passkey: NewPasskey, label: string): Result<void>
  list(accountId: string): readonly OwnPasskey[]
  remove(id: string, accountId: string): boolean
}

interface Answered {
  readonly party: RelyingParty
  readonly purpose: string
  /** What the browser sent: unknown until the library has taken it apart. */
  readonly response: unknown
}

export function openPasskeys(db: DatabaseSync, clock: Clock, randomBytes: RandomBytes): Passkeys {
  const rows = db.prepare('SELECT * FROM passkey WHERE account_id = ? ORDER BY created_day, credential_id')

  function newChallenge(purpose: string): Uint8Array<ArrayBuffer> {
    const challenge = newToken(randomBytes)
    db.prepare('DELETE FROM challenge WHERE expires_ms < ?').run(clock.nowMs())
    db.prepare(
      'DELETE FROM challenge WHERE challenge_hash IN (SELECT challenge_hash FROM challenge ORDER BY expires_ms DESC LIMIT -1 OFFSET ?)',
    ).run(challengesMax - 1)
    db.prepare('INSERT INTO challenge VALUES (?, ?, ?)').run(
      digest(challenge),
      purpose,
      clock.nowMs() + challengeLifeMs,
    )
    return new Uint8Array(Buffer.from(challenge, 'base64url'))
  }

  function takeChallenge(challenge: string, purpose: string): boolean {
    const row = db
      .prepare('DELETE FROM challenge WHERE challenge_hash = ? RETURNING purpose, expires_ms')
      .get(digest(challenge))
    return row !== undefined && row['purpose'] === purpose && Number(row['expires_ms']) >= clock.nowMs()
  }

  return {
    async registrationOptions({ party, purpose, handle, name, accountId }) {
      const { generateRegistrationOptions } = await library()
      return generateRegistrationOptions({
        rpName: 'Fairfloor',
        rpID: party.id,
        userID: handle,
        userName: name,
        userDisplayName: name,
        challenge: newChallenge(purpose),
        attestationType: 'none',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        excludeCredentials:
          accountId === null
            ? []
            : rows
                .all(accountId)
                .map(credentialOf)
                .map(({ id }) => ({ id })),
      })
    },
    async verifyRegistration({ party, purpose, response }) {
      const { verifyRegistrationResponse } = await library()
      try {
        const verified = await verifyRegistrationResponse({
          response: response as RegistrationResponseJSON,
          expectedChallenge: (challenge) => takeChallenge(challenge, purpose),
          expectedOrigin: [...party.origins],
          expectedRPID: party.id,
          requireUserVerification: true,
        })
        if (verified.verified) return ok({ credential: verified.registrationInfo.credential })
      } catch {
        // The library throws for every kind of wrong answer; which one it was would only help who tries.
      }
      return err({ code: 'PASSKEY_REFUSED' })
    },
    async signInOptions(party, purpose) {
      const { generateAuthenticationOptions } = await library()
      return generateAuthenticationOptions({
        rpID: party.id,
        challenge: newChallenge(purpose),
        userVerification: 'required',
      })
    },
    async verifySignIn({ party, purpose, response }) {
      const { verifyAuthenticationResponse } = await library()
      const id = String((response as { id?: unknown } | null)?.id ?? '')
      const row = db.prepare('SELECT * FROM passkey WHERE credential_id = ?').get(id)
      if (row === undefined) return err({ code: 'PASSKEY_REFUSED' })
      try {
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          response: response as AuthenticationResponseJSON,
          expectedChallenge: (challenge) => takeChallenge(challenge, purpose),
          expectedOrigin: [...party.origins],
          expectedRPID: party.id,
          credential: credentialOf(row),
          requireUserVerification: true,
        })
        if (verified) {
          db.prepare('UPDATE passkey SET counter = ? WHERE credential_id = ?').run(authenticationInfo.newCounter, id)
          return ok(String(row['account_id']))
        }
      } catch {
        // As above.
      }
      return err({ code: 'PASSKEY_REFUSED' })
    },
    add(accountId, { credential }, label) {
      if (rows.all(accountId).length >= passkeysMax) {
        return err({ code: 'LIMIT_REACHED', got: `${passkeysMax} passkeys of one account` })
      }
      db.prepare('INSERT OR IGNORE INTO passkey VALUES (?, ?, ?, ?, ?, ?, ?)').run(
        credential.id,
        accountId,
        credential.publicKey,
        credential.counter,
        JSON.stringify(credential.transports ?? []),
        [...label.trim()].slice(0, passkeyLabelCharactersMax).join(''),
        dayOf(clock.nowMs()),
      )
      return ok(undefined)
    },
    list: (accountId) =>
      rows.all(accountId).map((row) => ({
        id: String(row['credential_id']),
        label: String(row['label']),
        createdDayMs: Number(row['created_day']),
      })),
    remove: (id, accountId) =>
      Number(db.prepare('DELETE FROM passkey WHERE credential_id = ? AND account_id = ?').run(id, accountId).changes) >
      0,
  }
}

function credentialOf(row: Record<string, unknown>): WebAuthnCredential {
  return {
    id: String(row['credential_id']),
    publicKey: new Uint8Array(row['public_key'] as Uint8Array),
    counter: Number(row['counter']),
    transports: JSON.parse(String(row['transports'])) as NonNullable<WebAuthnCredential['transports']>,
  }
}

/** Loaded when somebody first uses a passkey: an import of a million events needs no cryptography of browsers. */
function library() {
  return import('@simplewebauthn/server')
}
