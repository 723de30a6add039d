import type { Feed, Form } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { instantOf } from '../instants.ts'
import { markOf, measure } from '../make.ts'
import { listAt } from '../records.ts'
import type { Tree } from '../tree.ts'
import { isMap } from '../tree.ts'

/** What the station is stands once, beside the list. */
function stationOf(payload: Tree): {
  readonly id: string
  readonly name: string
  readonly longitude: number | null
  readonly latitude: number | null
} {
  const station = isMap(payload) && isMap(payload['metadata']) ? payload['metadata'] : {}
  const number = (name: string): number | null => (station[name] === undefined ? null : Number(station[name]))
  return {
    id: String(station['id'] ?? 'station'),
    name: String(station['name'] ?? 'Station as asked'),
    longitude: number('lon'),
    latitude: number('lat'),
  }
}

/** Levels in the datum and unit that the request asked for, times in the zone that it asked for: the pattern asks for metres and GMT. */
function levels(list: 'data' | 'predictions'): Form {
  return {
    syntax: 'json',
    // An error comes with status 200 and another member: it has no list, and is no quiet sea.
    records: listAt(list),
    fields: ['t', 'v', 's'],
    read(level, about) {
      const { id, name, longitude, latitude } = stationOf(about.payload)
      const timeMs = instantOf(level.must.text('t'), 'UTC')
      if (Number.isNaN(timeMs)) throw level.wrong('t', 'a text that is no time', '2021-01-01 00:06')
      return {
        mark: markOf(about, {
          id: [id, list, level.must.text('t')].join('/'),
          kind: 'river',
          role: 'observation',
          name,
          geometry: pointOf(longitude, latitude, '/metadata'),
          timeMs,
          measures: measure(list === 'data' ? 'water level' : 'predicted tide', level.number('v'), 'MTR'),
        }),
      }
    },
  }
}

export const noaaCoops: Feed = {
  id: 'noaa-coops',
  title: 'Water levels and tides of the coasts of the United States',
  publisher: 'NOAA Center for Operational Oceanographic Products and Services',
  licence: {
    name: 'public domain',
    attribution: 'NOAA CO-OPS',
    url: 'https://tidesandcurrents.noaa.gov/disclaimers.html',
  },
  endpoint:
    'https://api.tidesandcurrents.noaa.gov/api/prod/datagetter?station={station}&product=water_level&datum=MLLW&units=metric&time_zone=gmt&format=json&date=latest',
  cadenceMin: 6,
  access: 'open',
  kinds: ['river'],
  forms: [levels('data'), levels('predictions')],
}
