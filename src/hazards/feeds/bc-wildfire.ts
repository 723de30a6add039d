import type { CapMessageType, CapUrgency, Geometry } from '../../model/index.ts'
import type { About, Feed, Form } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { geometryOf, pointOf } from '../geometry.ts'
import { hazardOf, measure } from '../make.ts'
import { features, listAt } from '../records.ts'

/** Stage of control, as a word or as a code. */
const stages: Readonly<Record<string, CapUrgency>> = {
  'Fire of Note': 'Immediate',
  'Out of Control': 'Immediate',
  'Being Held': 'Immediate',
  'Under Control': 'Expected',
  Out: 'Past',
  OUT_CNTRL: 'Immediate',
  HOLDING: 'Immediate',
  UNDR_CNTRL: 'Expected',
  OUT: 'Past',
}

const columns = [
  'FIRE_NUMBER',
  'FIRE_STATUS',
  'IGNITION_DATE',
  'FIRE_OUT_DATE',
  'INCIDENT_NAME',
  'GEOGRAPHIC_DESCRIPTION',
]
const figures = ['CURRENT_SIZE', 'FIRE_YEAR', 'FIRE_URL']

/** The map layer as GeoJSON, and the same as KML. */
const layer: Omit<Form, 'syntax'> = {
  records: features('FIRE_NUMBER', 'FIRE_STATUS'),
  fields: ['geometry', ...[...columns, ...figures].map((name) => `properties.${name}`)],
  read: (feature, about) => ({
    hazards: [
      fireOf(feature, about, {
        id: `${feature.must.text('properties.FIRE_YEAR')}-${feature.must.text('properties.FIRE_NUMBER')}`,
        name: feature.text('properties.INCIDENT_NAME'),
        place: feature.text('properties.GEOGRAPHIC_DESCRIPTION'),
        stage: 'properties.FIRE_STATUS',
        geometry: geometryOf(feature.tree('geometry'), '/geometry'),
        // Days of British Columbia, though they end in Z.
        onsetMs: dayOf(feature, 'properties.IGNITION_DATE'),
        outMs: dayOf(feature, 'properties.FIRE_OUT_DATE'),
        sentMs: null,
        hectares: feature.number('properties.CURRENT_SIZE'),
        web: feature.text('properties.FIRE_URL'),
      }),
    ],
  }),
}

export const bcWildfire: Feed = {
  id: 'bc-wildfire',
  title: 'Wildfires of British Columbia',
  publisher: 'BC Wildfire Service',
  licence: {
    name: 'OGL-BC-2.0',
    attribution: 'Contains information licensed under the Open Government Licence – British Columbia',
    url: 'https://www2.gov.bc.ca/gov/content/data/policy-standards/open-data/open-government-licence-bc',
  },
  endpoint:
    'https://openmaps.gov.bc.ca/geo/pub/ows?service=WFS&request=GetFeature&typeName=PROT_CURRENT_FIRE_PNTS_SP&outputFormat=application/json&srsName=EPSG:4326',
  cadenceMin: 15,
  access: 'open',
  kinds: ['wildfire'],
  forms: [
    {
      syntax: 'json',
      records: listAt('collection'),
      fields: [
        ...[
          'fireYear',
          'incidentNumberLabel',
          'incidentName',
          'incidentLocation',
          'stageOfControlCode',
          'longitude',
          'latitude',
        ],
        ...['discoveryDate', 'declaredOutDate', 'lastUpdatedTimestamp', 'incidentSizeEstimatedHa'],
      ],
      read: (incident, about) => ({
        hazards: [
          fireOf(incident, about, {
            id: `${incident.must.text('fireYear')}-${incident.must.text('incidentNumberLabel')}`,
            name: incident.text('incidentName'),
            place: incident.text('incidentLocation'),
            stage: 'stageOfControlCode',
            geometry: pointOf(incident.number('longitude'), incident.number('latitude'), '/latitude'),
            onsetMs: incident.time('discoveryDate'),
            outMs: incident.time('declaredOutDate'),
            sentMs: incident.time('lastUpdatedTimestamp'),
            hectares: incident.number('incidentSizeEstimatedHa'),
            web: null,
          }),
        ],
      }),
    },
    { ...layer, syntax: 'json' },
    { ...layer, syntax: 'kml' },
  ],
}

interface Fire {
  readonly id: string
  readonly name: string | null
  readonly place: string | null
  /** Path of the stage of control. */
  readonly stage: string
  readonly geometry: Geometry | null
  readonly onsetMs: number | null
  readonly outMs: number | null
  readonly sentMs: number | null
  readonly hectares: number | null
  readonly web: string | null
}

function fireOf(
  record: Fields,
  about: About,
  { id, name, place, stage, geometry, onsetMs, outMs, sentMs, hectares, web }: Fire,
) {
  const urgency = record.must.word(stage, stages, 'Unknown')
  const msgType: CapMessageType = urgency === 'Past' ? 'Cancel' : 'Alert'
  return hazardOf(about, {
    id,
    kind: 'wildfire',
    text: { event: 'Wildfire', headline: name, description: record.text(stage) },
    msgType,
    urgency,
    certainty: 'Observed',
    sentMs,
    onsetMs,
    expiresMs: outMs,
    area: { text: place ?? '', geometry },
    measures: measure('burned area', hectares, 'HAR'),
    web,
  })
}

/** A day of British Columbia, though it is written with a Z. */
function dayOf(record: Fields, path: string): number | null {
  const day = record.text(path)?.replace(/Z$/, '')
  if (day === undefined) return null
  try {
    return Temporal.PlainDate.from(day).toZonedDateTime('America/Vancouver').epochMilliseconds
  } catch {
    throw record.wrong(path, 'a text that is no day', 'a day such as 2026-04-24')
  }
}
