import { FaultError } from '../base/index.ts'
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

/** Throws a FaultError FEED_RECORD for a time that no calendar has. */
export function hazardOf({ feed }: About, { id, text, area, ...said }: HazardSaid): Hazard {
  for (const ms of [said.sentMs, said.onsetMs, said.expiresMs]) checkTime(ms)
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

/** Throws a FaultError FEED_RECORD for a time that no calendar has. */
export function markOf({ feed }: About, { id, ...said }: MarkSaid): Mark {
  checkTime(said.timeMs)
  return { codes: [], timeMs: null, measures: [], ...said, id: `${feed.id}/${id}`, feed: feed.id }
}

/** A measure of a list, left out where there is no value. Throws a FaultError FEED_RECORD for what is no finite number. */
export function measure(name: string, value: number | null, unit: string | null = null): Hazard['measures'] {
  if (value === null) return []
  if (!Number.isFinite(value))
    throw new FaultError({ code: 'FEED_RECORD', got: 'a figure that is no number', allowed: 'a number' })
  return [{ name, value, unit }]
}

/** Furthest time that a Date can be, milliseconds (ECMA-262, 21.4.1.1). */
const timeMsMax = 8.64e15

function checkTime(ms: number | null | undefined): void {
  if (typeof ms === 'number' && !(Math.abs(ms) <= timeMsMax))
    throw new FaultError({ code: 'FEED_RECORD', got: 'a time that no calendar has', allowed: 'a time' })
}
