import type { CapSeverity } from '../model/index.ts'

/**
 * CAP severity of a US air quality index (EPA, 40 CFR 58 appendix G): from 101 unhealthy for sensitive groups, 151 unhealthy, 201 very
 * unhealthy, 301 hazardous; null where it is good or moderate and no hazard.
 */
export function airSeverity(index: number): CapSeverity | null {
  if (index > 300) return 'Extreme'
  if (index > 200) return 'Severe'
  if (index > 150) return 'Moderate'
  return index > 100 ? 'Minor' : null
}
