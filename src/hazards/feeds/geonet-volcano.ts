import type { CapSeverity } from '../../model/index.ts'
import type { Feed } from '../feed.ts'
import { geometryOf } from '../geometry.ts'
import { hazardOf, markOf, measure } from '../make.ts'
import { features } from '../records.ts'
import { geonet } from './geonet-quakes.ts'

/** New Zealand Volcanic Alert Levels (GNS Science, 2014): 1 and 2 unrest, 3 to 5 minor, moderate and major eruption. */
const severities: readonly CapSeverity[] = ['Unknown', 'Minor', 'Moderate', 'Severe', 'Severe', 'Extreme']

export const geonetVolcano: Feed = {
  id: 'geonet-volcano',
  title: 'Volcanic alert levels of New Zealand',
  ...geonet,
  endpoint: 'https://api.geonet.org.nz/volcano/val',
  cadenceMin: 10,
  access: 'open',
  kinds: ['volcano'],
  forms: [
    {
      syntax: 'json',
      records: features('volcanoID', 'level'),
      fields: [
        'geometry',
        ...['volcanoID', 'volcanoTitle', 'level', 'activity', 'hazards'].map((name) => `properties.${name}`),
      ],
      read(record, about) {
        const id = record.must.text('properties.volcanoID')
        const name = record.must.text('properties.volcanoTitle')
        const level = record.must.number('properties.level')
        const geometry = geometryOf(record.tree('geometry'), '/geometry')
        const severity = severities[level]
        if (severity === undefined) throw record.wrong('properties.level', 'another number', '0 to 5')
        const measures = measure('volcanic alert level', level)
        if (level === 0)
          return { mark: markOf(about, { id, kind: 'volcano', role: 'observation', name, geometry, measures }) }
        return {
          hazards: [
            hazardOf(about, {
              id,
              kind: 'volcano',
              text: {
                event: level < 3 ? 'Volcanic unrest' : 'Volcanic eruption',
                headline: record.text('properties.activity'),
                description: record.text('properties.hazards'),
              },
              urgency: level < 3 ? 'Future' : 'Immediate',
              severity,
              certainty: 'Observed',
              area: { text: name, geometry },
              measures,
            }),
          ],
        }
      },
    },
  ],
}
