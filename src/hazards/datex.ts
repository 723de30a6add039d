import type { AreaCode, CapCertainty, CapSeverity, CapStatus, Geometry } from '../model/index.ts'
import type { About, Form, Reading } from './feed.ts'
import type { Fields } from './fields.ts'
import { geometryOf, pointOf } from './geometry.ts'
import { hazardOf, measure } from './make.ts'
import { type RoadEffect, roadSeverity, titleOf, urgencyOf, wordsOf, worstEffect } from './roads.ts'
import { isMap, listOf, type Tree } from './tree.ts'

// DATEX II situation publications, versions 2 (CEN/TS 16157-3:2011) and 3 (EN 16157-3:2018): the element names are the same but for the envelope
// and the place.

/** Records about people's doings: never read, whatever they say. */
const refusedTypes = new Set(['PublicEvent', 'DisturbanceActivity'])

/** Where the enumerated detail of a record stands, by its type; of types that are not here only the type is said. */
const detailPaths: Readonly<Record<string, readonly string[]>> = {
  Accident: ['accidentType'],
  AbnormalTraffic: ['abnormalTrafficType', 'trafficTrendType'],
  AnimalPresenceObstruction: ['animalPresenceType'],
  ConstructionWorks: ['constructionWorkType'],
  EnvironmentalObstruction: ['environmentalObstructionType'],
  GeneralObstruction: ['obstructionType'],
  InfrastructureDamageObstruction: ['infrastructureDamageType'],
  MaintenanceWorks: ['roadMaintenanceType'],
  PoorEnvironmentConditions: ['poorEnvironmentType'],
  ReroutingManagement: ['reroutingManagementType'],
  RoadOrCarriagewayOrLaneManagement: ['roadOrCarriagewayOrLaneManagementType'],
  VehicleObstruction: ['vehicleObstructionType'],
  WeatherRelatedRoadConditions: ['weatherRelatedRoadConditionType'],
}

/** Details that speak of people's doings: the obstruction stays, its reason is not said. */
const unsaidDetails = new Set([
  'childrenOnRoadway',
  'cyclistsOnRoadway',
  'highSpeedChase',
  'peopleOnRoadway',
  'recklessDriver',
])

const effects: Readonly<Record<string, RoadEffect>> = {
  carriagewayClosures: 'closed',
  roadClosed: 'closed',
  intermittentShortTermClosures: 'restricted',
  contraflow: 'restricted',
  laneClosures: 'restricted',
  singleAlternateLineTraffic: 'restricted',
  narrowLanes: 'hindered',
}

/** DATEX II SeverityEnum grades the effect on traffic; CAP's grades the threat, so its highest is not CAP's (see `roads.ts`). */
const severities: Readonly<Record<string, CapSeverity>> = {
  highest: 'Severe',
  high: 'Moderate',
  medium: 'Minor',
  low: 'Minor',
  lowest: 'Minor',
}
const certainties: Readonly<Record<string, CapCertainty>> = {
  certain: 'Observed',
  probable: 'Likely',
  riskOf: 'Possible',
}
const statuses: Readonly<Record<string, CapStatus>> = {
  real: 'Actual',
  securityExercise: 'Exercise',
  technicalExercise: 'Exercise',
  test: 'Test',
}

const alertC = ['alertCLinear', 'alertCPoint'] as const
const alertCPoints = [2, 4].flatMap((method) =>
  ['Primary', 'Secondary'].map((end) => `alertCMethod${method}${end}PointLocation.alertCLocation.specificLocation`),
)
const pointPaths = ['pointByCoordinates.pointCoordinates', 'locationForDisplay', 'coordinatesForDisplay'] as const

export const datexFields: readonly string[] = [
  '@id',
  '@xsi:type',
  'situationRecordVersionTime',
  'probabilityOfOccurrence',
  'severity',
  'validity.validityStatus',
  'validity.validityTimeSpecification.overallStartTime',
  'validity.validityTimeSpecification.overallEndTime',
  'management.lifeCycleManagement.cancel',
  'management.lifeCycleManagement.end',
  ...Object.values(detailPaths).flat(),
  'temporarySpeedLimit',
  'transitServiceType',
  'forVehiclesWithCharacteristicsOf.grossWeightCharacteristic.grossVehicleWeight',
  'situation.comment',
  'situation.severity',
  'situation.status',
  ...alertC.flatMap((kind) =>
    ['alertCLocationCountryCode', 'alertCLocationTableNumber', ...alertCPoints].map((path) => `place.${kind}.${path}`),
  ),
  ...pointPaths.flatMap((path) => [`place.${path}.latitude`, `place.${path}.longitude`]),
  'place.gmlLineString.posList',
]

/** Every situation record of a publication, with what it shares with the others of its situation: often only the first says where. */
export const situationRecords: Form['records'] = (payload) => {
  const publications = isMap(payload) ? publicationsOf(payload) : []
  const isDatex = publications.some(
    (each) => isMap(each) && String(each['@xsi:type'] ?? '').endsWith('SituationPublication'),
  )
  if (!isDatex) return null
  return publications.flatMap((each) => (isMap(each) ? listOf(each['situation']).flatMap(recordsOf) : []))
}

/**
 * What a situation record means. `areaOf` cuts the place out of the publisher's comment where its comments begin with one; the rest of it is
 * never said, for it gives reasons, and a closure for one reason must look like a closure for another.
 */
export function readSituationRecord(record: Fields, about: About, areaOf: (comment: string) => string): Reading {
  const type = record.must.text('@xsi:type').split(':').at(-1)!
  if (refusedTypes.has(type)) return { refused: `D1: a record of type ${type}` }
  const details = (detailPaths[type] ?? [])
    .flatMap((path) => record.texts(path))
    .filter((each) => !unsaidDetails.has(each))
  const isTransit = type === 'TransitInformation'
  const sentMs = record.must.time('situationRecordVersionTime')
  const onsetMs = record.must.time('validity.validityTimeSpecification.overallStartTime')
  const said =
    record.word('severity', severities, 'Unknown') ?? record.word('situation.severity', severities, 'Unknown')
  const isOver =
    record.text('validity.validityStatus') === 'suspended' ||
    record.flag('management.lifeCycleManagement.cancel') === true ||
    record.flag('management.lifeCycleManagement.end') === true
  const weightT = record.number('forVehiclesWithCharacteristicsOf.grossWeightCharacteristic.grossVehicleWeight')
  const effect = worstEffect(details.map((each) => effects[each] ?? null))
  const certainty = record.word('probabilityOfOccurrence', certainties, 'Unknown') ?? 'Unknown'
  const service = isTransit ? record.text('transitServiceType') : null
  return {
    hazards: [
      hazardOf(about, {
        id: record.must.text('@id'),
        kind: isTransit ? 'transit' : 'road',
        text: {
          event: titleOf(isTransit ? `${service ?? 'transit'} service information` : type),
          headline: details.length === 0 ? null : titleOf(details.map(wordsOf).join(', ')),
        },
        msgType: isOver ? 'Cancel' : 'Alert',
        status: record.word('situation.status', statuses, 'Actual') ?? 'Actual',
        urgency: urgencyOf(sentMs, onsetMs),
        // A closure for some vehicles leaves the road to the others.
        severity: roadSeverity(said, effect === 'closed' && weightT !== null ? 'restricted' : effect),
        // What is certain and still to come has not been observed.
        certainty: certainty === 'Observed' && onsetMs > sentMs ? 'Likely' : certainty,
        sentMs,
        onsetMs,
        expiresMs: record.time('validity.validityTimeSpecification.overallEndTime'),
        area: {
          text: areaOf(record.text('situation.comment') ?? ''),
          geometry: placeOf(record),
          codes: codesOf(record),
        },
        measures: [
          ...measure('speed limit', record.number('temporarySpeedLimit'), 'KMH'),
          ...measure('closed above gross weight', weightT, 'TNE'),
        ],
      }),
    ],
  }
}

/** Version 2 has one publication in its model, version 3 one payload or several in a message container. */
function publicationsOf(payload: { readonly [name: string]: Tree }): readonly Tree[] {
  const model = payload['d2LogicalModel']
  if (isMap(model)) return listOf(model['payloadPublication'])
  const container = payload['messageContainer']
  return listOf(isMap(container) ? container['payload'] : payload['payload'])
}

function recordsOf(situation: Tree): Tree[] {
  if (!isMap(situation)) return []
  const records = listOf(situation['situationRecord']).map((record) => (isMap(record) ? record : {}))
  const header = isMap(situation['headerInformation']) ? situation['headerInformation'] : {}
  const shared = {
    comment: records.map(commentOf).find((comment) => comment !== null) ?? null,
    severity: situation['overallSeverity'] ?? null,
    status: header['informationStatus'] ?? null,
  }
  const place = records.map(ownPlace).find((each) => each !== null) ?? null
  return records.map((record) => ({ ...record, situation: shared, place: ownPlace(record) ?? place }))
}

/** Where a record says it is; null for the empty place that version 2 writes because it must write one. */
function ownPlace(record: { readonly [name: string]: Tree }): Tree {
  const place = record['groupOfLocations'] ?? record['locationReference'] ?? null
  return isMap(place) && Object.keys(place).some((name) => !name.startsWith('@')) ? place : null
}

function commentOf(record: { readonly [name: string]: Tree }): Tree {
  let here: Tree = record
  for (const name of ['generalPublicComment', 'comment', 'values', 'value']) {
    here = isMap(here) ? (listOf(here[name])[0] ?? null) : null
  }
  return isMap(here) ? (here['#text'] ?? null) : here
}

function codesOf(record: Fields): AreaCode[] {
  return alertC.flatMap((kind) => {
    const country = record.text(`place.${kind}.alertCLocationCountryCode`)
    const table = record.text(`place.${kind}.alertCLocationTableNumber`)
    const points = alertCPoints.flatMap((path) => record.text(`place.${kind}.${path}`) ?? [])
    return points.map((point) => ({ scheme: 'ALERT-C', code: `${country}.${table}.${point}` }))
  })
}

function placeOf(record: Fields): Geometry | null {
  const positions = record.text('place.gmlLineString.posList')
  if (positions !== null) {
    const numbers = positions.split(/\s+/).map(Number)
    const pairs: Tree[] = []
    // GML writes latitude first.
    for (let i = 0; i + 1 < numbers.length; i += 2) pairs.push([numbers[i + 1]!, numbers[i]!])
    return geometryOf({ type: 'LineString', coordinates: pairs }, '/place/gmlLineString/posList')
  }
  for (const path of pointPaths) {
    const point = pointOf(
      record.number(`place.${path}.longitude`),
      record.number(`place.${path}.latitude`),
      `/place/${path}`,
    )
    if (point !== null) return point
  }
  return null
}
