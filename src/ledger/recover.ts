import type { CommitRecord } from './catalog.ts'
import type { Core } from './core.ts'
import { type FileMeta, handSource } from './files.ts'
import type { SiteSalt } from './objectIndex.ts'
import { isDropped } from './stored.ts'

/**
 * Brings files, indexes and clocks up to the last commit from the columns of what was written since the checkpoint. No text
 * is parsed. Every frame that a commit names must stand whole, for it was synced before the commit was written.
 */
export function applyLog(core: Core, records: readonly CommitRecord[], saltOf: (siteId: string) => SiteSalt): void {
  let fineDay = -1
  for (const record of records) {
    for (const [id, end] of record.ends) {
      const meta = core.files.metas.get(id)!
      if (meta.tier === 'fine') {
        if (fineDay !== -1 && fineDay !== meta.recordDay) flush(core, fineDay)
        fineDay = meta.recordDay
      }
      const newest = enterFrames(core, meta, end, saltOf(meta.siteId))
      core.recordMs = Math.max(core.recordMs, newest)
      meta.length = end
      if (core.ids.table.count >= core.limits.idsInMemoryMax) flush(core, fineDay)
    }
    core.commit = record.commit
    core.recordMs = Math.max(core.recordMs, record.recordMs)
  }
  flush(core, fineDay)
}

function flush(core: Core, fineDay: number): void {
  core.ids.flush(fineDay)
  core.objects.flush(fineDay)
}

/** Enters the frames between `meta.length` and `end`; gives the newest record time among them. */
function enterFrames(core: Core, meta: FileMeta, end: number, salt: SiteSalt): number {
  let newest = 0
  for (const frame of core.files.frames(meta, meta.length, end)) {
    const part = core.files.readPartAt(meta, frame, false)
    core.files.widen(meta, frame.offset, part)
    const { idHash, contentHash, count } = part.batch
    for (let row = 0; row < count; row++) {
      if (isDropped(meta, part, row)) continue
      const low = (idHash[2 * row]! ^ salt[0]) >>> 0
      const high = (idHash[2 * row + 1]! ^ salt[1]) >>> 0
      core.ids.table.add(low, high, contentHash[2 * row]!, contentHash[2 * row + 1]!, meta.id, frame.offset)
    }
    core.objects.addAll(part.batch.refHash, salt, meta.id, frame.offset)
    meta.maxCommit = frame.commit
    if (meta.minCommit === 0) meta.minCommit = frame.commit
    if (meta.source !== handSource || meta.commit === 0) newest = Math.max(newest, part.recordTimeMs)
  }
  return newest
}
