import type { Feed, Form } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { markOf, measure } from '../make.ts'
import { isList, isMap } from '../tree.ts'

/** Concentrations: micrograms in a cubic metre, or parts in a million. */
const units: Readonly<Record<string, string>> = { 'µg/m³': 'GQ', ppm: '59' }

function resultsWith(...names: readonly string[]): Form['records'] {
  return (payload) => {
    const results = isMap(payload) ? payload['results'] : undefined
    if (!isList(results)) return null
    const [first] = results
    return first === undefined || (isMap(first) && names.every((name) => Object.hasOwn(first, name))) ? results : null
  }
}

export const openaqV3: Feed = {
  id: 'openaq-v3',
  title: 'Air quality of the world, by station',
  publisher: 'OpenAQ and the provider that the record names',
  licence: {
    name: 'as the provider says',
    attribution: 'OpenAQ; the provider that the station names',
    url: 'https://docs.openaq.org/about/about',
  },
  endpoint: 'https://api.openaq.org/v3/{locations, sensors or measurements}',
  cadenceMin: 60,
  access: 'key',
  kinds: ['airQuality'],
  forms: [
    {
      syntax: 'json',
      records: resultsWith('coordinates', 'sensors', 'country'),
      fields: [
        'id',
        'name',
        'locality',
        'provider.name',
        'coordinates.latitude',
        'coordinates.longitude',
        'datetimeLast.utc',
      ],
      read: (station, about) => ({
        mark: markOf(about, {
          id: station.must.text('id'),
          kind: 'airQuality',
          role: 'place',
          name: [station.text('name'), station.text('locality')].filter((name) => name !== null).join(', '),
          geometry: pointOf(
            station.number('coordinates.longitude'),
            station.number('coordinates.latitude'),
            '/coordinates',
          ),
          timeMs: station.time('datetimeLast.utc'),
        }),
      }),
    },
    {
      syntax: 'json',
      records: resultsWith('parameter', 'latest'),
      fields: [
        ...['id', 'name', 'parameter.name', 'parameter.units', 'latest.value', 'latest.datetime.utc'],
        ...['latest.coordinates.latitude', 'latest.coordinates.longitude'],
      ],
      read: (sensor, about) => ({
        mark: markOf(about, {
          id: `sensor/${sensor.must.text('id')}`,
          kind: 'airQuality',
          role: 'observation',
          name: sensor.must.text('name'),
          geometry: pointOf(
            sensor.number('latest.coordinates.longitude'),
            sensor.number('latest.coordinates.latitude'),
            '/latest',
          ),
          timeMs: sensor.time('latest.datetime.utc'),
          measures: measure(
            sensor.must.text('parameter.name'),
            sensor.number('latest.value'),
            units[sensor.text('parameter.units') ?? ''] ?? null,
          ),
        }),
      }),
    },
    {
      syntax: 'json',
      records: resultsWith('period', 'parameter', 'value'),
      fields: ['value', 'parameter.name', 'parameter.units', 'period.datetimeFrom.utc', 'period.datetimeTo.utc'],
      read(found, about) {
        const name = found.must.text('parameter.name')
        const toMs = found.must.time('period.datetimeTo.utc')
        return {
          mark: markOf(about, {
            id: `${name}/${new Date(toMs).toISOString()}`,
            kind: 'airQuality',
            role: 'observation',
            name,
            geometry: null,
            timeMs: toMs,
            measures: measure(name, found.number('value'), units[found.text('parameter.units') ?? ''] ?? null),
          }),
        }
      },
    },
  ],
}
