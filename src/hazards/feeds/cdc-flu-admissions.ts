import type { Feed } from '../feed.ts'
import { markOf, measure } from '../make.ts'
import { rows } from '../records.ts'

export const cdcFluAdmissions: Feed = {
  id: 'cdc-flu-admissions',
  title: 'Hospital admissions with influenza, by state and week',
  publisher: 'US Centers for Disease Control and Prevention, NHSN',
  licence: {
    name: 'public domain',
    attribution: 'CDC NHSN, FluSight',
    url: 'https://github.com/cdcepi/FluSight-forecast-hub',
  },
  endpoint:
    'https://raw.githubusercontent.com/cdcepi/FluSight-forecast-hub/main/target-data/target-hospital-admissions.csv',
  cadenceMin: 1_440,
  access: 'open',
  kinds: ['epidemic'],
  forms: [
    {
      syntax: 'csv',
      records: rows('date', 'location', 'weekly_rate'),
      fields: ['date', 'location', 'location_name', 'value', 'weekly_rate'],
      read(row, about) {
        const state = row.must.text('location')
        const figure = (column: string): number | null => (row.text(column) === 'NA' ? null : row.number(column))
        return {
          mark: markOf(about, {
            id: `${state}/${row.must.text('date')}`,
            kind: 'epidemic',
            role: 'statistic',
            name: row.text('location_name') ?? state,
            geometry: null,
            codes: [{ scheme: 'FIPS state', code: state }],
            timeMs: row.must.time('date'),
            measures: [
              ...measure('admissions in the week', figure('value')),
              ...measure('admissions of 100,000 people', figure('weekly_rate')),
            ],
          }),
        }
      },
    },
  ],
}
