import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { newSimulatedDisk } from '../../test/disk/simulated-disk.ts'
import { syntheticBatch } from '../../test/ledger/synthetic-batches.ts'
import type { HashKey } from '../base/index.ts'
import { gatherPart, readPart } from './columns.ts'
import { frameBytes, frameHeader, frameKinds, frameVersion, readBody, readHead, readHeader } from './frame.ts'

const key: HashKey = [1, 2, 3, 4]
const folder = new URL('./testdata/', import.meta.url)
const home = { siteId: 'site-1', source: 2, retention: 0 }

/** One frame of hand scans with a repeated object, all made by rule. */
function goldenFrame(): Uint8Array {
  const events = Array.from({ length: 3 }, (_, i) => ({
    id: `urn:uuid:${i}`,
    timeMs: Date.UTC(2026, 0, 1) + i * 1234,
    source: 'hand' as const,
    objects: ['urn:epc:id:sscc:4012345.0000000001', `urn:epc:id:sscc:4012345.000000000${i}`],
    place: i,
  }))
  const { batch, placement } = syntheticBatch(key, home.siteId, events)
  const rows = Uint32Array.of(0, 2)
  const zoneOf = (place: number): string => `zone-${place}`
  const { head, part } = gatherPart({ batch, placement, rows, recordTimeMs: 1_767_225_600_000, zoneOf, feed: 'wms' })
  const body = part.batch.raw
  return Buffer.concat([
    frameHeader(crc32, { kind: frameKinds.exact, count: 2, commit: 7, head: [head], body: [body] }),
    head,
    body,
  ])
}

function onDisk(bytes: Uint8Array) {
  return newSimulatedDisk(new Map([['f', bytes]])).open('f')
}

test('frames are written as the golden file says; FAIRFLOOR_GOLDEN=write makes it anew', () => {
  const file = new URL(`frame-v${frameVersion}.bin`, folder)
  if (process.env['FAIRFLOOR_GOLDEN'] === 'write') writeFileSync(file, goldenFrame())
  expect(existsSync(file)).toBe(true)
  expect(Buffer.compare(goldenFrame(), readFileSync(file))).toBe(0)
})

test('every golden frame, of whatever version, is still read', () => {
  const names = readdirSync(folder).filter((name) => /^frame-v\d+\.bin$/.test(name))
  expect(names.length).toBeGreaterThan(0)
  for (const name of names) {
    const bytes = readFileSync(new URL(name, folder))
    const file = onDisk(bytes)
    const header = readHeader(crc32, file, 0)!
    expect(header).toMatchObject({ kind: frameKinds.exact, count: 2, commit: 7 })
    expect(frameBytes(header)).toBe(bytes.length)
    const part = readPart(readHead(crc32, file, 0, header)!, readBody(crc32, file, 0, header)!, home)
    expect(part).toMatchObject({
      recordTimeMs: 1_767_225_600_000,
      feed: 'wms',
      zones: new Map([
        [0, 'zone-0'],
        [2, 'zone-2'],
      ]),
    })
    expect([...part.batch.eventTimeMs]).toEqual([Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1) + 2468])
    expect(part.batch.words.slice(1)).toEqual(['picking', 'urn:test:rp'])
    expect([...part.batch.refStart]).toEqual([0, 2, 4])
    const text = new TextDecoder().decode(part.batch.raw)
    expect(JSON.parse(text.slice(part.batch.rawStart[1]))).toMatchObject({ eventID: 'urn:uuid:2' })
    expect([...part.placement.source]).toEqual([2, 2])
  }
})

test('no single flipped bit of a frame goes unnoticed', () => {
  const whole = goldenFrame()
  for (let at = 0; at < whole.length; at++) {
    const bytes = whole.slice()
    bytes[at]! ^= 1 << (at % 8)
    const file = onDisk(bytes)
    const header = readHeader(crc32, file, 0)
    const read = header && readHead(crc32, file, 0, header) && readBody(crc32, file, 0, header)
    expect([at, read]).toEqual([at, undefined])
  }
})

test('a contributor never reaches a frame', () => {
  const { batch, placement } = syntheticBatch(key, 'site-1', [{ id: 'a', timeMs: 5 }])
  const marked = { ...batch, contributor: Uint32Array.of(0xfeedf00d) }
  const { head, part } = gatherPart({ batch: marked, placement, rows: Uint32Array.of(0), recordTimeMs: 1 })
  expect(part.batch.contributor[0]).toBe(0xfeedf00d)
  const mark = Buffer.from(Uint32Array.of(0xfeedf00d).buffer)
  expect(Buffer.from(head).includes(mark)).toBe(false)
  expect(readPart(head, undefined, home).batch.contributor[0]).toBe(0)
})
