import type { SourceKind } from '../model/index.ts'
import { companyPrefix, resolver, sgln } from './ids.ts'
import type { StepId } from './process.ts'
import type { LayoutSize } from './types.ts'

/** Sizes that make a site small or large. */
export interface Measures {
  readonly unitsPerDay: number
  readonly widthM: number
  readonly depthM: number
  readonly reserveZones: number
  readonly pickZones: number
  readonly aisles: number
  readonly bays: number
  readonly packZones: number
  readonly lanes: number
  /** Each carrier's time between departures. */
  readonly departureEveryMin: number
  readonly articles: number
  readonly totes: number
}

const measures: Readonly<Record<LayoutSize, Measures>> = {
  small: {
    unitsPerDay: 9_000,
    widthM: 90,
    depthM: 60,
    reserveZones: 1,
    pickZones: 2,
    aisles: 5,
    bays: 20,
    packZones: 1,
    lanes: 4,
    departureEveryMin: 80,
    articles: 400,
    totes: 260,
  },
  medium: {
    unitsPerDay: 30_000,
    widthM: 160,
    depthM: 100,
    reserveZones: 2,
    pickZones: 4,
    aisles: 7,
    bays: 30,
    packZones: 2,
    lanes: 6,
    departureEveryMin: 120,
    articles: 1_400,
    totes: 800,
  },
  large: {
    unitsPerDay: 150_000,
    widthM: 280,
    depthM: 170,
    reserveZones: 4,
    pickZones: 8,
    aisles: 12,
    bays: 45,
    packZones: 4,
    lanes: 12,
    departureEveryMin: 90,
    articles: 4_000,
    totes: 4_000,
  },
}

/** Metres from the site's south-west corner. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly depth: number
}

export interface Zone {
  readonly index: number
  readonly id: string
  readonly name: string
  readonly area: string
  /** Begins every read point of the zone. */
  readonly code: string
  readonly step: StepId
  readonly rect: Rect
}

/** One read point: its place in an event's text, in the spelling of its feed. */
export interface Spot {
  readonly zone: Zone
  readonly kind: SourceKind
  readonly urn: boolean
  /** `"readPoint":…` and, where goods stay, `,"bizLocation":…` */
  readonly text: string
}

/** Where an article is picked. */
export interface Face {
  readonly zone: Zone
  readonly aisle: number
  readonly xM: number
  readonly yM: number
  readonly spot: Spot
}

export interface Layout {
  readonly measures: Measures
  readonly zones: readonly Zone[]
  readonly areas: readonly { readonly id: string; readonly name: string }[]
  zone(id: string): Zone
  spot(zoneId: string, extension: string, kind: SourceKind, urn?: boolean): Spot
  /** The face of article `index`. */
  face(index: number): Face
}

const areas = [
  { id: 'inbound', name: 'Inbound' },
  { id: 'storage', name: 'Storage' },
  { id: 'picking', name: 'Picking' },
  { id: 'packing', name: 'Packing' },
  { id: 'outbound', name: 'Outbound' },
  { id: 'returns', name: 'Returns' },
] as const

/** Areas where goods stay when they were scanned. */
const staysIn: ReadonlySet<string> = new Set(['inbound', 'storage', 'returns'])

export function makeLayout(size: LayoutSize, location: number): Layout {
  const m = measures[size]
  const zones = drawZones(m)
  const byId = new Map(zones.map((zone) => [zone.id, zone]))
  const zone = (id: string): Zone => {
    const found = byId.get(id)
    if (found === undefined) throw new Error(`broken invariant: no zone ${id}`)
    return found
  }
  const spots = new Map<string, Spot>()
  const spot: Layout['spot'] = (zoneId, extension, kind, urn = false) => {
    const key = `${zoneId}/${extension}/${urn}`
    let found = spots.get(key)
    if (found === undefined) {
      const at = zone(zoneId)
      const spelling = urn ? 'urn' : 'link'
      const readPoint = sgln(companyPrefix, location, `${at.code}-${extension}`)[spelling]
      // Only scans that say where goods stay carry a bizLocation; on the way, the read point says enough.
      const stays = kind === 'hand' && staysIn.has(at.area)
      const bizLocation = stays ? `,"bizLocation":{"id":"${sgln(companyPrefix, location, at.code)[spelling]}"}` : ''
      found = {
        zone: at,
        kind,
        urn,
        text: `"readPoint":{"id":"${readPoint}"}${bizLocation}`,
      }
      spots.set(key, found)
    }
    return found
  }
  const pickZones = zones.filter((each) => each.id.startsWith('pick-'))
  const face = (index: number): Face => {
    const at = pickZones[index % pickZones.length]!
    // Spread over the aisles first, so that fast and slow articles share each aisle.
    const turn = Math.floor(index / pickZones.length)
    const aisle = turn % m.aisles
    const bay = Math.floor(turn / m.aisles) % m.bays
    return {
      zone: at,
      aisle,
      xM: at.rect.x + ((aisle + 0.5) * at.rect.width) / m.aisles,
      yM: at.rect.y + ((bay + 0.5) * at.rect.depth) / m.bays,
      spot: spot(at.id, String(aisle + 1).padStart(2, '0'), 'hand'),
    }
  }
  return { measures: m, zones, areas, zone, spot, face }
}

/** Prefix of every supplier's read points; they lie outside the site and are shown as the road to it. */
export const supplierReadPoints = `${resolver}414/952900*`

/** Metres that a picker walks from one face to the next: along the aisle, or round its nearer end. */
export function walkM(from: { aisle: number; xM: number; yM: number }, to: Face): number {
  if (from.aisle === to.aisle) return Math.abs(to.yM - from.yM)
  const south = from.yM + to.yM - 2 * to.zone.rect.y
  const top = to.zone.rect.y + to.zone.rect.depth
  const north = 2 * top - from.yM - to.yM
  return Math.abs(to.xM - from.xM) + Math.min(south, north)
}

function drawZones(m: Measures): Zone[] {
  const zones: Zone[] = []
  const w = m.widthM
  const d = m.depthM
  const add = (id: string, name: string, area: string, code: string, step: StepId, box: readonly number[]): void => {
    const [x, y, width, depth] = box as [number, number, number, number]
    zones.push({ index: zones.length, id, name, area, code, step, rect: { x, y, width, depth } })
  }
  const letter = (i: number): string => String.fromCharCode(65 + i)
  const row = (count: number, i: number, from: number, span: number): [number, number] => [
    from + (span * i) / count,
    span / count,
  ]
  add('road', 'On the road', 'inbound', 'RD', 'announced', [-0.14 * w, 0.4 * d, 0.12 * w, 0.6 * d])
  add('dock-in', 'Receiving doors', 'inbound', 'DI', 'receiving', [0, 0.4 * d, 0.06 * w, 0.6 * d])
  add('unpack', 'Unpack benches', 'inbound', 'UN', 'unpacking', [0.06 * w, 0.4 * d, 0.07 * w, 0.6 * d])
  for (let i = 0; i < m.reserveZones; i++) {
    const [x, width] = row(m.reserveZones, i, 0.14 * w, 0.46 * w)
    add(`reserve-${i + 1}`, `Reserve ${i + 1}`, 'storage', `R${i + 1}`, 'storing', [x, 0.6 * d, width, 0.4 * d])
  }
  for (let i = 0; i < m.pickZones; i++) {
    const [x, width] = row(m.pickZones, i, 0.14 * w, 0.46 * w)
    const id = letter(i).toLowerCase()
    add(`pick-${id}`, `Pick zone ${letter(i)}`, 'picking', `P${letter(i)}`, 'stocking', [x, 0.06 * d, width, 0.5 * d])
  }
  add('conveyor', 'Tote conveyor', 'picking', 'CV', 'conveying', [0.14 * w, 0, 0.52 * w, 0.05 * d])
  add('totes', 'Tote buffer', 'picking', 'TB', 'storing', [0.61 * w, 0.06 * d, 0.05 * w, 0.34 * d])
  for (let i = 0; i < m.packZones; i++) {
    const [y, depth] = row(m.packZones, i, 0, 0.7 * d)
    add(`pack-${i + 1}`, `Packing ${i + 1}`, 'packing', `K${i + 1}`, 'packing', [0.67 * w, y, 0.12 * w, depth])
  }
  add('kit', 'Gift sets', 'packing', 'KT', 'stocking', [0.67 * w, 0.72 * d, 0.12 * w, 0.28 * d])
  add('sorter', 'Parcel sorter', 'outbound', 'SO', 'sorting', [0.8 * w, 0, 0.05 * w, d])
  for (let i = 0; i < m.lanes; i++) {
    const [y, depth] = row(m.lanes, i, 0, d)
    add(`lane-${i + 1}`, `Lane ${i + 1}`, 'outbound', `L${i + 1}`, 'staging', [0.86 * w, y, 0.08 * w, depth])
  }
  add('dock-out', 'Shipping doors', 'outbound', 'DO', 'loading', [0.95 * w, 0, 0.05 * w, d])
  add('desk', 'Returns desk', 'returns', 'RT', 'unpacking', [0, 0.14 * d, 0.13 * w, 0.24 * d])
  add('quarantine', 'Quarantine', 'returns', 'QT', 'unpacking', [0, 0, 0.13 * w, 0.13 * d])
  return zones
}
