import { checkDigit } from './identifiersCheck.ts'
import { constrain, type GsKey, keyFormOf, kindOf } from './identifiersKeys.ts'
import { decodeLink, fitsKey, fitsQualifier } from './identifiersLink.ts'

const none: ReadonlyMap<string, string> = new Map()

/** How the parts of an EPC URN make a key. */
interface UrnScheme {
  readonly ai: string
  /** Digits of company prefix and reference together. */
  readonly digits: number
  /** The first digit of the reference (indicator, extension) goes before the prefix. */
  readonly lead?: true
  /** Parts behind prefix and reference that belong to the key's own value, joined as they come. */
  readonly tail?: number
  /** AI of the last part, where it is a qualifier. */
  readonly qualifier?: string
}

/** Source: GS1 EPC Tag Data Standard 2.0, sections 6 and 7. */
const schemes: ReadonlyMap<string, UrnScheme> = new Map<string, UrnScheme>([
  ['sgtin', { ai: '01', digits: 13, lead: true, qualifier: '21' }],
  ['lgtin', { ai: '01', digits: 13, lead: true, qualifier: '10' }],
  ['upui', { ai: '01', digits: 13, lead: true, qualifier: '235' }],
  ['sscc', { ai: '00', digits: 17, lead: true }],
  ['sgln', { ai: '414', digits: 12, qualifier: '254' }],
  ['pgln', { ai: '417', digits: 12 }],
  ['grai', { ai: '8003', digits: 12, tail: 1 }],
  ['gdti', { ai: '253', digits: 12, tail: 1 }],
  ['sgcn', { ai: '255', digits: 12, tail: 1 }],
  ['gsrn', { ai: '8018', digits: 17 }],
  ['gsrnp', { ai: '8017', digits: 17 }],
  ['gsin', { ai: '402', digits: 16 }],
  ['itip', { ai: '8006', digits: 13, lead: true, tail: 2, qualifier: '21' }],
  ['giai', { ai: '8004', digits: 0 }],
  ['ginc', { ai: '401', digits: 0 }],
  ['cpi', { ai: '8010', digits: 0, qualifier: '8011' }],
])

/** `urn:epc:` with what the parts are said to be. */
const head = /^urn:epc:(id|idpat|class|tag):([a-z]+)(?:-\d+)?:/i

/**
 * The key in an EPC URN (`id`, `class`, `idpat`, `tag`), constrained, its check digit computed; undefined
 * for schemes without a GS1 key and for parts that do not have their form.
 */
export function readUrn(text: string): GsKey | undefined {
  const start = head.exec(text)
  if (start === null) return undefined
  const space = start[1]!.toLowerCase()
  const name = start[2]!.toLowerCase()
  const scheme = schemes.get(name)
  if (scheme === undefined || (space === 'class') !== (name === 'lgtin')) return undefined
  const parts = text.slice(start[0].length).split('.')
  // A tag says first what its filter is; a filter is no part of the identity.
  if (space === 'tag') parts.shift()
  return assemble(scheme, parts, space === 'idpat')
}

/**
 * The canonical link of the two URNs that most events are made of, SGTIN and SSCC, without a match, a split
 * or a key in between; undefined for anything else or anything odd, which `readUrn` then looks at.
 */
export function frequentLink(text: string): string | undefined {
  const isSgtin = text.startsWith('urn:epc:id:sgtin:')
  if (!isSgtin && !text.startsWith('urn:epc:id:sscc:')) return undefined
  const start = isSgtin ? 17 : 16
  const digits = isSgtin ? 13 : 17
  // Prefix and reference have a fixed sum of digits, so the place behind them is known.
  const dot = text.indexOf('.', start)
  const end = start + digits + 1
  if (dot < start + 6 || dot > start + 12 || dot + 1 >= end) return undefined
  const lead = text.charCodeAt(dot + 1) - 48
  if (!(lead >= 0 && lead <= 9)) return undefined
  // Both keys have an odd count of digits before the check digit, so their leftmost has weight 3.
  let sum = lead * 3
  let weight = 1
  for (let i = start; i < end; i++) {
    if (i === dot || i === dot + 1) continue
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return undefined
    sum += digit * weight
    weight = 4 - weight
  }
  const key = text[dot + 1]! + text.slice(start, dot) + text.slice(dot + 2, end) + ((10 - (sum % 10)) % 10)
  if (!isSgtin) return text.length === end ? `https://id.gs1.org/00/${key}` : undefined
  const serial = text.length - end - 1
  if (text.charCodeAt(end) !== 46 || serial < 1 || serial > 20) return undefined
  for (let i = end + 1; i < text.length; i++) if (!isPlainCode(text.charCodeAt(i))) return undefined
  return `https://id.gs1.org/01/${key}/21/${text.slice(end + 1)}`
}

/** Letters, digits, `-`, `.`, `_`: characters that URN, link and set 82 all write alike. */
function isPlainCode(code: number): boolean {
  if (code >= 97) return code <= 122
  if (code >= 65) return code <= 90 || code === 95
  return (code >= 48 && code <= 57) || code === 45 || code === 46
}

function assemble(scheme: UrnScheme, raw: readonly string[], isPattern: boolean): GsKey | undefined {
  const form = keyFormOf.get(scheme.ai)
  if (form === undefined) return undefined
  const fixed = 2 + (scheme.tail ?? 0) + (scheme.qualifier === undefined ? 0 : 1)
  // A serial may itself hold full stops.
  const parts = raw.length > fixed ? [...raw.slice(0, fixed - 1), raw.slice(fixed - 1).join('.')] : raw
  if (parts.length !== fixed) return undefined
  const prefix = parts[0]!
  const reference = decodeLink(parts[1]!)
  const rest = parts.slice(2).map(decodeLink)
  if (!/^\d{6,12}$/.test(prefix)) return undefined
  const starred = isPattern ? rest.indexOf('*') : -1
  if (starred >= 0 && rest.slice(starred).some((part) => part !== '*')) return undefined
  const given = starred < 0 ? rest : rest.slice(0, starred)

  const body = bodyOf(scheme, prefix, reference)
  if (body === undefined) return undefined
  const tailCount = scheme.tail ?? 0
  // An individual piece of a trade item without its piece number is no ITIP.
  if (scheme.ai === '8006' && given.length < tailCount) return undefined
  const value = body + given.slice(0, tailCount).join('')
  if (!fitsKey(form, value)) return undefined
  const last = given[tailCount]
  if (scheme.qualifier === undefined || last === undefined) return { form, value, qualifiers: none }
  if (!fitsQualifier(scheme.qualifier, last)) return undefined
  return constrain({ form, value, qualifiers: new Map([[scheme.qualifier, last]]) })
}

function bodyOf(scheme: UrnScheme, prefix: string, reference: string): string | undefined {
  if (scheme.digits === 0) return reference.length > 0 ? prefix + reference : undefined
  if (prefix.length + reference.length !== scheme.digits) return undefined
  const digits = scheme.lead ? reference.slice(0, 1) + prefix + reference.slice(1) : prefix + reference
  const check = checkDigit(digits)
  if (check < 0) return undefined
  return `${scheme.ai === '8003' ? '0' : ''}${digits}${check}`
}

/** Length of the company prefix that a run of digits starts with, where it is known; never guessed. */
export type PrefixLength = (digits: string) => number | undefined

/** What EPC URNs escape in their parts. Source: EPC Tag Data Standard 2.0, table A-1. */
const urnReserved = /["%&/<>?#]/g

/**
 * The EPC URN of a constrained key; undefined where the prefix length is not known or no URN exists (a GTIN
 * without a serial or lot is a pattern: `urn:epc:idpat:sgtin:…*`).
 */
export function printUrn(key: GsKey, prefixLength: PrefixLength): string | undefined {
  const { form, value, qualifiers } = key
  const digits = value.slice(form.prefixAt)
  const length = prefixLength(digits)
  if (length === undefined || length < 6 || length > 12 || length >= digits.length) return undefined
  const prefix = digits.slice(0, length)
  // An asset number may hold letters where no prefix of this length can end.
  if (!/^\d+$/.test(prefix)) return undefined
  const from = form.prefixAt + length
  const reference =
    form.digits === 0
      ? escapePart(value.slice(from))
      : (form.prefixAt === 1 && form.ai !== '8003' ? value.slice(0, 1) : '') + value.slice(from, form.checkAt)
  const serial = form.digits === 0 || form.ai === '8006' ? '' : escapePart(value.slice(form.digits))
  const id = `${prefix}.${reference}`
  switch (kindOf(key)) {
    case 'SSCC':
      return `urn:epc:id:sscc:${id}`
    case 'SGTIN':
      return `urn:epc:id:sgtin:${id}.${escapePart(qualifiers.get('21')!)}`
    case 'LGTIN':
      return `urn:epc:class:lgtin:${id}.${escapePart(qualifiers.get('10')!)}`
    case 'UPUI':
      return `urn:epc:id:upui:${id}.${escapePart(qualifiers.get('235')!)}`
    case 'GTIN':
      return `urn:epc:idpat:sgtin:${id}.*`
    case 'GDTI':
      return serial === '' ? `urn:epc:idpat:gdti:${id}.*` : `urn:epc:id:gdti:${id}.${serial}`
    case 'GCN':
      return `urn:epc:idpat:sgcn:${id}.*`
    case 'SGCN':
      return `urn:epc:id:sgcn:${id}.${serial}`
    case 'GRAI':
      return serial === '' ? `urn:epc:idpat:grai:${id}.*` : `urn:epc:id:grai:${id}.${serial}`
    case 'GLN':
      return form.ai === '414' ? `urn:epc:id:sgln:${id}.0` : undefined
    case 'SGLN':
      return `urn:epc:id:sgln:${id}.${escapePart(qualifiers.get('254')!)}`
    case 'PGLN':
      return `urn:epc:id:pgln:${id}`
    case 'GSIN':
      return `urn:epc:id:gsin:${id}`
    case 'GINC':
      return `urn:epc:id:ginc:${id}`
    case 'GIAI':
      return `urn:epc:id:giai:${id}`
    case 'GSRN':
      return `urn:epc:id:gsrn:${id}`
    case 'GSRNP':
      return `urn:epc:id:gsrnp:${id}`
    case 'CPI': {
      const part = qualifiers.get('8011')
      return part === undefined ? `urn:epc:idpat:cpi:${id}.*` : `urn:epc:id:cpi:${id}.${part}`
    }
    case 'ITIP': {
      const pieces = `${value.slice(14, 16)}.${value.slice(16, 18)}`
      const ser = qualifiers.get('21')
      if (qualifiers.has('10')) return undefined
      return ser === undefined
        ? `urn:epc:idpat:itip:${id}.${pieces}.*`
        : `urn:epc:id:itip:${id}.${pieces}.${escapePart(ser)}`
    }
    case 'GMN':
      return undefined
  }
}

function escapePart(text: string): string {
  return text.replace(urnReserved, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
