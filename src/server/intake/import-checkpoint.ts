import { createHash } from 'node:crypto'
import { closeSync, fsync, ftruncateSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Fault, faults } from '../../base/index.ts'
import type { PlacedReject } from '../../capture/index.ts'
import { readIfWhole, writeDurablyAside } from '../disk/durable-file.ts'
import type { ImportCounts } from './import-counts.ts'
import type { ImportFile } from './stretches.ts'

/** How far an import of a file has come; everything before `offset` is durable. */
interface CheckpointState {
  readonly version: 1
  readonly offset: number
  readonly rows: number
  readonly counts: Readonly<ImportCounts>
  readonly rejectBytes: number
  readonly rejectCount: number
}

/** A kill costs at most the stretches of this long, read once more. */
const saveEveryMs = 1_000

const beginning: CheckpointState = {
  version: 1,
  offset: 0,
  rows: 0,
  counts: { accepted: 0, duplicate: 0, conflict: 0, rejected: 0 },
  rejectBytes: 0,
  rejectCount: 0,
}

/**
 * The checkpoint of one file and the list of its refused rows, in `imports/` of the data folder. A file that was changed
 * in the meantime (other size or time) is another file.
 */
export function openCheckpoint(dataFolder: string, file: ImportFile, siteId: string) {
  const folder = join(dataFolder, 'imports')
  mkdirSync(folder, { recursive: true })
  const path = resolve(file.path)
  const mark = createHash('sha256')
    .update(`${siteId}\n${path}\n${file.bytes}\n${statSync(path).mtimeMs}`)
    .digest('hex')
    .slice(0, 16)
  const statePath = join(folder, `${mark}.json`)
  const rejectPath = join(folder, `${mark}.rejects.ndjson`)
  const state = readState(statePath)
  const rejectFile = openSync(rejectPath, 'a')
  ftruncateSync(rejectFile, state.rejectBytes)
  let { rejectBytes, rejectCount } = state
  let savedMs = Number.NEGATIVE_INFINITY
  let saving: Promise<void> = Promise.resolve()
  let isSaving = false

  return {
    state,
    /** One line a row: what was wrong, where, and how to mend it; never a value. */
    writeRejects(rejects: readonly PlacedReject[], rowBase: number): void {
      if (rejects.length === 0) return
      const lines = Buffer.from(rejects.map(({ row, fault }) => lineOf(row + rowBase, fault)).join(''))
      for (let at = 0; at < lines.length; ) at += writeSync(rejectFile, lines, at)
      rejectBytes += lines.length
      rejectCount += rejects.length
    },
    /** Begins to save, not every time that it is asked: what comes again after a kill is a duplicate. */
    save(next: Pick<CheckpointState, 'offset' | 'rows' | 'counts'>): void {
      const nowMs = performance.now()
      if (isSaving || nowMs - savedMs < saveEveryMs) return
      savedMs = nowMs
      const text = JSON.stringify({ version: 1, ...next, rejectBytes, rejectCount } satisfies CheckpointState)
      isSaving = true
      saving = promisify(fsync)(rejectFile)
        .then(() => writeDurablyAside(statePath, text))
        .finally(() => {
          isSaving = false
        })
      // Told by `settled`.
      saving.catch(() => {})
    },
    /** Resolves when what was begun is saved; throws what the disk says. To be awaited before `finish` and `close`. */
    settled: () => saving,
    /** The import is whole: the checkpoint goes, so that a second import starts over (and finds only duplicates). */
    finish(): string | undefined {
      rmSync(statePath, { force: true })
      if (rejectCount > 0) return rejectPath
      rmSync(rejectPath, { force: true })
      return undefined
    },
    close: () => closeSync(rejectFile),
  }
}

function lineOf(row: number, fault: Fault): string {
  const { code, at = '', got, allowed } = fault
  const { title, fix } = faults[code]
  return `${JSON.stringify({ row, code, at, got, allowed, title, fix })}\n`
}

/** An unreadable checkpoint means to begin anew: what is in already is found as duplicate. */
function readState(path: string): CheckpointState {
  const state = readIfWhole(path) as CheckpointState | undefined
  return state?.version === 1 ? state : beginning
}
