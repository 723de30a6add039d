import type { CapSeverity } from '../model/index.ts'
import { isList, isMap, type Tree } from './tree.ts'

/**
 * CAP severity of an earthquake by magnitude, for a list that is not about a place: USGS's classes "strong" (6), "moderate" (5) and
 * "light" (4) begin at these figures. What it does at a site is worked out from distance and depth.
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
