import type { DatabaseSync } from 'node:sqlite'
import { type Clock, err, type Fault, ok, type Result } from '../base/index.ts'
import type { Role } from '../model/index.ts'
import { dayOf, inTransaction } from './database.ts'
import { base64url, digest, newRecoveryCode, newToken, type RandomBytes, readRecoveryCode } from './secrets.ts'

/** A role at one site, or at every site of the network (null). */
export interface Grant {
  readonly role: Role
  readonly siteId: string | null
}

/** One person's account. `name` is what the person chose to be called; nothing else about them is kept. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly grants: readonly Grant[]
  readonly hasPassword: boolean
  readonly passkeys: number
  readonly codesLeft: number
  /** True where an OpenID Connect provider vouches for the person and gives the roles. */
  readonly isOpenId: boolean
  /** The day it was made; epoch milliseconds. */
  readonly createdDayMs: number
}

/** An invitation for a new person, or a reset for one who has an account. */
export interface Invitation {
  readonly id: string
  readonly grants: readonly Grant[]
  readonly expiresMs: number
  readonly accountId: string | null
}

/** An invitation that nobody took dies after this long. */
export const invitationLifeMs = 3 * 86_400_000
/** Recovery codes of an account, each good once. */
export const recoveryCodes = 10
/** Grants of one account. */
export const grantsMax = 64
/** Characters of a person's name. */
const accountNameCharactersMax = 60

/** What a new account comes with: its first way in. */
export interface NewAccount {
  readonly name: string
  readonly grants: readonly Grant[]
  readonly passwordHash: string | null
  readonly openId?: { readonly issuer: string; readonly subject: string }
}

export interface Accounts {
  /** True as soon as somebody has an account with a way in. */
  any(): boolean
  list(): readonly Account[]
  get(id: string): Account | undefined
  byName(name: string): { readonly id: string; readonly password: string | null } | undefined
  byOpenId(issuer: string, subject: string): Account | undefined
  passwordOf(id: string): string | null
  /** Says whether a name may be chosen; the id of an account that may keep its own. */
  nameFault(name: string, ownId?: string): Fault | undefined
  add(account: NewAccount): Result<string>
  rename(id: string, name: string): Result<void>
  setPassword(id: string, hash: string | null): void
  /** Gives other roles. True where they changed; then the sessions of the account must end. */
  setGrants(id: string, grants: readonly Grant[]): boolean
  /** Removes an account with all that hangs on it; a receipt with its id and the day stays. */
  remove(id: string): boolean
  receipts(): readonly { readonly accountId: string; readonly removedDayMs: number }[]
  /** Replaces the recovery codes; the texts are given this once. */
  newCodes(id: string): readonly string[]
  /** The account of a code, which is used up by this. */
  takeCode(text: string): string | undefined
  /** A token for one person, to be used once. `accountId`: a reset of that account. */
  invite(grants: readonly Grant[], accountId?: string): { readonly id: string; readonly token: string }
  invitations(): readonly Invitation[]
  invitationOf(token: string): Invitation | undefined
  endInvitation(id: string): boolean
}

export function openAccounts(db: DatabaseSync, clock: Clock, randomBytes: RandomBytes): Accounts {
  const select = `SELECT id, name, password IS NOT NULL AS has_password, issuer IS NOT NULL AS is_open_id, created_day,
    (SELECT count(*) FROM passkey WHERE account_id = id) AS passkeys,
    (SELECT count(*) FROM recovery_code WHERE account_id = id) AS codes FROM account`
  const grantRows = db.prepare('SELECT role, site_id FROM account_grant WHERE account_id = ? ORDER BY role, site_id')
  const byId = db.prepare(`${select} WHERE id = ?`)
  const byKey = db.prepare('SELECT id, password FROM account WHERE name_key = ?')
  const anyOne = db.prepare(
    'SELECT 1 FROM account WHERE password IS NOT NULL OR issuer IS NOT NULL OR id IN (SELECT account_id FROM passkey) LIMIT 1',
  )
  const accountOf = (row: Record<string, unknown>): Account => ({
    id: String(row['id']),
    name: String(row['name']),
    grants: grantsOf(String(row['id'])),
    hasPassword: row['has_password'] === 1,
    passkeys: Number(row['passkeys']),
    codesLeft: Number(row['codes']),
    isOpenId: row['is_open_id'] === 1,
    createdDayMs: Number(row['created_day']),
  })
  const grantsOf = (id: string): Grant[] =>
    grantRows.all(id).map((row) => ({ role: row['role'] as Role, siteId: siteOf(String(row['site_id'])) }))
  const putGrants = (id: string, grants: readonly Grant[]): void => {
    db.prepare('DELETE FROM account_grant WHERE account_id = ?').run(id)
    const insert = db.prepare('INSERT OR IGNORE INTO account_grant VALUES (?, ?, ?)')
    for (const { role, siteId } of grants) insert.run(id, role, siteId ?? '')
  }
  const dropOld = (): void => {
    db.prepare('DELETE FROM invitation WHERE expires_ms < ?').run(clock.nowMs())
  }

  const accounts: Accounts = {
    any: () => anyOne.get() !== undefined,
    list: () => db.prepare(`${select} ORDER BY name_key`).all().map(accountOf),
    get(id) {
      const row = byId.get(id)
      return row === undefined ? undefined : accountOf(row)
    },
    byName(name) {
      const row = byKey.get(nameKey(name))
      return row === undefined ? undefined : { id: String(row['id']), password: row['password'] as string | null }
    },
    byOpenId(issuer, subject) {
      const row = db.prepare(`${select} WHERE issuer = ? AND subject = ?`).get(issuer, subject)
      return row === undefined ? undefined : accountOf(row)
    },
    passwordOf: (id) =>
      (db.prepare('SELECT password FROM account WHERE id = ?').get(id)?.['password'] ?? null) as string | null,
    nameFault(name, ownId) {
      const length = [...name.trim()].length
      if (length < 2 || length > accountNameCharactersMax || /[\p{Cc}\p{Cf}]/u.test(name)) {
        const allowed = `2 to ${accountNameCharactersMax} characters`
        return { code: 'ACCOUNT_NAME', at: '/name', got: 'another form', allowed }
      }
      const taken = byKey.get(nameKey(name))
      if (taken === undefined || taken['id'] === ownId) return undefined
      return { code: 'ACCOUNT_NAME', at: '/name', got: 'a name that is taken', allowed: 'another name' }
    },
    add({ name, grants, passwordHash, openId }) {
      const fault = accounts.nameFault(name)
      if (fault !== undefined) return err(fault)
      const id = base64url(randomBytes(15))
      inTransaction(db, () => {
        db.prepare('INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?)').run(
          id,
          name.trim(),
          nameKey(name),
          passwordHash,
          dayOf(clock.nowMs()),
          openId?.issuer ?? null,
          openId?.subject ?? null,
        )
        putGrants(id, grants)
      })
      return ok(id)
    },
    rename(id, name) {
      const fault = accounts.nameFault(name, id)
      if (fault !== undefined) return err(fault)
      db.prepare('UPDATE account SET name = ?, name_key = ? WHERE id = ?').run(name.trim(), nameKey(name), id)
      return ok(undefined)
    },
    setPassword(id, hash) {
      db.prepare('UPDATE account SET password = ? WHERE id = ?').run(hash, id)
    },
    setGrants(id, grants) {
      const before = JSON.stringify(grantsOf(id))
      inTransaction(db, () => putGrants(id, grants))
      return JSON.stringify(grantsOf(id)) !== before
    },
    remove(id) {
      return inTransaction(db, () => {
        const { changes } = db.prepare('DELETE FROM account WHERE id = ?').run(id)
        if (changes === 0) return false
        db.prepare('INSERT OR REPLACE INTO receipt VALUES (?, ?)').run(id, dayOf(clock.nowMs()))
        return true
      })
    },
    receipts: () =>
      db
        .prepare('SELECT account_id, removed_day FROM receipt ORDER BY removed_day DESC, account_id')
        .all()
        .map((row) => ({ accountId: String(row['account_id']), removedDayMs: Number(row['removed_day']) })),
    newCodes(id) {
      const codes = Array.from({ length: recoveryCodes }, () => newRecoveryCode(randomBytes))
      inTransaction(db, () => {
        db.prepare('DELETE FROM recovery_code WHERE account_id = ?').run(id)
        const insert = db.prepare('INSERT INTO recovery_code VALUES (?, ?)')
        for (const code of codes) insert.run(digest(readRecoveryCode(code)), id)
      })
      return codes
    },
    takeCode(text) {
      const row = db
        .prepare('DELETE FROM recovery_code WHERE code_hash = ? RETURNING account_id')
        .get(digest(readRecoveryCode(text)))
      return row === undefined ? undefined : String(row['account_id'])
    },
    invite(grants, accountId) {
      dropOld()
      const token = newToken(randomBytes)
      const id = base64url(randomBytes(9))
      const expiresMs = clock.nowMs() + invitationLifeMs
      db.prepare('INSERT INTO invitation VALUES (?, ?, ?, ?, ?)').run(
        id,
        digest(token),
        JSON.stringify(grants),
        expiresMs,
        accountId ?? null,
      )
      return { id, token }
    },
    invitations() {
      dropOld()
      return db.prepare('SELECT * FROM invitation ORDER BY expires_ms').all().map(invitationOf)
    },
    invitationOf(token) {
      const row = db
        .prepare('SELECT * FROM invitation WHERE token_hash = ? AND expires_ms >= ?')
        .get(digest(token), clock.nowMs())
      return row === undefined ? undefined : invitationOf(row)
    },
    endInvitation: (id) => Number(db.prepare('DELETE FROM invitation WHERE id = ?').run(id).changes) > 0,
  }
  return accounts
}

function invitationOf(row: Record<string, unknown>): Invitation {
  return {
    id: String(row['id']),
    grants: JSON.parse(String(row['grants'])) as Grant[],
    expiresMs: Number(row['expires_ms']),
    accountId: row['account_id'] as string | null,
  }
}

/** Two names are one where they look alike: compatibility forms, case and spaces do not count. */
function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

// SQLite's primary keys hold no NULL: every site is the empty text.
function siteOf(text: string): string | null {
  return text === '' ? null : text
}
