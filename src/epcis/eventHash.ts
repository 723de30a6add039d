import { type CbvKind, canonicalCbv, cbvUri } from './cbv.ts'
import { InlineContext } from './context.ts'
import { keyLink } from './identifiers.ts'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined
}

/** The namespace behind a prefix of the `@context` in force, undefined where it is not declared. */
export type NamespaceResolver = (prefix: string) => string | undefined

/**
 * The CBV 2.0 event hash id of one event: `ni:///sha-256;<hex>?ver=CBV2.0`. One event has one id in JSON
 * and XML, with any prefixes and in any order of members and lists; eventID, recordTime, errorDeclaration
 * and certificationInfo take no part. `sha256` is injected because this room runs in browsers too.
 */
export function eventHash(
  event: JsonObject,
  resolve: NamespaceResolver,
  sha256: (bytes: Uint8Array) => Uint8Array,
): string {
  const digest = sha256(new TextEncoder().encode(preHash(event, resolve)))
  let hex = ''
  for (const byte of digest) hex += byte.toString(16).padStart(2, '0')
  return `ni:///sha-256;${hex}?ver=CBV2.0`
}

/**
 * The same of an event as a batch holds it: its text from `raw`, and the @context in force from `contexts`
 * (JSON text).
 */
export function storedEventHash(raw: Uint8Array, context: string, sha256: (bytes: Uint8Array) => Uint8Array): string {
  const { prefixes } = new InlineContext(context, JSON.parse(context))
  const event = JSON.parse(new TextDecoder().decode(raw)) as JsonObject
  return eventHash(event, (prefix) => prefixes.get(prefix), sha256)
}

type Field = readonly [name: string, print: (value: JsonValue, name: string) => string]

/** Members that never take part, at any level. */
const ignored = new Set(['@context', 'rdfs:comment', 'comment'])
const ignoredAtTop = new Set(['type', 'eventID', 'recordTime', 'errorDeclaration', 'certificationInfo', 'ilmd'])

/** Canonical order of an event's own fields. Source: CBV 2.0, section on the event hash id. */
const eventFields: readonly Field[] = [
  ['eventTime', time],
  ['eventTimeZoneOffset', text],
  ['epcList', epcs],
  ['parentID', text],
  ['inputEPCList', epcs],
  ['childEPCs', epcs],
  ['quantityList', quantities],
  ['childQuantityList', quantities],
  ['inputQuantityList', quantities],
  ['outputEPCList', epcs],
  ['outputQuantityList', quantities],
  ['action', text],
  ['transformationID', text],
  ['bizStep', word('bizStep')],
  ['disposition', word('disposition')],
  ['persistentDisposition', persistent],
  ['readPoint', place],
  ['bizLocation', place],
  ['bizTransactionList', typed('bizTransaction', 'bizTransactionType')],
  ['sourceList', typed('source', 'sourceDestType')],
  ['destinationList', typed('destination', 'sourceDestType')],
  ['sensorElementList', sensors],
]

const metadataFields: readonly Field[] = [
  ['time', time],
  ['startTime', time],
  ['endTime', time],
  ['deviceID', text],
  ['deviceMetadata', text],
  ['rawData', text],
  ['dataProcessingMethod', text],
  ['bizRules', text],
]

const reportFields: readonly Field[] = [
  ['type', word('measurementType')],
  ['exception', word('sensorAlertType')],
  ['deviceID', text],
  ['deviceMetadata', text],
  ['rawData', text],
  ['dataProcessingMethod', text],
  ['time', time],
  ['microorganism', text],
  ['chemicalSubstance', text],
  ['value', text],
  ['component', word('component')],
  ['stringValue', text],
  ['booleanValue', text],
  ['hexBinaryValue', text],
  ['uriValue', text],
  ['minValue', text],
  ['maxValue', text],
  ['meanValue', text],
  ['sDev', text],
  ['percRank', text],
  ['percValue', text],
  ['uom', text],
  ['coordinateReferenceSystem', text],
]

const quantityFields: readonly Field[] = [
  ['epcClass', text],
  ['quantity', text],
  ['uom', text],
]

const namesOf = (fields: readonly Field[]): ReadonlySet<string> => new Set(fields.map(([name]) => name))
const eventNames = namesOf(eventFields)
const metadataNames = namesOf(metadataFields)
const reportNames = namesOf(reportFields)
const placeNames: ReadonlySet<string> = new Set(['id', 'type'])
const sensorNames: ReadonlySet<string> = new Set(['sensorMetadata', 'sensorReport', 'type'])

/**
 * The string that is hashed.
 *
 * Where the text of CBV 2.0 and its implementations differ, this follows what the two maintained ones print
 * for version 2.0, since an id is worth what others compute too: a type stands before its value, the word
 * `sensorElementList` is left out, and extensions inside readPoint, bizLocation and sensor elements
 * follow after the ILMD, each under the name of its field. CBV 2.1 changes the last two.
 */
export function preHash(event: JsonObject, resolve: NamespaceResolver): string {
  let out = `eventType=${trimmed(event['type'])}${inOrder(event, eventFields)}`
  const ilmd = event['ilmd']
  if (isObject(ilmd)) {
    const inside = extensions(ilmd, resolve)
    if (inside !== '') out += `ilmd${inside}`
  }
  for (const name of ['readPoint', 'bizLocation'] as const) {
    const at = event[name]
    if (!isObject(at)) continue
    const inside = extensions(at, resolve, placeNames)
    if (inside !== '') out += name + inside
  }
  out += sorted(listOf(event['sensorElementList']).map((element) => sensorExtensions(element, resolve)))
  return out + extensions(event, resolve, eventNames, ignoredAtTop)
}

function inOrder(object: JsonObject, fields: readonly Field[]): string {
  let out = ''
  for (const [name, print] of fields) {
    const value = object[name]
    if (value !== undefined && value !== null) out += print(value, name)
  }
  return out
}

function text(value: JsonValue, name: string): string {
  const plain = canonicalText(value)
  return plain === '' ? '' : `${name}=${plain}`
}

function time(value: JsonValue, name: string): string {
  return `${name}=${utcMilliseconds(trimmed(value))}`
}

function word(kind: CbvKind): (value: JsonValue, name: string) => string {
  return (value, name) => `${name}=${wordUri(kind, trimmed(value))}`
}

function epcs(value: JsonValue, name: string): string {
  const inside = sorted(listOf(value).map((epc) => text(epc, 'epc')))
  return inside === '' ? '' : name + inside
}

function quantities(value: JsonValue, name: string): string {
  const inside = sorted(
    listOf(value).map((one) => (isObject(one) ? `quantityElement${inOrder(one, quantityFields)}` : '')),
  )
  return inside === '' ? '' : name + inside
}

function persistent(value: JsonValue, name: string): string {
  if (!isObject(value)) return ''
  const print = word('disposition')
  const part = (key: string): string => sorted(listOf(value[key]).map((one) => print(one, key)))
  const inside = part('set') + part('unset')
  return inside === '' ? '' : name + inside
}

function place(value: JsonValue, name: string): string {
  return isObject(value) && value['id'] !== undefined ? name + text(value['id'], 'id') : ''
}

function typed(field: string, kind: CbvKind): (value: JsonValue, name: string) => string {
  const order: readonly Field[] = [
    ['type', word(kind)],
    [field, text],
  ]
  return (value, name) => {
    const inside = sorted(listOf(value).map((one) => (isObject(one) ? inOrder(one, order) : '')))
    return inside === '' ? '' : name + inside
  }
}

function sensors(value: JsonValue): string {
  return sorted(
    listOf(value).map((element) => {
      if (!isObject(element)) return ''
      const metadata = element['sensorMetadata']
      const head = isObject(metadata) ? inOrder(metadata, metadataFields) : ''
      const reports = listOf(element['sensorReport']).map((report) =>
        isObject(report) ? `sensorReport${inOrder(report, reportFields)}` : '',
      )
      return `sensorElement${head === '' ? '' : `sensorMetadata${head}`}${sorted(reports)}`
    }),
  )
}

function sensorExtensions(element: JsonValue, resolve: NamespaceResolver): string {
  if (!isObject(element)) return ''
  const metadata = element['sensorMetadata']
  const head = isObject(metadata) ? extensions(metadata, resolve, metadataNames) : ''
  const reports = listOf(element['sensorReport']).map((report) => {
    const inside = isObject(report) ? extensions(report, resolve, reportNames) : ''
    return inside === '' ? '' : `sensorReport${inside}`
  })
  const inside =
    (head === '' ? '' : `sensorMetadata${head}`) + sorted(reports) + extensions(element, resolve, sensorNames)
  return inside === '' ? '' : `sensorElement${inside}`
}

const nothing: ReadonlySet<string> = new Set()

/** Members by expanded name, sorted; those named in `known` or `alsoKnown` are printed elsewhere. */
function extensions(
  object: JsonObject,
  resolve: NamespaceResolver,
  known: ReadonlySet<string> = nothing,
  alsoKnown: ReadonlySet<string> = nothing,
): string {
  const out: string[] = []
  for (const [name, value] of Object.entries(object)) {
    if (known.has(name) || alsoKnown.has(name) || ignored.has(name)) continue
    for (const one of listOf(value)) out.push(extension(expandedName(name, resolve), one, resolve))
  }
  return sorted(out)
}

function extension(name: string, value: JsonValue, resolve: NamespaceResolver): string {
  if (value === null) return ''
  // A list within a list is one member said several times, as it would be in XML.
  if (isList(value)) return sorted(value.map((one) => extension(name, one, resolve)))
  if (isObject(value)) return name + extensions(value, resolve)
  const plain = canonicalText(value)
  return plain === '' ? name : `${name}=${plain}`
}

/** `{namespace}local` of a name with a declared prefix or of a whole IRI; a bare name stays bare. */
function expandedName(name: string, resolve: NamespaceResolver): string {
  const colon = name.indexOf(':')
  if (colon <= 0) return name
  const namespace = resolve(name.slice(0, colon))
  if (namespace !== undefined) return `{${xmlNamespace(namespace)}}${name.slice(colon + 1)}`
  const end = Math.max(name.lastIndexOf('/'), name.lastIndexOf('#'))
  return end > colon ? `{${name.slice(0, end + 1)}}${name.slice(end + 1)}` : name
}

/** JSON-LD writes the CBV's master data namespace with a closing colon, XML without; the hash is one. */
function xmlNamespace(namespace: string): string {
  return namespace === 'urn:epcglobal:cbv:mda:' ? 'urn:epcglobal:cbv:mda' : namespace
}

const cbvUrnKinds: ReadonlyMap<string, CbvKind> = new Map([
  ['bizstep', 'bizStep'],
  ['disp', 'disposition'],
  ['btt', 'bizTransactionType'],
  ['sdt', 'sourceDestType'],
  ['er', 'errorReason'],
  ['comp', 'component'],
])

/** A value as the hash has it: identifiers canonical, CBV words as web URIs, decimals without trailing zeros. */
function canonicalText(value: JsonValue): string {
  if (typeof value === 'number') return decimalText(value)
  const plain = trimmed(value)
  if (/^[+-]?\d+\.\d+$/.test(plain)) return plain.replace(/\.?0+$/, '')
  const link = keyLink(plain)
  if (link !== undefined) return link
  const urn = /^urn:epcglobal:cbv:([a-z]+):(.*)$/.exec(plain)
  const kind = cbvUrnKinds.get(urn?.[1] ?? '')
  if (kind !== undefined) return wordUri(kind, plain)
  return expandCurie(plain)
}

function wordUri(kind: CbvKind, plain: string): string {
  const bare = canonicalCbv(kind, plain)
  return bare === undefined ? expandCurie(plain) : expandCurie(cbvUri(kind, bare))
}

/** The standard's own prefixes; a user's CURIE stays as it is, as it does in XML. */
function expandCurie(plain: string): string {
  if (plain.startsWith('gs1:')) return `https://gs1.org/voc/${plain.slice(4)}`
  if (plain.startsWith('cbv:')) return `https://ref.gs1.org/cbv/${plain.slice(4)}`
  if (plain.startsWith('epcis:')) return `https://ref.gs1.org/epcis/${plain.slice(6)}`
  return plain
}

/** A JSON number in plain decimal digits: no exponent, no trailing zeros. */
export function decimalText(value: number): string {
  const shortest = String(value)
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(shortest)
  if (match === null) return Object.is(value, -0) ? '0' : shortest
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return point >= digits.length
    ? sign + digits.padEnd(point, '0')
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

const instant = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/

/** UTC with three decimals, half up at the fourth; text that is no time of the standard is left as it is. */
function utcMilliseconds(plain: string): string {
  const match = instant.exec(plain)
  if (match === null) return plain
  const fraction = (match[2] ?? '').padEnd(4, '0')
  const milliseconds = Number(fraction.slice(0, 3)) + (fraction.charCodeAt(3) >= 53 ? 1 : 0)
  const wholeMs = Date.parse(`${match[1]}${match[3]}`)
  return Number.isNaN(wholeMs) ? plain : new Date(wholeMs + milliseconds).toISOString()
}

function trimmed(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value.trim()
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value)
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** JSON-LD lets a list of one be written without its brackets. */
function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined || value === null) return []
  return isList(value) ? value : [value]
}

function sorted(parts: readonly string[]): string {
  return [...parts].sort(byUtf8).join('')
}

/** Order of the UTF-8 bytes, which is that of code points: UTF-16 would put surrogates before U+E000. */
function byUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right) return place16(left) - place16(right)
  }
  return a.length - b.length
}

function place16(unit: number): number {
  return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
