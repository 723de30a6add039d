import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { instantOf } from '../instants.ts'
import { quakeOf } from '../quakes.ts'
import { elements } from '../records.ts'

/** `2018-09-29: M=3.1 - 32 km NNW of Yarmouth, NS - felt` */
const title = /^\d{4}-\d\d-\d\d:\s*M\w*=\s*(-?\d+(?:\.\d+)?)\s*-\s*(.+)$/
const figures = {
  time: /time:[^\d]*(\d{4}-\d\d-\d\d \d\d:\d\d)/,
  latitude: /latitude:[^\d-]*(-?\d+(?:\.\d+)?)/,
  longitude: /longitude:[^\d-]*(-?\d+(?:\.\d+)?)/,
}

export const nrcanQuakesAtom: Feed = {
  id: 'nrcan-quakes-atom',
  title: 'Earthquakes of Canada that were felt or strong',
  publisher: 'Natural Resources Canada, Earthquakes Canada',
  licence: {
    name: 'OGL-Canada-2.0',
    attribution: 'Contains information licensed under the Open Government Licence – Canada',
    url: 'https://open.canada.ca/en/open-government-licence-canada',
  },
  endpoint: 'https://earthquakescanada.nrcan.gc.ca/cache/earthquakes/canada-{language}.atom',
  cadenceMin: 15,
  access: 'open',
  kinds: ['earthquake'],
  forms: [
    {
      syntax: 'xml',
      records: elements('rss.channel.item'),
      fields: ['guid', 'link', 'title', 'description', 'category'],
      read(item, about) {
        // News of the service stand among the earthquakes.
        if (item.text('category') === 'Breaking News') return { nothing: true }
        const [, magnitude, place] = title.exec(item.must.text('title')) ?? []
        const text = item.must.text('description')
        const figure = (name: keyof typeof figures): string => {
          const found = figures[name].exec(text)?.[1]
          if (found === undefined)
            throw item.wrong('description', `a text without ${name}`, 'magnitude, time, latitude and longitude')
          return found
        }
        return {
          hazards: [
            quakeOf(about, {
              id: item.must.text('guid'),
              magnitude: magnitude === undefined ? null : Number(magnitude),
              depthKm: null,
              timeMs: instantOf(figure('time'), 'UTC'),
              place: place ?? null,
              geometry: pointOf(Number(figure('longitude')), Number(figure('latitude')), '/description'),
              web: item.text('link'),
            }),
          ],
        }
      },
    },
  ],
}
