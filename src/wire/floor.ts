import Type from 'typebox'
import { withheldReasons } from '../model/index.ts'
import { AsOf, Count, EpochMs, RoundedTo, SiteRef, Told } from './common.ts'

const Ages = Type.Object({
  medianMin: Type.Union([Type.Number(), Type.Null()]),
  p95Min: Type.Union([Type.Number(), Type.Null()]),
  oldestMin: Type.Union([Type.Number(), Type.Null()]),
})

const Level = Type.Union([
  Type.Literal('below'),
  Type.Literal('normal'),
  Type.Literal('above'),
  Type.Literal('farAbove'),
  Type.Literal('unknown'),
])

export const ZoneRow = Type.Object({
  placeId: Type.String(),
  name: Type.String(),
  areaId: Type.String(),
  areaName: Type.String(),
  step: Type.Union([Type.String(), Type.Null()]),
  /** Polygon ring in metres, null where the site file has none: the console lays it out. */
  outline: Type.Union([Type.Array(Type.Array(Type.Number())), Type.Null()]),
  /** Objects here now; null where fewer than k people are known to be: `level` says it in words. */
  backlog: Type.Union([Count, Type.Null()]),
  base: RoundedTo,
  normal: Type.Union([Type.Object({ low: Type.Number(), high: Type.Number() }), Type.Null()]),
  level: Level,
  age: Ages,
  stuck: Count,
  outOfOrder: Count,
  misplaced: Count,
})
export type ZoneRow = Type.Static<typeof ZoneRow>

/** A rate that the gate let out, or the reason why it did not and the nearest question that has an answer. */
export const RateView = Type.Union([
  Type.Object({
    kind: Type.Literal('show'),
    placeId: Type.String(),
    placeName: Type.String(),
    /** Objects an hour that came to the step. */
    perHour: Type.Number(),
    dwellMedianMin: Type.Union([Type.Number(), Type.Null()]),
    startMs: EpochMs,
    endMs: EpochMs,
    basis: Type.Union([Type.Literal('counted'), Type.Literal('declared')]),
  }),
  Type.Object({
    kind: Type.Literal('withheld'),
    reason: Type.Enum(withheldReasons),
    placeId: Type.String(),
    placeName: Type.String(),
    /** Smallest group, and least work in person-hours, behind a rate. */
    k: Type.Integer(),
    personHours: Type.Number(),
    /** When the window under way is decided; null where it is not known. */
    nextMs: Type.Union([EpochMs, Type.Null()]),
    /** Ask this instead: it has an answer now. */
    nearest: Type.Union([
      Type.Object({
        placeId: Type.String(),
        placeName: Type.String(),
        step: Type.String(),
        /** 0: whatever the newest window is long. */
        windowMin: Type.Integer({ minimum: 0 }),
      }),
      Type.Null(),
    ]),
  }),
  /** No window is over yet. */
  Type.Object({ kind: Type.Literal('none') }),
])
export type RateView = Type.Static<typeof RateView>

export const StepRow = Type.Object({
  step: Type.String(),
  name: Type.String(),
  owner: Type.String(),
  /** Objects at the step; null where fewer than k people are known to do it. */
  queue: Type.Union([Count, Type.Null()]),
  base: RoundedTo,
  level: Level,
  age: Ages,
  stuck: Count,
  rate: RateView,
})
export type StepRow = Type.Static<typeof StepRow>

export const ExceptionRow = Type.Object({
  /** Stable while the exception lasts. */
  id: Type.String(),
  kind: Type.Union([Type.Literal('stuck'), Type.Literal('outOfOrder'), Type.Literal('misplaced')]),
  /** Canonical identifier of the object. */
  object: Type.String(),
  /** Canonical identifier of the article that the object is one of; null where its identifier says none. */
  article: Type.Union([Type.String(), Type.Null()]),
  /** Misplaced goods: names of the zones where they are expected. Empty for other kinds. */
  expectedIn: Type.Array(Type.String()),
  placeId: Type.String(),
  placeName: Type.String(),
  step: Type.String(),
  stepName: Type.String(),
  sinceMs: EpochMs,
  owner: Type.String(),
  /** Catalogue key of the next thing to do. */
  next: Type.String(),
  loadId: Type.Union([Type.String(), Type.Null()]),
})
export type ExceptionRow = Type.Static<typeof ExceptionRow>

/** Goods of one article that are at a place where they are not expected. */
export const MisplacedRow = Type.Object({
  placeId: Type.String(),
  placeName: Type.String(),
  /** Null: no article, or not looked up yet. */
  article: Type.Union([Type.String(), Type.Null()]),
  count: Count,
})
export type MisplacedRow = Type.Static<typeof MisplacedRow>

/** An area's zones together. */
export const AreaRow = Type.Object({
  placeId: Type.String(),
  name: Type.String(),
  backlog: Type.Union([Count, Type.Null()]),
  base: RoundedTo,
  level: Level,
})
export type AreaRow = Type.Static<typeof AreaRow>

export const FloorView = Type.Object({
  site: SiteRef,
  asOf: AsOf,
  told: Told,
  /** Fewer people than this and a count is told in words; 0 where it never is. */
  k: Type.Integer({ minimum: 0 }),
  areas: Type.Array(AreaRow),
  zones: Type.Array(ZoneRow),
  process: Type.Array(StepRow),
  /** Oldest first, at most 200; `exceptionsTotal` counts them all. */
  exceptions: Type.Array(ExceptionRow),
  exceptionsTotal: Count,
  /** By place and article, most first; articles are read of the 1,000 oldest exceptions, `misplaced` of the zones counts all. */
  misplaced: Type.Array(MisplacedRow),
  unmapped: Type.Object({ readPoints: Count, objects: Count, examples: Type.Array(Type.String()) }),
})
export type FloorView = Type.Static<typeof FloorView>
