import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { markOf, measure } from '../make.ts'
import { isList, type Tree } from '../tree.ts'
import { metresPerSecond } from '../units.ts'

/** `AL012021,                ANA,     17,` stands above the lines of a storm. */
const head = /^([A-Z]{2}\d{6}),\s*([^,]+?)\s*,\s*(\d+),/

/** Each line below a head with the storm that it belongs to. */
function withStorm(lines: readonly Tree[]): Tree[] {
  let [storm, name] = ['', '']
  return lines.flatMap((line) => {
    const found = head.exec(String(line))
    if (found === null) return [{ storm, name, line }]
    storm = found[1]!
    name = found[2]!
    return []
  })
}

export const nhcHurdat2: Feed = {
  id: 'nhc-hurdat2',
  title: 'Tracks of past hurricanes of the Atlantic',
  publisher: 'NOAA National Hurricane Center',
  licence: {
    name: 'public domain',
    attribution: 'NOAA National Hurricane Center',
    url: 'https://www.nhc.noaa.gov/data/',
  },
  endpoint: 'https://www.nhc.noaa.gov/data/hurdat/hurdat2-{period}.txt',
  cadenceMin: null,
  access: 'open',
  kinds: ['storm'],
  forms: [
    {
      syntax: 'lines',
      records: (payload) => {
        const lines = isList(payload) ? payload.filter((line) => line !== '') : []
        return head.test(String(lines[0] ?? '')) ? withStorm(lines) : null
      },
      fields: ['storm', 'name', 'line'],
      read(record, about) {
        const cells = record.must
          .text('line')
          .split(',')
          .map((cell) => cell.trim())
        const [day = '', clock = '', , status = '', latitude = '', longitude = '', wind, pressure] = cells
        const timeMs = Date.parse(
          `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}T${clock.slice(0, 2)}:${clock.slice(2)}:00Z`,
        )
        if (Number.isNaN(timeMs)) throw record.wrong('line', 'no time', '20210520, 0000')
        const known = (text: string | undefined): number | null => {
          const value = Number(text)
          if (text === undefined || !Number.isFinite(value))
            throw record.wrong('line', 'a text that is no number', 'a number')
          // -99 and -999 stand for unknown.
          return value <= -99 ? null : value
        }
        const degrees = (text: string): number =>
          (/[SW]$/.test(text) ? -1 : 1) * (known(text.slice(0, -1)) ?? Number.NaN)
        return {
          mark: markOf(about, {
            id: [record.must.text('storm'), new Date(timeMs).toISOString()].join('/'),
            kind: 'storm',
            role: 'observation',
            name: `${record.must.text('name')} (${status})`,
            geometry: pointOf(degrees(longitude), degrees(latitude), '/line'),
            timeMs,
            measures: [
              ...measure('wind speed', metresPerSecond(known(wind)), 'MTS'),
              ...measure('pressure', known(pressure), 'A97'),
            ],
          }),
        }
      },
    },
  ],
}
