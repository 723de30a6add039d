import { err, type Fault, ok, type Result } from '../base/index.ts'
import { readEpcHex } from './barcodeRfid.ts'
import { checkDigit, checkPair } from './identifiersCheck.ts'
import { constrain, type GsKey, type IdentifierKind, keyFormOf, kindOf } from './identifiersKeys.ts'
import { decodeLink, gs1Domain, padKey, printLink, readLink } from './identifiersLink.ts'
import { frequentLink, type PrefixLength, printUrn, readUrn } from './identifiersUrn.ts'

export type { GsKey, IdentifierKind } from './identifiersKeys.ts'
export type { PrefixLength } from './identifiersUrn.ts'

/** A GS1 key that was understood. */
export interface Identifier {
  readonly kind: IdentifierKind
  /** Digital Link on `https://id.gs1.org/`, at the finest level that an EPC has. */
  readonly canonical: string
  /** Short human form, such as `(01) 09521321000013 (21) 12345`. */
  readonly label: string
  /** EPC URN, where the length of the company prefix is known. */
  readonly urn?: string
}

/** The key that any spelling of a GS1 identifier means (Digital Link on any domain, EPC URN), constrained. */
export function readKey(text: string): GsKey | undefined {
  const first = text.charCodeAt(0) | 32
  if (first === 117) return readUrn(text.trim()) ?? readRaw(text) // u: urn
  if (first === 104) return readLink(schemeLowered(text.trim())) // h: http, https
  const trimmed = text.trim()
  return trimmed.length === text.length ? undefined : readKey(trimmed)
}

/** Links that are canonical already, of the keys that most events are made of. */
const canonicalShapes =
  /^https:\/\/id\.gs1\.org\/(?:00\/\d{18}|01\/\d{14}(?:\/(?:21|10)\/[\w.-]{1,20})?|414\/\d{13}|8003\/0\d{13}[\w.-]{0,16})$/

/**
 * One spelling per object: any Digital Link and any EPC URN of a GS1 key becomes the constrained canonical
 * Digital Link on `https://id.gs1.org/` (GTIN as 14 digits, no query, percent-encoding normalised, serial
 * outranks lot). Any other text comes back trimmed and otherwise unchanged. Never throws. Check digits of
 * Digital Links are taken as they are: a wrong one is a fault (`checkIdentifier`), not another object.
 */
export function canonicalIdentifier(text: string): string {
  return keyLink(text) ?? text.trim()
}

/** The canonical Digital Link of a GS1 key in any spelling, undefined for any other text. */
export function keyLink(text: string): string | undefined {
  const frequent = frequentLink(text)
  if (frequent !== undefined) return frequent
  if (canonicalShapes.test(text)) return text
  const key = readKey(text)
  return key === undefined ? undefined : printLink(key)
}

/** What a text names, undefined where it is no GS1 key; `prefixLength` makes a URN possible. */
export function describeIdentifier(text: string, prefixLength?: PrefixLength): Identifier | undefined {
  const key = readKey(text)
  return key === undefined ? undefined : describeKey(key, urnPrefix(text) ?? prefixLength)
}

/** The same of a key already read. */
export function describeKey(key: GsKey, prefixLength?: PrefixLength): Identifier {
  const constrained = constrain(key)
  const urn = prefixLength === undefined ? undefined : printUrn(constrained, prefixLength)
  const identifier = { kind: kindOf(constrained), canonical: printLink(constrained), label: labelOf(constrained) }
  return urn === undefined ? identifier : { ...identifier, urn }
}

/**
 * The article that an identifier is one of, as a canonical Digital Link: the GTIN of an SGTIN or a lot, the type of a returnable
 * asset, the piece of an ITIP, the part of a CPI. Undefined where the identifier says none: logistic units, single assets, other schemes.
 */
export function articleOf(text: string): string | undefined {
  const key = readKey(text)
  if (key === undefined) return undefined
  const { form } = key
  if (form.ai === '01' || form.ai === '8006' || form.ai === '8010') {
    return printLink({ form, value: key.value, qualifiers: new Map() })
  }
  return form.ai === '8003'
    ? printLink({ form, value: key.value.slice(0, form.digits), qualifiers: new Map() })
    : undefined
}

/** The human readable form with application identifiers in brackets. */
export function labelOf(key: GsKey): string {
  let out = `(${key.form.ai}) ${key.value}`
  for (const ai of key.form.qualifiers) {
    const value = key.qualifiers.get(ai)
    if (value !== undefined) out += ` (${ai}) ${value}`
  }
  return out
}

/**
 * Understands a GS1 identifier and verifies its check digit.
 *
 * Faults: IDENTIFIER_UNKNOWN (no GS1 key), IDENTIFIER_FORM (a key whose value has not its form),
 * IDENTIFIER_CHECK_DIGIT. `at` is the application identifier as a pointer, such as `/01`.
 */
export function checkIdentifier(text: string, prefixLength?: PrefixLength): Result<Identifier, Fault> {
  const key = readKey(text)
  if (key === undefined) return err(whyNot(text))
  const fault = checkKey(key)
  if (fault !== undefined) return err(fault)
  return ok(describeKey(key, urnPrefix(text) ?? prefixLength))
}

/** The fault in a key's check digit or pair, undefined where it is right or the key has none. */
export function checkKey({ form, value }: GsKey): Fault | undefined {
  const at = `/${form.ai}`
  if (form.ai === '8013') {
    const right = checkPair(value.slice(0, -2)) === value.slice(-2)
    return right ? undefined : { code: 'IDENTIFIER_CHECK_DIGIT', at, allowed: 'check pair in the last 2 characters' }
  }
  if (form.checkAt < 0) return undefined
  const right = checkDigit(value, 0, form.checkAt) === value.charCodeAt(form.checkAt) - 48
  if (right) return undefined
  return { code: 'IDENTIFIER_CHECK_DIGIT', at, allowed: `mod-10 check digit in position ${form.checkAt + 1}` }
}

/**
 * Whether a text names a person by a service relation number (GSRN of a recipient or a provider), in any
 * spelling: URN, pattern, tag, Digital Link on any domain, a link's query, `(8018)` element string. Errs
 * towards yes: a broken number is still a person's.
 */
export function isPersonIdentifier(text: string): boolean {
  if (!mayBePerson.test(text)) return false
  const ai = readKey(text)?.form.ai
  return ai === '8017' || ai === '8018' || personText.test(decodeLink(text))
}

/** No spelling of such a number is without one of these. */
const mayBePerson = /gsrn|801[78]|%|urn:epc:raw/i
const personText =
  /^\s*(?:urn:epc:(?:id|idpat|tag|class):gsrnp?\b|urn:epc:raw:\d+\.x2[de]|\(801[78]\))|[/?&;](?:801[78]|gsrnp?)[/=]\d+/i

function whyNot(text: string): Fault {
  const plain = text.trim()
  if (/^urn:epc:/i.test(plain)) {
    return { code: 'IDENTIFIER_FORM', at: '', got: 'an EPC URN', allowed: 'parts of the length that the scheme says' }
  }
  const link = /^https?:\/\/[^/]+\/(?:.*\/)?(\d{2,4}|[a-z]+)\/([^/?#]*)/i.exec(plain)
  const form = keyFormOf.get(link?.[1] ?? '')
  if (link !== null && form !== undefined) {
    const value = padKey(form, decodeLink(link[2]!))
    return {
      code: 'IDENTIFIER_FORM',
      at: `/${form.ai}`,
      got: `${value.length} characters`,
      allowed:
        form.digits === 0 ? `a company prefix and up to ${form.tailMax} characters in all` : `${form.digits} digits`,
    }
  }
  if (plain.toLowerCase().startsWith(gs1Domain))
    return { code: 'IDENTIFIER_FORM', at: '', got: 'no GS1 key in the path' }
  return { code: 'IDENTIFIER_UNKNOWN', at: '', got: plain === '' ? 'nothing' : 'a text that is no GS1 key' }
}

/** A URN shows where its company prefix ends. */
function urnPrefix(text: string): PrefixLength | undefined {
  const match = /^\s*urn:epc:(?:id|idpat|class):[a-z]+:(\d{6,12})\./i.exec(text)
  const prefix = match?.[1] ?? /^\s*urn:epc:tag:[a-z]+-\d+:\d\.(\d{6,12})\./i.exec(text)?.[1]
  return prefix === undefined ? undefined : (digits) => (digits.startsWith(prefix) ? prefix.length : undefined)
}

/** A tag as it was read: the bits say what the key is. */
function readRaw(text: string): GsKey | undefined {
  const hex = /^\s*urn:epc:raw:\d+\.x([0-9a-f]+)\s*$/i.exec(text)?.[1]
  return hex === undefined ? undefined : readEpcHex(hex)?.key
}

/** `HTTPS://` in any case reads the same. */
function schemeLowered(text: string): string {
  const head = text.slice(0, 5)
  return head === 'https' || head === 'http:' ? text : /^https?:/i.test(text) ? head.toLowerCase() + text.slice(5) : ''
}
