import type { Feed, Form } from '../feed.ts'
import { geometryOf } from '../geometry.ts'
import { measure } from '../make.ts'
import { depthOf, quakeOf } from '../quakes.ts'
import { features } from '../records.ts'

/** A feature of the summary feeds, and of the detail of one event, which has the same head. */
export const comcatForm: Form = {
  syntax: 'json',
  records: features('mag', 'magType'),
  fields: [
    'id',
    'geometry',
    ...['mag', 'place', 'time', 'updated', 'url', 'status', 'type', 'mmi', 'cdi'].map((name) => `properties.${name}`),
  ],
  read: (record, about) => ({
    hazards: [
      quakeOf(about, {
        id: record.must.text('id'),
        magnitude: record.number('properties.mag'),
        depthKm: depthOf(record.tree('geometry')),
        timeMs: record.must.time('properties.time'),
        updatedMs: record.time('properties.updated'),
        place: record.text('properties.place'),
        geometry: geometryOf(record.tree('geometry'), '/geometry'),
        type: record.text('properties.type'),
        // ANSS ComCat takes an event back by this status.
        msgType: record.text('properties.status') === 'deleted' ? 'Cancel' : 'Alert',
        measures: [
          ...measure('intensity (MMI, estimated)', record.number('properties.mmi')),
          ...measure('intensity (MMI, felt)', record.number('properties.cdi')),
        ],
        web: record.text('properties.url'),
      }),
    ],
  }),
}

export const usgs = {
  publisher: 'US Geological Survey',
  licence: {
    name: 'public domain',
    attribution: 'US Geological Survey',
    url: 'https://www.usgs.gov/information-policies-and-instructions/copyrights-and-credits',
  },
} as const

export const usgsQuakes: Feed = {
  id: 'usgs-quakes',
  title: 'Earthquakes of the world, M2.5 and more, last seven days',
  ...usgs,
  endpoint: 'https://earthquake.usgs.gov/earthquakes/feed/v1.0/summary/{magnitude}_{period}.geojson',
  cadenceMin: 1,
  access: 'open',
  kinds: ['earthquake'],
  forms: [comcatForm],
}
