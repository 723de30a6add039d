import { FaultError } from '../base/index.ts'
import type { Geometry, Position, Ring } from '../model/index.ts'
import { isList, isMap, kindOf, type Tree } from './tree.ts'

/**
 * A GeoJSON geometry, checked: numbers within the globe, rings closed (an open one is closed here), altitudes left out. Null for null.
 * Throws a FaultError FEED_RECORD with the pointer `at` for anything else.
 */
export function geometryOf(tree: Tree | undefined, at: string): Geometry | null {
  if (tree === null || tree === undefined) return null
  if (!isMap(tree)) throw wrong(at, kindOf(tree), 'a GeoJSON geometry')
  const inside = `${at}/coordinates`
  const coordinates = tree['coordinates']
  switch (tree['type']) {
    case 'Point':
      return { type: 'Point', coordinates: positionOf(coordinates, inside) }
    case 'MultiPoint':
      return { type: 'MultiPoint', coordinates: each(coordinates, inside, positionOf) }
    case 'LineString':
      return { type: 'LineString', coordinates: lineOf(coordinates, inside) }
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: each(coordinates, inside, lineOf) }
    case 'Polygon':
      return { type: 'Polygon', coordinates: each(coordinates, inside, ringOf) }
    case 'MultiPolygon':
      return {
        type: 'MultiPolygon',
        coordinates: each(coordinates, inside, (rings, here) => each(rings, here, ringOf)),
      }
    case 'GeometryCollection': {
      const parts = each(tree['geometries'], `${at}/geometries`, geometryOf)
      return { type: 'GeometryCollection', geometries: parts.filter((part) => part !== null) }
    }
    default:
      throw wrong(
        `${at}/type`,
        kindOf(tree['type']),
        'Point, LineString, Polygon, their Multi forms, or GeometryCollection',
      )
  }
}

/** A point, or null where one of the two is missing. Throws FEED_RECORD where it lies outside the globe. */
export function pointOf(longitude: number | null, latitude: number | null, at: string): Geometry | null {
  if (longitude === null || latitude === null) return null
  return { type: 'Point', coordinates: positionOf([longitude, latitude], at) }
}

/**
 * A polygon of `latitude,longitude latitude,longitude …` as CAP writes it, or of `latitude longitude latitude longitude …` as GeoRSS
 * does; closed here where it is not. Throws FEED_RECORD.
 */
export function polygonOfText(text: string, at: string): Geometry {
  const numbers = text
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  if (numbers.length % 2 !== 0) throw wrong(at, 'an odd count of numbers', 'pairs of latitude and longitude')
  const pairs: Tree[] = []
  for (let i = 0; i < numbers.length; i += 2) pairs.push([numbers[i + 1]!, numbers[i]!])
  return { type: 'Polygon', coordinates: [ringOf(pairs, at)] }
}

/** Several polygons as one geometry; null for none. */
export function joined(polygons: readonly Geometry[]): Geometry | null {
  const rings = polygons.flatMap((polygon) => (polygon.type === 'Polygon' ? [polygon.coordinates] : []))
  if (rings.length === 0) return null
  return rings.length === 1 ? { type: 'Polygon', coordinates: rings[0]! } : { type: 'MultiPolygon', coordinates: rings }
}

const circleCorners = 64
/** Mean radius of the Earth (IUGG), kilometres. */
const earthKm = 6371.0088

/** A circle on the sphere as a polygon of 64 corners, counterclockwise. */
export function circleOf(longitude: number, latitude: number, km: number): Geometry {
  const rad = Math.PI / 180
  const reach = km / earthKm
  const sinLat = Math.sin(latitude * rad)
  const cosLat = Math.cos(latitude * rad)
  const ring: Position[] = []
  for (let i = 0; i < circleCorners; i++) {
    const bearing = (-2 * Math.PI * i) / circleCorners
    const lat = Math.asin(sinLat * Math.cos(reach) + cosLat * Math.sin(reach) * Math.cos(bearing))
    const east = Math.sin(bearing) * Math.sin(reach) * cosLat
    const lon = longitude * rad + Math.atan2(east, Math.cos(reach) - sinLat * Math.sin(lat))
    ring.push([lon / rad, lat / rad])
  }
  return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }
}

function each<T>(tree: Tree | undefined, at: string, read: (part: Tree, at: string) => T): T[] {
  if (!isList(tree)) throw wrong(at, kindOf(tree), 'a list')
  return tree.map((part, i) => read(part, `${at}/${i}`))
}

function positionOf(tree: Tree | undefined, at: string): Position {
  if (!isList(tree)) throw wrong(at, kindOf(tree), 'a position')
  const [longitude, latitude] = tree
  if (typeof longitude !== 'number' || typeof latitude !== 'number')
    throw wrong(at, 'no numbers', 'longitude and latitude')
  // Some write 180.0001 at the date line; more than that is another mistake, such as metres or swapped axes.
  const isOnGlobe = Math.abs(longitude) <= 360 && Math.abs(latitude) <= 90
  if (!isOnGlobe) throw wrong(at, 'a position off the globe', 'longitude -180 to 180, latitude -90 to 90')
  return [longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude, latitude]
}

function lineOf(tree: Tree | undefined, at: string): Position[] {
  return each(tree, at, positionOf)
}

function ringOf(tree: Tree | undefined, at: string): Ring {
  const ring = lineOf(tree, at)
  const [first, last] = [ring[0], ring.at(-1)]
  if (first === undefined || last === undefined || ring.length < 3)
    throw wrong(at, `${ring.length} positions`, 'a ring of four or more')
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push(first)
  if (ring.length < 4) throw wrong(at, `${ring.length} positions`, 'a ring of four or more')
  return ring
}

function wrong(at: string, got: string, allowed: string): FaultError {
  return new FaultError({ code: 'FEED_RECORD', at, got, allowed })
}
