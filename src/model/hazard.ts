/**
 * A hazard in the terms of CAP 1.2 (OASIS Common Alerting Protocol, section 3.2), whatever form its publisher writes. Times are epoch
 * milliseconds, coordinates WGS 84 longitude and latitude in degrees, units UN/CEFACT common codes.
 */
export interface Hazard {
  /** `FEED/ID`, the same in every version of it; where the publisher gives none, of what does not change. */
  readonly id: string
  readonly feed: string
  readonly kind: HazardKind
  readonly category: CapCategory
  readonly urgency: CapUrgency
  readonly severity: CapSeverity
  readonly certainty: CapCertainty
  readonly status: CapStatus
  readonly msgType: CapMessageType
  /** At least one; of several, each is in another language. */
  readonly texts: readonly [HazardText, ...HazardText[]]
  readonly sentMs: number | null
  readonly onsetMs: number | null
  /** Null where the publisher says no end: it holds until it is cancelled, replaced, or the feed no longer names it. */
  readonly expiresMs: number | null
  readonly area: HazardArea
  /** Ids of messages that this one replaces or cancels. */
  readonly references: readonly string[]
  readonly measures: readonly Measure[]
  readonly web: string | null
}

/** What the publisher says, in one language (BCP 47). */
export interface HazardText {
  readonly language: string
  /** The publisher's name for what happens, such as "High Wind Warning". */
  readonly event: string
  readonly headline: string | null
  readonly description: string | null
  readonly instruction: string | null
}

export interface HazardArea {
  /** The area in the publisher's words; empty where there are none. */
  readonly text: string
  /** Null where the publisher gives codes or words alone. */
  readonly geometry: Geometry | null
  /** Of a circle around a point, kilometres. */
  readonly radiusKm: number | null
  readonly codes: readonly AreaCode[]
}

/** Area code of a scheme, such as `SAME` 053057, `UGC` WAZ513, `EMMA_ID` BA005, `ISO3166-1` ESP. */
export interface AreaCode {
  readonly scheme: string
  readonly code: string
}

/** A figure that the publisher gives, such as magnitude 5.2 or wind 33 m/s (`MTS`). `unit` is null for plain numbers. */
export interface Measure {
  readonly name: string
  readonly value: number
  readonly unit: string | null
}

/** What is no hazard but stands on the map beside them: a gauge, a port, a published count of an area. */
export interface Mark {
  readonly id: string
  readonly feed: string
  readonly kind: HazardKind
  readonly role: 'place' | 'observation' | 'statistic'
  readonly name: string
  readonly geometry: Geometry | null
  readonly codes: readonly AreaCode[]
  /** When it was observed, or the begin of the period that a statistic speaks of. */
  readonly timeMs: number | null
  readonly measures: readonly Measure[]
}

export type Position = readonly [longitude: number, latitude: number]
export type Ring = readonly Position[]

/** GeoJSON (RFC 7946), without altitudes; rings are closed. */
export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'MultiPoint'; readonly coordinates: readonly Position[] }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] }
  | { readonly type: 'GeometryCollection'; readonly geometries: readonly Geometry[] }

/** Kinds that a site can have a rule for. Nothing about people's doings stands here, and nothing of that sort is let in. */
export const hazardKinds = [
  'earthquake',
  'tsunami',
  'volcano',
  'storm',
  'flood',
  'river',
  'wildfire',
  'heat',
  'cold',
  'weather',
  'airQuality',
  'spaceWeather',
  'road',
  'port',
  'waterway',
  'ship',
  'aviation',
  'transit',
  'power',
  'epidemic',
  'disaster',
  'crimeStatistics',
  'industrialAccident',
  'workplaceSafety',
  'software',
  'other',
] as const
export type HazardKind = (typeof hazardKinds)[number]

export const capCategories = [
  'Geo',
  'Met',
  'Safety',
  'Security',
  'Rescue',
  'Fire',
  'Health',
  'Env',
  'Transport',
  'Infra',
  'CBRNE',
  'Other',
] as const
export type CapCategory = (typeof capCategories)[number]

export const capUrgencies = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const
export type CapUrgency = (typeof capUrgencies)[number]

export const capSeverities = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const
export type CapSeverity = (typeof capSeverities)[number]

export const capCertainties = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const
export type CapCertainty = (typeof capCertainties)[number]

export const capStatuses = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const
export type CapStatus = (typeof capStatuses)[number]

export const capMessageTypes = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const
export type CapMessageType = (typeof capMessageTypes)[number]
