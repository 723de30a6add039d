import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { newSimulatedDisk, type SimulatedDisk } from '../../test/disk/simulated-disk.ts'
import { hashOf, type SyntheticEvent, syntheticBatch, syntheticPorts } from '../../test/ledger/synthetic-batches.ts'
import { manualClock } from '../base/index.ts'
import { frameHeaderBytes, parseHeader } from './frame.ts'
import { type Ledger, type LedgerLimits, openLedger } from './index.ts'

const site = 'site-1'
const dayMs = 86_400_000
const day = Date.UTC(2026, 4, 4)
const scanMs = day + 10 * 3_600_000 + 7 * 60_000 + 13_457
const quarterMs = day + 10 * 3_600_000
const text = new TextDecoder()

const clock = manualClock(scanMs + 5000)

function open(disk: SimulatedDisk, limits: Partial<LedgerLimits> = {}): Promise<Ledger> {
  return openLedger({ ...syntheticPorts(disk, clock), limits })
}

async function send(ledger: Ledger, list: readonly SyntheticEvent[], feed = 'scanners', at: string = site) {
  const transaction = ledger.begin({ siteId: at, feed })
  const { batch, placement } = syntheticBatch(ledger.hashKey, at, list)
  const outcome = transaction.append(batch, placement)
  return { ...(await transaction.commit()), verdicts: [...outcome.verdicts] }
}

/** Hand scans of one quarter hour, in an order that is not that of their hashes. */
const scans: readonly SyntheticEvent[] = Array.from({ length: 12 }, (_, i) => ({
  id: `scan-${i}`,
  timeMs: scanMs + i * 1001,
  source: 'hand',
  objects: [`box-${i % 3}`],
  readPoint: `urn:test:station:${i}`,
  place: 4,
}))

/** Files whose bytes hold the needle: as text, or as a little-endian double. */
function holding(disk: SimulatedDisk, needle: string | number): string[] {
  const bytes = typeof needle === 'string' ? Buffer.from(needle) : Buffer.from(Float64Array.of(needle).buffer)
  return [...disk.contents()].filter(([, content]) => Buffer.from(content).includes(bytes)).map(([path]) => path)
}

test('a hand scan leaves as zone and quarter hour from the first second, but whole to the feed that sent it', async () => {
  const ledger = await open(newSimulatedDisk())
  await send(ledger, scans)
  for (const reader of [{}, { feed: 'other' }]) {
    const { rows } = await ledger.query({ siteId: site, limit: 100 }, reader)
    expect(rows).toHaveLength(12)
    for (const row of rows) {
      expect(row).toMatchObject({ eventTimeMs: quarterMs, recordTimeMs: quarterMs, precision: 'quarterHour' })
      const event = JSON.parse(text.decode(row.raw)) as Record<string, unknown>
      expect(event['eventID']).toBeUndefined()
      expect(event['eventTime']).toBe(new Date(quarterMs).toISOString())
      expect(event['readPoint']).toEqual({ id: 'urn:test:site-1:zone:4' })
    }
    const hashes = rows.map(({ idHash }) => idHash[1])
    expect(hashes).toEqual([...hashes].sort((a, b) => a - b))
  }
  const own = await ledger.query({ siteId: site, limit: 100 }, { feed: 'scanners' })
  expect(own.rows.map(({ eventTimeMs }) => eventTimeMs).sort()).toEqual(scans.map(({ timeMs }) => timeMs))
  expect(own.rows.every(({ precision }) => precision === 'exact')).toBe(true)
})

test('no query tells hand scans apart inside a quarter hour, nor by their station', async () => {
  const ledger = await open(newSimulatedDisk())
  await send(ledger, scans)
  const count = async (plan: object, feed?: string): Promise<number> =>
    (await ledger.query({ siteId: site, limit: 100, ...plan }, feed === undefined ? {} : { feed })).rows.length
  for (const kind of ['eventTime', 'recordTime']) {
    expect(await count({ [kind]: { startMs: scanMs + 3000 } })).toBe(0)
    expect(await count({ [kind]: { startMs: quarterMs, endMs: scanMs } })).toBe(12)
    expect(await count({ [kind]: { endMs: quarterMs } })).toBe(0)
  }
  expect(await count({ eventTime: { startMs: scanMs + 3000 } }, 'scanners')).toBe(9)
  expect(await count({ readPoints: ['urn:test:station:3'] })).toBe(0)
  expect(await count({ readPoints: ['urn:test:site-1:zone:4'] })).toBe(12)
  expect(await count({ readPoints: ['urn:test:station:3'] }, 'scanners')).toBe(1)
  const history = await ledger.history(site, hashOf(ledger.hashKey, 'box-1'), { limit: 9, reader: {} })
  expect(history.map(({ eventTimeMs, readPoint }) => [eventTimeMs, readPoint])).toEqual(
    Array.from({ length: 4 }, () => [quarterMs, 'urn:test:site-1:zone:4']),
  )
})

test('no exact time, station, id or feed of a hand scan stands plainly in the folder, before or after the rewriting', async () => {
  const recordedMs = scanMs + 5000
  clock.set(recordedMs)
  const disk = newSimulatedDisk()
  const ledger = await open(disk)
  await send(ledger, scans)
  await ledger.saveSnapshot('flow', 1, [new TextEncoder().encode(new Date(scanMs).toISOString())])
  const plain = (): string[] => [
    ...scans.flatMap(({ timeMs, id, readPoint }) =>
      [timeMs, new Date(timeMs).toISOString(), `"${id}"`, String(timeMs), readPoint!].flatMap((each) =>
        holding(disk, each),
      ),
    ),
    ...[recordedMs, String(recordedMs)].flatMap((each) => holding(disk, each)),
    ...holding(disk, '"scanners"'),
  ]
  expect(plain()).toEqual([])
  await ledger.close()
  expect(plain()).toEqual([])
  const again = await open(disk)
  clock.set(day + dayMs + 1)
  await again.rewriteFine(clock.nowMs())
  expect(plain()).toEqual([])
  expect(disk.list('data').filter((name) => name.endsWith('fine'))).toEqual([])
  expect(disk.list('data').filter((name) => name.endsWith('coarse'))).toHaveLength(1)
  clock.set(scanMs + 5000)
})

test('a machine event under the same search is found, so the search can find', async () => {
  const disk = newSimulatedDisk()
  const ledger = await open(disk)
  await send(ledger, [{ ...scans[0]!, source: 'machine' }])
  expect(holding(disk, scanMs)).not.toEqual([])
  expect(holding(disk, new Date(scanMs).toISOString())).not.toEqual([])
})

test('rewriting keeps every answer, repeats stay duplicates, keys and old snapshots die, a receipt is kept', async () => {
  clock.set(scanMs + 5000)
  const disk = newSimulatedDisk()
  let ledger = await open(disk, { idsInMemoryMax: 5, objectsInMemoryMax: 5 })
  for (let i = 0; i < scans.length; i += 3) await send(ledger, scans.slice(i, i + 3))
  await send(ledger, [{ id: 'gate-1', timeMs: scanMs, objects: ['box-1'] }])
  await ledger.saveSnapshot('flow', 5, [new Uint8Array(8)])
  const before = await ledger.query({ siteId: site, limit: 100 }, {})
  const page = await ledger.query({ siteId: site, limit: 5 }, {})
  expect(await ledger.rewriteFine(day + dayMs - 1)).toEqual([])
  expect(disk.list('keys')).toContain('site-1.0.20577')

  clock.set(day + dayMs)
  const receipts = await ledger.rewriteFine(clock.nowMs())
  expect(receipts).toEqual([
    {
      kind: 'fineTier',
      siteId: site,
      retention: 0,
      atMs: day + dayMs,
      files: 1,
      bytes: expect.any(Number),
      rows: 12,
      keys: 1,
    },
  ])
  expect(disk.list('keys')).toEqual([])
  expect(ledger.loadSnapshot('flow')).toBeUndefined()
  expect(disk.list('snapshots')).toEqual([])
  for (let round = 0; round < 2; round++) {
    const after = await ledger.query({ siteId: site, limit: 100 }, { feed: 'scanners' })
    expect(after.rows).toEqual(before.rows.map((row) => ({ ...row })))
    const rest = await ledger.query({ siteId: site, limit: 100, token: page.nextToken! }, {})
    expect([...page.rows, ...rest.rows]).toEqual(before.rows)
    const changed = { ...scans[1]!, note: 'damaged' }
    const moved = { ...scans[2]!, timeMs: scans[2]!.timeMs + 1 }
    expect((await send(ledger, [scans[0]!, changed, moved])).verdicts).toEqual([1, 2, 1])
    const history = await ledger.history(site, hashOf(ledger.hashKey, 'box-1'), { limit: 9, reader: 'fold' })
    expect(history.map(({ precision }) => precision)).toEqual([
      'quarterHour',
      'quarterHour',
      'quarterHour',
      'quarterHour',
      'exact',
    ])
    expect(await ledger.get(site, hashOf(ledger.hashKey, 'scan-5'), {})).toMatchObject({ eventTimeMs: quarterMs })
    expect(ledger.stats()).toMatchObject({ events: 13, fineRows: 0 })
    expect(ledger.receipts()).toEqual(receipts)
    expect((await ledger.check()).broken).toEqual([])
    await ledger.close()
    ledger = await open(disk)
  }
  clock.set(scanMs + 5000)
})

test('in a coarse file rows stand by quarter hour and hash, never in the order in which they came', async () => {
  clock.set(scanMs + 5000)
  const ledger = await open(newSimulatedDisk())
  await send(ledger, scans)
  await send(ledger, [{ ...scans[0]!, id: 'earlier', timeMs: scanMs - 3_600_000 }])
  await ledger.rewriteFine(day + dayMs)
  const orders: string[] = []
  await ledger.replay(0, ({ batch, coarse }) => {
    expect(coarse).toBe(true)
    for (let i = 0; i < batch.count; i++) {
      orders.push(`${batch.eventTimeMs[i]} ${String(batch.idHash[2 * i + 1]).padStart(10, '0')}`)
    }
  })
  expect(orders).toHaveLength(13)
  expect(orders).toEqual([...orders].sort())
})

test('after the rewriting no index names a place in a fine file, for it would tell the order of arrival', async () => {
  clock.set(scanMs + 5000)
  const disk = newSimulatedDisk()
  const ledger = await open(disk, { idsInMemoryMax: 5, objectsInMemoryMax: 5 })
  for (let i = 0; i < scans.length; i += 3) await send(ledger, scans.slice(i, i + 3))
  const files = (): number[] => disk.list('data').map((name) => Number(name.split('.')[0]))
  const [fine] = files()
  await ledger.check()
  expect(filesNamed(disk)).toContain(fine)
  await ledger.rewriteFine(day + dayMs)
  await ledger.close()
  expect([...filesNamed(disk)]).toEqual(files())
  expect(files()).not.toContain(fine)
})

/** Ids of the data files that entries of the index runs name. */
function filesNamed(disk: SimulatedDisk): Set<number> {
  const named = new Set<number>()
  for (const [path, bytes] of disk.contents()) {
    if (!path.startsWith('index/')) continue
    const footer = parseHeader(crc32, bytes.subarray(bytes.length - frameHeaderBytes))!
    const words = new Uint32Array(bytes.slice(0, bytes.length - frameHeaderBytes - footer.headBytes).buffer)
    const width = words.length / footer.count
    for (let at = 0; at < words.length; at += width) named.add(words[at + (width === 6 ? 4 : 2)]!)
  }
  return named
}

test('a fine key is overwritten in place before its name goes', async () => {
  clock.set(scanMs + 5000)
  const disk = newSimulatedDisk()
  const ledger = await open(disk)
  await send(ledger, scans)
  const name = 'keys/site-1.0.20577'
  const secret = disk.contents().get(name)!.slice(2, 34)
  const atRemoval: Uint8Array[] = []
  disk.onStep = (step, path) => {
    if (step === 'remove' && path === name) atRemoval.push(disk.contents().get(name)!)
  }
  await ledger.rewriteFine(day + dayMs)
  expect(atRemoval.map((bytes) => [...bytes].every((byte) => byte === 0))).toEqual([true])
  for (const [path, bytes] of disk.contents())
    expect([path, Buffer.from(bytes).includes(secret)]).toEqual([path, false])
})

test('an erased class is gone from answers, files, keys and indexes, and only from its site', async () => {
  clock.set(scanMs + 5000)
  const disk = newSimulatedDisk()
  let ledger = await open(disk)
  const draft = scans.map((event) => ({ ...event, retention: 'test' as const }))
  await send(ledger, [...draft, { ...draft[0]!, id: 'gate', source: 'machine' }])
  await send(ledger, [{ ...scans[0]!, id: 'kept' }])
  await send(ledger, draft, 'scanners', 'site-2')
  const receipt = await ledger.eraseClass(site, 1)
  expect(receipt).toMatchObject({ kind: 'class', siteId: site, retention: 1, rows: 13, files: 2, keys: 1 })
  expect(Object.keys(receipt).sort()).toEqual(['atMs', 'bytes', 'files', 'keys', 'kind', 'retention', 'rows', 'siteId'])
  for (let round = 0; round < 2; round++) {
    expect((await ledger.query({ siteId: site, limit: 100 }, {})).rows).toHaveLength(1)
    expect((await ledger.query({ siteId: 'site-2', limit: 100 }, {})).rows).toHaveLength(12)
    expect(await ledger.get(site, hashOf(ledger.hashKey, 'scan-3'), {})).toBeUndefined()
    expect(disk.list('data').filter((name) => name.includes('.site-1.') && name.split('.')[3] === '1')).toEqual([])
    expect(disk.list('keys')).not.toContain('site-1.1.20577')
    await ledger.close()
    ledger = await open(disk)
  }
  expect((await send(ledger, draft)).accepted).toBe(12)
})

test('retention counts from the record day', async () => {
  clock.set(scanMs + 5000)
  const disk = newSimulatedDisk()
  const ledger = await open(disk)
  await send(ledger, [{ id: 'old', timeMs: scanMs - 40 * dayMs }])
  clock.set(scanMs + 5 * dayMs)
  await send(ledger, [{ id: 'late', timeMs: scanMs - 40 * dayMs }])
  const weekMs = 7 * dayMs
  expect(await ledger.expire(day + dayMs + weekMs - 1, () => weekMs)).toEqual([])
  expect(await ledger.expire(day + dayMs + weekMs, (_site, retention) => [undefined, 1][retention])).toEqual([])
  expect(await ledger.expire(day + dayMs + weekMs, () => weekMs)).toMatchObject([
    { kind: 'retention', rows: 1, keys: 0 },
  ])
  const { rows } = await ledger.query({ siteId: site, limit: 9 }, {})
  expect(rows.map(({ idHash }) => idHash)).toEqual([hashOf(ledger.hashKey, 'late')])
  clock.set(scanMs + 5000)
})
