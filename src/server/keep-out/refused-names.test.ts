import { expect, test } from 'vitest'
import { createScanner, type ScanReject } from '../../epcis/index.ts'
import { sha256 } from '../intake/scan-options.ts'
import { nameRefusal, searchRefusal } from './refused-names.ts'

const namespace = 'https://example.com/wms/'

/** Faults of one event with these members among its extensions. */
function faultsOf(members: Record<string, unknown>, shaped: string[] = [], personFields: string[] = []): ScanReject[] {
  const rejects: ScanReject[] = []
  const scanner = createScanner(
    {
      key: new Uint32Array([1, 2, 3, 4]) as never,
      contributorKey: new Uint32Array([5, 6, 7, 8]) as never,
      personFields,
      extensions: [namespace],
      refuses: nameRefusal(personFields),
      refusedFields: shaped,
      sha256,
    },
    (output) => rejects.push(...output.rejects),
  )
  const event = {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: namespace }],
    type: 'ObjectEvent',
    eventID: 'urn:uuid:6b5a3c1e-0001-4000-8000-000000000001',
    eventTime: '2026-03-02T14:05:07Z',
    eventTimeZoneOffset: '+00:00',
    action: 'OBSERVE',
    epcList: ['https://id.gs1.org/01/09521321000018/21/77'],
    ...members,
  }
  scanner.push(new TextEncoder().encode(JSON.stringify(event)))
  scanner.end()
  return rejects
}

test('a member that the deny-lists name is refused by pointer, at every depth, and its value is never said', () => {
  const [fault] = faultsOf({ 'ex:unionMember': 'Zebra' })
  expect(fault?.fault).toMatchObject({ code: 'DENIED_D1', at: '/ex:unionMember' })
  expect(JSON.stringify(fault)).not.toContain('Zebra')
  const [inner] = faultsOf({ 'ex:label': { 'ex:idleSecondsPerPicker': 12 } })
  expect(inner?.fault).toMatchObject({ code: 'DENIED_D3', at: '/ex:label/ex:idleSecondsPerPicker' })
  expect(faultsOf({ ilmd: { 'ex:ethnicOrigin': 'x' } })[0]?.fault).toMatchObject({ code: 'DENIED_D1' })
})

test('a member that names a thing comes in, and one that names a person is removed rather than refused', () => {
  expect(faultsOf({ 'ex:strikePlate': 'steel', 'ex:wave': 'W-1', 'ex:operator': 'OP-1' })).toEqual([])
  expect(faultsOf({ 'ex:pickerScore': 3 }, [], [`{${namespace}}pickerScore`])).toEqual([])
  expect(faultsOf({ 'ex:pickerScore': 3 })[0]?.fault.code).toBe('DENIED_D3')
})

test('a member whose values were found to be people is refused, wherever it stands', () => {
  const tour = `{${namespace}}tour`
  expect(faultsOf({ 'ex:tour': 'T-1' })).toEqual([])
  expect(faultsOf({ 'ex:tour': 'T-1' }, [tour])[0]?.fault).toMatchObject({ code: 'PERSON_SHAPED', at: '/ex:tour' })
  const nested = `{${namespace}}label/{${namespace}}by2`
  const [inner] = faultsOf({ 'ex:label': { 'ex:by2': 'x' } }, [nested])
  expect(inner?.fault).toMatchObject({ code: 'PERSON_SHAPED', at: '/ex:label/ex:by2' })
  const list = 'bizTransactionList/*/bizTransaction'
  const documents = { bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521234000013:PL' }] }
  expect(faultsOf(documents, [list])[0]?.fault.code).toBe('PERSON_SHAPED')
  expect(faultsOf({}, [list, nested])).toEqual([])
})

test('a search for what the deny-lists name is answered with the list, and one for a number or a thing is not', () => {
  expect(searchRefusal('who signed the petition')).toMatchObject({ code: 'DENIED_D1', at: '/id' })
  expect(searchRefusal('Mitarbeiter nach Leistung')).toMatchObject({ code: 'DENIED_D3' })
  expect(searchRefusal('taux de chômage par commune')).toMatchObject({ code: 'DENIED_D2' })
  expect(JSON.stringify(searchRefusal('union members of Zebra Hall'))).not.toMatch(/zebra/i)
  const numbers = [
    '(00)095213210000000018',
    'urn:epc:id:sgtin:9521321.000000.S1042',
    'SO-20417',
    'UNION-204',
    'STRIKE12',
  ]
  for (const text of [...numbers, 'strike plate', 'pallet of dock 4', 'break room']) {
    expect(searchRefusal(text), text).toBe(undefined)
  }
})
