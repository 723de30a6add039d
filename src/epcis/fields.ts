/**
 * Members that EPCIS 2.0 names, as small numbers without gaps. 0 is any other member (an extension, or unknown).
 * The numbers live in memory only and may change. Written out, because the engine then sees constants: a table
 * made at run time costs a look-up each of the forty times that an event asks.
 */
export const field = {
  // every event
  '@context': 1,
  type: 2,
  eventID: 3,
  eventTime: 4,
  eventTimeZoneOffset: 5,
  recordTime: 6,
  action: 7,
  bizStep: 8,
  disposition: 9,
  persistentDisposition: 10,
  readPoint: 11,
  bizLocation: 12,
  epcList: 13,
  quantityList: 14,
  parentID: 15,
  childEPCs: 16,
  childQuantityList: 17,
  inputEPCList: 18,
  inputQuantityList: 19,
  outputEPCList: 20,
  outputQuantityList: 21,
  transformationID: 22,
  bizTransactionList: 23,
  sourceList: 24,
  destinationList: 25,
  sensorElementList: 26,
  ilmd: 27,
  certificationInfo: 28,
  errorDeclaration: 29,
  // inside events
  id: 30,
  epcClass: 31,
  quantity: 32,
  uom: 33,
  bizTransaction: 34,
  source: 35,
  destination: 36,
  set: 37,
  unset: 38,
  declarationTime: 39,
  reason: 40,
  correctiveEventIDs: 41,
  sensorMetadata: 42,
  sensorReport: 43,
  time: 44,
  deviceID: 45,
  deviceMetadata: 46,
  rawData: 47,
  startTime: 48,
  endTime: 49,
  dataProcessingMethod: 50,
  bizRules: 51,
  exception: 52,
  microorganism: 53,
  chemicalSubstance: 54,
  coordinateReferenceSystem: 55,
  value: 56,
  component: 57,
  stringValue: 58,
  booleanValue: 59,
  hexBinaryValue: 60,
  uriValue: 61,
  minValue: 62,
  maxValue: 63,
  meanValue: 64,
  sDev: 65,
  percRank: 66,
  percValue: 67,
  // documents
  schemaVersion: 68,
  creationDate: 69,
  instanceIdentifier: 70,
  sender: 71,
  receiver: 72,
  epcisHeader: 73,
  epcisBody: 74,
  eventList: 75,
  queryResults: 76,
  queryName: 77,
  subscriptionID: 78,
  resultsBody: 79,
  vocabularyList: 80,
  epcisMasterData: 81,
  vocabularyElementList: 82,
  attributes: 83,
  attribute: 84,
  children: 85,
} as const
export type FieldName = keyof typeof field

/** Name of each number; '' for 0. */
export const fieldNames: readonly string[] = ['', ...Object.keys(field)]
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
