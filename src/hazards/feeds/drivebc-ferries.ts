import type { Geometry } from '../../model/index.ts'
import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { markOf, measure } from '../make.ts'
import { bcAlbers, fromAlbers } from '../projections.ts'
import { features } from '../records.ts'
import { isList, isMap, type Tree } from '../tree.ts'

export const drivebcFerries: Feed = {
  id: 'drivebc-ferries',
  title: 'Inland ferries of British Columbia',
  publisher: 'Province of British Columbia, DriveBC',
  licence: {
    name: 'OGL-BC',
    attribution: 'Contains information licensed under the Open Government Licence – British Columbia',
    url: 'https://www2.gov.bc.ca/gov/content/data/open-data/open-government-licence-bc',
  },
  endpoint:
    'https://openmaps.gov.bc.ca/geo/pub/ows?service=WFS&request=GetFeature&typeNames={layer of inland ferry routes}&outputFormat=json',
  cadenceMin: 1440,
  access: 'open',
  kinds: ['transit'],
  forms: [
    {
      syntax: 'json',
      records: features('FERRY_ROUTE_ID', 'FERRY_ROUTE_NAME'),
      // Contacts of operators and who last changed a row stand beside these.
      fields: [
        'id',
        'geometry',
        'properties.FERRY_ROUTE_NAME',
        'properties.CROSSING_TIME_MIN',
        'properties.VESSEL_VEHICLE_CAPACITY',
        'properties.VESSEL_PASSENGER_CAPACITY',
        'properties.VESSEL_WEIGHT_CAPACITY_KG',
        'properties.DB_LAST_UPDATE_TIMESTAMP',
      ],
      read: (record, about) => ({
        mark: markOf(about, {
          // Number of the route and of the vessel: one route may have two.
          id: record.must.text('id').replace(/^.*?\./, ''),
          kind: 'transit',
          role: 'place',
          name: record.must.text('properties.FERRY_ROUTE_NAME'),
          geometry: placeOf(record.tree('geometry')),
          timeMs: record.time('properties.DB_LAST_UPDATE_TIMESTAMP'),
          measures: [
            ...measure('crossing', record.number('properties.CROSSING_TIME_MIN'), 'MIN'),
            ...measure('vehicles', record.number('properties.VESSEL_VEHICLE_CAPACITY')),
            ...measure('passengers', record.number('properties.VESSEL_PASSENGER_CAPACITY')),
            ...measure('weight capacity', record.number('properties.VESSEL_WEIGHT_CAPACITY_KG'), 'KGM'),
          ],
        }),
      }),
    },
  ],
}

/** The publisher writes metres of BC Albers (EPSG:3005). */
function placeOf(geometry: Tree): Geometry | null {
  const coordinates = isMap(geometry) ? geometry['coordinates'] : undefined
  const [easting, northing] = isList(coordinates) ? coordinates : []
  if (typeof easting !== 'number' || typeof northing !== 'number') return null
  const [longitude, latitude] = fromAlbers({ easting, northing }, bcAlbers)
  return pointOf(longitude, latitude, '/geometry/coordinates')
}
