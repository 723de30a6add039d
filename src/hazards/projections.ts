import type { Position } from '../model/index.ts'

/** A conic projection on an ellipsoid with two standard parallels: degrees and metres, as the EPSG register writes its parameters. */
export interface Conic {
  readonly standardParallels: readonly [number, number]
  readonly originLatitude: number
  readonly centralMeridian: number
  readonly falseEasting: number
  readonly falseNorthing: number
}

/** EPSG:3005, NAD83 / BC Albers (Albers Equal Area Conic). */
export const bcAlbers: Conic = {
  standardParallels: [50, 58.5],
  originLatitude: 45,
  centralMeridian: -126,
  falseEasting: 1_000_000,
  falseNorthing: 0,
}

/** EPSG:3978, NAD83 / Canada Atlas Lambert (Lambert Conic Conformal, two standard parallels). */
export const canadaAtlasLambert: Conic = {
  standardParallels: [49, 77],
  originLatitude: 49,
  centralMeridian: -95,
  falseEasting: 0,
  falseNorthing: 0,
}

/** A place in a projection, metres. */
interface Planar {
  readonly easting: number
  readonly northing: number
}

// GRS 1980, the ellipsoid of NAD83. NAD83 is taken as WGS 84: they are apart by one or two metres in Canada.
const semiMajorM = 6_378_137
const flattening = 1 / 298.257222101
const e2 = flattening * (2 - flattening)
const e = Math.sqrt(e2)
const degrees = Math.PI / 180

/**
 * Longitude and latitude of a place in an Albers Equal Area Conic projection. Iterates to 1e-12 rad (under 0.01 mm).
 * NaN for a place outside the projection. Source: Snyder, Map Projections: A Working Manual (USGS PP 1395), formulas 14-8 to 14-21, 3-12, 3-16.
 */
export function fromAlbers(place: Planar, conic: Conic): Position {
  const [phi1, phi2] = conic.standardParallels.map((each) => each * degrees) as [number, number]
  const [m1, m2] = [parallelRadius(phi1), parallelRadius(phi2)]
  const n = (m1 ** 2 - m2 ** 2) / (authalic(phi2) - authalic(phi1))
  const c = m1 ** 2 + n * authalic(phi1)
  const rho0 = (semiMajorM * Math.sqrt(c - n * authalic(conic.originLatitude * degrees))) / n
  const { rho, theta } = polar(place, rho0, conic)
  const q = (c - ((rho * n) / semiMajorM) ** 2) / n
  let phi = Math.asin(q / 2)
  for (let i = 0; i < 20; i++) {
    const sin = Math.sin(phi)
    const one = 1 - e2 * sin ** 2
    const step =
      (one ** 2 / (2 * Math.cos(phi))) * (q / (1 - e2) - sin / one + Math.log((1 - e * sin) / (1 + e * sin)) / (2 * e))
    phi += step
    if (Math.abs(step) < 1e-12) break
  }
  return [conic.centralMeridian + theta / n / degrees, phi / degrees]
}

/**
 * Longitude and latitude of a place in a Lambert Conic Conformal projection with two standard parallels. Iterates to 1e-12 rad.
 * Source: Snyder, USGS PP 1395, formulas 15-1 to 15-11, 7-9.
 */
export function fromLambert(place: Planar, conic: Conic): Position {
  const [phi1, phi2] = conic.standardParallels.map((each) => each * degrees) as [number, number]
  const n =
    (Math.log(parallelRadius(phi1)) - Math.log(parallelRadius(phi2))) /
    (Math.log(conformal(phi1)) - Math.log(conformal(phi2)))
  const scale = parallelRadius(phi1) / (n * conformal(phi1) ** n)
  const rho0 = semiMajorM * scale * conformal(conic.originLatitude * degrees) ** n
  const { rho, theta } = polar(place, rho0, conic)
  const t = (rho / (semiMajorM * scale)) ** (1 / n)
  let phi = Math.PI / 2 - 2 * Math.atan(t)
  for (let i = 0; i < 20; i++) {
    const sin = e * Math.sin(phi)
    const next = Math.PI / 2 - 2 * Math.atan(t * ((1 - sin) / (1 + sin)) ** (e / 2))
    const step = Math.abs(next - phi)
    phi = next
    if (step < 1e-12) break
  }
  return [conic.centralMeridian + theta / n / degrees, phi / degrees]
}

/** Distance and angle from the cone's apex, which for the northern cones used here lies north of the origin. */
function polar({ easting, northing }: Planar, rho0: number, conic: Conic): { rho: number; theta: number } {
  const x = easting - conic.falseEasting
  const y = rho0 - (northing - conic.falseNorthing)
  return { rho: Math.hypot(x, y), theta: Math.atan2(x, y) }
}

/** Snyder's m: radius of a parallel over the semi-major axis (14-15). */
function parallelRadius(phi: number): number {
  return Math.cos(phi) / Math.sqrt(1 - e2 * Math.sin(phi) ** 2)
}

/** Snyder's q (3-12). */
function authalic(phi: number): number {
  const sin = Math.sin(phi)
  return (1 - e2) * (sin / (1 - e2 * sin ** 2) - Math.log((1 - e * sin) / (1 + e * sin)) / (2 * e))
}

/** Snyder's t (15-9). */
function conformal(phi: number): number {
  const sin = e * Math.sin(phi)
  return Math.tan(Math.PI / 4 - phi / 2) / ((1 - sin) / (1 + sin)) ** (e / 2)
}
