import type { Feed } from '../feed.ts'
import { markOf, measure } from '../make.ts'
import { isList } from '../tree.ts'
import { kilometresOfNautical, metres } from '../units.ts'

/** Columns after the time, with what they are and their unit; `MM` stands for missing. */
const columns: Readonly<
  Record<string, readonly [name: string, unit: string | null, convert?: (value: number | null) => number | null]>
> = {
  WDIR: ['wind direction', 'DD'],
  WSPD: ['wind speed', 'MTS'],
  GST: ['wind gust', 'MTS'],
  WVHT: ['wave height', 'MTR'],
  DPD: ['wave period', 'SEC'],
  PRES: ['pressure', 'A97'],
  ATMP: ['air temperature', 'CEL'],
  WTMP: ['water temperature', 'CEL'],
  VIS: ['visibility', 'KMT', kilometresOfNautical],
  TIDE: ['tide', 'MTR', metres],
}

export const ndbcBuoy: Feed = {
  id: 'ndbc-buoy',
  title: 'Wind, waves and pressure at a buoy',
  publisher: 'NOAA National Data Buoy Center',
  licence: {
    name: 'public domain',
    attribution: 'NOAA National Data Buoy Center',
    url: 'https://www.ndbc.noaa.gov/faq/use.shtml',
  },
  endpoint: 'https://www.ndbc.noaa.gov/data/realtime2/{buoy}.txt',
  cadenceMin: 10,
  access: 'open',
  kinds: ['weather'],
  forms: [
    {
      syntax: 'lines',
      records: (payload) => {
        const lines = isList(payload) ? payload.filter((line) => line !== '') : []
        const names = String(lines[0] ?? '')
          .replace('#', '')
          .trim()
          .split(/\s+/)
        if (names[0] !== 'YY' || !names.includes('WSPD')) return null
        return lines.slice(2).map((line) =>
          Object.fromEntries(
            String(line)
              .trim()
              .split(/\s+/)
              .map((cell, i) => [names[i] ?? '', cell]),
          ),
        )
      },
      fields: ['YY', 'MM', 'DD', 'hh', 'mm', ...Object.keys(columns)],
      read(row, about) {
        const [year, month, day, hour, minute] = ['YY', 'MM', 'DD', 'hh', 'mm'].map((name) => row.must.number(name))
        const timeMs = Date.UTC(year!, month! - 1, day!, hour!, minute!)
        if (Number.isNaN(timeMs)) throw row.wrong('YY', 'a time that no calendar has', 'year, month, day, hour, minute')
        const measures = Object.entries(columns).flatMap(([column, [name, unit, convert]]) => {
          const text = row.text(column)
          const value = text === null || text === 'MM' ? null : Number(text)
          if (Number.isNaN(value)) throw row.wrong(column, 'a text that is no number', 'a number or MM')
          return measure(name, convert === undefined ? value : convert(value), unit)
        })
        const time = new Date(timeMs).toISOString().slice(0, 16)
        return {
          mark: markOf(about, {
            id: time,
            kind: 'weather',
            role: 'observation',
            name: 'Buoy',
            geometry: null,
            timeMs,
            measures,
          }),
        }
      },
    },
  ],
}
