import type { Core } from './core.ts'
import { idFileWord } from './idIndex.ts'
import { objectFileWord } from './objectIndex.ts'
import { dueMerge, type HeldRun, mergeHeld } from './runSet.ts'

/** Work on stored data that must not overlap: merging of runs, rewriting, erasing. One at a time, beside the commits. */
export interface Maintenance {
  /** Runs the work when nothing else of this kind runs. */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** Merges runs until none are due. */
  mergeSoon(): void
  /** Stops merging, which the next start takes up again, and resolves when nothing else runs. */
  end(): Promise<void>
}

export interface MaintenancePorts {
  exclusive<T>(work: () => Promise<T>): Promise<T>
  checkpoint(): Promise<void>
  stop(cause: unknown): void
}

/** Which of the two indexes; how its entries name their file. */
export const indexKinds = {
  ids: { filter: true, fileWord: idFileWord },
  objects: { filter: false, fileWord: objectFileWord },
} as const

/** A merge that is given up leaves everything as it was. */
class MergingEnded extends Error {}

export function newMaintenance(core: Core, ports: MaintenancePorts): Maintenance {
  let last: Promise<unknown> = Promise.resolve()
  let merging = false
  let ended = false
  const runPorts = {
    ...core.runPorts,
    async breathe(): Promise<void> {
      if (ended) throw new MergingEnded()
      await core.runPorts.breathe()
    },
  }

  function alone<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }

  async function mergeAll(): Promise<void> {
    for (;;) {
      const ids = dueMerge(core.ids.runs, core.limits.idsInMemoryMax)
      if (ids !== undefined) await mergeOne('ids', ids)
      const objects = dueMerge(core.objects.runs, core.limits.objectsInMemoryMax)
      if (objects !== undefined) await mergeOne('objects', objects)
      if (ids === undefined && objects === undefined) return
    }
  }

  async function mergeOne(kind: 'ids' | 'objects', old: readonly HeldRun[]): Promise<void> {
    const merged = await mergeHeld(runPorts, old, {
      fineDay: old[0]!.fineDay,
      ...indexKinds[kind],
      isLive: (file) => core.files.metas.has(file),
    })
    await ports.exclusive(async () => {
      replaceRuns(core, kind, old, [merged])
      await ports.checkpoint()
    })
    dropRuns(core, old)
  }

  return {
    alone,
    mergeSoon() {
      if (merging) return
      merging = true
      alone(mergeAll)
        .catch((cause: unknown) => {
          if (!(cause instanceof MergingEnded)) ports.stop(cause)
        })
        .finally(() => {
          merging = false
        })
    },
    async end() {
      ended = true
      await last
    },
  }
}

/** The new runs stand where the old ones stood; the old files go only after the next checkpoint. */
export function replaceRuns(
  core: Core,
  kind: 'ids' | 'objects',
  old: readonly HeldRun[],
  next: readonly HeldRun[],
): void {
  const gone = new Set(old)
  const index = core[kind]
  index.runs = [...index.runs.filter((each) => !gone.has(each)), ...next.filter(({ run }) => run.count > 0)]
}

/** Closes and removes runs that no catalog names any more. */
export function dropRuns(core: Core, old: readonly HeldRun[]): void {
  for (const { run } of old) {
    run.file.close()
    core.disk.remove(run.path)
  }
}
