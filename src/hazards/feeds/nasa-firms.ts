import type { CapCertainty } from '../../model/index.ts'
import type { Feed, Form } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { pointOf } from '../geometry.ts'
import { instantOf } from '../instants.ts'
import { hazardOf, measure } from '../make.ts'
import { rows } from '../records.ts'

const fields = ['latitude', 'longitude', 'acq_date', 'acq_time', 'satellite', 'confidence', 'frp', 'daynight']

/** A pixel that is hot; nobody has seen a fire there. */
const read: Form['read'] = (pixel, about) => {
  const latitude = pixel.must.number('latitude')
  const longitude = pixel.must.number('longitude')
  // Hours and minutes of UTC as four digits, the leading ones lost in some copies.
  const clock = pixel.must.text('acq_time').padStart(4, '0')
  const seenMs = instantOf(`${pixel.must.text('acq_date')}T${clock.slice(0, 2)}:${clock.slice(2)}`, 'UTC')
  if (Number.isNaN(seenMs)) throw pixel.wrong('acq_time', 'no time of a day', '0000 to 2359')
  return {
    hazards: [
      hazardOf(about, {
        id: [pixel.must.text('satellite'), new Date(seenMs).toISOString().slice(0, 16), latitude, longitude].join('/'),
        kind: 'wildfire',
        text: { event: 'Hot spot seen from space' },
        urgency: 'Immediate',
        certainty: certaintyOf(pixel),
        sentMs: seenMs,
        onsetMs: seenMs,
        area: { geometry: pointOf(longitude, latitude, '/latitude') },
        measures: measure('fire radiative power', pixel.number('frp'), 'MAW'),
      }),
    ],
  }
}

/** MODIS gives 0 to 100 (below 30 low, from 80 high), VIIRS a word or its first letter. */
function certaintyOf(pixel: Fields): CapCertainty {
  const confidence = pixel.must.text('confidence')
  const share = Number(confidence)
  const isHigh = Number.isNaN(share) ? /^h/i.test(confidence) : share >= 80
  const isLow = Number.isNaN(share) ? /^l/i.test(confidence) : share < 30
  return isHigh ? 'Likely' : isLow ? 'Unlikely' : 'Possible'
}

export const nasaFirms: Feed = {
  id: 'nasa-firms',
  title: 'Hot spots of fires, from satellites, last 24 hours',
  publisher: 'NASA Fire Information for Resource Management System',
  licence: {
    name: 'public domain',
    attribution: 'NASA FIRMS',
    url: 'https://www.earthdata.nasa.gov/learn/find-data/near-real-time/citation',
  },
  endpoint: 'https://firms.modaps.eosdis.nasa.gov/api/area/csv/{key}/{source}/{west,south,east,north}/{days}',
  cadenceMin: 60,
  access: 'key',
  kinds: ['wildfire'],
  forms: [
    { syntax: 'csv', records: rows('latitude', 'acq_time', 'frp'), fields, read },
    { syntax: 'json', records: rows('latitude', 'acq_time', 'frp'), fields, read },
  ],
}
