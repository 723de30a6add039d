import type { Feed } from '../feed.ts'
import { pointOf } from '../geometry.ts'
import { instantOf } from '../instants.ts'
import { quakeOf } from '../quakes.ts'
import { elements } from '../records.ts'

/** `… de magnitud 3.1 en SW EL PINAR en la fecha 18/03/2019 19:34:55 …`; times of the catalogue are UTC. */
const said =
  /magnitud\s+(-?\d+(?:\.\d+)?)\s+en\s+(.+?)\s+en la fecha\s+(\d\d)\/(\d\d)\/(\d{4})\s+(\d{1,2}):(\d\d):(\d\d)/

export const ignQuakesGeorss: Feed = {
  id: 'ign-quakes-georss',
  title: 'Earthquakes of Spain, last ten days',
  publisher: 'Instituto Geográfico Nacional',
  licence: {
    name: 'CC-BY-4.0',
    attribution: 'Instituto Geográfico Nacional (ign.es)',
    url: 'https://www.ign.es/web/ign/portal/politica-datos',
  },
  endpoint: 'https://www.ign.es/ign/RssTools/sismologia.xml',
  cadenceMin: 5,
  access: 'open',
  kinds: ['earthquake'],
  forms: [
    {
      syntax: 'xml',
      records: elements('rss.channel.item'),
      fields: ['guid', 'link', 'description', 'geo:lat', 'geo:long'],
      read(item, about) {
        const [, magnitude, place, day, month, year, hour = '', minute, second] =
          said.exec(item.must.text('description')) ?? []
        const timeMs = instantOf(`${year}-${month}-${day}T${hour.padStart(2, '0')}:${minute}:${second}`, 'UTC')
        if (Number.isNaN(timeMs))
          throw item.wrong('description', 'another text', 'magnitud 3.1 en … en la fecha 18/03/2019 19:34:55')
        const id = item.must.text('guid')
        return {
          hazards: [
            quakeOf(about, {
              id: /evid=(\w+)/.exec(id)?.[1] ?? id,
              magnitude: Number(magnitude),
              depthKm: null,
              timeMs,
              place: place ?? null,
              geometry: pointOf(item.number('geo:long'), item.number('geo:lat'), '/geo:lat'),
              web: item.text('link'),
              language: 'es',
            }),
          ],
        }
      },
    },
  ],
}
