import type { CapSeverity } from '../../model/index.ts'
import { polygonsOf } from '../cap.ts'
import { eventKind } from '../eventKind.ts'
import type { Feed } from '../feed.ts'
import { hazardOf } from '../make.ts'
import { elements } from '../records.ts'

/** Colours of Canada's alerts (ECCC, 2025) by impact, and Alberta's own two words: critical asks to act, advisory to prepare. */
const degrees: readonly (readonly [RegExp, CapSeverity])[] = [
  [/^red\b|critical/i, 'Extreme'],
  [/^orange\b/i, 'Severe'],
  [/^yellow\b|advisory/i, 'Moderate'],
]

export const albertaEmergencyAlert: Feed = {
  id: 'alberta-emergency-alert',
  title: 'Emergency alerts of Alberta',
  publisher: 'Government of Alberta, Alberta Emergency Management Agency',
  licence: {
    name: 'OGL-Alberta-2.1',
    attribution: 'Contains information licensed under the Open Government Licence – Alberta',
    url: 'https://open.alberta.ca/licence',
  },
  endpoint: 'https://www.alberta.ca/data/aea/rss/feed-full.atom',
  cadenceMin: 2,
  access: 'open',
  kinds: ['storm', 'wildfire', 'flood', 'weather', 'industrialAccident', 'other'],
  forms: [
    {
      syntax: 'xml',
      records: elements('feed.entry'),
      fields: [
        'identifier',
        'title',
        'summary',
        'sent',
        'expires',
        'references',
        'georss:polygon',
        'link',
        'link.@href',
      ],
      read(entry, about) {
        const title = entry.must.text('title')
        // `yellow watch - tornado - in effect`
        const [, event = title, state = ''] = title.split(' - ')
        const isOver = /ended|cancel/i.test(state)
        const degree = degrees.find(([pattern]) => pattern.test(title))
        return {
          hazards: [
            hazardOf(about, {
              id: entry.must.text('identifier'),
              kind: eventKind(event, null),
              text: { language: 'en-CA', event, headline: title },
              msgType: isOver ? 'Cancel' : 'Alert',
              urgency: isOver ? 'Past' : /watch/i.test(title) ? 'Future' : 'Immediate',
              severity: degree?.[1] ?? 'Unknown',
              certainty: /watch/i.test(title) ? 'Possible' : 'Likely',
              sentMs: entry.must.time('sent'),
              onsetMs: entry.must.time('sent'),
              expiresMs: entry.time('expires'),
              area: { geometry: polygonsOf(entry.texts('georss:polygon'), '/georss:polygon') },
              web: entry.list('link')[0]?.text('@href') ?? null,
            }),
          ],
        }
      },
    },
  ],
}
