import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../base/index.ts'
import { denied, type NamedThing } from '../../policy/index.ts'
import type { RefusalReports } from '../../wire/index.ts'
import { readIfWhole, writeDurably } from '../disk/durable-file.ts'

/** Reports that are kept; when there are more, the oldest go. */
const reportsKeptMax = 1_000
const keptMs = 90 * 86_400_000
const dayMs = 86_400_000

type Report = RefusalReports['reports'][number]

/**
 * Names that somebody says were refused wrongly, in `refusals.json` of the data folder, for 90 days. Who reported is not
 * kept. A report changes nothing by itself: the lists are code, and D1 is never lifted.
 */
export function openRefusalReports(dataFolder: string, clock: Clock) {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const path = join(dataFolder, 'refusals.json')
  const read = (): Report[] => {
    const stored = readIfWhole(path) as { reports?: Report[] } | undefined
    return (stored?.reports ?? []).filter((each) => each.sinceMs > clock.nowMs() - keptMs)
  }

  return {
    list: (): readonly Report[] => read(),
    /** False where the name is not refused at all: there is nothing to report. */
    report(name: string, thing: NamedThing): boolean {
      const refusal = denied(name, thing)
      if (refusal === undefined) return false
      const reports = read()
      const known = reports.find((each) => each.name === name && each.thing === thing)
      const first = { name, thing, ...refusal, words: [...refusal.words] }
      const sinceMs = Math.floor(clock.nowMs() / dayMs) * dayMs
      const rest = reports.filter((each) => each !== known)
      const next = known === undefined ? { ...first, sinceMs, times: 1 } : { ...known, times: known.times + 1 }
      writeDurably(path, JSON.stringify({ reports: [...rest, next].slice(-reportsKeptMax) }))
      return true
    },
  }
}
