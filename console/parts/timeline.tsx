import type { ReactNode } from 'react'

export interface Tick {
  readonly key: string
  readonly atMs: number
  readonly label: string
  readonly state: 'met' | 'missed' | 'open'
}

interface Props {
  readonly label: string
  readonly nowMs: number
  readonly nowLabel: string
  readonly departureMs: number
  readonly departureLabel: string
  readonly ready: { readonly earliest: number; readonly latest: number } | null
  readonly readyLabel: string
  readonly ticks: readonly Tick[]
  readonly tone: 'critical' | 'warning' | 'calm'
  readonly timeOf: (ms: number) => string
}

const width = 400
const side = 26

/** Ready band against departure on one axis. A picture only: the table beside it says the same. */
export function Timeline({
  label,
  nowMs,
  nowLabel,
  departureMs,
  departureLabel,
  ready,
  readyLabel,
  ticks,
  tone,
  timeOf,
}: Props) {
  // What is done lies behind: it is drawn where there is room, and never makes the axis longer.
  const open = ticks.filter((tick) => tick.state !== 'met').map((tick) => tick.atMs)
  const times = [nowMs, departureMs, ...open, ...(ready === null ? [] : [ready.earliest, ready.latest])]
  const from = Math.min(...times)
  const drawn = ticks.filter((tick) => tick.atMs >= from)
  const to = Math.max(...times, from + 60_000)
  const x = (ms: number): number => side + ((ms - from) / (to - from)) * (width - 2 * side)
  return (
    <svg className={`timeline timeline-${tone}`} viewBox={`0 0 ${width} 104`} role="img" aria-label={label}>
      <line className="timeline-axis" x1={side} x2={width - side} y1="58" y2="58" />
      {ready === null ? null : (
        <>
          <rect
            className="timeline-band"
            x={x(ready.earliest)}
            width={Math.max(4, x(ready.latest) - x(ready.earliest))}
            y="48"
            height="20"
            rx="3"
          />
          <Label x={(x(ready.earliest) + x(ready.latest)) / 2} y={86}>
            {readyLabel}
          </Label>
        </>
      )}
      {drawn.map((tick) => (
        <g key={tick.key} className={`timeline-tick timeline-${tick.state}`}>
          <title>{`${tick.label} ${timeOf(tick.atMs)}`}</title>
          <line x1={x(tick.atMs)} x2={x(tick.atMs)} y1="52" y2="64" />
          {tick.state === 'missed' ? (
            <path d={`M${x(tick.atMs) - 4} 54l8 8m0-8l-8 8`} />
          ) : (
            <circle cx={x(tick.atMs)} cy="58" r="3.5" />
          )}
        </g>
      ))}
      <g className="timeline-now">
        <line x1={x(nowMs)} x2={x(nowMs)} y1="34" y2="72" />
        <Label x={x(nowMs)} y={100}>
          {nowLabel}
        </Label>
      </g>
      <g className="timeline-departure">
        <line x1={x(departureMs)} x2={x(departureMs)} y1="26" y2="74" />
        <path d={`M${x(departureMs)} 26h12l-4 5 4 5h-12`} />
        <Label x={x(departureMs)} y={18} strong>
          {`${departureLabel} ${timeOf(departureMs)}`}
        </Label>
      </g>
    </svg>
  )
}

/** Text that stays inside the picture: near an edge it is aligned to it. */
function Label({ x, y, children, strong }: { x: number; y: number; children: ReactNode; strong?: boolean }) {
  const anchor = x < 90 ? 'start' : x > width - 90 ? 'end' : 'middle'
  const at = anchor === 'start' ? Math.max(0, x - side) : anchor === 'end' ? Math.min(width, x + side) : x
  return (
    <text x={at} y={y} textAnchor={anchor} className={strong === true ? 'timeline-strong' : undefined}>
      {children}
    </text>
  )
}
