import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { ZoneRow } from '../../src/wire/index.ts'
import { useFormat, useText } from '../i18n.tsx'
import { Mark } from '../parts/status.tsx'
import { useWidth } from '../parts/width.ts'
import { levelShape } from './floorWords.ts'
import { type DrawnZone, layOutPlan, placeLabel } from './planLayout.ts'
import { countText } from './toldWords.tsx'

interface Props {
  readonly zones: readonly ZoneRow[]
  readonly selected: string | null
  readonly onOpen: (zone: ZoneRow) => void
}

/** Plan of the zones, grey where all is normal. One stop for Tab; arrows go from zone to zone, Enter opens. */
export function FloorPlan({ zones, selected, onOpen }: Props) {
  const t = useText()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const picture = useMemo(() => layOutPlan(zones, Math.max(width, 280)), [zones, width])
  const [active, setActive] = useState(0)
  const at = Math.min(active, picture.zones.length - 1)

  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    const drawn = picture.zones[at]
    if (step !== undefined) {
      const next = (at + step + picture.zones.length) % picture.zones.length
      setActive(next)
      event.currentTarget.querySelectorAll<SVGGElement>('.plan-zone')[next]?.focus()
    } else if ((event.key === 'Enter' || event.key === ' ') && drawn !== undefined) onOpen(drawn.zone)
    else return
    event.preventDefault()
  }

  return (
    <div ref={box} className="plan">
      {width === 0 ? null : (
        // biome-ignore lint/a11y/useSemanticElements: a group inside a picture has no element of its own
        <svg
          role="group"
          aria-label={t('floor.plan.label')}
          viewBox={`0 0 ${Math.max(width, 280)} ${picture.height}`}
          width={Math.max(width, 280)}
          height={picture.height}
          onKeyDown={onKeyDown}
        >
          {picture.zones.map((drawn, i) => (
            <Zone
              key={drawn.zone.placeId}
              drawn={drawn}
              selected={drawn.zone.placeId === selected}
              tabIndex={i === at ? 0 : -1}
              onOpen={() => {
                setActive(i)
                onOpen(drawn.zone)
              }}
            />
          ))}
        </svg>
      )}
      {picture.laidOut ? <p className="quiet plan-note">{t('floor.plan.laidOut')}</p> : null}
    </div>
  )
}

interface ZoneProps {
  readonly drawn: DrawnZone
  readonly selected: boolean
  readonly tabIndex: number
  readonly onOpen: () => void
}

function Zone({ drawn, selected, tabIndex, onOpen }: ZoneProps) {
  const t = useText()
  const format = useFormat()
  const { zone, box } = drawn
  const shape = levelShape[zone.level]
  const marked = shape !== 'calm'
  const told = zone.backlog === null ? '' : countText(t, format, { count: zone.backlog, base: zone.base })
  // There is little room in a zone.
  const count =
    zone.backlog !== null && zone.base > 0 && zone.backlog > 0 ? t('live.near', { count: zone.backlog }) : told
  const label = placeLabel(zone.name, count, marked, box)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a shape of the plan cannot be a button element
    <g
      role="button"
      aria-pressed={selected}
      aria-label={`${zone.name} ${count} ${t(`floor.level.${zone.level}`)}`}
      className={`plan-zone plan-${zone.level}${selected ? ' plan-selected' : ''}`}
      tabIndex={tabIndex}
      onClick={onOpen}
    >
      <polygon points={drawn.points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      <g transform={`translate(${box.x + box.width / 2} ${box.y + box.height / 2})`}>
        {label.lines.map((line, i) => (
          <text
            key={line}
            className="plan-name"
            transform={
              label.upright
                ? `translate(${label.nameX + 4} ${label.nameY}) rotate(-90)`
                : `translate(${label.nameX} ${label.nameY + i * 14})`
            }
            textAnchor="middle"
          >
            {`${line} `}
          </text>
        ))}
        {label.count === 'none' ? null : (
          <text
            className="plan-count"
            transform={
              label.count === 'upright'
                ? `translate(${label.countX + 5} ${label.countY}) rotate(-90)`
                : `translate(${label.countX} ${label.countY})`
            }
            textAnchor="middle"
          >
            {count}
          </text>
        )}
        {marked ? (
          <g transform={`translate(${label.markX} ${label.markY})`}>
            <Mark shape={shape} />
          </g>
        ) : null}
      </g>
    </g>
  )
}
