import { err, type Fault, ok, type Result } from '../base/index.ts'
import { type ApplicationIdentifier, aiAt, applicationIdentifiers, fitsAi } from './barcodeAi.ts'
import { readEpcHex } from './barcodeRfid.ts'
import { canonicalIdentifier, checkKey, describeKey, type Identifier, readKey } from './identifiers.ts'
import { checkDigit, endsInCheckDigit } from './identifiersCheck.ts'
import { constrain, type GsKey, keyFormOf } from './identifiersKeys.ts'
import { fitsKey, fitsQualifier } from './identifiersLink.ts'

/** One application identifier with its value, as a symbol holds it. */
export interface CodeElement {
  readonly ai: string
  readonly value: string
}

/** What was scanned or typed, understood. */
export interface Scanned {
  readonly from: 'elements' | 'digits' | 'link' | 'urn' | 'rfid' | 'uri' | 'text'
  /** The one spelling to look for: a canonical identifier, an unchanged URI, or the text of a business id. */
  readonly canonical: string
  /** The GS1 key, where it is one. */
  readonly identifier?: Identifier
  /** Every element of a GS1 symbol (lot, dates, counts too), in its order. */
  readonly elements?: readonly CodeElement[]
}

/** Longest text that is taken; the largest symbols hold about 7,000 digits, labels in use far less. */
export const codeCharactersMax = 2048

/** Symbology identifiers (ISO/IEC 15424) of symbols that hold GS1 elements. */
const gs1Symbols = /^\](?:C1|e[0-3]|d2|Q3|J1)/
const anySymbol = /^\][A-Za-z][0-9A-Za-z]/
const GS = '\u001d'
/** The separator, and what scanners and pages print in its place. */
const separators = new RegExp(`${GS}|\u241d|<GS>|\\{GS\\}|\\[GS\\]|<FNC1>|\\{FNC1\\}`, 'gi')

/**
 * Reads what a person scans or types: a GS1 element string (in brackets or as the symbol holds it, with
 * FNC1 and symbology prefix), the digits of an SSCC or GTIN, a Digital Link on any domain, an EPC URN, an
 * RFID EPC in hex, any other URI, or a plain business id.
 *
 * Faults: CODE_EMPTY, CODE_TOO_LONG, CODE_ELEMENT (`at` is the AI), IDENTIFIER_FORM,
 * IDENTIFIER_CHECK_DIGIT. Bare digits are a GTIN (8, 12, 13, 14) only when their check digit is right, else
 * a business id; 18 digits are an SSCC, and a wrong check digit there is a fault.
 */
export function readScan(text: string): Result<Scanned, Fault> {
  if (text.length > codeCharactersMax) {
    return err({ code: 'CODE_TOO_LONG', got: `${text.length} characters`, allowed: `${codeCharactersMax} at most` })
  }
  let plain = text.replace(separators, GS).trim()
  const isGs1 = gs1Symbols.test(plain)
  if (anySymbol.test(plain)) plain = plain.slice(3)
  while (plain.startsWith(GS)) plain = plain.slice(1)
  plain = plain.trim()
  if (plain === '') return err({ code: 'CODE_EMPTY', at: '' })
  if (isGs1) return scanElements(splitSymbol(plain))
  if (/^\(\s*\d{2,4}\s*\)/.test(plain)) return scanElements(splitBrackets(plain))
  if (/^(?:https?|urn):/i.test(plain)) return scanUri(plain)
  if (plain.includes(GS)) return scanElements(splitSymbol(plain))
  if (/^[\d ]+$/.test(plain)) return scanDigits(plain)
  return scanOther(plain)
}

function scanUri(plain: string): Result<Scanned, Fault> {
  const key = readKey(plain)
  if (key === undefined) return ok({ from: 'uri', canonical: canonicalIdentifier(plain) })
  const from = /^urn:/i.test(plain) ? 'urn' : 'link'
  const fault = checkKey(key)
  return fault === undefined ? ok(scannedKey(from, key)) : err(fault)
}

function scanDigits(plain: string): Result<Scanned, Fault> {
  // People type long numbers in groups.
  const digits = plain.replaceAll(' ', '')
  const { length } = digits
  if (length === 18) {
    const key: GsKey = { form: keyFormOf.get('00')!, value: digits, qualifiers: new Map() }
    const fault = checkKey(key)
    return fault === undefined ? ok(scannedKey('digits', key)) : err(fault)
  }
  if ((length === 8 || length === 12 || length === 13 || length === 14) && endsInCheckDigit(digits)) {
    return ok(
      scannedKey('digits', { form: keyFormOf.get('01')!, value: digits.padStart(14, '0'), qualifiers: new Map() }),
    )
  }
  // An SSCC that starts with its AI is long enough to say what is wrong with it.
  if (length === 20 && digits.startsWith('00')) return scanElements(splitSymbol(digits))
  return scanOther(plain)
}

function scanOther(plain: string): Result<Scanned, Fault> {
  // Without a symbology prefix, an element string has to prove itself: whole, and with a key in it.
  if (plain.length >= 16 && /^\d{2}/.test(plain)) {
    const elements = scanElements(splitSymbol(plain))
    if (elements.ok && elements.value.identifier !== undefined) return elements
  }
  const tag = readEpcHex(plain)
  if (tag !== undefined) return ok(scannedKey('rfid', tag.key, tag.urn))
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+\//i.test(plain)) {
    const key = readKey(`https://${plain}`)
    if (key !== undefined && checkKey(key) === undefined) return ok(scannedKey('link', key))
  }
  const isUri = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/.test(plain)
  return ok({ from: isUri ? 'uri' : 'text', canonical: plain })
}

function scannedKey(from: Scanned['from'], key: GsKey, urn?: string): Scanned {
  const identifier = describeKey(key)
  return { from, canonical: identifier.canonical, identifier: urn === undefined ? identifier : { ...identifier, urn } }
}

/** A cut that cannot be made: the AI is unknown, or its value ends too early. */
type Split = { readonly elements: readonly CodeElement[]; readonly fault?: Fault }

function splitBrackets(text: string): Split {
  const marks = [...text.matchAll(/\(\s*(\d{2,4})\s*\)/g)]
  const elements: CodeElement[] = []
  for (const [index, mark] of marks.entries()) {
    const ai = mark[1]!
    const known = applicationIdentifiers.get(ai)
    if (known === undefined)
      return { elements, fault: { code: 'CODE_ELEMENT', at: `/${ai}`, got: 'an unknown application identifier' } }
    const value = text
      .slice(mark.index + mark[0].length, marks[index + 1]?.index)
      .replaceAll(GS, '')
      .trim()
    // As on labels, digits may stand in groups.
    elements.push({ ai, value: /^[\d ]+$/.test(value) ? value.replaceAll(' ', '') : value })
  }
  return { elements }
}

function splitSymbol(text: string): Split {
  const elements: CodeElement[] = []
  let at = 0
  while (at < text.length) {
    if (text[at] === GS) {
      at++
      continue
    }
    const known = aiAt(text, at)
    if (known === undefined)
      return { elements, fault: { code: 'CODE_ELEMENT', at: '', got: 'an unknown application identifier' } }
    at += known.ai.length
    const separator = text.indexOf(GS, at)
    const stop = separator < 0 ? text.length : separator
    const end = known.fixed ? Math.min(at + known.max, stop) : stop
    elements.push({ ai: known.ai, value: text.slice(at, end) })
    at = end
  }
  return { elements }
}

/** Keys in the order in which they name the object: the pallet before what it holds. */
const keyOrder = [
  '00',
  '8006',
  '01',
  '8003',
  '8004',
  '8010',
  '253',
  '255',
  '401',
  '402',
  '8013',
  '8017',
  '8018',
  '417',
  '414',
  '415',
]

function scanElements({ elements, fault }: Split): Result<Scanned, Fault> {
  if (fault !== undefined) return err(fault)
  for (const { ai, value } of elements) {
    const wrong = checkElement(applicationIdentifiers.get(ai)!, value)
    if (wrong !== undefined) return err(wrong)
  }
  const byAi = new Map(elements.map(({ ai, value }) => [ai, value]))
  const key = keyOf(byAi)
  if (key === undefined) {
    // Dates and counts alone name nothing, but what was read is still worth showing.
    const canonical = elements.map(({ ai, value }) => `(${ai})${value}`).join('')
    return ok({ from: 'elements', canonical, elements })
  }
  const wrong = checkKey(key)
  return wrong === undefined ? ok({ ...scannedKey('elements', key), elements }) : err(wrong)
}

function keyOf(byAi: ReadonlyMap<string, string>): GsKey | undefined {
  for (const ai of keyOrder) {
    const value = byAi.get(ai)
    const form = keyFormOf.get(ai)
    if (value === undefined || form === undefined || !fitsKey(form, value)) continue
    const qualifiers = new Map<string, string>()
    for (const name of form.qualifiers) {
      const qualifier = byAi.get(name)
      if (qualifier !== undefined && fitsQualifier(name, qualifier)) qualifiers.set(name, qualifier)
    }
    return constrain({ form, value, qualifiers })
  }
  return undefined
}

/** Position of the check digit of AIs that hold a key without being one. */
const checkedElements: ReadonlyMap<string, number> = new Map([
  ['02', 13],
  ['03', 13],
  ['410', 12],
  ['411', 12],
  ['412', 12],
  ['413', 12],
  ['416', 12],
  ['8026', 13],
])

function checkElement(known: ApplicationIdentifier, value: string): Fault | undefined {
  const at = `/${known.ai}`
  if (!fitsAi(known, value)) {
    const allowed = known.min === known.max ? `${known.max} characters` : `${known.min} to ${known.max} characters`
    return { code: 'CODE_ELEMENT', at, got: `${value.length} characters`, allowed: `${allowed} of its alphabet` }
  }
  const position = checkedElements.get(known.ai) ?? keyFormOf.get(known.ai)?.checkAt ?? -1
  if (position < 0 || checkDigit(value, 0, position) === value.charCodeAt(position) - 48) return undefined
  return { code: 'IDENTIFIER_CHECK_DIGIT', at, allowed: `mod-10 check digit in position ${position + 1}` }
}
