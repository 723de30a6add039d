import { expect, test } from 'vitest'
import { note, Series, type ToldRate } from './series.ts'

test('every number of an answer stands under a path that stays the same from look to look', () => {
  const series = new Series(2)
  const rates: ToldRate[] = []
  const answer = (backlog: number) => ({
    asOfMs: 5,
    zones: [{ placeId: 'pick-a', backlog, level: 'above', outline: [[0, 1]] }],
    loads: [
      { id: 'one', units: { seen: 3 }, shares: [{ step: 'packing', units: 2 }] },
      { id: 'two', units: { seen: 4 }, shares: [{ step: 'packing', units: 5 }] },
    ],
    process: [{ step: 'picking', rate: { kind: 'show', perHour: 40, startMs: 0, endMs: 900_000 } }],
  })
  for (const [tick, backlog] of [7, 9].entries()) {
    note(series, answer(backlog), { tick, name: 'floor', startMs: 0 }, (rate) => rates.push(rate))
  }
  expect([...series.paths].sort()).toEqual([
    'floor.loads.count',
    'floor.loads[*].shares[packing].units',
    'floor.loads[*].units.seen',
    'floor.zones[pick-a].backlog',
    'floor.zones[pick-a].level',
  ])
  expect([...series.column('floor.zones[pick-a].backlog')]).toEqual([7, 9])
  expect([...series.column('floor.loads[*].shares[packing].units')]).toEqual([7, 7])
  expect(rates[0]).toEqual({ path: 'floor.process[picking].rate', startMs: 0, endMs: 900_000, values: { perHour: 40 } })
})
