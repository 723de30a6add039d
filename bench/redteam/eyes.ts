import type { TruthShift, TruthWorker } from '../../src/sim/index.ts'
import { stepsOf } from './sighting.ts'
import { type Signal, Signals, statNames } from './signals.ts'
import { quarterMs, type Watch } from './watch.ts'

/** One thing to look at for one worker, in a group of ways to come by it. */
interface Look {
  /** Way out that it comes by: `pages`, `loads`, `rates`, `machine`, `queried`, `traced`, `stolen`, `folder`, `open`. */
  readonly way: string
  /** `zone`, `area`, `step`, `site`, `spot`. */
  readonly of: string
  readonly signal: Signal
}

/** Notes one feature of the row at hand. */
export type Put = (name: string, value: number) => void

/** Zone and beginning of the read points where machines see what an area's people have just done. */
const machinesBy: Readonly<Record<string, readonly (readonly [zone: string, begins: string])[]>> = {
  inbound: [['dock-in', 'T']],
  picking: [['conveyor', 'IN']],
  packing: [
    ['sorter', 'IN'],
    ['totes', 'M'],
  ],
  outbound: [['dock-out', 'G']],
}
const areaNames = Object.keys(stepsOf)

/** What one who knows roster, floor and pages sees of a worker; nothing here reads the truth of what the worker did. */
export class Eyes {
  readonly watch: Watch
  readonly signals: Signals
  readonly #looks = new Map<string, readonly Look[]>()
  readonly #zonesOf = new Map<string, string[]>()
  /** Workers planned on a shift, by its start and area. */
  readonly #planned: Map<string, TruthShift[]>

  constructor(watch: Watch) {
    this.watch = watch
    this.signals = new Signals(watch)
    for (const area of watch.siteFile.versions[0]?.areas ?? []) {
      this.#zonesOf.set(
        area.id,
        area.zones.map(({ id }) => id).filter((id) => id !== 'road'),
      )
    }
    this.#planned = Map.groupBy(watch.truth.shifts, (each) => `${this.worker(each).area} ${each.startMs}`)
  }

  worker(shift: TruthShift): TruthWorker {
    return this.watch.truth.workers[shift.worker]!
  }

  /** All who are planned beside this one: same area, same shift. */
  beside(shift: TruthShift): readonly TruthShift[] {
    return this.#planned.get(`${this.worker(shift).area} ${shift.startMs}`) ?? []
  }

  quarterOf(ms: number): number {
    return Math.floor((ms - this.watch.startMs) / quarterMs)
  }

  /** People planned at work in the zone (or, where people go with the goods, in the area) in a quarter hour. */
  headsAt(shift: TruthShift, quarter: number): { zone: number; area: number } {
    const fromMs = this.watch.startMs + quarter * quarterMs
    const own = this.worker(shift).zone
    let zone = 0
    let area = 0
    for (const each of this.beside(shift)) {
      if (isOnBreak(each, fromMs)) continue
      area++
      if (own === '' || this.worker(each).zone === own) zone++
    }
    return { zone, area }
  }

  /** Roster and eyes alone: what anybody knows who never opens the product. */
  roster(shift: TruthShift, quarter: number, put: Put): void {
    const fromMs = this.watch.startMs + quarter * quarterMs
    const worker = this.worker(shift)
    const heads = this.headsAt(shift, quarter)
    put('roster.inShift', (fromMs - shift.startMs) / quarterMs)
    put('roster.hour', Math.floor((fromMs % 86_400_000) / 3_600_000))
    put('roster.shift', worker.shift)
    put('roster.area', areaNames.indexOf(worker.area))
    put('roster.headsArea', heads.area)
    put('roster.headsZone', heads.zone)
    put('roster.toBreak', (fromMs - shift.breakStartMs) / quarterMs)
  }

  /** What every way out says of the worker's surroundings in a quarter hour, as `way.of.stat.when`. */
  seen(shift: TruthShift, quarter: number, put: Put): void {
    const heads = this.headsAt(shift, quarter)
    const width = statNames.length
    const best = new Map<string, { known: number; llr: number }>()
    for (const { way, of, signal } of this.looks(shift)) {
      const behind = Math.max(1, of === 'zone' || of === 'spot' || of === 'machine' ? heads.zone : heads.area)
      const hands = of === 'spot' || of === 'device' ? 1 : behind
      for (const [i, stat] of statNames.entries()) {
        const at = (index: number): number => signal[index * width + i] ?? Number.NaN
        const now = at(quarter)
        const name = `${way}.${of}.${stat}`
        const usual = this.#usual(signal, i, quarter)
        put(`${name}.now`, now)
        put(`${name}.next`, at(quarter + 1))
        put(`${name}.change`, now - at(quarter - 1))
        put(`${name}.usual`, now - usual.mean)
        put(`${name}.head`, now / behind)
        if (!isAmount(way, stat)) continue
        const { llr, known } = likelihood(now, usual, hands)
        put(`${name}.llr`, llr)
        if (!(known <= (best.get(way)?.known ?? 0))) best.set(way, { known, llr })
      }
    }
    for (const [way, { llr }] of best) put(`${way}.best.llr`, llr)
  }

  /** The same quarter hour on other days and the hours around: what averaging over history gives. */
  #usual(signal: Signal, stat: number, quarter: number): Usual {
    const width = statNames.length
    let sum = 0
    let squares = 0
    let count = 0
    const take = (index: number): void => {
      const value = index < 0 ? Number.NaN : (signal[index * width + stat] ?? Number.NaN)
      if (Number.isNaN(value)) return
      sum += value
      squares += value ** 2
      count++
    }
    for (let around = -6; around <= 6; around++) if (Math.abs(around) > 1) take(quarter + around)
    for (let day = quarter % 96; day < this.signals.quarters; day += 96) if (day !== quarter) take(day)
    if (count === 0) return { mean: Number.NaN, variance: Number.NaN }
    const mean = sum / count
    return { mean, variance: squares / count - mean ** 2 }
  }

  looks(shift: TruthShift): readonly Look[] {
    const { area, zone } = this.worker(shift)
    const key = String(shift.worker)
    const known = this.#looks.get(key)
    if (known !== undefined) return known
    const { asked, open, folder, exported } = this.watch
    const zones = zone === '' ? (this.#zonesOf.get(area) ?? []) : [zone]
    const [first, second] = stepsOf[area]!
    const { signals } = this
    const isLoad = (path: string): boolean => path.includes('loads') && !path.startsWith('stream')
    const isFlow = (path: string): boolean => path.startsWith('flow')
    const isStream = (path: string): boolean => path.startsWith('stream')
    const isFloor = (path: string): boolean => !isLoad(path) && !isFlow(path) && !isStream(path)
    const steps = [first, second, ...(area === 'packing' ? ['staging'] : area === 'picking' ? ['packing'] : [])]
    const machineZones = zone === '' ? (this.#zonesOf.get(area) ?? []) : area === 'picking' ? ['conveyor'] : [zone]
    const lane = `IN${1 + zone.charCodeAt(zone.length - 1) - 97}`
    const machine = (way: string, list: Watch['open']): Look => ({
      way,
      of: 'machine',
      signal: signals.events(
        `${way} machine ${zone}`,
        list,
        machineZones,
        (each) => each.machine && (area !== 'picking' || each.spot === lane || each.spot === ''),
      ),
    })
    // What machines read of the work of an area right behind it, or right before.
    const behind = machinesBy[area] ?? []
    const downstream = (at: string, begins: string): Look => ({
      way: 'machine',
      of: `${at} ${begins}`,
      signal: signals.events(
        `machine ${at} ${begins}`,
        asked.queried,
        [at],
        (each) => each.machine && each.spot.startsWith(begins),
      ),
    })
    const events = (way: string, of: string, list: Watch['open'], only?: (spot: string) => boolean): Look => ({
      way,
      of,
      signal: signals.events(
        `${way} ${of} ${of === 'spot' ? this.#benchOf(shift) : ''}`,
        list,
        zones,
        (each) => !each.machine && (only === undefined || only(each.spot)),
      ),
    })
    const bench = `S${String(this.#benchOf(shift)).padStart(2, '0')}`
    const looks: Look[] = [
      { way: 'pages', of: 'zone', signal: signals.pages('zone', zones, isFloor) },
      { way: 'pages', of: 'area', signal: signals.pages('area', [area, ...(this.#zonesOf.get(area) ?? [])], isFloor) },
      { way: 'pages', of: 'step', signal: signals.pages('step', [first], isFloor) },
      { way: 'pages', of: 'step2', signal: signals.pages('step2', [second], isFloor) },
      { way: 'pages', of: 'site', signal: signals.pages('site', [], (path) => isFloor(path) && !path.includes('[')) },
      { way: 'network', of: 'site', signal: signals.pages('network', [], (path) => path.startsWith('network')) },
      { way: 'capture', of: 'site', signal: signals.pages('capture', [], (path) => path.startsWith('capture')) },
      { way: 'loads', of: 'zone', signal: signals.pages('loads', zones, isLoad) },
      { way: 'loads', of: 'step', signal: signals.pages('loads', [first], isLoad) },
      { way: 'loads', of: 'site', signal: signals.pages('loads', [], isLoad) },
      { way: 'flow', of: 'zone', signal: signals.pages('flow', zones, isFlow) },
      ...steps.map((step, i): Look => ({ way: 'flow', of: `step${i}`, signal: signals.pages('flow', [step], isFlow) })),
      { way: 'flow', of: 'done', signal: signals.pages('flow done', [], (path) => path.startsWith('flow.up.units')) },
      { way: 'stream', of: 'zone', signal: signals.pages('stream', zones, isStream) },
      { way: 'stream', of: 'step', signal: signals.pages('stream', [first], isStream) },
      { way: 'stream', of: 'site', signal: signals.pages('stream', [], isStream) },
      { way: 'rates', of: 'zone', signal: signals.rates('zone', zones) },
      { way: 'rates', of: 'area', signal: signals.rates('area', [area]) },
      { way: 'rates', of: 'step', signal: signals.rates('step', [first]) },
      { way: 'rates', of: 'step2', signal: signals.rates('step2', [second]) },
      machine('machine', asked.queried),
      ...behind.map(([at, begins]) => downstream(at, begins)),
      events('queried', 'zone', asked.queried),
      machine('export', exported),
      events('export', 'zone', exported),
      ...[...asked.traced].flatMap(([role, list]) => [
        events(`traced ${role}`, 'zone', list),
        machine(`traced ${role}`, list),
      ]),
      events('stolen', 'zone', asked.stolen),
      machine('stolen', asked.stolen),
      ...(area === 'packing' ? [events('stolen', 'spot', asked.stolen, (spot) => spot === bench)] : []),
      events('folder', 'zone', folder),
      ...(area === 'packing' ? [events('folder', 'spot', folder, (spot) => spot === bench)] : []),
      {
        way: 'open',
        of: 'device',
        signal: signals.events(
          `open ${shift.worker}`,
          open,
          [...this.#zonesOf.values()].flat(),
          (each) => each.device === shift.worker,
        ),
      },
    ]
    this.#looks.set(key, looks)
    return looks
  }

  /** Who stands at which bench is seen at the start of the shift. */
  #benchOf(shift: TruthShift): number {
    return this.watch.truth.workers[shift.worker]!.bench
  }
}

interface Usual {
  readonly mean: number
  readonly variance: number
}

/** Share of a quarter hour that a pause takes from it. */
const pauseShare = 0.8

/** Counts that one person less makes smaller in proportion. */
function isAmount(way: string, stat: string): boolean {
  if (way === 'rates') return stat === 'changes'
  return pageWays.has(way)
    ? stat === 'moved' || stat === 'net' || stat === 'down'
    : stat === 'changes' || stat === 'net'
}
const pageWays: ReadonlySet<string> = new Set(['pages', 'loads', 'flow', 'network', 'capture', 'stream'])

/**
 * Logarithm of how much likelier an amount is where one of so many hands rests, against all at work; and how much it could tell at
 * best. The amount varies as it did around, and no less than a count of its size.
 */
function likelihood(now: number, { mean, variance }: Usual, hands: number): { llr: number; known: number } {
  if (Number.isNaN(now) || Number.isNaN(mean)) return { llr: Number.NaN, known: 0 }
  const missing = (pauseShare * mean) / hands
  const spread = Math.max(1, variance, Math.abs(mean) / 4)
  const llr = (missing * (mean - now) - missing ** 2 / 2) / spread
  return { llr, known: missing ** 2 / spread }
}

export function isOnBreak(shift: TruthShift, quarterStartMs: number): boolean {
  return quarterStartMs >= shift.breakStartMs && quarterStartMs < shift.breakEndMs
}
