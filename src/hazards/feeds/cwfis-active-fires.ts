import type { CapUrgency } from '../../model/index.ts'
import type { About, Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf, measure } from '../make.ts'
import { features } from '../records.ts'
import { isMap, listOf } from '../tree.ts'

/** Stage of control (CIFFC): out of control, being held, under control, extinguished. */
const stages: Readonly<Record<string, CapUrgency>> = {
  OC: 'Immediate',
  BH: 'Immediate',
  UC: 'Expected',
  EX: 'Past',
  OUT: 'Past',
}

const names = [
  ...[
    'national_fire_id',
    'agency_code',
    'stage_of_control_status',
    'fire_size',
    'percent_contained',
    'fire_was_prescribed',
  ],
  ...['latitude', 'longitude', 'situation_report_date', 'status_date'],
]

export const cwfisActiveFires: Feed = {
  id: 'cwfis-active-fires',
  title: 'Active wildfires of Canada',
  publisher: 'Canadian Wildland Fire Information System, Natural Resources Canada',
  licence: {
    name: 'OGL-Canada-2.0',
    attribution: 'Contains information licensed under the Open Government Licence – Canada',
    url: 'https://open.canada.ca/en/open-government-licence-canada',
  },
  endpoint:
    'https://cwfis.cfs.nrcan.gc.ca/geoserver/public/ows?service=WFS&request=GetFeature&typeName=public:cwfif_national_activefires&outputFormat={form}',
  cadenceMin: 180,
  access: 'open',
  kinds: ['wildfire'],
  forms: [
    {
      syntax: 'json',
      records: features('national_fire_id', 'stage_of_control_status'),
      fields: names.map((name) => `properties.${name}`),
      read: (feature, about) => ({ hazards: [fireOf(feature, about, 'properties.')] }),
    },
    {
      syntax: 'xml',
      records: (payload) => {
        const members =
          isMap(payload) && isMap(payload['FeatureCollection']) ? payload['FeatureCollection']['member'] : undefined
        return members === undefined
          ? null
          : listOf(members).map((member) => (isMap(member) ? member['cwfif_national_activefires']! : member))
      },
      fields: names,
      read: (fire, about) => ({ hazards: [fireOf(fire, about, '')] }),
    },
  ],
}

/** The geometry is in metres of a Canadian projection (EPSG:3978); the degrees stand beside it. -1 stands for unknown. */
function fireOf(record: Fields, about: About, at: string) {
  const known = (name: string): number | null => {
    const value = record.number(at + name)
    return value === -1 ? null : value
  }
  const id = record.must.text(`${at}national_fire_id`)
  const urgency = record.must.word(`${at}stage_of_control_status`, stages, 'Unknown')
  return hazardOf(about, {
    id,
    kind: 'wildfire',
    text: { event: record.number(`${at}fire_was_prescribed`) === 1 ? 'Prescribed fire' : 'Wildfire' },
    msgType: urgency === 'Past' ? 'Cancel' : 'Alert',
    urgency,
    certainty: 'Observed',
    sentMs: record.time(`${at}status_date`),
    onsetMs: record.time(`${at}situation_report_date`),
    area: { geometry: pointOf(record.number(`${at}longitude`), record.number(`${at}latitude`), '/latitude') },
    measures: [
      ...measure('burned area', known('fire_size'), 'HAR'),
      ...measure('contained', known('percent_contained'), 'P1'),
    ],
  })
}
