import { join } from 'node:path'
import type { Random } from '../../base/index.ts'
import { type CompiledSite, type EventBatch, sourceKinds } from '../../model/index.ts'
import { openPersonShape, type PersonShape, type ShapeEvidence } from '../../policy/index.ts'
import { readIfWhole, writeDurably } from '../disk/durable-file.ts'
import { eventFields } from './event-fields.ts'

/** Scans of one batch that are looked at, evenly spread; of a long import every sixty-fourth is enough. */
export const samplesPerBatchMax = 64
const quarterMs = 15 * 60_000
const hand = sourceKinds.indexOf('hand')

/** A field of a feed whose values behave like people, and why. */
export interface FoundShape {
  readonly siteId: string
  readonly feed: string
  readonly evidence: ShapeEvidence
}

/**
 * Looks at hand scans as they come in, in memory, for fields that hold people under another name. What is found stands in
 * `shapes.json`; events of the feed that carry the field are then refused until the site file declares it personal.
 */
export function openPersonShapes(options: {
  dataFolder: string
  random: () => Random
  headsAt: (siteId: string, ms: number) => number | undefined
}) {
  const path = join(options.dataFolder, 'shapes.json')
  const found: FoundShape[] = (readIfWhole(path) as { found?: FoundShape[] } | undefined)?.found ?? []
  const shapes = new Map<string, { shape: PersonShape; newestMs: number; lookedMs: number }>()

  return {
    list: (siteId: string): readonly FoundShape[] => found.filter((each) => each.siteId === siteId),
    /** Paths that are refused of a feed: found, and not declared personal. */
    refused: (siteId: string, feed: string, personFields: readonly string[]): readonly string[] =>
      found
        .filter((each) => each.siteId === siteId && each.feed === feed)
        .map(({ evidence }) => evidence.path)
        .filter((each) => !personFields.includes(each)),
    /** Some of the hand scans of a batch. */
    sample(site: CompiledSite, feed: string, batch: EventBatch): void {
      const { siteId } = site
      const key = `${siteId}\n${feed}`
      let own = shapes.get(key)
      if (own === undefined) {
        own = { shape: openPersonShape(options.random()), newestMs: 0, lookedMs: 0 }
        shapes.set(key, own)
      }
      const stride = Math.max(1, Math.ceil(batch.count / samplesPerBatchMax))
      for (let row = 0; row < batch.count; row += stride) {
        const readPoint = batch.words[batch.readPoint[row]!] ?? ''
        if (site.sourceOf(readPoint, feed) !== hand && batch.contributor[row] === 0) continue
        const timeMs = batch.eventTimeMs[row]!
        const place = site.placeOf(readPoint, batch.words[batch.bizLocation[row]!] ?? '')
        const raw = batch.raw.subarray(batch.rawStart[row]!, batch.rawStart[row + 1]!)
        own.shape.see(timeMs, place, eventFields(raw, batch.contexts[batch.context[row]!] ?? ''))
        own.newestMs = Math.max(own.newestMs, timeMs)
      }
      if (own.newestMs < own.lookedMs + quarterMs) return
      own.lookedMs = Math.floor(own.newestMs / quarterMs) * quarterMs
      const fresh = own.shape.look(own.lookedMs, (ms) => options.headsAt(siteId, ms))
      if (fresh.length === 0) return
      for (const evidence of fresh) found.push({ siteId, feed, evidence })
      writeDurably(path, JSON.stringify({ found }))
    },
  }
}
export type PersonShapes = ReturnType<typeof openPersonShapes>
