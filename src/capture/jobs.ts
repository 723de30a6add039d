import { DatabaseSync } from 'node:sqlite'
import type { Fault } from '../base/index.ts'
import type { CaptureBehaviour } from './session.ts'

/** Jobs that are remembered per site; older ones are forgotten. */
export const jobsKeptMax = 10_000

/** A capture job as the standard knows it, with our counts. */
export interface CaptureJob {
  readonly captureID: string
  readonly siteId: string
  readonly createdMs: number
  /** null while it runs. */
  readonly finishedMs: number | null
  readonly success: boolean
  readonly behaviour: CaptureBehaviour
  readonly accepted: number
  readonly duplicate: number
  readonly conflict: number
  readonly rejected: number
  readonly errors: readonly Fault[]
  /**
   * Ids that were replaced because they were hashes over a person field. `from` is told to the sender and kept in memory only:
   * stored beside the event, it would confirm a guess of who that person was.
   */
  readonly replacedIds: readonly { readonly row: number; readonly from?: string; readonly to: string }[]
  /** Feed (key) that sent it. */
  readonly feed: string
  /** Hand scans of an active site are in it: others than its feed are told only whether it failed, and that by the quarter hour. */
  readonly byHand: boolean
}

/** Finished jobs whose replaced ids are remembered for their sender. */
const rememberedMax = 1_000

/** Where finished jobs are kept: a SQLite file of the data folder. Running ones live in memory. */
export function openJobs(path: string) {
  const db = new DatabaseSync(path)
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS job (
      number INTEGER PRIMARY KEY AUTOINCREMENT, capture_id TEXT NOT NULL UNIQUE, site_id TEXT NOT NULL, text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS job_by_site ON job (site_id, number);
  `)
  const insert = db.prepare('INSERT INTO job (capture_id, site_id, text) VALUES (?, ?, ?)')
  const byId = db.prepare('SELECT text FROM job WHERE site_id = ? AND capture_id = ?')
  const page = db.prepare('SELECT number, text FROM job WHERE site_id = ? AND number < ? ORDER BY number DESC LIMIT ?')
  const forget = db.prepare('DELETE FROM job WHERE site_id = ? AND number <= ?')
  const running = new Map<string, CaptureJob>()
  const remembered = new Map<string, CaptureJob>()

  return {
    start(job: CaptureJob): void {
      running.set(job.captureID, job)
    },
    finish(job: CaptureJob): void {
      running.delete(job.captureID)
      const kept: CaptureJob = { ...job, replacedIds: job.replacedIds.map(({ row, to }) => ({ row, to })) }
      const { lastInsertRowid } = insert.run(job.captureID, job.siteId, JSON.stringify(kept))
      if (job.replacedIds.length > 0) {
        remembered.set(job.captureID, job)
        for (const oldest of remembered.keys()) {
          if (remembered.size <= rememberedMax) break
          remembered.delete(oldest)
        }
      }
      if (Number(lastInsertRowid) % 100 === 0) forget.run(job.siteId, Number(lastInsertRowid) - jobsKeptMax)
    },
    /** A job that never was: its document was refused as a whole, or its client went away. */
    drop(captureID: string): void {
      running.delete(captureID)
    },
    get(siteId: string, captureID: string): CaptureJob | undefined {
      const live = running.get(captureID) ?? remembered.get(captureID)
      if (live !== undefined && live.siteId === siteId) return live
      const row = byId.get(siteId, captureID)
      return row === undefined ? undefined : (JSON.parse(String(row['text'])) as CaptureJob)
    },
    /** Newest first. `before` is the number that the last page ended with; `next` is there where more follow. */
    list(siteId: string, options: { before?: number; limit: number }): { jobs: CaptureJob[]; next?: number } {
      const first =
        options.before === undefined ? [...running.values()].filter((job) => job.siteId === siteId).reverse() : []
      const rows = page.all(siteId, options.before ?? Number.MAX_SAFE_INTEGER, options.limit)
      const jobs = [...first, ...rows.map((row) => JSON.parse(String(row['text'])) as CaptureJob)]
      const last = rows.at(-1)
      return rows.length === options.limit && last !== undefined ? { jobs, next: Number(last['number']) } : { jobs }
    },
    close: () => db.close(),
  }
}
export type Jobs = ReturnType<typeof openJobs>

const quarterMs = 15 * 60_000

/** A job as a reader may see it; undefined where it is none of the reader's business. */
export function jobSeenBy(job: CaptureJob, feed: string): CaptureJob | undefined {
  if (job.feed === feed) return job
  const replacedIds = job.replacedIds.map(({ row, to }) => ({ row, to }))
  if (!job.byHand) return { ...job, replacedIds }
  // A feed may send every scan as a document of its own: a list of what went well would be a clock of somebody's work.
  if (job.success) return undefined
  const floor = (ms: number): number => Math.floor(ms / quarterMs) * quarterMs
  return {
    ...job,
    createdMs: floor(job.createdMs),
    finishedMs: job.finishedMs === null ? null : floor(job.finishedMs),
    accepted: 0,
    duplicate: 0,
    replacedIds: [],
  }
}
