import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf, measure } from '../make.ts'
import { elements } from '../records.ts'
import { kilometres, metresPerSecond } from '../units.ts'

/** What a radar algorithm found; `nx3` sets of NEXRAD level III. */
const cells: Readonly<Record<string, string>> = {
  TVS: 'Tornado vortex signature',
  MESO: 'Mesocyclone signature',
  '3DC SHR': 'Shear signature, three-dimensional',
  'UNC SHR': 'Shear signature, uncorrelated',
}

const shape = /^POINT \((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)$/

export const noaaSwdiXml: Feed = {
  id: 'noaa-swdi-xml',
  title: 'Signatures of severe weather in radar pictures',
  publisher: 'NOAA National Centers for Environmental Information, Severe Weather Data Inventory',
  licence: {
    name: 'public domain',
    attribution: 'NOAA NCEI',
    url: 'https://www.ncei.noaa.gov/products/severe-weather-data-inventory',
  },
  endpoint: 'https://www.ncei.noaa.gov/swdiws/xml/{set}/{begin}:{end}',
  cadenceMin: 720,
  access: 'open',
  kinds: ['storm'],
  forms: [
    {
      syntax: 'xml',
      records: elements('swdiXmlResponse.result'),
      fields: ['ztime', 'wsr_id', 'cell_id', 'cell_type', 'shape', 'max_shear', 'mxdv', 'radial_diam'],
      read(cell, about) {
        const timeMs = cell.must.time('ztime')
        const [, longitude, latitude] = shape.exec(cell.must.text('shape')) ?? []
        if (longitude === undefined) throw cell.wrong('shape', 'another text', 'POINT (longitude latitude)')
        const radar = cell.must.text('wsr_id')
        return {
          hazards: [
            hazardOf(about, {
              id: [radar, cell.must.text('cell_id'), new Date(timeMs).toISOString()].join('/'),
              kind: 'storm',
              text: { event: cell.must.word('cell_type', cells, 'Severe weather signature') },
              urgency: 'Past',
              certainty: 'Possible',
              onsetMs: timeMs,
              sentMs: timeMs,
              area: { text: `Radar ${radar}`, geometry: pointOf(Number(longitude), Number(latitude), '/shape') },
              measures: [
                ...measure('difference of velocity', metresPerSecond(cell.number('mxdv')), 'MTS'),
                ...measure('diameter', kilometres(cell.number('radial_diam')), 'KMT'),
              ],
            }),
          ],
        }
      },
    },
  ],
}
