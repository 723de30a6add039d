import type { Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { pointOf } from '../geometry.ts'
import { markOf, measure } from '../make.ts'
import { rows } from '../records.ts'

/** Measures in metres by their columns. */
const depths: Readonly<Record<string, string>> = {
  'channel depth': 'Channel Depth (m)',
  'anchorage depth': 'Anchorage Depth (m)',
  'cargo pier depth': 'Cargo Pier Depth (m)',
  'oil terminal depth': 'Oil Terminal Depth (m)',
  'entrance width': 'Entrance Width (m)',
  'longest vessel': 'Maximum Vessel Length (m)',
  'greatest draft': 'Maximum Vessel Draft (m)',
}

export const ngaWorldPortIndex: Feed = {
  id: 'nga-world-port-index',
  title: 'Ports of the world (World Port Index, Pub. 150)',
  publisher: 'US National Geospatial-Intelligence Agency',
  licence: {
    name: 'public domain',
    attribution: 'National Geospatial-Intelligence Agency',
    url: 'https://msi.nga.mil/Publications/WPI',
  },
  endpoint: 'https://msi.nga.mil/api/publications/download?type=view&key=16920959/SFH00000/UpdatedPub150.csv',
  cadenceMin: 43_200,
  access: 'open',
  kinds: ['port'],
  forms: [
    {
      syntax: 'csv',
      records: rows('World Port Index Number', 'Main Port Name', 'Latitude', 'Longitude'),
      fields: [
        'World Port Index Number',
        'Main Port Name',
        'UN/LOCODE',
        'Latitude',
        'Longitude',
        ...Object.values(depths),
      ],
      read(record, about) {
        const locode = record.text('UN/LOCODE')
        return {
          mark: markOf(about, {
            id: record.must.text('World Port Index Number'),
            kind: 'port',
            role: 'place',
            name: record.must.text('Main Port Name'),
            geometry: pointOf(record.must.number('Longitude'), record.must.number('Latitude'), ''),
            codes: locode === null ? [] : [{ scheme: 'UN/LOCODE', code: locode.replaceAll(' ', '') }],
            measures: Object.entries(depths).flatMap(([name, column]) => measure(name, knownOf(record, column), 'MTR')),
          }),
        }
      },
    },
  ],
}

/** The index writes 0 where it knows no figure. */
function knownOf(record: Fields, column: string): number | null {
  const value = record.number(column)
  return value === 0 ? null : value
}
