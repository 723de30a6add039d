import type { DeparturesView, LoadRow, SiteRef } from '../../src/wire/index.ts'
import { chance } from './chance.ts'
import { fixtureNowMs, minuteMs } from './fixtureSites.ts'

const carriers = [
  'Nordfracht',
  'Van der Meer',
  'DHL Freight',
  'Gebrüder Weiss',
  'Kühne',
  'UPS',
  'Transports Girard',
] as const
const services = ['Express', 'Overnight', 'Line haul', 'Economy', 'Parcel'] as const

/** Departures in which every state of a load occurs, `count` of them. */
export function fixtureDepartures(site: SiteRef, count: number, nowMs = fixtureNowMs): DeparturesView {
  const die = chance(`departures ${site.siteId} ${count}`)
  const loads = Array.from({ length: count }, (_, i) => fixtureLoad(i, count, die, nowMs))
  return {
    site,
    asOf: { asOfMs: nowMs, clock: 'live', newestEventMs: nowMs - 2000 },
    told: { atMs: nowMs - 4 * minuteMs, nextMs: nowMs + 11 * minuteMs },
    plan: 'present',
    loads,
    laterLoads: 31,
    earlierLoads: 12,
    unplannedUnits: 37,
  }
}

function fixtureLoad(i: number, count: number, die: ReturnType<typeof chance>, nowMs: number): LoadRow {
  const states: readonly LoadRow['status'][] = [
    'departed',
    'late',
    'atRisk',
    'onTrack',
    'onTrack',
    'atRisk',
    'onTrack',
    'unknown',
    'cancelled',
    'onTrack',
  ]
  const status = states[i % states.length] ?? 'onTrack'
  const departureMs = nowMs + (status === 'departed' ? -35 : 45 + ((i * 25) % Math.max(720, count))) * minuteMs
  const planned = die.int(40, 640)
  const open = status === 'onTrack' ? die.int(0, 30) : status === 'departed' ? 0 : die.int(20, Math.min(220, planned))
  const left = Math.min(open, planned)
  const packing = Math.floor(left * 0.6)
  const picking = Math.floor(left * 0.3)
  const unseen = left - packing - picking
  const late =
    status === 'late'
      ? { least: 12, most: 26 }
      : status === 'atRisk'
        ? { least: -8, most: 9 }
        : { least: -70, most: -40 }
  const stagedAt = departureMs - 20 * minuteMs
  const told = status === 'late' || status === 'atRisk' || status === 'onTrack'
  return {
    id: `L-${4100 + i}`,
    base: i % 5 === 4 ? 0 : 5,
    carrier: die.pick(carriers),
    service: die.pick(services),
    dock: String(1 + (i % 8)),
    departureMs,
    deadlines: [
      { kind: 'released', atMs: departureMs - 240 * minuteMs, met: true },
      {
        kind: 'picked',
        atMs: departureMs - 90 * minuteMs,
        met: status === 'late' ? false : departureMs - 90 * minuteMs > nowMs ? null : true,
      },
      { kind: 'packed', atMs: departureMs - 45 * minuteMs, met: status === 'departed' ? true : null },
      { kind: 'staged', atMs: stagedAt, met: status === 'departed' ? true : null },
      { kind: 'doorsClosed', atMs: departureMs - 5 * minuteMs, met: status === 'departed' ? true : null },
    ],
    status,
    reason: status === 'late' ? 'holding' : status === 'atRisk' ? 'slack' : status === 'unknown' ? 'noPace' : status,
    units: { planned, seen: planned - unseen, staged: planned - left, loaded: status === 'departed' ? planned : 0 },
    shares: [
      {
        step: 'staging',
        name: 'Staging',
        units: planned - left,
        zones: [{ placeId: 'stage-1', name: 'Staging 1–4', units: planned - left }],
      },
      {
        step: 'packing',
        name: 'Packing',
        units: packing,
        zones: [
          { placeId: 'sorter', name: 'Tote sorter', units: Math.ceil(packing * 0.7) },
          { placeId: 'pack-2', name: 'Pack line 2', units: Math.floor(packing * 0.3) },
        ],
      },
      {
        step: 'picking',
        name: 'Picking',
        units: picking,
        zones: [{ placeId: 'pick-n', name: 'Pick north', units: picking }],
      },
      { step: '', name: '', units: unseen, zones: [] },
    ].filter((share) => share.units > 0),
    holding:
      left === 0 || status === 'cancelled'
        ? null
        : {
            step: 'packing',
            name: 'Packing',
            units: packing + picking,
            owner: 'pack lead',
            placeId: 'sorter',
            placeName: 'Tote sorter',
          },
    readyMs: told
      ? { earliest: departureMs + late.least * minuteMs, latest: departureMs + late.most * minuteMs }
      : null,
    lateByMin: told ? late : null,
    remedies:
      status === 'late' || status === 'atRisk'
        ? [
            {
              key: 'moveFirst',
              step: 'packing',
              stepName: 'Packing',
              owner: 'pack lead',
              units: packing,
              zone: 'Tote sorter',
              gainMin: 22,
            },
            {
              key: 'addPace',
              step: 'packing',
              stepName: 'Packing',
              owner: 'pack lead',
              units: 9,
              zone: 'Tote sorter',
              gainMin: 8,
            },
            {
              key: 'release',
              step: 'picking',
              stepName: 'Picking',
              owner: 'pick lead',
              units: left,
              zone: null,
              gainMin: null,
            },
          ]
        : [],
    version: 1 + (i % 3),
  }
}

/** A site to which no plan was ever sent. */
export function fixtureNoPlan(site: SiteRef): DeparturesView {
  return {
    site,
    asOf: { asOfMs: fixtureNowMs, clock: 'live', newestEventMs: null },
    told: { atMs: fixtureNowMs, nextMs: fixtureNowMs },
    plan: 'none',
    loads: [],
    laterLoads: 0,
    earlierLoads: 0,
    unplannedUnits: 0,
  }
}
