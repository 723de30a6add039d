import type { CaptureView, JobRow, NetworkView, SiteRef } from '../../src/wire/index.ts'
import { chance } from './chance.ts'
import { fixtureNowMs, minuteMs } from './fixtureSites.ts'

const nowMs = fixtureNowMs

/** Capture with feeds of each kind, refusals and jobs in every state; `quiet`: nothing was refused. */
export function fixtureCapture(site: SiteRef, options: { jobs: number; quiet?: boolean }): CaptureView {
  const die = chance(`capture ${site.siteId}`)
  const quarters = (most: number): number[] =>
    Array.from(
      { length: 48 },
      (_, i) => Math.round(most * (0.4 + 0.6 * Math.abs(Math.sin(i / 7)))) + die.int(0, most / 6),
    )
  const quiet = options.quiet === true
  return {
    site,
    asOf: { asOfMs: nowMs, clock: 'live', newestEventMs: nowMs - 4 * minuteMs },
    jobs: Array.from({ length: options.jobs }, (_, i) => job(i, quiet)),
    rejects: quiet
      ? []
      : [
          {
            code: 'EPCIS_TIME_ZONE',
            title: 'The time zone offset is missing',
            fix: 'Add eventTimeZoneOffset, such as "+01:00", to each event.',
            placeName: 'Inbound docks',
            count: 214,
            lastMs: nowMs - 3 * minuteMs,
            at: '/epcisBody/eventList/*/eventTimeZoneOffset',
          },
          {
            code: 'EPCIS_CHECK_DIGIT',
            title: 'The check digit does not fit',
            fix: 'Scan the label again; if it stays, ask who printed it.',
            placeName: 'Pack line 2',
            count: 12,
            lastMs: nowMs - 31 * minuteMs,
            at: '/epcisBody/eventList/*/epcList/*',
          },
          {
            code: 'SITE_NAMESPACE',
            title: 'An extension namespace is not declared',
            fix: 'Declare https://example.com/ext in the site file under extensions, or leave it out.',
            placeName: '',
            count: 3,
            lastMs: nowMs - 190 * minuteMs,
            at: '/epcisBody/eventList/4',
          },
        ],
    feeds: [
      { feed: 'wms', kind: 'hand', lastMs: nowMs - 4 * minuteMs, perQuarterHour: quarters(1800) },
      {
        feed: 'sorter',
        kind: 'machine',
        lastMs: nowMs - minuteMs,
        perQuarterHour: quarters(5200).map((count, i) => (i > 38 && i < 43 ? 0 : count)),
      },
      { feed: 'asn-nordkauf', kind: 'partner', lastMs: nowMs - 340 * minuteMs, perQuarterHour: quarters(40) },
      { feed: 'cold-store', kind: 'machine', lastMs: null, perQuarterHour: [] },
    ],
    overruled: quiet ? [] : [{ source: 'pack-tables', kind: 'machine', day: '2026-03-02' }],
    handsHeld: site.state === 'active',
    totals: { accepted: 1_284_302, duplicate: 2210, conflict: quiet ? 0 : 4, rejected: quiet ? 0 : 229 },
  }
}

function job(i: number, quiet: boolean): JobRow {
  const running = i === 0
  const broken = !quiet && i % 5 === 2
  const rolled = broken && i % 2 === 0
  return {
    captureID: `7f3c${(1000 + i).toString(16)}-2a`,
    createdAtMs: nowMs - (2 + i * 11) * minuteMs,
    finishedAtMs: running ? null : nowMs - (2 + i * 11) * minuteMs + 640,
    running,
    success: !running && !broken,
    behaviour: rolled ? 'rollback' : 'proceed',
    accepted: rolled ? 0 : 4096 - i,
    duplicate: i % 3 === 0 ? 12 : 0,
    conflict: 0,
    rejected: broken ? 31 : 0,
  }
}

/** A site that was never sent anything. */
export function fixtureEmptyCapture(site: SiteRef): CaptureView {
  return {
    site,
    asOf: { asOfMs: nowMs, clock: 'live', newestEventMs: null },
    jobs: [],
    rejects: [],
    feeds: [],
    overruled: [],
    handsHeld: false,
    totals: { accepted: 0, duplicate: 0, conflict: 0, rejected: 0 },
  }
}

/** Sites from the one that needs somebody most; `quiet`: none does. */
export function fixtureNetwork(sites: readonly SiteRef[], quiet: boolean): NetworkView {
  return {
    sites: sites.map((site, i) => ({
      site,
      asOf: { asOfMs: nowMs, clock: 'live', newestEventMs: nowMs - 2000 },
      late: quiet ? 0 : i === 0 ? 2 : 0,
      atRisk: quiet ? 0 : i < 2 ? 3 - i : 0,
      onTrack: i === 3 ? 0 : 9 + i,
      unknown: !quiet && i === 0 ? 1 : 0,
      nextDepartureMs: i === 3 ? null : nowMs + (45 + i * 30) * minuteMs,
      openObjects: i === 3 ? 0 : 48_250 + i * 7250,
      base: 250,
      stuck: quiet || i > 1 ? 0 : 41 - i * 20,
      busiest:
        i === 3
          ? null
          : {
              placeId: 'sorter',
              name: 'Tote sorter',
              level: quiet ? 'normal' : i === 0 ? 'farAbove' : 'above',
            },
    })),
  }
}
