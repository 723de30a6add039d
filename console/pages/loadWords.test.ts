import { expect, test } from 'vitest'
import { en, translator } from '../../src/text/index.ts'
import type { LoadRow } from '../../src/wire/index.ts'
import { fixtureDepartures } from '../dev/fixtureDepartures.ts'
import { fixtureNowMs, fixtureSites } from '../dev/fixtureSites.ts'
import { makeFormat } from '../format.ts'
import {
  dockText,
  gainText,
  outlookText,
  reasonText,
  remedyText,
  shapeOf,
  unstagedUnits,
  untilText,
  wordOf,
} from './loadWords.ts'

const t = translator('en', en, 'en-GB')
const format = makeFormat('en-GB', 'Europe/Berlin', t)
const site = fixtureSites[0]
if (site === undefined) throw new Error('broken invariant: no fixture site')
const [first] = fixtureDepartures(site, 1).loads
if (first === undefined) throw new Error('broken invariant: no fixture load')
const load: LoadRow = { ...first, status: 'late' }

const outlook = (least: number, most: number): string =>
  outlookText(t, format, { ...load, lateByMin: { least, most } }).replaceAll('\u00a0', ' ')

test('the outlook says how late, how close, or how early', () => {
  expect(outlook(12, 26)).toBe('staged 12 to 26 min too late')
  expect(outlook(50, 130)).toBe('staged 50 min to 2 h 10 min too late')
  expect(outlook(15, 15)).toBe('staged about 15 min too late')
  expect(outlook(-5, 9)).toBe('staged up to 9 min too late')
  expect(outlook(-30, 0)).toBe('nothing to spare')
  expect(outlook(-70, -40)).toBe('40 min to spare')
  expect(outlookText(t, format, { ...load, lateByMin: null })).toBe('cannot be told')
})

test('what is not known of a truck asks for somebody only when it leaves within hours', () => {
  const unknown: LoadRow = { ...load, status: 'unknown', departureMs: fixtureNowMs + 3 * 3_600_000 }
  const later: LoadRow = { ...unknown, departureMs: fixtureNowMs + 9 * 3_600_000 }
  expect([shapeOf(unknown, fixtureNowMs), wordOf(t, unknown, fixtureNowMs)]).toEqual(['notice', 'Not known'])
  expect([shapeOf(later, fixtureNowMs), wordOf(t, later, fixtureNowMs)]).toEqual(['calm', 'Not yet known'])
  const empty: LoadRow = { ...later, reason: 'noOrders' }
  expect(wordOf(t, empty, fixtureNowMs)).toBe('No orders yet')
})

test('loaded units count as staged', () => {
  expect(unstagedUnits({ ...load, units: { planned: 10, seen: 10, staged: 2, loaded: 7 } })).toBe(3)
  expect(unstagedUnits({ ...load, units: { planned: 10, seen: 12, staged: 12, loaded: 0 } })).toBe(0)
})

test('a reason or remedy that this console does not know is shown as its code, never left out', () => {
  expect(reasonText(t, { ...load, reason: 'brandNew' })).toBe('Reason brandNew')
  expect(reasonText(t, { ...load, reason: 'departures.reason.cancelled' })).toBe('The plan has cancelled it.')
  const remedy = { key: 'fly', step: 'x', stepName: 'Packing', owner: '', units: 2, zone: null, gainMin: null }
  expect(remedyText(t, remedy, 0)).toBe('Remedy fly at Packing: 2 units')
})

test('a dock that has a name keeps it', () => {
  expect([dockText(t, '4'), dockText(t, '12b'), dockText(t, 'Door 2')]).toEqual(['Dock 4', 'Dock 12b', 'Door 2'])
})

test('time left is told in both directions', () => {
  const until = (minutes: number): string =>
    untilText(t, format, fixtureNowMs + minutes * 60_000, fixtureNowMs).replaceAll('\u00a0', ' ')
  expect([until(45), until(0), until(-5)]).toEqual(['in 45 min', 'now', '5 min ago'])
})

test('a remedy tells what it gains, or what is missing to tell', () => {
  const remedy = { key: 'moveFirst', step: 's', stepName: 'Pack', owner: '', units: 3, zone: null }
  const told = (key: string, gainMin: number | null): string =>
    gainText(t, format, { ...remedy, key, gainMin }).replaceAll('\u00a0', ' ')
  expect(told('moveFirst', 30)).toBe('gains about 30 min')
  expect(told('moveFirst', 0)).toBe('gains less than a quarter hour')
  expect(told('release', 0)).toBe('the load waits as long as these do')
  expect(told('addPace', 15)).toContain('gains about 15 min with half as much pace again')
  expect(told('release', null)).toContain('nothing reached Pack')
})
