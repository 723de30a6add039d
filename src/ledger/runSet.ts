import type { Disk } from '../base/index.ts'
import type { Crc32 } from './frame.ts'
import { mergeRuns, openRun, type Run, writeSortedRun } from './run.ts'
import { sortedEntries } from './sorted.ts'

/**
 * A run and the UTC record day whose fine files it points into, -1 for none. Runs of a fine day merge only with each
 * other, and die when the day is rewritten: their offsets would tell in which order hand scans came.
 */
export interface HeldRun {
  readonly run: Run
  readonly fineDay: number
}

/** How a run stands in the catalog. */
export type RunEntry = readonly [path: string, width: number, fineDay: number]

export interface RunPorts {
  readonly disk: Disk
  readonly crc32: Crc32
  breathe(): Promise<void>
  /** Makes a name that no file has had. */
  nextId(): number
  /** Runs written since the last checkpoint, which syncs them. */
  readonly unsynced: Set<Run>
}

/**
 * Runs of one size class merge when there are this many: each entry is then written about log8(entries / first size) times. With 4
 * a lookup asks some two filters fewer, but each entry is written half as often again, which costs an import more.
 */
const fanIn = 8

/** Sorts the first `count` entries of `words`, drops repeats, writes a run. */
export function writeRun(
  ports: RunPorts,
  source: { words: Uint32Array; width: number; count: number; filter: boolean },
): Run {
  return writeOrderedRun(ports, { ...source, words: sortedEntries(source.words, source.width, source.count) })
}

/** Writes entries that stand in ascending order in `words`, which it uses up; drops repeats. */
export function writeOrderedRun(
  ports: RunPorts,
  source: { words: Uint32Array<ArrayBuffer>; width: number; count: number; filter: boolean },
): Run {
  const run = writeSortedRun(ports, `index/${ports.nextId()}`, source)
  ports.unsynced.add(run)
  return run
}

/** Makes every run written so far durable, names included. */
export async function settleRuns(ports: RunPorts): Promise<void> {
  if (ports.unsynced.size === 0) return
  const settling = [...ports.unsynced]
  await Promise.all(settling.map((run) => run.file.sync()))
  await ports.disk.syncFolder('index')
  for (const run of settling) ports.unsynced.delete(run)
}

export function openHeldRun(ports: RunPorts, [path, width, fineDay]: RunEntry): HeldRun {
  return { run: openRun(ports.disk, ports.crc32, path, width), fineDay }
}

export function runEntry({ run, fineDay }: HeldRun): RunEntry {
  return [run.path, run.width, fineDay]
}

/** Runs that should become one, or undefined. */
export function dueMerge(held: readonly HeldRun[], firstSize: number): readonly HeldRun[] | undefined {
  const classes = new Map<string, HeldRun[]>()
  for (const each of held) {
    const level = Math.max(0, Math.floor(Math.log2(each.run.count / firstSize) / Math.log2(fanIn) + 0.5))
    const key = `${each.fineDay} ${level}`
    const members = classes.get(key)
    if (members === undefined) classes.set(key, [each])
    else members.push(each)
    if (members !== undefined && members.length >= fanIn) return members
  }
  return undefined
}

/** One run in place of several, without the entries of files that are gone. */
export async function mergeHeld(
  ports: RunPorts,
  held: readonly HeldRun[],
  options: { fineDay: number; filter: boolean; fileWord: number; isLive: (file: number) => boolean },
): Promise<HeldRun> {
  const run = await mergeRuns(ports, {
    runs: held.map((each) => each.run),
    path: `index/${ports.nextId()}`,
    filter: options.filter,
    keep: (words, at) => options.isLive(words[at + options.fileWord]!),
  })
  ports.unsynced.add(run)
  return { run, fineDay: options.fineDay }
}
