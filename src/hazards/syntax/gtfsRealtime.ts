import { PbfReader } from 'pbf'
import { FaultError } from '../../base/index.ts'
import { isList, isMap, type Tree } from '../tree.ts'

// Field numbers of gtfs-realtime.proto (GTFS Realtime 2.0). Numbers that are not named here are skipped unread: cause, header and description text
// of an alert among them, so that nobody can tell a closure for one reason from a closure for another. A list stands for an enumeration: its names
// from 0, empty where the standard has none.
type Kind = 'text' | 'number' | 'flag' | readonly string[]
interface Reads {
  readonly [number: number]: readonly [name: string, kind: Kind | Reads, many?: 'many']
}

const timeRange: Reads = { 1: ['start', 'number'], 2: ['end', 'number'] }
const tripRelations = [
  'SCHEDULED',
  'ADDED',
  'UNSCHEDULED',
  'CANCELED',
  '',
  'REPLACEMENT',
  'DUPLICATED',
  'DELETED',
  'NEW',
]
const trip: Reads = {
  1: ['trip_id', 'text'],
  3: ['start_date', 'text'],
  4: ['schedule_relationship', tripRelations],
  5: ['route_id', 'text'],
}
const selector: Reads = {
  1: ['agency_id', 'text'],
  2: ['route_id', 'text'],
  4: ['trip', trip],
  5: ['stop_id', 'text'],
}
const effects = [
  '',
  'NO_SERVICE',
  'REDUCED_SERVICE',
  'SIGNIFICANT_DELAYS',
  'DETOUR',
  'ADDITIONAL_SERVICE',
  'MODIFIED_SERVICE',
  'OTHER_EFFECT',
  'UNKNOWN_EFFECT',
  'STOP_MOVED',
  'NO_EFFECT',
  'ACCESSIBILITY_ISSUE',
]
const alert: Reads = {
  1: ['active_period', timeRange, 'many'],
  5: ['informed_entity', selector, 'many'],
  7: ['effect', effects],
  14: ['severity_level', ['', 'UNKNOWN_SEVERITY', 'INFO', 'WARNING', 'SEVERE']],
}
const stopTime: Reads = { 1: ['delay', 'number'], 2: ['time', 'number'] }
const stopTimeUpdate: Reads = {
  2: ['arrival', stopTime],
  3: ['departure', stopTime],
  4: ['stop_id', 'text'],
}
const tripUpdate: Reads = {
  1: ['trip', trip],
  2: ['stop_time_update', stopTimeUpdate, 'many'],
  4: ['timestamp', 'number'],
  5: ['delay', 'number'],
}
const entity: Reads = {
  1: ['id', 'text'],
  2: ['is_deleted', 'flag'],
  3: ['trip_update', tripUpdate],
  5: ['alert', alert],
}
const header: Reads = { 1: ['gtfs_realtime_version', 'text'], 3: ['timestamp', 'number'] }
const message: Reads = { 1: ['header', header], 2: ['entity', entity, 'many'] }

/** More messages, at any depth, no agency sends; two bytes make one, and each becomes an object. */
const messagesMax = 2_000_000

/** A FeedMessage with what is read of it, named as in the standard; times are seconds of the epoch. Throws FaultError FEED_PAYLOAD. */
export function readGtfsRealtime(bytes: Uint8Array): Tree {
  try {
    const budget = { messages: messagesMax }
    const tree = readMessage(new PbfReader(bytes), message, bytes.length, budget)
    if (tree['header'] === undefined) throw new Error('no header')
    return tree
  } catch (cause) {
    const got = 'bytes that are no FeedMessage'
    throw new FaultError({ code: 'FEED_PAYLOAD', got, allowed: 'GTFS Realtime 2.0 (protobuf)' }, { cause })
  }
}

/** The same of a FeedMessage written as JSON, whose names are in camel case or as in the standard. Null for another JSON. */
export function feedMessageOf(payload: Tree): Tree | null {
  const tree = pick(payload, message)
  return isMap(tree) && isMap(tree['header']) ? tree : null
}

type Message = { [name: string]: Tree }

function readMessage(reader: PbfReader, reads: Reads, end: number, budget: { messages: number }): Message {
  if (--budget.messages < 0) throw new Error('too many messages')
  if (end > reader.length) throw new Error('a message longer than the bytes')
  const out: Message = {}
  for (let number = reader.nextField(end); number !== 0; number = reader.nextField(end)) {
    const known = reads[number]
    if (known === undefined) continue
    const [name, kind, many] = known
    const isVarint = kind === 'number' || kind === 'flag' || Array.isArray(kind)
    if (reader.type !== (isVarint ? 0 : 2)) throw new Error('a field of another wire type')
    const value = isMessage(kind)
      ? readMessage(reader, kind, reader.readVarint() + reader.pos, budget)
      : readScalar(reader, kind)
    if (reader.pos > end) throw new Error('a field longer than its message')
    const before = out[name]
    if (many === undefined) out[name] = value
    else if (Array.isArray(before)) before.push(value)
    else out[name] = [value]
  }
  // Field number 0, which no message has, ends the loop early.
  if (reader.pos !== end) throw new Error('a field longer than its message')
  return out
}

function readScalar(reader: PbfReader, kind: Kind): Tree {
  if (kind === 'text') return reader.readString()
  if (kind === 'flag') return reader.readBoolean()
  const value = reader.readVarint(true)
  return kind === 'number' ? value : nameOf(kind, value)
}

/** A number that the list does not have stays a number: a later version of the standard may name it. */
function nameOf(names: readonly string[], value: number): Tree {
  const name = names[value]
  return name === undefined || name === '' ? value : name
}

function isMessage(kind: Kind | Reads): kind is Reads {
  return typeof kind === 'object' && !Array.isArray(kind)
}

/** Copies what is named from a JSON value. */
function pick(tree: Tree, reads: Reads): Tree {
  if (!isMap(tree)) return tree
  const out: Message = {}
  for (const [name, kind, many] of Object.values(reads)) {
    const camel = name.replace(/_(.)/g, (_: string, letter: string) => letter.toUpperCase())
    const value = Object.hasOwn(tree, camel) ? tree[camel] : Object.hasOwn(tree, name) ? tree[name] : undefined
    if (value === undefined || value === null) continue
    if (!isMessage(kind)) out[name] = plain(value, kind)
    else out[name] = many !== undefined && isList(value) ? value.map((each) => pick(each, kind)) : pick(value, kind)
  }
  return out
}

/** Integers of 64 bits are written as texts, members of enumerations as names or numbers. */
function plain(value: Tree, kind: Kind): Tree {
  if (kind === 'number' && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value)
  return Array.isArray(kind) && typeof value === 'number' ? nameOf(kind, value) : value
}
