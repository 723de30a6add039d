import type { Me, SiteRef } from '../../src/wire/index.ts'

/** Fixed time of the fixtures: Friday 21 November 2025, 16:55 in Hamburg. */
export const fixtureNowMs = Date.UTC(2025, 10, 21, 15, 55)

export const minuteMs = 60_000

/** Fixture sites: three that are simulated, one of its own in draft. */
export const fixtureSites: readonly SiteRef[] = [
  {
    siteId: 'elbe',
    name: 'Elbe Fulfilment',
    timeZone: 'Europe/Berlin',
    state: 'active',
    simulated: true,
    position: { lng: 9.93, lat: 53.51 },
  },
  {
    siteId: 'rhone',
    name: 'Rhône Logistique',
    timeZone: 'Europe/Paris',
    state: 'active',
    simulated: true,
    position: { lng: 4.83, lat: 45.76 },
  },
  {
    siteId: 'prairie',
    name: 'Prairie Distribution',
    timeZone: 'America/Chicago',
    state: 'active',
    simulated: true,
    position: { lng: -97.33, lat: 37.69 },
  },
  { siteId: 'draft', name: 'Werk Süd', timeZone: 'Europe/Berlin', state: 'draft', simulated: false, position: null },
]

export function fixtureSite(siteId: string): SiteRef | undefined {
  return fixtureSites.find((site) => site.siteId === siteId)
}

/** Who the fixture browser is. */
export function fixtureMe(sites: readonly SiteRef[], demonstration: boolean): Me {
  return {
    role: 'lead',
    roles: ['lead', 'manager', 'operations', 'safety', 'privacy', 'representative', 'auditor', 'admin'],
    account: 'Ada',
    sites: [...sites],
    csrfToken: 'fixture',
    version: '0.1.0',
    demonstration: demonstration ? { speed: 1, speeds: [1, 10, 60] } : null,
  }
}

/** Steps of the fixture sites, in order, with the role that owns each. */
export const fixtureSteps = [
  { step: 'receiving', name: 'Receiving', owner: 'inbound lead' },
  { step: 'putaway', name: 'Putaway', owner: 'inbound lead' },
  { step: 'storage', name: 'Storage', owner: 'stock lead' },
  { step: 'picking', name: 'Picking', owner: 'pick lead' },
  { step: 'packing', name: 'Packing', owner: 'pack lead' },
  { step: 'staging', name: 'Staging', owner: 'dock lead' },
  { step: 'loading', name: 'Loading', owner: 'dock lead' },
] as const

/** Zones of the fixture sites: id, name, area, step, outline corner and size in metres. */
export const fixtureZones = [
  { placeId: 'dock-in', name: 'Inbound docks', area: 'Inbound', step: 'receiving', box: [0, 0, 18, 30] },
  { placeId: 'qa', name: 'Inspection', area: 'Inbound', step: 'receiving', box: [0, 32, 18, 14] },
  { placeId: 'put-buffer', name: 'Putaway buffer', area: 'Inbound', step: 'putaway', box: [20, 0, 12, 46] },
  { placeId: 'rack-a', name: 'Racks A', area: 'Storage', step: 'storage', box: [34, 0, 22, 22] },
  { placeId: 'rack-b', name: 'Racks B', area: 'Storage', step: 'storage', box: [34, 24, 22, 22] },
  { placeId: 'pick-n', name: 'Pick north', area: 'Picking', step: 'picking', box: [58, 0, 20, 22] },
  { placeId: 'pick-s', name: 'Pick south', area: 'Picking', step: 'picking', box: [58, 24, 20, 22] },
  { placeId: 'sorter', name: 'Tote sorter', area: 'Packing', step: 'packing', box: [80, 0, 10, 46] },
  { placeId: 'pack-1', name: 'Pack line 1', area: 'Packing', step: 'packing', box: [92, 0, 14, 14] },
  { placeId: 'pack-2', name: 'Pack line 2', area: 'Packing', step: 'packing', box: [92, 16, 14, 14] },
  { placeId: 'pack-3', name: 'Pack line 3', area: 'Packing', step: 'packing', box: [92, 32, 14, 14] },
  { placeId: 'stage-1', name: 'Staging 1–4', area: 'Outbound', step: 'staging', box: [108, 0, 14, 22] },
  { placeId: 'stage-2', name: 'Staging 5–8', area: 'Outbound', step: 'staging', box: [108, 24, 14, 22] },
  { placeId: 'dock-out', name: 'Outbound docks', area: 'Outbound', step: 'loading', box: [124, 0, 10, 46] },
] as const
