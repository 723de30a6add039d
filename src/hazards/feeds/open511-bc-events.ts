import type { CapSeverity } from '../../model/index.ts'
import type { Feed } from '../feed.ts'
import { geometryOf } from '../geometry.ts'
import { instantOf } from '../instants.ts'
import { hazardOf } from '../make.ts'
import { listAt } from '../records.ts'
import { type RoadEffect, roadSeverity, titleOf, urgencyOf, worstEffect } from '../roads.ts'

/** Open511 1.0, `severity`: MINOR little, MODERATE some, MAJOR much effect on traffic. */
const severities: Readonly<Record<string, CapSeverity>> = {
  MINOR: 'Minor',
  MODERATE: 'Moderate',
  MAJOR: 'Severe',
  UNKNOWN: 'Unknown',
}

/** Open511 1.0, `roads.state`. */
const states: Readonly<Record<string, RoadEffect | null>> = {
  CLOSED: 'closed',
  SOME_LANES_CLOSED: 'restricted',
  SINGLE_LANE_ALTERNATING: 'restricted',
  ALL_LANES_OPEN: null,
}

/**
 * DriveBC leaves `roads.state` out and puts fixed sentences into its description. Only these are looked for; what else a description says,
 * reasons among it, is not said.
 */
const sentences: readonly { readonly pattern: RegExp; readonly said: string; readonly effect: RoadEffect }[] = [
  { pattern: /\bRoad closed\b/i, said: 'Road closed', effect: 'closed' },
  { pattern: /\bLane closures?\b/i, said: 'Lane closure', effect: 'restricted' },
  { pattern: /\bSingle lane alternating traffic\b/i, said: 'Single lane alternating traffic', effect: 'restricted' },
  { pattern: /\bExpect (?:\w+ )?delays\b/i, said: 'Expect delays', effect: 'hindered' },
]

/** What happens on a road, of event subtypes; others are not said. */
const subtypes: Readonly<Record<string, string>> = {
  ACCIDENT: 'Accident',
  FIRE: 'Fire',
  HAZARD: 'Hazard',
  OBSTRUCTION: 'Obstruction',
  ROAD_CONSTRUCTION: 'Road construction',
  ROAD_MAINTENANCE: 'Road maintenance',
  SPILL: 'Spill',
}

const refusedTypes = new Set(['SPECIAL_EVENT'])
const refusedSubtypes = new Set(['CROWD', 'PLANNED_EVENT'])

export const open511BcEvents: Feed = {
  id: 'open511-bc-events',
  title: 'Road events of British Columbia',
  publisher: 'Province of British Columbia, DriveBC',
  licence: {
    name: 'OGL-BC',
    attribution: 'Contains information licensed under the Open Government Licence – British Columbia',
    url: 'https://www2.gov.bc.ca/gov/content/data/open-data/open-government-licence-bc',
  },
  endpoint: 'https://api.open511.gov.bc.ca/events?status=ACTIVE',
  cadenceMin: 1,
  access: 'open',
  kinds: ['road'],
  forms: [
    {
      syntax: 'json',
      records: listAt('events'),
      fields: [
        'id',
        'status',
        'updated',
        'description',
        'schedule.intervals',
        'event_type',
        'event_subtypes',
        'severity',
        'geography',
        'roads',
        'roads.name',
        'roads.from',
        'roads.to',
        'roads.state',
        'areas',
        'areas.name',
      ],
      read(record, about) {
        const type = record.must.text('event_type')
        const kinds = record.texts('event_subtypes')
        const refused = [type, ...kinds].find((each) => refusedTypes.has(each) || refusedSubtypes.has(each))
        if (refused !== undefined) return { refused: `D1: an event of type ${refused}` }
        const description = record.text('description') ?? ''
        const told = sentences.filter(({ pattern }) => pattern.test(description))
        const roads = record.list('roads')
        const effect = worstEffect([
          ...told.map((each) => each.effect),
          ...roads.map((road) => road.word('state', states, null)),
        ])
        const sentMs = record.must.time('updated')
        const [onsetMs, expiresMs] = intervalOf(record.texts('schedule.intervals'))
        if (Number.isNaN(onsetMs) || Number.isNaN(expiresMs))
          throw record.wrong('schedule.intervals', 'a text that is no interval', 'ISO 8601 times around a slash')
        const headline = [...kinds.flatMap((each) => subtypes[each] ?? []), ...told.map((each) => each.said)].join(', ')
        return {
          hazards: [
            hazardOf(about, {
              id: record.must.text('id'),
              kind: 'road',
              text: { event: titleOf(type), headline: headline === '' ? null : headline },
              msgType: record.text('status') === 'ARCHIVED' ? 'Cancel' : 'Alert',
              urgency: urgencyOf(sentMs, onsetMs),
              severity: roadSeverity(record.word('severity', severities, 'Unknown'), effect),
              certainty: onsetMs !== null && onsetMs <= sentMs ? 'Observed' : 'Likely',
              sentMs,
              onsetMs,
              expiresMs,
              area: {
                text: [
                  ...roads.map((road) =>
                    [road.text('name'), road.text('from'), road.text('to')].filter((each) => each !== null).join(', '),
                  ),
                  ...record.list('areas').flatMap((area) => area.text('name') ?? []),
                ].join('; '),
                geometry: geometryOf(record.tree('geography'), '/geography'),
              },
            }),
          ],
        }
      },
    },
  ],
}

/** Begin of the first interval and end of the last; an open end is written as nothing after the slash. DriveBC writes UTC, at times without an offset. */
function intervalOf(intervals: readonly string[]): readonly [number | null, number | null] {
  const [begin = '', end = ''] = [intervals[0]?.split('/')[0], intervals.at(-1)?.split('/')[1]]
  return [begin === '' ? null : instantOf(begin, 'UTC'), end === '' ? null : instantOf(end, 'UTC')]
}
