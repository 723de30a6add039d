import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf, markOf, measure } from '../make.ts'
import { listAt } from '../records.ts'
import { isMap } from '../tree.ts'

const zone = 'Europe/Warsaw'

/** Polish air quality index (GIOŚ): very good, good, moderate, sufficient, bad, very bad; only the last two are a hazard. */
const names = ['very good', 'good', 'moderate', 'sufficient', 'bad', 'very bad'] as const

export const giosAir: Feed = {
  id: 'gios-air',
  title: 'Air quality of Poland',
  publisher: 'Chief Inspectorate of Environmental Protection (GIOŚ)',
  licence: {
    name: 'open data',
    attribution: 'Główny Inspektorat Ochrony Środowiska',
    url: 'https://powietrze.gios.gov.pl/pjp/content/api',
  },
  endpoint: 'https://api.gios.gov.pl/pjp-api/v1/rest/{station/findAll, aqindex/getIndex or data/getData}/{id}',
  cadenceMin: 60,
  access: 'open',
  kinds: ['airQuality'],
  forms: [
    {
      syntax: 'json',
      records: listAt('Lista stacji pomiarowych'),
      fields: ['Identyfikator stacji', 'Nazwa stacji', 'WGS84 φ N', 'WGS84 λ E'],
      read: (station, about) => ({
        mark: markOf(about, {
          id: station.must.text('Identyfikator stacji'),
          kind: 'airQuality',
          role: 'place',
          name: station.must.text('Nazwa stacji'),
          geometry: pointOf(station.number('WGS84 λ E'), station.number('WGS84 φ N'), '/WGS84'),
        }),
      }),
    },
    {
      syntax: 'json',
      records: listAt('Lista danych pomiarowych'),
      fields: ['Kod stanowiska', 'Data', 'Wartość'],
      read(reading, about) {
        const sensor = reading.must.text('Kod stanowiska')
        const timeMs = reading.must.time('Data', zone)
        return {
          mark: markOf(about, {
            id: `${sensor}/${new Date(timeMs).toISOString()}`,
            kind: 'airQuality',
            role: 'observation',
            name: sensor,
            geometry: null,
            timeMs,
            measures: measure('concentration', reading.number('Wartość'), 'GQ'),
          }),
        }
      },
    },
    {
      syntax: 'json',
      records: (payload) => (isMap(payload) && isMap(payload['AqIndex']) ? [payload['AqIndex']] : null),
      fields: [
        'Identyfikator stacji pomiarowej',
        'Data wykonania obliczeń indeksu',
        'Wartość indeksu',
        'Kod zanieczyszczenia krytycznego',
      ],
      read(found, about) {
        const id = found.must.text('Identyfikator stacji pomiarowej')
        const timeMs = found.time('Data wykonania obliczeń indeksu', zone)
        const index = found.number('Wartość indeksu')
        const measures = measure('Polish air quality index', index)
        if (index === null || index < 4) {
          return {
            mark: markOf(about, {
              id: `${id}/index`,
              kind: 'airQuality',
              role: 'observation',
              name: `Station ${id}`,
              geometry: null,
              timeMs,
              measures,
            }),
          }
        }
        const name = names[index]
        if (name === undefined) throw found.wrong('Wartość indeksu', 'another number', '0 to 5')
        return {
          hazards: [
            hazardOf(about, {
              id: `${id}/index`,
              kind: 'airQuality',
              text: { event: `Air quality: ${name}`, description: found.text('Kod zanieczyszczenia krytycznego') },
              urgency: 'Immediate',
              severity: index === 5 ? 'Severe' : 'Moderate',
              certainty: 'Observed',
              onsetMs: timeMs,
              area: { codes: [{ scheme: 'GIOŚ station', code: id }] },
              measures,
            }),
          ],
        }
      },
    },
  ],
}
