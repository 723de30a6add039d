import Type from 'typebox'
import { roles } from '../model/index.ts'
import { AsOf, Count, EpochMs, SiteRef } from './common.ts'

const Identifier = Type.Object({
  /** GS1 key or `other`: SGTIN, LGTIN, SSCC, … */
  kind: Type.String(),
  canonical: Type.String(),
  /** Short human form, such as `(00) 095213210000000012`. */
  label: Type.String(),
})

export const JourneyRow = Type.Object({
  eventTimeMs: EpochMs,
  /** Hand scans are known by zone and quarter hour only, to everyone. */
  precision: Type.Union([Type.Literal('exact'), Type.Literal('quarterHour')]),
  type: Type.String(),
  action: Type.String(),
  bizStep: Type.String(),
  stepName: Type.String(),
  disposition: Type.String(),
  placeId: Type.String(),
  placeName: Type.String(),
  container: Type.Union([Type.String(), Type.Null()]),
  documents: Type.Array(Type.Object({ type: Type.String(), id: Type.String() })),
  destinations: Type.Array(Type.String()),
  eventId: Type.Union([Type.String(), Type.Null()]),
  /** What a later errorDeclaration took back. */
  erroneous: Type.Boolean(),
})
export type JourneyRow = Type.Static<typeof JourneyRow>

export const ObjectRow = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  placeName: Type.String(),
  step: Type.String(),
  stepName: Type.String(),
  lastSeenMs: Type.Union([EpochMs, Type.Null()]),
  container: Type.Union([Type.String(), Type.Null()]),
  destinations: Type.Array(Type.String()),
  loadId: Type.Union([Type.String(), Type.Null()]),
  /** Still in the building. */
  open: Type.Boolean(),
})
export type ObjectRow = Type.Static<typeof ObjectRow>

export const TraceView = Type.Object({
  site: SiteRef,
  asOf: AsOf,
  asked: Type.String(),
  understood: Type.Union([Identifier, Type.Null()]),
  /** Where it is now, null where it was never seen. */
  now: Type.Union([
    Type.Object({
      placeId: Type.String(),
      placeName: Type.String(),
      step: Type.String(),
      stepName: Type.String(),
      sinceMs: EpochMs,
      container: Type.Union([Type.String(), Type.Null()]),
      open: Type.Boolean(),
      loadId: Type.Union([Type.String(), Type.Null()]),
    }),
    Type.Null(),
  ]),
  journey: Type.Array(JourneyRow),
  journeyTotal: Count,
  /** What is inside it, or every object of the lot, order or shipment that was asked for. */
  objects: Type.Array(ObjectRow),
  objectsTotal: Count,
  /** Of `objects`, those without place and time: the role has used up what it may trace today. */
  objectsListedOnly: Count,
  documents: Type.Array(Type.Object({ type: Type.String(), id: Type.String() })),
})
export type TraceView = Type.Static<typeof TraceView>

/** How much each role traced, for those who watch over it: newest day first, UTC. */
export const TracedView = Type.Object({
  days: Type.Array(
    Type.Object({ day: Type.String({ description: 'ISO date, UTC.' }), role: Type.Enum(roles), objects: Count }),
  ),
  limits: Type.Array(Type.Object({ role: Type.Enum(roles), objectsADay: Count })),
})
export type TracedView = Type.Static<typeof TracedView>
