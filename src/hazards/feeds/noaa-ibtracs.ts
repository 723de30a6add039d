import type { Feed, Form } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { geometryOf, pointOf } from '../geometry.ts'
import { markOf, measure } from '../make.ts'
import { features, rows } from '../records.ts'
import { metresPerSecond } from '../units.ts'

const names = ['SID', 'ISO_TIME', 'NATURE', 'LAT', 'LON', 'WMO_WIND', 'WMO_PRES']

/** A place of a storm. A blank is unknown. */
function placeOf(
  record: Fields,
  about: Parameters<Form['read']>[1],
  at: string,
  geometry: ReturnType<typeof geometryOf>,
) {
  const timeMs = timeOf(record, at)
  return {
    mark: markOf(about, {
      id: [record.must.text(`${at}SID`), new Date(timeMs).toISOString()].join('/'),
      kind: 'storm',
      role: 'observation',
      name: record.text(`${at}NATURE`) ?? 'Storm',
      geometry,
      timeMs,
      measures: [
        ...measure('wind speed', metresPerSecond(record.number(`${at}WMO_WIND`)), 'MTS'),
        ...measure('pressure', record.number(`${at}WMO_PRES`), 'A97'),
      ],
    }),
  }
}

/** ISO 8601, or what a spreadsheet made of it, `1/12/51 3:00`: the century is that of the storm's id, which begins with its year. */
function timeOf(record: Fields, at: string): number {
  const text = record.must.text(`${at}ISO_TIME`)
  const [, month, day, year, hour, minute] = /^(\d{1,2})\/(\d{1,2})\/(\d\d) (\d{1,2}):(\d\d)$/.exec(text) ?? []
  if (year === undefined) return record.must.time(`${at}ISO_TIME`)
  const began = Number(record.must.text(`${at}SID`).slice(0, 4))
  // A storm that begins in December may end in the next year, of the next century even.
  const whole = began + ((Number(year) - (began % 100) + 100) % 100)
  return Date.UTC(whole, Number(month) - 1, Number(day), Number(hour), Number(minute))
}

export const noaaIbtracs: Feed = {
  id: 'noaa-ibtracs',
  title: 'Tracks of past tropical cyclones of the world',
  publisher: 'NOAA National Centers for Environmental Information, IBTrACS',
  licence: {
    name: 'public domain',
    attribution: 'NOAA NCEI, IBTrACS',
    url: 'https://www.ncei.noaa.gov/products/international-best-track-archive',
  },
  endpoint:
    'https://www.ncei.noaa.gov/data/international-best-track-archive-for-climate-stewardship-ibtracs/v04r01/access/csv/ibtracs.{basin}.list.v04r01.csv',
  cadenceMin: null,
  access: 'open',
  kinds: ['storm'],
  forms: [
    {
      syntax: 'json',
      records: features('SID', 'ISO_TIME'),
      fields: ['geometry', ...names.map((name) => `properties.${name}`)],
      read: (feature, about) =>
        placeOf(feature, about, 'properties.', geometryOf(feature.tree('geometry'), '/geometry')),
    },
    {
      syntax: 'csv',
      records: rows('SID', 'ISO_TIME', 'LAT', 'LON'),
      fields: names,
      read(row, about) {
        // The row below the names holds units.
        if (row.text('SID') === null) return { nothing: true }
        return placeOf(row, about, '', pointOf(row.must.number('LON'), row.must.number('LAT'), '/LAT'))
      },
    },
  ],
}
