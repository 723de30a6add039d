import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  articleOf,
  canonicalIdentifier,
  checkIdentifier,
  describeIdentifier,
  isPersonIdentifier,
} from './identifiers.ts'
import { checkDigit, checkPair, endsInCheckDigit } from './identifiersCheck.ts'
import { keyForms } from './identifiersKeys.ts'
import { frequentLink } from './identifiersUrn.ts'
import { isCanonicalLink, linkOfUrn, linkOmits } from './identityBytes.ts'

const link = 'https://id.gs1.org'

/** Examples of the EPC Tag Data Standard, section 7, and of the EPCIS examples. */
const spellings: readonly (readonly [urn: string, canonical: string, kind: string, label: string])[] = [
  [
    'urn:epc:id:sgtin:0614141.812345.6789',
    `${link}/01/80614141123458/21/6789`,
    'SGTIN',
    '(01) 80614141123458 (21) 6789',
  ],
  [
    'urn:epc:id:sgtin:0614141.107346.2017',
    `${link}/01/10614141073464/21/2017`,
    'SGTIN',
    '(01) 10614141073464 (21) 2017',
  ],
  [
    'urn:epc:class:lgtin:4012345.012345.998877',
    `${link}/01/04012345123456/10/998877`,
    'LGTIN',
    '(01) 04012345123456 (10) 998877',
  ],
  ['urn:epc:idpat:sgtin:4012345.098765.*', `${link}/01/04012345987652`, 'GTIN', '(01) 04012345987652'],
  ['urn:epc:id:sscc:0614141.1234567890', `${link}/00/106141412345678908`, 'SSCC', '(00) 106141412345678908'],
  ['urn:epc:id:sgln:0614141.12345.400', `${link}/414/0614141123452/254/400`, 'SGLN', '(414) 0614141123452 (254) 400'],
  ['urn:epc:id:sgln:0614141.12345.0', `${link}/414/0614141123452`, 'GLN', '(414) 0614141123452'],
  ['urn:epc:id:sgln:061414112345..0', `${link}/414/0614141123452`, 'GLN', '(414) 0614141123452'],
  ['urn:epc:id:grai:0614141.12345.400', `${link}/8003/00614141123452400`, 'GRAI', '(8003) 00614141123452400'],
  ['urn:epc:idpat:grai:0614141.12345.*', `${link}/8003/00614141123452`, 'GRAI', '(8003) 00614141123452'],
  ['urn:epc:id:giai:0614141.12345400', `${link}/8004/061414112345400`, 'GIAI', '(8004) 061414112345400'],
  ['urn:epc:id:gsrn:0614141.1234567890', `${link}/8018/061414112345678902`, 'GSRN', '(8018) 061414112345678902'],
  ['urn:epc:id:gsrnp:0614141.1234567890', `${link}/8017/061414112345678902`, 'GSRNP', '(8017) 061414112345678902'],
  ['urn:epc:id:gdti:0614141.12345.400', `${link}/253/0614141123452400`, 'GDTI', '(253) 0614141123452400'],
  ['urn:epc:id:sgcn:4012345.67890.04711', `${link}/255/401234567890104711`, 'SGCN', '(255) 401234567890104711'],
  [
    'urn:epc:id:cpi:0614141.5PQ7%2FZ43.12345',
    `${link}/8010/06141415PQ7%2FZ43/8011/12345`,
    'CPI',
    '(8010) 06141415PQ7/Z43 (8011) 12345',
  ],
  [
    'urn:epc:id:itip:4012345.012345.01.02.987',
    `${link}/8006/040123451234560102/21/987`,
    'ITIP',
    '(8006) 040123451234560102 (21) 987',
  ],
  [
    'urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7',
    `${link}/01/01234567894560/235/51qIgY%29%3C%26Jp3%2Aj7`,
    'UPUI',
    '(01) 01234567894560 (235) 51qIgY)<&Jp3*j7',
  ],
  ['urn:epc:id:pgln:1234567.89012', `${link}/417/1234567890128`, 'PGLN', '(417) 1234567890128'],
  ['urn:epc:id:ginc:0614141.xyz3311cba', `${link}/401/0614141xyz3311cba`, 'GINC', '(401) 0614141xyz3311cba'],
  ['urn:epc:id:gsin:0614141.123456789', `${link}/402/06141411234567890`, 'GSIN', '(402) 06141411234567890'],
]

test.each(spellings)('%s and its Digital Link are one identity', (urn, canonical, kind, label) => {
  expect(canonicalIdentifier(urn)).toBe(canonical)
  expect(canonicalIdentifier(canonical)).toBe(canonical)
  const checked = checkIdentifier(canonical)
  expect(checked.ok && checked.value).toMatchObject({ kind, canonical, label })
})

test.each(spellings)('the URN of %s comes back where the length of its prefix is known', (urn, canonical) => {
  const prefix = /:(\d{6,12})\./.exec(urn)![1]!
  const again = describeIdentifier(canonical, (digits) => (digits.startsWith(prefix) ? prefix.length : undefined))
  expect(again?.urn).toBe(urn)
  expect(describeIdentifier(canonical)?.urn).toBeUndefined()
  expect(describeIdentifier(urn)?.urn).toBe(urn)
})

test.each([
  ['any domain and stem', 'https://brand.example/path/01/09521321000018/21/A1', `${link}/01/09521321000018/21/A1`],
  ['words in place of numbers', 'https://brand.example/gtin/9521321000018/ser/A1', `${link}/01/09521321000018/21/A1`],
  ['query and fragment', 'http://id.gs1.org/01/09521321000018?17=261231#top', `${link}/01/09521321000018`],
  ['a short GTIN', 'https://id.gs1.org/01/9521321000018', `${link}/01/09521321000018`],
  [
    'a serial outranks lot and variant',
    'https://id.gs1.org/01/09521321000018/22/V/10/L/21/S',
    `${link}/01/09521321000018/21/S`,
  ],
  ['a lot outranks the variant', 'https://id.gs1.org/01/09521321000018/22/V/10/L', `${link}/01/09521321000018/10/L`],
  ['qualifiers out of order', 'https://id.gs1.org/01/09521321000018/21/S/10/L', `${link}/01/09521321000018/21/S`],
  [
    'percent-encoding in lower case',
    'https://id.gs1.org/01/09521321000018/21/a%2fb',
    `${link}/01/09521321000018/21/a%2Fb`,
  ],
  ['percent-encoding of an AI', 'https://id.gs1.org/%301/09521321000018', `${link}/01/09521321000018`],
  ['percent-encoding without need', 'https://id.gs1.org/01/09521321000018/21/%41', `${link}/01/09521321000018/21/A`],
  ['a closing slash', 'https://id.gs1.org/00/106141412345678908/', `${link}/00/106141412345678908`],
  ['the scheme in capitals', 'HTTPS://ID.GS1.ORG/00/106141412345678908', `${link}/00/106141412345678908`],
  ['an extension of 0', 'https://id.gs1.org/414/0614141123452/254/0', `${link}/414/0614141123452`],
  ['white space around', ' urn:epc:id:sscc:0614141.1234567890\n', `${link}/00/106141412345678908`],
  ['a URN in capitals', 'URN:EPC:ID:SSCC:0614141.1234567890', `${link}/00/106141412345678908`],
  ['a tag', 'urn:epc:tag:sgtin-96:3.0614141.812345.6789', `${link}/01/80614141123458/21/6789`],
  ['a tag as its bits', 'urn:epc:raw:96.x3034257BF7194E4000001A85', `${link}/01/80614141123458/21/6789`],
])('%s: one spelling', (_, text, canonical) => {
  expect(canonicalIdentifier(text)).toBe(canonical)
})

test.each([
  'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
  'urn:epcglobal:cbv:bt:5200001000008:4711',
  'urn:epc:id:gid:95100000.12345.400',
  'urn:epc:id:sgtin:0614141.10734.2017',
  'https://transaction.acme.example/po/12345678',
  'https://example.com/01/123',
  'https://example.com/01/09521321000018/99/x',
  'https://example.com/01/09521321000018/21',
  'https://example.com/stock/8004/blue',
  'geo:50.94,6.92',
  'PO-4711',
  '',
])('%j is no GS1 key and stays as it is', (text) => {
  expect(canonicalIdentifier(text)).toBe(text)
  expect(describeIdentifier(text)).toBeUndefined()
})

test('canonicalIdentifier never throws, and what it gives back is canonical', () => {
  const pieces = fc.constantFrom(
    'urn:epc:id:',
    'sgtin:',
    'https://',
    'id.gs1.org/',
    '01/',
    '/21/',
    '%',
    '%2',
    '.',
    '0614141',
    '*',
    ':',
    '106141412345678908',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(pieces, fc.string()), { maxLength: 8 }).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(text, (input) => {
      const once = canonicalIdentifier(input)
      expect(canonicalIdentifier(once)).toBe(once)
      isPersonIdentifier(input)
      checkIdentifier(input)
    }),
    { numRuns: 2000, seed: 20261121 },
  )
})

const set82 = fc.string({
  unit: fc.constantFrom(...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'),
  minLength: 1,
  maxLength: 16,
})
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })

test('any SGTIN goes from URN to Digital Link and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 12 }), digits(13), set82, (prefixLength, number, serial) => {
      const escaped = serial.replace(/["%&/<>?]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
      const urn = `urn:epc:id:sgtin:${number.slice(0, prefixLength)}.${number.slice(prefixLength)}.${escaped}`
      const canonical = canonicalIdentifier(urn)
      expect(canonical.startsWith(`${link}/01/`)).toBe(true)
      expect(checkIdentifier(canonical).ok).toBe(true)
      expect(describeIdentifier(canonical, () => prefixLength)?.urn).toBe(urn)
      expect(canonicalIdentifier(canonical.replace(link, 'https://brand.example/a/b'))).toBe(canonical)
    }),
    { seed: 20261121 },
  )
})

test('the quick way for SGTIN and SSCC agrees with the careful one', () => {
  const serial = fc.string({ unit: fc.constantFrom(...'0123456789ABCxyz-._/%'), maxLength: 22 })
  let taken = 0
  fc.assert(
    fc.property(
      fc.constantFrom('sgtin', 'sscc'),
      fc.integer({ min: 5, max: 13 }),
      digits(18),
      serial,
      (scheme, at, number, tail) => {
        const body = number.slice(0, scheme === 'sgtin' ? 13 : 17)
        const urn = `urn:epc:id:${scheme}:${body.slice(0, at)}.${body.slice(at)}${scheme === 'sgtin' ? `.${tail}` : ''}`
        const quick = frequentLink(urn)
        // A filter in front makes the careful way read the same parts.
        if (quick !== undefined)
          expect(canonicalIdentifier(urn.replace(`id:${scheme}:`, `tag:${scheme}-96:0.`))).toBe(quick)
        const bytes = new TextEncoder().encode(`${urn}123`)
        const out = new Uint8Array(64)
        const length = linkOfUrn(new DataView(bytes.buffer), 0, bytes.length - 3, out)
        expect(new TextDecoder().decode(out.subarray(0, length))).toBe(quick?.slice(linkOmits) ?? '')
        if (quick !== undefined) taken++
      },
    ),
    { seed: 20261121, numRuns: 500 },
  )
  expect(taken).toBeGreaterThan(100)
})

test('what the scanner takes as canonical by its bytes is canonical', () => {
  const key = fc.oneof(
    digits(18).map((number) => `00/${number}`),
    digits(14).map((number) => `01/${number}`),
    digits(13).map((number) => `414/${number}`),
    digits(14).map((number) => `8003/${number.replace(/^[1-8]/, '0')}`),
  )
  const tail = fc.string({ unit: fc.constantFrom(...'0021Aaz-._~%/'), maxLength: 21 })
  const qualifier = fc.constantFrom('', '/21/', '/10/', '/254/', '/254/0', '/22/')
  let taken = 0
  fc.assert(
    fc.property(key, qualifier, tail, (path, ai, rest) => {
      const isBare = path.startsWith('8003') && ai === ''
      const text = `${link}/${path}${ai}${isBare || (ai.length > 1 && ai !== '/254/0') ? rest : ''}`
      const bytes = new TextEncoder().encode(`${text}123`)
      if (!isCanonicalLink(new DataView(bytes.buffer), 0, bytes.length - 3)) return
      taken++
      expect(canonicalIdentifier(text)).toBe(text)
    }),
    { seed: 20261121, numRuns: 3000 },
  )
  expect(taken).toBeGreaterThan(300)
})

test('a check digit catches every change of one digit', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(7, 11, 12, 13, 16, 17),
      digits(17),
      fc.nat(16),
      fc.integer({ min: 1, max: 9 }),
      (length, number, at, by) => {
        const body = number.slice(0, length)
        const whole = `${body}${checkDigit(body)}`
        expect(endsInCheckDigit(whole)).toBe(true)
        const place = at % whole.length
        const changed = `${whole.slice(0, place)}${(Number(whole[place]) + by) % 10}${whole.slice(place + 1)}`
        expect(endsInCheckDigit(changed)).toBe(false)
      },
    ),
    { seed: 20261121 },
  )
})

test('checkIdentifier points at the key whose check digit is wrong, never at its value', () => {
  for (const [, canonical] of spellings) {
    const [, ai = '', value = ''] = canonical.slice(link.length).split('/')
    const form = keyForms.find((one) => one.ai === ai)!
    if (form.checkAt < 0) continue
    const wrong = `${value.slice(0, form.checkAt)}${(Number(value[form.checkAt]) + 1) % 10}${value.slice(form.checkAt + 1)}`
    const checked = checkIdentifier(canonical.replace(value, wrong))
    expect(checked).toEqual({
      ok: false,
      fault: {
        code: 'IDENTIFIER_CHECK_DIGIT',
        at: `/${ai}`,
        allowed: `mod-10 check digit in position ${form.checkAt + 1}`,
      },
    })
  }
})

test.each([
  ['urn:epc:id:sgtin:0614141.10734.2017', 'IDENTIFIER_FORM', ''],
  ['https://id.gs1.org/01/123', 'IDENTIFIER_FORM', '/01'],
  ['https://id.gs1.org/nothing', 'IDENTIFIER_FORM', ''],
  ['PO-4711', 'IDENTIFIER_UNKNOWN', ''],
  ['https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2L', 'IDENTIFIER_CHECK_DIGIT', '/8013'],
])('%s is refused as %s at %j', (text, code, at) => {
  expect(checkIdentifier(text)).toMatchObject({ ok: false, fault: { code, at } })
})

test('the check pair of the example in the General Specifications is right', () => {
  expect(checkPair('1987654Ad4X4bL5ttr2310c')).toBe('2K')
  expect(checkIdentifier('https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K')).toMatchObject({
    ok: true,
    value: { kind: 'GMN' },
  })
})

test.each([
  'urn:epc:id:gsrn:0614141.1234567890',
  'urn:epc:id:gsrnp:0614141.1234567890',
  'urn:epc:id:gsrn:broken',
  'urn:epc:idpat:gsrn:0614141.*',
  'urn:epc:tag:gsrnp-96:0.0614141.1234567890',
  'urn:epc:raw:96.x2D1A5758AD0C8E5B98000000',
  'https://id.gs1.org/8018/061414112345678902',
  'https://id.gs1.org/8018/061414112345678909',
  'https://id.gs1.org/8017/061414112345678902/8019/1',
  'https://shop.example/gsrnp/061414112345678902',
  'https://shop.example/%38018/061414112345678902',
  '(8018)061414112345678902',
  'https://shop.example/01/09521321000018?17=261231&8018=061414112345678902',
  'https://shop.example/8018/%30%36141411234567890',
  ' HTTPS://SHOP.EXAMPLE/GSRN/061414112345678902 ',
])('%s names a person', (text) => {
  expect(isPersonIdentifier(text)).toBe(true)
})

test.each([
  'urn:epc:id:sgtin:0614141.107346.2017',
  'https://id.gs1.org/8004/061414112345400',
  'PO-8018',
  '',
  'urn:epc:id:giai:0614141.8018',
])('%j names no person', (text) => {
  expect(isPersonIdentifier(text)).toBe(false)
})

test.each([
  ['urn:epc:id:sgtin:9521321.000001.7', 'https://id.gs1.org/01/09521321000018'],
  ['https://id.gs1.org/01/09521321000018/10/L1', 'https://id.gs1.org/01/09521321000018'],
  ['https://id.gs1.org/01/09521321000018', 'https://id.gs1.org/01/09521321000018'],
  ['https://id.gs1.org/8003/09521321000018X7', 'https://id.gs1.org/8003/09521321000018'],
  ['https://id.gs1.org/00/095213210000000011', undefined],
  ['https://example.com/crate/7', undefined],
])('the article of %s is %s', (identifier, article) => {
  expect(articleOf(identifier)).toBe(article)
})
