import { expect, test } from 'vitest'
import { capXml } from './feeds/cap-xml.ts'
import { type Parsed, parsePayload } from './parse.ts'

const head = `<identifier>x-7</identifier><sender>a@b.example</sender><sent>2026-01-05T06:00:00+01:00</sent>`
const open = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${head}<status>Actual</status>`

interface Info {
  readonly language?: string
  readonly event?: string
  readonly severity?: string
  readonly area?: string
}

const info = ({ language = 'en', event = 'Wind Warning', severity = 'Severe', area = '' }: Info = {}): string =>
  `<info><language>${language}</language><category>Met</category><category>Safety</category><event>${event}</event>
   <urgency>Expected</urgency><severity>${severity}</severity><certainty>Likely</certainty>
   <onset>2026-01-05T12:00:00+01:00</onset><expires>2026-01-06T00:00:00+01:00</expires>
   <headline>Head</headline><description>Why</description><instruction>Close the doors</instruction>
   <area><areaDesc>Somewhere (${language})</areaDesc>${area}</area></info>`

function read(inside: string, msgType = 'Alert', scope = 'Public'): Promise<Parsed> {
  const text = `${open}<msgType>${msgType}</msgType><scope>${scope}</scope>${inside}</alert>`
  return parsePayload(capXml, new TextEncoder().encode(text), { nowMs: 0, denies: () => undefined })
}

test('blocks that differ in language alone are one hazard with several texts', async () => {
  const code = '<geocode><valueName>EMMA_ID</valueName><value>BE004</value></geocode>'
  const { hazards } = await read(info({ area: code }) + info({ language: 'fr', event: 'Vent', area: code }))
  expect(hazards).toHaveLength(1)
  expect(hazards[0]?.texts.map(({ language, event }) => [language, event])).toEqual([
    ['en', 'Wind Warning'],
    ['fr', 'Vent'],
  ])
  expect(hazards[0]).toMatchObject({
    id: 'cap-xml/x-7',
    kind: 'storm',
    category: 'Met',
    onsetMs: Date.UTC(2026, 0, 5, 11),
    expiresMs: Date.UTC(2026, 0, 5, 23),
    area: { codes: [{ scheme: 'EMMA_ID', code: 'BE004' }], geometry: null },
  })
})

test('blocks of another degree are hazards of their own', async () => {
  const { hazards } = await read(info() + info({ severity: 'Moderate' }))
  expect(hazards.map(({ id, severity }) => [id, severity])).toEqual([
    ['cap-xml/x-7', 'Severe'],
    ['cap-xml/x-7#2', 'Moderate'],
  ])
})

test('polygons are read latitude first, and several are one area', async () => {
  const polygon = (south: number) => `<polygon>${south},4 ${south},5 ${south + 1},5 ${south},4</polygon>`
  const { hazards } = await read(info({ area: polygon(50) + polygon(52) }))
  expect(hazards[0]?.area.geometry).toEqual({
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [4, 50],
          [5, 50],
          [5, 51],
          [4, 50],
        ],
      ],
      [
        [
          [4, 52],
          [5, 52],
          [5, 53],
          [4, 52],
        ],
      ],
    ],
  })
})

test('a circle is its centre and radius, also where a polygon stands beside it', async () => {
  const one = await read(info({ area: '<circle>50.5,4.5 12.5</circle>' }))
  expect(one.hazards[0]?.area).toMatchObject({ geometry: { type: 'Point', coordinates: [4.5, 50.5] }, radiusKm: 12.5 })
  const both = await read(info({ area: '<circle>50,4 111.2</circle><polygon>1,1 1,2 2,2 1,1</polygon>' }))
  const geometry = both.hazards[0]?.area.geometry
  if (geometry?.type !== 'MultiPolygon') throw new Error('no two polygons')
  const north = Math.max(...geometry.coordinates[1]![0]!.map(([, latitude]) => latitude))
  expect(north).toBeCloseTo(51, 2)
  expect((await read(info({ area: '<circle>50,4</circle>' }))).bad).toHaveLength(1)
})

test('a cancellation names what it cancels, and needs no block', async () => {
  const { hazards } = await read('<references>a@b.example,x-6,2026-01-05T05:00:00+01:00</references>', 'Cancel')
  expect(hazards[0]).toMatchObject({ msgType: 'Cancel', references: ['cap-xml/x-6'] })
})

test('what is not for the public is refused, and an envelope that names no one is broken', async () => {
  expect((await read(info(), 'Alert', 'Restricted')).refused).toHaveLength(1)
  expect((await read(info(), 'Whatever')).bad[0]).toMatchObject({ code: 'FEED_RECORD', at: '/msgType' })
})

test('an empty degree is unknown and the hazard stands', async () => {
  expect((await read(info({ severity: '' }))).hazards[0]?.severity).toBe('Unknown')
})

test('of an event that may be about what people do, place, time and instruction stay', async () => {
  const { hazards } = await read(info({ event: 'Civil Emergency Message' }))
  expect(hazards[0]?.texts[0]).toEqual({
    language: 'en',
    event: 'Civil Emergency Message',
    headline: null,
    description: null,
    instruction: 'Close the doors',
  })
})

test('a document type is refused before anything of it is read', async () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;">]>'
  const bytes = new TextEncoder().encode(`<?xml version="1.0"?>${bomb}${open}</alert>`)
  await expect(parsePayload(capXml, bytes, { nowMs: 0, denies: () => undefined })).rejects.toMatchObject({
    fault: { code: 'FEED_PAYLOAD', got: 'a document type' },
  })
})
