import { DatabaseSync } from 'node:sqlite'
import { type Fault, FaultError } from '../base/index.ts'
import type { CaptureBehaviour } from './session.ts'

/** Jobs that are remembered per site; older ones are forgotten. */
const jobsKeptMax = 10_000

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
  /** What should be mended though nothing was refused for it; missing in jobs of earlier versions. */
  readonly notices?: readonly Fault[]
  /**
   * Ids that were replaced because they were hashes over a person field. `from` is told to the sender and kept in memory only:
   * stored beside the event, it would confirm a guess of who that person was.
   */
  readonly replacedIds: readonly { readonly row: number; readonly from?: string; readonly to: string }[]
  /** Feed (key) that sent it. */
  readonly feed: string
  /** Hand scans that people worked by are in it: it is told as `jobTold` says. */
  readonly byHand: boolean
  /** How many of its scans were taken is left out: `accepted` and `duplicate` are 0 then. */
  readonly held?: true
}

/** Who asks for jobs, and when. */
export interface JobReader {
  /** Feed of the key; empty for browsers, which are no feed. */
  readonly feed: string
  /** A document of fewer scans by hand does not say how many. */
  readonly k: number
  readonly nowMs: number
}

/** Finished jobs whose replaced ids are remembered for their sender, in memory. */
const rememberedMax = 1_000

/** In SQL, what no list tells. A page that stays open asks every second, and must not read all of these. */
const unlisted = "json_extract(text, '$.byHand') AND json_extract(text, '$.success')"

/** Where finished jobs are kept: a SQLite file of the data folder. Running ones live in memory. */
export function openJobs(path: string) {
  const db = new DatabaseSync(path)
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS job (
      number INTEGER PRIMARY KEY AUTOINCREMENT, capture_id TEXT NOT NULL UNIQUE, site_id TEXT NOT NULL, text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS job_by_site ON job (site_id, number);
    CREATE INDEX IF NOT EXISTS job_for_all ON job (site_id, number) WHERE NOT (${unlisted});
  `)
  const insert = db.prepare('INSERT INTO job (capture_id, site_id, text) VALUES (?, ?, ?)')
  const byId = db.prepare('SELECT text FROM job WHERE site_id = ? AND capture_id = ?')
  const select = 'SELECT number, text FROM job WHERE site_id = ? AND number < ?'
  const page = db.prepare(`${select} AND NOT (${unlisted}) ORDER BY number DESC`)
  const forget = db.prepare('DELETE FROM job WHERE site_id = ? AND number <= ?')
  const running = new Map<string, CaptureJob>()
  const remembered = new Map<string, CaptureJob>()

  return {
    start(job: CaptureJob): void {
      running.set(job.captureID, job)
    },
    finish(job: CaptureJob): void {
      running.delete(job.captureID)
      const kept = keptForm(job)
      const { lastInsertRowid } = written(() => insert.run(job.captureID, job.siteId, JSON.stringify(kept)))
      if (job.replacedIds.length > 0 && !job.byHand) {
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
    /**
     * Jobs as they are listed, newest first. `before` is the number that the last page ended with; `next` is there where more follow.
     * Jobs that are none of the reader's business take no room on a page: its length must not count them.
     */
    list(
      siteId: string,
      options: JobReader & { before?: number; limit: number },
    ): { jobs: CaptureJob[]; next?: number } {
      const { limit } = options
      const live = [...running.values()].filter((job) => job.siteId === siteId).reverse()
      const jobs = options.before === undefined ? live.flatMap((job) => jobListed(job, options) ?? []) : []
      const full = jobs.length + limit
      let last = 0
      for (const row of page.iterate(siteId, options.before ?? Number.MAX_SAFE_INTEGER)) {
        const job = jobListed(JSON.parse(String(row['text'])) as CaptureJob, options)
        if (job === undefined) continue
        if (jobs.length === full) return { jobs, next: last }
        jobs.push(job)
        last = Number(row['number'])
      }
      return { jobs }
    },
    close: () => db.close(),
  }
}
export type Jobs = ReturnType<typeof openJobs>

/** A disk that is full refuses this file as it does the ledger's: the client is told the same, and sends again. */
function written<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw new FaultError({ code: 'DISK_FAILED', got: 'a job that cannot be written' }, { cause })
  }
}

const quarterMs = 15 * 60_000
const floorQuarter = (ms: number): number => Math.floor(ms / quarterMs) * quarterMs

/**
 * A job as it is written down. The file outlives the day whose key guards the hand scans themselves: it must not say to the second
 * when somebody scanned, nor under which id.
 */
function keptForm(job: CaptureJob): CaptureJob {
  if (!job.byHand) return { ...job, replacedIds: job.replacedIds.map(({ row, to }) => ({ row, to })) }
  return {
    ...job,
    createdMs: floorQuarter(job.createdMs),
    finishedMs: job.finishedMs === null ? null : floorQuarter(job.finishedMs),
    notices: [],
    replacedIds: [],
  }
}

/**
 * A job as whoever names its id is told it; undefined where it is none of the reader's business. Its sender heard everything in the answer to
 * the document. Later the same key may be in other hands: what hands sent is told by the quarter hour, without ids, and how much of it was
 * taken only to its feed, from `k` scans on.
 */
export function jobTold(job: CaptureJob, reader: Pick<JobReader, 'feed' | 'k'>): CaptureJob | undefined {
  // Browsers share the empty name, and are no feed.
  const isOwn = job.feed === reader.feed && job.feed !== ''
  if (!job.byHand) return isOwn ? job : { ...job, replacedIds: job.replacedIds.map(({ row, to }) => ({ row, to })) }
  if (job.success && !isOwn) return undefined
  const isTold = isOwn && job.finishedMs !== null && job.accepted + job.duplicate >= reader.k
  return {
    ...job,
    createdMs: floorQuarter(job.createdMs),
    finishedMs: job.finishedMs === null ? null : floorQuarter(job.finishedMs),
    ...(isTold ? {} : { accepted: 0, duplicate: 0, held: true }),
    notices: [],
    replacedIds: [],
  }
}

/**
 * A job on a list. A feed may send every scan as a document of its own: a list of what went well would be a clock of somebody's work, for a
 * thief of its key too. Of hands only what is open or failed stands there, once its quarter hour is over.
 */
function jobListed(job: CaptureJob, reader: JobReader): CaptureJob | undefined {
  if (!job.byHand) return jobTold(job, reader)
  const isOver = floorQuarter(job.createdMs) < floorQuarter(reader.nowMs)
  return isOver && (!job.success || job.finishedMs === null) ? jobTold(job, reader) : undefined
}
