/** Counts a quarter hour as bars, oldest on the left; `most` is the end of the scale that the bars of one list share. */
export function Spark({ counts, most, label }: { counts: readonly number[]; most: number; label: string }) {
  const width = 6
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${Math.max(1, counts.length) * width} 28`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line x1="0" x2={counts.length * width} y1="27.5" y2="27.500" />
      {counts.map((count, i) => {
        const height = count === 0 ? 0 : Math.max(1, (count / Math.max(1, most)) * 26)
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in the row
        return <rect key={i} x={i * width + 0.5} width={width - 1} y={27 - height} height={height} />
      })}
    </svg>
  )
}
