import type { Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { geometryOf } from '../geometry.ts'
import { markOf, measure } from '../make.ts'
import { features } from '../records.ts'

const metresOfFoot = 0.3048
/** Of a short ton (2,000 lb), in which the Corps counts cargo. */
const tonnesOfTon = 0.907_184_74

export const usaceWaterways: Feed = {
  id: 'usace-waterways',
  title: 'Locks and principal ports of US waterways',
  publisher: 'US Army Corps of Engineers, US Bureau of Transportation Statistics',
  licence: {
    name: 'public domain',
    attribution: 'US Army Corps of Engineers; National Transportation Atlas Database',
    url: 'https://geodata.bts.gov/',
  },
  endpoint:
    'https://geo.dot.gov/server/rest/services/Hosted/{Locks or Principal_Ports}/FeatureServer/0/query?where=1=1&f=geojson',
  cadenceMin: null,
  access: 'open',
  kinds: ['waterway', 'port'],
  forms: [
    {
      syntax: 'json',
      records: features('LOCKCD', 'RIVER'),
      fields: [
        'geometry',
        'properties.NDCCODE',
        'properties.PMSNAME',
        'properties.NAVSTR',
        'properties.CHAMBN',
        'properties.RIVERMI',
        'properties.LIFT',
        'properties.LENGTH',
        'properties.WIDTH',
      ],
      read: (record, about) => ({
        mark: markOf(about, {
          id: `lock/${record.must.text('properties.NDCCODE')}`,
          kind: 'waterway',
          role: 'place',
          name: [
            record.text('properties.PMSNAME') ?? record.must.text('properties.NAVSTR'),
            record.text('properties.CHAMBN'),
          ]
            .filter((each) => each !== null)
            .join(', '),
          geometry: geometryOf(record.tree('geometry'), '/geometry'),
          measures: [
            ...measure('river position', scaled(record, 'properties.RIVERMI', 1.609_344), 'KMT'),
            ...measure('lift', scaled(record, 'properties.LIFT', metresOfFoot), 'MTR'),
            ...measure('chamber length', scaled(record, 'properties.LENGTH', metresOfFoot), 'MTR'),
            ...measure('chamber width', scaled(record, 'properties.WIDTH', metresOfFoot), 'MTR'),
          ],
        }),
      }),
    },
    {
      syntax: 'json',
      records: features('PORT_NAME', 'TOTAL'),
      fields: [
        'geometry',
        'properties.PORT',
        'properties.PORT_NAME',
        'properties.RANK',
        'properties.TOTAL',
        'properties.IMPORTS',
        'properties.EXPORTS',
        'properties.DOMESTIC',
      ],
      read: (record, about) => ({
        mark: markOf(about, {
          id: `port/${record.must.text('properties.PORT')}`,
          kind: 'port',
          role: 'place',
          name: record.must.text('properties.PORT_NAME'),
          geometry: geometryOf(record.tree('geometry'), '/geometry'),
          measures: [
            ...measure('rank by cargo', record.number('properties.RANK')),
            ...(['TOTAL', 'IMPORTS', 'EXPORTS', 'DOMESTIC'] as const).flatMap((name) =>
              measure(`cargo ${name.toLowerCase()}`, scaled(record, `properties.${name}`, tonnesOfTon), 'TNE'),
            ),
          ],
        }),
      }),
    },
  ],
}

/** A figure in another unit, to a thousandth: the publisher's are whole feet, tenths of miles and whole tons. */
function scaled(record: Fields, path: string, factor: number): number | null {
  const value = record.number(path)
  return value === null ? null : Math.round(value * factor * 1000) / 1000
}
