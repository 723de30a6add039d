import { constrain, convenienceAlphas, type GsKey, type KeyForm, keyFormOf, qualifierForms } from './identifiersKeys.ts'

/** Where every canonical GS1 identity stands. */
export const gs1Domain = 'https://id.gs1.org/'

const none: ReadonlyMap<string, string> = new Map()

/** Whether a plain value has the key's form; check digits are not looked at. */
export function fitsKey(form: KeyForm, value: string): boolean {
  if (form.digits === 0) {
    if (value.length < 4 || value.length > form.tailMax || !isDigits(value, 0, 4)) return false
    return isPlain(value)
  }
  if (value.length < form.digits || value.length > form.digits + form.tailMax) return false
  if (!isDigits(value, 0, form.digits)) return false
  // A GRAI has a filler zero before its thirteen digits.
  if (form.ai === '8003' && value[0] !== '0') return false
  return form.tailNumeric ? isDigits(value, form.digits, value.length) : isPlain(value)
}

/** Whether a plain value may stand behind the qualifier's AI. */
export function fitsQualifier(ai: string, value: string): boolean {
  const form = qualifierForms.get(ai)
  if (form === undefined || value.length === 0 || value.length > form.max) return false
  return form.numeric ? isDigits(value, 0, value.length) : isPlain(value)
}

/** The constrained canonical Digital Link of a key. */
export function printLink(key: GsKey): string {
  let out = `${gs1Domain}${key.form.ai}/${encodeLink(key.value)}`
  if (key.qualifiers.size === 0) return out
  for (const ai of key.form.qualifiers) {
    const value = key.qualifiers.get(ai)
    if (value !== undefined) out += `/${ai}/${encodeLink(value)}`
  }
  return out
}

/**
 * The key in a Digital Link on any domain, constrained; undefined for any other address. The path is read
 * from its left: the first key whose value and qualifiers all have their form wins, so a stem such as
 * `/shop/01/` in front does no harm.
 */
export function readLink(text: string): GsKey | undefined {
  const authority = text.indexOf('://')
  if (authority !== 4 && authority !== 5) return undefined
  const pathStart = text.indexOf('/', authority + 3)
  if (pathStart < 0) return undefined
  let end = text.length
  const query = text.indexOf('?', pathStart)
  if (query >= 0) end = query
  const fragment = text.indexOf('#', pathStart)
  if (fragment >= 0 && fragment < end) end = fragment
  while (end > pathStart && text.charCodeAt(end - 1) === 47) end--
  const parts = text.slice(pathStart + 1, end).split('/')
  for (let i = 0; i + 1 < parts.length; i++) {
    // Pairs go to the end of the path, so a key stands an even way from it.
    if ((parts.length - i) % 2 !== 0) continue
    const form = keyFormOf.get(aiOf(parts[i]!))
    if (form === undefined) continue
    const key = readPairs(form, parts, i + 1)
    if (key !== undefined) return constrain(key)
  }
  return undefined
}

function readPairs(form: KeyForm, parts: readonly string[], at: number): GsKey | undefined {
  const value = padKey(form, decodeLink(parts[at]!))
  if (!fitsKey(form, value)) return undefined
  if (at + 1 === parts.length) return { form, value, qualifiers: none }
  const qualifiers = new Map<string, string>()
  for (let i = at + 1; i < parts.length; i += 2) {
    const ai = aiOf(parts[i]!)
    const plain = decodeLink(parts[i + 1]!)
    if (!form.qualifiers.includes(ai) || qualifiers.has(ai) || !fitsQualifier(ai, plain)) return undefined
    qualifiers.set(ai, plain)
  }
  return { form, value, qualifiers }
}

/** A GTIN-8, -12 or -13 as 14 digits; other keys as they are. */
export function padKey(form: KeyForm, value: string): string {
  if (form.ai !== '01') return value
  return value.length === 8 || value.length === 12 || value.length === 13 ? value.padStart(14, '0') : value
}

function aiOf(segment: string): string {
  const first = segment.charCodeAt(0)
  if (first >= 48 && first <= 57) return segment
  // Nothing in an AI needs percent-encoding, but a URI may still write it so.
  const plain = decodeLink(segment)
  return convenienceAlphas.get(plain.toLowerCase()) ?? plain
}

/** Percent-decodes; text that is no valid encoding is returned as it is. */
export function decodeLink(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const unreserved = /^[A-Za-z0-9._~-]*$/

/** Percent-encodes all but RFC 3986 unreserved characters, hex digits in upper case. */
export function encodeLink(text: string): string {
  if (unreserved.test(text)) return text
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function isDigits(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (!(code >= 48 && code <= 57)) return false
  }
  return true
}

/** Printable ASCII without space, `#`, `$`, `@`, brackets and the like: GS1 set 82. */
function isPlain(text: string): boolean {
  return /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/.test(text)
}
