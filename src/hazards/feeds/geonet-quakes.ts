import type { Feed } from '../feed.ts'
import { geometryOf } from '../geometry.ts'
import { measure } from '../make.ts'
import { quakeOf } from '../quakes.ts'
import { features } from '../records.ts'

export const geonet = {
  publisher: 'GeoNet, Earth Sciences New Zealand',
  licence: {
    name: 'CC-BY-3.0-NZ',
    attribution: 'GeoNet, and its sponsors Toka Tū Ake EQC, GNS Science, LINZ, NEMA and MBIE',
    url: 'https://www.geonet.org.nz/policy',
  },
} as const

export const geonetQuakes: Feed = {
  id: 'geonet-quakes',
  title: 'Earthquakes of New Zealand',
  ...geonet,
  endpoint: 'https://api.geonet.org.nz/quake?MMI={intensity}',
  cadenceMin: 1,
  access: 'open',
  kinds: ['earthquake'],
  forms: [
    {
      syntax: 'json',
      records: features('publicID', 'magnitude'),
      fields: [
        'geometry',
        ...['publicID', 'time', 'depth', 'magnitude', 'mmi', 'locality', 'quality'].map((name) => `properties.${name}`),
      ],
      read(record, about) {
        const intensity = record.number('properties.mmi')
        return {
          hazards: [
            quakeOf(about, {
              id: record.must.text('properties.publicID'),
              magnitude: record.number('properties.magnitude'),
              depthKm: record.number('properties.depth'),
              timeMs: record.must.time('properties.time'),
              place: record.text('properties.locality'),
              geometry: geometryOf(record.tree('geometry'), '/geometry'),
              msgType: record.text('properties.quality') === 'deleted' ? 'Cancel' : 'Alert',
              // -1 stands for too weak to be felt.
              measures: measure('intensity (MMI, estimated)', intensity === -1 ? null : intensity),
            }),
          ],
        }
      },
    },
  ],
}
