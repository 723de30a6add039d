import { join } from 'node:path'
import type { BatchPlacement, EventBatch } from '../../model/index.ts'
import { type SourceKind, sourceKinds } from '../../model/index.ts'
import type { CompiledSiteFile } from '../../site/index.ts'
import { readIfWhole, writeDurably } from '../disk/durable-file.ts'

/** A source that the site file calls a machine's or a partner's, and that sent a person's field: such events are kept as hand scans. */
export interface OverruledSource {
  readonly siteId: string
  /** Id of the source in the site file, or name of the feed where its events have no read point. */
  readonly source: string
  readonly kind: Exclude<SourceKind, 'hand'>
  /** Operational day of the first such event, ISO: never when somebody scanned. */
  readonly day: string
}

const hand = sourceKinds.indexOf('hand')
const dayMs = 86_400_000
/** In the data folder, read by `fairfloor doctor` too. */
export const overruledFile = 'overruled.json'

/** Remembers, over restarts, which sources the events themselves contradicted. */
export function openOverruled(dataFolder: string) {
  const path = join(dataFolder, overruledFile)
  const found: OverruledSource[] = [...readOverruled(path)]
  const known = new Set(found.map(keyOf))

  return {
    /** Looks at what a commit brought. Placement says hand where the site file says something else: a person's field came along. */
    see(site: CompiledSiteFile, feed: string, part: { batch: EventBatch; placement: BatchPlacement }): void {
      const { batch, placement } = part
      if (batch.count === 0 || placement.source[0] !== hand) return
      const asked = new Uint8Array(batch.words.length)
      let fresh = false
      for (let i = 0; i < batch.count; i++) {
        const word = batch.readPoint[i]!
        if (asked[word] === 1) continue
        asked[word] = 1
        const version = site.at(batch.eventTimeMs[i]!)
        const kind = sourceKinds[version.sourceOf(batch.words[word]!, feed)]
        if (kind === undefined || kind === 'hand') continue
        const source = version.sourceNameOf(batch.words[word]!, feed)
        const day = new Date(placement.day[i]! * dayMs).toISOString().slice(0, 10)
        const each: OverruledSource = { siteId: site.file.id, source, kind, day }
        if (known.has(keyOf(each))) continue
        known.add(keyOf(each))
        found.push(each)
        fresh = true
      }
      if (fresh) writeDurably(path, JSON.stringify({ found }))
    },
    /** Those that the site file still declares so. */
    list: (site: CompiledSiteFile): readonly OverruledSource[] => stillDeclared(found, site),
  }
}
export type Overruled = ReturnType<typeof openOverruled>

/** What a folder remembers; empty where nothing was found, or nothing can be read. */
export function readOverruled(path: string): readonly OverruledSource[] {
  return (readIfWhole(path) as { found?: OverruledSource[] } | undefined)?.found ?? []
}

/** Whoever mends the site file hears no more of it. */
export function stillDeclared(
  found: readonly OverruledSource[],
  { file }: Pick<CompiledSiteFile, 'file'>,
): readonly OverruledSource[] {
  const newest = file.versions.at(-1)
  return found.filter(
    ({ siteId, source, kind }) =>
      siteId === file.id &&
      (newest?.sources.some((each) => each.id === source && each.kind === kind) === true ||
        newest?.feeds?.[source] === kind),
  )
}

function keyOf({ siteId, source, kind }: OverruledSource): string {
  return JSON.stringify([siteId, source, kind])
}
