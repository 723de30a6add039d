import type { CapCategory, Geometry, Hazard, HazardArea, HazardKind, HazardText, Mark } from '../model/index.ts'
import type { About } from './feed.ts'

/** CAP category of a kind, where the publisher names none. */
const categories: Readonly<Record<HazardKind, CapCategory>> = {
  earthquake: 'Geo',
  tsunami: 'Geo',
  volcano: 'Geo',
  storm: 'Met',
  flood: 'Met',
  river: 'Met',
  wildfire: 'Fire',
  heat: 'Met',
  cold: 'Met',
  weather: 'Met',
  airQuality: 'Env',
  spaceWeather: 'Infra',
  road: 'Transport',
  port: 'Transport',
  waterway: 'Transport',
  ship: 'Transport',
  aviation: 'Transport',
  transit: 'Transport',
  power: 'Infra',
  epidemic: 'Health',
  disaster: 'Rescue',
  crimeStatistics: 'Safety',
  industrialAccident: 'CBRNE',
  workplaceSafety: 'Safety',
  software: 'Infra',
  other: 'Other',
}

/** What a feed must say of a hazard; what it leaves out is unknown, and is said to be. */
export type HazardSaid = Pick<Hazard, 'kind'> & {
  /** The publisher's own id, without the feed's name. */
  readonly id: string
  readonly text: Pick<HazardText, 'event'> & Partial<HazardText>
  readonly area: Partial<HazardArea>
} & Partial<Omit<Hazard, 'id' | 'feed' | 'texts' | 'area' | 'kind'>>

export function hazardOf({ feed }: About, { id, text, area, ...said }: HazardSaid): Hazard {
  const first: HazardText = { language: 'en', headline: null, description: null, instruction: null, ...text }
  return {
    category: categories[said.kind],
    urgency: 'Unknown',
    severity: 'Unknown',
    certainty: 'Unknown',
    status: 'Actual',
    msgType: 'Alert',
    sentMs: null,
    onsetMs: null,
    expiresMs: null,
    references: [],
    measures: [],
    web: null,
    ...said,
    id: `${feed.id}/${id}`,
    feed: feed.id,
    texts: [first],
    area: { text: '', geometry: null, radiusKm: null, codes: [], ...area },
  }
}

export type MarkSaid = Pick<Mark, 'kind' | 'role' | 'name'> & {
  readonly id: string
  readonly geometry: Geometry | null
} & Partial<Pick<Mark, 'codes' | 'timeMs' | 'measures'>>

export function markOf({ feed }: About, { id, ...said }: MarkSaid): Mark {
  return { codes: [], timeMs: null, measures: [], ...said, id: `${feed.id}/${id}`, feed: feed.id }
}

/** A measure of a list, left out where there is no value. */
export function measure(name: string, value: number | null, unit: string | null = null): Hazard['measures'] {
  return value === null ? [] : [{ name, value, unit }]
}
