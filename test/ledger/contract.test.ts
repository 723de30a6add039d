import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Disk, FaultError, manualClock } from '../../src/base/index.ts'
import { type Ledger, type LedgerLimits, openLedger } from '../../src/ledger/index.ts'
import { openNodeDisk } from '../../src/server/disk/node-disk.ts'
import { newSimulatedDisk } from '../disk/simulated-disk.ts'
import { hashOf, type SyntheticEvent, syntheticBatch, syntheticPorts, syntheticRaw } from './synthetic-batches.ts'

const site = 'site-1'
const startMs = Date.UTC(2026, 4, 4, 10, 7, 13, 456)
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const disks: Record<string, () => Disk> = {
  'the simulated disk': () => newSimulatedDisk(),
  'the real disk': () => {
    folders.push(mkdtempSync(join(tmpdir(), 'fairfloor-ledger-')))
    return openNodeDisk(folders.at(-1)!)
  },
}

const text = new TextDecoder()

async function idsOf(ledger: Ledger, feed?: string): Promise<string[]> {
  const out: string[] = []
  for (let token: string | undefined, more = true; more; ) {
    const page = await ledger.query(
      { siteId: site, limit: 7, ...(token && { token }) },
      feed === undefined ? {} : { feed },
    )
    out.push(...page.rows.map((row) => (JSON.parse(text.decode(row.raw)) as { eventID?: string }).eventID ?? 'none'))
    token = page.nextToken
    more = token !== undefined
  }
  return out
}

function events(count: number, from = 0, more: Partial<SyntheticEvent> = {}): SyntheticEvent[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `e${from + i}`,
    timeMs: startMs - (from + i) * 1000,
    objects: [`o${(from + i) % 5}`],
    ...more,
  }))
}

describe.each(Object.entries(disks))('on %s', (_name, newDisk) => {
  const clock = manualClock(startMs)
  const open = (disk: Disk, limits: Partial<LedgerLimits> = {}): Promise<Ledger> =>
    openLedger({ ...syntheticPorts(disk, clock), limits })
  const send = async (ledger: Ledger, list: readonly SyntheticEvent[], feed = 'wms') => {
    const transaction = ledger.begin({ siteId: site, feed })
    const { batch, placement } = syntheticBatch(ledger.hashKey, site, list)
    const outcome = transaction.append(batch, placement)
    return { ...(await transaction.commit()), verdicts: [...outcome.verdicts] }
  }

  test('committed events are seen, uncommitted and aborted ones are not, and their ids are free again', async () => {
    const ledger = await open(newDisk())
    const transaction = ledger.begin({ siteId: site, feed: 'wms' })
    const { batch, placement } = syntheticBatch(ledger.hashKey, site, events(3))
    expect([...transaction.append(batch, placement).verdicts]).toEqual([0, 0, 0])
    expect(await idsOf(ledger)).toEqual([])
    transaction.abort()
    expect(await idsOf(ledger)).toEqual([])
    const outcome = await send(ledger, events(3))
    expect(outcome).toMatchObject({ commit: 1, accepted: 3, duplicate: 0, conflict: 0, recordTimeMs: startMs })
    expect((await idsOf(ledger)).sort()).toEqual(['e0', 'e1', 'e2'])
    await ledger.close()
  })

  test('a repeat is a duplicate, another content under the same id a conflict, in one batch, across and after a restart', async () => {
    const disk = newDisk()
    let ledger = await open(disk)
    const first = events(2)
    const twice = await send(ledger, [...first, first[0]!, { ...first[1]!, note: 'damaged' }])
    expect(twice.verdicts).toEqual([0, 0, 1, 2])
    expect((await send(ledger, [first[0]!, { ...first[1]!, note: 'damaged' }])).verdicts).toEqual([1, 2])
    await ledger.close()
    ledger = await open(disk)
    expect((await send(ledger, [first[0]!, { ...first[1]!, note: 'damaged' }])).verdicts).toEqual([1, 2])
    expect(await idsOf(ledger)).toHaveLength(2)
    await ledger.close()
  })

  test('the same id at another site is another event', async () => {
    const ledger = await open(newDisk())
    await send(ledger, events(1))
    const transaction = ledger.begin({ siteId: 'site-2', feed: 'wms' })
    const { batch, placement } = syntheticBatch(ledger.hashKey, 'site-2', events(1))
    expect([...transaction.append(batch, placement).verdicts]).toEqual([0])
    await transaction.commit()
    expect(await idsOf(ledger)).toHaveLength(1)
    await ledger.close()
  })

  test('of two open transactions with one id the first to commit wins, and the other hears it', async () => {
    const ledger = await open(newDisk())
    const [a, b] = [ledger.begin({ siteId: site, feed: 'a' }), ledger.begin({ siteId: site, feed: 'b' })]
    for (const [transaction, note] of [
      [a, 'one'],
      [b, 'two'],
    ] as const) {
      const { batch, placement } = syntheticBatch(ledger.hashKey, site, events(2, 0, { note }))
      expect(transaction.append(batch, placement).accepted).toHaveLength(2)
    }
    expect(await b.commit()).toMatchObject({ accepted: 2, late: [] })
    expect(await a.commit()).toMatchObject({
      accepted: 0,
      conflict: 2,
      late: [
        { batch: 0, row: 0, verdict: 'conflict' },
        { batch: 0, row: 1, verdict: 'conflict' },
      ],
    })
    await ledger.close()
  })

  test('spilled transactions race like small ones, and what loses is not there for anyone', async () => {
    const disk = newDisk()
    let ledger = await open(disk, { transactionBytesMax: 1, idsInMemoryMax: 4, objectsInMemoryMax: 4 })
    const big = ledger.begin({ siteId: site, feed: 'a' })
    const rival = ledger.begin({ siteId: site, feed: 'b' })
    for (const [transaction, from] of [
      [big, 0],
      [big, 10],
      [rival, 5],
    ] as const) {
      const { batch, placement } = syntheticBatch(ledger.hashKey, site, events(10, from))
      expect(transaction.append(batch, placement).accepted).toHaveLength(10)
    }
    const told: number[] = []
    ledger.onCommit((_notice, parts) => {
      for (const part of parts) told.push(part.batch.count)
    })
    expect(await idsOf(ledger)).toEqual([])
    expect(await rival.commit()).toMatchObject({ accepted: 10, duplicate: 0 })
    expect(await big.commit()).toMatchObject({ accepted: 10, duplicate: 10 })
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(20)
    const all = Array.from({ length: 20 }, (_, i) => `e${i}`).sort()
    expect((await idsOf(ledger)).sort()).toEqual(all)
    expect((await send(ledger, events(20))).duplicate).toBe(20)
    await ledger.close()
    ledger = await open(disk)
    expect((await idsOf(ledger)).sort()).toEqual(all)
    expect((await send(ledger, events(20))).duplicate).toBe(20)
    expect(ledger.stats().events).toBe(20)
    const replayed: number[] = []
    await ledger.replay(0, (part) => replayed.push(part.batch.count))
    expect(replayed.reduce((sum, count) => sum + count, 0)).toBe(20)
    await ledger.close()
  })

  test.each([
    ['in memory', {}],
    ['spilled', { transactionBytesMax: 1 }],
  ])(
    'a rollback transaction %s that loses a race by conflict is taken back whole, in one group too',
    async (_where, limits) => {
      const disk = newDisk()
      const ledger = await open(disk, limits)
      const rows = (from: number, note: string) => syntheticBatch(ledger.hashKey, site, events(3, from, { note }))
      const begin = (from: number, note: string) => {
        const transaction = ledger.begin({ siteId: site, feed: note, behaviour: 'rollback' })
        const { batch, placement } = rows(from, note)
        expect(transaction.append(batch, placement).accepted).toHaveLength(3)
        return transaction
      }
      const told: number[] = []
      ledger.onCommit((notice) => told.push(notice.commit))
      const [winner, loser, other] = [begin(0, 'one'), begin(2, 'two'), begin(7, 'three')]
      const [won, lost, third] = await Promise.all([winner.commit(), loser.commit(), other.commit()])
      expect(won).toMatchObject({ commit: 1, accepted: 3, takenBack: false })
      expect(lost).toMatchObject({ commit: 0, accepted: 0, conflict: 1, takenBack: true })
      expect(third).toMatchObject({ commit: 2, accepted: 3, takenBack: false })
      expect(told).toEqual([1, 2])
      const kept = ['e0', 'e1', 'e2', 'e7', 'e8', 'e9']
      expect((await idsOf(ledger)).sort()).toEqual(kept)
      // Its identities are free again.
      expect((await send(ledger, events(2, 3, { note: 'four' }))).accepted).toBe(2)
      await ledger.close()
      const again = await open(disk)
      expect((await idsOf(again)).sort()).toEqual([...kept, 'e3', 'e4'].sort())
      expect((await again.check()).broken).toEqual([])
      await again.close()
    },
  )

  test('a rollback transaction goes on where what it lost says the same', async () => {
    const ledger = await open(newDisk())
    const transaction = ledger.begin({ siteId: site, feed: 'a', behaviour: 'rollback' })
    const { batch, placement } = syntheticBatch(ledger.hashKey, site, events(3))
    transaction.append(batch, placement)
    await send(ledger, events(1))
    expect(await transaction.commit()).toMatchObject({ accepted: 2, duplicate: 1, conflict: 0, takenBack: false })
    await ledger.close()
  })

  test('a small transaction sees what a spilled one made durable since, in a folder that was empty', async () => {
    const bytes = syntheticBatch([1, 2, 3, 4], site, events(40)).batch.raw.length
    const ledger = await open(newDisk(), { transactionBytesMax: bytes })
    const small = ledger.begin({ siteId: site, feed: 'a' })
    const one = syntheticBatch(ledger.hashKey, site, events(1))
    small.append(one.batch, one.placement)
    const big = ledger.begin({ siteId: site, feed: 'b' })
    const many = syntheticBatch(ledger.hashKey, site, events(40))
    big.append(many.batch, many.placement)
    expect(await big.commit()).toMatchObject({ accepted: 40 })
    expect(await small.commit()).toMatchObject({ accepted: 0, duplicate: 1 })
    expect(await idsOf(ledger)).toHaveLength(40)
    await ledger.close()
  })

  test('an aborted spill leaves no file', async () => {
    const disk = newDisk()
    const ledger = await open(disk, { transactionBytesMax: 1 })
    const big = ledger.begin({ siteId: site, feed: 'a' })
    const { batch, placement } = syntheticBatch(ledger.hashKey, site, events(10))
    big.append(batch, placement)
    expect(disk.list('data')).toHaveLength(1)
    big.abort()
    expect(disk.list('data')).toEqual([])
    expect((await send(ledger, events(10))).accepted).toBe(10)
    await ledger.close()
  })

  test('commits are numbered and told in order, record time never goes back, and concurrent ones share syncs', async () => {
    const disk = newDisk()
    let syncs = 0
    const counting: Disk = {
      ...disk,
      open(path) {
        const file = disk.open(path)
        return {
          ...file,
          sync: () => {
            syncs++
            return file.sync()
          },
        }
      },
    }
    const ledger = await open(counting)
    const told: number[] = []
    ledger.onCommit(({ commit }, parts) => {
      told.push(commit)
      for (const part of parts) expect(part.batch.contributor[0]).toBe(77)
    })
    await send(ledger, events(1, 100))
    syncs = 0
    clock.set(startMs - 60_000)
    const outcomes = await Promise.all(Array.from({ length: 50 }, (_, i) => send(ledger, events(1, i))))
    clock.set(startMs)
    expect(outcomes.map(({ commit }) => commit)).toEqual(Array.from({ length: 50 }, (_, i) => i + 2))
    expect(outcomes.every(({ recordTimeMs }) => recordTimeMs === startMs)).toBe(true)
    expect(told).toEqual(Array.from({ length: 51 }, (_, i) => i + 1))
    expect(syncs).toBeLessThan(10)
    await ledger.close()
  })

  test('one event is found by its id, and an object by its history in order of event time', async () => {
    const disk = newDisk()
    let ledger = await open(disk, { idsInMemoryMax: 5, objectsInMemoryMax: 5 })
    for (let i = 0; i < 40; i += 4) await send(ledger, events(4, i))
    for (let round = 0; round < 2; round++) {
      const row = await ledger.get(site, hashOf(ledger.hashKey, 'e7'), {})
      expect(text.decode(row!.raw)).toBe(syntheticRaw(events(1, 7)[0]!))
      expect(await ledger.get(site, hashOf(ledger.hashKey, 'never'), {})).toBeUndefined()
      const history = await ledger.history(site, hashOf(ledger.hashKey, 'o2'), { limit: 5, reader: 'fold' })
      expect(history.map(({ eventTimeMs }) => eventTimeMs)).toEqual([22, 17, 12, 7, 2].map((i) => startMs - i * 1000))
      expect(history[0]).toMatchObject({ bizStep: 'picking', readPoint: 'urn:test:rp', precision: 'exact' })
      await ledger.close()
      ledger = await open(disk)
    }
    expect(await ledger.check()).toMatchObject({ broken: [], rows: 40 })
    await ledger.close()
  })

  test('pages stay whole and steady while others write, and across a restart', async () => {
    const disk = newDisk()
    let ledger = await open(disk)
    await send(ledger, events(30))
    const seen: string[] = []
    let token: string | undefined
    for (let page = 0; page < 4; page++) {
      const got = await ledger.query({ siteId: site, limit: 8, order: '-eventTime', ...(token && { token }) }, {})
      seen.push(...got.rows.map(({ eventTimeMs }) => `e${(startMs - eventTimeMs) / 1000}`))
      token = got.nextToken
      await send(ledger, events(5, 1000 + page * 5, { timeMs: startMs - 29_500 }))
      await ledger.close()
      ledger = await open(disk)
    }
    expect(token).toBeUndefined()
    expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => `e${i}`))
    await expect(ledger.query({ siteId: site, limit: 8, token: 'nonsense' }, {})).rejects.toThrow('LEDGER_TOKEN')
    await ledger.close()
  })

  test('replay gives what came after a commit, without text and contributors', async () => {
    const ledger = await open(newDisk())
    await send(ledger, events(4))
    const { commit } = await send(ledger, events(3, 50))
    const seen: number[] = []
    await ledger.replay(commit - 1, (part) => {
      expect(part.batch.raw).toHaveLength(0)
      expect([...part.batch.contributor].every((each) => each === 0)).toBe(true)
      seen.push(...part.batch.eventTimeMs)
    })
    expect(seen).toEqual(events(3, 50).map(({ timeMs }) => timeMs))
    await ledger.close()
  })

  test('the newest whole snapshot is given back, a cut one is passed over', async () => {
    const disk = newDisk()
    const ledger = await open(disk)
    const chunks = (label: string): Uint8Array[] => [
      new TextEncoder().encode(`${label} 1`),
      new TextEncoder().encode(`${label} 2`),
    ]
    expect(ledger.loadSnapshot('flow/x.1')).toBeUndefined()
    for (const [commit, label] of ['one', 'two', 'three'].entries())
      await ledger.saveSnapshot('flow/x.1', commit, chunks(label))
    expect(disk.list('snapshots')).toHaveLength(2)
    const load = (): string[] => [...ledger.loadSnapshot('flow/x.1')!.chunks].map((chunk) => text.decode(chunk))
    expect(load()).toEqual(['three 1', 'three 2'])
    const newest = disk.open(`snapshots/${disk.list('snapshots').at(-1)!}`)
    newest.truncate(newest.size() - 1)
    expect(load()).toEqual(['two 1', 'two 2'])
    await ledger.close()
  })

  test('what a dead process left of an open transaction is removed at the next start', async () => {
    const disk = newDisk()
    const ledger = await open(disk, { transactionBytesMax: 1000, idsInMemoryMax: 3, objectsInMemoryMax: 3 })
    await send(ledger, events(1))
    const transaction = ledger.begin({ siteId: site, feed: 'wms' })
    const { batch, placement } = syntheticBatch(ledger.hashKey, site, events(9, 100, { source: 'hand' }))
    transaction.append(batch, placement)
    expect(disk.list('data').some((name) => name.endsWith('fine'))).toBe(true)
    const again = await open(disk)
    const left = (folder: string): string[] => disk.list(folder)
    expect(left('data').every((name) => name.endsWith('exact'))).toBe(true)
    expect(left('keys').filter((name) => name.startsWith('site-1'))).toEqual([])
    // One run each of identities and of objects, of what was committed.
    expect(left('index')).toHaveLength(2)
    expect(await idsOf(again)).toHaveLength(1)
    expect((await send(again, events(9, 100))).accepted).toBe(9)
    await again.close()
  })

  test('after a failed sync nothing more is acknowledged, readers go on, and a restart tells what is there', async () => {
    const disk = newDisk()
    let failing = false
    const tired: Disk = {
      ...disk,
      open(path) {
        const file = disk.open(path)
        const sync = (): Promise<void> =>
          failing ? Promise.reject(new FaultError({ code: 'DISK_FAILED', got: 'EIO' })) : file.sync()
        return { ...file, sync }
      },
    }
    const ledger = await open(tired)
    await send(ledger, events(2))
    failing = true
    await expect(send(ledger, events(3, 10))).rejects.toThrow('DISK_FAILED')
    failing = false
    await expect(send(ledger, events(3, 20))).rejects.toThrow('LEDGER_STOPPED')
    expect(await idsOf(ledger)).toHaveLength(2)
    await ledger.close()
    const again = await open(disk)
    expect(await idsOf(again)).toHaveLength(2)
    expect((await send(again, [...events(2), ...events(3, 10)])).accepted).toBe(3)
    await again.close()
  })

  test.each([
    ['in memory', {}],
    ['spilled', { transactionBytesMax: 1 }],
  ])(
    'what the disk has no room for is refused before it is written, %s, and taken when there is',
    async (_how, limits) => {
      let room = true
      const asked: number[] = []
      const hasRoomFor = (bytes: number): boolean => {
        asked.push(bytes)
        return room
      }
      const ledger = await openLedger({ ...syntheticPorts(newDisk(), clock), hasRoomFor, limits })
      await send(ledger, events(2))
      room = false
      await expect(send(ledger, events(3, 10))).rejects.toThrow('DISK_FULL')
      expect(await idsOf(ledger)).toHaveLength(2)
      room = true
      expect(await send(ledger, events(3, 10))).toMatchObject({ accepted: 3, duplicate: 0 })
      expect(await idsOf(ledger)).toHaveLength(5)
      expect(Math.max(...asked)).toBeGreaterThan(syntheticRaw(events(1)[0]!).length * 3)
      await ledger.close()
    },
  )

  test('what repeats an event is told so only when that event is durable', async () => {
    const disk = newDisk()
    let release: () => void = () => {}
    let held = false
    const slow: Disk = {
      ...disk,
      open(path) {
        const file = disk.open(path)
        const sync = async (): Promise<void> => {
          if (held) await new Promise<void>((resolve) => (release = resolve))
          return file.sync()
        }
        return { ...file, path, sync }
      },
    }
    const ledger = await open(slow)
    await send(ledger, events(1, 50))
    held = true
    const first = send(ledger, events(1))
    await new Promise((resolve) => setTimeout(resolve, 20))
    const repeat = ledger.begin({ siteId: site, feed: 'wms' })
    const { batch, placement } = syntheticBatch(ledger.hashKey, site, events(1))
    expect(repeat.append(batch, placement)).toMatchObject({ duplicate: 1 })
    let told = false
    const settled = repeat.abortSettled().then(() => {
      told = true
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(told).toBe(false)
    held = false
    release()
    expect(await first).toMatchObject({ accepted: 1 })
    await settled
    await ledger.close()
  })

  test('limits are named and refuse', async () => {
    const limits = { transactionsMax: 2, spilledTransactionsMax: 1, transactionBytesMax: 1, pageRowsMax: 5 }
    const ledger = await open(newDisk(), limits)
    const first = ledger.begin({ siteId: site, feed: 'wms' })
    const second = ledger.begin({ siteId: site, feed: 'wms' })
    expect(() => ledger.begin({ siteId: site, feed: 'wms' })).toThrow('transactionsMax')
    const { batch, placement } = syntheticBatch(ledger.hashKey, site, events(2))
    first.append(batch, placement)
    expect(() => second.append(batch, placement)).toThrow('spilledTransactionsMax')
    first.abort()
    second.abort()
    ledger.begin({ siteId: site, feed: 'wms' }).abort()
    for (const limit of [0, 6]) {
      await expect(ledger.query({ siteId: site, limit }, {})).rejects.toThrow('LIMIT_REACHED')
    }
    await ledger.close()
  })

  test('a folder with events but without its catalog or identity is refused, not begun anew', async () => {
    const disk = newDisk()
    const ledger = await open(disk)
    await send(ledger, events(2))
    await ledger.close()
    for (const name of ['catalog', 'ledger']) {
      disk.rename(name, 'elsewhere')
      await expect(open(disk)).rejects.toThrow('LEDGER_BROKEN')
      disk.rename('elsewhere', name)
    }
  })

  test('damage to a stored frame is found by the check and never answered with', async () => {
    const disk = newDisk()
    const ledger = await open(disk)
    await send(ledger, events(3))
    const file = disk.open(`data/${disk.list('data')[0]!}`)
    const byte = new Uint8Array(1)
    file.read(file.size() - 5, byte)
    file.overwrite(file.size() - 5, Uint8Array.of(byte[0]! ^ 4))
    expect((await ledger.check()).broken).toMatchObject([{ offset: 0, what: 'text' }])
    await expect(ledger.query({ siteId: site, limit: 3 }, {})).rejects.toThrow('LEDGER_BROKEN')
    await ledger.close()
  })
})
