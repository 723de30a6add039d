import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../base/index.ts'
import { base64url, digest, newToken, type RandomBytes } from './secrets.ts'

/** A session dies after a shift without a request, or sooner where a site says so; and after a day whatever happens. */
export const sessionIdleMs = 8 * 3_600_000
export const sessionLifeMs = 24 * 3_600_000
/** For so long after a proof (sign-in or step-up) dangerous acts are taken. */
export const proofLifeMs = 5 * 60_000
/** A one-time link of a start dies unused after this long. */
export const linkLifeMs = 30 * 60_000

/** A browser that is signed in. `accountId` is null for the browser of a start on loopback without accounts. */
export interface Session {
  readonly id: string
  readonly accountId: string | null
  readonly csrfToken: string
  /** Until when dangerous acts are taken; epoch milliseconds. */
  readonly provenUntilMs: number
}

/** A session as its owner sees it. */
export interface OwnSession {
  readonly id: string
  /** Browser and system in two words, such as `Firefox, Linux`. */
  readonly device: string
  /** Start of the quarter hour of its last request. */
  readonly usedMs: number
}

export interface Sessions {
  /** Opens a session and gives its token for the cookie. */
  open(accountId: string | null, userAgent: string): string
  byToken(token: string): Session | undefined
  /** Still there; asked by streams, and no sign of use. */
  lives(id: string): boolean
  list(accountId: string): readonly OwnSession[]
  end(id: string, accountId: string): boolean
  endByToken(token: string): void
  endOthers(accountId: string, keptId: string): void
  endAll(accountId: string): void
  /** Somebody has proven again who they are: the session gets a new token, the old one is dead. */
  prove(id: string): string
  /** A token for one browser, usable once; only while nobody has an account. */
  createLink(): string
  /** True where the token was good; it is used up. */
  takeLink(token: string): boolean
}

/** How long an account's sessions live without a request; null: a browser of the machine's owner. Never longer than `sessionIdleMs`. */
export type IdleMsOf = (accountId: string | null) => number

export function openSessions(
  db: DatabaseSync,
  clock: Clock,
  randomBytes: RandomBytes,
  idleMsOf: IdleMsOf = () => sessionIdleMs,
): Sessions {
  const idleOf = (accountId: string | null): number => Math.min(sessionIdleMs, idleMsOf(accountId))
  const byHash = db.prepare('SELECT * FROM account_session WHERE token_hash = ?')
  const prolong = db.prepare('UPDATE account_session SET idle_ms = ?, proven_ms = ? WHERE id = ?')
  const isOver = (row: Record<string, unknown>, nowMs: number): boolean =>
    Number(row['idle_ms']) < nowMs || Number(row['end_ms']) < nowMs
  return {
    open(accountId, userAgent) {
      const nowMs = clock.nowMs()
      const token = newToken(randomBytes)
      db.prepare('DELETE FROM account_session WHERE idle_ms < ? OR end_ms < ?').run(nowMs, nowMs)
      db.prepare('INSERT INTO account_session VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
        base64url(randomBytes(9)),
        digest(token),
        accountId,
        base64url(randomBytes(18)),
        deviceOf(userAgent),
        quarterOf(nowMs) + idleOf(accountId),
        quarterOf(nowMs) + sessionLifeMs,
        nowMs + proofLifeMs,
      )
      return token
    },
    byToken(token) {
      const row = byHash.get(digest(token))
      const nowMs = clock.nowMs()
      if (row === undefined || isOver(row, nowMs)) return undefined
      const id = String(row['id'])
      const accountId = row['account_id'] as string | null
      const idleMs = quarterOf(nowMs) + idleOf(accountId)
      const proven = Number(row['proven_ms'])
      // One write a quarter hour at most; nothing finer is kept of when somebody was here.
      if (Number(row['idle_ms']) !== idleMs) prolong.run(idleMs, proven < nowMs ? 0 : proven, id)
      return {
        id,
        accountId,
        csrfToken: String(row['csrf_token']),
        provenUntilMs: proven,
      }
    },
    lives(id) {
      const row = db.prepare('SELECT idle_ms, end_ms FROM account_session WHERE id = ?').get(id)
      // A stream is a page that somebody looks at: it dies with the day, not for want of clicks.
      return row !== undefined && Number(row['end_ms']) >= clock.nowMs()
    },
    list: (accountId) =>
      db
        .prepare('SELECT * FROM account_session WHERE account_id = ? ORDER BY idle_ms DESC, id')
        .all(accountId)
        .filter((row) => !isOver(row, clock.nowMs()))
        .map((row) => ({
          id: String(row['id']),
          device: String(row['device']),
          usedMs: Number(row['idle_ms']) - idleOf(accountId) - quarterMs,
        })),
    end: (id, accountId) =>
      Number(db.prepare('DELETE FROM account_session WHERE id = ? AND account_id = ?').run(id, accountId).changes) > 0,
    endByToken(token) {
      db.prepare('DELETE FROM account_session WHERE token_hash = ?').run(digest(token))
    },
    endOthers(accountId, keptId) {
      db.prepare('DELETE FROM account_session WHERE account_id = ? AND id <> ?').run(accountId, keptId)
    },
    endAll(accountId) {
      db.prepare('DELETE FROM account_session WHERE account_id = ?').run(accountId)
    },
    prove(id) {
      const token = newToken(randomBytes)
      db.prepare('UPDATE account_session SET token_hash = ?, csrf_token = ?, proven_ms = ? WHERE id = ?').run(
        digest(token),
        base64url(randomBytes(18)),
        clock.nowMs() + proofLifeMs,
        id,
      )
      return token
    },
    createLink() {
      const token = newToken(randomBytes)
      db.prepare('DELETE FROM local_link WHERE expires_ms < ?').run(clock.nowMs())
      db.prepare('INSERT INTO local_link VALUES (?, ?)').run(digest(token), clock.nowMs() + linkLifeMs)
      return token
    },
    takeLink(token) {
      const row = db.prepare('DELETE FROM local_link WHERE token_hash = ? RETURNING expires_ms').get(digest(token))
      return row !== undefined && Number(row['expires_ms']) >= clock.nowMs()
    },
  }
}

const quarterMs = 15 * 60_000

/** The end of the quarter hour. */
function quarterOf(ms: number): number {
  return (Math.floor(ms / quarterMs) + 1) * quarterMs
}

// The first that fits; browsers name each other in their headers.
const browsers = [
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\/|FxiOS/],
  ['Chrome', /Chrome\/|CriOS/],
  ['Safari', /Safari\//],
] as const
const systems = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh/],
  ['Linux', /Linux|X11/],
] as const

/** Enough of a device to know one's own again, and no more. */
export function deviceOf(userAgent: string): string {
  const first = (list: readonly (readonly [string, RegExp])[]): string =>
    list.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? '?'
  return `${first(browsers)}, ${first(systems)}`
}
