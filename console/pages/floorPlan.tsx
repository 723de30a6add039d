import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { ZoneRow } from '../../src/wire/index.ts'
import { useFormat, useText } from '../i18n.tsx'
import { Mark } from '../parts/status.tsx'
import { useWidth } from '../parts/width.ts'
import { levelShape } from './floorWords.ts'
import { type DrawnZone, layOutPlan } from './planLayout.ts'

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

/** Width of a letter of the plan in px, generously. */
const letterPx = 7.2

function Zone({ drawn, selected, tabIndex, onOpen }: ZoneProps) {
  const t = useText()
  const format = useFormat()
  const { zone, box } = drawn
  const upright = box.width < 74 && box.height > box.width * 1.4
  const room = (upright ? box.height : box.width) - 14
  const shape = levelShape[zone.level]
  const marked = shape !== 'calm'
  const lines = nameLines(zone.name, room, upright ? box.width : box.height)
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a shape of the plan cannot be a button element
    <g
      role="button"
      aria-pressed={selected}
      aria-label={`${zone.name} ${format.number(zone.backlog)} ${t(`floor.level.${zone.level}`)}`}
      className={`plan-zone plan-${zone.level}${selected ? ' plan-selected' : ''}`}
      tabIndex={tabIndex}
      onClick={onOpen}
    >
      <polygon points={drawn.points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      <g transform={`translate(${centre.x} ${centre.y})${upright ? ' rotate(-90)' : ''}`}>
        {lines.map((line, i) => (
          <text key={line} className="plan-name" y={(i - lines.length) * 14 + 7} textAnchor="middle">
            {`${line} `}
          </text>
        ))}
        <text className="plan-count" y={lines.length * 7 + 5} x={marked ? 10 : 0} textAnchor="middle">
          {format.number(zone.backlog)}
        </text>
        {marked ? (
          <g transform={`translate(${-String(zone.backlog).length * 4.5 - 12} ${lines.length * 7 - 8})`}>
            <Mark shape={shape} />
          </g>
        ) : null}
      </g>
    </g>
  )
}

/** A zone's name in one line or two where it fits whole, else nothing: half a name names another zone. */
function nameLines(name: string, roomPx: number, deepPx: number): readonly string[] {
  const fits = (text: string): boolean => text.length * letterPx <= roomPx
  if (deepPx < 38) return []
  if (fits(name)) return [name]
  const words = name.split(' ')
  for (let at = words.length - 1; at > 0; at--) {
    const pair = [words.slice(0, at).join(' '), words.slice(at).join(' ')]
    if (deepPx >= 52 && pair.every(fits)) return pair
  }
  return []
}
