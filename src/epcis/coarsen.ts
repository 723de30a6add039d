import { type FieldName, field } from './fields.ts'
import { timeMs } from './lexical.ts'
import { onTape, type Tape } from './tape.ts'
import { kind, tokenBits, tokenSize } from './tokens.ts'

export const quarterHourMs = 15 * 60 * 1000

/** Members that a long-lived hand scan keeps, in the order in which they are written. */
const kept: readonly FieldName[] = [
  'type',
  'eventTime',
  'eventTimeZoneOffset',
  'action',
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
  'bizStep',
  'disposition',
  'persistentDisposition',
  'readPoint',
  'bizLocation',
  'bizTransactionList',
  'sourceList',
  'destinationList',
  'ilmd',
  'errorDeclaration',
]

const utf8 = new TextEncoder()
const keys = new Map(kept.map((name) => [name, utf8.encode(`"${name}":`)]))

/**
 * The long-lived form of a hand scan: eventTime floored to its quarter hour (UTC), read point and location
 * replaced by the zone's identifier, and no eventID, recordTime, certificate, sensor element or extension; of an
 * errorDeclaration its reason and quarter hour. Members come in one order and without white space, so that
 * the form of the text does not tell the device that wrote it.
 *
 * `raw` is an accepted event; `timeInQuarterMs` any moment of the quarter hour.
 */
export function coarsenEvent(raw: Uint8Array, zoneId: string, timeInQuarterMs: number): Uint8Array {
  return onTape(raw, (tape, bytes) => coarsenTape(tape, bytes, zoneId, timeInQuarterMs))
}

function coarsenTape(tape: Tape, bytes: Uint8Array<ArrayBuffer>, zoneId: string, timeInQuarterMs: number): Uint8Array {
  const values = new Map<number, number>()
  for (let key = tokenSize; key < tape.words[3]!; key = tape.words[key + tokenSize + 3]!) {
    values.set(tape.words[key]! >> tokenBits.fieldShift, key + tokenSize)
  }
  const out = new Writer(bytes, tape, bytes.length + zoneId.length * 12 + 256)
  const time = utf8.encode(JSON.stringify(quarterText(timeInQuarterMs)))
  const zone = utf8.encode(`{"id":${JSON.stringify(zoneId)}}`)
  out.byte(0x7b)
  for (const name of kept) {
    const at = values.get(field[name])
    if (at === undefined) continue
    if (out.length > 1) out.byte(0x2c)
    out.text(keys.get(name)!)
    if (name === 'eventTime') out.text(time)
    else if (name === 'readPoint' || name === 'bizLocation') out.text(zone)
    else if (name === 'errorDeclaration') out.text(utf8.encode(declaration(out, at)))
    else out.value(at)
  }
  out.byte(0x7d)
  return out.bytes.slice(0, out.length)
}

function quarterText(ms: number): string {
  return new Date(Math.floor(ms / quarterHourMs) * quarterHourMs).toISOString()
}

/** What is left of an errorDeclaration. */
function declaration(from: Writer, at: number): string {
  const { words } = from.tape
  const left: Record<string, string> = {}
  for (let key = at + tokenSize; key < words[at + 3]!; key = words[key + tokenSize + 3]!) {
    const code = words[key]! >> tokenBits.fieldShift
    const value = key + tokenSize
    if ((words[value]! & tokenBits.kind) !== kind.string) continue
    const text = JSON.parse(
      `"${new TextDecoder().decode(from.source.subarray(words[value + 1]!, words[value + 2]!))}"`,
    ) as unknown
    if (code === field.declarationTime) {
      const bytes = utf8.encode(String(text))
      left['declarationTime'] = quarterText(timeMs(bytes, 0, bytes.length))
    } else if (code === field.reason) left['reason'] = String(text)
  }
  return JSON.stringify(left)
}

/** Writes values of a tape without white space, their lexemes kept. */
class Writer {
  readonly source: Uint8Array
  readonly tape: Tape
  bytes: Uint8Array<ArrayBuffer>
  length = 0

  constructor(source: Uint8Array, tape: Tape, size: number) {
    this.source = source
    this.tape = tape
    this.bytes = new Uint8Array(size)
  }

  byte(c: number): void {
    this.bytes[this.length++] = c
  }

  text(text: Uint8Array): void {
    this.bytes.set(text, this.length)
    this.length += text.length
  }

  value(at: number): void {
    const { words } = this.tape
    const which = words[at]! & tokenBits.kind
    if (which !== kind.object && which !== kind.array) {
      const quote = which === kind.string ? 1 : 0
      this.text(this.source.subarray(words[at + 1]! - quote, words[at + 2]! + quote))
      return
    }
    const isObject = which === kind.object
    this.byte(isObject ? 0x7b : 0x5b)
    for (let token = at + tokenSize; token < words[at + 3]!; ) {
      if (token > at + tokenSize) this.byte(0x2c)
      const value = isObject ? token + tokenSize : token
      if (isObject) {
        this.text(this.source.subarray(words[token + 1]! - 1, words[token + 2]! + 1))
        this.byte(0x3a)
      }
      this.value(value)
      token = words[value + 3]!
    }
    this.byte(isObject ? 0x7d : 0x5d)
  }
}
