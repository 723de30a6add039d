/** What a column of an events SELECT becomes. */
type EventColumn = 'text' | 'place' | 'list' | 'time'

/** EPCIS fields that a mapping may fill. Extensions are not among them: a mapping is no way around a site's namespaces. */
export const eventColumns: Readonly<Record<string, EventColumn>> = {
  eventID: 'text',
  type: 'text',
  eventTime: 'time',
  eventTimeZoneOffset: 'text',
  action: 'text',
  bizStep: 'text',
  disposition: 'text',
  readPoint: 'place',
  bizLocation: 'place',
  epcList: 'list',
  quantityList: 'list',
  parentID: 'text',
  childEPCs: 'list',
  childQuantityList: 'list',
  inputEPCList: 'list',
  inputQuantityList: 'list',
  outputEPCList: 'list',
  outputQuantityList: 'list',
  transformationID: 'text',
  bizTransactionList: 'list',
  sourceList: 'list',
  destinationList: 'list',
}

export const loadColumns = [
  'id',
  'carrier',
  'service',
  'dock',
  'departure',
  'released',
  'picked',
  'packed',
  'staged',
  'doorsClosed',
  'state',
]
export const orderColumns = ['id', 'load', 'document', 'lines', 'units', 'due', 'state']

/** A row as a SELECT gives it: JSON values by column name. */
export type Row = Readonly<Record<string, unknown>>

/**
 * The EPCIS event that a row states. Nothing is judged here: what is missing or wrong stays so, and the scanner refuses
 * the row by its number as it would any other.
 */
export function eventOfRow(row: Row, timeZone: string): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    if (value === null || value === undefined) continue
    switch (eventColumns[name]) {
      case 'place':
        out[name] = { id: value }
        break
      case 'list':
        out[name] = listOf(value)
        break
      case 'time': {
        const time = withOffset(value, timeZone)
        out[name] = time.text
        if (time.offset !== undefined) out['eventTimeZoneOffset'] ??= time.offset
        break
      }
      default:
        out[name] = value
    }
  }
  return out
}

const deadlines = ['released', 'picked', 'packed', 'staged', 'doorsClosed']

/** The load of a plan document that a row states. */
export function loadOfRow(row: Row, timeZone: string): Record<string, unknown> {
  const out = entriesOf(row, timeZone, ['departure', ...deadlines])
  const due = Object.fromEntries(deadlines.filter((name) => name in out).map((name) => [name, out[name]]))
  for (const name of deadlines) delete out[name]
  return Object.keys(due).length === 0 ? out : { ...out, deadlines: due }
}

/** The order of a plan document that a row states. */
export function orderOfRow(row: Row, timeZone: string): Record<string, unknown> {
  return entriesOf(row, timeZone, ['due'])
}

function entriesOf(row: Row, timeZone: string, times: readonly string[]): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    if (value !== null && value !== undefined)
      out[name] = times.includes(name) ? withOffset(value, timeZone).text : value
  }
  return out
}

/** SQLite has no lists: there one comes as the text that its json_group_array makes. */
function listOf(value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('[')) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

const sqlTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)?$/

/** An SQL time as EPCIS writes it, with the offset of the zone where it has none; other values as they are. */
function withOffset(value: unknown, timeZone: string): { text: unknown; offset?: string } {
  const parts = typeof value === 'string' ? sqlTime.exec(value) : null
  if (parts === null) return { text: value }
  const [, date, time = '', zone] = parts
  const clock = time.length === 5 ? `${time}:00` : time
  const offset = zone === undefined ? offsetOf(`${date}T${clock}`, timeZone) : fullOffset(zone)
  return offset === undefined ? { text: value } : { text: `${date}T${clock}${offset}`, offset }
}

function fullOffset(zone: string): string {
  if (zone === 'Z') return '+00:00'
  return `${zone.slice(0, 3)}:${zone.length > 3 ? zone.slice(-2) : '00'}`
}

/** Minutes whose offset is remembered: a log's rows lie close together, and asking the zone costs more than the row. */
const minutesMax = 10_000
const offsets = new Map<string, string>()

/** Offset of a local time; of two, the first. Undefined where the calendar has no such day. */
function offsetOf(local: string, timeZone: string): string | undefined {
  if (timeZone === 'UTC') return '+00:00'
  // No zone changes its clocks inside a minute.
  const minute = `${local.slice(0, 16)} ${timeZone}`
  const known = offsets.get(minute)
  if (known !== undefined) return known
  try {
    const offset = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).offset.slice(0, 6)
    if (offsets.size >= minutesMax) offsets.clear()
    offsets.set(minute, offset)
    return offset
  } catch {
    return undefined
  }
}
