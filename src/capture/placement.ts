import {
  type BatchPlacement,
  type CompiledSite,
  type EventBatch,
  retentionClasses,
  sourceKinds,
} from '../model/index.ts'

/** The site's versions, asked by event time. */
export interface SiteVersions {
  at(timeMs: number): CompiledSite
}

const STANDARD = retentionClasses.indexOf('standard')
const TEST = retentionClasses.indexOf('test')
const HAND = sourceKinds.indexOf('hand')

/**
 * Says of every event of a batch where it belongs: source, retention class, operational day, place, step.
 * Words are resolved once per batch and site version, so an event costs a few array reads.
 */
export function placeBatch(batch: EventBatch, versions: SiteVersions, feed: string): BatchPlacement {
  const { count } = batch
  const source = new Uint8Array(count)
  const retention = new Uint8Array(count)
  const day = new Int32Array(count)
  const place = new Uint16Array(count)
  const step = new Uint8Array(count)
  const first = versions.at(count === 0 ? 0 : batch.eventTimeMs[0]!)
  let site = first
  let memo = memoFor(site, batch, feed)
  const memos = new Map([[site, memo]])
  for (let i = 0; i < count; i++) {
    const timeMs = batch.eventTimeMs[i]!
    if (timeMs < site.validFromMs || timeMs >= site.validToMs) {
      site = versions.at(timeMs)
      memo = memos.get(site) ?? memoFor(site, batch, feed)
      memos.set(site, memo)
    }
    // A machine has no operator: an event that came with one was made by hands, whatever the site file says of its read point.
    source[i] = batch.contributor[i] === 0 ? memo.source(batch.readPoint[i]!) : HAND
    retention[i] = site.state === 'active' ? STANDARD : TEST
    day[i] = site.dayOf(timeMs)
    place[i] = memo.place(batch.readPoint[i]!, batch.bizLocation[i]!)
    step[i] = memo.step(batch.bizStep[i]!)
  }
  return { siteId: first.siteId, source, retention, day, place, step }
}

/** Answers of one site version for the words of one batch; 0xffff and the like mean "not asked yet". */
function memoFor(site: CompiledSite, batch: EventBatch, feed: string) {
  const sources = new Uint8Array(batch.words.length).fill(0xff)
  const steps = new Uint8Array(batch.words.length).fill(0xff)
  const places = new Map<number, number>()
  const width = batch.words.length
  // The location that a read point last came with, and the place of the two: nearly always the same again.
  const lastLocation = new Uint32Array(width).fill(0xffffffff)
  const lastPlace = new Uint16Array(width)
  return {
    source(word: number): number {
      if (sources[word] === 0xff) sources[word] = site.sourceOf(batch.words[word]!, feed)
      return sources[word]!
    },
    step(word: number): number {
      if (steps[word] === 0xff) steps[word] = site.stepOf(batch.words[word]!)
      return steps[word]!
    },
    place(readPoint: number, bizLocation: number): number {
      if (lastLocation[readPoint] === bizLocation) return lastPlace[readPoint]!
      const pair = readPoint * width + bizLocation
      const found = places.get(pair) ?? site.placeOf(batch.words[readPoint]!, batch.words[bizLocation]!)
      places.set(pair, found)
      lastLocation[readPoint] = bizLocation
      lastPlace[readPoint] = found
      return found
    },
  }
}
