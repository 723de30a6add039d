import type { Feed, Form } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { pointOf } from '../geometry.ts'
import { measure } from '../make.ts'
import { quakeOf } from '../quakes.ts'
import { isMap, type Tree } from '../tree.ts'
import { comcatForm, usgs } from './usgs-quakes.ts'

/** `info.json` of a ShakeMap: what was put in, and the largest ground motion that came out. */
const shakemap: Form = {
  syntax: 'json',
  records: (payload) => (isMap(payload) && 'multigmpe' in payload && isMap(payload['input']) ? [payload] : null),
  fields: [
    ...['event_id', 'magnitude', 'depth', 'latitude', 'longitude', 'origin_time', 'location'].map(inInput),
    'output.ground_motions',
  ],
  read(record, about) {
    const intensity = largest(record, 'MMI')
    return {
      hazards: [
        quakeOf(about, {
          id: record.must.text(inInput('event_id')),
          magnitude: record.must.number(inInput('magnitude')),
          depthKm: record.number(inInput('depth')),
          timeMs: record.must.time(inInput('origin_time')),
          place: record.text(inInput('location')),
          geometry: pointOf(record.number(inInput('longitude')), record.number(inInput('latitude')), '/input'),
          measures: measure('intensity (MMI, largest mapped)', intensity),
        }),
      ],
    }
  },
}

export const usgsComcatDetail: Feed = {
  id: 'usgs-comcat-detail',
  title: 'One earthquake in detail, with its ShakeMap',
  ...usgs,
  endpoint: 'https://earthquake.usgs.gov/fdsnws/event/1/query?format=geojson&eventid={event}',
  cadenceMin: 5,
  access: 'open',
  kinds: ['earthquake'],
  forms: [comcatForm, shakemap],
}

function inInput(name: string): string {
  return `input.event_information.${name}`
}

function largest(record: Fields, motion: string): number | null {
  const motions: Tree = record.tree('output.ground_motions')
  const found = isMap(motions) ? motions[motion] : undefined
  const max = isMap(found) ? found['max'] : undefined
  return typeof max === 'number' ? max : null
}
