import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { FaultError, faultText, instantAllowed, parseInstant } from '../base/index.ts'
import {
  catalogue,
  type Feed,
  findFeed,
  hazardFeature,
  markFeature,
  type Parsed,
  parsePayload,
} from '../hazards/index.ts'
import { denied } from '../policy/index.ts'
import { type CliIo, exitCodes } from './io.ts'

/** Lists feeds, or reads payloads of one. Exit codes: 0 done, 1 where a record was broken. Throws FaultError. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      now: { type: 'string' },
      marks: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const [word, id, ...files] = positionals
  if (word === 'list') return list(io, values.json)
  if (word !== 'parse' || id === undefined || files.length === 0) {
    throw new FaultError({
      code: 'OPTION_VALUE',
      at: '/command',
      got: 'other words',
      allowed: 'list, or parse ID FILE…',
    })
  }
  const feed = findFeed(id)
  if (feed === undefined) throw new FaultError({ code: 'FEED_UNKNOWN', at: '/id', got: 'an id of no feed' })
  const nowMs = values.now === undefined ? Date.now() : parseInstant(values.now)
  if (Number.isNaN(nowMs))
    throw new FaultError({ code: 'OPTION_VALUE', at: '/now', got: 'no time', allowed: instantAllowed })
  let isWhole = true
  for (const file of files) {
    try {
      const parsed = await parsePayload(feed, readFileSync(file), { nowMs, denies })
      isWhole &&= parsed.bad.length === 0
      print(io, { feed, file, parsed, isJson: values.json, withMarks: values.marks })
    } catch (error) {
      // The other files are told all the same.
      if (!(error instanceof FaultError)) throw error
      isWhole = false
      if (values.json) io.out(JSON.stringify({ feed: id, file, fault: error.fault }))
      io.err(`${file}: ${error.message}`)
    }
  }
  return isWhole ? exitCodes.done : exitCodes.failed
}

/** Why the deny-lists refuse the name of a field, or nothing. */
function denies(name: string): string | undefined {
  const refusal = denied(name, 'column')
  // D3 is about figures of workers: feeds hold none, and "rank" or "score" of a storm is no person's.
  return refusal === undefined || refusal.list === 'D3' ? undefined : `${refusal.list} ${refusal.reason}`
}

function list(io: CliIo, isJson: boolean): number {
  for (const { id, title, publisher, licence, endpoint, cadenceMin, access, kinds } of catalogue) {
    if (isJson) io.out(JSON.stringify({ id, title, publisher, licence, endpoint, cadenceMin, access, kinds }))
    else io.out(`${id}\t${kinds.join(', ')}\t${title} (${publisher})`)
  }
  return exitCodes.done
}

interface Printed {
  readonly feed: Feed
  readonly file: string
  readonly parsed: Parsed
  readonly isJson: boolean
  readonly withMarks: boolean
}

/** A hazard a line, then one line of counts; what was refused and what was broken goes to standard error. */
function print(io: CliIo, { feed, file, parsed, isJson, withMarks }: Printed): void {
  const { records, hazards, marks, refused, bad, deniedFields } = parsed
  for (const hazard of hazards) {
    const [{ event, headline }] = hazard.texts
    io.out(
      isJson
        ? JSON.stringify(hazardFeature(hazard))
        : [hazard.severity, event, headline ?? hazard.area.text].join('\t'),
    )
  }
  for (const mark of withMarks ? marks : [])
    io.out(isJson ? JSON.stringify(markFeature(mark)) : `${mark.role}\t${mark.name}`)
  const counts = { records, hazards: hazards.length, marks: marks.length, refused: refused.length, bad: bad.length }
  io.out(
    isJson
      ? JSON.stringify({ feed: feed.id, file, ...counts, deniedFields })
      : Object.entries(counts)
          .map(([name, count]) => `${count} ${name}`)
          .join(', '),
  )
  for (const { row, reason } of refused) io.err(`row ${row}: refused, ${reason}`)
  for (const fault of bad) io.err(faultText(fault))
}
