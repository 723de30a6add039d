/** A corner of a ring: metres east and north of the site's south-west corner. */
export type Corner = readonly [number, number]

/** Largest ring whose edges are all compared with each other; beyond it only the area is checked. */
const crossCheckMax = 500

/** What is wrong with a ring, undefined where it is sound. Closed and open rings are both taken. */
export function ringFault(ring: readonly Corner[]): string | undefined {
  const corners = openRing(ring)
  if (corners.length < 3) return 'fewer than 3 corners'
  if (corners.some(([x, y], i) => sameCorner([x, y], corners[(i + 1) % corners.length]!)))
    return 'the same corner twice in a row'
  if (Math.abs(signedAreaM2(corners)) < 0.01) return 'a ring without an area'
  if (corners.length <= crossCheckMax && crossesItself(corners)) return 'a ring that crosses itself'
  return undefined
}

/** The ring with its first corner repeated at the end, as GeoJSON wants it (RFC 7946, 3.1.6). */
export function closedRing(ring: readonly Corner[]): readonly Corner[] {
  const corners = openRing(ring)
  return [...corners, corners[0]!]
}

function openRing(ring: readonly Corner[]): readonly Corner[] {
  return ring.length > 1 && sameCorner(ring[0]!, ring[ring.length - 1]!) ? ring.slice(0, -1) : ring
}

function sameCorner(a: Corner, b: Corner): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/** Square metres, positive where the corners run counter-clockwise. */
function signedAreaM2(corners: readonly Corner[]): number {
  let twice = 0
  for (const [i, [x, y]] of corners.entries()) {
    const [nextX, nextY] = corners[(i + 1) % corners.length]!
    twice += x * nextY - nextX * y
  }
  return twice / 2
}

function crossesItself(corners: readonly Corner[]): boolean {
  const n = corners.length
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      // The last edge and the first one meet in a corner, as neighbours do.
      if (i === 0 && j === n - 1) continue
      if (edgesCross(corners[i]!, corners[(i + 1) % n]!, corners[j]!, corners[(j + 1) % n]!)) return true
    }
  }
  return false
}

function edgesCross(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

/** Positive where `p` lies left of the way from `a` to `b`. */
function side(a: Corner, b: Corner, p: Corner): number {
  return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
}
