import type { ExceptionRow, FloorView, RateView, SiteRef, StepRow, ZoneRow } from '../../src/wire/index.ts'
import { chance } from './chance.ts'
import { fixtureNowMs, fixtureSteps, fixtureZones, minuteMs } from './fixtureSites.ts'

const nowMs = fixtureNowMs

const whole = { placeId: 'main', placeName: 'Main' }
const held = {
  kind: 'withheld',
  ...whole,
  k: 10,
  personHours: 40,
  nextMs: nowMs + 80 * minuteMs,
  nearest: null,
} as const

/** Every way in which a rate can be shown or held back. */
const rates: readonly RateView[] = [
  {
    kind: 'show',
    ...whole,
    perHour: 212,
    dwellMedianMin: 9,
    startMs: nowMs - 100 * minuteMs,
    endMs: nowMs - 40 * minuteMs,
    basis: 'counted',
  },
  { ...held, reason: 'too-short', nearest: { ...whole, step: 'putaway', windowMin: 240 } },
  { ...held, reason: 'too-few', nearest: { ...whole, step: 'pick', windowMin: 10_080 } },
  {
    kind: 'show',
    ...whole,
    perHour: 486,
    dwellMedianMin: 14,
    startMs: nowMs - 280 * minuteMs,
    endMs: nowMs - 40 * minuteMs,
    basis: 'declared',
  },
  { ...held, reason: 'dominated', nextMs: null },
  { ...held, reason: 'unknown' },
  { kind: 'none' },
]

/** A floor with zones in every level, `exceptions` exceptions, and rates shown and held back; `quiet`: all is well. */
export function fixtureFloor(
  site: SiteRef,
  options: { exceptions: number; quiet?: boolean; outlines?: boolean },
): FloorView {
  const quiet = options.quiet === true
  const die = chance(`floor ${site.siteId} ${options.exceptions}`)
  const zones = fixtureZones.map((zone, i): ZoneRow => {
    const level = quiet
      ? 'normal'
      : zone.placeId === 'sorter'
        ? 'farAbove'
        : zone.placeId === 'pack-2'
          ? 'above'
          : i === 3
            ? 'below'
            : i === 13
              ? 'unknown'
              : 'normal'
    const normal = { low: 40 + i * 4, high: 160 + i * 6 }
    // One zone has too few people for a number.
    const few = i === 5
    const [x, y, width, height] = zone.box
    const backlog =
      level === 'farAbove' ? 912 : level === 'above' ? 264 : level === 'below' ? 18 : die.int(normal.low, normal.high)
    return {
      placeId: zone.placeId,
      name: zone.name,
      areaId: zone.area.toLowerCase(),
      areaName: zone.area,
      step: zone.step,
      outline:
        options.outlines === false
          ? null
          : [
              [x, y],
              [x + width, y],
              [x + width, y + height],
              [x, y + height],
              [x, y],
            ],
      backlog: few ? null : Math.round(backlog / 10) * 10,
      base: few ? 0 : 10,
      normal: level === 'unknown' ? null : normal,
      level,
      age: { medianMin: die.int(4, 40), p95Min: die.int(50, 110), oldestMin: die.int(120, 2000) },
      stuck: quiet ? 0 : level === 'farAbove' ? 37 : die.int(0, 3),
      outOfOrder: quiet ? 0 : die.int(0, 2),
      misplaced: quiet ? 0 : die.int(0, 4),
    }
  })
  const process = fixtureSteps.map((step, i): StepRow => {
    const here = zones.filter((zone) => zone.step === step.step)
    return {
      ...step,
      queue: here.some((zone) => zone.backlog === null)
        ? null
        : here.reduce((sum, zone) => sum + (zone.backlog ?? 0), 0),
      base: here.some((zone) => zone.backlog === null) ? 0 : 10,
      level: here[0]?.level ?? 'unknown',
      age: { medianMin: die.int(6, 30), p95Min: die.int(45, 100), oldestMin: die.int(110, 700) },
      stuck: here.reduce((sum, zone) => sum + zone.stuck, 0),
      rate: rates[i] ?? { kind: 'none' },
    }
  })
  return {
    site,
    asOf: { asOfMs: nowMs, clock: 'live', newestEventMs: nowMs - 2000 },
    told: { atMs: nowMs - 4 * minuteMs, nextMs: nowMs + 11 * minuteMs },
    k: 10,
    areas: [...new Map(zones.map((zone) => [zone.areaId, zone.areaName]))].map(([placeId, name]) => ({
      placeId,
      name,
      backlog: 250,
      base: 50,
      level: 'normal',
    })),
    zones,
    process,
    exceptions: Array.from({ length: Math.min(200, options.exceptions) }, (_, i) => fixtureException(i, die)),
    exceptionsTotal: options.exceptions,
    misplaced: quiet
      ? []
      : zones.flatMap(({ placeId, name: placeName, misplaced }) =>
          misplaced === 0
            ? []
            : [
                {
                  placeId,
                  placeName,
                  article: 'https://id.gs1.org/01/09521321000005',
                  count: Math.ceil(misplaced / 2),
                },
                { placeId, placeName, article: null, count: Math.floor(misplaced / 2) },
              ].filter(({ count }) => count > 0),
        ),
    unmapped: quiet
      ? { readPoints: 0, objects: 0, examples: [] }
      : {
          readPoints: 2,
          objects: 61,
          examples: ['urn:epc:id:sgln:9521321.00002.47', 'https://example.com/readpoint/mezzanine'],
        },
  }
}

function fixtureException(i: number, die: ReturnType<typeof chance>): ExceptionRow {
  const kind = (['stuck', 'stuck', 'misplaced', 'outOfOrder'] as const)[i % 4] ?? 'stuck'
  const zone = die.pick(fixtureZones)
  const step = fixtureSteps.find((each) => each.step === zone.step) ?? fixtureSteps[0]
  return {
    id: `ex-${i}`,
    kind,
    object: `https://id.gs1.org/01/09521321000005/21/S${10_000 + i * 7}`,
    article: 'https://id.gs1.org/01/09521321000005',
    expectedIn: kind === 'misplaced' ? [die.pick(fixtureZones).name] : [],
    placeId: zone.placeId,
    placeName: zone.name,
    step: step.step,
    stepName: step.name,
    sinceMs: nowMs - (400 - i) * minuteMs,
    owner: step.owner,
    next: kind === 'stuck' ? (i % 8 === 0 ? 'fetch' : 'moveOn') : kind === 'misplaced' ? 'bringBack' : 'checkStep',
    loadId: i % 8 === 0 ? 'L-4101' : null,
  }
}

/** A site that never saw an event. */
export function fixtureEmptyFloor(site: SiteRef): FloorView {
  return {
    site,
    asOf: { asOfMs: nowMs, clock: 'live', newestEventMs: null },
    told: { atMs: nowMs, nextMs: nowMs },
    k: 10,
    areas: [],
    zones: [],
    process: [],
    exceptions: [],
    exceptionsTotal: 0,
    misplaced: [],
    unmapped: { readPoints: 0, objects: 0, examples: [] },
  }
}
