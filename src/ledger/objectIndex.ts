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
  const chains = newChains()
  const index: ObjectIndex = {
    get count() {
      return count
    },
    runs: [],
    addAll(refHash, salt, file, offset) {
      const needed = (count + refHash.length / 2) * objectWords
      if (needed > words.length) {
        const grown = new Uint32Array(Math.max(needed, words.length * 2))
        grown.set(words.subarray(0, count * objectWords))
        words = grown
      }
      count += writeRefs(words, count * objectWords, refHash, salt, file, offset)
    },
    find(low, high) {
      const seen = new Map<string, readonly [number, number]>()
      const take = (file: number, offset: number): void => {
        if (isLive(file)) seen.set(`${file} ${offset}`, [file, offset])
      }
      chains.extend(words, count)
      for (let entry = chains.first(low); entry >= 0; entry = chains.after(entry)) {
        const at = entry * objectWords
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
      chains.clear()
    },
  }
  return index
}

/** References of the frame at hand, by their low bits: half of what an import says of an object, its frame has said before. */
const recent = new Uint32Array(1 << 14)
const recentMask = recent.length / 2 - 1

/** Gives the number of entries written: repeats within a frame are passed over where they are remembered. */
function writeRefs(
  words: Uint32Array,
  at: number,
  refHash: Uint32Array,
  [saltLow, saltHigh]: SiteSalt,
  file: number,
  offset: number,
): number {
  const isLong = refHash.length > recent.length / 16
  if (isLong) recent.fill(0)
  let to = at
  for (let i = 0; i < refHash.length; i += 2) {
    const low = refHash[i]!
    const high = refHash[i + 1]!
    if (isLong) {
      const slot = (low & recentMask) * 2
      // A hash of two zeros is written again each time, which does no harm.
      if (recent[slot] === low && recent[slot + 1] === high && (low | high) !== 0) continue
      recent[slot] = low
      recent[slot + 1] = high
    }
    words[to] = high ^ saltHigh
    words[to + 1] = low ^ saltLow
    words[to + 2] = file
    words[to + 3] = offset
    to += objectWords
  }
  return (to - at) / objectWords
}

/**
 * Entries of the buffer by object, built only as far as somebody looked: an import that nobody asks anything pays nothing.
 * Buckets are chosen by the low word of the hash; each holds its newest entry, and each entry the one before it.
 */
function newChains() {
  let heads = new Int32Array(1 << 10).fill(-1)
  let before = new Int32Array(1 << 10)
  let built = 0

  function link(words: Uint32Array, entry: number): void {
    const bucket = words[entry * objectWords + 1]! & (heads.length - 1)
    before[entry] = heads[bucket]!
    heads[bucket] = entry
  }

  return {
    extend(words: Uint32Array, count: number): void {
      if (count > before.length) {
        const size = 2 ** Math.ceil(Math.log2(count * 2))
        heads = new Int32Array(size).fill(-1)
        before = new Int32Array(size)
        built = 0
      }
      for (; built < count; built++) link(words, built)
    },
    first: (low: number): number => heads[low & (heads.length - 1)]!,
    after: (entry: number): number => before[entry]!,
    clear(): void {
      heads.fill(-1)
      built = 0
    },
  }
}
