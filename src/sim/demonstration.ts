import type { WorldOptions } from './types.ts'

/** Monday, 5 October 2026, 14:40 UTC: afternoon in Lyon and Leipzig, forenoon in Columbus. All three mid-shift. */
const demonstrationStartMs = Date.UTC(2026, 9, 5, 14, 40)

/**
 * Calmer than a file for tests: each late or corrected message makes a reader look an object's history up again. Nothing is missed,
 * so that what the pages show can be compared with what is so.
 */
const noise = { extensions: 0.005, late: 0.002, misScans: 0.002, missed: 0 } as const

/**
 * The three sites of the labelled demonstration; their names and everything on them are inventions. Each begins hours before
 * `startMs`, so that the first minute shows a full floor: the first `advanceTo(startMs, …)` hands over what happened by then.
 */
export function demonstrationSites(seed: string | number, startMs = demonstrationStartMs): WorldOptions[] {
  const common = { seed, startMs, clock: 'replay', operatorAreas: ['inbound', 'returns'] } as const
  return [
    {
      ...common,
      siteId: 'lyon',
      name: 'Lyon Saint-Priest (simulated)',
      layout: 'medium',
      timeZone: 'Europe/Paris',
      position: { lng: 4.95, lat: 45.69 },
      index: 0,
      warmHours: 5,
      volume: 1.3,
      release: 'waves',
      noise,
    },
    {
      ...common,
      siteId: 'leipzig',
      name: 'Leipzig Nord (simulated)',
      layout: 'medium',
      timeZone: 'Europe/Berlin',
      position: { lng: 12.4, lat: 51.42 },
      index: 1,
      warmHours: 5,
      volume: 1,
      release: 'streaming',
      noise: { ...noise, late: 0.004 },
    },
    {
      ...common,
      siteId: 'columbus',
      name: 'Columbus South (simulated)',
      layout: 'small',
      timeZone: 'America/New_York',
      position: { lng: -82.94, lat: 39.83 },
      index: 2,
      warmHours: 5,
      volume: 1.7,
      release: 'waves',
      noise,
    },
  ]
}
