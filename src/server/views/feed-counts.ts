import { type BatchPlacement, type EventBatch, sourceKinds } from '../../model/index.ts'

/** Quarter hours of capture that the Capture page shows. */
export const captureQuarters = 32
export const quarterMs = 15 * 60_000
const handSource = sourceKinds.indexOf('hand')

/** What came from one kind of source: its newest eventTime, and events per quarter hour (by event time). */
export interface FeedCount {
  newestMs: number | null
  readonly perQuarter: Map<number, number>
}

/** One count a source kind, in the order of `sourceKinds`. */
export function newFeeds(): readonly FeedCount[] {
  return sourceKinds.map(() => ({ newestMs: null, perQuarter: new Map() }))
}

/** The ledger's name for the snapshot of a site's feeds; it lives as long as that of the flow. */
export function feedsKind(siteId: string): string {
  return `feeds-${siteId}`
}

/**
 * Feeds as they are kept: without them a replayed site would show an earlier time after a start. Of hand scans only the newest quarter
 * hour is: how many there were is a rate of people's work, and nobody is shown it.
 */
export function writeFeeds(feeds: readonly FeedCount[]): Uint8Array {
  const kept = feeds.map(({ newestMs, perQuarter }, source) => ({
    newestMs: newestMs !== null && source === handSource ? Math.floor(newestMs / quarterMs) * quarterMs : newestMs,
    perQuarter: source === handSource ? [] : [...perQuarter],
  }))
  return new TextEncoder().encode(JSON.stringify(kept))
}

export function readFeeds(chunks: Iterable<Uint8Array>): readonly FeedCount[] {
  const bytes = [...chunks]
  const text = new TextDecoder().decode(Buffer.concat(bytes))
  const kept = JSON.parse(text) as { newestMs: number | null; perQuarter: [number, number][] }[]
  return kept.map(({ newestMs, perQuarter }) => ({ newestMs, perQuarter: new Map(perQuarter) }))
}

/** Takes over how far the feeds had come, and their counts too where nothing of them will be counted again. */
export function keepNewest(feeds: readonly FeedCount[], known: readonly FeedCount[], counts: boolean): void {
  for (const [source, feed] of feeds.entries()) {
    const { newestMs = null, perQuarter } = known[source] ?? {}
    if (newestMs !== null && newestMs > (feed.newestMs ?? -Infinity)) feed.newestMs = newestMs
    if (counts) for (const [quarter, count] of perQuarter ?? []) feed.perQuarter.set(quarter, count)
  }
}

/** Neighbours in a batch mostly share source and quarter hour: count runs, not events. */
export function countFeeds(feeds: readonly FeedCount[], part: { batch: EventBatch; placement: BatchPlacement }): void {
  const { batch, placement } = part
  for (let i = 0; i < batch.count; ) {
    const source = placement.source[i]!
    const quarter = Math.floor(batch.eventTimeMs[i]! / quarterMs)
    let end = i
    let newestMs = 0
    while (
      end < batch.count &&
      placement.source[end] === source &&
      Math.floor(batch.eventTimeMs[end]! / quarterMs) === quarter
    ) {
      newestMs = Math.max(newestMs, batch.eventTimeMs[end]!)
      end += 1
    }
    const feed = feeds[source]
    if (feed !== undefined) addRun(feed, quarter, end - i, newestMs)
    i = end
  }
}

function addRun(feed: FeedCount, quarter: number, count: number, newestMs: number): void {
  if (feed.newestMs === null || newestMs > feed.newestMs) feed.newestMs = newestMs
  feed.perQuarter.set(quarter, (feed.perQuarter.get(quarter) ?? 0) + count)
  if (feed.perQuarter.size <= captureQuarters * 4) return
  const oldest = Math.floor(feed.newestMs / quarterMs) - captureQuarters
  for (const each of feed.perQuarter.keys()) if (each < oldest) feed.perQuarter.delete(each)
}
