import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf, measure } from '../make.ts'
import { listAt } from '../records.ts'
import { hectares } from '../units.ts'

export const calfireIncidents: Feed = {
  id: 'calfire-incidents',
  title: 'Wildfires of California',
  publisher: 'California Department of Forestry and Fire Protection',
  licence: { name: 'public information', attribution: 'CAL FIRE', url: 'https://www.ca.gov/legal/conditions-of-use/' },
  endpoint: 'https://www.fire.ca.gov/umbraco/api/IncidentApi/List?inactive=true',
  cadenceMin: 10,
  access: 'open',
  kinds: ['wildfire'],
  forms: [
    {
      syntax: 'json',
      records: listAt('Incidents'),
      fields: [
        ...['UniqueId', 'Name', 'Location', 'Latitude', 'Longitude', 'AcresBurned', 'PercentContained'],
        ...[
          'Updated',
          'Started',
          'Extinguished',
          'Active',
          'StructuresThreatened',
          'StructuresDestroyed',
          'CanonicalUrl',
        ],
      ],
      read(incident, about) {
        const isActive = incident.flag('Active') ?? true
        const path = incident.text('CanonicalUrl')
        return {
          hazards: [
            hazardOf(about, {
              id: incident.must.text('UniqueId'),
              kind: 'wildfire',
              text: { event: 'Wildfire', headline: incident.text('Name') },
              urgency: isActive ? 'Immediate' : 'Past',
              certainty: 'Observed',
              sentMs: incident.time('Updated'),
              onsetMs: incident.time('Started'),
              expiresMs: incident.time('Extinguished'),
              area: {
                text: incident.text('Location') ?? '',
                geometry: pointOf(incident.number('Longitude'), incident.number('Latitude'), '/Latitude'),
              },
              measures: [
                ...measure('burned area', hectares(incident.number('AcresBurned')), 'HAR'),
                ...measure('contained', incident.number('PercentContained'), 'P1'),
                ...measure('structures threatened', incident.number('StructuresThreatened')),
                ...measure('structures destroyed', incident.number('StructuresDestroyed')),
              ],
              web: path === null ? null : `https://www.fire.ca.gov${path}`,
            }),
          ],
        }
      },
    },
  ],
}
