import type { CapSeverity, Hazard } from '../../model/index.ts'
import type { About, Feed } from '../feed.ts'
import type { Fields } from '../fields.ts'
import { geometryOf } from '../geometry.ts'
import { hazardOf, measure } from '../make.ts'
import { features } from '../records.ts'
import { type RoadEffect, roadSeverity, titleOf, urgencyOf, wordsOf, worstEffect } from '../roads.ts'

/** Severity of a phase of road works (Fintraffic grades the effect on traffic, like DATEX II). */
const severities: Readonly<Record<string, CapSeverity>> = {
  HIGHEST: 'Severe',
  HIGH: 'Moderate',
  LOW: 'Minor',
  LOWEST: 'Minor',
}

const restrictions: Readonly<Record<string, RoadEffect>> = {
  ROAD_CLOSED: 'closed',
  INTERMITTENT_STOPS_AND_CLOSURE_EFFECTIVE: 'closed',
  INTERMITTENT_SHORT_TERM_CLOSURE: 'restricted',
  INTERMITTENT_SHORT_TERM_STOPS: 'restricted',
  SINGLE_CARRIAGEWAY_CLOSED: 'restricted',
  MULTIPLE_LANES_CLOSED: 'restricted',
  SINGLE_LANE_CLOSED: 'restricted',
  SINGLE_ALTERNATE_LINE_TRAFFIC: 'restricted',
  CONTRA_FLOW_TRAFFIC: 'restricted',
}

/**
 * Names of Fintraffic's catalogue of features that say what happens to traffic or to the road. Whatever else an announcement names is not
 * said: the catalogue has no types, and other names and the comments may give reasons.
 */
const featureNames: Readonly<Record<string, { readonly said: string; readonly effect: RoadEffect }>> = {
  'Tie on suljettu liikenteeltä': { said: 'Road closed', effect: 'closed' },
  'Silta on suljettu liikenteeltä': { said: 'Bridge closed', effect: 'closed' },
  'Tie on ajoittain suljettu liikenteeltä': { said: 'Road closed at times', effect: 'restricted' },
  'Liikenne pysäytetään ajoittain': { said: 'Traffic is stopped at times', effect: 'restricted' },
  'Ajokaista suljettu liikenteeltä': { said: 'Lane closed', effect: 'restricted' },
  'Ajokaistoja suljettu liikenteeltä': { said: 'Lanes closed', effect: 'restricted' },
  'Huono ajokeli': { said: 'Poor driving conditions', effect: 'hindered' },
  'Erittäin huono ajokeli': { said: 'Very poor driving conditions', effect: 'restricted' },
}

/** ENDED and RETRACTED are types of a last version. */
const cancelled = new Set(['ENDED', 'RETRACTED'])

const placeFields = [
  'locationDetails.areaLocation.areas',
  'locationDetails.areaLocation.areas.name',
  'locationDetails.roadAddressLocation.primaryPoint.municipality',
  'locationDetails.roadAddressLocation.primaryPoint.roadAddress.road',
  'locationDetails.roadAddressLocation.primaryPoint.alertCLocation.name',
  'locationDetails.roadAddressLocation.secondaryPoint.alertCLocation.name',
  'timeAndDuration.startTime',
  'timeAndDuration.endTime',
]
const announcement = 'properties.announcements'

export const digitrafficTrafficMessages: Feed = {
  id: 'digitraffic-traffic-messages',
  title: 'Road traffic of Finland: announcements, works, restrictions',
  publisher: 'Fintraffic',
  licence: {
    name: 'CC-BY-4.0',
    attribution: 'Fintraffic / digitraffic.fi, licence CC 4.0 BY',
    url: 'https://www.digitraffic.fi/en/terms-of-service/',
  },
  endpoint: 'https://tie.digitraffic.fi/api/traffic-message/v1/messages?situationType={type}',
  cadenceMin: 1,
  access: 'open',
  kinds: ['road'],
  forms: [
    {
      syntax: 'json',
      records: features('situationId'),
      fields: [
        'geometry',
        'properties.situationId',
        'properties.situationType',
        'properties.trafficAnnouncementType',
        'properties.versionTime',
        announcement,
        `${announcement}.features`,
        `${announcement}.features.name`,
        `${announcement}.roadWorkPhases`,
        ...placeFields.flatMap((path) => [`${announcement}.${path}`, `${announcement}.roadWorkPhases.${path}`]),
        `${announcement}.roadWorkPhases.id`,
        `${announcement}.roadWorkPhases.severity`,
        `${announcement}.roadWorkPhases.restrictions`,
        `${announcement}.roadWorkPhases.restrictions.type`,
        `${announcement}.roadWorkPhases.restrictions.restriction.quantity`,
        `${announcement}.roadWorkPhases.restrictions.restriction.unit`,
      ],
      read(record, about) {
        // Announcements of one situation say the same in several languages; what is read of them is the same in each.
        const [first] = record.list(announcement)
        if (first === undefined) throw record.wrong(announcement, 'nothing', 'an announcement')
        const phases = first.list('roadWorkPhases')
        return {
          hazards:
            phases.length === 0
              ? [announced(record, first, about)]
              : phases.map((each) => phaseOf(record, each, about)),
        }
      },
    },
  ],
}

function announced(record: Fields, first: Fields, about: About): Hazard {
  const said = first.list('features').flatMap((each) => each.word('name', featureNames, null) ?? [])
  const headline = said.map((each) => each.said).join(', ')
  return hazardFrom(record, first, about, {
    id: '',
    headline,
    severity: null,
    effects: said.map((each) => each.effect),
    measures: [],
  })
}

/** Units of limits, as Fintraffic writes them. */
const units: Readonly<Record<string, string>> = { 'km/h': 'KMH', m: 'MTR', t: 'TNE' }

/** Phases have their own times and restrictions; the publisher draws them all in one geometry. */
function phaseOf(record: Fields, phase: Fields, about: About): Hazard {
  const told = phase.list('restrictions').flatMap((each) => {
    const type = each.text('type')?.toUpperCase().replaceAll(' ', '_')
    const unit = each.word<string | null>('restriction.unit', units, null)
    return type === undefined ? [] : [{ type, limit: each.number('restriction.quantity'), unit }]
  })
  return hazardFrom(record, phase, about, {
    id: `/${phase.must.text('id')}`,
    headline: told.map(({ type }) => titleOf(type)).join(', '),
    severity: phase.word('severity', severities, 'Unknown'),
    effects: told.map(({ type }) => restrictions[type] ?? null),
    // Limits of speed, height, width, length and weight; a figure of another unit would mislead.
    measures: told.flatMap(({ type, limit, unit }) =>
      type.endsWith('_LIMIT') && unit !== null ? measure(wordsOf(type), limit, unit) : [],
    ),
  })
}

interface Said {
  readonly id: string
  readonly headline: string
  readonly severity: CapSeverity | null
  readonly effects: readonly (RoadEffect | null)[]
  readonly measures: Hazard['measures']
}

function hazardFrom(record: Fields, part: Fields, about: About, said: Said): Hazard {
  const sentMs = record.must.time('properties.versionTime')
  const onsetMs = part.must.time('timeAndDuration.startTime')
  const type = record.text('properties.trafficAnnouncementType')
  return hazardOf(about, {
    id: `${record.must.text('properties.situationId')}${said.id}`,
    kind: 'road',
    text: {
      event: titleOf(record.must.text('properties.situationType')),
      headline: said.headline === '' ? null : said.headline,
    },
    msgType: type !== null && cancelled.has(type) ? 'Cancel' : 'Alert',
    urgency: urgencyOf(sentMs, onsetMs),
    severity: roadSeverity(said.severity, worstEffect(said.effects)),
    certainty: type === 'UNCONFIRMED_OBSERVATION' ? 'Possible' : onsetMs <= sentMs ? 'Observed' : 'Likely',
    sentMs,
    onsetMs,
    expiresMs: part.time('timeAndDuration.endTime'),
    area: { text: placeOf(part), geometry: geometryOf(record.tree('geometry'), '/geometry') },
    measures: said.measures,
  })
}

/** Road, municipality and junctions, or the names of areas. The publisher's own description of the place may hold more than the place. */
function placeOf(part: Fields): string {
  const areas = part.list('locationDetails.areaLocation.areas').flatMap((each) => each.text('name') ?? [])
  if (areas.length > 0) return areas.join(', ')
  const at = 'locationDetails.roadAddressLocation'
  const road = part.text(`${at}.primaryPoint.roadAddress.road`)
  const junctions = ['primaryPoint', 'secondaryPoint'].flatMap(
    (end) => part.text(`${at}.${end}.alertCLocation.name`) ?? [],
  )
  const names = [
    road === null ? null : `Tie ${road}`,
    part.text(`${at}.primaryPoint.municipality`),
    junctions.join(' – '),
  ]
  return names.filter((name) => name !== null && name !== '').join(', ')
}
