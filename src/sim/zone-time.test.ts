import { expect, test } from 'vitest'
import { zoneTime } from './zone-time.ts'

test('times carry the offset that is in force', () => {
  const paris = zoneTime('Europe/Paris')
  // The clocks of 2026 go forward on 29 March at 01:00 UTC.
  expect(paris.text(Date.UTC(2026, 2, 29, 0, 59, 59, 7))).toBe('2026-03-29T01:59:59.007+01:00')
  expect(paris.text(Date.UTC(2026, 2, 29, 1, 0, 0, 0))).toBe('2026-03-29T03:00:00.000+02:00')
  expect(paris.utcText(Date.UTC(2026, 2, 29, 1, 0, 0, 250))).toBe('2026-03-29T01:00:00.250Z')
  expect(paris.minuteOfDay(Date.UTC(2026, 2, 29, 1, 30))).toBe(3 * 60 + 30)
  const columbus = zoneTime('America/New_York')
  expect(columbus.text(Date.UTC(2026, 0, 5, 3, 4, 5, 60))).toBe('2026-01-04T22:04:05.060-05:00')
  expect(columbus.offsetText(Date.UTC(2026, 6, 1))).toBe('-04:00')
})
