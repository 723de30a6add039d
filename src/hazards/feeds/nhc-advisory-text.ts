import type { CapSeverity } from '../../model/index.ts'
import { issuedMs, products, segments } from '../bulletin.ts'
import type { Feed, Form } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf, measure } from '../make.ts'
import { vtecsOf } from '../vtec.ts'
import { hazardsOfSegment, segmentFields } from './nws-vtec-text.ts'

const figures = {
  storm:
    /^NWS (?:NATIONAL HURRICANE CENTER|CENTRAL PACIFIC HURRICANE CENTER|WEATHER PREDICTION CENTER).*?\b([A-Z]{2}\d{6})\s*$/m,
  place: /^LOCATION\.\.\.(\d+(?:\.\d+)?)([NS]) (\d+(?:\.\d+)?)([EW])/m,
  wind: /^MAXIMUM SUSTAINED WINDS\.\.\.\d+ MPH\.\.\.(\d+) KM\/H/m,
  pressure: /^MINIMUM CENTRAL PRESSURE\.\.\.(\d+) MB/m,
  number: /ADVISORY NUMBER\s+(\d+[A-Z]?)/,
} as const

/**
 * Severity of a tropical cyclone by its sustained wind, metres a second (Saffir-Simpson: major hurricane from 49, hurricane from 33, tropical
 * storm from 17). What a place feels is worked out from its distance.
 */
function severityOf(windMs: number | null): CapSeverity {
  if (windMs === null) return 'Unknown'
  if (windMs >= 49) return 'Extreme'
  return windMs >= 33 ? 'Severe' : windMs >= 17 ? 'Moderate' : 'Minor'
}

const advisory: Form = {
  syntax: 'bulletins',
  records: products((text) => figures.place.test(text) && figures.storm.test(text)),
  fields: ['issued', 'text'],
  read(product, about) {
    const text = product.must.text('text')
    const storm = figures.storm.exec(text)![1]!
    const [, latitude, north, longitude, east] = figures.place.exec(text)!
    const sentMs = issuedMs(product.must.text('issued'), text, about.nowMs)
    if (Number.isNaN(sentMs)) throw product.wrong('issued', 'no time of issue', 'DDHHMM in the heading')
    const figure = (name: 'wind' | 'pressure'): number | null => {
      const found = figures[name].exec(text)?.[1]
      return found === undefined ? null : Number(found)
    }
    const kmh = figure('wind')
    const windMs = kmh === null ? null : Math.round(kmh / 0.36) / 10
    // The line above the number of the advisory names the storm.
    const lines = text.split('\n')
    const at = lines.findIndex((line) => figures.number.test(line))
    const name = (at > 0 ? lines[at - 1]! : 'Tropical cyclone').trim()
    return {
      hazards: [
        hazardOf(about, {
          id: storm,
          kind: 'storm',
          text: { language: 'en-US', event: name.split(' ').slice(0, -1).join(' ') || name, headline: name },
          msgType: figures.number.exec(text)?.[1] === '1' ? 'Alert' : 'Update',
          urgency: 'Immediate',
          severity: severityOf(windMs),
          certainty: 'Observed',
          sentMs,
          onsetMs: sentMs,
          area: {
            text: name,
            geometry: pointOf(
              Number(longitude) * (east === 'W' ? -1 : 1),
              Number(latitude) * (north === 'S' ? -1 : 1),
              '/text',
            ),
          },
          measures: [...measure('wind speed', windMs, 'MTS'), ...measure('pressure', figure('pressure'), 'A97')],
        }),
      ],
    }
  },
}

export const nhcAdvisoryText: Feed = {
  id: 'nhc-advisory-text',
  title: 'Advisories on tropical cyclones, and what they mean by zone',
  publisher: 'NOAA National Hurricane Center',
  licence: {
    name: 'public domain',
    attribution: 'NOAA National Hurricane Center',
    url: 'https://www.nhc.noaa.gov/aboutrss.shtml',
  },
  endpoint: 'https://www.nhc.noaa.gov/text/refresh/{product}.shtml',
  cadenceMin: 180,
  access: 'open',
  kinds: ['storm', 'flood'],
  forms: [
    advisory,
    {
      // A local statement of an office: zones by event code.
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
