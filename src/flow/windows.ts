import { type CompiledSite, type RateCell, type SealedCell, seal } from '../model/index.ts'

const windowMs = 15 * 60_000
/** Windows open at once; what lies further from the others than that is not counted. */
const windowsMax = 96
const dwellBuckets = 96
/** Quarter hours of arrivals that readiness looks back on. */
const arrivalsKept = 8

interface Side {
  count: number
  /** Contributor to moves; in memory only, gone when the window is decided. */
  tally: Map<number, number> | undefined
  /** Moves by hand of which nobody knows who. */
  unknown: number
}

interface OpenCell {
  readonly in: Side
  readonly out: Side
  dwell: Uint32Array | undefined
}

/** Cells by `place * width + step`. */
type Window = (OpenCell | undefined)[]

/**
 * Rate cells while their windows are open: place x step x quarter hour of the event's time. Decided once, `latenessMs`
 * after the end; what comes later never amends them. A contributor is a number without meaning outside this process.
 */
export class Windows {
  readonly #site: CompiledSite
  readonly #width: number
  readonly #latenessMs: number
  readonly #open = new Map<number, Window>()
  /** Arrivals of units at each step, site-wide, per quarter hour: only for how soon a load can be ready. */
  readonly arrivals = new Map<number, Float64Array>()
  /** The quarter hour of the last arrival: the next one is nearly always of the same. */
  #arrivedStart = Number.NaN
  #arrived: Float64Array = new Float64Array(0)
  #lastStart = Number.NaN
  #last: Window | undefined
  #decidedBefore = Number.NEGATIVE_INFINITY
  #distrustedBefore = Number.NEGATIVE_INFINITY

  constructor(site: CompiledSite, latenessMs: number) {
    this.#site = site
    this.#width = site.steps.length + 1
    this.#latenessMs = latenessMs
  }

  /** Windows begun by then are not counted: what was seen of them is not all, or it came without contributors. */
  distrust(untilMs: number): void {
    const before = startOf(untilMs) + windowMs
    if (before <= this.#distrustedBefore) return
    this.#distrustedBefore = before
    for (const start of this.#open.keys()) if (start < before) this.#open.delete(start)
    this.#lastStart = Number.NaN
  }

  /** One object left a place and step, or reached one. `dwellS` only counts for what leaves. */
  move(timeMs: number, place: number, step: number, into: boolean, dwellS: number, by: number, byHand: boolean): void {
    if (place === 0 || step === 0) return
    const start = startOf(timeMs)
    if (start < this.#decidedBefore || start < this.#distrustedBefore) return
    const window = start === this.#lastStart ? this.#last : this.#windowAt(start)
    if (window === undefined) return
    const key = place * this.#width + step
    let cell = window[key]
    if (cell === undefined) {
      cell = newCell()
      window[key] = cell
    }
    const side = into ? cell.in : cell.out
    side.count++
    if (by !== 0) tallyOf(side).set(by, (side.tally?.get(by) ?? 0) + 1)
    else if (byHand) side.unknown++
    if (!into) dwellOf(cell)[bucketOf(dwellS)]!++
  }

  /** Events of one quarter hour come together, so the last window is nearly always the right one. */
  #windowAt(start: number): Window | undefined {
    let window = this.#open.get(start)
    if (window === undefined) {
      if (this.#open.size >= windowsMax) return undefined
      window = new Array<OpenCell | undefined>(this.#site.places.length * this.#width)
      this.#open.set(start, window)
    }
    this.#lastStart = start
    this.#last = window
    return window
  }

  /** A unit reached a step, wherever. */
  arrive(timeMs: number, step: number): void {
    const start = startOf(timeMs)
    if (start !== this.#arrivedStart) {
      let counts = this.arrivals.get(start)
      if (counts === undefined) {
        counts = new Float64Array(this.#width)
        this.arrivals.set(start, counts)
        if (this.arrivals.size > arrivalsKept * 2) this.#forgetArrivals()
      }
      this.#arrivedStart = start
      this.#arrived = counts
    }
    this.#arrived[step]!++
  }

  /** Units a minute that reached the step in the hour before `nowMs` and the quarter hour under way; 0 where none did. */
  arrivalsPerMin(step: number, nowMs: number): number {
    const first = startOf(nowMs) - 4 * windowMs
    let sum = 0
    for (let start = first; start <= nowMs; start += windowMs) sum += this.arrivals.get(start)?.[step] ?? 0
    return sum / ((nowMs - first) / 60_000)
  }

  /** The cells whose lateness has passed, for zones and the areas and site above them; their tallies are forgotten. */
  drain(nowMs: number): SealedCell[] {
    const before = startOf(nowMs - this.#latenessMs)
    if (before <= this.#decidedBefore) return []
    this.#decidedBefore = before
    const out: SealedCell[] = []
    for (const start of [...this.#open.keys()].sort((a, b) => a - b)) {
      if (start >= before) continue
      for (const [key, cell] of withAncestors(this.#open.get(start)!, this.#site, this.#width)) {
        out.push(seal(this.#close(start, key, cell)))
      }
      this.#open.delete(start)
    }
    this.#lastStart = Number.NaN
    return out
  }

  #close(startMs: number, key: number, cell: OpenCell): RateCell {
    const sides = [cell.in, cell.out].filter(({ count }) => count > 0)
    // Each side must hold on its own: twelve who bring and one who takes away would else hide the one.
    const known = sides.every(({ tally, unknown }) => tally !== undefined && unknown === 0)
    const shares = sides.map((side) => topShares(tallyOf(side)))
    return {
      siteId: this.#site.siteId,
      place: Math.floor(key / this.#width),
      step: key % this.#width,
      startMs,
      endMs: startMs + windowMs,
      inCount: cell.in.count,
      outCount: cell.out.count,
      dwellMedianMs: quantileMs(cell.dwell, 0.5),
      dwellP95Ms: quantileMs(cell.dwell, 0.95),
      contributors: known ? Math.min(...sides.map((side) => tallyOf(side).size)) : 0,
      topShare: known ? Math.max(...shares.map(([one]) => one)) : Number.NaN,
      topTwoShare: known ? Math.max(...shares.map(([, two]) => two)) : Number.NaN,
    }
  }

  #forgetArrivals(): void {
    const newest = Math.max(...this.arrivals.keys())
    for (const start of this.arrivals.keys()) {
      if (start < newest - arrivalsKept * windowMs) this.arrivals.delete(start)
    }
    // What lies far ahead of the rest is a wrong clock; the oldest go first.
    while (this.arrivals.size > arrivalsKept * 2) this.arrivals.delete(Math.min(...this.arrivals.keys()))
  }
}

function startOf(timeMs: number): number {
  return Math.floor(timeMs / windowMs) * windowMs
}

function newCell(): OpenCell {
  return {
    in: { count: 0, tally: undefined, unknown: 0 },
    out: { count: 0, tally: undefined, unknown: 0 },
    dwell: undefined,
  }
}

function tallyOf(side: Side): Map<number, number> {
  side.tally ??= new Map()
  return side.tally
}

function dwellOf(cell: OpenCell): Uint32Array {
  cell.dwell ??= new Uint32Array(dwellBuckets)
  return cell.dwell
}

/** The window's cells and, for every area and the site, the sum of what lies below, contributors counted once. */
function withAncestors(window: Readonly<Window>, site: CompiledSite, width: number) {
  const out = new Map<number, OpenCell>()
  const addTo = (key: number, cell: OpenCell): void => {
    let sum = out.get(key)
    if (sum === undefined) {
      sum = newCell()
      out.set(key, sum)
    }
    addCell(sum, cell)
  }
  for (const [key, cell] of window.entries()) {
    if (cell === undefined) continue
    const step = key % width
    let place = Math.floor(key / width)
    addTo(key, cell)
    for (let above = parentOf(site, place); above !== place; above = parentOf(site, place)) {
      place = above
      addTo(place * width + step, cell)
    }
  }
  return out
}

function parentOf(site: CompiledSite, place: number): number {
  return site.places[place]?.parent ?? place
}

function addCell(sum: OpenCell, cell: OpenCell): void {
  for (const [to, from] of [
    [sum.in, cell.in],
    [sum.out, cell.out],
  ] as const) {
    to.count += from.count
    to.unknown += from.unknown
    for (const [by, count] of from.tally ?? []) tallyOf(to).set(by, (to.tally?.get(by) ?? 0) + count)
  }
  if (cell.dwell === undefined) return
  for (let i = 0; i < dwellBuckets; i++) dwellOf(sum)[i]! += cell.dwell[i]!
}

function topShares(tally: Map<number, number>): readonly [number, number] {
  let first = 0
  let second = 0
  let all = 0
  for (const count of tally.values()) {
    all += count
    if (count > first) {
      second = first
      first = count
    } else if (count > second) second = count
  }
  return [first / all, (first + second) / all]
}

/** Four buckets a doubling: a quantile is within a tenth of the truth. */
function bucketOf(dwellS: number): number {
  return Math.min(dwellBuckets - 1, Math.floor(Math.log2(Math.max(0, dwellS) + 1) * 4))
}

function quantileMs(buckets: Uint32Array | undefined, share: number): number {
  if (buckets === undefined) return Number.NaN
  let all = 0
  for (const count of buckets) all += count
  let seen = 0
  for (let i = 0; i < buckets.length; i++) {
    seen += buckets[i]!
    if (seen >= all * share) return (2 ** ((i + 0.5) / 4) - 1) * 1000
  }
  return Number.NaN
}
