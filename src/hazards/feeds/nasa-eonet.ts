import type { Geometry, HazardKind, Measure } from '../../model/index.ts'
import type { About, Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { geometryOf } from '../geometry.ts'
import { hazardOf, measure } from '../make.ts'
import { features, listAt } from '../records.ts'

const kinds: Readonly<Record<string, HazardKind>> = {
  drought: 'disaster',
  dustHaze: 'airQuality',
  earthquakes: 'earthquake',
  floods: 'flood',
  landslides: 'disaster',
  manmade: 'industrialAccident',
  seaLakeIce: 'waterway',
  severeStorms: 'storm',
  snow: 'storm',
  tempExtremes: 'weather',
  volcanoes: 'volcano',
  waterColor: 'other',
  wildfires: 'wildfire',
}

const fields = ['id', 'title', 'closed', 'link', 'categories', 'categories.id', 'categories.title']
const figures = ['magnitudeValue', 'magnitudeUnit', 'date']

export const nasaEonet: Feed = {
  id: 'nasa-eonet',
  title: 'Natural events of the world, curated from satellites and agencies',
  publisher: 'NASA Earth Observatory Natural Event Tracker',
  licence: { name: 'public domain', attribution: 'NASA EONET', url: 'https://eonet.gsfc.nasa.gov/docs/v3' },
  endpoint: 'https://eonet.gsfc.nasa.gov/api/v3/events',
  cadenceMin: 30,
  access: 'open',
  kinds: [
    'storm',
    'wildfire',
    'volcano',
    'flood',
    'earthquake',
    'disaster',
    'airQuality',
    'waterway',
    'weather',
    'other',
  ],
  forms: [
    {
      syntax: 'json',
      records: listAt('events'),
      fields: [
        ...fields,
        'geometry',
        'geometry.type',
        'geometry.coordinates',
        ...figures.map((name) => `geometry.${name}`),
      ],
      read(event, about) {
        const places = event.list('geometry')
        const last = places.at(-1)
        if (last === undefined) throw event.wrong('geometry', 'no place', 'one or more')
        return {
          hazards: [
            hazardFrom(event, about, '', {
              beginMs: places[0]!.must.time('date'),
              lastMs: last.must.time('date'),
              // Where it is now; how it came there is its track.
              geometry: geometryOf({ type: last.tree('type'), coordinates: last.tree('coordinates') }, '/geometry'),
              measures: strength(last, ''),
            }),
          ],
        }
      },
    },
    {
      // The same as GeoJSON: a feature for each place of an event.
      syntax: 'json',
      records: features('categories', 'sources', 'closed'),
      fields: ['geometry', ...[...fields, ...figures].map((name) => `properties.${name}`)],
      read(feature, about) {
        const timeMs = feature.must.time('properties.date')
        return {
          hazards: [
            hazardFrom(feature, about, 'properties.', {
              beginMs: timeMs,
              lastMs: timeMs,
              geometry: geometryOf(feature.tree('geometry'), '/geometry'),
              measures: strength(feature, 'properties.'),
            }),
          ],
        }
      },
    },
  ],
}

interface When {
  readonly beginMs: number
  readonly lastMs: number
  readonly geometry: Geometry | null
  readonly measures: readonly Measure[]
}

function hazardFrom(event: Fields, about: About, at: string, { beginMs, lastMs, geometry, measures }: When) {
  const [category] = event.list(`${at}categories`)
  const closedMs = event.time(`${at}closed`)
  return hazardOf(about, {
    id: event.must.text(`${at}id`),
    kind: kinds[category?.text('id') ?? ''] ?? 'other',
    text: { event: category?.text('title') ?? 'Natural event', headline: event.text(`${at}title`) },
    urgency: closedMs === null ? 'Immediate' : 'Past',
    certainty: 'Observed',
    sentMs: lastMs,
    onsetMs: beginMs,
    expiresMs: closedMs,
    area: { text: event.text(`${at}title`) ?? '', geometry },
    measures,
    web: event.text(`${at}link`),
  })
}

/** Knots as metres a second, acres as hectares; sea ice in square nautical miles stays a plain number under its unit's name. */
function strength(place: Fields, at: string): readonly Measure[] {
  const value = place.number(`${at}magnitudeValue`)
  const unit = place.text(`${at}magnitudeUnit`)
  if (value === null) return []
  if (unit === 'kts') return measure('wind speed', Math.round(value * 5.14444) / 10, 'MTS')
  if (unit === 'acres') return measure('burned area', Math.round(value * 0.404686), 'HAR')
  return measure(`size (${unit ?? 'no unit'})`, value)
}
