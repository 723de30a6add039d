import { gatherPart, type Part } from './columns.ts'

/** The part without the rows that `isGone` names. */
export function withoutRows(part: Part, isGone: (row: number) => boolean): Part {
  const kept: number[] = []
  for (let row = 0; row < part.batch.count; row++) if (!isGone(row)) kept.push(row)
  if (kept.length === part.batch.count) return part
  const rows = Uint32Array.from(kept)
  const { recordMs } = part
  const gathered = gatherPart({
    batch: part.batch,
    placement: part.placement,
    rows,
    recordTimeMs: part.recordTimeMs,
    ...(recordMs === undefined ? {} : { recordMs: Float64Array.from(kept, (row) => recordMs[row]!) }),
  }).part
  return { ...gathered, zones: part.zones, feed: part.feed }
}
