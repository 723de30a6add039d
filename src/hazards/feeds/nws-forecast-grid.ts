import type { Feed } from '../feed.ts'
import { geometryOf } from '../geometry.ts'
import { instantOf } from '../instants.ts'
import { markOf, measure } from '../make.ts'
import { isMap, type Tree } from '../tree.ts'

/** Layers that matter to a site, and their units as the publisher names them. */
const layers: Readonly<Record<string, string>> = {
  temperature: 'air temperature',
  heatIndex: 'heat index',
  wetBulbGlobeTemperature: 'wet bulb globe temperature',
  windChill: 'wind chill',
  windGust: 'wind gust',
  quantitativePrecipitation: 'precipitation',
  snowfallAmount: 'snowfall',
  iceAccumulation: 'ice',
}
const units: Readonly<Record<string, string>> = { degC: 'CEL', 'km_h-1': 'KMH', mm: 'MMT' }

/** Every value of every layer as a record, with what holds for all of them. */
function values(payload: Tree): readonly Tree[] | null {
  const properties = isMap(payload) && isMap(payload['properties']) ? payload['properties'] : undefined
  if (properties === undefined || !('gridId' in properties) || !isMap(payload)) return null
  return Object.keys(layers).flatMap((layer) => {
    const found = properties[layer]
    if (!isMap(found) || !Array.isArray(found['values'])) return []
    const cell = ['gridId', 'gridX', 'gridY'].map((name) => String(properties[name])).join('/')
    return found['values'].map((value: Tree) => ({
      cell,
      layer,
      uom: found['uom'] ?? null,
      value,
      updated: properties['updateTime'] ?? null,
    }))
  })
}

export const nwsForecastGrid: Feed = {
  id: 'nws-forecast-grid',
  title: 'Weather forecast of a grid cell in the United States, by hour',
  publisher: 'NOAA National Weather Service',
  licence: {
    name: 'public domain',
    attribution: 'NOAA National Weather Service',
    url: 'https://www.weather.gov/disclaimer',
  },
  endpoint: 'https://api.weather.gov/gridpoints/{office}/{x},{y}',
  cadenceMin: 60,
  access: 'user agent',
  kinds: ['weather', 'heat', 'cold'],
  forms: [
    {
      syntax: 'json',
      records: values,
      fields: ['cell', 'layer', 'uom', 'value.validTime', 'value.value', 'updated'],
      read(record, about) {
        const text = record.must.text('value.validTime')
        const [begin = ''] = text.split('/')
        // `2025-12-15T22:00:00+00:00/PT4H`; a mirror that keeps recordings fresh writes hours from its last update.
        const [, hours] = /^date:now:hour (-?\d+) hours? $/.exec(begin) ?? []
        const updatedMs = record.must.time('updated')
        const timeMs =
          hours === undefined ? instantOf(begin, 'UTC') : Math.floor(updatedMs / 3_600_000 + Number(hours)) * 3_600_000
        if (Number.isNaN(timeMs))
          throw record.wrong('value.validTime', 'a text that is no interval', '2025-12-15T22:00:00+00:00/PT4H')
        const value = record.number('value.value')
        if (value === null) return { nothing: true }
        const layer = record.must.text('layer')
        const geometry = isMap(about.payload) ? geometryOf(about.payload['geometry'], '/geometry') : null
        return {
          mark: markOf(about, {
            id: [record.must.text('cell'), layer, new Date(timeMs).toISOString()].join('/'),
            kind:
              layer === 'heatIndex' || layer === 'wetBulbGlobeTemperature'
                ? 'heat'
                : layer === 'windChill'
                  ? 'cold'
                  : 'weather',
            role: 'observation',
            name: layers[layer] ?? layer,
            geometry,
            timeMs,
            measures: measure(
              layers[layer] ?? layer,
              Number(value.toFixed(1)),
              units[(record.text('uom') ?? '').replace('wmoUnit:', '')] ?? null,
            ),
          }),
        }
      },
    },
  ],
}
