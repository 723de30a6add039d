import { findInRun } from './run.ts'
import { type HeldRun, type RunPorts, writeRun } from './runSet.ts'

/** Words of an entry: object hash (high, low), file, offset of a frame that mentions it. */
export const objectWords = 4
export const objectFileWord = 2

/** Which frames mention an object: a buffer in memory and sorted runs. */
export interface ObjectIndex {
  readonly count: number
  runs: readonly HeldRun[]
  /** Takes every reference of a frame; repeats are dropped at the flush. */
  addAll(refHash: Uint32Array, site: SiteSalt, file: number, offset: number): void
  /** [file, offset] of the frames, each once. */
  find(low: number, high: number): readonly (readonly [number, number])[]
  flush(fineDay: number): void
}

/** Two words that tell apart the same hash at two sites. */
export type SiteSalt = readonly [low: number, high: number]

export function newObjectIndex(ports: RunPorts, isLive: (file: number) => boolean): ObjectIndex {
  let words = new Uint32Array(64 * objectWords)
  let count = 0
  const index: ObjectIndex = {
    get count() {
      return count
    },
    runs: [],
    addAll(refHash, [saltLow, saltHigh], file, offset) {
      const needed = (count + refHash.length / 2) * objectWords
      if (needed > words.length) {
        const grown = new Uint32Array(Math.max(needed, words.length * 2))
        grown.set(words.subarray(0, count * objectWords))
        words = grown
      }
      let to = count * objectWords
      for (let i = 0; i < refHash.length; i += 2) {
        words[to++] = refHash[i + 1]! ^ saltHigh
        words[to++] = refHash[i]! ^ saltLow
        words[to++] = file
        words[to++] = offset
      }
      count = to / objectWords
    },
    find(low, high) {
      const seen = new Map<string, readonly [number, number]>()
      const take = (file: number, offset: number): void => {
        if (isLive(file)) seen.set(`${file} ${offset}`, [file, offset])
      }
      for (let at = 0; at < count * objectWords; at += objectWords) {
        if (words[at + 1] === low && words[at] === high) take(words[at + 2]!, words[at + 3]!)
      }
      for (const { run } of index.runs) {
        findInRun(run, low, high, (page, at) => {
          take(page[at + 2]!, page[at + 3]!)
          return true
        })
      }
      return [...seen.values()]
    },
    flush(fineDay) {
      if (count === 0) return
      const run = writeRun(ports, { words, width: objectWords, count, filter: false })
      index.runs = [...index.runs, { run, fineDay }]
      count = 0
    },
  }
  return index
}
