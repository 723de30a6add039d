import type { ToldRate } from './series.ts'
import type { Sighting } from './sighting.ts'
import { quarterMs, type Watch } from './watch.ts'

/** What each of these says of one quarter hour. */
export const statNames = ['changes', 'still', 'moved', 'net', 'level', 'down'] as const
const stats = statNames.length
/** Members of a page that count goods. */
const counted = /\.(backlog|queue|units|openObjects|accepted|unplannedUnits|staged|loaded|seen|count)$/

/** One thing that somebody keeps an eye on: `statNames` for each quarter hour of the watch. */
export type Signal = Float32Array

/** Signals of one watch, each computed when first asked for. */
export class Signals {
  readonly quarters: number
  readonly #watch: Watch
  readonly #known = new Map<string, Signal>()
  readonly #byZone = new Map<readonly Sighting[], Map<string, Sighting[]>>()

  #gaps: Gaps | undefined

  constructor(watch: Watch) {
    this.#watch = watch
    this.quarters = Math.floor((watch.endMs - watch.startMs) / quarterMs)
  }

  /** Everything on the pages whose path names one of `words` (`[pick-a]`) and passes `keep`. */
  pages(name: string, words: readonly string[], keep: (path: string) => boolean): Signal {
    return this.#once(`pages ${name} ${words.join()}`, () => {
      const paths = [...this.#watch.pages.paths].filter(
        (path) =>
          keep(path) &&
          (words.length === 0 || words.some((word) => path.includes(`[${word}]`) || path.includes(`${word} `))),
      )
      return this.#fromPages(paths)
    })
  }

  /** Events of a list in some zones, or at one spot of them. */
  events(
    name: string,
    list: readonly Sighting[],
    zones: readonly string[],
    only?: (each: Sighting) => boolean,
  ): Signal {
    return this.#once(`events ${name} ${zones.join()}`, () => {
      const some = zones.flatMap((zone) => this.#inZone(list, zone))
      return this.#fromEvents(only === undefined ? some : some.filter(only))
    })
  }

  /**
   * Rates whose path names one of `words`: the finest that covers each quarter hour, what is left of the next coarser window when
   * the finer ones in it are taken away, and the length of the finest.
   */
  rates(name: string, words: readonly string[]): Signal {
    return this.#once(`rates ${name} ${words.join()}`, () => {
      const own = this.#watch.rates.filter(({ path }) => words.some((word) => path.includes(`[${word}]`)))
      return fromRates(own, this.#watch.startMs, this.quarters)
    })
  }

  gaps(list: readonly Sighting[]): Gaps {
    this.#gaps ??= new Gaps(list)
    return this.#gaps
  }

  #once(key: string, make: () => Signal): Signal {
    let signal = this.#known.get(key)
    if (signal === undefined) {
      signal = make()
      this.#known.set(key, signal)
    }
    return signal
  }

  #inZone(list: readonly Sighting[], zone: string): readonly Sighting[] {
    let zones = this.#byZone.get(list)
    if (zones === undefined) {
      zones = Map.groupBy(list, (each) => each.zone)
      this.#byZone.set(list, zones)
    }
    return zones.get(zone) ?? []
  }

  #fromPages(paths: readonly string[]): Signal {
    const { pages, lookMs } = this.#watch
    const out = new Float32Array(this.quarters * stats).fill(Number.NaN)
    const perQuarter = Math.round(quarterMs / lookMs)
    const columns = paths.map((path) => ({ column: pages.column(path), counts: counted.test(path) }))
    if (columns.length === 0) return out
    for (let quarter = 0; quarter < this.quarters; quarter++) {
      let changes = 0
      let moved = 0
      let net = 0
      let level = 0
      let still = 0
      let run = 0
      // What is published at the end of a quarter hour belongs to it.
      for (let tick = quarter * perQuarter + 1; tick <= (quarter + 1) * perQuarter; tick++) {
        let any = false
        for (const { column, counts } of columns) {
          const value = column[tick]!
          const before = column[tick - 1]!
          const is = !Number.isNaN(value)
          if (is && value !== before) {
            any = true
            changes++
            if (counts && !Number.isNaN(before)) {
              moved += Math.abs(value - before)
              net += value - before
            }
          }
          if (counts && is && tick === (quarter + 1) * perQuarter) level += value
        }
        run = any ? 0 : run + 1
        still = Math.max(still, run)
      }
      out.set([changes, still, moved, net, level, (moved - net) / 2], quarter * stats)
    }
    return out
  }

  #fromEvents(list: readonly Sighting[]): Signal {
    const { startMs } = this.#watch
    const out = new Float32Array(this.quarters * stats)
    const lists: number[][] = Array.from({ length: this.quarters }, () => [])
    let objects = 0
    for (const each of list) {
      const quarter = Math.floor((each.ms - startMs) / quarterMs)
      const own = lists[quarter]
      if (own === undefined) continue
      own.push(each.ms - startMs - quarter * quarterMs)
      out[quarter * stats + 3]! += each.objects.length
      objects++
    }
    if (objects === 0) return out.fill(Number.NaN)
    for (const [quarter, times] of lists.entries()) {
      times.sort((a, b) => a - b)
      let gap = 0
      let before = 0
      for (const at of [...times, quarterMs]) {
        gap = Math.max(gap, at - before)
        before = at
      }
      out[quarter * stats] = times.length
      out[quarter * stats + 1] = gap / 60_000
      out[quarter * stats + 2] = (times[0] ?? quarterMs) / 60_000
      out[quarter * stats + 4] = (quarterMs - (times.at(-1) ?? 0)) / 60_000
    }
    return out
  }
}

function fromRates(rates: readonly ToldRate[], startMs: number, quarters: number): Signal {
  const out = new Float32Array(quarters * stats).fill(Number.NaN)
  const amount = ({ values, startMs: from, endMs }: ToldRate): number => {
    const perHour = values['perHour'] ?? Object.values(values)[0] ?? Number.NaN
    return (perHour * (endMs - from)) / 3_600_000
  }
  const sorted = [...rates].sort((a, b) => a.endMs - a.startMs - (b.endMs - b.startMs))
  for (let quarter = 0; quarter < quarters; quarter++) {
    const from = startMs + quarter * quarterMs
    const over = sorted.filter((each) => each.startMs <= from && each.endMs >= from + quarterMs)
    const [finest] = over
    if (finest === undefined) continue
    const length = (finest.endMs - finest.startMs) / quarterMs
    // The same window told for another place or of another length: what lies between them is a figure too.
    const coarser = over.find(
      (each) => each.endMs - each.startMs > finest.endMs - finest.startMs && each.path === finest.path,
    )
    const inside =
      coarser === undefined
        ? []
        : sorted.filter(
            (each) =>
              each !== coarser &&
              each.path === coarser.path &&
              each.startMs >= coarser.startMs &&
              each.endMs <= coarser.endMs,
          )
    const alike = over.filter(
      (each) => each !== finest && each.startMs === finest.startMs && each.endMs === finest.endMs,
    )
    out.set(
      [
        amount(finest) / length,
        length,
        coarser === undefined ? Number.NaN : amount(coarser) - inside.reduce((sum, each) => sum + amount(each), 0),
        alike.length === 0 ? Number.NaN : alike.reduce((sum, each) => sum - amount(each), amount(finest)),
        Object.values(finest.values).find((_, i) => i > 0) ?? Number.NaN,
      ],
      quarter * stats,
    )
  }
  return out
}

/** Times from one scan of a handheld to its next, by what the two were. */
export class Gaps {
  readonly #byDevice = new Map<number, { ms: number; kind: string; gapMs: number }[]>()
  readonly #byKind = new Map<string, number[]>()
  readonly #medians = new Map<string, number>()

  constructor(list: readonly Sighting[]) {
    const sorted = list.filter((each) => each.device !== undefined).sort((a, b) => a.ms - b.ms)
    const last = new Map<number, Sighting>()
    for (const each of sorted) {
      const device = each.device!
      const before = last.get(device)
      last.set(device, each)
      if (before === undefined || each.ms - before.ms > quarterMs || each.ms === before.ms) continue
      const kind = `${before.bizStep} ${each.bizStep}`
      const own = this.#byDevice.get(device) ?? []
      own.push({ ms: each.ms, kind, gapMs: each.ms - before.ms })
      this.#byDevice.set(device, own)
      const all = this.#byKind.get(kind) ?? []
      all.push(each.ms - before.ms)
      this.#byKind.set(kind, all)
    }
  }

  of(device: number, fromMs: number, toMs: number): ReadonlyMap<string, number[]> {
    const out = new Map<string, number[]>()
    for (const { ms, kind, gapMs } of this.#byDevice.get(device) ?? []) {
      if (ms < fromMs || ms >= toMs) continue
      const own = out.get(kind)
      if (own === undefined) out.set(kind, [gapMs])
      else own.push(gapMs)
    }
    return out
  }

  median(kind: string): number | undefined {
    let known = this.#medians.get(kind)
    if (known === undefined) {
      const all = this.#byKind.get(kind)?.sort((a, b) => a - b)
      known = all?.[Math.floor(all.length / 2)]
      if (known !== undefined) this.#medians.set(kind, known)
    }
    return known
  }
}
