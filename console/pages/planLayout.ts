import type { ZoneRow } from '../../src/wire/index.ts'

/** A zone as it is drawn: a polygon in px of the picture, its box, and whether the site file gave its outline. */
export interface DrawnZone {
  readonly zone: ZoneRow
  readonly points: readonly (readonly [number, number])[]
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

export interface PlanPicture {
  readonly height: number
  readonly zones: readonly DrawnZone[]
  /** Some zone had no outline and was laid out here. */
  readonly laidOut: boolean
}

const gap = 6
const cell = { height: 56, leastWidth: 116 } as const
/** Tallest picture in px: a long thin building is made smaller rather than a page long. */
const heightMax = 460

/** Fits zones into a picture `width` px wide: outlines (metres, y to the north) to scale, the others in rows by area below. */
export function layOutPlan(zones: readonly ZoneRow[], width: number): PlanPicture {
  const outlined = zones.filter((zone) => ringOf(zone) !== null)
  const bare = zones.filter((zone) => ringOf(zone) === null)
  const scaled = scaleOutlines(outlined, width)
  const rows = layOutRows(bare, width, scaled.height === 0 ? 0 : scaled.height + gap * 2)
  return {
    height: Math.max(scaled.height, rows.height),
    zones: [...scaled.zones, ...rows.zones],
    laidOut: bare.length > 0,
  }
}

type Ring = readonly (readonly [number, number])[]

function ringOf(zone: ZoneRow): Ring | null {
  if (zone.outline === null) return null
  const ring = zone.outline.flatMap(([x, y]) => (x === undefined || y === undefined ? [] : [[x, y] as const]))
  return ring.length < 3 ? null : ring
}

function scaleOutlines(zones: readonly ZoneRow[], width: number): { height: number; zones: DrawnZone[] } {
  const rings = zones.map((zone) => ({ zone, ring: ringOf(zone) ?? [] }))
  const all = rings.flatMap(({ ring }) => ring)
  if (all.length === 0) return { height: 0, zones: [] }
  const box = boxOf(all)
  const inner = width - 2
  const scale = Math.min(inner / Math.max(box.width, 1), heightMax / Math.max(box.height, 1))
  const left = 1 + (inner - box.width * scale) / 2
  const drawn = rings.map(({ zone, ring }) => {
    const points = ring.map(([x, y]) => [left + (x - box.x) * scale, 1 + (box.y + box.height - y) * scale] as const)
    return { zone, points, box: boxOf(points) }
  })
  return { height: box.height * scale + 2, zones: drawn }
}

function layOutRows(zones: readonly ZoneRow[], width: number, top: number): { height: number; zones: DrawnZone[] } {
  if (zones.length === 0) return { height: 0, zones: [] }
  const byArea = Map.groupBy(zones, (zone) => zone.areaId)
  const perRow = Math.max(1, Math.floor((width + gap) / (cell.leastWidth + gap)))
  const out: DrawnZone[] = []
  let y = top
  for (const area of byArea.values()) {
    for (let start = 0; start < area.length; start += perRow) {
      const line = area.slice(start, start + perRow)
      const cellWidth = (width - 2 - gap * (line.length - 1)) / line.length
      for (const [i, zone] of line.entries()) {
        const box = { x: 1 + i * (cellWidth + gap), y: y + 1, width: cellWidth, height: cell.height }
        out.push({ zone, box, points: corners(box) })
      }
      y += cell.height + gap
    }
  }
  return { height: y - gap + 2, zones: out }
}

function corners(box: DrawnZone['box']): Ring {
  const { x, y, width, height } = box
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]
}

function boxOf(points: Ring): DrawnZone['box'] {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const x = Math.min(...xs)
  const y = Math.min(...ys)
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** Where the words of a zone stand, in px from its centre. */
export interface ZoneLabel {
  /** The name in one line or two; none where it does not fit whole: half a name names another zone. */
  readonly lines: readonly string[]
  /** The name runs upwards, above the count. */
  readonly upright: boolean
  /** Set off to the side where name and count share a line. */
  readonly nameX: number
  readonly nameY: number
  /** The count runs upwards too in a slim zone, and is left out where it fits neither way: the table says it. */
  readonly count: 'flat' | 'upright' | 'none'
  readonly countX: number
  readonly countY: number
  readonly markX: number
  readonly markY: number
}

/** Widths of a letter of the name and of a digit of the count in px, generously. */
const letterPx = 7
const digitPx = 9
const markPx = 16
const lineHeight = 14
/** Least width for two upright lines side by side. */
const abreastPx = 32

/** Places name, count and mark of a zone so that none leaves its box. */
export function placeLabel(name: string, count: string, marked: boolean, box: DrawnZone['box']): ZoneLabel {
  const countWidth = count.length * digitPx
  if (countWidth > box.width + 2) return placeUpright(name, countWidth, marked, box)
  const nameWidth = name.length * letterPx
  const lineWidth = nameWidth + gap + countWidth + (marked ? markPx + gap : 0)
  if (count !== '' && box.height < lineHeight * 2 + 12 && lineWidth <= box.width - 8) {
    const left = -lineWidth / 2
    return {
      lines: [name],
      upright: false,
      nameX: left + nameWidth / 2,
      nameY: 4,
      count: 'flat',
      countX: lineWidth / 2 - countWidth / 2,
      countY: 5,
      markX: left + nameWidth + gap,
      markY: -markPx / 2,
    }
  }
  const abreast = countWidth + markPx + 8 <= box.width
  // The mark stands before the count where there is room, else above it.
  const foot = marked && !abreast ? 18 + markPx : 18
  const upright = nameLines(name, box.width - 8, box.height - foot).length === 0 && box.width >= 24
  const lines = upright
    ? name.length * letterPx <= box.height - foot - 16
      ? [name]
      : []
    : nameLines(name, box.width - 8, box.height - foot)
  const nameHeight = upright ? (lines.length === 0 ? 0 : name.length * letterPx + 6) : lines.length * lineHeight
  const top = -(nameHeight + foot) / 2
  const countY = top + nameHeight + foot - 4
  return {
    lines,
    upright: upright && lines.length > 0,
    nameX: 0,
    nameY: upright ? top + nameHeight / 2 : top + 11,
    count: 'flat',
    countX: marked && abreast ? markPx / 2 + 2 : 0,
    countY,
    markX: abreast ? -countWidth / 2 - markPx / 2 - 2 : -markPx / 2,
    markY: abreast ? countY - 13 : countY - 14 - markPx,
  }
}

/** For a zone too slim for its count: mark, name and count from top to bottom, the words running upwards. */
function placeUpright(name: string, countWidth: number, marked: boolean, box: DrawnZone['box']): ZoneLabel {
  const markRoom = marked ? markPx + 2 : 0
  const room = box.height - markRoom - 4
  const countRoom = countWidth <= room ? countWidth : 0
  const nameRoom = name.length * letterPx + 6
  // Where both do not follow each other, they may stand beside each other.
  if (countRoom > 0 && countRoom + nameRoom > room && nameRoom <= room && box.width >= abreastPx) {
    return {
      lines: [name],
      upright: true,
      nameX: -lineHeight / 2 - 1,
      nameY: markRoom / 2,
      count: 'upright',
      countX: lineHeight / 2 + 1,
      countY: markRoom / 2,
      markX: -markPx / 2,
      markY: -box.height / 2 + 4,
    }
  }
  const named = box.width >= lineHeight && countRoom > 0 && countRoom + nameRoom <= room
  const nameHeight = named ? nameRoom : 0
  const top = -(markRoom + nameHeight + countRoom) / 2
  return {
    lines: named ? [name] : [],
    upright: true,
    nameX: 0,
    nameY: top + markRoom + nameHeight / 2,
    count: countRoom > 0 ? 'upright' : 'none',
    countX: 0,
    countY: top + markRoom + nameHeight + countRoom / 2,
    markX: -markPx / 2,
    markY: top,
  }
}

/** A name in one line, or in two at a space; none where neither fits. */
function nameLines(name: string, roomPx: number, deepPx: number): readonly string[] {
  const fits = (text: string): boolean => text.length * letterPx <= roomPx
  if (deepPx < lineHeight + 4) return []
  if (fits(name)) return [name]
  if (deepPx < lineHeight * 2 + 4) return []
  const words = name.split(' ')
  for (let at = words.length - 1; at > 0; at--) {
    const pair = [words.slice(0, at).join(' '), words.slice(at).join(' ')]
    if (pair.every(fits)) return pair
  }
  return []
}
