import type { CapSeverity } from '../../model/index.ts'
import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf, markOf, measure } from '../make.ts'
import { listAt } from '../records.ts'
import { isList, isMap, type Tree } from '../tree.ts'

const hourMs = 3_600_000

/** Classes of fire risk of SMHI's index: from 4 high, 5 very high, 6 extremely high; below it is no hazard. */
const severities: Readonly<Record<number, CapSeverity>> = { 4: 'Moderate', 5: 'Severe', 6: 'Extreme' }

/** The place stands once, and as a list of one position. */
function placeOf(payload: Tree) {
  const geometry = isMap(payload) ? payload['geometry'] : undefined
  const coordinates = isMap(geometry) ? geometry['coordinates'] : undefined
  const position = isList(coordinates) && isList(coordinates[0]) ? coordinates[0] : coordinates
  if (!isList(position)) return null
  return pointOf(Number(position[0]), Number(position[1]), '/geometry')
}

export const smhiFireRisk: Feed = {
  id: 'smhi-fire-risk',
  title: 'Fire risk of a place in Sweden, by the hour',
  publisher: 'Swedish Meteorological and Hydrological Institute',
  licence: {
    name: 'CC-BY-4.0',
    attribution: 'SMHI',
    url: 'https://www.smhi.se/data/oppna-data/information-om-oppna-data/villkor-for-anvandning',
  },
  endpoint:
    'https://opendata-download-metfcst.smhi.se/api/category/fwif1g/version/1/hourly/geotype/point/lon/{longitude}/lat/{latitude}/data.json',
  cadenceMin: 360,
  access: 'open',
  kinds: ['wildfire'],
  forms: [
    {
      syntax: 'json',
      records: listAt('timeSeries'),
      fields: ['validTime', 'parameters', 'parameters.name', 'parameters.values'],
      read(hour, about) {
        const onsetMs = hour.must.time('validTime')
        const values = new Map(
          hour.list('parameters').map((each) => [each.text('name'), Number(each.texts('values')[0])]),
        )
        const index = values.get('fwiindex')
        if (index === undefined) throw hour.wrong('parameters', 'no fwiindex', 'the index of fire risk')
        const geometry = placeOf(about.payload)
        const id = new Date(onsetMs).toISOString()
        const measures = [
          ...measure('fire risk index', index),
          ...measure('fire weather index', values.get('fwi') ?? null),
        ]
        const severity = severities[index]
        if (severity === undefined) {
          return {
            mark: markOf(about, {
              id,
              kind: 'wildfire',
              role: 'observation',
              name: 'Fire risk',
              geometry,
              timeMs: onsetMs,
              measures,
            }),
          }
        }
        return {
          hazards: [
            hazardOf(about, {
              id,
              kind: 'wildfire',
              text: { event: 'Fire risk' },
              urgency: onsetMs > about.nowMs + hourMs ? 'Future' : 'Expected',
              severity,
              certainty: 'Likely',
              onsetMs,
              expiresMs: onsetMs + hourMs,
              area: { geometry },
              measures,
            }),
          ],
        }
      },
    },
  ],
}
