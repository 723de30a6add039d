import type { Feed } from '../feed.ts'
import { geometryOf } from '../geometry.ts'
import { hazardOf, measure } from '../make.ts'
import { depthOf, quakeSeverity } from '../quakes.ts'
import { features } from '../records.ts'

/** `status` of ANSS ComCat; a deleted event is taken back. */
const statuses = { automatic: false, reviewed: false, deleted: true } as const
const kinds: Readonly<Record<string, 'earthquake' | 'other'>> = { earthquake: 'earthquake' }

export const usgsQuakes: Feed = {
  id: 'usgs-quakes',
  title: 'Earthquakes of the world, M2.5 and more, last seven days',
  publisher: 'US Geological Survey',
  licence: {
    name: 'public domain',
    attribution: 'US Geological Survey',
    url: 'https://www.usgs.gov/information-policies-and-instructions/copyrights-and-credits',
  },
  endpoint: 'https://earthquake.usgs.gov/earthquakes/feed/v1.0/summary/{magnitude}_{period}.geojson',
  cadenceMin: 1,
  access: 'open',
  kinds: ['earthquake'],
  forms: [
    {
      syntax: 'json',
      records: features('mag', 'magType'),
      fields: [
        'id',
        'geometry',
        'properties.mag',
        'properties.place',
        'properties.time',
        'properties.updated',
        'properties.url',
        'properties.status',
        'properties.type',
        'properties.mmi',
        'properties.cdi',
      ],
      read(record, about) {
        const magnitude = record.number('properties.mag')
        const depthKm = depthOf(record.tree('geometry'))
        const place = record.text('properties.place')
        const kind = record.word('properties.type', kinds, 'other') ?? 'earthquake'
        return {
          hazards: [
            hazardOf(about, {
              id: record.must.text('id'),
              kind,
              text: { event: kind === 'earthquake' ? 'Earthquake' : 'Seismic event', headline: place },
              msgType: record.word('properties.status', statuses, false) === true ? 'Cancel' : 'Alert',
              urgency: 'Past',
              severity: quakeSeverity(magnitude),
              certainty: 'Observed',
              sentMs: record.time('properties.updated'),
              onsetMs: record.must.time('properties.time'),
              area: { text: place ?? '', geometry: geometryOf(record.tree('geometry'), '/geometry') },
              measures: [
                ...measure('magnitude', magnitude),
                ...measure('depth', depthKm, 'KMT'),
                ...measure('intensity (MMI, estimated)', record.number('properties.mmi')),
                ...measure('intensity (MMI, felt)', record.number('properties.cdi')),
              ],
              web: record.text('properties.url'),
            }),
          ],
        }
      },
    },
  ],
}
