import type { Core } from './core.ts'
import { isDropped } from './stored.ts'
import type { ReplayedPart } from './types.ts'
import { withoutRows } from './withoutRows.ts'

/** Columns of every committed row after a commit. Order is that of the files: flow forgets order anyway. */
export async function replayParts(core: Core, sinceCommit: number, visit: (part: ReplayedPart) => void): Promise<void> {
  const metas = [...core.files.metas.values()].filter((meta) => meta.length > 0 && meta.maxCommit > sinceCommit)
  for (const meta of metas) {
    const coarse = meta.tier === 'coarse'
    for (const frame of core.files.frames(meta, 0, meta.length)) {
      const commit = coarse ? meta.maxCommit : frame.commit
      if (commit <= sinceCommit) continue
      const part = core.files.readPartAt(meta, frame, false)
      const { batch, placement } =
        meta.dropped.size === 0 ? part : withoutRows(part, (row) => isDropped(meta, part, row))
      visit({ batch, placement, siteId: meta.siteId, commit, coarse })
      await core.ports.breathe()
    }
  }
}
