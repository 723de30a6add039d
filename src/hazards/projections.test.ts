import { describe, expect, test } from 'vitest'
import { bcAlbers, type Conic, canadaAtlasLambert, fromAlbers, fromLambert } from './projections.ts'

const degrees = Math.PI / 180
const e2 = (2 - 1 / 298.257222101) / 298.257222101
const e = Math.sqrt(e2)

/** The forward formulas, by other routes than the inverse ones: Snyder 14-1 to 14-6 with q by artanh. */
function toAlbers([longitude, latitude]: readonly [number, number], conic: Conic): [number, number] {
  const q = (degree: number): number => {
    const sin = Math.sin(degree * degrees)
    return (1 - e2) * (sin / (1 - e2 * sin * sin) + Math.atanh(e * sin) / e)
  }
  const m2 = (degree: number): number => {
    const sin = Math.sin(degree * degrees)
    return (1 - sin * sin) / (1 - e2 * sin * sin)
  }
  const [south, north] = conic.standardParallels
  const n = (m2(south) - m2(north)) / (q(north) - q(south))
  const rho = (degree: number): number => (6_378_137 * Math.sqrt(m2(south) + n * (q(south) - q(degree)))) / n
  const theta = n * (longitude - conic.centralMeridian) * degrees
  return [
    conic.falseEasting + rho(latitude) * Math.sin(theta),
    conic.falseNorthing + rho(conic.originLatitude) - rho(latitude) * Math.cos(theta),
  ]
}

describe('Albers (EPSG:3005)', () => {
  test('the origin of the projection is where the register says', () => {
    const [longitude, latitude] = fromAlbers({ easting: 1_000_000, northing: 0 }, bcAlbers)
    expect(longitude).toBeCloseTo(-126, 10)
    expect(latitude).toBeCloseTo(45, 10)
  })

  test.each([
    [-139, 60],
    [-126, 54.5],
    [-114.05, 49],
    [-123.1, 49.3],
  ] as const)('%d, %d comes back from its own metres', (longitude, latitude) => {
    const [easting, northing] = toAlbers([longitude, latitude], bcAlbers)
    const back = fromAlbers({ easting, northing }, bcAlbers)
    expect(back[0]).toBeCloseTo(longitude, 9)
    expect(back[1]).toBeCloseTo(latitude, 9)
  })

  test('a place that no parallel reaches is no number', () => {
    expect(fromAlbers({ easting: 9e7, northing: 0 }, bcAlbers)[1]).toBeNaN()
  })
})

describe('Lambert (EPSG:3978)', () => {
  test('the origin of the projection is where the register says', () => {
    const [longitude, latitude] = fromLambert({ easting: 0, northing: 0 }, canadaAtlasLambert)
    expect(longitude).toBeCloseTo(-95, 10)
    expect(latitude).toBeCloseTo(49, 10)
  })

  // A fire that the Canadian Forest Service gives in both.
  test('metres of a Canadian publisher are the degrees that it writes beside them', () => {
    const [longitude, latitude] = fromLambert({ easting: -1_840_333.9025, northing: 487_524.5886 }, canadaAtlasLambert)
    expect(longitude).toBeCloseTo(-121.45475, 7)
    expect(latitude).toBeCloseTo(49.89345, 7)
  })
})
