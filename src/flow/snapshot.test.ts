import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { batchOf, exampleSite, hashOfName, historyOf, type Said } from './example.ts'
import { openFlow, restoreFlow } from './flow.ts'
import type { Flow } from './types.ts'

const noon = Date.UTC(2026, 5, 1, 12)
const minute = 60_000
const day = 86_400_000
const names = ['a', 'b', 'c', 'box', 'gone']
const said: readonly Said[] = [
  { id: '1', at: noon, epcs: ['a', 'b'], place: 5, step: 2, documents: ['order 1'] },
  { id: '2', at: noon + 7 * minute, epcs: ['c'], place: 6, step: 3, source: 'hand', contributor: 99 },
  {
    id: '3',
    at: noon + 9 * minute,
    type: 'AggregationEvent',
    action: 'ADD',
    parent: 'box',
    children: ['a'],
    place: 7,
    step: 4,
  },
  { id: '4', at: noon + 11 * minute, epcs: ['gone'], place: 9, step: 7, documents: ['order 1'] },
  { id: '5', at: noon + 12 * minute, action: 'ADD', place: 5, step: 2, amounts: { milk: 3 } },
  { id: '6', at: noon, epcs: ['x'], place: 0, takesBack: '6' },
]
const options = { site: exampleSite, history: historyOf(said), hashOf: hashOfName }

function example(): Flow {
  const flow = openFlow(options)
  const { batch, placement } = batchOf(said)
  flow.apply(batch, placement)
  return flow
}

function seen(flow: Flow, nowMs = noon + 30 * minute) {
  return {
    floor: flow.floor(nowMs),
    objects: names.map((name) => flow.object(hashOfName(name))),
    contents: flow.contents(hashOfName('box'), 9),
    documents: flow.objectsOf(hashOfName('order 1'), 9),
    amounts: flow.amountsOf(hashOfName('milk')),
    stats: { ...flow.stats(), bytes: 0 },
    newest: flow.newestEventMs,
  }
}

function restored(chunks: Iterable<Uint8Array>): Flow {
  const read = restoreFlow(options, chunks)
  if (!read.ok) throw new Error(`not restored: ${read.fault.got}`)
  return read.value
}

function joined(chunks: Iterable<Uint8Array>): Uint8Array {
  return new Uint8Array([...chunks].flatMap((chunk) => [...chunk]))
}

describe('a snapshot', () => {
  test('gives the same state back, however its bytes are cut', async () => {
    const flow = example()
    await flow.settle()
    const bytes = joined(flow.snapshot(noon + 30 * minute))
    for (const size of [1, 7, 1000, bytes.length]) {
      const cut: Uint8Array[] = []
      for (let at = 0; at < bytes.length; at += size) cut.push(bytes.subarray(at, at + size))
      expect(seen(restored(cut))).toEqual(seen(flow))
    }
  })

  test('remembers what is still to be folded from history', async () => {
    const flow = restored(example().snapshot(noon))
    expect(flow.stats().owed).toBe(1)
    expect(await flow.settle()).toBe(1)
  })

  test('goes on where it stopped', () => {
    const flow = restored(example().snapshot(noon))
    const { batch, placement } = batchOf([{ id: '7', at: noon + day, epcs: ['box'], place: 8, step: 5 }])
    flow.apply(batch, placement)
    expect(flow.object(hashOfName('a'))).toMatchObject({ place: 8, step: 5 })
  })

  test('with one bit flipped anywhere, cut short, or of another site is refused', () => {
    const bytes = joined(example().snapshot(noon))
    for (let at = 0; at < bytes.length; at += 13) {
      const wrong = bytes.slice()
      wrong[at]! ^= 1 << (at % 8)
      // Bytes 6 and 7 of a section's head are spare.
      const read = restoreFlow(options, [wrong])
      if (read.ok) expect(seen(read.value)).toEqual(seen(restored([bytes])))
    }
    let refused = 0
    for (let at = 16; at < bytes.length; at += 131) {
      const wrong = bytes.slice()
      wrong[at]! ^= 0x10
      if (!restoreFlow(options, [wrong]).ok) refused++
    }
    expect(refused).toBeGreaterThan(10)
    for (const end of [0, 5, 40, bytes.length - 1]) {
      expect(restoreFlow(options, [bytes.subarray(0, end)])).toMatchObject({
        ok: false,
        fault: { code: 'FLOW_SNAPSHOT_BROKEN' },
      })
    }
    const other = { ...options, site: { ...exampleSite, siteId: 'other' } }
    expect(restoreFlow(other, [bytes])).toMatchObject({ ok: false, fault: { got: 'site' } })
  })

  test('keeps the quarter hour only of what a hand touched more than a day ago', () => {
    const exact = stampBytes(noon + 7 * minute)
    expect(includes(joined(example().snapshot(noon + 8 * minute)), exact)).toBe(true)
    const later = joined(example().snapshot(noon + 2 * day))
    expect(includes(later, exact)).toBe(false)
    expect(includes(later, stampBytes(noon + 9 * minute))).toBe(true)
    expect(restored([later]).object(hashOfName('c'))?.lastSeenMs).toBe(noon)
  })

  test('written by an earlier version is still read: the golden file', () => {
    const path = fileURLToPath(new URL('./testdata/snapshot-1.bin', import.meta.url))
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, joined(example().snapshot(noon)))
    expect(seen(restored([readFileSync(path)]))).toEqual(seen(example()))
  })
})

/** The whole seconds of a stamp can be anywhere in its 11 low bits; the seven upper bytes but the lowest tell the time. */
function stampBytes(ms: number): Uint8Array {
  const bytes = new Uint8Array(new Float64Array([ms * 2048]).buffer)
  return bytes.subarray(2)
}

function includes(bytes: Uint8Array, part: Uint8Array): boolean {
  const text = (of: Uint8Array): string => Buffer.from(of).toString('latin1')
  return text(bytes).includes(text(part))
}
