import type { PolicyView, SiteRef } from '../../src/wire/index.ts'

type NumberRow = PolicyView['numbers'][number]

const ours = { standing: 'our choice, no norm asks it', confidence: 'our own choice', date: null }
const product = (rule: string): NumberRow['source'] => ({ says: `Fairfloor itself, ${rule}`, rule, ...ours })
const agreed = (at: string): NumberRow['source'] => ({
  says: `the works agreement bv-goods-flow 2, ${at}`,
  rule: null,
  standing: 'decided at the site',
  confidence: 'decided at the site',
  date: null,
})

/** The policy of a site: with notes, a conflict, changes and an agreement; `quiet`: all recorded; `empty`: nothing is. */
export function fixturePolicy(site: SiteRef, state: 'busy' | 'quiet' | 'empty'): PolicyView {
  const bare = state === 'empty'
  const busy = state === 'busy'
  return {
    site,
    language: 'en',
    country: bare ? null : 'DE',
    packs: [
      { id: 'base', name: 'Everywhere', draft: false, unverified: null },
      ...(bare
        ? []
        : [
            { id: 'EU', name: 'European Union', draft: false, unverified: null },
            { id: 'DE', name: 'Germany', draft: false, unverified: null },
          ]),
      ...(busy
        ? [
            {
              id: 'NL',
              name: 'Netherlands',
              draft: true,
              unverified: 'Draft. Not verified: the text was read in secondary sources only.',
            },
          ]
        : []),
    ],
    numbers: [
      {
        id: 'k',
        name: 'Smallest group of a figure',
        value: bare ? '10 people' : '12 people',
        source: bare ? product('SDC-1') : agreed('/reports/parameters/k'),
        others: [
          ...(bare ? [] : [{ value: '10 people', duty: false, source: product('SDC-1') }]),
          {
            value: '5 people',
            duty: false,
            source: {
              says: 'rules of Everywhere, SDC-4',
              rule: 'SDC-4',
              standing: 'practice of the field',
              confidence: 'read in the primary text',
              date: null,
            },
          },
        ],
        change: 'Stricter: write more than that in the site file or the works agreement.',
        conflict: false,
      },
      {
        id: 'accessLogDays',
        name: 'The log of access is kept for',
        value: busy ? '60 days' : '184 days',
        source: busy ? agreed('/retention/accessLogDays') : product('EU-CNIL-13'),
        others: [
          {
            value: '184 days',
            duty: true,
            source: {
              says: 'rules of France, EU-CNIL-13',
              rule: 'EU-CNIL-13',
              standing: 'view of an authority',
              confidence: 'read in secondary sources',
              date: '2026-04-02',
            },
          },
        ],
        change: 'This release keeps no other value. Looser: never; nothing else speaks for a value.',
        conflict: busy,
      },
    ],
    sets: [
      {
        id: 'indicators',
        name: 'Figures',
        on: [
          { id: 'departures', name: 'Loads: in time or not' },
          { id: 'floor', name: 'Goods waiting, by zone and step' },
        ],
        off: busy
          ? [
              {
                id: 'floor.rates',
                name: 'Throughput and dwell time',
                why: 'the works agreement bv-goods-flow 2, /reports/indicators',
              },
            ]
          : [],
      },
      { id: 'exports', name: 'Exports', on: [], off: [] },
    ],
    conflicts: busy ? [{ says: 'accessLogDays: at least 184 must be kept, but at most 60 may be.' }] : [],
    missing: bare
      ? [
          {
            code: 'position',
            says: 'The site file names no country: which rules apply is not known, and only those for everywhere are held.',
            blocks: false,
            rule: null,
            command: null,
          },
        ]
      : busy
        ? [
            {
              code: 'notice',
              says: 'No notice is recorded for agency workers in pl.',
              blocks: true,
              rule: 'EU-CNIL-8',
              command: `npx fairfloor policy record notice --category agency --language pl --version VERSION --date DAY --site ${site.siteId}`,
            },
            {
              code: 'conflict',
              says: 'accessLogDays: at least 184 must be kept, but at most 60 may be. One of the two lines has to give way.',
              blocks: true,
              rule: 'EU-CNIL-13',
              command: null,
            },
            {
              code: 'consultationAdvised',
              says: 'Nobody has to be consulted at this size; it is advised.',
              blocks: false,
              rule: 'FR-CSE-3',
              command: `npx fairfloor policy record consultation --opinion favourable --date DAY --site ${site.siteId}`,
            },
          ]
        : [],
    changes: busy
      ? [
          {
            effect: 'off',
            says: 'New: the figure “Where an object is and how it came there”. It is off here until it is named and agreed.',
          },
          { effect: 'held', says: 'eventsDays: the release would allow 400; here it stays at 180.' },
        ]
      : [],
    agreement: bare
      ? null
      : {
          id: 'bv-goods-flow',
          version: '2',
          signed: '2025-10-01',
          from: '2025-11-01',
          until: busy ? '2027-10-31' : null,
          unenforceable: [
            {
              item: 'evidenceExclusion',
              name: 'Exclusion of evidence',
              says: 'Nothing that the system shows is used in a measure against a worker.',
            },
            {
              item: 'auditAndTerm',
              name: 'Audit and term',
              says: 'Once a year, by an expert of the council’s choice.',
            },
          ],
        },
    rules: [
      {
        id: 'EU-CE-1',
        pack: 'FR',
        says: 'Individual idle time, latency and scan speed can rest on legitimate interest; that we refuse them is our own choice.',
        source: 'Conseil d’État, no. 492830',
        standing: 'ruling',
        confidence: 'read in the primary text',
        date: '2025-12-23',
      },
      {
        id: 'DE-BV-4',
        pack: 'DE',
        says: 'Data on a small group can act as monitoring of each of its members.',
        source: 'BAG 1994, 1 ABR 6/94',
        standing: 'not verified',
        confidence: 'from memory, not verified',
        date: null,
      },
    ],
    pending: busy
      ? {
          fromMs: Date.UTC(2026, 2, 9),
          sentMs: Date.UTC(2026, 2, 4, 12),
          version: '7f3c2a9b1e04',
          changes: [
            { code: 'zoneAdded', place: 'pack-left', waits: true },
            { code: 'process', place: '', waits: true },
          ],
        }
      : null,
    records: bare
      ? []
      : [
          { kind: 'declaration', date: '2025-10-01', what: 'Nord Logistics' },
          { kind: 'agreement', date: '2025-10-01', what: 'bv-goods-flow 2' },
        ],
    documents: [
      { id: 'register', path: `/sites/${site.siteId}/policy/documents/register`, category: null },
      { id: 'assessment', path: `/sites/${site.siteId}/policy/documents/assessment`, category: null },
      { id: 'notice', path: `/sites/${site.siteId}/policy/documents/notice`, category: 'agency' },
    ],
    limits: 'docs/limits.md',
  }
}
