import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { type Clock, type Disk, type HashKey, hash64, hashOut, hashText } from '../../src/base/index.ts'
import { coarsenEvent, sameContent } from '../../src/epcis/index.ts'
import type { Hash, LedgerPorts } from '../../src/ledger/index.ts'
import { type BatchPlacement, type EventBatch, refRoles, retentionClasses, sourceKinds } from '../../src/model/index.ts'

/** An event as a test writes it. Everything but id and time has a default. */
export interface SyntheticEvent {
  readonly id: string
  readonly timeMs: number
  readonly source?: 'machine' | 'partner' | 'hand'
  readonly retention?: 'standard' | 'test'
  readonly objects?: readonly string[]
  readonly bizStep?: string
  readonly readPoint?: string
  readonly place?: number
  /** Makes the content another one under the same id. */
  readonly note?: string
}

export const standardContext = '"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"'

const utf8 = new TextEncoder()

/** Ports with the real words of `epcis`, real chance, and zones named after their place. */
export function syntheticPorts(disk: Disk, clock: Clock): LedgerPorts {
  return {
    disk,
    clock,
    crc32,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    zoneIdOf: (siteId, place) => `urn:test:${siteId}:zone:${place}`,
    sameContent,
    coarsenEvent,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
  }
}

/** The JSON text of an event, as the capture room would leave it. */
export function syntheticRaw(event: SyntheticEvent): string {
  return JSON.stringify({
    eventID: event.id,
    type: 'ObjectEvent',
    action: 'OBSERVE',
    eventTime: new Date(event.timeMs).toISOString(),
    eventTimeZoneOffset: '+00:00',
    epcList: event.objects ?? [],
    bizStep: event.bizStep ?? 'picking',
    readPoint: { id: event.readPoint ?? 'urn:test:rp' },
    ...(event.note === undefined ? {} : { disposition: event.note }),
  })
}

export function hashOf(key: HashKey, text: string): Hash {
  hashText(key, text)
  return [hashOut[0]!, hashOut[1]!]
}

/** Columns of the events, hashed under the ledger's key. */
export function syntheticBatch(
  key: HashKey,
  siteId: string,
  events: readonly SyntheticEvent[],
): { batch: EventBatch; placement: BatchPlacement } {
  const count = events.length
  const words = ['']
  const wordOf = (word: string): number => {
    const at = words.indexOf(word)
    return at >= 0 ? at : words.push(word) - 1
  }
  const texts = events.map((event) => utf8.encode(syntheticRaw(event)))
  const rawStart = new Uint32Array(count + 1)
  const refStart = new Uint32Array(count + 1)
  const idHash = new Uint32Array(2 * count)
  const contentHash = new Uint32Array(2 * count)
  const refHash: number[] = []
  for (const [i, event] of events.entries()) {
    rawStart[i + 1] = rawStart[i]! + texts[i]!.length
    idHash.set(hashOf(key, event.id), 2 * i)
    hash64(key, texts[i]!, 0, texts[i]!.length)
    contentHash.set(hashOut, 2 * i)
    for (const object of event.objects ?? []) refHash.push(...hashOf(key, object))
    refStart[i + 1] = refHash.length / 2
  }
  const raw = new Uint8Array(rawStart[count]!)
  for (const [i, text] of texts.entries()) raw.set(text, rawStart[i])
  const refs = refHash.length / 2
  const batch: EventBatch = {
    count,
    type: new Uint8Array(count),
    action: new Uint8Array(count).fill(2),
    flags: new Uint8Array(count),
    eventTimeMs: Float64Array.from(events, (event) => event.timeMs),
    offsetMin: new Int16Array(count),
    bizStep: Uint32Array.from(events, (event) => wordOf(event.bizStep ?? 'picking')),
    disposition: Uint32Array.from(events, (event) => wordOf(event.note ?? '')),
    readPoint: Uint32Array.from(events, (event) => wordOf(event.readPoint ?? 'urn:test:rp')),
    bizLocation: new Uint32Array(count),
    context: new Uint16Array(count),
    row: Float64Array.from(events.keys()),
    idHash,
    contentHash,
    refStart,
    refRole: new Uint8Array(refs).fill(refRoles.indexOf('epc')),
    refHash: Uint32Array.from(refHash),
    refQuantity: new Float64Array(refs).fill(Number.NaN),
    raw,
    rawStart,
    words,
    contexts: [standardContext],
    contributor: new Uint32Array(count).fill(77),
  }
  const placement: BatchPlacement = {
    siteId,
    source: Uint8Array.from(events, (event) => sourceKinds.indexOf(event.source ?? 'machine')),
    retention: Uint8Array.from(events, (event) => retentionClasses.indexOf(event.retention ?? 'standard')),
    day: Int32Array.from(events, (event) => Math.floor(event.timeMs / 86_400_000)),
    place: Uint16Array.from(events, (event) => event.place ?? 1),
    step: new Uint8Array(count),
  }
  return { batch, placement }
}
