import type { CapStatus } from '../../model/index.ts'
import { capCertainties, capMessageTypes, capSeverities, capStatuses, capUrgencies } from '../../model/index.ts'
import { wordsOf } from '../cap.ts'
import { eventKind, isCivilEvent } from '../eventKind.ts'
import type { Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { geometryOf } from '../geometry.ts'
import { hazardOf, measure } from '../make.ts'
import { features } from '../records.ts'

const statuses: Readonly<Record<string, CapStatus>> = wordsOf(capStatuses)

export const nwsAlerts: Feed = {
  id: 'nws-alerts',
  title: 'Active weather alerts of the United States',
  publisher: 'NOAA National Weather Service',
  licence: {
    name: 'public domain',
    attribution: 'NOAA National Weather Service',
    url: 'https://www.weather.gov/disclaimer',
  },
  endpoint: 'https://api.weather.gov/alerts/active?area={state}',
  cadenceMin: 1,
  access: 'user agent',
  kinds: ['storm', 'flood', 'wildfire', 'heat', 'cold', 'airQuality', 'weather', 'tsunami', 'other'],
  forms: [
    {
      syntax: 'json',
      records: features('event', 'messageType', 'areaDesc'),
      fields: [
        'geometry',
        ...['id', 'areaDesc', 'geocode.SAME', 'geocode.UGC', 'references', 'references.identifier'],
        ...[
          'sent',
          'effective',
          'onset',
          'expires',
          'ends',
          'status',
          'messageType',
          'severity',
          'certainty',
          'urgency',
        ],
        ...['event', 'headline', 'description', 'instruction', 'language', 'web'],
        ...['parameters.maxWindGust', 'parameters.maxHailSize'],
      ].map((name) => (name === 'geometry' ? name : `properties.${name}`)),
      read(record, about) {
        const event = record.must.text('properties.event')
        const isCivil = isCivilEvent(event)
        return {
          hazards: [
            hazardOf(about, {
              id: record.must.text('properties.id'),
              kind: eventKind(event, 'Met'),
              text: {
                language: record.text('properties.language') ?? 'en-US',
                event,
                headline: isCivil ? null : record.text('properties.headline'),
                description: isCivil ? null : record.text('properties.description'),
                instruction: record.text('properties.instruction'),
              },
              status: record.must.word('properties.status', statuses),
              msgType: record.must.word('properties.messageType', wordsOf(capMessageTypes)),
              urgency: record.word('properties.urgency', wordsOf(capUrgencies), 'Unknown') ?? 'Unknown',
              severity: record.word('properties.severity', wordsOf(capSeverities), 'Unknown') ?? 'Unknown',
              certainty: record.word('properties.certainty', wordsOf(capCertainties), 'Unknown') ?? 'Unknown',
              sentMs: record.must.time('properties.sent'),
              onsetMs: record.time('properties.onset') ?? record.time('properties.effective'),
              // `expires` is when the message is to be renewed, `ends` when the event is over.
              expiresMs: record.time('properties.ends') ?? record.time('properties.expires'),
              area: {
                text: record.text('properties.areaDesc') ?? '',
                geometry: geometryOf(record.tree('geometry'), '/geometry'),
                codes: [...codes(record, 'UGC'), ...codes(record, 'SAME')],
              },
              references: record
                .list('properties.references')
                .flatMap((reference) => reference.text('identifier') ?? [])
                .map((identifier) => `${about.feed.id}/${identifier}`),
              measures: [
                ...measure('wind gust', milesPerHour(record), 'MTS'),
                ...measure('hail', inches(record), 'MMT'),
              ],
              web: record.text('properties.web'),
            }),
          ],
        }
      },
    },
  ],
}

function codes(record: Fields, scheme: 'SAME' | 'UGC') {
  return record.texts(`properties.geocode.${scheme}`).map((code) => ({ scheme, code }))
}

/** `60 MPH` or `Up to 50 MPH`, as metres per second. */
function milesPerHour(record: Fields): number | null {
  const found = /(\d+(?:\.\d+)?)\s*MPH/i.exec(record.texts('properties.parameters.maxWindGust')[0] ?? '')
  return found === null ? null : Math.round(Number(found[1]) * 0.44704 * 10) / 10
}

/** `1.00` or `Up to .75`, inches, as millimetres. */
function inches(record: Fields): number | null {
  const found = /(\d*\.?\d+)/.exec(record.texts('properties.parameters.maxHailSize')[0] ?? '')
  return found === null ? null : Math.round(Number(found[1]) * 25.4)
}
