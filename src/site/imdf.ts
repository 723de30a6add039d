import { type DocumentReader, documentReader, err, type Fault, ok, pointerToken, type Result } from '../base/index.ts'
import type { SiteVersion } from '../model/index.ts'
import { type Corner, ringFault } from './outline.ts'

/** One file of an IMDF archive, parsed: `venue.geojson`, `level.geojson`, `unit.geojson`, by any path. */
export interface ImdfFile {
  readonly name: string
  readonly json: unknown
}

/** A building as IMDF draws it, in metres east and north of its south-west corner. */
export interface FloorPlan {
  /** The corner that outlines are measured from, WGS 84. */
  readonly origin: LngLat
  /** From the lowest `ordinal` up. */
  readonly levels: readonly FloorLevel[]
}

export interface FloorLevel {
  readonly id: string
  readonly name: string
  readonly ordinal: number
  readonly units: readonly FloorUnit[]
}

export interface FloorUnit {
  /** From the unit's name, legal as a zone id, unique in the plan. */
  readonly id: string
  readonly name: string
  /** IMDF category, such as `storage` or `walkway`. */
  readonly category: string
  readonly outline: readonly Corner[]
}

interface LngLat {
  readonly lng: number
  readonly lat: number
}

/**
 * Reads the parts of an Indoor Mapping Data Format archive that a floor needs: the venue's place on Earth, the levels and
 * their units. Other files (openings, amenities, occupants) are ignored: they say nothing about goods.
 * Source: OGC 20-094, Indoor Mapping Data Format 1.0.0.
 */
export function readImdf(files: readonly ImdfFile[]): Result<FloorPlan, readonly Fault[]> {
  const r = documentReader()
  const venues = readFeatures(r, files, 'venue')
  const levels = readFeatures(r, files, 'level')
  const units = readFeatures(r, files, 'unit')
  if (units.length === 0) r.fault('SITE_MAP', '', 'no units', 'a file unit.geojson with features')
  if (r.faults.length > 0) return err(r.faults)
  const origin = southWest((venues.length > 0 ? venues : units).flatMap((feature) => feature.ring))
  const project = projection(origin)
  const names = new Set<string>()
  const out = levels
    .map((level) => ({ id: freshId(level, names), name: level.name, ordinal: level.ordinal, key: level.key }))
    .sort((a, b) => a.ordinal - b.ordinal)
    .map(({ key, ...level }) => ({
      ...level,
      units: units.filter((unit) => unit.levelKey === key).map((unit) => readUnit(r, unit, project, names)),
    }))
  const known = new Set(levels.map((level) => level.key))
  for (const unit of units) {
    if (!known.has(unit.levelKey))
      r.fault('SITE_MAP', `${unit.at}/properties/level_id`, 'a level that is not there', 'the id of a level')
  }
  return r.faults.length > 0 ? err(r.faults) : ok({ origin, levels: out })
}

/** The version with the outlines of the units that have the id or the name of a zone; the rest stays as it is. */
export function withOutlines(version: SiteVersion, plan: FloorPlan): SiteVersion {
  const units = plan.levels.flatMap((level) => level.units)
  const byId = new Map(units.map((unit) => [unit.id, unit.outline]))
  const byName = new Map(units.map((unit) => [unit.name, unit.outline]))
  return {
    ...version,
    areas: version.areas.map((area) => ({
      ...area,
      zones: area.zones.map((zone) => {
        const outline = byId.get(zone.id) ?? byName.get(zone.name)
        return outline === undefined ? zone : { ...zone, outline }
      }),
    })),
  }
}

interface Feature {
  readonly at: string
  readonly key: string
  readonly name: string
  readonly category: string
  readonly ordinal: number
  readonly levelKey: string
  readonly ring: readonly LngLat[]
}

/** Features of all files of a kind: `unit.geojson`, also in a folder of the archive. */
function readFeatures(r: DocumentReader, files: readonly ImdfFile[], kind: 'venue' | 'level' | 'unit'): Feature[] {
  const out: Feature[] = []
  for (const { name, json } of files) {
    if (name.split('/').at(-1) !== `${kind}.geojson`) continue
    const features = (json as { features?: unknown } | null)?.features
    const at = `/${pointerToken(name)}/features`
    if (!Array.isArray(features)) r.fault('SITE_MAP', at, 'no list', 'a GeoJSON FeatureCollection')
    else for (const [i, item] of features.entries()) pushFeature(r, item, { at: `${at}/${i}`, kind }, out)
  }
  return out
}

function pushFeature(
  r: DocumentReader,
  item: unknown,
  { at, kind }: { at: string; kind: string },
  out: Feature[],
): void {
  const feature = (item ?? {}) as { id?: unknown; properties?: unknown; geometry?: unknown }
  const properties = (feature.properties ?? {}) as Readonly<Record<string, unknown>>
  const key = r.text(feature.id ?? null, `${at}/id`)
  const ring = readRing(r, feature.geometry, `${at}/geometry`)
  const ordinal =
    kind === 'level' ? r.number(properties['ordinal'] ?? null, `${at}/properties/ordinal`, { integer: true }) : 0
  const levelKey = kind === 'unit' ? r.text(properties['level_id'] ?? null, `${at}/properties/level_id`) : ''
  if (key === undefined || ring === undefined || ordinal === undefined || levelKey === undefined) return
  const category = typeof properties['category'] === 'string' ? properties['category'] : 'unspecified'
  const name = label(properties['name']) ?? label(properties['short_name']) ?? `${category} ${out.length + 1}`
  out.push({ at, key, name, category, ordinal, levelKey, ring })
}

/** IMDF labels are one text a language; the English one where there is one, else the first. */
function label(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const texts = value as Readonly<Record<string, unknown>>
  const found = texts['en'] ?? Object.values(texts)[0]
  return typeof found === 'string' && found.trim() !== '' ? found.trim().slice(0, 200) : undefined
}

/** Outer ring of a Polygon, or of the part with most corners of a MultiPolygon; holes are walked over by goods anyway. */
function readRing(r: DocumentReader, value: unknown, at: string): readonly LngLat[] | undefined {
  const geometry = (value ?? {}) as { type?: unknown; coordinates?: unknown }
  const type = r.oneOf(geometry.type ?? null, `${at}/type`, ['Polygon', 'MultiPolygon'])
  if (type === undefined) return undefined
  const coordinates = geometry.coordinates
  const parts: unknown = type === 'Polygon' ? [coordinates] : coordinates
  const rings = Array.isArray(parts)
    ? parts.map((part: unknown) => (Array.isArray(part) ? (part[0] as unknown) : undefined))
    : []
  const outer = rings.filter(Array.isArray).sort((a, b) => b.length - a.length)[0]
  const ring = r.list(outer ?? null, `${at}/coordinates`, (pair, here) => readLngLat(r, pair, here), {
    min: 4,
    max: 10_001,
  })
  return ring === undefined || ring.length < 4 ? undefined : ring
}

function readLngLat(r: DocumentReader, value: unknown, at: string): LngLat | undefined {
  const pair: readonly unknown[] = Array.isArray(value) ? value : [null, null]
  const lng = r.number(pair[0] ?? null, `${at}/0`, { min: -180, max: 180 })
  const lat = r.number(pair[1] ?? null, `${at}/1`, { min: -90, max: 90 })
  return lng === undefined || lat === undefined ? undefined : { lng, lat }
}

function readUnit(r: DocumentReader, unit: Feature, project: (point: LngLat) => Corner, names: Set<string>): FloorUnit {
  const outline = unit.ring.map(project)
  const wrong = ringFault(outline)
  if (wrong !== undefined)
    r.fault('SITE_MAP', `${unit.at}/geometry`, wrong, 'a ring of 3 or more corners that does not cross itself')
  return { id: freshId(unit, names), name: unit.name, category: unit.category, outline }
}

/** A legal id from a name, with a number where another has it already. */
function freshId({ name, key }: { name: string; key: string }, names: Set<string>): string {
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 56)
      .replace(/^-+|-+$/g, '')
  const base = plain(name) || plain(key) || 'unit'
  let id = base
  for (let n = 2; names.has(id); n++) id = `${base}-${n}`
  names.add(id)
  return id
}

function southWest(points: readonly LngLat[]): LngLat {
  let lng = 180
  let lat = 90
  for (const point of points) {
    lng = Math.min(lng, point.lng)
    lat = Math.min(lat, point.lat)
  }
  return { lng, lat }
}

/**
 * Metres east and north of the origin on the WGS 84 ellipsoid's tangent plane, in whole centimetres. Over a building of
 * 500 m the error stays under 0.1 m up to 65 degrees of latitude, less than a floor plan is drawn with.
 */
function projection(origin: LngLat): (point: LngLat) => Corner {
  const radiusM = 6_378_137
  const eccentricity2 = 0.006_694_379_990_14
  const lat = (origin.lat * Math.PI) / 180
  const w2 = 1 - eccentricity2 * Math.sin(lat) ** 2
  const eastM = ((Math.PI / 180) * radiusM * Math.cos(lat)) / Math.sqrt(w2)
  const northM = ((Math.PI / 180) * radiusM * (1 - eccentricity2)) / w2 ** 1.5
  const centimetres = (metres: number) => Math.round(metres * 100) / 100
  return (point) => [centimetres((point.lng - origin.lng) * eastM), centimetres((point.lat - origin.lat) * northM)]
}
