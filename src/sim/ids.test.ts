import { expect, test } from 'vitest'
import { seededRandom } from '../base/index.ts'
import { checkDigit, gln, grai, gtinStem, sgln, sscc, uuidSource } from './ids.ts'

test('check digits are those of the GS1 General Specifications', () => {
  // GTIN-13 6291041500213 and SSCC 106141412345678908 are the specifications' own examples.
  expect(checkDigit('629104150021')).toBe('3')
  expect(checkDigit('10614141234567890')).toBe('8')
})

test('both spellings of an identifier name one object', () => {
  expect(gtinStem(1, 42)).toMatchObject({
    link: expect.stringMatching(/^https:\/\/id\.gs1\.org\/01\/1952123400042\d\/21\/$/),
    urn: 'urn:epc:id:sgtin:9521234.100042.',
  })
  expect(sscc('9521234', 3, 77)).toEqual({
    link: expect.stringMatching(/^https:\/\/id\.gs1\.org\/00\/09521234030000077\d$/),
    urn: 'urn:epc:id:sscc:9521234.0030000077',
  })
  expect(grai(2, 'T1').link).toMatch(/^https:\/\/id\.gs1\.org\/8003\/0952123400002\dT1$/)
  expect(sgln('9521234', 1, 'PA-01')).toEqual({
    link: `https://id.gs1.org/414/${gln('9521234', 1)}/254/PA-01`,
    urn: 'urn:epc:id:sgln:9521234.00001.PA-01',
  })
})

test('UUIDs are of version 4 and do not repeat', () => {
  const uuid = uuidSource(seededRandom('uuid'))
  const seen = new Set<string>()
  for (let i = 0; i < 20_000; i++) seen.add(uuid())
  expect(seen.size).toBe(20_000)
  for (const each of seen) expect(each).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
