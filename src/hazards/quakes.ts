import type { CapMessageType, CapSeverity, Geometry, Hazard, Measure } from '../model/index.ts'
import type { About } from './feed.ts'
import { hazardOf, measure } from './make.ts'
import { isList, isMap, type Tree } from './tree.ts'

/**
 * CAP severity of an earthquake by magnitude, for a list that is not about a place: USGS's classes "major" (7), "strong" (6) and
 * "moderate" (5) begin at these figures. What it does at a site is worked out from distance and depth.
 */
export function quakeSeverity(magnitude: number | null): CapSeverity {
  if (magnitude === null) return 'Unknown'
  if (magnitude >= 7) return 'Extreme'
  if (magnitude >= 6) return 'Severe'
  return magnitude >= 5 ? 'Moderate' : 'Minor'
}

/** Depth in kilometres where a seismic feed writes it as third coordinate of a point. */
export function depthOf(geometry: Tree): number | null {
  const coordinates = isMap(geometry) ? geometry['coordinates'] : undefined
  const depth = isList(coordinates) ? coordinates[2] : undefined
  return typeof depth === 'number' ? depth : null
}

/** Types of an event that are no earthquake (QuakeML 1.2, EventType; ComCat): a blast shakes too, but nothing follows it. */
const isQuake = /^(?:earthquake|null|not reported|induced or triggered event|)$/i

export interface QuakeSaid {
  readonly id: string
  readonly magnitude: number | null
  readonly depthKm: number | null
  readonly timeMs: number
  readonly updatedMs?: number | null
  readonly place: string | null
  readonly geometry: Geometry | null
  /** As the publisher names it, such as `quarry blast`; an earthquake where it is null. */
  readonly type?: string | null
  readonly msgType?: CapMessageType
  readonly measures?: readonly Measure[]
  readonly web?: string | null
  readonly language?: string
}

/** An earthquake that has happened, as every seismic feed tells it. */
export function quakeOf(about: About, said: QuakeSaid): Hazard {
  const {
    id,
    magnitude,
    depthKm,
    timeMs,
    updatedMs = null,
    place,
    geometry,
    type = null,
    measures = [],
    web = null,
  } = said
  return hazardOf(about, {
    id,
    kind: 'earthquake',
    text: {
      event: type === null || isQuake.test(type) ? 'Earthquake' : type,
      headline: place,
      language: said.language ?? 'en',
    },
    msgType: said.msgType ?? 'Alert',
    urgency: 'Past',
    severity: quakeSeverity(magnitude),
    certainty: 'Observed',
    sentMs: updatedMs,
    onsetMs: timeMs,
    area: { text: place ?? '', geometry },
    measures: [...measure('magnitude', magnitude), ...measure('depth', depthKm, 'KMT'), ...measures],
    web,
  })
}
