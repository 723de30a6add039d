import type { Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { pointOf } from '../geometry.ts'
import { quakeOf } from '../quakes.ts'
import { elements } from '../records.ts'

export const quakeml: Feed = {
  id: 'quakeml',
  title: 'Earthquakes as QuakeML, of any FDSN event service',
  publisher: 'The agency that the event names',
  licence: { name: 'facts', attribution: 'the agency that the event names', url: 'https://www.fdsn.org/webservices/' },
  endpoint: '{FDSN web service}/event/1/query?format=quakeml&starttime={time}',
  cadenceMin: 5,
  access: 'open',
  kinds: ['earthquake'],
  forms: [
    {
      // QuakeML 1.0 to 1.2, BED: preferred origin and magnitude, else the first.
      syntax: 'xml',
      records: elements('quakeml.eventParameters.event'),
      fields: [
        ...['@publicID', 'type', 'preferredOriginID', 'preferredMagnitudeID', 'creationInfo.creationTime'],
        ...['description', 'description.type', 'description.text'],
        ...['origin', 'origin.@publicID', 'origin.time.value'],
        ...['origin.latitude.value', 'origin.longitude.value', 'origin.depth.value'],
        ...['magnitude', 'magnitude.@publicID', 'magnitude.mag.value'],
      ],
      read(event, about) {
        const origin = preferred(event, 'origin', 'preferredOriginID')
        if (origin === undefined) throw event.wrong('origin', 'nothing', 'an origin')
        const magnitude = preferred(event, 'magnitude', 'preferredMagnitudeID')
        // Depth is in metres.
        const depthM = origin.number('depth.value')
        return {
          hazards: [
            quakeOf(about, {
              id: event.must.text('@publicID'),
              type: event.text('type')?.replaceAll('_', ' ') ?? null,
              magnitude: magnitude?.number('mag.value') ?? null,
              depthKm: depthM === null ? null : depthM / 1000,
              timeMs: origin.must.time('time.value'),
              updatedMs: event.time('creationInfo.creationTime'),
              place: event.list('description')[0]?.text('text') ?? null,
              geometry: pointOf(origin.must.number('longitude.value'), origin.must.number('latitude.value'), '/origin'),
            }),
          ],
        }
      },
    },
  ],
}

function preferred(event: Fields, name: 'origin' | 'magnitude', id: string): Fields | undefined {
  const wanted = event.text(id)
  const all = event.list(name)
  return all.find((each) => wanted !== null && each.text('@publicID') === wanted) ?? all[0]
}
