import type { Feed } from '../feed.ts'
import { markOf, measure } from '../make.ts'
import { areaPoint } from '../published.ts'
import { listAt, rows } from '../records.ts'

/**
 * Street-level crime only. Stop-and-search data, which tell what officers wrote down of people, have other columns and are not read.
 */
export const ukPoliceCrime: Feed = {
  id: 'uk-police-crime',
  title: 'Crime by area and month, England, Wales and Northern Ireland',
  publisher: 'Home Office, data.police.uk',
  licence: { name: 'OGL-UK-3.0', attribution: 'Contains data.police.uk data', url: 'https://data.police.uk/about/' },
  endpoint: 'https://data.police.uk/api/crimes-street/all-crime?date={month}&lat={latitude}&lng={longitude}',
  cadenceMin: 1_440,
  access: 'open',
  kinds: ['crimeStatistics'],
  forms: [
    {
      syntax: 'csv',
      records: rows('month', 'longitude', 'latitude', 'lsoa_code'),
      fields: ['month', 'longitude', 'latitude', 'lsoa_code'],
      read(row, about) {
        const area = row.text('lsoa_code')
        const month = row.must.time('month')
        return {
          mark: markOf(about, {
            // Several of a month and area are several.
            id: [new Date(month).toISOString().slice(0, 7), area ?? 'no area'].join('/'),
            kind: 'crimeStatistics',
            role: 'statistic',
            name: area ?? 'Area unknown',
            geometry: areaPoint(row, 'longitude', 'latitude'),
            codes: area === null ? [] : [{ scheme: 'LSOA', code: area }],
            timeMs: month,
            measures: measure('offences', 1),
          }),
        }
      },
    },
    {
      // The API; a month has no day there.
      syntax: 'json',
      records: (payload) => {
        const list = listAt('')(payload)
        return list === null ? null : rows('category', 'month', 'location')(list)
      },
      fields: ['category', 'month', 'location.latitude', 'location.longitude'],
      read(crime, about) {
        const month = `${crime.must.text('month')}-01`
        const category = crime.must.text('category')
        return {
          mark: markOf(about, {
            id: `${month}/${category}`,
            kind: 'crimeStatistics',
            role: 'statistic',
            name: category,
            geometry: areaPoint(crime, 'location.longitude', 'location.latitude'),
            timeMs: Date.parse(`${month}T00:00:00Z`),
            measures: measure('offences', 1),
          }),
        }
      },
    },
  ],
}
