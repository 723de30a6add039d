import type { Ages } from './types.ts'

const hourMin = 60
const dayHours = 24
const nearHours = 8

/**
 * Since when things are where they are, as counts by minute of arrival: a histogram of absolute times, so nothing has to
 * be touched as the clock goes on. An hour older than a day keeps its count only; ages above a day are therefore exact to
 * the hour, below to the minute. 10 million objects cost as much as the hours that they arrived in.
 */
export class AgeCounts {
  count = 0
  /** Hour since 1970 to counts by minute, or to one count once the hour is older than a day. */
  readonly #hours = new Map<number, Int32Array | number>()
  #newestHour = 0
  /** Counts of a few hours by their lowest bits: what comes and goes now is of the same hours. */
  readonly #nearHour = new Int32Array(nearHours).fill(-1)
  readonly #near: (Int32Array | undefined)[] = new Array<Int32Array | undefined>(nearHours).fill(undefined)

  /** `more` things came then; where it is below zero, so many went. */
  add(sinceSecond: number, more: number): void {
    const minute = (sinceSecond / 60) >>> 0
    const hour = (minute / hourMin) >>> 0
    this.count += more
    const near = hour & (nearHours - 1)
    if (this.#nearHour[near] === hour) this.#near[near]![minute - hour * hourMin]! += more
    else this.#addFar(hour, minute, more)
  }

  #addFar(hour: number, minute: number, more: number): void {
    const known = this.#hours.get(hour)
    if (hour > this.#newestHour) this.#newestHour = hour
    if (typeof known === 'number') {
      if (known + more === 0) this.#hours.delete(hour)
      else this.#hours.set(hour, known + more)
      return
    }
    if (known === undefined && hour < this.#newestHour - dayHours) {
      this.#hours.set(hour, more)
      return
    }
    const counts = known ?? new Int32Array(hourMin)
    counts[minute - hour * hourMin]! += more
    if (known === undefined) this.#hours.set(hour, counts)
    this.#nearHour[hour & (nearHours - 1)] = hour
    this.#near[hour & (nearHours - 1)] = counts
  }

  /** Ages at `nowMs`, and how many are older than `stuckAfterMin` (Infinity: none is stuck). Earlier calls had no later clock. */
  read(nowMs: number, stuckAfterMin: number): Ages & { readonly stuck: number } {
    if (this.count === 0) return { medianMin: null, p95Min: null, oldestMin: null, stuck: 0 }
    const nowMinute = Math.floor(nowMs / 60_000)
    const dayAgo = Math.floor(nowMinute / hourMin) - dayHours
    this.#settle(dayAgo)
    const hours = [...this.#hours.keys()].sort((a, b) => a - b)
    const older = { median: this.count / 2, p95: this.count * 0.05 }
    let seen = 0
    let stuck = 0
    let oldestMin: number | null = null
    let p95Min: number | null = null
    let medianMin: number | null = null
    const take = (sinceMinute: number, count: number): void => {
      const age = Math.max(0, nowMinute - sinceMinute)
      seen += count
      if (age > stuckAfterMin) stuck += count
      oldestMin ??= age
      if (p95Min === null && seen >= older.p95) p95Min = age
      if (medianMin === null && seen >= older.median) medianMin = age
    }
    for (const hour of hours) {
      const counts = this.#hours.get(hour)!
      if (typeof counts === 'number') take(hour * hourMin, counts)
      else {
        for (let minute = 0; minute < hourMin; minute++) {
          if (counts[minute] !== 0) take(hour * hourMin + minute, counts[minute]!)
        }
      }
    }
    return { medianMin, p95Min, oldestMin, stuck }
  }

  /** Hours older than a day become one count; empty ones go. */
  #settle(dayAgo: number): void {
    this.#nearHour.fill(-1)
    for (const [hour, counts] of this.#hours) {
      if (typeof counts === 'number') continue
      if (hour >= dayAgo && counts.some((count) => count !== 0)) continue
      let sum = 0
      for (const count of counts) sum += count
      if (sum === 0) this.#hours.delete(hour)
      else this.#hours.set(hour, sum)
    }
  }

  /** Adds another's counts: a place or a step is the sum of its cells. */
  addAll(other: AgeCounts): void {
    for (const [hour, counts] of other.#hours) {
      const known = this.#hours.get(hour)
      if (known === undefined) this.#hours.set(hour, typeof counts === 'number' ? counts : counts.slice())
      else if (typeof known === 'number' || typeof counts === 'number') {
        this.#hours.set(hour, sumOf(known) + sumOf(counts))
      } else for (let minute = 0; minute < hourMin; minute++) known[minute]! += counts[minute]!
    }
    this.count += other.count
  }
}

/** What `AgeCounts.read` compares a single object with: is it older than the limit at `nowMs`, by the same rounding? */
export function isStuck(sinceSecond: number, nowMs: number, stuckAfterMin: number): boolean {
  const nowMinute = Math.floor(nowMs / 60_000)
  const minute = Math.floor(sinceSecond / 60)
  const hour = Math.floor(minute / hourMin)
  const old = hour < Math.floor(nowMinute / hourMin) - dayHours
  return nowMinute - (old ? hour * hourMin : minute) > stuckAfterMin
}

function sumOf(counts: Int32Array | number): number {
  return typeof counts === 'number' ? counts : counts.reduce((sum, count) => sum + count, 0)
}
