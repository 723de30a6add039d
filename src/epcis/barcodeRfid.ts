import type { GsKey } from './identifiersKeys.ts'
import { readUrn } from './identifiersUrn.ts'

/** How the bits of one EPC scheme lie behind header, filter and partition. Source: EPC Tag Data Standard 2.0, section 14. */
interface Layout {
  readonly scheme: string
  /** Bits of the whole EPC. */
  readonly bits: number
  /** Bits of company prefix and reference together. */
  readonly pairBits: number
  /** Digits of company prefix and reference together; 0 where the reference is not padded. */
  readonly pairDigits: number
  /** Characters of 7 bits follow, or are the reference itself. */
  readonly text?: true
  /** Bits of the serial number; 0 for none. */
  readonly serialBits: number
}

const layouts: ReadonlyMap<number, Layout> = new Map<number, Layout>([
  [0x30, { scheme: 'sgtin', bits: 96, pairBits: 44, pairDigits: 13, serialBits: 38 }],
  [0x36, { scheme: 'sgtin', bits: 198, pairBits: 44, pairDigits: 13, serialBits: 140, text: true }],
  [0x31, { scheme: 'sscc', bits: 96, pairBits: 58, pairDigits: 17, serialBits: 0 }],
  [0x32, { scheme: 'sgln', bits: 96, pairBits: 41, pairDigits: 12, serialBits: 41 }],
  [0x39, { scheme: 'sgln', bits: 195, pairBits: 41, pairDigits: 12, serialBits: 140, text: true }],
  [0x33, { scheme: 'grai', bits: 96, pairBits: 44, pairDigits: 12, serialBits: 38 }],
  [0x37, { scheme: 'grai', bits: 170, pairBits: 44, pairDigits: 12, serialBits: 112, text: true }],
  [0x34, { scheme: 'giai', bits: 96, pairBits: 82, pairDigits: 0, serialBits: 0 }],
  [0x38, { scheme: 'giai', bits: 202, pairBits: 188, pairDigits: 0, serialBits: 0, text: true }],
  [0x2c, { scheme: 'gdti', bits: 96, pairBits: 41, pairDigits: 12, serialBits: 41 }],
  [0x3e, { scheme: 'gdti', bits: 174, pairBits: 41, pairDigits: 12, serialBits: 119, text: true }],
  [0x2d, { scheme: 'gsrn', bits: 96, pairBits: 58, pairDigits: 17, serialBits: 0 }],
  [0x2e, { scheme: 'gsrnp', bits: 96, pairBits: 58, pairDigits: 17, serialBits: 0 }],
])

/** Bits of the company prefix for partition values 0 to 6, which stand for 12 down to 6 digits. */
const prefixBits = [40, 37, 34, 30, 27, 24, 20]

/**
 * The pure identity URN of an RFID EPC memory bank in hex (SGTIN, SSCC, SGLN, GRAI, GIAI, GDTI, GSRN and
 * GSRNP in their 96-bit and long forms); undefined for any other header, a length that does not suit it, or
 * bits that no such EPC has. The partition says how long the company prefix is, so nothing is guessed.
 */
export function readEpcHex(hex: string): { readonly urn: string; readonly key: GsKey } | undefined {
  if (hex.length < 24 || hex.length > 64 || !/^[0-9A-Fa-f]+$/.test(hex)) return undefined
  const layout = layouts.get(Number.parseInt(hex.slice(0, 2), 16))
  // Readers print whole 16-bit words, so a long EPC comes with up to 15 bits of padding.
  if (layout === undefined || hex.length * 4 < layout.bits || hex.length * 4 - layout.bits > 15) return undefined
  const all = BigInt(`0x${hex}`) >> BigInt(hex.length * 4 - layout.bits)
  const take = (at: number, count: number): bigint =>
    (all >> BigInt(layout.bits - at - count)) & ((1n << BigInt(count)) - 1n)
  const partition = Number(take(11, 3))
  const companyBits = prefixBits[partition]
  if (companyBits === undefined) return undefined
  const companyDigits = 12 - partition
  const company = take(14, companyBits).toString().padStart(companyDigits, '0')
  if (company.length !== companyDigits) return undefined
  const referenceBits = layout.pairBits - companyBits
  const referenceAt = 14 + companyBits
  const reference = readReference(layout, companyDigits, take(referenceAt, referenceBits), referenceBits)
  if (reference === undefined) return undefined
  const serial = readSerial(layout, take(referenceAt + referenceBits, layout.serialBits))
  if (serial === undefined) return undefined
  const urn = `urn:epc:id:${layout.scheme}:${company}.${reference}${serial === '' ? '' : `.${serial}`}`
  const key = readUrn(urn)
  return key === undefined ? undefined : { urn, key }
}

function readReference(layout: Layout, companyDigits: number, value: bigint, bits: number): string | undefined {
  if (layout.pairDigits > 0) {
    const digits = layout.pairDigits - companyDigits
    if (digits === 0) return value === 0n ? '' : undefined
    const text = value.toString().padStart(digits, '0')
    return text.length === digits ? text : undefined
  }
  return layout.text ? sevenBit(value, bits) : value.toString()
}

function readSerial(layout: Layout, value: bigint): string | undefined {
  if (layout.serialBits === 0) return ''
  return layout.text ? sevenBit(value, layout.serialBits) : value.toString()
}

/** Characters of 7 bits from the left, ended by zeros; escaped as a URN has them. */
function sevenBit(value: bigint, bits: number): string | undefined {
  let out = ''
  let ended = false
  for (let at = bits - 7; at >= 0; at -= 7) {
    const code = Number((value >> BigInt(at)) & 127n)
    if (code === 0) ended = true
    else if (ended) return undefined
    else {
      const char = String.fromCharCode(code)
      out += '"%&/<>?#'.includes(char) ? `%${code.toString(16).toUpperCase()}` : char
    }
  }
  return out === '' ? undefined : out
}
