import fc from 'fast-check'
import { expect, test } from 'vitest'
import { operationalDays } from './days.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / dayMs

test('days are 23 and 25 hours long where the clocks change', () => {
  const berlin = operationalDays('Europe/Berlin', '00:00')
  const hours = (of: number) => (berlin.dayStartMs(of + 1) - berlin.dayStartMs(of)) / hourMs
  expect(hours(day(2026, 3, 28))).toBe(24)
  expect(hours(day(2026, 3, 29))).toBe(23)
  expect(hours(day(2026, 10, 25))).toBe(25)
  expect(berlin.dayStartMs(day(2026, 3, 29))).toBe(Date.UTC(2026, 2, 28, 23))
})

test('a day that begins at five holds the night before it', () => {
  const { dayOf, dayStartMs } = operationalDays('America/New_York', '05:00')
  expect(dayOf(Date.UTC(2026, 0, 15, 9, 59))).toBe(day(2026, 1, 14))
  expect(dayOf(Date.UTC(2026, 0, 15, 10))).toBe(day(2026, 1, 15))
  expect(dayStartMs(day(2026, 7, 1))).toBe(Date.UTC(2026, 6, 1, 9))
})

test('a day start that the clocks skip begins after the gap, one that they show twice at the first', () => {
  // Chile skips midnight in September; Berlin skips 02:30 in March and has it twice in October.
  expect(operationalDays('America/Santiago', '00:00').dayStartMs(day(2023, 9, 3))).toBe(Date.UTC(2023, 8, 3, 4))
  const berlin = operationalDays('Europe/Berlin', '02:30')
  expect(berlin.dayStartMs(day(2026, 3, 29))).toBe(Date.UTC(2026, 2, 29, 1))
  expect(berlin.dayStartMs(day(2026, 10, 25))).toBe(Date.UTC(2026, 9, 25, 0, 30))
})

test('a day that a zone left out has no time in it', () => {
  const { dayOf, dayStartMs } = operationalDays('Pacific/Apia', '00:00')
  const skipped = day(2011, 12, 30)
  expect(dayStartMs(skipped + 1)).toBe(dayStartMs(skipped))
  expect(dayOf(dayStartMs(skipped) - 1)).toBe(skipped - 1)
  expect(dayOf(dayStartMs(skipped))).toBe(skipped + 1)
})

test('in any zone, every time lies between the start of its day and that of the next', () => {
  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Pacific/Kiritimati',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'America/Sao_Paulo',
  )
  const dayStarts = fc.constantFrom('00:00', '02:30', '05:00', '23:59')
  const times = fc.array(fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2060, 0, 1) }), {
    minLength: 1,
    maxLength: 50,
  })
  fc.assert(
    fc.property(zones, dayStarts, times, (zone, dayStart, some) => {
      const { dayOf, dayStartMs } = operationalDays(zone, dayStart)
      for (const timeMs of some) {
        const found = dayOf(timeMs)
        expect(dayStartMs(found)).toBeLessThanOrEqual(timeMs)
        expect(dayStartMs(found + 1)).toBeGreaterThan(timeMs)
        // An independent opinion: the calendar date of the time less the day start, where no clock changes near it.
        const shifted = new Date(timeMs - Number(dayStart.slice(0, 2)) * hourMs - Number(dayStart.slice(3)) * 60_000)
        const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(shifted)
        if (
          Math.abs(dayStartMs(found + 1) - dayStartMs(found) - dayMs) === 0 &&
          Math.abs(dayStartMs(found) - dayStartMs(found - 1) - dayMs) === 0
        ) {
          expect(found).toBe(Date.parse(date) / dayMs)
        }
      }
    }),
    { numRuns: 60 },
  )
})
