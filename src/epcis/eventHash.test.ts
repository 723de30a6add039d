import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalText, eventHash, type JsonObject, type JsonValue, preHash } from './eventHash.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())
const namespaces: Readonly<Record<string, string>> = {
  ext: 'https://acme.example/ns/',
  more: 'https://acme.example/more#',
  cbvmda: 'urn:epcglobal:cbv:mda:',
}
const resolve = (prefix: string): string | undefined => namespaces[prefix]

const packing: JsonObject = {
  type: 'AggregationEvent',
  eventID: 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
  recordTime: '2026-03-02T10:00:00Z',
  eventTime: '2026-03-02T09:30:00.1235+01:00',
  eventTimeZoneOffset: '+01:00',
  parentID: 'urn:epc:id:sscc:0614141.1234567890',
  childEPCs: ['urn:epc:id:sgtin:0614141.107346.2018', 'https://brand.example/01/10614141073464/21/2017?x=1'],
  childQuantityList: [
    { epcClass: 'urn:epc:class:lgtin:4012345.012345.998877', quantity: 200.5, uom: 'KGM' },
    { epcClass: 'urn:epc:idpat:sgtin:4012345.098765.*', quantity: 10.0 },
  ],
  action: 'ADD',
  bizStep: 'packing',
  disposition: 'urn:epcglobal:cbv:disp:in_progress',
  persistentDisposition: { unset: ['completeness_inferred'], set: ['cbv:Disp-completeness_verified'] },
  readPoint: { id: 'urn:epc:id:sgln:0614141.12345.400', 'ext:lane': '7' },
  bizLocation: { id: 'urn:epc:id:sgln:0614141.12345.0' },
  bizTransactionList: [{ type: 'po', bizTransaction: 'https://acme.example/po/1' }, { bizTransaction: 'urn:acme:x' }],
  sourceList: [{ type: 'possessing_party', source: 'urn:epc:id:pgln:4012345.00225' }],
  destinationList: [{ type: 'location', destination: 'urn:epc:id:sgln:0614141.00777.0' }],
  sensorElementList: [
    {
      sensorMetadata: { time: '2026-03-02T08:00:00Z', deviceID: 'urn:epc:id:giai:4000001.111', 'ext:probe': 'b' },
      sensorReport: [
        { type: 'gs1:Temperature', value: 26.0, uom: 'CEL', sDev: 0.1 },
        { type: 'AbsoluteHumidity', value: 12.1, uom: 'A93', component: 'x', 'ext:note': 'wet' },
      ],
    },
  ],
  ilmd: { 'cbvmda:lotNumber': 'L1', 'ext:weight': '3.50' },
  'ext:list': ['b', 2, true, { 'more:deep': 'z' }],
  'more:text': ' trimmed ',
}

/** Written by hand from the rules, not by the code. */
const packingText = [
  'eventType=AggregationEvent',
  'eventTime=2026-03-02T08:30:00.124Z',
  'eventTimeZoneOffset=+01:00',
  'parentID=https://id.gs1.org/00/106141412345678908',
  'childEPCs',
  'epc=https://id.gs1.org/01/10614141073464/21/2017',
  'epc=https://id.gs1.org/01/10614141073464/21/2018',
  'childQuantityList',
  'quantityElementepcClass=https://id.gs1.org/01/04012345123456/10/998877quantity=200.5uom=KGM',
  'quantityElementepcClass=https://id.gs1.org/01/04012345987652quantity=10',
  'action=ADD',
  'bizStep=https://ref.gs1.org/cbv/BizStep-packing',
  'disposition=https://ref.gs1.org/cbv/Disp-in_progress',
  'persistentDisposition',
  'set=https://ref.gs1.org/cbv/Disp-completeness_verified',
  'unset=https://ref.gs1.org/cbv/Disp-completeness_inferred',
  'readPointid=https://id.gs1.org/414/0614141123452/254/400',
  'bizLocationid=https://id.gs1.org/414/0614141123452',
  'bizTransactionList',
  'bizTransaction=urn:acme:x',
  'type=https://ref.gs1.org/cbv/BTT-pobizTransaction=https://acme.example/po/1',
  'sourceListtype=https://ref.gs1.org/cbv/SDT-possessing_partysource=https://id.gs1.org/417/4012345002256',
  'destinationListtype=https://ref.gs1.org/cbv/SDT-locationdestination=https://id.gs1.org/414/0614141007776',
  'sensorElement',
  'sensorMetadatatime=2026-03-02T08:00:00.000ZdeviceID=https://id.gs1.org/8004/4000001111',
  'sensorReporttype=https://gs1.org/voc/AbsoluteHumidityvalue=12.1component=https://ref.gs1.org/cbv/Comp-xuom=A93',
  'sensorReporttype=https://gs1.org/voc/Temperaturevalue=26sDev=0.1uom=CEL',
  'ilmd',
  '{https://acme.example/ns/}weight=3.5',
  '{urn:epcglobal:cbv:mda}lotNumber=L1',
  'readPoint{https://acme.example/ns/}lane=7',
  'sensorElementsensorMetadata{https://acme.example/ns/}probe=bsensorReport{https://acme.example/ns/}note=wet',
  '{https://acme.example/more#}text=trimmed',
  '{https://acme.example/ns/}list=2',
  '{https://acme.example/ns/}list=b',
  '{https://acme.example/ns/}list=true',
  '{https://acme.example/ns/}list{https://acme.example/more#}deep=z',
].join('')

test('the string before the hash is what the rules of CBV 2.0 make of an event', () => {
  expect(preHash(packing, resolve)).toBe(packingText)
})

test('the id is the SHA-256 of that string in ni form', () => {
  const hex = createHash('sha256').update(packingText).digest('hex')
  expect(eventHash(packing, resolve, sha256)).toBe(`ni:///sha-256;${hex}?ver=CBV2.0`)
})

/** All lists of an event are sets to the hash; members have no order. */
function shuffled(value: JsonValue, swap: (count: number) => boolean): JsonValue {
  if (Array.isArray(value)) {
    const out = value.map((one) => shuffled(one, swap))
    return swap(out.length) ? out.reverse() : out
  }
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([name, one]) => [name, shuffled(one as JsonValue, swap)] as const)
  return Object.fromEntries(swap(members.length) ? members.reverse() : members)
}

test('order of members and lists, prefixes, and what came later do not change the id', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }), (coins) => {
      let at = 0
      const event = shuffled(packing, () => coins[at++ % coins.length]!) as JsonObject
      const later = {
        ...event,
        eventID: 'urn:uuid:1',
        recordTime: '2030-01-01T00:00:00Z',
        errorDeclaration: { declarationTime: 'x' },
      }
      expect(preHash(later, resolve)).toBe(packingText)
    }),
    { seed: 20261121 },
  )
  const renamed = JSON.parse(JSON.stringify(packing).replaceAll('"ext:', '"e:').replaceAll('"more:', '"m:'))
  expect(preHash(renamed, (prefix) => namespaces[{ e: 'ext', m: 'more' }[prefix] ?? prefix])).toBe(packingText)
})

test('a change of any value changes the id', () => {
  const text = JSON.stringify(packing)
  const whole = eventHash(packing, resolve, sha256)
  for (const [from, to] of [
    ['2018', '2019'],
    ['200.5', '200.4'],
    ['ADD', 'DELETE'],
    ['KGM', 'GRM'],
    ['"b"', '"c"'],
    ['wet', 'dry'],
    ['"value":26', '"value":27'],
  ] as const) {
    expect(text).toContain(from)
    expect(eventHash(JSON.parse(text.replace(from, to)), resolve, sha256), from).not.toBe(whole)
  }
})

test('times round half up at the fourth decimal and carry over', () => {
  const at = (eventTime: string): string =>
    preHash({ type: 'ObjectEvent', eventTime }, resolve).slice('eventType=ObjectEventeventTime='.length)
  expect(at('2023-02-02T11:04:03.1415Z')).toBe('2023-02-02T11:04:03.142Z')
  expect(at('2023-02-02T11:04:03.14149Z')).toBe('2023-02-02T11:04:03.141Z')
  expect(at('2023-12-31T23:59:59.9996Z')).toBe('2024-01-01T00:00:00.000Z')
  expect(at('2023-02-02T11:04:03-06:00')).toBe('2023-02-02T17:04:03.000Z')
})

test.each([
  [0, '0'],
  [-0, '0'],
  [26.0, '26'],
  [0.1, '0.1'],
  [1e21, '1000000000000000000000'],
  [1.5e-7, '0.00000015'],
  [-1.25e22, '-12500000000000000000000'],
])('the number %d is written %s', (value, text) => {
  expect(decimalText(value)).toBe(text)
  expect(Number(decimalText(value)) + 0).toBe(value + 0)
})

const standards = new URL('../../../shared/standards/epcis/', import.meta.url)
if (!existsSync(standards)) console.log('skipped: the EPCIS examples are not beside this checkout')

describe.skipIf(!existsSync(standards))('beside the examples of the standard', () => {
  test('the event with the identical hash id is the same with its URNs as links, words bare and numbers as XML text', () => {
    const text = readFileSync(new URL('XML/WithEventHashID/event_with_identical_hash_id_7.json', standards), 'utf8')
    const event = (JSON.parse(text) as { epcisBody: { eventList: JsonObject[] } }).epcisBody.eventList[0]!
    const spaces = (prefix: string): string | undefined => (prefix === 'ext1' ? 'http://example.com/ext1' : undefined)
    const whole = eventHash(event, spaces, sha256)
    const other = JSON.stringify(event)
      .replaceAll('urn:epcglobal:cbv:bizstep:', 'https://ref.gs1.org/cbv/BizStep-')
      .replaceAll('urn:epcglobal:cbv:disp:', '')
      .replaceAll('urn:epcglobal:cbv:sdt:', 'cbv:SDT-')
      .replaceAll('urn:epc:id:pgln:4012345.00225', 'https://brand.example/party/4012345002256')
      .replaceAll('urn:epc:id:sgtin:0614141.107346.2018', 'https://id.gs1.org/01/10614141073464/10/L/21/2018')
      .replaceAll('"gs1:Temperature"', '"Temperature"')
      .replaceAll(/:(\d+(?:\.\d+)?)([,}])/g, ':"$1"$2')
      .replaceAll('"ext1:float":"20"', '"ext1:float":"20.00"')
    expect(eventHash(JSON.parse(other) as JsonObject, spaces, sha256)).toBe(whole)
  })

  test('the ni ids printed in the examples come from drafts: one that can be told is the hash of unresolved URNs', () => {
    const text = readFileSync(new URL('JSON/AssociationEvent/AssociationEvent-a.jsonld', standards), 'utf8')
    const event = (JSON.parse(text) as { epcisBody: { eventList: JsonObject[] } }).epcisBody.eventList[0]!
    const draft = preHash(event, resolve)
      .replace('https://id.gs1.org/8003/04012345555554987', 'urn:epc:id:grai:4012345.55555.987')
      .replace('https://id.gs1.org/8004/400000112345', 'urn:epc:id:giai:4000001.12345')
      .replace('https://id.gs1.org/414/4012345000016', 'urn:epc:id:sgln:4012345.00001.0')
      .replace('https://ref.gs1.org/cbv/BizStep-', 'urn:epcglobal:cbv:bizstep:')
    const hex = createHash('sha256').update(draft).digest('hex')
    expect(event['eventID']).toBe(`ni:///sha-256;${hex}?ver=CBV2.0`)
    expect(event['eventID']).not.toBe(eventHash(event, resolve, sha256))
  })

  test('every example event has an id, and different events have different ones', () => {
    const seen = new Map<string, string>()
    const names = readdirSync(new URL('JSON/', standards), { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.jsonld'))
    expect(names.length).toBeGreaterThan(40)
    for (const name of names) {
      const document = JSON.parse(readFileSync(new URL(`JSON/${name}`, standards), 'utf8')) as {
        epcisBody?: { eventList?: JsonObject[] }
      }
      for (const event of document.epcisBody?.eventList ?? []) {
        const before = preHash(event, resolve)
        expect(before).not.toContain('undefined')
        expect(before).not.toContain('[object')
        const id = eventHash(event, resolve, sha256)
        expect(id).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/)
        expect(seen.get(id) ?? before).toBe(before)
        seen.set(id, before)
      }
    }
  })
})
