import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { SiteFile } from '../model/index.ts'
import { sourceKinds } from '../model/index.ts'
import { compileSite, defaultSite, parseSiteFile, placeIdentifier, readSiteFile } from './index.ts'

const page = readFileSync(new URL('../../docs/formats/site-file.md', import.meta.url), 'utf8')
const example = /```json\n(.*?)```/s.exec(page)?.[1] ?? ''

function exampleFile(): SiteFile {
  const parsed = parseSiteFile(example)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault))
  return parsed.value
}

/** The example with one change, as the text of a file. */
function changed(change: (file: ReturnType<typeof loose>) => void): string {
  const file = loose()
  change(file)
  return JSON.stringify(file)
}

function loose() {
  return JSON.parse(example) as {
    [member: string]: unknown
    versions: {
      [member: string]: unknown
      areas: { [member: string]: unknown; zones: Record<string, unknown>[] }[]
      process: Record<string, unknown>[]
      sources: Record<string, unknown>[]
    }[]
  }
}

test('the documented example parses and comes back as it was written', () => {
  expect(exampleFile()).toEqual(JSON.parse(example))
})

test('the draft site of an empty folder is a legal site file with a way out of the building', () => {
  const file = defaultSite('main')
  expect(readSiteFile(file)).toEqual({ ok: true, value: file })
  const site = compileSite(file).at(0)
  expect(site.state).toBe('draft')
  expect(site.steps[site.stepOf('departing') - 1]?.leaves).toBe(true)
  expect(site.stepOf('picking')).toBeLessThan(site.stepOf('packing'))
})

test('a step may be optional, and stays so when the file is compiled', () => {
  const file = loose()
  file.versions[0]!.process[1]!['optional'] = true
  const read = readSiteFile(file)
  expect(
    read.ok &&
      compileSite(read.value)
        .at(0)
        .steps.map(({ optional }) => optional === true),
  ).toEqual(file.versions[0]!.process.map((_, i) => i === 1))
})

test.each<[string, string, string, (file: ReturnType<typeof loose>) => void]>([
  [
    'an optional step that says so in words',
    'DOCUMENT_TYPE_WRONG',
    '/versions/0/process/1/optional',
    (f) => (f.versions[0]!.process[1]!['optional'] = 'yes'),
  ],
  [
    'an unknown member',
    'DOCUMENT_MEMBER_UNKNOWN',
    '/versions/0/areas/0/zones/0/readpoints',
    (f) => (f.versions[0]!.areas[0]!.zones[0]!['readpoints'] = []),
  ],
  ['a missing member', 'DOCUMENT_MEMBER_MISSING', '/name', (f) => delete f['name']],
  ['another version of the format', 'DOCUMENT_VALUE_WRONG', '/fairfloor', (f) => (f['fairfloor'] = 2)],
  ['an id with capitals', 'DOCUMENT_VALUE_WRONG', '/id', (f) => (f['id'] = 'DC')],
  [
    'a zone with the id of the site',
    'DOCUMENT_ID_TWICE',
    '/versions/0/areas/0/zones/0/id',
    (f) => (f.versions[0]!.areas[0]!.zones[0]!['id'] = 'dc-north'),
  ],
  [
    'two areas of one id',
    'DOCUMENT_ID_TWICE',
    '/versions/0/areas/1/id',
    (f) => (f.versions[0]!.areas[1]!['id'] = 'inbound'),
  ],
  [
    'an unknown time zone',
    'SITE_TIME_ZONE',
    '/versions/0/timeZone',
    (f) => (f.versions[0]!['timeZone'] = 'Europe/Atlantis'),
  ],
  [
    'an offset for a time zone',
    'SITE_TIME_ZONE',
    '/versions/0/timeZone',
    (f) => (f.versions[0]!['timeZone'] = '+01:00'),
  ],
  [
    'a validFrom without offset',
    'DOCUMENT_VALUE_WRONG',
    '/versions/0/validFrom',
    (f) => (f.versions[0]!['validFrom'] = '2026-01-01T00:00:00'),
  ],
  [
    'versions out of order',
    'SITE_VERSION_ORDER',
    '/versions/1/validFrom',
    (f) => f.versions.push({ ...f.versions[0]!, validFrom: '2025-12-31T23:00:00Z' }),
  ],
  [
    'an unknown step of a zone',
    'SITE_STEP_UNKNOWN',
    '/versions/0/areas/0/zones/0/step',
    (f) => (f.versions[0]!.areas[0]!.zones[0]!['step'] = 'dream'),
  ],
  [
    'a bizStep that the CBV lacks',
    'SITE_BIZ_STEP',
    '/versions/0/process/1/bizSteps/0',
    (f) => (f.versions[0]!.process[1]!['bizSteps'] = ['grabbing']),
  ],
  [
    'a bizStep in two steps, in two spellings',
    'SITE_BIZ_STEP_TWICE',
    '/versions/0/process/1/bizSteps/0',
    (f) => (f.versions[0]!.process[1]!['bizSteps'] = ['urn:epcglobal:cbv:bizstep:receiving']),
  ],
  [
    'a read point in two zones, in two spellings',
    'SITE_READ_POINT_TWICE',
    '/versions/0/areas/1/zones/0/readPoints/0',
    (f) => (f.versions[0]!.areas[1]!.zones[0]!['readPoints'] = ['https://id.gs1.org/414/4012345000016/254/*']),
  ],
  [
    'a star inside a read point',
    'DOCUMENT_VALUE_WRONG',
    '/versions/0/sources/0/readPoints/0',
    (f) => (f.versions[0]!.sources[0]!['readPoints'] = ['https://a.example/*/x']),
  ],
  [
    'an unknown kind of source',
    'DOCUMENT_VALUE_WRONG',
    '/versions/0/sources/0/kind',
    (f) => (f.versions[0]!.sources[0]!['kind'] = 'robot'),
  ],
  [
    'stuckAfterMin of zero',
    'DOCUMENT_VALUE_WRONG',
    '/versions/0/process/0/stuckAfterMin',
    (f) => (f.versions[0]!.process[0]!['stuckAfterMin'] = 0),
  ],
  [
    'an outline of two corners',
    'DOCUMENT_VALUE_WRONG',
    '/versions/0/areas/0/zones/0/outline',
    (f) =>
      (f.versions[0]!.areas[0]!.zones[0]!['outline'] = [
        [0, 0],
        [1, 1],
      ]),
  ],
  [
    'a closed outline of two corners',
    'SITE_OUTLINE',
    '/versions/0/areas/0/zones/0/outline',
    (f) =>
      (f.versions[0]!.areas[0]!.zones[0]!['outline'] = [
        [0, 0],
        [1, 1],
        [0, 0],
      ]),
  ],
  [
    'an outline that crosses itself',
    'SITE_OUTLINE',
    '/versions/0/areas/0/zones/0/outline',
    (f) =>
      (f.versions[0]!.areas[0]!.zones[0]!['outline'] = [
        [0, 0],
        [9, 9],
        [9, 0],
        [0, 8],
      ]),
  ],
  [
    'an outline in a line',
    'SITE_OUTLINE',
    '/versions/0/areas/0/zones/0/outline',
    (f) =>
      (f.versions[0]!.areas[0]!.zones[0]!['outline'] = [
        [0, 0],
        [5, 0],
        [9, 0],
      ]),
  ],
  [
    'a range of normal that falls',
    'DOCUMENT_VALUE_WRONG',
    '/versions/0/areas/0/zones/0/normal/high',
    (f) => (f.versions[0]!.areas[0]!.zones[0]!['normal'] = { low: 9, high: 8 }),
  ],
  [
    'a person field that is no path',
    'DOCUMENT_VALUE_WRONG',
    '/versions/0/personFields/0',
    (f) => (f.versions[0]!['personFields'] = ['a//b']),
  ],
  [
    'a shift at 24:00',
    'DOCUMENT_VALUE_WRONG',
    '/versions/0/shifts/0/end',
    (f) => (f.versions[0]!['shifts'] = [{ id: 'n', name: 'N', start: '22:00', end: '24:00' }]),
  ],
  [
    'a feed of no kind',
    'DOCUMENT_VALUE_WRONG',
    '/versions/0/feeds/a~1b',
    (f) => (f.versions[0]!['feeds'] = { 'a/b': 'other' }),
  ],
  ['no version', 'DOCUMENT_VALUE_WRONG', '/versions', (f) => (f['versions'] = [])],
])('%s is refused with %s at %s', (_, code, at, change) => {
  const parsed = parseSiteFile(changed(change))
  expect(parsed.ok).toBe(false)
  if (parsed.ok) return
  expect(parsed.fault.map((fault) => `${fault.code} ${fault.at}`)).toContain(`${code} ${at}`)
  for (const fault of parsed.fault)
    expect(fault).toMatchObject({ got: expect.any(String), allowed: expect.any(String) })
})

test.each(['', 'null', '[]', '7', '{', '{"id":1,"id":2}'])('%j is refused and never thrown', (text) => {
  const parsed = parseSiteFile(text)
  expect(parsed.ok).toBe(false)
  if (!parsed.ok) expect(parsed.fault.length).toBeGreaterThan(0)
})

test('places are found by the exact identifier, then the longest wildcard, in any GS1 spelling', () => {
  const site = compileSite(exampleFile()).at(Date.UTC(2026, 5, 1))
  const idOf = (readPoint: string, bizLocation = '') => site.places[site.placeOf(readPoint, bizLocation)]?.id
  expect(idOf('https://dc-north.example/rp/door-1')).toBe('dock-1')
  expect(idOf('https://dc-north.example/rp/door-12')).toBe('docks')
  expect(idOf('urn:epc:id:sgln:4012345.00001.gate7')).toBe('receiving')
  expect(idOf('https://other.example/414/4012345000016/254/gate7')).toBe('receiving')
  expect(idOf('https://id.gs1.org/414/4012345000016')).toBe('receiving')
  expect(idOf('', 'urn:epc:id:sgln:4012345.00001.0')).toBe('receiving')
  expect(idOf('https://elsewhere.example/x', 'https://dc-north.example/rp/pack-3')).toBe('packing')
  expect(idOf('https://dc-north.example/rp/door-1', 'https://dc-north.example/rp/pack-3')).toBe('dock-1')
  expect(idOf('https://elsewhere.example/x')).toBe('unmapped')
  expect(idOf('', '')).toBe('unmapped')
  expect(idOf(placeIdentifier('dc-north', 'packing'))).toBe('packing')
})

test('whatever no source names is a hand scan, and a feed speaks only for events without a read point', () => {
  const site = compileSite(exampleFile()).at(Date.UTC(2026, 5, 1))
  const kindOf = (readPoint: string, feed = '') => sourceKinds[site.sourceOf(readPoint, feed)]
  expect(kindOf('https://dc-north.example/rp/door-1-portal')).toBe('machine')
  expect(kindOf('https://dc-north.example/rp/door-1')).toBe('hand')
  expect(kindOf('https://id.gs1.org/414/4098765000017/254/a')).toBe('partner')
  expect(kindOf('https://id.gs1.org/414/4098766000017')).toBe('hand')
  expect(kindOf('https://dc-north.example/rp/door-1', 'sorter-controller')).toBe('hand')
  expect(kindOf('', 'sorter-controller')).toBe('machine')
  expect(kindOf('', 'toString')).toBe('hand')
})

test('areas are parents of zones and the site is its own', () => {
  const { places, steps } = compileSite(exampleFile()).at(0)
  const parentOf = (id: string) => places[places.find((place) => place.id === id)!.parent]?.id
  expect(places.slice(0, 2).map((place) => place.kind)).toEqual(['unmapped', 'site'])
  expect([parentOf('dock-1'), parentOf('outbound'), parentOf('dc-north')]).toEqual(['outbound', 'dc-north', 'dc-north'])
  const packing = places.find((place) => place.id === 'packing')!
  expect(steps[packing.step! - 1]?.id).toBe('pack')
  expect(packing.outline?.at(-1)).toEqual(packing.outline?.[0])
})

test('steps show their words in the spelling of events', () => {
  const file = loose()
  file.versions[0]!.process[1]!['bizSteps'] = ['https://ref.gs1.org/cbv/BizStep-picking']
  const parsed = readSiteFile(file)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault))
  const site = compileSite(parsed.value).at(0)
  expect(site.steps[site.stepOf('picking') - 1]?.bizSteps).toEqual(['picking'])
})

test('places and steps keep their number when a later version adds, drops and renames', () => {
  const file = loose()
  const next = structuredClone(file.versions[0]!)
  next['validFrom'] = '2026-07-01T00:00:00+02:00'
  next.areas.unshift({ id: 'annex', name: 'Annex', zones: [{ id: 'returns', name: 'Returns', readPoints: [] }] })
  next.areas[2]!.zones = next.areas[2]!.zones.filter((zone) => zone['id'] !== 'docks')
  next.process.splice(1, 0, { id: 'store', name: 'Store', bizSteps: ['storing'], owner: 'inventory lead' })
  next.process[2]!['owner'] = 'tour lead'
  file.versions.push(next)
  const parsed = readSiteFile(file)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault))
  const compiled = compileSite(parsed.value)
  const [before, after] = [compiled.at(Date.UTC(2026, 5, 1)), compiled.at(Date.UTC(2026, 6, 2))]
  expect(after).not.toBe(before)
  expect(before.places.map((place) => place.id)).toEqual(after.places.map((place) => place.id))
  expect(before.steps.map((step) => step.id)).toEqual(['receive', 'store', 'pick', 'pack', 'load', 'depart'])
  expect(after.steps.map((step) => step.id)).toEqual(before.steps.map((step) => step.id))
  expect([before.stepOf('picking'), after.stepOf('picking')]).toEqual([3, 3])
  expect([before.steps[2]?.owner, after.steps[2]?.owner]).toEqual(['pick lead', 'tour lead'])
  expect([before.stepOf('storing'), after.stepOf('storing')]).toEqual([0, 2])
  expect(after.places.find((place) => place.id === 'docks')).toMatchObject({ closed: true })
  expect(before.places.find((place) => place.id === 'returns')).toMatchObject({ closed: true })
  expect(after.places[after.placeOf('https://dc-north.example/rp/door-12', '')]?.id).toBe('unmapped')
  expect(compiled.at(Date.UTC(1999, 0, 1))).toBe(before)
  expect(compiled.at(after.validFromMs)).toBe(after)
  expect(compiled.at(after.validFromMs - 1)).toBe(before)
})

test.each([
  ['urn:epc:id:sgln:4012345.*', 'https://id.gs1.org/414/4012345000016/254/a', true],
  ['urn:epc:id:sgln:4012345.0000*', 'https://id.gs1.org/414/4012345000016', true],
  ['urn:epc:id:sgln:4012345.00001*', 'https://id.gs1.org/414/4012345000016', true],
  ['urn:epc:id:sgln:4012345.00001.do*', 'https://id.gs1.org/414/4012345000016/254/door', true],
  ['urn:epc:id:sgln:4012345.00001.do*', 'https://id.gs1.org/414/4012345000016', false],
  ['https://own.example/414/4012345*', 'https://id.gs1.org/414/4012345000016', true],
  ['https://own.example/414/4012345000016*', 'https://id.gs1.org/414/4012345000016/254/a', true],
  ['https://own.example/414/4012345000016/254/*', 'https://id.gs1.org/414/4012345000016', true],
  ['https://own.example/414/4012345000016/254/a*', 'https://id.gs1.org/414/4012345000016/254/b', false],
  ['https://own.example/rp/*', 'https://own.example/rp/a', true],
  ['https://own.example/rp/*', 'https://own.example/rq/a', false],
  ['urn:example:rp:*', 'urn:example:rp:1', true],
  ['*', 'urn:example:rp:1', true],
])('%s and %s: a match is %s', (pattern, readPoint, matches) => {
  const site = compileSite(withZone(pattern)).at(0)
  expect(site.placeOf(readPoint, '') !== 0).toBe(matches)
})

test('the longest of several wildcards wins, whatever their order', () => {
  for (const patterns of [
    ['x:*', 'x:rp:*', 'x:rp:dock-*'],
    ['x:rp:dock-*', 'x:*', 'x:rp:*'],
  ]) {
    const site = compileSite(withZone(...patterns)).at(0)
    const patternOf = (readPoint: string) => patterns[Number(site.places[site.placeOf(readPoint, '')]?.id.slice(1))]
    expect(['x:rp:dock-1', 'x:rp:a', 'x:a'].map(patternOf)).toEqual(['x:rp:dock-*', 'x:rp:*', 'x:*'])
  }
})

function withZone(...patterns: string[]): SiteFile {
  const areas = [
    { id: 'a', name: 'A', zones: patterns.map((pattern, i) => ({ id: `z${i}`, name: 'Z', readPoints: [pattern] })) },
  ]
  const site = defaultSite('s')
  return { ...site, versions: [{ ...site.versions[0]!, areas }] }
}
