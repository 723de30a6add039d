import { issuedMs, segments } from '../bulletin.ts'
import type { Feed, Form } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { hazardOf, measure } from '../make.ts'
import { isList, isMap } from '../tree.ts'
import { vtecsOf } from '../vtec.ts'
import { hazardsOfSegment, segmentFields } from './nws-vtec-text.ts'

const figures = {
  magnitude: /\* MAGNITUDE +(\d+(?:\.\d+)?)/i,
  depth: /\* DEPTH +(\d+(?:\.\d+)?) KM/i,
  coordinates: /\* COORDINATES +(\d+(?:\.\d+)?) (NORTH|SOUTH) +(\d+(?:\.\d+)?) (EAST|WEST)/i,
  location: /\* LOCATION +(.+)/i,
} as const

/** A message about an earthquake in an ocean: it names no zones, each country warns for itself. */
const message: Form = {
  syntax: 'bulletins',
  records: (payload) => {
    const found = isList(payload)
      ? payload.filter((each) => isMap(each) && figures.coordinates.test(String(each['text'])))
      : []
    return found.length === 0 ? null : found
  },
  fields: ['office', 'issued', 'text'],
  read(product, about) {
    const text = product.must.text('text')
    const [, latitude, north, longitude, east] = figures.coordinates.exec(text)!
    const sentMs = issuedMs(product.must.text('issued'), text, about.nowMs)
    if (Number.isNaN(sentMs)) throw product.wrong('issued', 'no time of issue', 'DDHHMM in the heading')
    const isOver = /NO (?:LONGER A )?TSUNAMI (?:THREAT|WARNING)|FINAL TSUNAMI THREAT MESSAGE|HAS NOW PASSED/i.test(text)
    const place = figures.location.exec(text)?.[1]?.trim().replace(/\s+/g, ' ') ?? ''
    const figure = (name: 'magnitude' | 'depth'): number | null => {
      const found = figures[name].exec(text)?.[1]
      return found === undefined ? null : Number(found)
    }
    return {
      hazards: [
        hazardOf(about, {
          // Messages of one event follow each other within hours, about one place.
          id: [product.must.text('office'), latitude, north, longitude, east].join(' '),
          kind: 'tsunami',
          text: { language: 'en-US', event: isOver ? 'Tsunami threat has passed' : 'Tsunami threat', headline: place },
          msgType: isOver ? 'Cancel' : 'Alert',
          urgency: isOver ? 'Past' : 'Immediate',
          severity: isOver ? 'Minor' : 'Extreme',
          certainty: isOver ? 'Observed' : 'Possible',
          sentMs,
          area: {
            text: place,
            geometry: pointOf(
              Number(longitude) * (/WEST/i.test(east!) ? -1 : 1),
              Number(latitude) * (/SOUTH/i.test(north!) ? -1 : 1),
              '/text',
            ),
          },
          measures: [...measure('magnitude', figure('magnitude')), ...measure('depth', figure('depth'), 'KMT')],
        }),
      ],
    }
  },
}

export const noaaTsunamiText: Feed = {
  id: 'noaa-tsunami-text',
  title: 'Tsunami messages for the Pacific, the Caribbean and North America',
  publisher: 'NOAA Tsunami Warning Centers',
  licence: { name: 'public domain', attribution: 'NOAA NWS Tsunami Warning Centers', url: 'https://www.tsunami.gov' },
  endpoint: 'https://www.tsunami.gov/events/xml/{center}Atom.xml',
  cadenceMin: 5,
  access: 'open',
  kinds: ['tsunami'],
  forms: [
    message,
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
