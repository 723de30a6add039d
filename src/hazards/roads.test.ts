import { describe, expect, test } from 'vitest'
import type { Feed } from './feed.ts'
import { digitrafficTrafficMessages } from './feeds/digitraffic-traffic-messages.ts'
import { open511BcEvents } from './feeds/open511-bc-events.ts'
import { wzdxWorkzones } from './feeds/wzdx-workzones.ts'
import { parsePayload } from './parse.ts'
import { roadSeverity, titleOf, urgencyOf, worstEffect } from './roads.ts'

const parse = (feed: Feed, value: unknown) =>
  parsePayload(feed, new TextEncoder().encode(JSON.stringify(value)), { nowMs: 0, denies: () => undefined })

test('the worst of several restrictions counts, and the publisher is believed first', () => {
  expect(worstEffect(['hindered', null, 'closed'])).toBe('closed')
  expect(worstEffect([null])).toBeNull()
  expect(roadSeverity('Minor', 'closed')).toBe('Minor')
  expect(roadSeverity('Unknown', 'closed')).toBe('Severe')
  expect(roadSeverity(null, null)).toBe('Unknown')
})

test('urgency is that of the time of writing', () => {
  expect([urgencyOf(10, 10), urgencyOf(0, 3_600_000), urgencyOf(0, 3_600_001), urgencyOf(null, 0)]).toEqual([
    'Immediate',
    'Expected',
    'Future',
    'Unknown',
  ])
})

test('names of enumerations become words', () => {
  expect(['laneClosures', 'ROAD_WORK', 'some-lanes-closed'].map(titleOf)).toEqual([
    'Lane closures',
    'Road work',
    'Some lanes closed',
  ])
})

describe('Open511', () => {
  const event = (more: object) => ({
    id: 'x/1',
    status: 'ACTIVE',
    updated: '2030-01-01T10:00:00-08:00',
    schedule: { intervals: ['2030-01-01T17:00/'] },
    event_type: 'INCIDENT',
    severity: 'UNKNOWN',
    geography: { type: 'Point', coordinates: [-123, 49] },
    roads: [{ name: 'Highway 1', from: 'A St', direction: 'BOTH' }],
    ...more,
  })

  test('of a description only what is left of the road is said', async () => {
    const { hazards } = await parse(open511BcEvents, {
      events: [event({ description: 'Highway 1. Protest at A St. Road closed. Expect major delays. Call Jo Doe.' })],
    })
    expect(hazards[0]).toMatchObject({
      texts: [{ event: 'Incident', headline: 'Road closed, Expect delays', description: null }],
      severity: 'Severe',
      onsetMs: Date.UTC(2030, 0, 1, 17),
      expiresMs: null,
      area: { text: 'Highway 1, A St' },
    })
    expect(JSON.stringify(hazards)).not.toMatch(/Protest|Doe/)
  })

  test('a special event is refused and counted', async () => {
    const { refused, hazards } = await parse(open511BcEvents, {
      events: [event({ event_type: 'SPECIAL_EVENT' }), event({ event_subtypes: ['HAZARD', 'CROWD'] }), event({})],
    })
    expect(refused.map(({ row }) => row)).toEqual([0, 1])
    expect(hazards).toHaveLength(1)
  })

  test('an interval that is none breaks its record alone, and an archived event is taken back', async () => {
    const { bad, hazards } = await parse(open511BcEvents, {
      events: [event({ schedule: { intervals: ['soon/'] } }), event({ status: 'ARCHIVED' })],
    })
    expect(bad).toMatchObject([{ row: 0, at: '/schedule/intervals' }])
    expect(hazards[0]?.msgType).toBe('Cancel')
  })
})

test('whether workers are present in a work zone is not read, and feet and pounds become metres and kilograms', async () => {
  const zone = {
    type: 'Feature',
    id: 'z',
    geometry: { type: 'LineString', coordinates: [[-93, 41], [-93.1, 41]] }, // biome-ignore format: one line
    properties: {
      core_details: {
        event_type: 'work-zone',
        data_source_id: '7',
        road_names: ['I-1'],
        direction: 'westbound',
        update_date: '2030-01-01T00:00:00Z',
      },
      start_date: '2030-01-01T08:00:00Z',
      vehicle_impact: 'all-lanes-closed',
      worker_presence: { are_workers_present: true, method: 'camera-monitoring' },
      restrictions: [
        { type: 'reduced-height', value: 10, unit: 'feet' },
        { type: 'reduced-weight', value: 2000, unit: 'pounds' },
        { type: 'no-trucks' },
      ],
    },
  }
  const { hazards } = await parse(wzdxWorkzones, { type: 'FeatureCollection', features: [zone] })
  expect(hazards[0]).toMatchObject({ severity: 'Severe', urgency: 'Future', area: { text: 'I-1, westbound' } })
  expect(hazards[0]!.measures).toEqual([
    { name: 'Reduced height', value: 3.048, unit: 'MTR' },
    { name: 'Reduced weight', value: 907.18474, unit: 'KGM' },
  ])
  expect(JSON.stringify(hazards)).not.toMatch(/worker|camera/)
})

describe('traffic messages', () => {
  const message = (announcement: object, more: object = {}) => ({
    type: 'Feature',
    geometry: null,
    properties: {
      situationId: 'S',
      situationType: 'TRAFFIC_ANNOUNCEMENT',
      trafficAnnouncementType: 'GENERAL',
      versionTime: '2030-01-01T10:00:00Z',
      announcements: [{ language: 'FI', timeAndDuration: { startTime: '2030-01-01T09:00:00Z' }, ...announcement }],
      ...more,
    },
  })

  test('known features are said, others and comments are not', async () => {
    const { hazards } = await parse(
      digitrafficTrafficMessages,
      message({
        title: 'Otsikko',
        comment: 'Syy',
        features: [{ name: 'Mielenosoitus' }, { name: 'Tie on suljettu liikenteeltä' }],
        locationDetails: { areaLocation: { areas: [{ name: 'Uusimaa' }, { name: 'Häme' }] } },
      }),
    )
    expect(hazards[0]).toMatchObject({
      texts: [{ event: 'Traffic announcement', headline: 'Road closed' }],
      severity: 'Severe',
      area: { text: 'Uusimaa, Häme' },
    })
    expect(JSON.stringify(hazards)).not.toMatch(/Mielenosoitus|Syy|Otsikko/)
  })

  test('each phase of road works is a hazard with its limits, and one that has ended is taken back', async () => {
    const restrictions = [
      { type: 'vehicle height limit', restriction: { name: 'Korkeus', quantity: 3.5, unit: 'm' } },
      { type: 'SINGLE_LANE_CLOSED', restriction: { name: 'Kaista' } },
    ]
    const phase = { id: 'P', timeAndDuration: { startTime: '2030-01-02T09:00:00Z' }, restrictions }
    const { hazards } = await parse(
      digitrafficTrafficMessages,
      message({ roadWorkPhases: [phase, { ...phase, id: 'Q' }] }, { trafficAnnouncementType: 'ENDED' }),
    )
    expect(hazards.map(({ id, msgType, severity }) => [id, msgType, severity])).toEqual([
      ['digitraffic-traffic-messages/S/P', 'Cancel', 'Moderate'],
      ['digitraffic-traffic-messages/S/Q', 'Cancel', 'Moderate'],
    ])
    expect(hazards[0]!.measures).toEqual([{ name: 'vehicle height limit', value: 3.5, unit: 'MTR' }])
  })
})
