import Type from 'typebox'
import { AsOf, Count, EpochMs, RoundedTo, SiteRef, Told } from './common.ts'

export const LoadStatus = Type.Union([
  Type.Literal('onTrack'),
  Type.Literal('atRisk'),
  Type.Literal('late'),
  Type.Literal('departed'),
  Type.Literal('cancelled'),
  /** Too little is known to say; `reason` says what is missing. */
  Type.Literal('unknown'),
])

/** Where units of a load are now. */
export const LoadShare = Type.Object({
  step: Type.String({ description: 'Step id of the site, or "" for units not seen yet.' }),
  name: Type.String(),
  units: Count,
  /** Units of one zone are null where counts are not exact. */
  zones: Type.Array(
    Type.Object({ placeId: Type.String(), name: Type.String(), units: Type.Union([Count, Type.Null()]) }),
  ),
})

export const LoadRow = Type.Object({
  id: Type.String(),
  carrier: Type.String(),
  service: Type.String(),
  dock: Type.String(),
  departureMs: EpochMs,
  deadlines: Type.Array(
    Type.Object({ kind: Type.String(), atMs: EpochMs, met: Type.Union([Type.Boolean(), Type.Null()]) }),
  ),
  status: LoadStatus,
  /** Machine-readable cause: a key of the message catalogue (`departures.reason.*`). */
  reason: Type.String(),
  units: Type.Object({ planned: Count, seen: Count, staged: Count, loaded: Count }),
  /** All counts of the load but `planned` are in multiples of it: what is done rounded down, what is left up. */
  base: RoundedTo,
  shares: Type.Array(LoadShare),
  /** The step that holds the load: most units not past it, against its deadline. */
  holding: Type.Union([
    Type.Object({
      step: Type.String(),
      name: Type.String(),
      units: Count,
      owner: Type.String(),
      placeId: Type.Union([Type.String(), Type.Null()]),
      placeName: Type.Union([Type.String(), Type.Null()]),
    }),
    Type.Null(),
  ]),
  /** When the last unit is expected to be staged, as a band of quarter hours; null where it cannot be told. */
  readyMs: Type.Union([Type.Object({ earliest: EpochMs, latest: EpochMs }), Type.Null()]),
  /** Minutes by which `readyMs` misses the time when the last unit must be staged, in quarter hours; positive is late. */
  lateByMin: Type.Union([Type.Object({ least: Type.Number(), most: Type.Number() }), Type.Null()]),
  /** What would save it, best first: a catalogue key with numbers. */
  remedies: Type.Array(
    Type.Object({
      key: Type.String(),
      step: Type.String(),
      stepName: Type.String(),
      owner: Type.String(),
      units: Count,
      zone: Type.Union([Type.String(), Type.Null()]),
      gainMin: Type.Union([Type.Number(), Type.Null()]),
    }),
  ),
  version: Type.Integer(),
})
export type LoadRow = Type.Static<typeof LoadRow>

export const DeparturesView = Type.Object({
  site: SiteRef,
  asOf: AsOf,
  told: Told,
  /** `none`: no plan was ever sent; the page says what it cannot tell. */
  plan: Type.Union([Type.Literal('none'), Type.Literal('present')]),
  loads: Type.Array(LoadRow),
  /** Loads left out of `loads`: they leave more than 12 hours from now and have no orders yet. */
  laterLoads: Count,
  /** Loads left out of `loads`: they left, or were cancelled, more than 12 hours ago. */
  earlierLoads: Count,
  /** Units that belong to no load of the plan. */
  unplannedUnits: Count,
})
export type DeparturesView = Type.Static<typeof DeparturesView>
