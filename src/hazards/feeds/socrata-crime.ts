import type { Feed, Form } from '../feed.ts'
import { instantOf } from '../instants.ts'
import { markOf, measure } from '../make.ts'
import { areaPoint } from '../published.ts'
import { rows } from '../records.ts'

/** Rows of a city's table: place, day and kind. Whatever it says of victims, suspects or officers is not read. */
function table(time: string, kind: string, zone: string): Form {
  return {
    syntax: 'csv',
    records: rows(time, kind, 'longitude', 'latitude'),
    fields: [time, kind, 'longitude', 'latitude', 'district'],
    read(row, about) {
      // The day is enough for a statistic.
      const day = row.must.text(time).slice(0, 10)
      const timeMs = instantOf(day, zone)
      if (Number.isNaN(timeMs)) throw row.wrong(time, 'a text that is no day', 'a day such as 2019-01-31')
      const district = row.text('district')
      return {
        mark: markOf(about, {
          id: [day, row.text(kind) ?? 'other', district ?? ''].join('/'),
          kind: 'crimeStatistics',
          role: 'statistic',
          name: row.text(kind) ?? 'Offence',
          geometry: areaPoint(row, 'longitude', 'latitude'),
          codes: district === null ? [] : [{ scheme: 'police district', code: district }],
          timeMs,
          measures: measure('offences', 1),
        }),
      }
    },
  }
}

export const socrataCrime: Feed = {
  id: 'socrata-crime',
  title: 'Crime by area and day, of cities in the United States',
  publisher: 'The city that runs the portal',
  licence: { name: 'PDDL or the terms of the city', attribution: 'the city that runs the portal', url: null },
  endpoint: 'https://{portal}/resource/{table}.csv?$where={condition}',
  cadenceMin: 1_440,
  access: 'open',
  kinds: ['crimeStatistics'],
  forms: [table('date_time', 'offense_type', 'America/Los_Angeles'), table('date', 'loc_cat', 'America/Chicago')],
}
