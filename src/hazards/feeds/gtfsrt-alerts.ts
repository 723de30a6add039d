import type { Feed } from '../feed.ts'
import { alertFields, entities, readAlert } from '../transit.ts'

export const gtfsrtAlerts: Feed = {
  id: 'gtfsrt-alerts',
  title: 'Service alerts of a transit agency (GTFS Realtime)',
  publisher: 'Toronto Transit Commission, or any agency',
  licence: {
    name: 'OGL-Toronto',
    attribution: 'Contains information licensed under the Open Government Licence – Toronto',
    url: 'https://open.toronto.ca/open-data-license/',
  },
  endpoint: 'https://{agency}/gtfs-realtime/alerts',
  cadenceMin: 0.5,
  access: 'open',
  kinds: ['transit'],
  forms: [
    { syntax: 'gtfsRealtime', records: entities, fields: alertFields, read: readAlert },
    { syntax: 'json', records: entities, fields: alertFields, read: readAlert },
  ],
}
