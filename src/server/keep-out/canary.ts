import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type Clock, err, FaultError, ok, type Result } from '../../base/index.ts'
import type { Scanner } from '../../epcis/index.ts'
import type { CanaryPlace, CanaryReport } from '../../wire/index.ts'
import { readIfWhole, writeDurably } from '../disk/durable-file.ts'

/** Canaries that are watched at once, in all sites. */
const canariesMax = 20
/** A canary is watched this long; its report is kept this long after. */
const watchedMs = 7 * 86_400_000
const keptMs = 90 * 86_400_000
const quarterMs = 15 * 60_000
/** Contributors are counted in memory under random numbers until the shift closes, and at most this long. */
const tallyMs = 12 * 3_600_000
/** Characters of a fake badge. */
const textCharactersMax = 64
const textAllowed = 'A-Z, a-z, 0-9, - and _, 10 to 64 characters'

/** Text that stands for the fake badge, and what has been seen of it. */
interface Watched {
  readonly report: CanaryReport
  /** In memory only: written down it would be found by its own search. */
  readonly text: string
  readonly bytes: Buffer
}

/** Reads every stored event as finely as anybody may: as its own feed. */
export type StoredTexts = (siteId: string, sinceMs: number) => AsyncIterable<Uint8Array>

/**
 * Fake badges that somebody plants to see where a badge gets to. Everything that comes in, everything that is answered, streamed
 * and logged, and everything on disk is searched for it. The report says which places were searched, where it was seen, and
 * when it was gone. Nothing is watched while no canary is planted.
 */
export function openCanaries(options: {
  dataFolder: string
  clock: Clock
  storedTexts: StoredTexts
  randomText: () => string
}) {
  const { dataFolder, clock } = options
  const path = join(dataFolder, 'canaries.json')
  const watched = new Map<string, Watched>()
  const stored = readIfWhole(path) as { reports?: CanaryReport[] } | undefined
  // A text that is forgotten cannot be searched for: what was planted before this start has ended.
  const ended = (stored?.reports ?? []).map((report) => ({ ...report, watched: false }))

  const nowQuarter = (): number => Math.floor(clock.nowMs() / quarterMs) * quarterMs

  function seen(canary: Watched, kind: CanaryPlace['kind'], where: string, goneMs: number | null): void {
    const places = canary.report.places as CanaryPlace[]
    const known = places.find((place) => place.kind === kind && place.where === where)
    const lastMs = nowQuarter()
    if (known === undefined) places.push({ kind, where, firstMs: lastMs, lastMs, times: 1, goneMs })
    else Object.assign(known, { lastMs, times: known.times + 1, goneMs })
  }

  function save(): void {
    const nowMs = clock.nowMs()
    for (const [id, { report }] of watched) {
      if (report.plantedMs + watchedMs > nowMs) continue
      watched.delete(id)
      ended.push({ ...report, watched: false })
    }
    const kept = [...ended, ...[...watched.values()].map(({ report }) => report)]
    writeDurably(path, JSON.stringify({ reports: kept.filter((each) => each.plantedMs + keptMs > nowMs) }))
  }

  return {
    /** True while anything has to be looked at. */
    get awake(): boolean {
      return watched.size > 0
    },
    plant(siteId: string, wanted: string | undefined): Result<{ report: CanaryReport; text: string }> {
      if (watched.size >= canariesMax) return err({ code: 'LIMIT_REACHED', got: `${canariesMax} canaries` })
      const text = wanted ?? `CANARY-${options.randomText()}`
      if (!/^[A-Za-z0-9_-]{10,64}$/.test(text)) {
        return err({ code: 'DOCUMENT_VALUE_WRONG', at: '/text', got: 'another form', allowed: textAllowed })
      }
      const id = options.randomText()
      const report = {
        id,
        siteId,
        plantedMs: nowQuarter(),
        watched: true,
        searchedMs: null,
        searched: null,
        places: [],
      }
      watched.set(id, { report, text, bytes: Buffer.from(text) })
      save()
      return ok({ report, text })
    },
    list: (siteId: string): readonly CanaryReport[] =>
      [...watched.values()]
        .map(({ report }) => report)
        .concat(ended)
        .filter((each) => each.siteId === siteId),
    textOf(id: string): string {
      const found = watched.get(id)
      if (found === undefined) throw new FaultError({ code: 'CANARY_ENDED', at: '/id' })
      return found.text
    },
    /** A scanner whose input is looked at on its way in; the same scanner while nothing is watched. */
    watching(siteId: string, feed: string, scanner: Scanner): Scanner {
      if (watched.size === 0) return scanner
      let rest: Uint8Array = new Uint8Array(0)
      return {
        push(piece) {
          // A badge may lie across two pieces.
          const both = Buffer.concat([rest, piece])
          rest = both.subarray(-textCharactersMax)
          for (const canary of watched.values()) {
            if (canary.report.siteId !== siteId || !both.includes(canary.bytes)) continue
            seen(canary, 'received', feed, nowQuarter())
            seen(canary, 'tally', 'memory', nowQuarter() + tallyMs)
          }
          scanner.push(piece)
        },
        end: () => scanner.end(),
      }
    },
    sawAnswer(where: string, text: string | Uint8Array): void {
      const bytes = Buffer.from(text as string)
      for (const canary of watched.values()) if (bytes.includes(canary.bytes)) seen(canary, 'answered', where, null)
    },
    sawLog(line: string): void {
      for (const canary of watched.values()) if (line.includes(canary.text)) seen(canary, 'logged', 'log', null)
    },
    /** Looks through every file of the data folder and every stored event. */
    async search(id: string): Promise<CanaryReport> {
      const canary = watched.get(id)
      if (canary === undefined) throw new FaultError({ code: 'CANARY_ENDED', at: '/id' })
      let files = 0
      let bytes = 0
      const startMs = clock.nowMs()
      const found = new Set<string>()
      for (const file of filesUnder(dataFolder)) {
        const size = await searchFile(file, canary.bytes, () => {
          const where = relative(dataFolder, file)
          found.add(where)
          seen(canary, 'stored', where, null)
        })
        files++
        bytes += size
      }
      let events = 0
      for await (const text of options.storedTexts(canary.report.siteId, canary.report.plantedMs)) {
        events++
        if (!Buffer.from(text.buffer, text.byteOffset, text.length).includes(canary.bytes)) continue
        found.add('events')
        seen(canary, 'stored', 'events', null)
      }
      // Seen there before and not now: it is gone.
      for (const place of canary.report.places as CanaryPlace[]) {
        if (place.kind === 'stored' && !found.has(place.where) && place.goneMs === null) place.goneMs = nowQuarter()
      }
      Object.assign(canary.report, { searchedMs: startMs, searched: { files, bytes, events } })
      save()
      return canary.report
    },
    /** Nothing is watched for it any longer; its report stays. */
    end(id: string): void {
      const canary = watched.get(id)
      if (canary === undefined) throw new FaultError({ code: 'CANARY_ENDED', at: '/id' })
      watched.delete(id)
      ended.push({ ...canary.report, watched: false })
      save()
    },
  }
}
export type Canaries = ReturnType<typeof openCanaries>

function* filesUnder(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesUnder(path)
    else if (entry.isFile()) yield path
  }
}

/** Bytes that were read of the file; `onFound` is called once where they hold the text. A file that goes meanwhile holds nothing. */
async function searchFile(path: string, text: Buffer, onFound: () => void): Promise<number> {
  let rest: Uint8Array = new Uint8Array(0)
  let read = 0
  let told = false
  try {
    statSync(path)
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      const piece = chunk as Buffer
      read += piece.length
      if (!told && Buffer.concat([rest, piece]).includes(text)) {
        told = true
        onFound()
      }
      rest = piece.subarray(-text.length)
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
  }
  return read
}
