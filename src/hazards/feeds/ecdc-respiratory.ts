import type { Feed } from '../feed.ts'
import { markOf, measure } from '../make.ts'
import { rows } from '../records.ts'

/** Monday of an ISO 8601 week such as `2026-W18`, UTC; NaN for anything else. */
export function mondayOf(week: string): number {
  const [, year, number] = /^(\d{4})-W(\d\d)$/.exec(week) ?? []
  if (year === undefined || Number(number) < 1 || Number(number) > 53) return Number.NaN
  // 4 January lies in week 1.
  const fourth = new Date(Date.UTC(Number(year), 0, 4))
  const weekday = (fourth.getUTCDay() + 6) % 7
  return fourth.getTime() + ((Number(number) - 1) * 7 - weekday) * 86_400_000
}

export const ecdcRespiratory: Feed = {
  id: 'ecdc-respiratory',
  title: 'Severe respiratory infections, by country and week',
  publisher: 'European Centre for Disease Prevention and Control',
  licence: { name: 'EUPL-1.2', attribution: 'ECDC', url: 'https://github.com/EU-ECDC/Respiratory_viruses_weekly_data' },
  endpoint: 'https://raw.githubusercontent.com/EU-ECDC/Respiratory_viruses_weekly_data/main/data/SARIRates.csv',
  cadenceMin: 1_440,
  access: 'open',
  kinds: ['epidemic'],
  forms: [
    {
      syntax: 'csv',
      records: rows('countryname', 'yearweek', 'indicator', 'value'),
      fields: ['countryname', 'yearweek', 'indicator', 'age', 'value'],
      read(row, about) {
        const [country, week] = [row.must.text('countryname'), row.must.text('yearweek')]
        const timeMs = mondayOf(week)
        if (Number.isNaN(timeMs)) throw row.wrong('yearweek', 'another text', '2026-W18')
        const [indicator, group] = [row.must.text('indicator'), row.must.text('age')]
        return {
          mark: markOf(about, {
            id: [country, week, indicator, group].join('/'),
            kind: 'epidemic',
            role: 'statistic',
            name: country,
            geometry: null,
            codes: [{ scheme: 'country', code: country }],
            timeMs,
            measures: measure(`${indicator}, age ${group}`, row.text('value') === 'NA' ? null : row.number('value')),
          }),
        }
      },
    },
  ],
}
