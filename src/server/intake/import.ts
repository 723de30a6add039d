import { type Fault, FaultError, type Result } from '../../base/index.ts'
import { type CaptureOutcome, type PlacedOutput, type PlacedReject, placeBatch } from '../../capture/index.ts'
import type { ScanSummary } from '../../epcis/index.ts'
import { openLaidOut } from '../../ledger/index.ts'
import type { CompiledSiteFile } from '../../site/index.ts'
import type { Engine } from '../engine.ts'
import { openCheckpoint } from './import-checkpoint.ts'
import { addCounts, type ImportCounts } from './import-counts.ts'
import type { LaidOutOutput, StretchRequest } from './import-messages.ts'
import { type ScanThreads, scanThreads } from './scan-threads.ts'
import { filesAt, type ImportFile, lookAtFile, stretchesOf } from './stretches.ts'

/**
 * Stretches that may wait for their commit while the next ones are scanned: enough for a thread to go on while this one folds a
 * group of commits or writes out an index, for a quarter of a second each.
 */
const commitsAheadMax = 5
/** More refused rows than this in one stretch: the file is something else than events. */
export const rejectsPerStretchMax = 100_000
/** The live state is saved after so many rows, so that a start after a kill folds at most these again. */
const rowsPerSnapshot = 2_000_000
const feed = 'import'

export interface ImportProgress {
  readonly path: string
  readonly bytesDone: number
  readonly bytes: number
  readonly counts: Readonly<ImportCounts>
}

export interface ImportReport {
  readonly counts: Readonly<ImportCounts>
  /** Files of refused rows (NDJSON: row, code, pointer, fix), one a file that had any. */
  readonly rejectFiles: readonly string[]
  readonly bytes: number
  /** What was not kept of documents, though nothing was refused for it. */
  readonly notices: readonly Fault[]
}

/**
 * Imports files of events of any size. Threads scan and lay out; this thread dedupes, appends and folds. A stretch of a file is
 * a transaction: after a kill at any point the same command goes on behind the last commit, and what came twice is a duplicate.
 * `threads` are closed at the end; whoever is in a hurry has started them before.
 */
export async function importFiles(
  engine: Engine,
  options: { paths: readonly string[]; siteId: string; onProgress: (progress: ImportProgress) => void },
  threads: ScanThreads = scanThreads(),
): Promise<ImportReport> {
  const counts: ImportCounts = { accepted: 0, duplicate: 0, conflict: 0, rejected: 0 }
  const rejectFiles: string[] = []
  const notices: Fault[] = []
  let bytes = 0
  try {
    const scan = setUp(engine, threads, options.siteId)
    for (const file of options.paths.flatMap(filesAt).map(lookAtFile)) {
      bytes += file.bytes
      const one = await importFile(engine, scan, file, options.onProgress, notices)
      addCounts(counts, one.counts)
      if (one.rejectFile !== undefined) rejectFiles.push(one.rejectFile)
    }
  } finally {
    await threads.close()
  }
  return { counts, rejectFiles, bytes, notices }
}

/** Threads that know what they scan for, and the site file by which they place. */
interface Scan {
  readonly threads: ScanThreads
  readonly siteId: string
  readonly site: CompiledSiteFile
}

function setUp(engine: Engine, threads: ScanThreads, siteId: string): Scan {
  const { sha256: _stays, refuses: _too, ...options } = engine.scanOptions(siteId, feed)
  const site = engine.sites.get(siteId)
  if (site === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/site' })
  threads.setUp({ options, site: site.file, feed })
  return { threads, siteId, site }
}

interface StretchRun {
  readonly end: number
  readonly rejects: readonly PlacedReject[]
  readonly done: Promise<CaptureOutcome>
}

async function importFile(
  engine: Engine,
  scan: Scan,
  file: ImportFile,
  onProgress: (progress: ImportProgress) => void,
  notices: Fault[],
): Promise<{ counts: ImportCounts; rejectFile: string | undefined }> {
  const checkpoint = openCheckpoint(engine.dataFolder, file, scan.siteId)
  const counts = { ...checkpoint.state.counts }
  let rows = checkpoint.state.rows
  let rowsAtSnapshot = rows
  const running: StretchRun[] = []

  // In order of the file, so that rows are numbered from its start and a checkpoint never leaves a hole behind it.
  async function settleOldest(): Promise<void> {
    const oldest = running.shift()
    if (oldest === undefined) return
    const outcome = await oldest.done
    checkpoint.writeRejects(oldest.rejects, rows)
    addCounts(counts, outcome)
    notices.push(...outcome.notices.filter(({ code }) => code === 'MASTER_DATA_NOT_KEPT'))
    rows += outcome.accepted + outcome.duplicate + outcome.conflict + outcome.rejected
    if (file.ndjson) checkpoint.save({ offset: oldest.end, rows, counts })
    onProgress({ path: file.path, bytesDone: oldest.end, bytes: file.bytes, counts })
    if (rows - rowsAtSnapshot < rowsPerSnapshot) return
    rowsAtSnapshot = rows
    await engine.saveSnapshots()
  }

  try {
    for (const stretch of stretchesOf(file, checkpoint.state.offset)) {
      running.push(startStretch(engine, scan, stretch))
      while (running.length > scan.threads.count + commitsAheadMax) await settleOldest()
    }
    while (running.length > 0) await settleOldest()
    await checkpoint.settled()
    return { counts, rejectFile: checkpoint.finish() }
  } finally {
    // What still runs after a failure ends by itself; its outcome is told by the failure.
    await Promise.allSettled([...running.map((run) => run.done), checkpoint.settled()])
    checkpoint.close()
  }
}

function startStretch(engine: Engine, scan: Scan, stretch: StretchRequest): StretchRun {
  const rejects: PlacedReject[] = []
  const session = engine.openSession({
    siteId: scan.siteId,
    feed,
    behaviour: 'proceed',
    onReject: (reject) => {
      if (rejects.length >= rejectsPerStretchMax) {
        throw new FaultError({
          code: 'IMPORT_MOSTLY_REJECTED',
          got: `${rejectsPerStretchMax} refused rows in ${stretch.end - stretch.start} bytes`,
        })
      }
      rejects.push(reject)
    },
  })
  const done = scan.threads
    .scan(stretch, (output, release) => session.takePlaced(placedOutput(engine, scan, output, release)))
    .then(async (summary: Result<ScanSummary>) => {
      const ended = await session.finish(summary)
      if (!ended.ok) throw new FaultError(ended.fault)
      return ended.value
    })
    .catch((error: unknown) => {
      session.abandon()
      throw error
    })
  // The owner of the promise is `settleOldest`; until it looks, a failure must not end the process.
  done.catch(() => {})
  return { end: stretch.end, rejects, done }
}

/** What a thread laid out, as the session takes it. Its memory goes back when no part of it is needed any more. */
function placedOutput(
  engine: Engine,
  { siteId, site }: Scan,
  { parts, repeats, distinct, rejects, replacedIds, byHand }: LaidOutOutput,
  release: () => void,
): PlacedOutput {
  let lent = parts.length
  const releaseOne = (): void => {
    lent -= 1
    if (lent === 0) release()
  }
  if (lent === 0) release()
  // A site file that came during the import places what comes from now on: the ledger splits it anew.
  const current = engine.sites.get(siteId) ?? site
  return {
    rejects,
    replacedIds,
    repeats,
    byHand,
    parts: parts.map((part) => {
      const { head, rawCrc } = part
      const { batch, placement } = openLaidOut(part, siteId)
      if (current === site) return { batch, placement, memory: { head, rawCrc, distinct, release: releaseOne } }
      return { batch, placement: placeBatch(batch, current, feed), memory: { distinct, release: releaseOne } }
    }),
  }
}
