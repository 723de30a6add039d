import type { Disk } from '../../src/base/index.ts'
import { seededRandom } from '../../src/base/index.ts'
import { type SimulatedDisk, withoutSync } from '../disk/simulated-disk.ts'
import { liveAndCrash } from '../ledger/crash-world.ts'

export interface PowerReport {
  readonly seed: string
  /** Lives that ended in a power cut, and how many of these lost power again while opening. */
  readonly crashes: number
  readonly crashesTwice: number
  /** Steps of the disk in one life: every one may be where the power goes. */
  readonly stepsOfALife: number
  /** What went wrong, with the crash that did it. */
  readonly wrong: readonly string[]
  /** Ledgers with a sync taken out: how many crashes each had, and how many of these the same inspection noticed. */
  readonly mutants: Readonly<Record<string, { readonly crashes: number; readonly noticed: number }>>
}

/** Syncs that a mutant leaves out, by the paths of files or folders. */
const mutations: Readonly<Record<string, (disk: SimulatedDisk) => Disk>> = {
  'no file is synced': withoutSync,
  'data files are not synced': (disk) => unsynced(disk, (path) => path.startsWith('data/')),
  'the commit log is not synced': (disk) => unsynced(disk, (path) => path.startsWith('commits-')),
  'keys are not synced': (disk) => unsynced(disk, (path) => path.startsWith('keys/')),
  'index runs are not synced': (disk) => unsynced(disk, (path) => path.startsWith('index/')),
  'the catalog is not synced': (disk) => unsynced(disk, (path) => path.startsWith('catalog')),
  'names are not synced': (disk) => ({ ...unsynced(disk, () => false), syncFolder: async () => {} }),
}

/**
 * Lives of a ledger on a disk that loses power at a random step: nothing acknowledged may be gone, halved or doubled. The same
 * is done to ledgers with a sync taken out; a mutant that nobody notices would show that the crashes prove nothing.
 */
export async function runPower(options: {
  crashes: number
  mutantCrashes: number
  seed: string
  say: (line: string) => void
}): Promise<PowerReport> {
  const random = seededRandom(options.seed)
  const { steps } = await liveAndCrash({ seed: options.seed, strikeAt: Number.POSITIVE_INFINITY })
  const wrong: string[] = []
  let crashesTwice = 0
  for (let n = 0; n < options.crashes; n++) {
    const twice = random.below(3) === 0
    if (twice) crashesTwice++
    const crash = {
      seed: `${options.seed}/${n}`,
      strikeAt: random.below(steps),
      ...(twice ? { strikeAgainAt: random.below(60) } : {}),
    }
    const found = await wrongAfter(crash)
    if (found.length > 0) wrong.push(`${JSON.stringify(crash)}: ${found.join('; ')}`)
    if (n % 500 === 499) options.say(`${n + 1} power cuts, ${wrong.length} wrong`)
  }
  const mutants: Record<string, { crashes: number; noticed: number }> = {}
  for (const [name, through] of Object.entries(mutations)) {
    let noticed = 0
    for (let n = 0; n < options.mutantCrashes; n++) {
      const crash = { seed: `${options.seed}/mutant/${n}`, strikeAt: random.below(steps), through }
      if ((await wrongAfter(crash)).length > 0) noticed++
    }
    mutants[name] = { crashes: options.mutantCrashes, noticed }
    options.say(`${name}: ${noticed} of ${options.mutantCrashes} power cuts noticed`)
  }
  return { seed: options.seed, crashes: options.crashes, crashesTwice, stepsOfALife: steps, wrong, mutants }
}

async function wrongAfter(crash: Parameters<typeof liveAndCrash>[0]): Promise<readonly string[]> {
  try {
    return (await liveAndCrash(crash)).wrong
  } catch (fault) {
    return [`cannot be read: ${String(fault)}`]
  }
}

function unsynced(disk: SimulatedDisk, leftOut: (path: string) => boolean): Disk {
  return {
    open(path) {
      const file = disk.open(path)
      return leftOut(path) ? { ...file, sync: async () => {} } : file
    },
    exists: (path) => disk.exists(path),
    list: (folder) => disk.list(folder),
    makeFolder: (folder) => disk.makeFolder(folder),
    rename: (from, to) => disk.rename(from, to),
    remove: (path) => disk.remove(path),
    syncFolder: (folder) => disk.syncFolder(folder),
  }
}
