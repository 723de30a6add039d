import Type from 'typebox'
import { roles } from '../model/index.ts'

/** Epoch milliseconds, UTC. The console shows it in the site's zone. */
export const EpochMs = Type.Number({ description: 'Epoch milliseconds, UTC.' })
export const Count = Type.Integer({ minimum: 0 })

/** How sure and how fresh a view is. */
export const AsOf = Type.Object({
  asOfMs: EpochMs,
  /** `live`: the machine's clock; `replay`: the newest event's time. */
  clock: Type.Union([Type.Literal('live'), Type.Literal('replay')]),
  /** Epoch milliseconds of the newest event of the site, null where none came yet. */
  newestEventMs: Type.Union([EpochMs, Type.Null()]),
})

/** Live state is the same for everyone until its next tick: site's time of the one that is told, and of the next. */
export const Told = Type.Object({ atMs: EpochMs, nextMs: EpochMs })

/** A count is told to the nearest multiple of it; 0 where it is exact. */
export const RoundedTo = Type.Integer({ minimum: 0 })

/** RFC 9457 problem document with our code, pointer and fix, or the standard's exception in `type`. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  instance: Type.Optional(Type.String()),
  code: Type.String(),
  at: Type.Optional(Type.String({ description: 'JSON Pointer (RFC 6901) into the input.' })),
  row: Type.Optional(Type.Integer()),
  fix: Type.String(),
})
export type Problem = Type.Static<typeof Problem>

export const SiteRef = Type.Object({
  siteId: Type.String(),
  name: Type.String(),
  timeZone: Type.String(),
  state: Type.Union([Type.Literal('draft'), Type.Literal('active'), Type.Literal('test')]),
  /** True where the data comes from the simulator; the console shows a ribbon. */
  simulated: Type.Boolean(),
  position: Type.Union([Type.Object({ lng: Type.Number(), lat: Type.Number() }), Type.Null()]),
})
export type SiteRef = Type.Static<typeof SiteRef>

export const Me = Type.Object({
  role: Type.Enum(roles),
  /** Every role of the caller, at whatever site. */
  roles: Type.Array(Type.Enum(roles)),
  /** What the person chose to be called; null for a machine, and for the browser of a start on loopback without accounts. */
  account: Type.Union([Type.String(), Type.Null()]),
  sites: Type.Array(SiteRef),
  csrfToken: Type.String(),
  version: Type.String(),
  /** Set where the demonstration runs; how many times faster than real time the simulated clock goes. */
  demonstration: Type.Union([Type.Object({ speed: Type.Number(), speeds: Type.Array(Type.Number()) }), Type.Null()]),
})
export type Me = Type.Static<typeof Me>
