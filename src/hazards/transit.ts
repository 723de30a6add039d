import type { AreaCode, CapSeverity, Hazard } from '../model/index.ts'
import type { About, Form, Reading } from './feed.ts'
import type { Fields } from './fields.ts'
import { hazardOf, markOf, measure } from './make.ts'
import { titleOf, urgencyOf } from './roads.ts'
import { feedMessageOf } from './syntax/gtfsRealtime.ts'
import { isList, isMap, type Tree } from './tree.ts'

// GTFS Realtime 2.0. A transport operator's own notice keeps effect, place, start and end; why service is as it is has not been read (see
// `syntax/gtfsRealtime.ts`), so a line that does not run for one reason looks like one that does not run for another.

/** Entities of a feed message, from protobuf or from its JSON, each with the time of the message (seconds). */
export const entities: Form['records'] = (payload) => {
  const message = feedMessageOf(payload)
  if (!isMap(message) || !isMap(message['header'])) return null
  const list = message['entity'] ?? []
  const timestamp = message['header']['timestamp'] ?? null
  return isList(list) ? list.map((entity): Tree => (isMap(entity) ? { ...entity, timestamp } : entity)) : null
}

/** `severity_level` of an alert; where an agency sends none, what its `effect` leaves of the service. */
const severityLevels: Readonly<Record<string, CapSeverity>> = { INFO: 'Minor', WARNING: 'Moderate', SEVERE: 'Severe' }
const effectSeverities: Readonly<Record<string, CapSeverity>> = {
  NO_SERVICE: 'Severe',
  REDUCED_SERVICE: 'Moderate',
  SIGNIFICANT_DELAYS: 'Moderate',
  DETOUR: 'Minor',
  ADDITIONAL_SERVICE: 'Minor',
  MODIFIED_SERVICE: 'Minor',
  OTHER_EFFECT: 'Minor',
  STOP_MOVED: 'Minor',
  ACCESSIBILITY_ISSUE: 'Minor',
}

export const alertFields: readonly string[] = [
  'id',
  'timestamp',
  'is_deleted',
  'alert',
  'alert.active_period',
  'alert.active_period.start',
  'alert.active_period.end',
  'alert.effect',
  'alert.severity_level',
  'alert.informed_entity',
  ...['agency_id', 'route_id', 'stop_id', 'trip.trip_id', 'trip.route_id'].map(
    (path) => `alert.informed_entity.${path}`,
  ),
]

/** An alert: one hazard for each period that it is in force. */
export function readAlert(record: Fields, about: About): Reading {
  const id = record.must.text('id')
  const isDeleted = record.flag('is_deleted') === true
  if (!isDeleted && record.tree('alert') === null) return { nothing: true }
  const effect = record.text('alert.effect') ?? 'UNKNOWN_EFFECT'
  if (effect === 'NO_EFFECT') return { nothing: true }
  const sentMs = secondsMs(record.number('timestamp'))
  const level = record.word('alert.severity_level', severityLevels, 'Unknown')
  const severity = level === null || level === 'Unknown' ? (effectSeverities[effect] ?? 'Unknown') : level
  const codes = codesOf(record.list('alert.informed_entity'))
  const hazardIn = (onsetMs: number | null, expiresMs: number | null, suffix: string): Hazard =>
    hazardOf(about, {
      id: `${id}${suffix}`,
      kind: 'transit',
      text: { event: titleOf(Object.hasOwn(effectSeverities, effect) ? effect : 'UNKNOWN_EFFECT') },
      msgType: isDeleted ? 'Cancel' : 'Alert',
      urgency: urgencyOf(sentMs, onsetMs),
      severity,
      certainty: onsetMs !== null && sentMs !== null && onsetMs <= sentMs ? 'Observed' : 'Likely',
      sentMs,
      onsetMs,
      expiresMs,
      area: { text: placeText(codes), codes },
    })
  const periods = record.list('alert.active_period')
  if (periods.length === 0) return { hazards: [hazardIn(null, null, '')] }
  return {
    hazards: periods.map((period) => {
      const onsetMs = secondsMs(period.number('start'))
      return hazardIn(onsetMs, secondsMs(period.number('end')), periods.length === 1 ? '' : `/${onsetMs ?? 'open'}`)
    }),
  }
}

// A trip is on time up to five minutes late (TCRP Report 165, Transit Capacity and Quality of Service Manual, 3rd edition, chapter 5); from an hour a
// traveller may ask for money back (Regulation (EU) 2021/782, article 19).
const lateS = 300
const veryLateS = 3600

export const tripUpdateFields: readonly string[] = [
  'id',
  'timestamp',
  'is_deleted',
  'trip_update',
  ...['trip_id', 'route_id', 'start_date', 'schedule_relationship'].map((name) => `trip_update.trip.${name}`),
  'trip_update.delay',
  'trip_update.timestamp',
  'trip_update.stop_time_update',
  'trip_update.stop_time_update.stop_id',
  ...['arrival', 'departure'].flatMap((end) =>
    ['delay', 'time'].map((name) => `trip_update.stop_time_update.${end}.${name}`),
  ),
]

/** A trip: a mark while it is on time, a hazard where it is late or does not run. */
export function readTripUpdate(record: Fields, about: About): Reading {
  const entityId = record.must.text('id')
  if (record.tree('trip_update') === null) return { nothing: true }
  const at = (name: string): string => `trip_update.trip.${name}`
  const trip = record.text(at('trip_id'))
  const route = record.text(at('route_id'))
  // One trip runs on many days; entities are numbered anew in each message by some agencies.
  const id = trip === null ? entityId : [trip, record.text(at('start_date'))].filter((each) => each !== null).join('/')
  const sentMs = secondsMs(record.number('trip_update.timestamp') ?? record.number('timestamp'))
  const calls = record.list('trip_update.stop_time_update').map((stop) => ({
    stop: stop.text('stop_id'),
    delayS: most([stop.number('arrival.delay'), stop.number('departure.delay')]),
    atMs: secondsMs(stop.number('arrival.time') ?? stop.number('departure.time')),
  }))
  const delayS = most([record.number('trip_update.delay'), ...calls.map((call) => call.delayS)])
  const relation = record.text(at('schedule_relationship'))
  const isCancelled = relation === 'CANCELED' || relation === 'DELETED'
  const codes: AreaCode[] = [
    ...(route === null ? [] : [{ scheme: 'GTFS route', code: route }]),
    ...(trip === null ? [] : [{ scheme: 'GTFS trip', code: trip }]),
  ]
  const name = placeText(codes)
  const measures = measure('delay', delayS, 'SEC')
  const isLate = delayS !== null && delayS > lateS
  if (!isCancelled && !isLate)
    return {
      mark: markOf(about, {
        id,
        kind: 'transit',
        role: 'observation',
        name,
        geometry: null,
        codes,
        timeMs: sentMs,
        measures,
      }),
    }
  const times = calls.flatMap(({ atMs }) => (atMs === null ? [] : [atMs]))
  const stops = calls.filter((call) => isCancelled || (call.delayS ?? 0) > lateS).flatMap(({ stop }) => stop ?? [])
  return {
    hazards: [
      hazardOf(about, {
        id,
        kind: 'transit',
        text: { event: isCancelled ? 'Trip cancelled' : 'Trip delayed' },
        msgType: record.flag('is_deleted') === true ? 'Cancel' : 'Alert',
        urgency: 'Immediate',
        severity: isCancelled || (delayS ?? 0) >= veryLateS ? 'Moderate' : 'Minor',
        // The agency's forecast of times to come.
        certainty: 'Likely',
        sentMs,
        onsetMs: times[0] ?? null,
        expiresMs: times.at(-1) ?? null,
        area: { text: name, codes: [...codes, ...stops.map((stop) => ({ scheme: 'GTFS stop', code: stop }))] },
        measures,
      }),
    ],
  }
}

function codesOf(selectors: readonly Fields[]): AreaCode[] {
  const seen = new Map<string, AreaCode>()
  const paths = {
    agency: 'agency_id',
    route: 'route_id',
    'route ': 'trip.route_id',
    trip: 'trip.trip_id',
    stop: 'stop_id',
  }
  for (const selector of selectors) {
    for (const [kind, path] of Object.entries(paths)) {
      const code = selector.text(path)
      const scheme = `GTFS ${kind.trim()}`
      if (code !== null) seen.set(`${scheme} ${code}`, { scheme, code })
    }
  }
  return [...seen.values()]
}

/** The widest that is named: routes before trips before stops, and agencies where nothing else is; stops are told by their number. */
function placeText(codes: readonly AreaCode[]): string {
  const of = (kind: string): string[] => codes.flatMap(({ scheme, code }) => (scheme === `GTFS ${kind}` ? [code] : []))
  for (const kind of ['route', 'trip', 'stop', 'agency']) {
    const names = of(kind)
    if (names.length > 0) return `${kind} ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`
  }
  return ''
}

function most(values: readonly (number | null)[]): number | null {
  let best: number | null = null
  for (const value of values) if (value !== null && (best === null || value > best)) best = value
  return best
}

/** Seconds of the epoch; 0 stands for nothing said. */
function secondsMs(seconds: number | null): number | null {
  return seconds === null || seconds === 0 ? null : seconds * 1000
}
