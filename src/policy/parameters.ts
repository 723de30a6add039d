import { type Role, roles, whoReadsEvents, whoTraces } from '../model/index.ts'

/**
 * Every number and set that a rule, a site or a works agreement may narrow. A number has an order: where `maximum` holds, more
 * is stricter (a larger group); where `minimum` holds, less is stricter (a shorter period). Sets are narrowed by intersection.
 * `value` is what the product does when nobody says otherwise: it is a line like any other, and nothing ever widens it.
 */
export interface NumberParameter {
  readonly order: 'maximum' | 'minimum'
  readonly value: number
  /**
   * What may be written at all; a value outside is refused as wrong, not as widening. Where `least` is the value, this release
   * keeps no other: a stricter one that nobody holds would be a false promise.
   */
  readonly least: number
  readonly most: number
  readonly unit: 'people' | 'share' | 'personHours' | 'minutes' | 'hours' | 'days' | 'objectsADay'
  /** Rule that speaks for the value, or that the value is our own choice under. */
  readonly rule: string
  /** Where it is a period: whose data lives that long, and what for. One period never covers two purposes (EU-CE-2). */
  readonly period?: { readonly data: string; readonly purpose: string }
}

const traced = (role: Role): NumberParameter => ({
  order: 'minimum',
  // A person traces what they look for, a feed reads back what it sent; nobody else follows single objects at all.
  // At 500 a day a floor of 60 people showed when they paused, at 200 not (docs/redteam.md).
  value: whoTraces.includes(role) ? 200 : whoReadsEvents.includes(role) ? 2_000 : 0,
  least: 0,
  most: 100_000,
  unit: 'objectsADay',
  rule: 'FF-TRACE',
})

const tracedByRole = Object.fromEntries(roles.map((role) => [`traced.${role}`, traced(role)])) as Readonly<
  Record<`traced.${Role}`, NumberParameter>
>

export const numberParameters = {
  /** Smallest group of which a figure may be shown. */
  k: { order: 'maximum', value: 10, least: 5, most: 1_000, unit: 'people', rule: 'SDC-1' },
  /** Largest share of one contributor, and of two together, in a figure that is shown. */
  topShare: { order: 'minimum', value: 0.5, least: 0.05, most: 1, unit: 'share', rule: 'SDC-2' },
  topTwoShare: { order: 'minimum', value: 0.67, least: 0.1, most: 1, unit: 'share', rule: 'SDC-2' },
  /** Least work, in person-hours, behind a rate that is shown. */
  personHours: { order: 'maximum', value: 40, least: 0.25, most: 1_000, unit: 'personHours', rule: 'FF-CELL' },
  /** Length of the windows that rates are decided for. */
  windowMin: { order: 'maximum', value: 15, least: 15, most: 1_440, unit: 'minutes', rule: 'FF-CELL' },
  /** How often a zone's live state moves where k heads are declared for its area, and where they are not. */
  liveGrainMin: { order: 'maximum', value: 1, least: 1, most: 1_440, unit: 'minutes', rule: 'FF-LIVE' },
  liveGrainFewMin: { order: 'maximum', value: 15, least: 15, most: 1_440, unit: 'minutes', rule: 'FF-LIVE' },
  /** Exact hand scans, encrypted, readable by their own feed: under a key a day, so that a shorter period is none that this release keeps. */
  fineHours: {
    order: 'minimum',
    value: 24,
    least: 24,
    most: 72,
    unit: 'hours',
    rule: 'FF-FINE',
    period: { data: 'fine', purpose: 'correct' },
  },
  /** Who contributed to an open window: counted in memory, under a random key. */
  contributorHours: {
    order: 'minimum',
    value: 12,
    least: 12,
    most: 12,
    unit: 'hours',
    rule: 'FF-CELL',
    period: { data: 'contributors', purpose: 'count' },
  },
  /** Decided rates. */
  ratesHours: {
    order: 'minimum',
    value: 24,
    least: 1,
    most: 168,
    unit: 'hours',
    rule: 'EU-CNIL-7',
    period: { data: 'rates', purpose: 'steer' },
  },
  /** Goods' events: machine and partner events exact, hand scans as zone and quarter hour. */
  eventsDays: {
    order: 'minimum',
    value: 400,
    least: 1,
    most: 3_660,
    unit: 'days',
    rule: 'FF-EVENTS',
    period: { data: 'events', purpose: 'trace' },
  },
  /** Events of a draft or test site. */
  testDays: {
    order: 'minimum',
    value: 30,
    least: 1,
    most: 30,
    unit: 'days',
    rule: 'EU-CE-2',
    period: { data: 'test', purpose: 'setUp' },
  },
  /** Who signed in and asked what: the log of the console. */
  accessLogDays: {
    order: 'minimum',
    value: 183,
    least: 1,
    most: 366,
    unit: 'days',
    rule: 'EU-CNIL-13',
    period: { data: 'accessLog', purpose: 'audit' },
  },
  /** A browser's session without a request. */
  sessionHours: {
    order: 'minimum',
    value: 8,
    least: 1,
    most: 12,
    unit: 'hours',
    rule: 'EU-CNIL-9',
    period: { data: 'session', purpose: 'signIn' },
  },
  ...tracedByRole,
} as const satisfies Readonly<Record<string, NumberParameter>>

export type NumberId = keyof typeof numberParameters
export const numberIds = Object.keys(numberParameters) as readonly NumberId[]

/** Narrowed by intersection. What may stand in them is what the product declares (see `manifest.ts`). */
export const setIds = ['indicators', 'exports', 'roles', 'fields'] as const
export type SetId = (typeof setIds)[number]

export function isNumberId(id: string): id is NumberId {
  return Object.hasOwn(numberParameters, id)
}

/** A parameter as any of its kind, without the types of its literals. */
export function numberParameter(id: NumberId): NumberParameter {
  return numberParameters[id]
}

/** True where `a` is at least as strict as `b`. */
export function isAsStrict(id: NumberId, a: number, b: number): boolean {
  return numberParameters[id].order === 'maximum' ? a >= b : a <= b
}
