import type { Core } from './core.ts'
import { type FileMeta, keyScope } from './files.ts'
import { dropRuns, indexKinds, type Maintenance, replaceRuns } from './maintenance.ts'
import { type HeldRun, mergeHeld } from './runSet.ts'
import type { Snapshots } from './snapshots.ts'
import { dayMs } from './time.ts'
import type { Receipt } from './types.ts'

/** How long a site keeps a retention class, milliseconds from recordTime; undefined: for good. */
export type KeptMs = (siteId: string, retention: number) => number | undefined

export interface Erasure {
  eraseClass(siteId: string, retention: number): Promise<Receipt>
  expire(nowMs: number, keptMs: KeptMs): Promise<readonly Receipt[]>
  /** At a start, after a crash between catalog and keys: destroys the keys that no file needs any more. */
  finishDestroying(): Promise<void>
  /** Removes files that the catalog has forgotten, and the keys of days that no file is left of. */
  destroy(gone: readonly FileMeta[]): Promise<void>
  /** Takes files out of the catalog and notes the receipts: from then on nobody sees a row of them. */
  forget(gone: readonly FileMeta[], receipts: readonly Receipt[]): void
}

/** Erasing is: forget in the catalog (durable), then remove files and destroy keys. A crash between is made good at the next start. */
export function newErasure(
  core: Core,
  ports: {
    exclusive<T>(work: () => Promise<T>): Promise<T>
    checkpoint(): Promise<void>
    forget(gone: ReadonlySet<FileMeta>): void
    readonly snapshots: Snapshots
    readonly maintenance: Maintenance
  },
): Erasure {
  const erasure: Erasure = {
    eraseClass: (siteId, retention) =>
      ports.maintenance.alone(async () => {
        const gone = await ports.exclusive(async () => {
          const files = committed().filter((meta) => meta.siteId === siteId && meta.retention === retention)
          erasure.forget(files, [receiptOf('class', files, { siteId, retention })])
          await ports.checkpoint()
          return files
        })
        await ports.exclusive(() => erasure.destroy(gone))
        // A snapshot holds objects of every class; flow makes a new one from what is left.
        await ports.snapshots.dropAll()
        await purge()
        return core.receipts.at(-1)!
      }),

    expire: (nowMs, keptMs) =>
      ports.maintenance.alone(async () => {
        const { gone, receipts } = await ports.exclusive(async () => {
          const due = committed().filter((meta) => isExpired(meta, nowMs, keptMs(meta.siteId, meta.retention)))
          const homes = new Map(due.map((meta) => [`${meta.retention}/${meta.siteId}`, meta]))
          const made = [...homes.values()].map(({ siteId, retention }) =>
            receiptOf(
              'retention',
              due.filter((meta) => meta.siteId === siteId && meta.retention === retention),
              { siteId, retention },
            ),
          )
          if (due.length === 0) return { gone: due, receipts: made }
          erasure.forget(due, made)
          await ports.checkpoint()
          return { gone: due, receipts: made }
        })
        if (gone.length > 0) {
          await ports.exclusive(() => erasure.destroy(gone))
          await purge()
        }
        return receipts
      }),

    forget(gone, receipts) {
      ports.forget(new Set(gone))
      for (const meta of gone) core.files.metas.delete(meta.id)
      core.generation++
      core.receipts = [...core.receipts, ...receipts]
    },

    async destroy(gone) {
      for (const meta of gone) core.files.remove(meta)
      await core.disk.syncFolder('data')
      await destroyUnused(new Set(gone.map(keyScope)))
    },

    async finishDestroying() {
      await destroyUnused(new Set(core.keys.scopes().filter((scope) => scope.split('.').length === 3)))
    },
  }
  return erasure

  async function destroyUnused(scopes: ReadonlySet<string>): Promise<void> {
    const used = new Set([...core.files.metas.values()].filter((meta) => meta.tier === 'fine').map(keyScope))
    await core.keys.destroy([...scopes].filter((scope) => !used.has(scope)))
  }

  function committed(): FileMeta[] {
    return [...core.files.metas.values()].filter((meta) => meta.length > 0)
  }

  /** Rewrites the indexes without the entries of dead files: a hash of what died is not kept either. */
  async function purge(): Promise<void> {
    for (const kind of ['ids', 'objects'] as const) {
      for (const held of [...core[kind].runs]) {
        const alive = await mergeHeld(core.runPorts, [held], {
          fineDay: held.fineDay,
          ...indexKinds[kind],
          isLive: (file) => core.files.metas.has(file),
        })
        await swap(kind, held, alive)
      }
    }
  }

  async function swap(kind: 'ids' | 'objects', old: HeldRun, next: HeldRun): Promise<void> {
    await ports.exclusive(async () => {
      replaceRuns(core, kind, [old], [next])
      await ports.checkpoint()
    })
    dropRuns(core, [old])
  }

  function receiptOf(
    kind: Receipt['kind'],
    files: readonly FileMeta[],
    of: { siteId: string; retention: number },
  ): Receipt {
    return {
      kind,
      ...of,
      atMs: core.ports.clock.nowMs(),
      files: files.length,
      bytes: files.reduce((sum, meta) => sum + meta.length, 0),
      rows: files.reduce((sum, meta) => sum + meta.rows - meta.dropped.size, 0),
      keys: new Set(files.filter((meta) => meta.tier === 'fine').map(keyScope)).size,
    }
  }
}

/** Retention counts from recordTime: a file dies when the UTC day of its records lies that far back. */
function isExpired(meta: FileMeta, nowMs: number, retentionMs: number | undefined): boolean {
  return retentionMs !== undefined && (meta.recordDay + 1) * dayMs + retentionMs <= nowMs
}
