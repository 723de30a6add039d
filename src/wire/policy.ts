import Type from 'typebox'
import { EpochMs, SiteRef } from './common.ts'

const Nullable = Type.Union([Type.String(), Type.Null()])

const Source = Type.Object({
  says: Type.String(),
  rule: Nullable,
  /** Law, ruling, …, our choice, not verified. */
  standing: Type.String(),
  confidence: Type.String(),
  date: Nullable,
})

/** Something that a site file says other than the one before it. */
const SiteChangeRow = Type.Object({
  /** `zoneAdded`, `process` …: the message `siteChange.{code}` says it. */
  code: Type.String(),
  /** Id of the area or zone, or empty. */
  place: Type.String(),
  /** It begins with an operational week. */
  waits: Type.Boolean(),
})

/** What `POST /api/v1/sites/{site}/file` answers where the file waits; 204 where it holds at once. */
export const SiteFileAnswer = Type.Object({
  fromMs: EpochMs,
  version: Type.String(),
  changes: Type.Array(SiteChangeRow),
})
export type SiteFileAnswer = Type.Static<typeof SiteFileAnswer>

/** The policy of a site in words of the language asked for: each value, its source, what would change it. */
export const PolicyView = Type.Object({
  site: SiteRef,
  language: Type.String(),
  /** The state that the site file asks for; a site whose activation is not recorded runs as a draft. */
  country: Nullable,
  packs: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), draft: Type.Boolean(), unverified: Nullable }),
  ),
  numbers: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      value: Type.String(),
      source: Source,
      others: Type.Array(Type.Object({ value: Type.String(), duty: Type.Boolean(), source: Source })),
      change: Type.String(),
      conflict: Type.Boolean(),
    }),
  ),
  sets: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      on: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
      off: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), why: Type.String() })),
    }),
  ),
  conflicts: Type.Array(Type.Object({ says: Type.String() })),
  missing: Type.Array(
    Type.Object({
      code: Type.String(),
      says: Type.String(),
      blocks: Type.Boolean(),
      rule: Nullable,
      command: Nullable,
    }),
  ),
  changes: Type.Array(Type.Object({ effect: Type.String(), says: Type.String() })),
  /** A site file that waits for its week: what it changes, from when it holds, and which version of the file it is. */
  pending: Type.Union([
    Type.Object({
      fromMs: EpochMs,
      sentMs: EpochMs,
      /** Beginning of the SHA-256 of its text. */
      version: Type.String(),
      changes: Type.Array(SiteChangeRow),
    }),
    Type.Null(),
  ]),
  agreement: Type.Union([
    Type.Object({
      id: Type.String(),
      version: Type.String(),
      signed: Type.String(),
      from: Type.String(),
      until: Nullable,
      unenforceable: Type.Array(Type.Object({ item: Type.String(), name: Type.String(), says: Type.String() })),
    }),
    Type.Null(),
  ]),
  rules: Type.Array(
    Type.Object({
      id: Type.String(),
      pack: Type.String(),
      says: Type.String(),
      source: Type.String(),
      standing: Type.String(),
      confidence: Type.String(),
      date: Nullable,
    }),
  ),
  records: Type.Array(Type.Object({ kind: Type.String(), date: Type.String(), what: Type.String() })),
  /** Addresses of documents, below `/api/v1`, without their language and format. */
  documents: Type.Array(Type.Object({ id: Type.String(), path: Type.String(), category: Nullable })),
  /** The page of the docs that says what no software can promise, in English. */
  limits: Type.String(),
})
export type PolicyView = Type.Static<typeof PolicyView>

/** What `POST /api/v1/sites/{site}/policy/records` answers. */
export const RecordAnswer = Type.Object({ kind: Type.String(), date: Type.String() })
export type RecordAnswer = Type.Static<typeof RecordAnswer>
