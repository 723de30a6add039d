import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { quakeOf } from '../quakes.ts'
import { elements } from '../records.ts'

/** `2018-10-01 13:19:56 UTC -  Magnitude(ML) 1.7  -  Place` */
const title = /Magnitude\s*\(\s*\w+\s*\)\s*(-?\d+(?:\.\d+)?)\s*-\s*(.+)$/

export const ingvQuakesAtom: Feed = {
  id: 'ingv-quakes-atom',
  title: 'Earthquakes of Italy and its seas, last seven days',
  publisher: 'Istituto Nazionale di Geofisica e Vulcanologia',
  licence: {
    name: 'CC-BY-4.0',
    attribution: 'Istituto Nazionale di Geofisica e Vulcanologia',
    url: 'https://terremoti.ingv.it/en/disclaimer',
  },
  endpoint: 'https://cnt.rm.ingv.it/feed/atom/all_week',
  cadenceMin: 5,
  access: 'open',
  kinds: ['earthquake'],
  forms: [
    {
      syntax: 'xml',
      records: elements('feed.entry'),
      fields: ['id', 'title', 'updated', 'dc:date', 'geo:Point.geo:lat', 'geo:Point.geo:long', 'link', 'link.@href'],
      read(entry, about) {
        const [, magnitude, place] = title.exec(entry.must.text('title').replaceAll('\n', ' ')) ?? []
        if (magnitude === undefined) throw entry.wrong('title', 'another text', 'Magnitude(ML) 1.7 - Place')
        return {
          hazards: [
            quakeOf(about, {
              id: entry.must.text('id'),
              magnitude: Number(magnitude),
              depthKm: null,
              timeMs: entry.must.time('dc:date'),
              updatedMs: entry.time('updated'),
              place: place?.trim() ?? null,
              geometry: pointOf(entry.number('geo:Point.geo:long'), entry.number('geo:Point.geo:lat'), '/geo:Point'),
              web: entry.list('link')[0]?.text('@href') ?? null,
              language: 'it',
            }),
          ],
        }
      },
    },
  ],
}
