import { datexFields, readSituationRecord, situationRecords } from '../datex.ts'
import type { Feed } from '../feed.ts'

export const digitrafficDatex2: Feed = {
  id: 'digitraffic-datex2',
  title: 'Road traffic of Finland: announcements, works, restrictions (DATEX II)',
  publisher: 'Fintraffic',
  licence: {
    name: 'CC-BY-4.0',
    attribution: 'Fintraffic / digitraffic.fi, licence CC 4.0 BY',
    url: 'https://www.digitraffic.fi/en/terms-of-service/',
  },
  endpoint: 'https://tie.digitraffic.fi/api/traffic-message/v1/messages.datex2?situationType={type}',
  cadenceMin: 1,
  access: 'open',
  kinds: ['road', 'transit'],
  forms: [
    {
      syntax: 'xml',
      records: situationRecords,
      fields: datexFields,
      read: (record, about) => readSituationRecord(record, about, roadOf),
    },
  ],
}

/** A Finnish comment begins with road and municipality: "Tie 3, eli Tampereen Läntinen Kehätie, Pirkkala. …". */
function roadOf(comment: string): string {
  return /^Tie \d[^.\n]{0,200}(?=\.)/.exec(comment)?.[0] ?? ''
}
