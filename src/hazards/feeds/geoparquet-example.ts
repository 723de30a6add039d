import type { Feed } from '../feed.ts'
import { geometryOf } from '../geometry.ts'
import { markOf } from '../make.ts'
import { rows } from '../records.ts'

export const geoparquetExample: Feed = {
  id: 'geoparquet-example',
  title: 'Countries of the GeoParquet specification’s example',
  publisher: 'Open Geospatial Consortium, after Natural Earth',
  licence: {
    name: 'Apache-2.0',
    attribution: 'OGC GeoParquet; Natural Earth',
    url: 'https://github.com/opengeospatial/geoparquet',
  },
  endpoint: '{address of a GeoParquet file}',
  cadenceMin: null,
  access: 'open',
  kinds: ['other'],
  forms: [
    {
      syntax: 'parquet',
      records: rows('name', 'iso_a3', 'geometry'),
      fields: ['name', 'iso_a3', 'geometry'],
      read: (row, about) => ({
        mark: markOf(about, {
          id: row.must.text('name'),
          kind: 'other',
          role: 'place',
          name: row.must.text('name'),
          geometry: geometryOf(row.tree('geometry'), '/geometry'),
          codes: [{ scheme: 'ISO3166-1', code: row.text('iso_a3') ?? '' }],
        }),
      }),
    },
  ],
}
