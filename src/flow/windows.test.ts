import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { batchOf, exampleSite, hashOfName, historyOf, type Said } from './example.ts'
import { openFlow, restoreFlow } from './flow.ts'

const noon = Date.UTC(2026, 5, 1, 12)
const minute = 60_000
const options = { site: exampleSite, history: historyOf([]), hashOf: hashOfName }

function said(min: number, name: string, step: number, contributor = 0): Said {
  return { id: `${name} ${step} ${min}`, at: noon + min * minute, epcs: [name], place: 3 + step, step, contributor }
}

function fed(all: readonly Said[], mode: 'live' | 'replayed' = 'live') {
  const flow = openFlow(options)
  const { batch, placement } = batchOf(all)
  flow.apply(batch, placement, mode)
  return flow
}

describe('a rate window', () => {
  test('is handed out once, when its lateness has passed, for each zone and step', () => {
    const flow = fed([said(1, 'a', 4, 7), said(2, 'b', 4, 8)])
    expect(flow.drainSealed(noon + 29 * minute)).toHaveLength(0)
    expect(flow.drainSealed(noon + 30 * minute)).toHaveLength(1)
    expect(flow.drainSealed(noon + 30 * minute)).toHaveLength(0)
    expect(flow.ratesWhole.beforeMs).toBe(noon + 15 * minute)
  })

  test('takes nothing that comes after it was decided', () => {
    const flow = fed([said(1, 'a', 4, 7)])
    expect(flow.drainSealed(noon + 30 * minute)).toHaveLength(1)
    const late = batchOf([said(2, 'b', 4, 8)])
    flow.apply(late.batch, late.placement)
    expect(flow.drainSealed(noon + 60 * minute)).toHaveLength(0)
  })

  test('is not counted where the ledger was read again', () => {
    expect(fed([said(1, 'a', 4, 7)], 'replayed').drainSealed(noon + 60 * minute)).toHaveLength(0)
  })

  test('that is open at a restart is never decided, for its contributors are gone', () => {
    const flow = fed([said(1, 'a', 4, 4711)])
    const bytes = [...flow.snapshot(noon)]
    const text = bytes.map((chunk) => new TextDecoder('latin1').decode(chunk)).join('')
    expect(text.includes('4711')).toBe(false)
    const read = restoreFlow(options, bytes)
    if (!read.ok) throw new Error('not restored')
    const more = batchOf([said(3, 'b', 4, 8)])
    read.value.apply(more.batch, more.placement)
    expect(read.value.drainSealed(noon + 60 * minute)).toHaveLength(0)
    expect(read.value.ratesWhole.fromMs).toBe(noon + 15 * minute)
  })

  test('shows nothing of itself', () => {
    const cells = fed([said(1, 'a', 4, 7)]).drainSealed(noon + 30 * minute)
    expect(JSON.stringify(cells)).toBe('[null]')
    expect(inspect(cells, { showHidden: true, depth: 9 })).not.toMatch(/reached|left|by/)
  })
})
