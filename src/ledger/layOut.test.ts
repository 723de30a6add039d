import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { newSimulatedDisk } from '../../test/disk/simulated-disk.ts'
import { type SyntheticEvent, syntheticBatch, syntheticPorts } from '../../test/ledger/synthetic-batches.ts'
import { manualClock } from '../base/index.ts'
import type { LaidOut } from './layOut.ts'
import { newLayouter, openLaidOut } from './layOut.ts'
import { openLedger } from './ledger.ts'
import type { Ledger, Transaction } from './types.ts'

const site = 'site-1'
const feed = 'wms'
const startMs = Date.UTC(2026, 4, 4, 10, 7, 13, 456)
const zoneIdOf = (place: number): string => `urn:test:${site}:zone:${place}`
const open = (disk = newSimulatedDisk()) => openLedger(syntheticPorts(disk, manualClock(startMs)))
const shared = (bytes: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(bytes))

/** Machine and hand scans in turn, over two days. */
function events(count: number, from = 0): SyntheticEvent[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `e${from + i}`,
    timeMs: startMs - (from + i) * 7_200_000,
    objects: [`o${(from + i) % 5}`, `p${from + i}`],
    source: i % 2 === 0 ? 'machine' : 'hand',
    place: i % 3,
  }))
}

/** Appends every part; gives the verdicts and how often memory was given back. */
function appendAll(transaction: Transaction, { parts, distinct }: LaidOut) {
  const told = { verdicts: [] as number[], released: 0 }
  for (const part of parts) {
    const { batch, placement } = openLaidOut(part, site)
    const release = (): void => {
      told.released += 1
    }
    told.verdicts.push(
      ...transaction.append(batch, placement, { head: part.head, rawCrc: part.rawCrc, distinct, release }).verdicts,
    )
  }
  return told
}

async function stored(ledger: Ledger, reader = {}): Promise<string[]> {
  const { rows } = await ledger.query({ siteId: site, limit: 100 }, reader)
  return rows.map((row) => `${row.recordTimeMs} ${row.precision} ${new TextDecoder().decode(row.raw)}`).sort()
}

test('parts laid out elsewhere are stored as the ledger would have stored the batch', async () => {
  const [one, two] = [await open(), await open()]
  for (const ledger of [one, two]) {
    // Under one key both ledgers hold the same hashes, which decide on the order of rows.
    const { batch, placement } = syntheticBatch([1, 2, 3, 4], site, events(20))
    const transaction = ledger.begin({ siteId: site, feed, behaviour: 'proceed' })
    if (ledger === one) transaction.append(batch, placement)
    else {
      const laidOut = newLayouter({ feed, zoneIdOf, crc32 }).layOut(batch, placement, shared)
      expect(laidOut.parts.length).toBeGreaterThan(2)
      expect(appendAll(transaction, laidOut).verdicts).toEqual(Array(20).fill(0))
    }
    expect(await transaction.commit()).toMatchObject({ accepted: 20, duplicate: 0 })
  }
  expect(await stored(two)).toEqual(await stored(one))
  expect(await stored(two, { feed })).toEqual(await stored(one, { feed }))
  expect(await one.check()).toMatchObject({ broken: [] })
  expect((await two.check()).frames).toBe((await one.check()).frames)
})

test('a row that is stored already is left out of its part, which is gathered anew', async () => {
  const ledger = await open()
  const first = syntheticBatch(ledger.hashKey, site, events(4))
  const before = ledger.begin({ siteId: site, feed, behaviour: 'proceed' })
  before.append(first.batch, first.placement)
  await before.commit()
  const { batch, placement } = syntheticBatch(ledger.hashKey, site, events(10))
  const transaction = ledger.begin({ siteId: site, feed, behaviour: 'proceed' })
  const { verdicts } = appendAll(transaction, newLayouter({ feed, zoneIdOf, crc32 }).layOut(batch, placement, shared))
  expect(verdicts.filter((verdict) => verdict === 1)).toHaveLength(4)
  expect(await transaction.commit()).toMatchObject({ accepted: 6, duplicate: 4 })
  expect(await stored(ledger, { feed })).toHaveLength(10)
})

test('what a document says twice to the byte is a repeat, also in a later batch; other content under the id stays in', () => {
  const layouter = newLayouter({ feed, zoneIdOf, crc32 })
  const rowsIn = (list: readonly SyntheticEvent[]) => {
    const { batch, placement } = syntheticBatch([1, 2, 3, 4], site, list)
    const { parts, repeats } = layouter.layOut(batch, placement, shared)
    return { rows: parts.flatMap((part) => [...part.row]).sort(), repeats: [...repeats.row] }
  }
  layouter.begin()
  const [a, b] = events(2)
  expect(rowsIn([a!, b!, a!])).toEqual({ rows: [0, 1], repeats: [2] })
  expect(rowsIn([b!, { ...a!, note: 'damaged' }])).toEqual({ rows: [1], repeats: [0] })
  layouter.begin()
  expect(rowsIn([a!])).toEqual({ rows: [0], repeats: [] })
})

test.each([
  ['in memory', {}],
  ['spilled', { transactionBytesMax: 1 }],
])('other content under an id of the same document is a conflict, also batches later, %s', async (_how, limits) => {
  const ledger = await openLedger({ ...syntheticPorts(newSimulatedDisk(), manualClock(startMs)), limits })
  const layouter = newLayouter({ feed, zoneIdOf, crc32 })
  const transaction = ledger.begin({ siteId: site, feed, behaviour: 'proceed' })
  const appended = (list: readonly SyntheticEvent[]): readonly number[] => {
    const { batch, placement } = syntheticBatch(ledger.hashKey, site, list)
    return appendAll(transaction, layouter.layOut(batch, placement, shared)).verdicts
  }
  layouter.begin()
  const [a, b, c, d] = events(4, 0).map((event) => ({ ...event, source: 'machine' as const, timeMs: startMs }))
  expect(appended([a!])).toEqual([0])
  expect(appended([b!, c!])).toEqual([0, 0])
  expect(appended([{ ...b!, note: 'damaged' }, d!, { ...d!, note: 'damaged' }])).toEqual([2, 0, 2])
  expect(appended(events(1, 9))).toEqual([0])
  expect(
    appended([
      { ...events(1, 9)[0]!, note: 'damaged' },
      { ...a!, note: 'damaged' },
    ]),
  ).toEqual([2, 2])
  expect(await transaction.commit()).toMatchObject({ accepted: 5, duplicate: 0, conflict: 4 })
  expect(await stored(ledger, { feed })).toHaveLength(5)
})

test.each(['commit', 'abort', 'spill'] as const)('memory is given back once, after the %s', async (end) => {
  const limits = end === 'spill' ? { transactionBytesMax: 1 } : {}
  const ledger = await openLedger({ ...syntheticPorts(newSimulatedDisk(), manualClock(startMs)), limits })
  const { batch, placement } = syntheticBatch(ledger.hashKey, site, events(6))
  const transaction = ledger.begin({ siteId: site, feed, behaviour: 'proceed' })
  const laidOut = newLayouter({ feed, zoneIdOf, crc32 }).layOut(batch, placement, shared)
  const told = appendAll(transaction, laidOut)
  expect(told.released).toBe(end === 'spill' ? laidOut.parts.length : 0)
  // A listener still reads it.
  ledger.onCommit(() => expect(told.released).toBe(end === 'spill' ? laidOut.parts.length : 0))
  if (end === 'abort') transaction.abort()
  else await transaction.commit()
  expect(told.released).toBe(laidOut.parts.length)
})

test('memory of a part without a new row is given back at once', async () => {
  const ledger = await open()
  const laidOut = () => {
    const { batch, placement } = syntheticBatch(ledger.hashKey, site, events(6))
    return newLayouter({ feed, zoneIdOf, crc32 }).layOut(batch, placement, shared)
  }
  const first = ledger.begin({ siteId: site, feed, behaviour: 'proceed' })
  appendAll(first, laidOut())
  await first.commit()
  const again = ledger.begin({ siteId: site, feed, behaviour: 'proceed' })
  const told = appendAll(again, laidOut())
  expect(told).toEqual({ verdicts: Array(6).fill(1), released: laidOut().parts.length })
  again.abort()
  expect(told.released).toBe(laidOut().parts.length)
})

test('what is laid out holds no contributor and no record time', () => {
  const { batch, placement } = syntheticBatch([1, 2, 3, 4], site, events(6))
  const { parts } = newLayouter({ feed, zoneIdOf, crc32 }).layOut(batch, placement, shared)
  for (const { head, raw, contributor } of parts) {
    expect([...contributor]).toEqual(Array(contributor.length).fill(77))
    const words = new Uint32Array(head.slice(0, head.length & ~3).buffer)
    expect(words.includes(77)).toBe(false)
    expect(Number.isNaN(new DataView(head.buffer, head.byteOffset).getFloat64(16, true))).toBe(true)
    expect(raw.length).toBeGreaterThan(0)
  }
})
