import type { Feed } from '../feed.ts'
import { hazardOf } from '../make.ts'
import { listAt } from '../records.ts'

export const cisaKev: Feed = {
  id: 'cisa-kev',
  title: 'Weaknesses of software that are being exploited',
  publisher: 'US Cybersecurity and Infrastructure Security Agency',
  licence: {
    name: 'CC0-1.0',
    attribution: 'CISA',
    url: 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
  },
  endpoint: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  cadenceMin: 1_440,
  access: 'open',
  kinds: ['software'],
  forms: [
    {
      syntax: 'json',
      records: listAt('vulnerabilities'),
      fields: [
        'cveID',
        'vendorProject',
        'product',
        'vulnerabilityName',
        'dateAdded',
        'shortDescription',
        'requiredAction',
        'knownRansomwareCampaignUse',
      ],
      read(weakness, about) {
        const id = weakness.must.text('cveID')
        return {
          hazards: [
            hazardOf(about, {
              id,
              kind: 'software',
              text: {
                event: 'Exploited weakness',
                headline: weakness.text('vulnerabilityName'),
                description: weakness.text('shortDescription'),
                instruction: weakness.text('requiredAction'),
              },
              urgency: 'Immediate',
              // The catalogue has no degrees; that it is used for extortion is the one it tells.
              severity: weakness.text('knownRansomwareCampaignUse') === 'Known' ? 'Severe' : 'Unknown',
              certainty: 'Observed',
              sentMs: weakness.must.time('dateAdded'),
              onsetMs: weakness.must.time('dateAdded'),
              area: { text: [weakness.text('vendorProject'), weakness.text('product')].join(' ') },
              web: `https://nvd.nist.gov/vuln/detail/${id}`,
            }),
          ],
        }
      },
    },
  ],
}
