import { issuedMs } from '../bulletin.ts'
import { eventKind } from '../eventKind.ts'
import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf, measure } from '../make.ts'
import { isList, isMap, type Tree } from '../tree.ts'
import { metresPerSecondOfMiles, millimetres } from '../units.ts'

/** First line of a report, in columns: time, event, place, position. */
const first = /^(\d{4}) ([AP]M)\s{2,}(.{1,17}?)\s*$/
const position = /(\d{1,2}\.\d\d)([NS])\s+(\d{1,3}\.\d\d)([EW])\s*$/
const second = /^(\d\d)\/(\d\d)\/(\d{4})\s+(?:([EMU])?(\d*\.?\d+)\s+(INCH|MPH|FT))?/i

/** Hours from UTC of the names in the date line of US products. */
const zones: Readonly<Record<string, number>> = {
  AST: -4,
  EDT: -4,
  EST: -5,
  CDT: -5,
  CST: -6,
  MDT: -6,
  MST: -7,
  PDT: -7,
  PST: -8,
  AKDT: -8,
  AKST: -9,
  HST: -10,
  SST: -11,
  CHST: 10,
}

/** Two lines of each report, with what the product says once. */
function reports(payload: Tree): readonly Tree[] | null {
  const products = (isList(payload) ? payload : []).filter(
    (each) => isMap(each) && /LOCAL STORM REPORT/i.test(String(each['text'])),
  )
  if (products.length === 0) return null
  return products.flatMap((product) => {
    if (!isMap(product)) return []
    const text = String(product['text'])
    const zone = /\d{3,4} [AP]M (\w{3,4}) \w{3} \w{3}/i.exec(text)?.[1]?.toUpperCase() ?? ''
    const lines = text.split('\n')
    return lines.flatMap((line, i) =>
      position.test(line) && /^\d{4} [AP]M/i.test(line)
        ? [
            {
              office: product['office'] ?? '',
              issued: product['issued'] ?? '',
              zone,
              text,
              line,
              next: lines[i + 1] ?? '',
            },
          ]
        : [],
    )
  })
}

export const nwsStormReportsLsr: Feed = {
  id: 'nws-storm-reports-lsr',
  title: 'Reports of storms as they were seen, United States',
  publisher: 'NOAA National Weather Service',
  licence: {
    name: 'public domain',
    attribution: 'NOAA National Weather Service',
    url: 'https://www.weather.gov/disclaimer',
  },
  endpoint: 'https://tgftp.nws.noaa.gov/data/raw/nw/{product}.txt',
  cadenceMin: 5,
  access: 'open',
  kinds: ['storm', 'flood', 'weather', 'airQuality', 'cold', 'heat', 'wildfire', 'other'],
  forms: [
    {
      syntax: 'bulletins',
      records: reports,
      // Who reported it, and the remarks, which can be about somebody, are not read.
      fields: ['office', 'issued', 'zone', 'text', 'line', 'next'],
      read(record, about) {
        const line = record.must.text('line')
        const [, latitude, north, longitude, east] = position.exec(line) ?? []
        const [, clock = '', half = '', event = ''] = first.exec(line.slice(0, 29)) ?? []
        const [, month, day, year, , figure, unit = ''] = second.exec(record.text('next') ?? '') ?? []
        const offset = zones[record.must.text('zone')]
        if (event === '' || year === undefined)
          throw record.wrong('line', 'a report in other columns', 'time, event, place and position')
        if (offset === undefined) throw record.wrong('zone', 'another zone', Object.keys(zones).join(', '))
        const hour = (Number(clock.slice(0, 2)) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)
        const onsetMs = Date.UTC(Number(year), Number(month) - 1, Number(day), hour - offset, Number(clock.slice(2)))
        const value = figure === undefined ? null : Number(figure)
        const place = line.slice(29, 53).trim()
        return {
          hazards: [
            hazardOf(about, {
              id: [record.must.text('office'), new Date(onsetMs).toISOString(), event, latitude, longitude].join('/'),
              kind: eventKind(event, 'Met'),
              text: { language: 'en-US', event, headline: `${event}, ${place}` },
              urgency: 'Past',
              certainty: 'Observed',
              sentMs: issuedMs(record.must.text('issued'), record.must.text('text'), about.nowMs),
              onsetMs,
              area: {
                text: place,
                geometry: pointOf(
                  Number(longitude) * (east === 'W' ? -1 : 1),
                  Number(latitude) * (north === 'S' ? -1 : 1),
                  '/line',
                ),
              },
              measures:
                unit.toUpperCase() === 'MPH'
                  ? measure('wind gust', metresPerSecondOfMiles(value), 'MTS')
                  : unit.toUpperCase() === 'INCH'
                    ? measure('size or depth', millimetres(value), 'MMT')
                    : [],
            }),
          ],
        }
      },
    },
  ],
}
