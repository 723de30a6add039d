import { type CompiledSite, dwellBucketOf, dwellBuckets, type RateSide, type SealedCell, seal } from '../model/index.ts'

const windowMs = 15 * 60_000
/** Windows open at once; what lies further from the others than that is not counted. */
const windowsMax = 96
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

/** Who moved something and when; `live` is false where a move is not seen as it happens. */
export interface Cause {
  timeMs: number
  contributor: number
  byHand: boolean
  live: boolean
}

/** Cells by `place * width + step`. */
type Window = (OpenCell | undefined)[]

/**
 * Rate cells while their quarter hours are open: zone x step x quarter hour of the event's time. Handed out once, sealed,
 * `latenessMs` after the end; what comes later never amends them. A contributor is a number without meaning outside this process.
 */
export class Windows {
  /** The event at hand: what moves now moves by it. */
  readonly cause: Cause = { timeMs: 0, contributor: 0, byHand: false, live: false }
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

  /** The quarter hours that were handed out whole: from `fromMs`, before `beforeMs`. What lies outside is not known. */
  get whole(): { readonly fromMs: number; readonly beforeMs: number } {
    return { fromMs: this.#distrustedBefore, beforeMs: this.#decidedBefore }
  }

  /** Windows begun by then are not counted: what was seen of them is not all, or it came without contributors. */
  distrust(untilMs: number): void {
    const before = startOf(untilMs) + windowMs
    if (before <= this.#distrustedBefore) return
    this.#distrustedBefore = before
    for (const start of this.#open.keys()) if (start < before) this.#open.delete(start)
    this.#lastStart = Number.NaN
  }

  /** Objects left a place and step by the cause; they were there since the second (-1: nobody knows). */
  left(place: number, step: number, since: number, count: number): void {
    const cell = this.#cellAt(place, step)
    if (cell === undefined) return
    this.#count(cell.out, count)
    cell.dwell ??= new Uint32Array(dwellBuckets)
    cell.dwell[dwellBucketOf(since < 0 ? 0 : this.cause.timeMs / 1000 - since)]! += count
  }

  /** Objects reached a place and step by the cause. */
  reached(place: number, step: number, count: number): void {
    const cell = this.#cellAt(place, step)
    if (cell !== undefined) this.#count(cell.in, count)
  }

  #count(side: Side, count: number): void {
    const { contributor, byHand } = this.cause
    side.count += count
    if (contributor !== 0) {
      side.tally ??= new Map()
      side.tally.set(contributor, (side.tally.get(contributor) ?? 0) + count)
    } else if (byHand) side.unknown += count
  }

  /** Undefined where the cause is of a quarter hour that was decided or is not counted. */
  #cellAt(place: number, step: number): OpenCell | undefined {
    if (place === 0 || step === 0) return undefined
    const start = startOf(this.cause.timeMs)
    if (start < this.#decidedBefore || start < this.#distrustedBefore) return undefined
    const window = start === this.#lastStart ? this.#last : this.#windowAt(start)
    if (window === undefined) return undefined
    const key = place * this.#width + step
    let cell = window[key]
    if (cell === undefined) {
      cell = newCell()
      window[key] = cell
    }
    return cell
  }

  /** Events of one quarter hour come together, so the last window is nearly always the right one. */
  #windowAt(start: number): Window | undefined {
    let window = this.#open.get(start)
    if (window === undefined && this.#open.size < windowsMax) {
      window = new Array<OpenCell | undefined>(this.#site.places.length * this.#width)
      this.#open.set(start, window)
    }
    this.#lastStart = start
    this.#last = window
    return window
  }

  /** Units reached a step, wherever, by the cause. */
  arrive(step: number, count: number): void {
    const start = startOf(this.cause.timeMs)
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
    this.#arrived[step]! += count
  }

  /** Units a minute that reached the step in the hour before `nowMs` and the quarter hour under way; 0 where none did. */
  arrivalsPerMin(step: number, nowMs: number): number {
    const first = startOf(nowMs) - 4 * windowMs
    let sum = 0
    for (let start = first; start <= nowMs; start += windowMs) sum += this.arrivals.get(start)?.[step] ?? 0
    return sum / ((nowMs - first) / 60_000)
  }

  /** The cells whose lateness has passed; their tallies live on in the gate alone. */
  drain(nowMs: number): SealedCell[] {
    const before = startOf(nowMs - this.#latenessMs)
    if (before <= this.#decidedBefore) return []
    this.#decidedBefore = before
    const out: SealedCell[] = []
    for (const startMs of [...this.#open.keys()].sort((a, b) => a - b)) {
      if (startMs >= before) continue
      for (const [key, cell] of this.#open.get(startMs)!.entries()) {
        if (cell === undefined) continue
        out.push(
          seal({
            siteId: this.#site.siteId,
            place: Math.floor(key / this.#width),
            step: key % this.#width,
            startMs,
            endMs: startMs + windowMs,
            reached: sideOf(cell.in),
            left: sideOf(cell.out),
            ...(cell.dwell === undefined ? {} : { dwell: cell.dwell }),
          }),
        )
      }
      this.#open.delete(startMs)
    }
    this.#lastStart = Number.NaN
    return out
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

const nobody: ReadonlyMap<number, number> = new Map()

function sideOf({ count, unknown, tally }: Side): RateSide {
  return { count, unknown, by: tally ?? nobody }
}
