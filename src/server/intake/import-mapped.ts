import { existsSync, readFileSync, statSync } from 'node:fs'
import { FaultError } from '../../base/index.ts'
import {
  type CaptureSession,
  type Mapping,
  mappingFiles,
  openMappedLog,
  parseMapping,
  readMapping,
  shippedMappings,
} from '../../capture/index.ts'
import { createScanner, type Scanner } from '../../epcis/index.ts'
import { readSiteFile } from '../../site/index.ts'
import type { Engine } from '../engine.ts'
import type { ImportProgress, ImportReport } from './import.ts'
import { openCheckpoint } from './import-checkpoint.ts'
import { addCounts, type ImportCounts } from './import-counts.ts'
import { stretchBytes } from './stretches.ts'

const feed = 'import'

/** A mapping by its shipped name, or from a file. */
export function findMapping(nameOrPath: string): Mapping {
  const shipped = shippedMappings[nameOrPath]
  if (shipped === undefined && !existsSync(nameOrPath)) {
    throw new FaultError({
      code: 'FILE_MISSING',
      at: '/mapping',
      got: nameOrPath,
      allowed: `a file, or one of ${Object.keys(shippedMappings).join(', ')}`,
    })
  }
  const read = shipped === undefined ? parseMapping(readFileSync(nameOrPath, 'utf8')) : readMapping(shipped.mapping)
  if (!read.ok) throw new FaultError(read.fault[0] ?? { code: 'INTERNAL' })
  return read.value
}

/**
 * The site that a shipped mapping's events belong to: made from its suggested site file where the folder has none of that
 * id, so that Departures and Floor show something true at once. Undefined for a mapping of one's own.
 */
export async function siteOfMapping(engine: Engine, mapping: Mapping): Promise<string | undefined> {
  const shipped = shippedMappings[mapping.name]
  if (shipped === undefined) return undefined
  const site = readSiteFile(shipped.site)
  if (!site.ok) throw new FaultError(site.fault[0] ?? { code: 'INTERNAL' })
  if (engine.sites.get(site.value.id) === undefined) {
    const [fault] = await engine.putSite(JSON.stringify(shipped.site, null, 2))
    if (fault !== undefined) throw new FaultError(fault)
  }
  return site.value.id
}

/** Imports a log through a mapping: its plan first, then each row as an event or a numbered reject. */
export async function importMapped(
  engine: Engine,
  options: {
    paths: readonly string[]
    mapping: Mapping
    siteId: string
    onProgress: (progress: ImportProgress) => void
  },
): Promise<ImportReport> {
  const counts: ImportCounts = { accepted: 0, duplicate: 0, conflict: 0, rejected: 0 }
  const rejectFiles: string[] = []
  let bytes = 0
  for (const path of options.paths) {
    const one = await importLog(engine, { ...options, path })
    addCounts(counts, one.counts)
    bytes += one.bytes
    if (one.rejectFile !== undefined) rejectFiles.push(one.rejectFile)
  }
  return { counts, rejectFiles, bytes, notices: [] }
}

async function importLog(
  engine: Engine,
  options: { path: string; mapping: Mapping; siteId: string; onProgress: (progress: ImportProgress) => void },
): Promise<{ counts: ImportCounts; bytes: number; rejectFile: string | undefined }> {
  const { path, mapping, siteId, onProgress } = options
  const files = mappingFiles(mapping, { path, isFolder: statSync(path).isDirectory() })
  if (!files.ok) throw new FaultError(files.fault)
  const log = await openMappedLog(mapping, files.value)
  // A log is read from its start at every import: what came twice is a duplicate. The checkpoint only keeps its rejects.
  const checkpoint = openCheckpoint(engine.dataFolder, { path, bytes: statSync(path).size, ndjson: false }, siteId)
  const counts: ImportCounts = { accepted: 0, duplicate: 0, conflict: 0, rejected: 0 }
  let rows = 0
  let bytes = 0
  try {
    const plan = await log.plan()
    if (plan !== undefined) {
      const answer = await engine.submitPlan(siteId, plan)
      if (!answer.ok) throw new FaultError(answer.fault[0] ?? { code: 'INTERNAL' })
    }
    let open: { session: CaptureSession; scanner: Scanner; bytes: number } | undefined
    const close = async (): Promise<void> => {
      if (open === undefined) return
      const ended = await open.session.finish(open.scanner.end())
      open = undefined
      if (!ended.ok) throw new FaultError(ended.fault)
      checkpoint.writeRejects(ended.value.rejects, rows)
      addCounts(counts, ended.value)
      const { accepted, duplicate, conflict, rejected } = ended.value
      rows += accepted + duplicate + conflict + rejected
      onProgress({ path, bytesDone: bytes, bytes, counts })
    }
    for await (const chunk of log.events()) {
      if (open === undefined) {
        const session = engine.openSession({ siteId, feed, behaviour: 'proceed' })
        open = {
          session,
          scanner: createScanner({ ...engine.scanOptions(siteId, feed), shape: 'ndjson' }, (output) =>
            session.take(output),
          ),
          bytes: 0,
        }
      }
      open.scanner.push(chunk)
      open.bytes += chunk.length
      bytes += chunk.length
      if (open.bytes >= stretchBytes) await close()
    }
    await close()
    for (const skipped of await log.skippedLines()) {
      checkpoint.writeRejects([{ row: skipped.line, fault: { code: 'TABLE_LINE', got: skipped.reason }, place: 0 }], 0)
      counts.rejected += 1
    }
    return { counts, bytes, rejectFile: checkpoint.finish() }
  } finally {
    checkpoint.close()
    log.close()
  }
}
