import { issuedMs, latLonOf, segments, ugcOf } from '../bulletin.ts'
import type { Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { hazardOf, measure } from '../make.ts'
import { metresPerSecondOfMiles, millimetres } from '../units.ts'
import { meaningOf, type Vtec, vtecsOf } from '../vtec.ts'

export const segmentFields = ['office', 'issued', 'awips', 'text', 'segment'] as const

/** The hazards of a segment: one for each event code; several where one event takes another's place. */
export function hazardsOfSegment(record: Fields, about: Parameters<typeof hazardOf>[0], vtecs: readonly Vtec[]) {
  const segment = record.must.text('segment')
  const sentMs = issuedMs(record.must.text('issued'), record.must.text('text'), about.nowMs)
  if (Number.isNaN(sentMs)) throw record.wrong('issued', 'no time of issue', 'DDHHMM in the heading')
  const codes = ugcOf(record, 'segment')
  const office = record.must.text('office')
  return vtecs.map((vtec) => {
    const meaning = meaningOf(vtec)
    const { event, ...degrees } = meaning
    const year = new Date(vtec.endMs ?? sentMs).getUTCFullYear()
    return hazardOf(about, {
      // Numbers of an office begin anew with the year; zones of one event may be told in several segments.
      id: [vtec.office, vtec.phenomenon, vtec.significance, vtec.number, year, codes[0]?.code ?? ''].join('.'),
      ...degrees,
      status: vtec.status === 'T' ? 'Test' : vtec.status === 'O' ? 'Actual' : 'Exercise',
      text: { language: 'en-US', event, instruction: instructionOf(segment) },
      sentMs,
      onsetMs: vtec.beginMs ?? sentMs,
      expiresMs: vtec.endMs,
      area: { geometry: latLonOf(segment, office), codes },
      measures: [
        ...measure('hail', millimetres(figure(segment, /HAIL(?: SIZE)?\.\.\.\s*[<>]?(\d*\.?\d+)\s*IN/i)), 'MMT'),
        ...measure(
          'wind gust',
          metresPerSecondOfMiles(figure(segment, /WIND(?: GUST)?\.\.\.\s*[<>]?(\d+)\s*MPH/i)),
          'MTS',
        ),
      ],
    })
  })
}

function figure(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.[1]
  return found === undefined ? null : Number(found)
}

/** What people are asked to do: between its heading and the `&&` that ends it. */
function instructionOf(segment: string): string | null {
  const start = segment.search(/^PRECAUTIONARY\/PREPAREDNESS ACTIONS\.\.\./im)
  if (start === -1) return null
  const body = segment.slice(segment.indexOf('\n', start))
  const end = body.indexOf('&&')
  return (end === -1 ? body : body.slice(0, end)).trim().replace(/\s+/g, ' ') || null
}

export const nwsVtecText: Feed = {
  id: 'nws-vtec-text',
  title: 'Warnings, watches and advisories of the United States, as text products',
  publisher: 'NOAA National Weather Service',
  licence: {
    name: 'public domain',
    attribution: 'NOAA National Weather Service',
    url: 'https://www.weather.gov/disclaimer',
  },
  endpoint: 'https://tgftp.nws.noaa.gov/data/raw/{type}/{product}.txt',
  cadenceMin: 1,
  access: 'open',
  kinds: ['storm', 'flood', 'wildfire', 'heat', 'cold', 'weather', 'airQuality', 'waterway', 'tsunami', 'volcano'],
  forms: [
    {
      syntax: 'bulletins',
      records: segments,
      fields: segmentFields,
      read(record, about) {
        const vtecs = vtecsOf(record.must.text('segment'))
        return vtecs.length === 0 ? { nothing: true } : { hazards: hazardsOfSegment(record, about, vtecs) }
      },
    },
  ],
}
