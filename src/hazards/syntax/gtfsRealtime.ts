import { PbfReader } from 'pbf'
import { FaultError } from '../../base/index.ts'
import type { Tree } from '../tree.ts'

// Field numbers of gtfs-realtime.proto (GTFS Realtime 2.0). Numbers that are not named here are skipped unread: cause, header and description text
// of an alert among them, so that nobody can tell a closure for one reason from a closure for another.
type Reads = Readonly<Record<number, readonly [name: string, kind: 'text' | 'number' | 'enum' | Reads, many?: 'many']>>

const timeRange: Reads = { 1: ['start', 'number'], 2: ['end', 'number'] }
const trip: Reads = { 1: ['trip_id', 'text'], 3: ['start_date', 'text'], 5: ['route_id', 'text'] }
const selector: Reads = {
  1: ['agency_id', 'text'],
  2: ['route_id', 'text'],
  3: ['route_type', 'number'],
  4: ['trip', trip],
  5: ['stop_id', 'text'],
}
const alert: Reads = {
  1: ['active_period', timeRange, 'many'],
  5: ['informed_entity', selector, 'many'],
  7: ['effect', 'enum'],
}
const stopTime: Reads = { 1: ['delay', 'number'], 2: ['time', 'number'] }
const stopTimeUpdate: Reads = {
  1: ['stop_sequence', 'number'],
  2: ['arrival', stopTime],
  3: ['departure', stopTime],
  4: ['stop_id', 'text'],
}
const tripUpdate: Reads = {
  1: ['trip', trip],
  2: ['stop_time_update', stopTimeUpdate, 'many'],
  4: ['timestamp', 'number'],
}
const entity: Reads = { 1: ['id', 'text'], 3: ['trip_update', tripUpdate], 5: ['alert', alert] }
const header: Reads = { 1: ['gtfs_realtime_version', 'text'], 3: ['timestamp', 'number'] }
const message: Reads = { 1: ['header', header], 2: ['entity', entity, 'many'] }

/** A FeedMessage with what is read of it, named as in the standard; times are seconds of the epoch. Throws FaultError FEED_PAYLOAD. */
export function readGtfsRealtime(bytes: Uint8Array): Tree {
  try {
    const tree = read(new PbfReader(bytes), message, bytes.length)
    if (tree['header'] === undefined) throw new Error('no header')
    return tree
  } catch (cause) {
    const got = 'bytes that are no FeedMessage'
    throw new FaultError({ code: 'FEED_PAYLOAD', got, allowed: 'GTFS Realtime 2.0 (protobuf)' }, { cause })
  }
}

function read(reader: PbfReader, fields: Reads, end: number): { [name: string]: Tree } {
  const out: { [name: string]: Tree } = {}
  reader.readFields(
    (number) => {
      const field = fields[number]
      if (field === undefined) return
      const [name, kind, many] = field
      const value =
        typeof kind === 'string' ? scalar(reader, kind) : read(reader, kind, reader.readVarint() + reader.pos)
      const before = out[name]
      out[name] = many === undefined ? value : Array.isArray(before) ? [...before, value] : [value]
    },
    null,
    end,
  )
  return out
}

function scalar(reader: PbfReader, kind: 'text' | 'number' | 'enum'): Tree {
  return kind === 'text' ? reader.readString() : reader.readVarint(kind === 'number')
}
