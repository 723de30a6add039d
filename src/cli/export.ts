import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { FaultError } from '../base/index.ts'
import {
  askOwner,
  type ExportFormat,
  exportFormats,
  exportLogPath,
  machineClock,
  openEngine,
  ownerHandlers,
} from '../server/index.ts'
import { type CliIo, exitCodes } from './io.ts'

/** Writes stored events to a file of an open form, or lists what was exported. Exit codes: 0 done. Throws FaultError. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      format: { type: 'string', default: 'parquet' },
      out: { type: 'string' },
      name: { type: 'string', default: 'export' },
      from: { type: 'string' },
      to: { type: 'string' },
      list: { type: 'boolean', default: false },
      data: { type: 'string', default: 'data' },
      site: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const dataFolder = resolve(values.data)
  if (values.list) {
    const path = exportLogPath(dataFolder)
    if (existsSync(path)) io.out(readFileSync(path, 'utf8').trimEnd())
    return exitCodes.done
  }
  const format = exportFormats.find((each) => each === values.format)
  if (format === undefined) throw wrong('/format', exportFormats.join(', '))
  if (values.out === undefined || values.out === '') throw wrong('/out', 'a file to write')
  const asked = {
    format: format satisfies ExportFormat,
    out: resolve(values.out),
    siteId: values.site ?? null,
    name: values.name,
    fromMs: timeOf('/from', values.from),
    toMs: timeOf('/to', values.to),
  }
  const show = (line: unknown): void => {
    const { events, bytes } = line as { events: number; bytes: number }
    io.out(values.json ? JSON.stringify({ events, bytes }) : `${events} events, ${bytes} bytes: ${asked.out}`)
  }
  if (await askOwner(dataFolder, 'export', asked, show)) return exitCodes.done
  const engine = await openEngine({ dataFolder, clock: machineClock, settles: false })
  try {
    await ownerHandlers(engine)['export']?.(asked, show)
  } finally {
    await engine.close()
  }
  return exitCodes.done
}

function timeOf(at: string, text: string | undefined): number | null {
  if (text === undefined) return null
  const ms = /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms)) throw wrong(at, 'a time with offset, such as 2026-01-05T05:00:00Z')
  return ms
}

function wrong(at: string, allowed: string): FaultError {
  return new FaultError({ code: 'OPTION_VALUE', at, got: 'something else', allowed })
}
