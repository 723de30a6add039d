import { type Fault, FaultError, type Result } from '../base/index.ts'
import type { CaptureOutcome, PlacedReject } from '../capture/index.ts'
import type { ScanSummary } from '../epcis/index.ts'
import type { EventBatch } from '../model/index.ts'
import type { Engine } from './engine.ts'
import { openCheckpoint } from './import-checkpoint.ts'
import { addCounts, type ImportCounts } from './import-counts.ts'
import type { StretchRequest } from './import-messages.ts'
import { type ScanThreads, scanThreads } from './scan-threads.ts'
import { filesAt, type ImportFile, lookAtFile, stretchesOf } from './stretches.ts'

/** Stretches that may wait for their commit while the next ones are scanned. */
const commitsAheadMax = 2
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
 * Imports files of events of any size. Threads scan; this thread dedupes, appends and folds. A stretch of a file is a
 * transaction: after a kill at any point the same command goes on behind the last commit, and what came twice is a duplicate.
 */
export async function importFiles(
  engine: Engine,
  options: { paths: readonly string[]; siteId: string; onProgress: (progress: ImportProgress) => void },
): Promise<ImportReport> {
  const files = options.paths.flatMap(filesAt).map(lookAtFile)
  const counts: ImportCounts = { accepted: 0, duplicate: 0, conflict: 0, rejected: 0 }
  const rejectFiles: string[] = []
  const notices: Fault[] = []
  const { sha256: _stays, ...copied } = engine.scanOptions(options.siteId)
  const threads = scanThreads(copied)
  try {
    for (const file of files) {
      const one = await importFile(engine, threads, file, options.siteId, options.onProgress, notices)
      addCounts(counts, one.counts)
      if (one.rejectFile !== undefined) rejectFiles.push(one.rejectFile)
    }
  } finally {
    await threads.close()
  }
  return { counts, rejectFiles, bytes: files.reduce((sum, file) => sum + file.bytes, 0), notices }
}

interface StretchRun {
  readonly end: number
  readonly rejects: readonly PlacedReject[]
  readonly done: Promise<CaptureOutcome>
}

async function importFile(
  engine: Engine,
  threads: ScanThreads,
  file: ImportFile,
  siteId: string,
  onProgress: (progress: ImportProgress) => void,
  notices: Fault[],
): Promise<{ counts: ImportCounts; rejectFile: string | undefined }> {
  const checkpoint = openCheckpoint(engine.dataFolder, file, siteId)
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
      running.push(startStretch(engine, threads, stretch, siteId))
      while (running.length > threads.count + commitsAheadMax) await settleOldest()
    }
    while (running.length > 0) await settleOldest()
    return { counts, rejectFile: checkpoint.finish() }
  } finally {
    // What still runs after a failure ends by itself; its outcome is told by the failure.
    await Promise.allSettled(running.map((run) => run.done))
    checkpoint.close()
  }
}

function startStretch(engine: Engine, threads: ScanThreads, stretch: StretchRequest, siteId: string): StretchRun {
  const rejects: PlacedReject[] = []
  const batches: EventBatch[] = []
  const session = engine.openSession({
    siteId,
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
  const done = threads
    .scan(stretch, (output) => {
      batches.push(output.batch)
      session.take(output)
    })
    .then(async (summary: Result<ScanSummary>) => {
      const ended = await session.finish(summary)
      if (!ended.ok) throw new FaultError(ended.fault)
      for (const batch of batches) release(batch)
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

/**
 * Gives the memory of a batch back that is committed: what was told of it is copies. Left to the collector, two megabytes a
 * batch make it walk over the whole heap every few batches.
 */
function release(batch: EventBatch): void {
  for (const column of Object.values(batch)) {
    if (ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer) column.buffer.transfer(0)
  }
}
