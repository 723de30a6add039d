/** What is told of a hall with so many people at work in its largest shift. */
export interface Coverage {
  readonly people: number
  readonly basis: 'counted' | 'declared'
  readonly stepHours: number
  /** Shares of step-hours that lie in a told window of at most so many minutes. */
  readonly rate: Readonly<Record<'quarter' | 'hour' | 'halfShift' | 'shift' | 'day', number>>
  readonly loads: number
  readonly verdict: number
  readonly right: number
  /** Shares of step-hours for which is told whether too much waits: in words, and as a number too. */
  readonly hint: number
  readonly hintNumber: number
}

const width = 720
const height = 300
const left = 48
const top = 16
const plotHeight = 220

/** Bars of each share, grouped by people on shift; the table beside it says the same. */
export function chartOf(all: readonly Coverage[]): string {
  const series = [
    { name: 'rate within an hour', of: (one: Coverage) => one.rate.hour, fill: '#2a6f97' },
    { name: 'within half a shift', of: (one: Coverage) => one.rate.halfShift, fill: '#61a5c2' },
    { name: 'within a shift', of: (one: Coverage) => one.rate.shift, fill: '#a9d6e5' },
    { name: 'verdict for a load', of: (one: Coverage) => one.verdict, fill: '#b5651d' },
    { name: 'level of a step', of: (one: Coverage) => one.hint, fill: '#6b705c' },
  ]
  const group = (width - left - 8) / Math.max(1, all.length)
  const bar = (group - 16) / series.length
  const y = (share: number): number => top + plotHeight * (1 - share)
  const lines = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${left}" x2="${width - 8}" y1="${y(share)}" y2="${y(share)}" stroke="#ccc"/><text x="${left - 6}" y="${y(share) + 4}" text-anchor="end">${share * 100} %</text>`,
  )
  const bars = all.flatMap((one, i) =>
    series.map(({ of, fill }, j) => {
      const share = of(one)
      const x = left + i * group + 8 + j * bar
      return `<rect x="${x.toFixed(1)}" y="${y(share).toFixed(1)}" width="${(bar - 2).toFixed(1)}" height="${(plotHeight * share).toFixed(1)}" fill="${fill}"/>`
    }),
  )
  const names = all.map(
    ({ people }, i) =>
      `<text x="${left + (i + 0.5) * group}" y="${top + plotHeight + 18}" text-anchor="middle">${people}</text>`,
  )
  const legend = series.map(({ name, fill }, i) => {
    const x = left + i * 134
    return `<rect x="${x}" y="${height - 22}" width="10" height="10" fill="${fill}"/><text x="${x + 14}" y="${height - 13}">${name}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="12" fill="#333">
<title>Shares of what a shift lead is told, by people on shift</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${[...lines, ...bars, ...names, ...legend].join('\n')}
</svg>
`
}
