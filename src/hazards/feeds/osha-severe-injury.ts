import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { markOf, measure } from '../make.ts'
import { rows } from '../records.ts'

export const oshaSevereInjury: Feed = {
  id: 'osha-severe-injury',
  title: 'Severe injuries at work in the United States, by establishment',
  publisher: 'US Occupational Safety and Health Administration',
  licence: {
    name: 'public domain',
    attribution: 'OSHA Severe Injury Reports',
    url: 'https://www.osha.gov/severeinjury',
  },
  endpoint: 'https://www.osha.gov/severeinjury',
  cadenceMin: null,
  access: 'open',
  kinds: ['workplaceSafety'],
  forms: [
    {
      // What happened is told by code. The narrative, which can be about somebody, is not read.
      syntax: 'csv',
      records: rows('ID', 'EventDate', 'Employer', 'Hospitalized', 'Amputation'),
      fields: [
        'ID',
        'EventDate',
        'Employer',
        'City',
        'State',
        'Latitude',
        'Longitude',
        'Primary NAICS',
        'Hospitalized',
        'Amputation',
        'EventTitle',
      ],
      read(row, about) {
        const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(row.must.text('EventDate')) ?? []
        if (year === undefined) throw row.wrong('EventDate', 'another text', 'M/D/YYYY')
        const industry = row.text('Primary NAICS')
        return {
          mark: markOf(about, {
            id: row.must.text('ID'),
            kind: 'workplaceSafety',
            role: 'statistic',
            name: [row.text('Employer'), row.text('City'), row.text('State')]
              .filter((name) => name !== null)
              .join(', '),
            geometry: pointOf(row.number('Longitude'), row.number('Latitude'), '/Latitude'),
            codes: industry === null ? [] : [{ scheme: 'NAICS', code: industry }],
            timeMs: Date.UTC(Number(year), Number(month) - 1, Number(day)),
            measures: [
              ...measure('taken to hospital', row.number('Hospitalized')),
              ...measure('amputations', row.number('Amputation')),
            ],
          }),
        }
      },
    },
  ],
}
