/** Units done of those planned, with those seen but not done in a lighter grey. The number stands beside it. */
export function Progress({ done, of, seen }: { done: number; of: number; seen: number }) {
  const share = (value: number): number => (of <= 0 ? 0 : Math.min(1, value / of) * 100)
  return (
    <svg className="progress" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="progress-all" width="100" height="8" rx="1" />
      <rect className="progress-seen" width={share(seen)} height="8" />
      <rect className="progress-done" width={share(done)} height="8" />
    </svg>
  )
}
