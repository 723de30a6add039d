import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type CbvKind, canonicalCbv, cbvUri, cbvUrnOf, cbvWords, isUri } from './cbv.ts'

test.each([
  ['bizStep', 'receiving', 'receiving'],
  ['bizStep', 'cbv:BizStep-receiving', 'receiving'],
  ['bizStep', 'urn:epcglobal:cbv:bizstep:receiving', 'receiving'],
  ['bizStep', 'https://ref.gs1.org/cbv/BizStep-receiving', 'receiving'],
  ['bizStep', 'https://ns.gs1.org/cbv/BizStep-receiving', 'receiving'],
  ['bizStep', 'https://ns.cbv.org/BizStep-receiving', 'receiving'],
  ['disposition', 'urn:epcglobal:cbv:disp:in_transit', 'in_transit'],
  ['bizTransactionType', 'urn:epcglobal:cbv:btt:po', 'po'],
  ['sourceDestType', 'cbv:SDT-owning_party', 'owning_party'],
  ['errorReason', 'urn:epcglobal:cbv:er:incorrect_data', 'incorrect_data'],
  ['component', 'urn:epcglobal:cbv:comp:x', 'x'],
  ['measurementType', 'gs1:Temperature', 'Temperature'],
  ['measurementType', 'https://www.gs1.org/voc/Temperature', 'Temperature'],
  ['sensorAlertType', 'https://gs1.org/voc/ALARM_CONDITION', 'ALARM_CONDITION'],
  ['bizStep', 'https://acme.example/step/glueing', 'https://acme.example/step/glueing'],
  ['component', 'example:x', 'example:x'],
] as const)('the %s %s is %s', (kind, text, word) => {
  expect(canonicalCbv(kind, text)).toBe(word)
})

test.each([
  ['bizStep', 'glueing'],
  ['bizStep', 'Receiving'],
  ['bizStep', ''],
  ['bizStep', 'toString'],
  ['bizStep', 'urn:epcglobal:cbv:bizstep:glueing'],
  ['bizStep', 'urn:epcglobal:cbv:disp:in_transit'],
  ['bizStep', 'https://ref.gs1.org/cbv/Disp-in_transit'],
  ['disposition', 'receiving'],
  ['measurementType', 'https://gs1.org/voc/Courage'],
  ['measurementType', 'temperature'],
  ['bizStep', 'https://acme.example/a step'],
  ['bizStep', 'urn:x'],
  ['bizStep', ':x'],
  ['bizStep', 'https://acme.example/%2'],
] as const)('there is no %s %j', (kind, text) => {
  expect(canonicalCbv(kind, text)).toBeUndefined()
})

test('every word of every kind survives each of its spellings', () => {
  for (const kind of Object.keys(cbvWords) as CbvKind[]) {
    for (const word of cbvWords[kind]) {
      expect(canonicalCbv(kind, word)).toBe(word)
      expect(canonicalCbv(kind, cbvUri(kind, word))).toBe(word)
      const urn = cbvUrnOf(kind, word)
      if (urn !== undefined) expect(canonicalCbv(kind, urn)).toBe(word)
    }
  }
})

test.each([
  ['urn:uuid:1', true],
  ['https://a.example/b?c#d', true],
  ['geo:50.9,6.9', true],
  ['no uri', false],
  ['bare', false],
  ['https://a.example/<b>', false],
])('%j is a URI: %s', (text, verdict) => {
  expect(isUri(text)).toBe(verdict)
})

const schemas = new URL('../../../shared/standards/epcis/JSON-Schema/schemas/', import.meta.url)
const files: readonly (readonly [kind: CbvKind, file: string, name: string])[] = [
  ['bizStep', 'bizStep', 'bizStep'],
  ['disposition', 'disposition', 'disposition'],
  ['bizTransactionType', 'bizTransaction-type', 'bizTransaction-type'],
  ['sourceDestType', 'source-dest-type', 'source-dest-type'],
  ['errorReason', 'error-reason', 'error-reason'],
  ['component', 'component', 'component'],
  ['sensorAlertType', 'sensor-alert-type', 'sensorAlertType'],
  ['measurementType', 'measurement-type', 'measurementType'],
]
if (!existsSync(schemas)) console.log('skipped: the EPCIS schemas are not beside this checkout')

test.skipIf(!existsSync(schemas)).each(files)('the words of %s are those of its schema', (kind, file, name) => {
  const schema = JSON.parse(readFileSync(new URL(`${file}-JSON-Schema.json`, schemas), 'utf8'))
  const { anyOf } = schema.definitions[name] as { anyOf: readonly { enum?: readonly string[] }[] }
  const theirs = anyOf.flatMap((part) => part.enum ?? [])
  expect([...cbvWords[kind]].sort()).toEqual([...theirs].sort())
})
