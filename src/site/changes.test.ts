import { expect, test } from 'vitest'
import type { SiteFile } from '../model/index.ts'
import { siteChanges } from './changes.ts'
import { defaultSite } from './default-site.ts'

const point = (name: string): string => `https://example.com/${name}`
const zone = (id: string, ...names: string[]) => ({ id, name: id, readPoints: names.map(point) })
const draft = defaultSite('yard', 'Yard', 'Europe/Berlin')
const [version] = draft.versions
const site = (change: object = {}, file: object = {}): SiteFile => ({
  ...draft,
  versions: [
    {
      ...version!,
      areas: [{ id: 'pack', name: 'Pack', zones: [zone('bench', 'b1', 'b2'), zone('tape', 't1')] }],
      ...change,
    },
  ],
  ...file,
})
const said = (after: SiteFile, before = site()): string[] =>
  siteChanges(before, after).map(({ code, place, waits }) =>
    [code, place, waits ? 'waits' : ''].filter((word) => word !== '').join(' '),
  )
const areas = (...zones: object[]) => ({ areas: [{ id: 'pack', name: 'Pack', zones }] })

test('a file that says the same changes nothing; names, outlines and usual amounts are words', () => {
  expect(said(site())).toEqual([])
  const renamed = { ...zone('bench', 'b2', 'b1'), name: 'Benches', normal: { low: 1, high: 9 } }
  expect(said(site(areas(renamed, zone('tape', 't1'))))).toEqual(['words'])
})

test('places wait: new ones, gone ones, and those that read elsewhere, mean another step or stand in another area', () => {
  expect(said(site(areas(zone('bench', 'b1'), zone('tape', 't1'), zone('bench-2', 'b2'))))).toEqual([
    'zoneAdded bench-2 waits',
    'zoneChanged bench waits',
  ])
  expect(said(site(areas(zone('bench', 'b1', 'b2'))))).toEqual(['zoneRemoved tape waits'])
  expect(said(site(areas({ ...zone('bench', 'b1', 'b2'), step: 'pack' }, zone('tape', 't1'))))).toEqual([
    'zoneChanged bench waits',
  ])
  const moved = [
    { id: 'pack', name: 'Pack', zones: [zone('bench', 'b1', 'b2')] },
    { id: 'end', name: 'End', zones: [zone('tape', 't1')] },
  ]
  expect(said(site({ areas: moved }))).toEqual(['areaAdded end waits', 'zoneChanged tape waits'])
})

test('process, clock and the day wait; what is taken in, kept out and stricter holds at once', () => {
  const process = version!.process.map((step, i) => (i === 0 ? { ...step, stuckAfterMin: 3 } : step))
  expect(said(site({ process }))).toEqual(['process waits'])
  expect(said(site({}, { clock: 'replay' }))).toEqual(['clock waits'])
  expect(said(site({ operationalDayStart: '06:00' }))).toEqual(['day waits'])
  expect(said(site({ timeZone: 'Europe/Paris' }))).toEqual(['day waits'])
  expect(said(site({ personFields: ['{a}b'], extensions: ['a'] }, { policy: { k: 12 } }))).toEqual([
    'policy',
    'personFields',
    'extensions',
  ])
})

test('an older version that puts goods elsewhere is no matter of words', () => {
  const later = { ...site().versions[0]!, validFrom: '2026-03-02T00:00:00Z' }
  const earlier = site(areas(zone('bench', 'b1'))).versions[0]!
  expect(said({ ...site(), versions: [earlier, later] })).toEqual(['process waits'])
})
