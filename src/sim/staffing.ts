import type { Measures } from './layout.ts'
import { type CrewName, crewNames } from './types.ts'

/** Demand by local hour, mean 1. */
const orderHours = mean1([
  0.3, 0.22, 0.18, 0.18, 0.25, 0.45, 0.75, 1.05, 1.3, 1.5, 1.6, 1.5, 1.4, 1.4, 1.45, 1.45, 1.45, 1.4, 1.3, 1.25, 1.2,
  1.05, 0.8, 0.5,
])

/** Arrivals of trailers by local hour, mean 1. */
const trailerHours = mean1([
  0.1, 0.1, 0.1, 0.2, 0.5, 1.0, 1.6, 1.8, 1.8, 1.7, 1.6, 1.5, 1.4, 1.5, 1.6, 1.5, 1.4, 1.2, 1.0, 0.8, 0.5, 0.4, 0.2,
  0.1,
])

/** Hours by which a crew's work follows the demand. */
const lagHours = 1

export function orderFactor(minuteOfDay: number): number {
  return between(orderHours, minuteOfDay)
}

export function trailerFactor(minuteOfDay: number): number {
  return between(trailerHours, minuteOfDay)
}

/** Minutes of head time for one unit of throughput, and the share of it that a crew is planned to be busy. */
const work: Readonly<Record<CrewName, { secondsPerUnit: number; load: number; follows: 'orders' | 'trailers' }>> = {
  receive: { secondsPerUnit: 3.9, load: 0.7, follows: 'trailers' },
  unpack: { secondsPerUnit: 4.1, load: 0.68, follows: 'trailers' },
  putaway: { secondsPerUnit: 8.8, load: 0.7, follows: 'trailers' },
  replenish: { secondsPerUnit: 12.1, load: 0.85, follows: 'orders' },
  pick: { secondsPerUnit: 30, load: 0.94, follows: 'orders' },
  kit: { secondsPerUnit: 0.35, load: 0.7, follows: 'orders' },
  pack: { secondsPerUnit: 26.5, load: 0.95, follows: 'orders' },
  stage: { secondsPerUnit: 7.7, load: 0.88, follows: 'orders' },
  load: { secondsPerUnit: 4.7, load: 0.75, follows: 'orders' },
  returns: { secondsPerUnit: 4, load: 0.85, follows: 'trailers' },
}

/** Which area a crew's heads are declared for. */
export const crewArea: Readonly<Record<CrewName, string>> = {
  receive: 'inbound',
  unpack: 'inbound',
  putaway: 'storage',
  replenish: 'storage',
  pick: 'picking',
  kit: 'packing',
  pack: 'packing',
  stage: 'outbound',
  load: 'outbound',
  returns: 'returns',
}

/** Shifts of every simulated site; in the break half of each crew is away for a quarter of an hour, then the other half. */
export const shifts = [
  { id: 'early', name: 'Early shift', start: '06:00', end: '14:00' },
  { id: 'late', name: 'Late shift', start: '14:00', end: '22:00' },
  { id: 'night', name: 'Night shift', start: '22:00', end: '06:00' },
] as const

const breakMinutes = [10 * 60, 18 * 60, 2 * 60] as const

/** Heads of each crew in the quarter hour that holds `minuteOfDay`. At least one each, so that nothing waits for ever. */
export function headsAt(
  minuteOfDay: number,
  m: Measures,
  volume: number,
  factor: Readonly<Partial<Record<CrewName, number>>>,
): Record<CrewName, number> {
  const quarter = Math.floor(minuteOfDay / 15) * 15
  const lagged = (quarter + 1440 - lagHours * 60) % 1440
  const away = breakMinutes.some((start) => quarter >= start && quarter < start + 30) ? 0.5 : 1
  const heads = {} as Record<CrewName, number>
  for (const name of crewNames) {
    heads[name] = Math.max(1, Math.round(neededAt(lagged, m, volume, name) * away * (factor[name] ?? 1)))
  }
  return heads
}

/** Heads that a crew needs at `minuteOfDay`, not rounded and with nobody on a break. */
export function needAt(minuteOfDay: number, m: Measures, volume: number, name: CrewName): number {
  return neededAt((minuteOfDay + 1440 - lagHours * 60) % 1440, m, volume, name)
}

function neededAt(lagged: number, m: Measures, volume: number, name: CrewName): number {
  const { secondsPerUnit, load, follows } = work[name]
  const demand = follows === 'orders' ? orderFactor(lagged) : trailerFactor(lagged)
  return (m.unitsPerDay * volume * Math.max(demand, 0.35) * secondsPerUnit) / 86_400 / load
}

/** Heads of an area: those of its crews together. */
export function areaHeads(heads: Readonly<Record<CrewName, number>>, area: string): number {
  let sum = 0
  for (const name of crewNames) if (crewArea[name] === area) sum += heads[name]
  return sum
}

function mean1(hours: readonly number[]): number[] {
  const mean = hours.reduce((sum, each) => sum + each, 0) / hours.length
  return hours.map((each) => each / mean)
}

/** Linear between the middles of the hours. */
function between(hours: readonly number[], minuteOfDay: number): number {
  const at = minuteOfDay / 60 - 0.5
  const low = Math.floor(at)
  const share = at - low
  return hours[(low + 24) % 24]! * (1 - share) + hours[(low + 25) % 24]! * share
}
