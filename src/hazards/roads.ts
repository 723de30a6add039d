import type { CapSeverity, CapUrgency } from '../model/index.ts'

/**
 * How much of a road is left to traffic, from worst. CAP's Extreme is an extraordinary threat to life or property (CAP 1.2, 3.2.2), which no
 * closure by itself is: the worst that a road notice says is Severe.
 */
export const roadSeverities = {
  closed: 'Severe',
  restricted: 'Moderate',
  hindered: 'Minor',
} as const satisfies Record<string, CapSeverity>
export type RoadEffect = keyof typeof roadSeverities

/** The worst of what several restrictions leave, null where nothing is said. */
export function worstEffect(effects: readonly (RoadEffect | null)[]): RoadEffect | null {
  return (['closed', 'restricted', 'hindered'] as const).find((effect) => effects.includes(effect)) ?? null
}

/** The publisher's severity, or, where it gives none, that of what is left of the road. */
export function roadSeverity(said: CapSeverity | null, effect: RoadEffect | null): CapSeverity {
  if (said !== null && said !== 'Unknown') return said
  return effect === null ? 'Unknown' : roadSeverities[effect]
}

const hourMs = 3_600_000

/** Urgency as it was when the publisher wrote: begun, within the hour (CAP's Expected), or later. */
export function urgencyOf(sentMs: number | null, onsetMs: number | null): CapUrgency {
  if (sentMs === null || onsetMs === null) return 'Unknown'
  if (onsetMs <= sentMs) return 'Immediate'
  return onsetMs <= sentMs + hourMs ? 'Expected' : 'Future'
}

/** Words of a name in camel case or of an enumeration in capitals: `laneClosures` and `LANE_CLOSURES` are "lane closures". */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
}

/** The same with a capital, for the head of a notice. */
export function titleOf(name: string): string {
  const words = wordsOf(name)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
