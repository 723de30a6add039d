import type { Random } from '../base/index.ts'

/**
 * GS1 identifiers of the simulated company and its suppliers. All prefixes begin with 952, which GS1 keeps for
 * examples: none of these identifiers can belong to a real object.
 */
export const companyPrefix = '9521234'

/** Suppliers' prefixes; `952900` and one digit. */
export const supplierPrefixes = ['9529001', '9529002', '9529003', '9529004', '9529005', '9529006'] as const

/** Mod-10 check digit of a GS1 key without it (GS1 General Specifications 7.9). */
export function checkDigit(digits: string): string {
  let sum = 0
  for (let i = digits.length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) {
    sum += (digits.charCodeAt(i) - 48) * weight
  }
  return String((10 - (sum % 10)) % 10)
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}

export const resolver = 'https://id.gs1.org/'

/** What stands before the serial number of an article, in both spellings. */
export interface GtinStem {
  readonly link: string
  readonly urn: string
  /** Class of one lot: append the lot. */
  readonly lotLink: string
  readonly classUrn: string
}

export function gtinStem(indicator: number, item: number): GtinStem {
  const body = `${indicator}${companyPrefix}${digits(item, 5)}`
  const gtin = body + checkDigit(body)
  const urn = `${companyPrefix}.${indicator}${digits(item, 5)}.`
  return {
    link: `${resolver}01/${gtin}/21/`,
    urn: `urn:epc:id:sgtin:${urn}`,
    lotLink: `${resolver}01/${gtin}/10/`,
    classUrn: `urn:epc:class:lgtin:${urn}`,
  }
}

/** `site` keeps the sites of one run apart; `serial` may grow to 100 million before it comes round. */
export function sscc(prefix: string, site: number, serial: number): { link: string; urn: string } {
  const extension = Math.floor(serial / 10_000_000) % 10
  const reference = digits(site % 100, 2) + digits(serial % 10_000_000, 7)
  const body = `${extension}${prefix}${reference}`
  return { link: `${resolver}00/${body}${checkDigit(body)}`, urn: `urn:epc:id:sscc:${prefix}.${extension}${reference}` }
}

/** A returnable asset: a tote, a logger. `type` keeps the kinds apart, `serial` the pieces. */
export function grai(type: number, serial: string): { link: string; urn: string } {
  const body = `${companyPrefix}${digits(type, 5)}`
  return {
    link: `${resolver}8003/0${body}${checkDigit(body)}${serial}`,
    urn: `urn:epc:id:grai:${companyPrefix}.${digits(type, 5)}.${serial}`,
  }
}

export function gln(prefix: string, location: number): string {
  const body = `${prefix}${digits(location, 5)}`
  return body + checkDigit(body)
}

/** A place inside a location: `extension` holds only letters, digits and `-`, so no spelling needs escapes. */
export function sgln(prefix: string, location: number, extension: string): { link: string; urn: string } {
  return {
    link: `${resolver}414/${gln(prefix, location)}/254/${extension}`,
    urn: `urn:epc:id:sgln:${prefix}.${digits(location, 5)}.${extension}`,
  }
}

/** Business transaction identifier of CBV 2.0, 8.5.2. */
export function documentId(ownerGln: string, number: string): string {
  return `urn:epcglobal:cbv:bt:${ownerGln}:${number}`
}

const hex = Array.from({ length: 65536 }, (_, i) => i.toString(16).padStart(4, '0'))

/** Random UUIDs (RFC 9562, version 4) from the seed. */
export function uuidSource(random: Random): () => string {
  // Two words of 16 bits from each draw.
  return () => {
    const a = random.below(4294967296)
    const b = random.below(4294967296)
    const c = random.below(4294967296)
    const d = random.below(4294967296)
    const version = hex[0x4000 | (b & 0x0fff)]!
    const variant = hex[0x8000 | (c >>> 18)]!
    return `${hex[a >>> 16]!}${hex[a & 0xffff]!}-${hex[b >>> 16]!}-${version}-${variant}-${hex[c & 0xffff]!}${hex[d >>> 16]!}${hex[d & 0xffff]!}`
  }
}
