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
