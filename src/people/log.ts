import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../base/index.ts'
import { dayMs, dayOf } from './database.ts'

/** How long the access log is kept: six months, the upper end of what is usual for security logs (CNIL: 6 to 12 months). */
export const accessLogKeptMs = 183 * dayMs
/** Rows that one answer holds. */
const accessLogRowsMax = 1_000

/** Acts that the log holds. Sign-ins are dated by day only: finer, they would be a time clock of those who sign in. */
const accessActs = [
  'sign-in',
  'sign-in.refused',
  'account.made',
  'account.removed',
  'account.roles',
  'account.invited',
  'account.reset',
  'invitation.ended',
  'credential.added',
  'credential.removed',
  'recovery.codes',
  'recovery.used',
  'sessions.ended',
  'key.made',
  'key.removed',
  'site.file',
  'policy.record',
  'link.local',
] as const
export type AccessAct = (typeof accessActs)[number]

/** One row: who did what to what. `actor` is `account:ID`, `key:NAME`, `local`, `command line`, or empty where nobody is known. */
export interface AccessRow {
  /** Start of the day for sign-ins, of the quarter hour for administrative acts; epoch milliseconds. */
  readonly atMs: number
  readonly act: AccessAct
  readonly actor: string
  readonly about: string
  /** Refused sign-ins of the day; 1 for everything else, however often somebody came. */
  readonly count: number
}

export interface AccessLog {
  add(act: AccessAct, actor: string, about?: string): void
  /** Newest first. */
  list(limit?: number): readonly AccessRow[]
  /** Drops what is older than `keptMs`, or than `accessLogKeptMs` where it is left out; never keeps longer than that. */
  expire(keptMs?: number): void
}

export function openAccessLog(db: DatabaseSync, clock: Clock): AccessLog {
  const insert = db.prepare(
    `INSERT INTO access_log VALUES (?, ?, ?, ?, 1)
     ON CONFLICT DO UPDATE SET count = count + (excluded.act = 'sign-in.refused')`,
  )
  return {
    add(act, actor, about = '') {
      const nowMs = clock.nowMs()
      insert.run(
        act.startsWith('sign-in') ? dayOf(nowMs) : Math.floor(nowMs / quarterMs) * quarterMs,
        act,
        actor,
        about,
      )
    },
    list: (limit = accessLogRowsMax) =>
      db
        .prepare('SELECT * FROM access_log WHERE at_ms >= ? ORDER BY at_ms DESC, act, actor, about LIMIT ?')
        .all(clock.nowMs() - accessLogKeptMs, limit)
        .map((row) => ({
          atMs: Number(row['at_ms']),
          act: row['act'] as AccessAct,
          actor: String(row['actor']),
          about: String(row['about']),
          count: Number(row['count']),
        })),
    expire(keptMs = accessLogKeptMs) {
      db.prepare('DELETE FROM access_log WHERE at_ms < ?').run(clock.nowMs() - Math.min(keptMs, accessLogKeptMs))
    },
  }
}

const quarterMs = 15 * 60_000
