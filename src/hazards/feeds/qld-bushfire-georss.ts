import type { CapSeverity } from '../../model/index.ts'
import { polygonsOf } from '../cap.ts'
import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf } from '../make.ts'
import { elements } from '../records.ts'

/** Australian Warning System (2021): advice, watch and act, emergency warning; a notification is below all of them. */
const severities: Readonly<Record<string, CapSeverity>> = {
  Notification: 'Minor',
  Advice: 'Minor',
  'Watch and Act': 'Severe',
  'Emergency Warning': 'Extreme',
}

/** Line of the plain-text content. */
const status = /Current Status:\s*([A-Za-z ]+?)\s*(?:\n|Details:|$)/

export const qldBushfireGeorss: Feed = {
  id: 'qld-bushfire-georss',
  title: 'Bushfires of Queensland',
  publisher: 'Queensland Fire Department',
  licence: {
    name: 'CC-BY-4.0',
    attribution: 'State of Queensland (Queensland Fire Department)',
    url: 'https://www.data.qld.gov.au',
  },
  endpoint: 'https://www.qfes.qld.gov.au/data/alerts/bushfireAlert.xml',
  cadenceMin: 10,
  access: 'open',
  kinds: ['wildfire'],
  forms: [
    {
      syntax: 'xml',
      records: elements('feed.entry'),
      fields: ['id', 'title', 'published', 'updated', 'category.@term', 'content', 'georss:point', 'georss:polygon'],
      read(entry, about) {
        const title = entry.text('title') ?? ''
        const [latitude, longitude] = (entry.texts('georss:point')[0] ?? '').split(/\s+/).map(Number)
        return {
          hazards: [
            hazardOf(about, {
              id: entry.must.text('id'),
              kind: 'wildfire',
              text: {
                event: `Bushfire: ${entry.must.text('category.@term')}`,
                headline: title,
                description: status.exec(entry.text('content') ?? '')?.[1] ?? null,
              },
              urgency: 'Immediate',
              severity: entry.must.word('category.@term', severities, 'Unknown'),
              certainty: 'Observed',
              // Both are UTC without saying so; the content does.
              sentMs: entry.must.time('updated'),
              onsetMs: entry.must.time('published'),
              area: {
                text: title,
                geometry:
                  polygonsOf(entry.texts('georss:polygon'), '/georss:polygon') ??
                  (longitude === undefined || latitude === undefined
                    ? null
                    : pointOf(longitude, latitude, '/georss:point')),
              },
            }),
          ],
        }
      },
    },
  ],
}
