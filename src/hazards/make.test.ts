import { describe, expect, test } from 'vitest'
import type { About } from './feed.ts'
import { usgsQuakes } from './feeds/usgs-quakes.ts'
import { hazardOf, markOf, measure } from './make.ts'

const about: About = { feed: usgsQuakes, nowMs: 0, payload: null }
const badRecord = expect.objectContaining({ fault: expect.objectContaining({ code: 'FEED_RECORD' }) })

describe('what is no number', () => {
  test.each([Number.NaN, Number.POSITIVE_INFINITY])('is no measure: %d', (value) => {
    expect(() => measure('wind', value)).toThrow(badRecord)
    expect(measure('wind', null)).toEqual([])
    expect(measure('wind', 0, 'MTS')).toEqual([{ name: 'wind', value: 0, unit: 'MTS' }])
  })

  test.each([Number.NaN, 9e15, -9e15])('is no time of a hazard or a mark: %d', (timeMs) => {
    for (const name of ['sentMs', 'onsetMs', 'expiresMs']) {
      expect(() =>
        hazardOf(about, { id: '1', kind: 'other', text: { event: 'Event' }, area: {}, [name]: timeMs }),
      ).toThrow(badRecord)
    }
    expect(() =>
      markOf(about, { id: '1', kind: 'other', role: 'place', name: 'Place', geometry: null, timeMs }),
    ).toThrow(badRecord)
  })
})
