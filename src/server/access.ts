import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { type Clock, err, type Fault, ok, type Result } from '../base/index.ts'
import { type Role, roles } from '../model/index.ts'
import { makePrivate } from './durable-file.ts'

export { type Role, roles }

/** Who calls, as far as the system knows: never a person. */
export interface Caller {
  readonly role: Role
  /** Name of the key, which is the name of its feed; empty for a browser. */
  readonly feed: string
  /** The one site of a key; null for a browser session, which sees every site of its folder. */
  readonly siteId: string | null
  /** Present for browser sessions: what a changing request must repeat in `x-fairfloor-csrf`. */
  readonly csrfToken: string | null
}

/** A one-time link dies unused after this long, a session after this long without a request. */
export const linkLifeMs = 30 * 60_000
export const sessionLifeMs = 12 * 3_600_000

/**
 * Machine keys and browser sessions, in `fairfloor.sqlite` of the data folder. Secrets are 256 random bits and
 * stored as SHA-256: they need no slow hash because nobody can guess them.
 */
export interface Access {
  /** Makes a key and returns its secret, which is shown this once. */
  createKey(options: { name: string; role: Role; siteId: string | null }): Result<string>
  listKeys(): readonly { name: string; role: Role; siteId: string | null; createdMs: number }[]
  removeKey(name: string): boolean
  callerOfKey(secret: string): Caller | undefined
  /** A link token for one browser, usable once. */
  createLink(role: Role): string
  /** Turns a link token into a session token, or nothing when it is used, unknown or too old. */
  redeemLink(token: string): string | undefined
  callerOfSession(token: string): Caller | undefined
  endSession(token: string): void
  close(): void
}

/** Opens the store; several processes may hold it at once (SQLite locks). */
export function openAccess(path: string, clock: Clock): Access {
  makePrivate(path)
  const db = new DatabaseSync(path)
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS machine_key (
      name TEXT PRIMARY KEY, role TEXT NOT NULL, site_id TEXT, secret_hash BLOB NOT NULL UNIQUE, created_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS link (token_hash BLOB PRIMARY KEY, role TEXT NOT NULL, expires_ms INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS session (
      token_hash BLOB PRIMARY KEY, role TEXT NOT NULL, csrf_token TEXT NOT NULL, expires_ms INTEGER NOT NULL
    ) STRICT;
  `)
  const insertKey = db.prepare('INSERT INTO machine_key VALUES (?, ?, ?, ?, ?)')
  const keyByName = db.prepare('SELECT name FROM machine_key WHERE name = ?')
  const keyByHash = db.prepare('SELECT name, role, site_id FROM machine_key WHERE secret_hash = ?')
  const takeLink = db.prepare('DELETE FROM link WHERE token_hash = ? RETURNING role, expires_ms')
  const sessionByHash = db.prepare('SELECT role, csrf_token, expires_ms FROM session WHERE token_hash = ?')
  const prolong = db.prepare('UPDATE session SET expires_ms = ? WHERE token_hash = ?')

  return {
    createKey({ name, role, siteId }) {
      const fault = nameFault(name)
      if (fault !== undefined) return err(fault)
      if (keyByName.get(name) !== undefined)
        return err({ code: 'KEY_EXISTS', at: '/name', got: 'a name that is taken' })
      const secret = `ff_${randomBytes(32).toString('base64url')}`
      insertKey.run(name, role, siteId, digest(secret), clock.nowMs())
      return ok(secret)
    },
    listKeys: () =>
      db
        .prepare('SELECT name, role, site_id, created_ms FROM machine_key ORDER BY name')
        .all()
        .map((row) => ({
          name: String(row['name']),
          role: row['role'] as Role,
          siteId: row['site_id'] as string | null,
          createdMs: Number(row['created_ms']),
        })),
    removeKey: (name) => Number(db.prepare('DELETE FROM machine_key WHERE name = ?').run(name).changes) > 0,
    callerOfKey(secret) {
      const row = keyByHash.get(digest(secret))
      if (row === undefined) return undefined
      return {
        role: row['role'] as Role,
        feed: String(row['name']),
        siteId: row['site_id'] as string | null,
        csrfToken: null,
      }
    },
    createLink(role) {
      const token = randomBytes(32).toString('base64url')
      db.prepare('DELETE FROM link WHERE expires_ms < ?').run(clock.nowMs())
      db.prepare('INSERT INTO link VALUES (?, ?, ?)').run(digest(token), role, clock.nowMs() + linkLifeMs)
      return token
    },
    redeemLink(token) {
      const row = takeLink.get(digest(token))
      if (row === undefined || Number(row['expires_ms']) < clock.nowMs()) return undefined
      const session = randomBytes(32).toString('base64url')
      db.prepare('DELETE FROM session WHERE expires_ms < ?').run(clock.nowMs())
      db.prepare('INSERT INTO session VALUES (?, ?, ?, ?)').run(
        digest(session),
        row['role'] as string,
        randomBytes(18).toString('base64url'),
        clock.nowMs() + sessionLifeMs,
      )
      return session
    },
    callerOfSession(token) {
      const hash = digest(token)
      const row = sessionByHash.get(hash)
      const nowMs = clock.nowMs()
      if (row === undefined || Number(row['expires_ms']) < nowMs) return undefined
      // One write a minute at most: a session that is used stays, and reading stays cheap.
      if (Number(row['expires_ms']) < nowMs + sessionLifeMs - 60_000) prolong.run(nowMs + sessionLifeMs, hash)
      return { role: row['role'] as Role, feed: '', siteId: null, csrfToken: String(row['csrf_token']) }
    },
    endSession(token) {
      db.prepare('DELETE FROM session WHERE token_hash = ?').run(digest(token))
    },
    close: () => db.close(),
  }
}

/** Compares a repeated token without telling by time how much of it was right. */
export function sameToken(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** A key is named after a system, such as `wms` or `sorter-2`. */
function nameFault(name: string): Fault | undefined {
  // What is imported or simulated has its own feeds, whose hand scans no key may see as they came.
  if (name === 'import' || name.startsWith('simulated-')) {
    return { code: 'KEY_NAME', at: '/name', got: 'a reserved name', allowed: 'any other than import and simulated-…' }
  }
  if (/^[a-z0-9][a-z0-9-]{0,62}$/.test(name)) return undefined
  return { code: 'KEY_NAME', at: '/name', got: 'another form', allowed: 'a-z, 0-9 and -, 63 characters at most' }
}
