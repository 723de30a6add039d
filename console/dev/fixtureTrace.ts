import type { JourneyRow, ObjectRow, SiteRef, TraceView } from '../../src/wire/index.ts'
import { chance } from './chance.ts'
import { fixtureNowMs, fixtureSteps, fixtureZones, minuteMs } from './fixtureSites.ts'

const nowMs = fixtureNowMs
const dayMs = 1440 * minuteMs

/** A pallet with a journey over two days, exact and coarse times, a correction, documents, and `objects` objects inside. */
export function fixtureTrace(site: SiteRef, asked: string, objects: number): TraceView {
  return {
    site,
    asOf: { asOfMs: nowMs, clock: 'live', newestEventMs: nowMs - 2000 },
    asked,
    understood: {
      kind: 'SSCC',
      canonical: 'https://id.gs1.org/00/095213210000000012',
      label: '(00) 095213210000000012',
    },
    now: {
      placeId: 'sorter',
      placeName: 'Tote sorter',
      step: 'packing',
      stepName: 'Packing',
      sinceMs: nowMs - 42 * minuteMs,
      container: null,
      open: true,
      loadId: 'L-4101',
    },
    journey: journey(),
    journeyTotal: objects > 500 ? 1240 : 7,
    objects: Array.from({ length: Math.min(objects, 2000) }, (_, i) => object(i)),
    objectsTotal: objects,
    objectsListedOnly: 0,
    documents: [
      { type: 'po', id: 'urn:epcglobal:cbv:bt:9521321000005:PO-8812' },
      { type: 'desadv', id: 'urn:epcglobal:cbv:bt:9521321000005:DA-20417' },
      { type: 'order', id: 'urn:fairfloor:order:SO-20417' },
    ],
  }
}

/** Something that was never seen. */
export function fixtureUntraced(site: SiteRef, asked: string): TraceView {
  return { ...fixtureTrace(site, asked, 0), understood: null, now: null, journey: [], journeyTotal: 0, documents: [] }
}

function journey(): JourneyRow[] {
  const stop = (minutesAgo: number, zone: number, more: Partial<JourneyRow>): JourneyRow => ({
    eventTimeMs: Math.floor((nowMs - minutesAgo * minuteMs) / (15 * minuteMs)) * 15 * minuteMs,
    precision: 'quarterHour',
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: fixtureZones[zone]?.step ?? '',
    stepName: fixtureSteps.find((step) => step.step === fixtureZones[zone]?.step)?.name ?? '',
    disposition: 'in_progress',
    placeId: fixtureZones[zone]?.placeId ?? '',
    placeName: fixtureZones[zone]?.name ?? '',
    container: null,
    documents: [],
    destinations: [],
    eventId: null,
    erroneous: false,
    ...more,
  })
  return [
    stop(42, 7, { precision: 'exact', eventTimeMs: nowMs - 42 * minuteMs, eventId: 'ni:///sha-256;57f2…?ver=CBV2.0' }),
    stop(75, 5, {
      type: 'AggregationEvent',
      action: 'ADD',
      container: 'https://id.gs1.org/8003/09521321000005TOTE71',
      documents: [{ type: 'order', id: 'SO-20417' }],
    }),
    stop(110, 6, { erroneous: true }),
    stop(dayMs / minuteMs - 30, 3, { disposition: 'in_storage' }),
    stop(dayMs / minuteMs + 20, 2, {}),
    stop(dayMs / minuteMs + 60, 1, { destinations: ['Werk Süd'] }),
    stop(dayMs / minuteMs + 95, 0, {
      precision: 'exact',
      eventTimeMs: nowMs - dayMs - 95 * minuteMs,
      eventId: 'urn:uuid:2f6b9c1e-4a0d-4a52-9a40-0b7d5f1d9a11',
      documents: [{ type: 'desadv', id: 'DA-20417' }],
    }),
  ]
}

function object(i: number): ObjectRow {
  const die = chance(`object ${i}`)
  const zone = die.pick(fixtureZones)
  const open = die.yes(0.8)
  return {
    id: `https://id.gs1.org/01/09521321000005/21/S${20_000 + i}`,
    kind: 'SGTIN',
    placeName: zone.name,
    step: zone.step,
    stepName: fixtureSteps.find((step) => step.step === zone.step)?.name ?? '',
    lastSeenMs: nowMs - die.int(2, 900) * minuteMs,
    container: i % 3 === 0 ? 'https://id.gs1.org/00/095213210000000012' : null,
    destinations: open ? [] : ['Nordkauf Lübeck'],
    loadId: i % 2 === 0 ? 'L-4101' : null,
    open,
  }
}
