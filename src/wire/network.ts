import Type from 'typebox'
import { AsOf, Count, EpochMs, RoundedTo, SiteRef } from './common.ts'

export const NetworkRow = Type.Object({
  site: SiteRef,
  asOf: AsOf,
  late: Count,
  atRisk: Count,
  onTrack: Count,
  unknown: Count,
  nextDepartureMs: Type.Union([EpochMs, Type.Null()]),
  openObjects: Count,
  base: RoundedTo,
  stuck: Count,
  /** Zone with the most backlog against its normal range. */
  busiest: Type.Union([
    Type.Object({ placeId: Type.String(), name: Type.String(), level: Type.String() }),
    Type.Null(),
  ]),
})
export type NetworkRow = Type.Static<typeof NetworkRow>

/** Sites, the one that needs somebody first at the top. */
export const NetworkView = Type.Object({ sites: Type.Array(NetworkRow) })
export type NetworkView = Type.Static<typeof NetworkView>
