import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeCharactersMax, readScan } from './barcode.ts'
import { applicationIdentifiers, fitsAi } from './barcodeAi.ts'
import { readEpcHex } from './barcodeRfid.ts'
import { canonicalIdentifier } from './identifiers.ts'
import { keyForms } from './identifiersKeys.ts'

const sgtin = 'https://id.gs1.org/01/09521321000018/21/12345'
const sscc = 'https://id.gs1.org/00/106141412345678908'

test.each([
  ['brackets', '(01)09521321000018(21)12345', 'elements', sgtin],
  ['brackets and groups of digits', '(01) 0 952132 100001 8 (21) 12345', 'elements', sgtin],
  ['a lot beside the serial', '(01)09521321000018(10)L1(21)12345', 'elements', sgtin],
  ['GS1-128', ']C101095213210000182112345', 'elements', sgtin],
  ['GS1 DataMatrix with separators', ']d201095213210000182112345\u001d10L1', 'elements', sgtin],
  ['GS1 QR', ']Q301095213210000182112345', 'elements', sgtin],
  ['DataBar', ']e00109521321000018', 'elements', 'https://id.gs1.org/01/09521321000018'],
  ['GS1 DotCode with a separator in front', ']J1\u001d01095213210000182112345', 'elements', sgtin],
  ['a separator that a keyboard wedge spelled out', '01095213210000182112345<GS>17261231', 'elements', sgtin],
  ['no prefix at all', '01095213210000182112345', 'elements', sgtin],
  ['a pallet with its content', '(00)106141412345678908(02)09521321000018(37)24', 'elements', sscc],
  ['18 digits', '106141412345678908', 'digits', sscc],
  ['18 digits in groups', '1 0614141 234567890 8', 'digits', sscc],
  ['an SSCC with its AI', '00106141412345678908', 'elements', sscc],
  ['EAN-13', '4006381333931', 'digits', 'https://id.gs1.org/01/04006381333931'],
  ['EAN-13 with symbology prefix', ']E04006381333931', 'digits', 'https://id.gs1.org/01/04006381333931'],
  ['EAN-8', '40170725', 'digits', 'https://id.gs1.org/01/00000040170725'],
  ['a Digital Link on a brand’s domain', 'https://brand.example/s/01/9521321000018/21/12345?17=261231', 'link', sgtin],
  ['a Digital Link typed without its scheme', 'brand.example/01/9521321000018/21/12345', 'link', sgtin],
  ['a QR code with a Digital Link', ']Q1https://id.gs1.org/00/106141412345678908', 'link', sscc],
  ['an EPC URN', 'urn:epc:id:sscc:0614141.1234567890', 'urn', sscc],
  ['an RFID tag', '3034257BF7194E4000001A85', 'rfid', 'https://id.gs1.org/01/80614141123458/21/6789'],
  ['an RFID tag in lower case', '3034257bf7194e4000001a85', 'rfid', 'https://id.gs1.org/01/80614141123458/21/6789'],
  ['another URI', 'urn:epcglobal:cbv:bt:5200001000008:4711', 'uri', 'urn:epcglobal:cbv:bt:5200001000008:4711'],
  ['another address', 'https://transaction.acme.example/po/1', 'uri', 'https://transaction.acme.example/po/1'],
  ['an order number', ' PO-4711 ', 'text', 'PO-4711'],
  ['digits that are no GTIN', '4006381333932', 'text', '4006381333932'],
  ['a Code 128 shelf label', ']C0A-01-03', 'text', 'A-01-03'],
  ['elements without a key', '(17)261231', 'elements', '(17)261231'],
] as const)('%s is understood', (_, text, from, canonical) => {
  const scanned = readScan(text)
  expect(scanned).toMatchObject({ ok: true, value: { from, canonical } })
  if (scanned.ok && from !== 'text' && from !== 'uri') expect(canonicalIdentifier(canonical)).toBe(canonical)
})

test('every element of a symbol is given, in its order', () => {
  const scanned = readScan(']C10209521321000018372400\u001d10L-1')
  expect(scanned).toMatchObject({
    ok: true,
    value: {
      elements: [
        { ai: '02', value: '09521321000018' },
        { ai: '37', value: '2400' },
        { ai: '10', value: 'L-1' },
      ],
    },
  })
})

test.each([
  ['', 'CODE_EMPTY', ''],
  [' ]C1 ', 'CODE_EMPTY', ''],
  ['x'.repeat(codeCharactersMax + 1), 'CODE_TOO_LONG', undefined],
  ['(01)09521321000018(21)', 'CODE_ELEMENT', '/21'],
  ['(01)0952132100001(21)1', 'CODE_ELEMENT', '/01'],
  ['(05)123', 'CODE_ELEMENT', '/05'],
  [']C105123', 'CODE_ELEMENT', ''],
  ['(01)09521321000019', 'IDENTIFIER_CHECK_DIGIT', '/01'],
  ['106141412345678909', 'IDENTIFIER_CHECK_DIGIT', '/00'],
  ['00106141412345678909', 'IDENTIFIER_CHECK_DIGIT', '/00'],
  ['(00)106141412345678908(02)09521321000019(37)1', 'IDENTIFIER_CHECK_DIGIT', '/02'],
  ['https://id.gs1.org/01/09521321000019', 'IDENTIFIER_CHECK_DIGIT', '/01'],
])('%j is refused as %s at %s', (text, code, at) => {
  const scanned = readScan(text)
  expect(scanned).toMatchObject({ ok: false, fault: at === undefined ? { code } : { code, at } })
})

test('readScan never throws', () => {
  const piece = fc.constantFrom(
    '(',
    ')',
    '(01)',
    ']C1',
    '\u001d',
    '09521321000018',
    '30',
    'urn:epc:',
    'https://a/01/',
    '%',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 8 }), (parts) => {
      readScan(parts.join(''))
    }),
    { seed: 20261121, numRuns: 1000 },
  )
})

test('an element string means the same in brackets and as the symbol holds it', () => {
  const serial = fc.string({ unit: fc.constantFrom(...'ABCxyz0189-_.'), minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(serial, serial, (lot, one) => {
      const symbol = readScan(`]d2010952132100001810${lot}\u001d21${one}`)
      const brackets = readScan(`(01)09521321000018(10)${lot}(21)${one}`)
      expect(symbol).toEqual(brackets)
      expect(symbol).toMatchObject({ ok: true, value: { canonical: `https://id.gs1.org/01/09521321000018/21/${one}` } })
    }),
    { seed: 20261121 },
  )
})

const dictionary = new URL('../../../shared/standards/epcis/gs1-barcode/gs1-syntax-dictionary.txt', import.meta.url)
const tagFolder = new URL('../../../shared/standards/epcis/gs1-barcode/tdt/', import.meta.url)
const hasStandards = existsSync(dictionary)
if (!hasStandards) console.log('skipped: the GS1 syntax dictionary is not beside this checkout')

describe.skipIf(!hasStandards)('beside the GS1 syntax dictionary', () => {
  interface Entry {
    readonly fixed: boolean
    readonly spec: readonly string[]
    readonly keys: readonly string[] | undefined
  }
  const entries = new Map<string, Entry>()
  if (hasStandards) {
    for (const line of readFileSync(dictionary, 'utf8').split('\n')) {
      const match = /^(\d{2,4})(?:-(\d{2,4}))?\s+([*?]*)\s*((?:\[?[NXYZ][^\s]*\s*)+)(.*?)#?/.exec(line)
      if (match === null) continue
      const spec = match[4]!
        .trim()
        .split(/\s+/)
        .map((part) => part.replace(/,.*$/, '').toLowerCase())
      const key = /\bdlpkey(?:=([\d,|]+))?/.exec(line)
      const entry: Entry = {
        fixed: match[3]!.includes('*'),
        spec,
        keys: key === null ? undefined : (key[1]?.split(/[,|]/) ?? []),
      }
      const last = match[2] ?? match[1]!
      for (let ai = Number(match[1]); ai <= Number(last); ai++)
        entries.set(String(ai).padStart(match[1]!.length, '0'), entry)
    }
  }

  test('every AI of it is known, with the same lengths, alphabets and need of a separator, and no other', () => {
    expect(entries.size).toBeGreaterThan(500)
    const mine = new Map(
      [...applicationIdentifiers].map(([ai, { parts, fixed }]) => {
        const spec = parts.map(
          ({ set, length, upTo, optional }) =>
            `${optional ? '[' : ''}${set}${upTo ? '..' : ''}${length}${optional ? ']' : ''}`,
        )
        return [ai, { fixed, spec }] as const
      }),
    )
    const theirs = new Map([...entries].map(([ai, { fixed, spec }]) => [ai, { fixed, spec }] as const))
    expect(Object.fromEntries(mine)).toEqual(Object.fromEntries(theirs))
  })

  test('the keys of a Digital Link are those of it, with their qualifiers in its order', () => {
    const theirs = Object.fromEntries(
      [...entries].flatMap(([ai, { keys }]) => (keys === undefined ? [] : [[ai, keys]])),
    )
    expect(Object.fromEntries(keyForms.map((form) => [form.ai, form.qualifiers]))).toEqual(theirs)
  })
})

test('an optional part may be missing and a short one may not', () => {
  const harvest = applicationIdentifiers.get('7007')!
  expect(fitsAi(harvest, '261231')).toBe(true)
  expect(fitsAi(harvest, '261231261231')).toBe(true)
  expect(fitsAi(harvest, '2612312')).toBe(false)
  expect(fitsAi(applicationIdentifiers.get('421')!, '276')).toBe(false)
})

test.each([
  ['3034257BF7194E4000001A85', 'urn:epc:id:sgtin:0614141.812345.6789'],
  ['3114257BF4499602D2000000', 'urn:epc:id:sscc:0614141.1234567890'],
  ['3214257BF460720000000190', 'urn:epc:id:sgln:0614141.12345.400'],
  ['3314257BF40C0E4000000190', 'urn:epc:id:grai:0614141.12345.400'],
  ['3414257BF40000000000162E', 'urn:epc:id:giai:0614141.5678'],
  ['2C14257BF460720000000190', 'urn:epc:id:gdti:0614141.12345.400'],
  ['2D14257BF4499602D2000000', 'urn:epc:id:gsrn:0614141.1234567890'],
])('the tag %s is %s', (hex, urn) => {
  expect(readEpcHex(hex)?.urn).toBe(urn)
})

test.each([
  '',
  '3034257BF7194E4000001A',
  '30FC257BF7194E4000001A85',
  '0034257BF7194E4000001A85',
  '3034257BF7194E4000001A8G',
])('%j is no tag of these schemes', (hex) => {
  expect(readEpcHex(hex)).toBeUndefined()
})

interface TagField {
  readonly name: string
  readonly bitLength: number
  readonly length?: number
  readonly decimalMaximum?: string
}
interface TagLevel {
  readonly type: string
  readonly prefixMatch: string
  readonly option: readonly { readonly optionKey: string; readonly field: readonly TagField[] }[]
}

describe.skipIf(!hasStandards)('beside the GS1 tag data translation files', () => {
  const schemes = [
    'SGTIN-96',
    'SSCC-96',
    'SGLN-96',
    'GRAI-96',
    'GIAI-96',
    'GDTI-96',
    'GSRN-96',
    'GSRNP-96',
    'SGTIN-198',
    'SGLN-195',
    'GRAI-170',
    'GIAI-202',
    'GDTI-174',
  ]

  test.each(schemes)('a %s of any prefix length, laid out as its file says, is read back', (name) => {
    const file = JSON.parse(readFileSync(new URL(`${name}.json`, tagFolder), 'utf8'))['tdt:epcTagDataTranslation']
    const scheme = [file.scheme ?? file].flat()[0]
    const binary = (scheme.level as TagLevel[]).find((level) => level.type === 'BINARY')!
    const bits = Number(name.split('-')[1])
    for (const [index, option] of binary.option.entries()) {
      const prefixDigits = Number(option.optionKey)
      const partition = 12 - prefixDigits
      let out = `${binary.prefixMatch}${'001'}${partition.toString(2).padStart(3, '0')}`
      const parts: string[] = []
      for (const field of option.field) {
        if (field.name === 'filter') continue
        const [text, raw] = sample(field, index)
        if (text !== '' || field.name !== 'serial') parts.push(text)
        out += raw
      }
      const padded = out.padEnd(bits, '0')
      const words = padded.padEnd(Math.ceil(bits / 16) * 16, '0')
      const hex = words
        .match(/.{4}/g)!
        .map((four) => Number.parseInt(four, 2).toString(16))
        .join('')
      expect(readEpcHex(hex)?.urn, `${name} with a prefix of ${prefixDigits}`).toBe(
        `urn:epc:id:${name.split('-')[0]!.toLowerCase()}:${parts.join('.')}`,
      )
    }
  })

  /** A value for a field, and its bits: digits padded where the file gives a length, else a number or 7-bit text. */
  function sample(field: TagField, seed: number): readonly [string, string] {
    if (field.length !== undefined) {
      const digits = '0123456789012'.slice(seed, seed + Number(field.length)).padEnd(Number(field.length), '7')
      return [digits, (digits === '' ? 0n : BigInt(digits)).toString(2).padStart(field.bitLength, '0')]
    }
    if (field.decimalMaximum !== undefined) {
      const value = String(12345 + seed)
      return [value, BigInt(value).toString(2).padStart(field.bitLength, '0')]
    }
    const text = `S-${seed}a`
    const raw = [...text].map((char) => char.charCodeAt(0).toString(2).padStart(7, '0')).join('')
    return [text, raw.padEnd(field.bitLength, '0')]
  }
})
