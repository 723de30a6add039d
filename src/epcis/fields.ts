/**
 * Members that EPCIS 2.0 names, as small numbers. 0 is any other member (an extension, or unknown). The
 * numbers live in memory only and may change.
 */
export const fieldNames = [
  '',
  // every event
  '@context',
  'type',
  'eventID',
  'eventTime',
  'eventTimeZoneOffset',
  'recordTime',
  'action',
  'bizStep',
  'disposition',
  'persistentDisposition',
  'readPoint',
  'bizLocation',
  'epcList',
  'quantityList',
  'parentID',
  'childEPCs',
  'childQuantityList',
  'inputEPCList',
  'inputQuantityList',
  'outputEPCList',
  'outputQuantityList',
  'transformationID',
  'bizTransactionList',
  'sourceList',
  'destinationList',
  'sensorElementList',
  'ilmd',
  'certificationInfo',
  'errorDeclaration',
  // inside events
  'id',
  'epcClass',
  'quantity',
  'uom',
  'bizTransaction',
  'source',
  'destination',
  'set',
  'unset',
  'declarationTime',
  'reason',
  'correctiveEventIDs',
  'sensorMetadata',
  'sensorReport',
  'time',
  'deviceID',
  'deviceMetadata',
  'rawData',
  'startTime',
  'endTime',
  'dataProcessingMethod',
  'bizRules',
  'exception',
  'microorganism',
  'chemicalSubstance',
  'coordinateReferenceSystem',
  'value',
  'component',
  'stringValue',
  'booleanValue',
  'hexBinaryValue',
  'uriValue',
  'minValue',
  'maxValue',
  'meanValue',
  'sDev',
  'percRank',
  'percValue',
  // documents
  'schemaVersion',
  'creationDate',
  'instanceIdentifier',
  'sender',
  'receiver',
  'epcisHeader',
  'epcisBody',
  'eventList',
  'queryResults',
  'queryName',
  'subscriptionID',
  'resultsBody',
  'vocabularyList',
  'epcisMasterData',
  'vocabularyElementList',
  'attributes',
  'attribute',
  'children',
] as const
export type FieldName = Exclude<(typeof fieldNames)[number], ''>

/** Number of each member, by name. */
export const field = Object.fromEntries(fieldNames.map((name, code) => [name, code])) as Readonly<
  Record<FieldName, number>
>
export const fieldCount = fieldNames.length
/** Members with numbers below this one stand directly in an event. */
export const eventFieldEnd = field.id

const utf8 = new TextEncoder()
const codes: ReadonlyMap<string, number> = new Map(fieldNames.map((name, code) => [name, code]))

const slots = 2048
const table = new Uint8Array(slots)
const nameStart = new Int32Array(fieldCount + 1)
const nameBytes: Uint8Array = utf8.encode(fieldNames.join(''))
const mix = findMix()

/** Number of the member whose key stands in `bytes` from `start` to `end` (without quotes or escapes). */
export function fieldOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length < 2) return 0
  const at =
    Math.imul(
      length ^
        (bytes[start]! << 5) ^
        (bytes[start + 1]! << 11) ^
        (bytes[start + (length >> 1)]! << 17) ^
        (bytes[end - 1]! << 24),
      mix,
    ) >>> 21
  const code = table[at]!
  let from = nameStart[code]!
  if (nameStart[code + 1]! - from !== length) return 0
  for (let i = start; i < end; i++) if (bytes[i] !== nameBytes[from++]) return 0
  return code
}

/** Index of the closing quote, where the key that starts at `start` is this member's name; else -1. */
export function isFieldAt(code: number, bytes: Uint8Array, start: number): number {
  let from = nameStart[code]!
  const to = nameStart[code + 1]!
  if (from === to) return -1
  let p = start
  while (from < to) if (bytes[p++] !== nameBytes[from++]) return -1
  return bytes[p] === 0x22 ? p : -1
}

/** The same for a key that was decoded (one with escapes in it). */
export function fieldOfText(name: string): number {
  return codes.get(name) ?? 0
}

/** A multiplier under which no two names meet; a matter of microseconds, once, when the module loads. */
function findMix(): number {
  let start = 0
  for (const [code, name] of fieldNames.entries()) {
    nameStart[code] = start
    start += name.length
  }
  nameStart[fieldCount] = start
  for (let candidate = 0x9e3779b1 | 0; ; candidate = (Math.imul(candidate, 1664525) + 1013904223) | 1) {
    table.fill(0)
    let clash = false
    for (let code = 1; code < fieldCount && !clash; code++) {
      const from = nameStart[code]!
      const to = nameStart[code + 1]!
      const length = to - from
      const at =
        Math.imul(
          length ^
            (nameBytes[from]! << 5) ^
            (nameBytes[from + 1]! << 11) ^
            (nameBytes[from + (length >> 1)]! << 17) ^
            (nameBytes[to - 1]! << 24),
          candidate,
        ) >>> 21
      clash = table[at] !== 0
      table[at] = code
    }
    if (!clash) return candidate
  }
}
