import { describe, expect, test } from 'vitest'
import { eventFlags, refRoles } from '../model/index.ts'
import { personNames } from './person.ts'
import { aDocument, anEvent, type Scanned, scanAll } from './scan.testkit.ts'
import type { ScanOptions } from './scanTypes.ts'

const gsrn = 'urn:epc:id:gsrn:9521321.0000010253'
const gsrnLink = 'https://id.gs1.org/8018/952132100000102539'

function scanOne(members: Record<string, unknown>, options: Partial<ScanOptions> = {}): Scanned {
  return scanAll(aDocument([anEvent(members)]), options)
}

function stored(members: Record<string, unknown>, options: Partial<ScanOptions> = {}): Record<string, unknown> {
  return JSON.parse(scanOne(members, options).texts[0]!) as Record<string, unknown>
}

describe('what is removed by default', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['an extension named for a person', { 'ex:operator': 'Zoë', 'ex:lane': 4 }, { 'ex:lane': 4 }],
    ['in any namespace, spelling and depth', { 'ex:a': [{ 'other:Badge_ID': 1 }, 2] }, { 'ex:a': [{}, 2] }],
    [
      'also where a bare name stands inside an extension',
      { 'ex:a': { user: { name: 'Zoë' }, at: 1 } },
      { 'ex:a': { at: 1 } },
    ],
    ['a person among objects', { epcList: [gsrn, 'urn:x:1'] }, { epcList: ['urn:x:1'] }],
    ['a person as source', { sourceList: [{ type: 'possessing_party', source: gsrnLink }] }, { sourceList: [] }],
    [
      'a person as document',
      { bizTransactionList: [{ bizTransaction: gsrn }, { bizTransaction: 'urn:x:1' }] },
      { bizTransactionList: [{ bizTransaction: 'urn:x:1' }] },
    ],
    ['a person as read point', { readPoint: { id: gsrn } }, { readPoint: undefined }],
    [
      'a person in an extension of any name',
      { 'ex:a': { 'ex:b': gsrnLink, 'ex:c': [gsrn, 'x'] } },
      { 'ex:a': { 'ex:c': ['x'] } },
    ],
    [
      'the device of a sensor',
      {
        sensorElementList: [
          {
            sensorMetadata: { deviceID: 'urn:d:1', bizRules: 'urn:r:1' },
            sensorReport: [{ type: 'Temperature', deviceMetadata: 'urn:d:1', value: 1.5 }],
          },
        ],
      },
      {
        sensorElementList: [
          { sensorMetadata: { bizRules: 'urn:r:1' }, sensorReport: [{ type: 'Temperature', value: 1.5 }] },
        ],
      },
    ],
    [
      'a person in master data of the object',
      { action: 'ADD', ilmd: { 'ex:pickedBy': 'Zoë', 'ex:lot': 1 } },
      { action: 'ADD', ilmd: { 'ex:lot': 1 } },
    ],
  ])('%s', (_, members, left) => {
    const result = scanOne(members)
    expect(result.fault).toBeUndefined()
    expect(JSON.parse(result.texts[0]!)).toEqual(JSON.parse(JSON.stringify(anEvent(left))))
    expect(result.outputs[0]!.batch.flags[0]! & eventFlags.personRemoved).toBe(eventFlags.personRemoved)
  })

  test('every name of the list, whatever its case', () => {
    for (const name of personNames) {
      expect(stored({ [`ex:${name.toUpperCase()}`]: 1 })).toEqual(anEvent())
    }
    expect(stored({ 'ex:operation': 1 })).toHaveProperty('ex:operation')
  })

  test('the only member of several, in any order', () => {
    for (const order of [
      ['ex:badge', 'type'],
      ['type', 'ex:badge'],
    ]) {
      const event = anEvent({ 'ex:badge': 1 })
      const { texts } = scanAll(
        Object.fromEntries([...order, ...Object.keys(event)].map((name) => [name, event[name]])),
      )
      expect(JSON.parse(texts[0]!)).toEqual(anEvent())
    }
  })
})

test('what the person field held is in nothing that leaves the scan', () => {
  const { outputs } = scanOne({ 'ex:operator': 'Zoe-4711', epcList: [gsrn, 'urn:x:1'] })
  const { batch } = outputs[0]!
  const all = new TextDecoder().decode(batch.raw) + batch.words.join() + batch.contexts.join()
  expect(all).not.toContain('Zoe-4711')
  expect(all).not.toContain('gsrn')
  expect([...batch.refRole].map((role) => refRoles[role])).toEqual(['epc'])
  const without = scanOne({ epcList: ['urn:x:1'] }).outputs[0]!.batch
  expect(batch.refHash).toEqual(without.refHash)
  expect(batch.contentHash).toEqual(without.contentHash)
})

test.each<[string, Record<string, unknown>]>([
  ['a word', { bizStep: gsrnLink, disposition: gsrn }],
  ['an eventID', { eventID: gsrnLink }],
  ['a certificate', { certificationInfo: [gsrn, 'https://example.com/c'] }],
  ['a kind of transaction', { bizTransactionList: [{ type: gsrn, bizTransaction: 'urn:x:1' }] }],
  [
    'a corrective event',
    { errorDeclaration: { declarationTime: '2026-03-29T09:30:00Z', reason: gsrn, correctiveEventIDs: [gsrnLink] } },
  ],
  [
    'what a sensor says',
    {
      sensorElementList: [
        {
          sensorMetadata: { rawData: gsrn, bizRules: gsrnLink },
          sensorReport: [{ type: 'Temperature', uriValue: gsrn, stringValue: gsrnLink }],
        },
      ],
    },
  ],
  ['the name of an extension', { [gsrnLink]: 1, 'ex:a': { [gsrn]: 1 } }],
  ['the value of a name that ends in a separator', { 'https://example.com/operator#': '0000010253' }],
  ['a keyword of a read point', { readPoint: { id: 'urn:x:1', '@x': { 'ex:operator': gsrn }, '@user': '0000010253' } }],
])('a person as %s is removed as well', (_, members) => {
  const { texts, outputs } = scanOne(members)
  expect(texts).toHaveLength(1)
  expect(JSON.stringify([texts, outputs.map(({ batch }) => [batch.words, batch.contexts])])).not.toContain('0000010253')
  expect(outputs[0]!.batch.flags[0]! & eventFlags.personRemoved).not.toBe(0)
})

test('an event about nobody but a person is refused', () => {
  const aggregation = {
    type: 'AggregationEvent',
    action: 'ADD',
    epcList: undefined,
    parentID: gsrn,
    childEPCs: ['urn:x:1'],
  }
  for (const members of [
    { epcList: [gsrn] },
    aggregation,
    { ...aggregation, parentID: 'urn:x:2', childEPCs: [gsrnLink] },
  ]) {
    expect(scanOne(members).rejects).toEqual([
      { row: 0, fault: { code: 'PERSON_ONLY_EVENT', at: '/epcisBody/eventList/0', row: 0 } },
    ])
  }
})

test('a contributor is one number a person, whatever else is said, and needs the key of the memory', () => {
  const of = (members: Record<string, unknown>, options: Partial<ScanOptions> = {}) =>
    scanOne(members, options).outputs[0]!.batch.contributor[0]!
  const zoe = of({ 'ex:operator': 'Zoë' })
  expect(zoe).not.toBe(0)
  expect(of({ 'ex:operator': 'Zoë', 'ex:badge': 7, epcList: [gsrn, 'urn:x:1'] })).toBe(zoe)
  expect(of({ 'ex:badge': 7, 'ex:a': { 'ex:operator': 'Zoë' } })).toBe(zoe)
  expect(of({ 'ex:operator': 'Ann' })).not.toBe(zoe)
  expect(of({ 'ex:operator': 'Zoë' }, { contributorKey: [9, 9, 9, 9] })).not.toBe(zoe)
  expect(of({})).toBe(0)
  expect(of({ sensorElementList: [{ sensorReport: [{ type: 'Temperature', deviceID: 'urn:d:1' }] }] })).toBe(0)
})

test('a site names further person fields, by namespace, path and array', () => {
  const personFields = [
    '{https://example.com/ns/}handset',
    '{https://example.com/ns/}crew/*/{https://example.com/ns/}id',
    'bizLocation',
  ]
  const members = {
    'alias:handset': 'H-17',
    'ex:crew': [{ 'ex:id': 1, 'ex:role': 'a' }, { 'ex:id': 2 }],
    bizLocation: { id: 'urn:x:1' },
    'ex:a': { 'ex:handset': 'stays' },
  }
  const event = anEvent(members)
  const { texts, outputs } = scanAll(aDocument([event], { alias: 'https://example.com/ns/' }), { personFields })
  expect(JSON.parse(texts[0]!)).toEqual(
    anEvent({ 'ex:crew': [{ 'ex:role': 'a' }, {}], 'ex:a': { 'ex:handset': 'stays' } }),
  )
  expect(outputs[0]!.batch.contributor[0]).not.toBe(0)
  expect(scanAll(aDocument([anEvent()]), { personFields: ['epcList'] }).fault?.code).toBe('PERSON_ONLY_EVENT')
})

test('an id that is the hash of a text with a person in it is replaced and reported', () => {
  const from = `ni:///sha-256;${'ab'.repeat(32)}?ver=CBV2.0`
  const { replacedIds, texts, outputs } = scanOne({ eventID: from, 'ex:operator': 'Zoë' })
  const plain = scanOne({ eventID: undefined })
  const { eventID } = JSON.parse(texts[0]!) as { eventID: string }
  expect(replacedIds).toEqual([{ row: 0, from, to: eventID }])
  expect(eventID).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/)
  expect(outputs[0]!.batch.idHash).toEqual(plain.outputs[0]!.batch.idHash)
  expect(outputs[0]!.batch.flags[0]! & eventFlags.idReplaced).toBe(eventFlags.idReplaced)
  expect(scanOne({ eventID: from }).replacedIds).toEqual([])
  expect(scanOne({ 'ex:operator': 'Zoë' }).replacedIds).toEqual([])
})
