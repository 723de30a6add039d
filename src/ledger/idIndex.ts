import { bloomHas, bloomMark } from './bloom.ts'
import { type IdTable, idWords, newIdTable } from './idTable.ts'
import { findInRun } from './run.ts'
import { type HeldRun, type RunPorts, writeOrderedRun } from './runSet.ts'

/** Where `find` leaves what it found: no object a lookup on the hot path. */
export const found = { contentLow: 0, contentHigh: 0, file: 0, offset: 0 }

/** Word of an entry that names its data file. */
export const idFileWord = 4

/** Does the file still live, and did the identity (as indexed) not lose a race in it? */
export type IsLive = (file: number, low: number, high: number) => boolean

/** Identities of events: a table in memory and sorted runs behind Bloom filters. Entries of files that are gone do not count. */
export interface IdIndex {
  readonly table: IdTable
  runs: readonly HeldRun[]
  /** True: the entry stands in `found`. */
  find(low: number, high: number): boolean
  /** Sets `maybe[i]` where `find` may find identity `i` (low, high) of the list. */
  mark(ids: Uint32Array, maybe: Uint8Array): void
  /** Writes the table as a run, then empties it. The run counts for lookups at once and is durable after `settleRuns`. */
  flush(fineDay: number): void
}

export function newIdIndex(ports: RunPorts, isLive: IsLive): IdIndex {
  const table = newIdTable()
  const take = (words: Uint32Array, at: number): boolean => {
    if (!isLive(words[at + 4]!, words[at + 1]!, words[at]!)) return false
    found.contentLow = words[at + 2]!
    found.contentHigh = words[at + 3]!
    found.file = words[at + 4]!
    found.offset = words[at + 5]!
    return true
  }
  const index: IdIndex = {
    table,
    runs: [],
    find(low, high) {
      const at = table.find(low, high)
      if (at >= 0 && take(table.slots, at)) return true
      for (const { run } of index.runs) {
        if (!bloomHas(run.bloom, low, high)) continue
        let hit = false
        findInRun(run, low, high, (words, entry) => {
          hit = take(words, entry)
          return !hit
        })
        if (hit) return true
      }
      return false
    },
    mark(ids, maybe) {
      table.mark(ids, maybe)
      for (const { run } of index.runs) bloomMark(run.bloom, ids, maybe)
    },
    flush(fineDay) {
      if (table.count === 0) return
      const run = writeOrderedRun(ports, { words: table.entries(), width: idWords, count: table.count, filter: true })
      index.runs = [...index.runs, { run, fineDay }]
      table.clear()
    },
  }
  return index
}
