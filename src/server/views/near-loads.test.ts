import { expect, test } from 'vitest'
import type { LoadState } from '../../flow/index.ts'
import { nearLoads } from './near-loads.ts'

const hourMs = 3_600_000

function load(id: string, status: LoadState['status'], reason: string): LoadState {
  const units = { planned: 0, seen: 0, staged: 0, loaded: 0 }
  const rest = { deadlines: [], shares: [], holding: null, readyMs: null, lateByMin: null, remedies: [] }
  return { id, status, reason, units, ...rest }
}

/** Ids that are kept of loads that leave so many hours from now. */
function near(...rows: readonly (readonly [LoadState, number])[]) {
  const hours = new Map(rows.map(([{ id }, fromNow]) => [id, fromNow * hourMs]))
  const found = nearLoads(
    rows.map(([state]) => state),
    (id) => hours.get(id),
    0,
  )
  return { kept: found.loads.map(({ id }) => id), later: found.later, earlier: found.earlier }
}

test('a load without orders is left out and counted when it leaves more than 12 hours from now', () => {
  const soon = load('soon', 'unknown', 'noOrders')
  const far = load('far', 'unknown', 'noOrders')
  expect(near([soon, 12], [far, 12.1])).toEqual({ kept: ['soon'], later: 1, earlier: 0 })
})

test('a load that left or was cancelled is left out and counted 12 hours after its departure', () => {
  const left = load('left', 'departed', 'departed')
  const longGone = load('longGone', 'departed', 'departedShort')
  const cancelled = load('cancelled', 'cancelled', 'cancelled')
  expect(near([cancelled, -13], [longGone, -12.1], [left, -12])).toEqual({ kept: ['left'], later: 0, earlier: 2 })
})

test('a load with orders is kept however far away, and one that should have left until it leaves', () => {
  const far = load('far', 'unknown', 'notSeen')
  const onTrack = load('onTrack', 'onTrack', 'onTrack')
  const overdue = load('overdue', 'late', 'departurePassed')
  const empty = load('empty', 'unknown', 'noOrders')
  expect(near([far, 40], [onTrack, 40], [overdue, -40], [empty, -40]).kept).toEqual([
    'far',
    'onTrack',
    'overdue',
    'empty',
  ])
})

test('where nothing else is to show, the last that left are', () => {
  const rows = Array.from({ length: 25 }, (_, i) => [load(`gone-${i}`, 'departed', 'departed'), i - 100] as const)
  const { kept, earlier } = near(...rows)
  expect(kept).toHaveLength(20)
  expect(kept.at(-1)).toBe('gone-24')
  expect(earlier).toBe(5)
})
