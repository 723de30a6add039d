import { expect, test } from 'vitest'
import { en, loadMessages, translator } from '../src/text/index.ts'
import { siteNowMs } from './clock.ts'
import { makeFormat, minutesBetween } from './format.ts'

const t = translator('en', en, 'en-GB')
const format = makeFormat('en-GB', 'Europe/Berlin', t)
const ms = Date.UTC(2025, 10, 21, 16, 40)

test('times are the site’s own, on a day of 24 hours, with the zone’s name', () => {
  expect(format.time(ms)).toBe('17:40')
  expect(format.zoneName(ms)).toBe('CET')
  expect(makeFormat('en-US', 'America/Chicago', t).time(Date.UTC(2025, 10, 21, 6, 5))).toBe('00:05')
})

test('a time of another day names the day', () => {
  expect(format.timeNear(ms, ms)).toBe('17:40')
  expect(format.timeNear(ms, ms + 86_400_000)).toMatch(/^Fri.* 21 Nov, 17:40$/)
  expect(format.timeSoon(ms, ms)).toBe('17:40')
  expect(format.timeSoon(ms, ms - 86_400_000)).toBe('Fri 17:40')
  expect(format.timeSoon(ms, ms - 7 * 86_400_000)).toMatch(/^Fri.* 21 Nov, 17:40$/)
})

test('a duration says its two largest units', async () => {
  const spaced = (minutes: number): string => format.duration(minutes).replaceAll('\u00a0', ' ')
  expect([0, 45, 60, 80, 1440, 1500, -3].map(spaced)).toEqual([
    '0 min',
    '45 min',
    '1 h',
    '1 h 20 min',
    '1 d',
    '1 d 1 h',
    '0 min',
  ])
  const french = makeFormat('fr', 'Europe/Paris', translator('fr', await loadMessages('fr'), 'fr'))
  expect(french.duration(1500).replaceAll('\u00a0', ' ')).toBe('1 j 1 h')
})

test('minutes are rounded towards the earlier, so that a truck is never said to have more time than it has', () => {
  expect(minutesBetween(0, 119_999)).toBe(1)
  expect(minutesBetween(0, -1)).toBe(-1)
})

test('a live site’s clock runs on, a replayed one stands, a simulated one runs at its speed while the server is heard', () => {
  const base = { asOfMs: 1_000_000, heardAtMs: 500_000 }
  expect(siteNowMs({ ...base, clock: 'live', speed: 1 }, 560_000, 500_000)).toBe(1_060_000)
  expect(siteNowMs({ ...base, clock: 'replay', speed: 1 }, 560_000, 560_000)).toBe(1_000_000)
  expect(siteNowMs({ ...base, clock: 'replay', speed: 60 }, 510_000, 510_000)).toBe(1_600_000)
  expect(siteNowMs({ ...base, clock: 'live', speed: 60 }, 560_000, 500_000)).toBe(1_000_000 + 15_000 * 60)
})
