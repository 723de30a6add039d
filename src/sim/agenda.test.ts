import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Agenda } from './agenda.ts'

test('entries come out by time, and equal times in the order they were put in', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3000 }), (times) => {
      const agenda = new Agenda<{ time: number; put: number }>()
      for (const [put, time] of times.entries()) agenda.put(time, { time, put })
      const out = times.map(() => agenda.take())
      const sorted = times.map((time, put) => ({ time, put })).sort((a, b) => a.time - b.time || a.put - b.put)
      expect(out).toEqual(sorted)
      expect(agenda.take()).toBeUndefined()
      expect(agenda.nextMs).toBe(Number.POSITIVE_INFINITY)
    }),
    { numRuns: 50 },
  )
})

test('putting and taking may alternate', () => {
  const agenda = new Agenda<string>()
  agenda.put(5, 'b')
  agenda.put(1, 'a')
  expect(agenda.take()).toBe('a')
  agenda.put(9, 'd')
  agenda.put(7, 'c')
  expect([agenda.take(), agenda.take(), agenda.take()]).toEqual(['b', 'c', 'd'])
  expect(agenda.size).toBe(0)
})
