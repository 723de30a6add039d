interface Props {
  readonly age: { readonly medianMin: number | null; readonly p95Min: number | null; readonly oldestMin: number | null }
  /** End of the scale, shared by the strips of one list. */
  readonly mostMin: number
}

/**
 * Distribution of ages as a strip: a tick at the median, a band to where 95 % are below, a thin line to the oldest. The scale is
 * the square root, so that a few old objects do not flatten the rest. The numbers stand beside it.
 */
export function AgeStrip({ age, mostMin }: Props) {
  if (age.medianMin === null) return null
  const x = (minutes: number): number => Math.sqrt(Math.max(0, minutes) / Math.max(1, mostMin)) * 98 + 1
  const median = x(age.medianMin)
  const p95 = x(age.p95Min ?? age.medianMin)
  const oldest = x(age.oldestMin ?? age.p95Min ?? age.medianMin)
  return (
    <svg className="strip" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
      <rect className="strip-all" x={0} y="7.5" width={oldest} height="1" />
      <rect className="strip-band" x={median} y="4" width={Math.max(0.5, p95 - median)} height="8" />
      <rect className="strip-median" x={median - 0.5} y="1" width="1" height="14" />
      <rect className="strip-oldest" x={oldest - 0.4} y="4.500" width="0.8" height="7" />
    </svg>
  )
}
