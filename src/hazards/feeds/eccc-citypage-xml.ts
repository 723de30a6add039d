import type { CapSeverity } from '../../model/index.ts'
import { eventKind } from '../eventKind.ts'
import type { Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf } from '../make.ts'
import { isMap, listOf, type Tree } from '../tree.ts'

/** `priority` of a warning; `type` is warning, watch, advisory, statement or ended. */
const severities: Readonly<Record<string, CapSeverity>> = {
  urgent: 'Extreme',
  high: 'Severe',
  medium: 'Moderate',
  low: 'Minor',
}

/** `20250206150755`, UTC. */
function stampOf(text: string | null): number | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text ?? '') ?? []
  return year === undefined
    ? null
    : Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
}

/** `45.40N`, `75.69W` */
function degreesOf(record: Fields, path: string): number | null {
  const [, figure, side] = /^(\d+(?:\.\d+)?)([NSEW])$/.exec(record.text(path) ?? '') ?? []
  return figure === undefined ? null : Number(figure) * (side === 'S' || side === 'W' ? -1 : 1)
}

export const ecccCitypageXml: Feed = {
  id: 'eccc-citypage-xml',
  title: 'Weather warnings of a Canadian town',
  publisher: 'Environment and Climate Change Canada',
  licence: {
    name: 'ECCC data servers end-use licence',
    attribution: 'Data Source: Environment and Climate Change Canada',
    url: 'https://eccc-msc.github.io/open-data/licence/readme_en/',
  },
  endpoint: 'https://dd.weather.gc.ca/today/citypage_weather/{province}/{hour}/{file}.xml',
  cadenceMin: 60,
  access: 'open',
  kinds: ['storm', 'cold', 'heat', 'weather', 'flood', 'airQuality', 'other'],
  forms: [
    {
      syntax: 'xml',
      // A page without a warning has an empty list of them: nothing happens there.
      records: (payload) => {
        const page = isMap(payload) ? payload['siteData'] : undefined
        if (!isMap(page) || !isMap(page['location'])) return null
        const events: Tree = isMap(page['warnings']) ? (page['warnings']['event'] ?? null) : null
        return listOf(events).map((event) => ({ event, location: page['location'] ?? null }))
      },
      fields: [
        ...['type', 'priority', 'description', 'expiryTime', 'url'].map((name) => `event.@${name}`),
        ...['event.dateTime', 'event.dateTime.@zone', 'event.dateTime.timeStamp'],
        ...[
          'location.name.#text',
          'location.name.@code',
          'location.name.@lat',
          'location.name.@lon',
          'location.region',
        ],
      ],
      read(record, about) {
        const event = record.must.text('event.@description')
        const type = record.text('event.@type')
        const issued =
          record
            .list('event.dateTime')
            .find((each) => each.text('@zone') === 'UTC')
            ?.text('timeStamp') ?? null
        const sentMs = stampOf(issued)
        const isOver = type === 'ended'
        return {
          hazards: [
            hazardOf(about, {
              id: [record.must.text('location.name.@code'), event].join('/'),
              kind: eventKind(event, 'Met'),
              text: { language: 'en-CA', event, headline: record.text('location.region') },
              msgType: isOver ? 'Cancel' : 'Alert',
              urgency: isOver ? 'Past' : type === 'watch' ? 'Future' : 'Expected',
              severity: record.word('event.@priority', severities, 'Unknown') ?? 'Unknown',
              certainty: type === 'watch' ? 'Possible' : 'Likely',
              sentMs,
              onsetMs: sentMs,
              expiresMs: stampOf(record.text('event.@expiryTime')),
              area: {
                text: record.text('location.name.#text') ?? '',
                geometry: pointOf(
                  degreesOf(record, 'location.name.@lon'),
                  degreesOf(record, 'location.name.@lat'),
                  '/location/name',
                ),
              },
              web: record.text('event.@url'),
            }),
          ],
        }
      },
    },
  ],
}
