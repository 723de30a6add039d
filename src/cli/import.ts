import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Fault, FaultError, faultText } from '../base/index.ts'
import {
  askOwner,
  type Engine,
  ensureSite,
  firstSiteId,
  type ImportProgress,
  type ImportReport,
  type ImportRequest,
  machineClock,
  openEngine,
  runImport,
  scanThreads,
} from '../server/index.ts'
import { type CliIo, exitCodes } from './io.ts'

type Line =
  | ({ kind: 'progress' } & ImportProgress)
  | ({ kind: 'report' } & ImportReport)
  | { kind: 'plan'; path: string; answer: unknown }
  | { kind: 'planFaults'; path: string; faults: readonly Fault[] }

/** Imports files into a data folder: through its owner where one runs, else by opening it. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string', default: 'data' },
      site: { type: 'string' },
      'site-file': { type: 'string' },
      mapping: { type: 'string' },
      plan: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  if (positionals.length === 0)
    throw new FaultError({
      code: 'OPTION_VALUE',
      at: '/path',
      got: 'no path',
      allowed: 'one file or folder, or several',
    })
  for (const path of positionals)
    if (!existsSync(path)) throw new FaultError({ code: 'FILE_MISSING', at: '/path', got: path })
  const asked: ImportRequest = {
    paths: positionals.map((path) => resolve(path)),
    siteId: values.site ?? null,
    plan: values.plan,
    // A name without a file of that name is a mapping that comes with Fairfloor.
    mapping:
      values.mapping === undefined ? null : existsSync(values.mapping) ? resolve(values.mapping) : values.mapping,
  }
  const startedMs = performance.now()
  const show = (line: unknown): void => showLine(line as Line, io, values.json, startedMs)
  const dataFolder = resolve(values.data)
  if (await askOwner(dataFolder, 'import', asked, show)) return exitCodes.done
  // They load on the other cores while this thread opens the folder.
  const threads = asked.plan || asked.mapping !== null ? undefined : scanThreads()
  try {
    const engine = await openEngine({ dataFolder, clock: machineClock, settles: false })
    try {
      await prepareSite(engine, values['site-file'], asked)
      await runImport(engine, asked, show, threads)
    } finally {
      await engine.close()
    }
  } finally {
    await threads?.close()
  }
  return exitCodes.done
}

/** The site that a folder needs before its first event: the one of the file, else a draft. */
async function prepareSite(engine: Engine, siteFile: string | undefined, asked: ImportRequest): Promise<void> {
  // A mapping that comes with Fairfloor brings its own site.
  if (siteFile === undefined && asked.mapping !== null && asked.siteId === null && !existsSync(asked.mapping)) return
  if (siteFile === undefined) return ensureSite(engine, asked.siteId ?? firstSiteId)
  const [fault] = await engine.putSite(readFileSync(siteFile, 'utf8'))
  if (fault !== undefined) throw new FaultError(fault)
}

function showLine(line: Line, io: CliIo, json: boolean, startedMs: number): void {
  const seconds = (performance.now() - startedMs) / 1000
  switch (line.kind) {
    case 'progress': {
      const share = line.bytes === 0 ? 1 : line.bytesDone / line.bytes
      const rows = line.counts.accepted + line.counts.duplicate + line.counts.conflict + line.counts.rejected
      const leftS = share === 0 ? 0 : (seconds / share) * (1 - share)
      io.err(
        `${(share * 100).toFixed(0)} % ${rows} rows, ${Math.round(rows / seconds)} a second, ${Math.ceil(leftS)} s left`,
      )
      return
    }
    case 'report': {
      const { accepted, duplicate, conflict, rejected } = line.counts
      if (json)
        io.out(
          JSON.stringify({
            ...line.counts,
            bytes: line.bytes,
            seconds,
            rejectFiles: line.rejectFiles,
            notices: line.notices,
            maxRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
          }),
        )
      else {
        io.out(
          `${accepted} accepted, ${duplicate} duplicate, ${conflict} conflict, ${rejected} rejected in ${seconds.toFixed(1)} s`,
        )
        for (const notice of line.notices) io.out(faultText(notice))
        for (const path of line.rejectFiles) io.out(`Refused rows, each with code, pointer and fix: ${path}`)
      }
      return
    }
    case 'plan':
      io.out(json ? JSON.stringify(line.answer) : `${line.path}: ${JSON.stringify(line.answer)}`)
      return
    case 'planFaults':
      for (const fault of line.faults) io.err(`${line.path}: ${faultText(fault)}`)
      return
  }
}
