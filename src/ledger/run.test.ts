import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newSimulatedDisk } from '../../test/disk/simulated-disk.ts'
import { seededRandom } from '../base/index.ts'
import { bloomAdd, bloomHas, bloomMark, newBloom } from './bloom.ts'
import { newIdTable } from './idTable.ts'
import { checkRun, findInRun, openRun } from './run.ts'
import { mergeHeld, type RunPorts, writeRun } from './runSet.ts'

function ports(): RunPorts {
  let id = 0
  return { disk: newSimulatedDisk(), crc32, breathe: async () => {}, nextId: () => ++id, unsynced: new Set() }
}

/** Entries of four words; few distinct hashes, so that many share a page, a fence or all of it. */
const entries = fc.array(fc.tuple(fc.nat(9), fc.nat(2), fc.nat(3), fc.nat(400)), { maxLength: 700 })

test('every entry of merged runs is found, once, and those of dead files are not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entries, { minLength: 1, maxLength: 4 }), fc.nat(3), async (lists, dead) => {
      const on = ports()
      const runs = lists.map((list) => {
        const words = Uint32Array.from(list.flat())
        return { run: writeRun(on, { words, width: 4, count: list.length, filter: true }), fineDay: -1 }
      })
      const options = { fineDay: -1, filter: true, fileWord: 2, isLive: (file: number) => file !== dead }
      const merged = await mergeHeld(on, runs, options)
      const run = openRun(on.disk, crc32, merged.run.path, 4)
      expect(checkRun(crc32, run)).toBe(true)
      const expected = new Map<string, Set<string>>()
      for (const [high, low, file, offset] of lists.flat()) {
        const key = `${high} ${low}`
        if (!expected.has(key)) expected.set(key, new Set())
        if (file !== dead) expected.get(key)!.add(`${file} ${offset}`)
      }
      for (let high = 0; high < 11; high++) {
        for (let low = 0; low < 4; low++) {
          const got = new Set<string>()
          findInRun(run, low, high, (words, at) => {
            got.add(`${words[at + 2]} ${words[at + 3]}`)
            return true
          })
          expect(got).toEqual(expected.get(`${high} ${low}`) ?? new Set())
        }
      }
    }),
    { numRuns: 60, seed: 7 },
  )
})

test('a run with a flipped bit is refused or fails its check', () => {
  const on = ports()
  const words = Uint32Array.from({ length: 4 * 300 }, (_, i) => i)
  const { path } = writeRun(on, { words, width: 4, count: 300, filter: true })
  const file = on.disk.open(path)
  for (let at = 0; at < file.size(); at += 7) {
    const byte = new Uint8Array(1)
    file.read(at, byte)
    file.overwrite(at, Uint8Array.of(byte[0]! ^ 1))
    let sound = false
    try {
      sound = checkRun(crc32, openRun(on.disk, crc32, path, 4))
    } catch {
      // Refused at opening.
    }
    expect([at, sound]).toEqual([at, false])
    file.overwrite(at, byte)
  }
})

test('the filter forgets no key and takes fewer than 2 of 100 strangers for one', () => {
  const random = seededRandom('bloom')
  const word = (): number => random.below(4_294_967_296)
  const keys = Array.from({ length: 50_000 }, () => [word(), word()] as const)
  const bloom = newBloom(keys.length)
  for (const [low, high] of keys) bloomAdd(bloom, low, high)
  expect(keys.every(([low, high]) => bloomHas(bloom, low, high))).toBe(true)
  let strangers = 0
  for (let i = 0; i < 50_000; i++) if (bloomHas(bloom, word(), word())) strangers++
  expect(strangers).toBeLessThan(1000)
})

test('the table finds what was added and nothing else, while it grows', () => {
  const random = seededRandom('table')
  const table = newIdTable()
  const keys = Array.from({ length: 5000 }, (_, i) => [random.below(97), i] as const)
  for (const [low, high] of keys) {
    expect(table.find(low, high)).toBe(-1)
    table.add(low, high, 1, 2, 3, high)
  }
  for (const [low, high] of keys) expect(table.slots[table.find(low, high) + 5]).toBe(high)
  expect(table.count).toBe(5000)
  table.clear()
  expect(table.find(...keys[0]!)).toBe(-1)
})

test('a table gives its entries in ascending order, those too that found its end full', () => {
  const high = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 1, 0xfffffffe, 0xffffffff))
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(high, fc.nat(50)), { maxLength: 300, selector: String }), (list) => {
      const table = newIdTable()
      for (const [high, low] of list) table.add(low, high, 0, 0, 1, 2)
      const expected = [...list].sort((a, b) => a[0] - b[0] || a[1] - b[1])
      expect([...table.entries()]).toEqual(expected.flatMap(([high, low]) => [high, low, 0, 0, 1, 2]))
    }),
    { seed: 5, numRuns: 200 },
  )
})

test('marks miss nothing that a table or a filter holds, and mark few others', () => {
  const random = seededRandom('marks')
  const word = (): number => Math.floor(random.next() * 4294967296)
  const bloom = newBloom(2000)
  const table = newIdTable()
  const ids = Uint32Array.from({ length: 12_000 }, word)
  for (let i = 0; i < 2000; i++) bloomAdd(bloom, ids[2 * i]!, ids[2 * i + 1]!)
  for (let i = 2000; i < 4000; i++) table.add(ids[2 * i]!, ids[2 * i + 1]!, 0, 0, 0, 0)
  const maybe = new Uint8Array(6000)
  table.mark(ids, maybe)
  expect(maybe.subarray(2000, 4000).every((each) => each === 1)).toBe(true)
  expect(maybe.subarray(4000).filter((each) => each === 1).length).toBeLessThan(20)
  bloomMark(bloom, ids, maybe)
  expect(maybe.subarray(0, 4000).every((each) => each === 1)).toBe(true)
  expect(maybe.subarray(4000).filter((each) => each === 1).length).toBeLessThan(100)
})

test('a merge that is given up leaves the runs as they were and no file behind', async () => {
  const on = ports()
  const words = Uint32Array.from({ length: 2 * 20_000 }, (_, i) => i)
  const runs = [0, 1].map((dead) => {
    const run = writeRun(on, { words, width: 2, count: 20_000 - dead, filter: true })
    return { run, fineDay: -1 }
  })
  const breathe = async (): Promise<void> => {
    throw new Error('the ledger closes')
  }
  const before = on.disk.list('index')
  const options = { fineDay: -1, filter: true, fileWord: 1, isLive: () => true }
  await expect(mergeHeld({ ...on, breathe }, runs, options)).rejects.toThrow('the ledger closes')
  expect(on.disk.list('index')).toEqual(before)
  for (const { run } of runs) expect(checkRun(crc32, run)).toBe(true)
})
