import type { Feed } from '../feed.ts'
import { geometryOf } from '../geometry.ts'
import { markOf, measure } from '../make.ts'
import { features } from '../records.ts'
import { kilometres, metres } from '../units.ts'

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
            ...measure('river position', kilometres(record.number('properties.RIVERMI')), 'KMT'),
            ...measure('lift', metres(record.number('properties.LIFT')), 'MTR'),
            ...measure('chamber length', metres(record.number('properties.LENGTH')), 'MTR'),
            ...measure('chamber width', metres(record.number('properties.WIDTH')), 'MTR'),
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
              measure(`cargo ${name.toLowerCase()}`, tonnes(record.number(`properties.${name}`)), 'TNE'),
            ),
          ],
        }),
      }),
    },
  ],
}

/** Tonnes of short tons (2,000 lb), in which the Corps counts cargo. */
function tonnes(value: number | null): number | null {
  return value === null ? null : Number((value * 0.907_184_74).toFixed(0))
}
