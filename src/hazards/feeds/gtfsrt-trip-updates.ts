import type { Feed } from '../feed.ts'
import { entities, readTripUpdate, tripUpdateFields } from '../transit.ts'

export const gtfsrtTripUpdates: Feed = {
  id: 'gtfsrt-trip-updates',
  title: 'Delays and cancelled trips of a transit agency (GTFS Realtime)',
  publisher: 'San Francisco Bay Area Rapid Transit District, or any agency',
  licence: {
    name: 'BART developer licence',
    attribution: 'Bay Area Rapid Transit',
    url: 'https://www.bart.gov/schedules/developers/developer-license-agreement',
  },
  endpoint: 'https://{agency}/gtfs-realtime/trip-updates',
  cadenceMin: 0.5,
  access: 'open',
  kinds: ['transit'],
  forms: [
    { syntax: 'gtfsRealtime', records: entities, fields: tripUpdateFields, read: readTripUpdate },
    { syntax: 'json', records: entities, fields: tripUpdateFields, read: readTripUpdate },
  ],
}
