import { describe, expect, test } from 'vitest'
import { faults } from '../base/index.ts'
import { refRoles } from '../model/index.ts'
import { aDocument, anEvent, scanAll } from './scan.testkit.ts'
import { role } from './validateLists.ts'

const report = { type: 'Temperature', value: 4.1, uom: 'CEL' }
const bare = { epcList: undefined, action: undefined, bizStep: undefined, disposition: undefined }
const sgtin = 'https://id.gs1.org/01/09521321000018/21/2'
const sscc = 'https://id.gs1.org/00/095213210000000012'
const lot = { epcClass: 'https://id.gs1.org/01/09521321000018/10/L1', quantity: 3 }
const aggregation = { ...bare, type: 'AggregationEvent', action: 'ADD', parentID: sscc, childEPCs: [sgtin] }
const transaction = {
  ...bare,
  type: 'TransactionEvent',
  action: 'ADD',
  epcList: [sgtin],
  bizTransactionList: [{ bizTransaction: 'urn:x:1' }],
}
const transformation = { ...bare, type: 'TransformationEvent', inputEPCList: [sgtin], outputQuantityList: [lot] }
const association = { ...aggregation, type: 'AssociationEvent' }

describe('accepted', () => {
  test.each<[string, Record<string, unknown>]>([
    ['an empty epcList', { epcList: [] }],
    ['quantities alone', { epcList: undefined, quantityList: [lot] }],
    ['sensor readings of a place', { epcList: undefined, sensorElementList: [{ sensorReport: [report] }] }],
    ['ilmd where objects come into being', { action: 'ADD', ilmd: { 'cbvmda:lotNumber': 'A', 'ex:b': { id: 1 } } }],
    ['an aggregation', aggregation],
    ['an aggregation observed without its parent', { ...aggregation, action: 'OBSERVE', parentID: undefined }],
    ['a container emptied without naming its contents', { ...aggregation, action: 'DELETE', childEPCs: undefined }],
    ['an association', association],
    ['a business transaction', transaction],
    ['a business transaction that ends', { ...transaction, action: 'DELETE', epcList: undefined }],
    ['a transformation', transformation],
    [
      'one side of a transformation with an id',
      { ...transformation, inputEPCList: undefined, transformationID: 'urn:uuid:1' },
    ],
    ['a persistent disposition', { persistentDisposition: { set: ['damaged'], unset: ['urn:x:disp:odd'] } }],
    ['certificates', { certificationInfo: ['https://example.com/c/1', 'urn:c:2'] }],
    [
      'words as URN, CURIE and web URI',
      { bizStep: 'urn:epcglobal:cbv:bizstep:packing', disposition: 'cbv:Disp-damaged' },
    ],
    ['words of another vocabulary', { bizStep: 'https://example.com/steps/wrapping' }],
    ['an extension of any type', { 'ex:a': null, 'ex:b': [{ 'ex:c': 1 }], 'https://other.example.com/d': true }],
    ['a leap day and microseconds', { eventTime: '2024-02-29T23:59:59.123456-05:30' }],
    [
      'a declaration of error',
      { errorDeclaration: { declarationTime: '2026-03-30T00:00:00Z', reason: 'did_not_occur', 'ex:by': 1 } },
    ],
    ['recordTime of the client', { recordTime: '2026-03-30T00:00:00Z' }],
  ])('%s', (_, members) => {
    expect(scanAll(aDocument([anEvent(members)])).fault).toBeUndefined()
  })
})

describe('refused', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ['no type', { type: undefined }, 'MEMBER_MISSING', '/type'],
    ['a type of one’s own', { type: 'ex:CountEvent' }, 'EVENT_TYPE_UNKNOWN', '/type'],
    ['a type that is a number', { type: 1 }, 'TYPE_WRONG', '/type'],
    ['no time', { eventTime: undefined }, 'MEMBER_MISSING', '/eventTime'],
    ['a time without offset', { eventTime: '2026-03-29T08:30:00' }, 'TIME_WRONG', '/eventTime'],
    ['a day that no calendar has', { eventTime: '2026-02-29T08:30:00Z' }, 'TIME_WRONG', '/eventTime'],
    ['an hour that no day has', { eventTime: '2026-02-28T24:00:00Z' }, 'TIME_WRONG', '/eventTime'],
    ['no offset', { eventTimeZoneOffset: undefined }, 'MEMBER_MISSING', '/eventTimeZoneOffset'],
    ['Z for an offset', { eventTimeZoneOffset: 'Z' }, 'OFFSET_WRONG', '/eventTimeZoneOffset'],
    ['an offset beyond the date line', { eventTimeZoneOffset: '+14:01' }, 'OFFSET_WRONG', '/eventTimeZoneOffset'],
    ['a recordTime that is none', { recordTime: 'now' }, 'TIME_WRONG', '/recordTime'],
    ['no action', { action: undefined }, 'MEMBER_MISSING', '/action'],
    ['a word that CBV does not have', { bizStep: 'wrapping' }, 'WORD_UNKNOWN', '/bizStep'],
    [
      'a disposition of its own in GS1’s namespace',
      { disposition: 'https://ref.gs1.org/cbv/Disp-odd' },
      'WORD_UNKNOWN',
      '/disposition',
    ],
    ['an EPC with a space', { epcList: [sgtin, 'urn:epc:id:sgtin:1 2'] }, 'URI_WRONG', '/epcList/1'],
    ['an EPC without a scheme', { epcList: ['1234'] }, 'URI_WRONG', '/epcList/0'],
    ['an EPC with half an escape', { epcList: ['https://a.example/%2'] }, 'URI_WRONG', '/epcList/0'],
    ['an EPC that is a number', { epcList: [7] }, 'TYPE_WRONG', '/epcList/0'],
    ['the same object twice', { epcList: [sgtin, sgtin] }, 'ITEM_TWICE', '/epcList'],
    [
      'the same object twice in two spellings',
      { epcList: [sgtin, 'urn:epc:id:sgtin:9521321.000001.2'] },
      'ITEM_TWICE',
      '/epcList',
    ],
    [
      'the same object twice among many',
      { epcList: [...Array.from({ length: 40 }, (_, i) => `urn:x:${i}`), 'urn:x:7'] },
      'ITEM_TWICE',
      '/epcList',
    ],
    ['epcList as text', { epcList: sgtin }, 'TYPE_WRONG', '/epcList'],
    ['nothing that it is about', { epcList: undefined }, 'NOTHING_SAID', ''],
    [
      'sensor readings of nowhere',
      { epcList: undefined, readPoint: undefined, sensorElementList: [{ sensorReport: [report] }] },
      'NOTHING_SAID',
      '',
    ],
    ['a quantity without class', { quantityList: [{ quantity: 1 }] }, 'MEMBER_MISSING', '/quantityList/0/epcClass'],
    ['a quantity as text', { quantityList: [{ ...lot, quantity: '3' }] }, 'TYPE_WRONG', '/quantityList/0/quantity'],
    ['a unit in small letters', { quantityList: [{ ...lot, uom: 'kg' }] }, 'VALUE_WRONG', '/quantityList/0/uom'],
    [
      'an extension inside a quantity',
      { quantityList: [{ ...lot, 'ex:a': 1 }] },
      'MEMBER_UNKNOWN',
      '/quantityList/0/ex:a',
    ],
    ['ilmd where nothing comes into being', { ilmd: {} }, 'ILMD_NOT_ALLOWED', '/ilmd'],
    ['a bare name in ilmd', { action: 'ADD', ilmd: { lot: 1 } }, 'MEMBER_UNKNOWN', '/ilmd/lot'],
    ['a member of another type of event', { childEPCs: [sgtin] }, 'MEMBER_UNKNOWN', '/childEPCs'],
    ['a bare name', { operator: 'x' }, 'MEMBER_UNKNOWN', '/operator'],
    ['a name with a slash', { 'a/b~c': 'x' }, 'MEMBER_UNKNOWN', '/a~1b~0c'],
    ['a read point without id', { readPoint: {} }, 'MEMBER_MISSING', '/readPoint/id'],
    ['a read point as text', { readPoint: 'https://id.gs1.org/414/9521321000010' }, 'TYPE_WRONG', '/readPoint'],
    ['a read point that is no URI', { readPoint: { id: 'Door 1' } }, 'URI_WRONG', '/readPoint/id'],
    ['a source without type', { sourceList: [{ source: 'urn:x:1' }] }, 'MEMBER_MISSING', '/sourceList/0/type'],
    [
      'a destination among sources',
      { sourceList: [{ type: 'location', destination: 'urn:x:1' }] },
      'MEMBER_UNKNOWN',
      '/sourceList/0/destination',
    ],
    [
      'a type of transaction that CBV does not have',
      { bizTransactionList: [{ type: 'order', bizTransaction: 'urn:x:1' }] },
      'WORD_UNKNOWN',
      '/bizTransactionList/0/type',
    ],
    [
      'a persistent disposition without set and unset',
      { persistentDisposition: {} },
      'MEMBER_MISSING',
      '/persistentDisposition/set',
    ],
    [
      'a persistent disposition that sets nothing',
      { persistentDisposition: { set: [] } },
      'LIST_EMPTY',
      '/persistentDisposition/set',
    ],
    [
      'a persistent disposition said twice',
      { persistentDisposition: { set: ['damaged', 'cbv:Disp-damaged'] } },
      'ITEM_TWICE',
      '/persistentDisposition/set/1',
    ],
    ['an eventID that is no URI', { eventID: '4711' }, 'URI_WRONG', '/eventID'],
    ['a certificate that is no URI', { certificationInfo: ['x'] }, 'URI_WRONG', '/certificationInfo/0'],
    [
      'an error declared at no time',
      { errorDeclaration: { reason: 'did_not_occur' } },
      'MEMBER_MISSING',
      '/errorDeclaration/declarationTime',
    ],
    [
      'an error for no known reason',
      { errorDeclaration: { declarationTime: '2026-03-30T00:00:00Z', reason: 'oops' } },
      'WORD_UNKNOWN',
      '/errorDeclaration/reason',
    ],
    ['an aggregation without parent', { ...aggregation, parentID: undefined }, 'MEMBER_MISSING', '/parentID'],
    ['an aggregation without contents', { ...aggregation, childEPCs: [] }, 'NOTHING_SAID', ''],
    [
      'an association without parent',
      { ...association, action: 'DELETE', parentID: undefined },
      'MEMBER_MISSING',
      '/parentID',
    ],
    [
      'a transaction event without transaction',
      { ...transaction, bizTransactionList: undefined },
      'MEMBER_MISSING',
      '/bizTransactionList',
    ],
    [
      'a transaction event with an empty list',
      { ...transaction, bizTransactionList: [] },
      'LIST_EMPTY',
      '/bizTransactionList',
    ],
    ['a transaction event about nothing', { ...transaction, epcList: undefined }, 'NOTHING_SAID', ''],
    ['a transformation out of nothing', { ...transformation, inputEPCList: [] }, 'NOTHING_SAID', ''],
    ['an action in a transformation', { ...transformation, action: 'ADD' }, 'MEMBER_UNKNOWN', '/action'],
    ['a context that is a number', { '@context': 3 }, 'CONTEXT_WRONG', '/@context'],
    [
      'a sensor element without report',
      { sensorElementList: [{}] },
      'MEMBER_MISSING',
      '/sensorElementList/0/sensorReport',
    ],
    [
      'a sensor report list that is empty',
      { sensorElementList: [{ sensorReport: [] }] },
      'LIST_EMPTY',
      '/sensorElementList/0/sensorReport',
    ],
    [
      'a sensor report without type',
      { sensorElementList: [{ sensorReport: [{ value: 1 }] }] },
      'MEMBER_MISSING',
      '/sensorElementList/0/sensorReport/0/type',
    ],
    [
      'a measurement that GS1 does not know',
      { sensorElementList: [{ sensorReport: [{ type: 'Mood' }] }] },
      'WORD_UNKNOWN',
      '/sensorElementList/0/sensorReport/0/type',
    ],
    [
      'a reading as text',
      { sensorElementList: [{ sensorReport: [{ ...report, value: '4' }] }] },
      'TYPE_WRONG',
      '/sensorElementList/0/sensorReport/0/value',
    ],
    [
      'odd hexadecimal digits',
      { sensorElementList: [{ sensorReport: [{ ...report, hexBinaryValue: 'fg' }] }] },
      'VALUE_WRONG',
      '/sensorElementList/0/sensorReport/0/hexBinaryValue',
    ],
    [
      'a reading later than its event',
      { sensorElementList: [{ sensorReport: [{ ...report, time: '2026-03-29T06:30:01Z' }] }] },
      'SENSOR_TIME_LATE',
      '/sensorElementList/0/sensorReport/0/time',
    ],
    [
      'a device said twice',
      {
        sensorElementList: [
          { sensorMetadata: { deviceID: 'urn:d:1' }, sensorReport: [{ ...report, deviceID: 'urn:d:1' }] },
        ],
      },
      'SENSOR_SAID_TWICE',
      '/sensorElementList/0/sensorReport/0/deviceID',
    ],
  ])('%s', (_, members, code, at) => {
    const { fault } = scanAll(aDocument([anEvent(members)]))
    expect({ code: fault?.code, at: fault?.at }).toEqual({ code, at: `/epcisBody/eventList/0${at}` })
    expect(faults).toHaveProperty(code)
  })
})

test('a namespace that is not allowed is refused wherever it stands, with the list of those that are', () => {
  const options = { extensions: ['https://example.com/ns/'] }
  const take = (members: Record<string, unknown>) =>
    scanAll(
      aDocument([anEvent(members)], { bad: 'https://bad.example.com/', alias: 'https://example.com/ns/' }),
      options,
    ).fault
  expect(take({ 'ex:a': { 'alias:b': [{ 'cbvmda:c': 1 }] } })).toBeUndefined()
  for (const [members, at] of [
    [{ 'bad:a': 1 }, '/bad:a'],
    [{ 'ex:a': [{ 'bad:b': 1 }] }, '/ex:a/0/bad:b'],
    [{ 'https://bad.example.com/a': 1 }, '/https:~1~1bad.example.com~1a'],
    [{ action: 'ADD', ilmd: { 'bad:a': 1 } }, '/ilmd/bad:a'],
    [{ readPoint: { id: 'urn:x:1', 'bad:a': 1 } }, '/readPoint/bad:a'],
    [{ 'undeclared:a': 1 }, '/undeclared:a'],
  ] as const) {
    expect(take(members)).toMatchObject({
      code: 'UNDECLARED_NAMESPACE',
      at: `/epcisBody/eventList/0${at}`,
      allowed: 'https://example.com/ns/',
    })
  }
})

test('no fault holds a value of the event', () => {
  const secret = 'Zoe-4711'
  for (const members of [
    { bizStep: secret },
    { eventID: secret },
    { epcList: [secret] },
    { eventTime: secret },
    { action: secret },
    { type: secret },
  ]) {
    const { rejects } = scanAll(aDocument([anEvent(members)]))
    expect(rejects).toHaveLength(1)
    expect(JSON.stringify(rejects[0]!.fault)).not.toContain(secret)
  }
})

test('the numbers of roles are those that columns hold', () => {
  expect(Object.keys(role)).toEqual([...refRoles])
  expect(Object.values(role)).toEqual(refRoles.map((_, i) => i))
})
