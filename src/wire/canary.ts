import Type from 'typebox'
import { Count, EpochMs } from './common.ts'

/** Body of `POST /api/v1/sites/{site}/canaries`: the text of the fake badge; one is made up where it is left out. */
export const CanaryAsked = Type.Object(
  { text: Type.Optional(Type.String({ minLength: 10, maxLength: 64 })) },
  { additionalProperties: false },
)
export type CanaryAsked = Type.Static<typeof CanaryAsked>

/** Where a canary was seen. */
export const CanaryPlace = Type.Object({
  /**
   * `received`: in what a feed sent, in memory while it was read. `tally`: counted once in memory under a random number.
   * `stored`: in a file or a stored event. `answered`: in an answer or a stream. `logged`: in the log.
   */
  kind: Type.Enum(['received', 'tally', 'stored', 'answered', 'logged']),
  /** The feed, the file, the route. */
  where: Type.String(),
  /** Quarter hours. */
  firstMs: EpochMs,
  lastMs: EpochMs,
  times: Count,
  /** When it was gone from there; null while it is, or where what went out cannot be called back. */
  goneMs: Type.Union([EpochMs, Type.Null()]),
})
export type CanaryPlace = Type.Static<typeof CanaryPlace>

export const CanaryReport = Type.Object({
  id: Type.String(),
  siteId: Type.String(),
  plantedMs: EpochMs,
  /** False when it is no longer looked for: ended, a week old, or planted before the last start. */
  watched: Type.Boolean(),
  searchedMs: Type.Union([EpochMs, Type.Null()]),
  /** What the last search looked through. */
  searched: Type.Union([Type.Object({ files: Count, bytes: Count, events: Count }), Type.Null()]),
  places: Type.Array(CanaryPlace),
})
export type CanaryReport = Type.Static<typeof CanaryReport>

export const CanaryList = Type.Object({ canaries: Type.Array(CanaryReport) })
export type CanaryList = Type.Static<typeof CanaryList>

/** The text is told this once; it is kept in memory only. */
export const CanaryPlanted = Type.Object({ canary: CanaryReport, text: Type.String() })
export type CanaryPlanted = Type.Static<typeof CanaryPlanted>
