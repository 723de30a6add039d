import Type from 'typebox'
import { AsOf, Count, EpochMs, SiteRef } from './common.ts'

export const JobRow = Type.Object({
  captureID: Type.String(),
  createdAtMs: EpochMs,
  finishedAtMs: Type.Union([EpochMs, Type.Null()]),
  running: Type.Boolean(),
  success: Type.Boolean(),
  behaviour: Type.Union([Type.Literal('rollback'), Type.Literal('proceed')]),
  accepted: Count,
  duplicate: Count,
  conflict: Count,
  rejected: Count,
})
export type JobRow = Type.Static<typeof JobRow>

export const CaptureView = Type.Object({
  site: SiteRef,
  asOf: AsOf,
  jobs: Type.Array(JobRow),
  /** By fault and zone, never by key or device. */
  rejects: Type.Array(
    Type.Object({
      code: Type.String(),
      title: Type.String(),
      fix: Type.String(),
      placeName: Type.String(),
      count: Count,
      lastMs: EpochMs,
      at: Type.String(),
    }),
  ),
  feeds: Type.Array(
    Type.Object({
      feed: Type.String(),
      kind: Type.Union([Type.Literal('machine'), Type.Literal('partner'), Type.Literal('hand')]),
      lastMs: Type.Union([EpochMs, Type.Null()]),
      perQuarterHour: Type.Array(Count),
    }),
  ),
  /** Sources that the site file calls a machine's or a partner's, and whose events carried a person's field: those are kept as hand scans. */
  overruled: Type.Array(
    Type.Object({
      source: Type.String(),
      kind: Type.Union([Type.Literal('machine'), Type.Literal('partner')]),
      /** First operational day of it, ISO. */
      day: Type.String(),
    }),
  ),
  /** Figures and jobs leave out how many scans hands made: so on every site but test sites, and drafts in their first hour. */
  handsHeld: Type.Boolean(),
  totals: Type.Object({ accepted: Count, duplicate: Count, conflict: Count, rejected: Count }),
})
export type CaptureView = Type.Static<typeof CaptureView>
