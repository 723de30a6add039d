import Type from 'typebox'
import { Count, EpochMs } from './common.ts'

/** A field whose values behave like people, with the evidence: shares and counts over all its values, of none alone. */
export const ShapeRow = Type.Object({
  /** Name of the feed (key) whose events carry it. */
  feed: Type.String(),
  /** In the syntax of `personFields`: what a site file has to name for it to be removed. */
  path: Type.String(),
  /** `whole`, or which part of the value, counted from its end. */
  part: Type.String(),
  /** Change of shift at which it was seen. */
  atMs: EpochMs,
  values: Count,
  heads: Type.Union([Count, Type.Null()]),
  vanished: Type.Number(),
  came: Type.Number(),
  onePlace: Type.Number(),
  hours: Type.Number(),
  /** True where the site file names it by now. */
  declared: Type.Boolean(),
})
export type ShapeRow = Type.Static<typeof ShapeRow>

export const ShapeList = Type.Object({ shapes: Type.Array(ShapeRow) })
export type ShapeList = Type.Static<typeof ShapeList>
