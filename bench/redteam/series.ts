/** Numbers that a person could note down from a page, tick by tick, under the path where they stand. */
export class Series {
  readonly ticks: number
  readonly #columns = new Map<string, Float32Array>()

  constructor(ticks: number) {
    this.ticks = ticks
  }

  get paths(): IterableIterator<string> {
    return this.#columns.keys()
  }

  column(path: string): Float32Array {
    return this.#columns.get(path) ?? new Float32Array(0)
  }

  /** Adds to what stands at a path and tick: members of lists without a name of their own come as sums. */
  add(path: string, tick: number, value: number): void {
    let column = this.#columns.get(path)
    if (column === undefined) {
      column = new Float32Array(this.ticks).fill(Number.NaN)
      this.#columns.set(path, column)
    }
    const before = column[tick]!
    column[tick] = Number.isNaN(before) ? value : before + value
  }
}

/** A rate with its window, as an answer told it. */
export interface ToldRate {
  readonly path: string
  readonly startMs: number
  readonly endMs: number
  readonly values: Readonly<Record<string, number>>
}

/** Members by which an entry of a list is known from one answer to the next. */
const names = ['placeId', 'step', 'zone', 'feed', 'areaId', 'key', 'indicator'] as const
/** Lists whose entries come and go: told as sums and counts. */
const passing = new Set(['loads', 'exceptions', 'jobs', 'rejects', 'remedies', 'deadlines', 'misplaced', 'objects'])
const unread = new Set(['outline', 'site', 'normal', 'capacity', 'examples', 'speeds'])
const words: Readonly<Record<string, number>> = {
  below: 0,
  normal: 1,
  above: 2,
  farAbove: 3,
  onTrack: 0,
  atRisk: 1,
  late: 2,
}

/** Notes every number of an answer; `told` hears of rates, which carry their own window. */
export function note(
  series: Series,
  answer: unknown,
  at: { readonly tick: number; readonly name: string; readonly startMs: number },
  told: (rate: ToldRate) => void,
): void {
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'number') {
      // Times count in minutes of the watch, so that a page whose clock moves is no news by itself.
      series.add(path, at.tick, value > 1e11 ? (value - at.startMs) / 60_000 : value)
    } else if (typeof value === 'boolean') series.add(path, at.tick, value ? 1 : 0)
    else if (typeof value === 'string') {
      const known = words[value]
      if (known !== undefined) series.add(path, at.tick, known)
    } else if (Array.isArray(value)) walkList(value, path)
    else if (value !== null && typeof value === 'object') walkMembers(value as Record<string, unknown>, path)
  }
  const walkMembers = (value: Record<string, unknown>, path: string): void => {
    const { startMs, endMs } = value
    if (typeof startMs === 'number' && typeof endMs === 'number') {
      const values = Object.entries(value).filter(
        (each): each is [string, number] => typeof each[1] === 'number' && !each[0].endsWith('Ms'),
      )
      if (values.length > 0) told({ path, startMs, endMs, values: Object.fromEntries(values) })
      return
    }
    for (const [name, member] of Object.entries(value)) {
      if (unread.has(name) || name === 'asOfMs') continue
      walk(member, `${path}.${name}`)
    }
  }
  const walkList = (list: readonly unknown[], path: string): void => {
    const last = path.slice(path.lastIndexOf('.') + 1)
    if (passing.has(last)) series.add(`${path}.count`, at.tick, list.length)
    for (const entry of list) {
      if (entry === null || typeof entry !== 'object') continue
      const members = entry as Record<string, unknown>
      const name = passing.has(last) ? undefined : names.find((each) => typeof members[each] === 'string')
      // A list of things that pass still says where they are: by step and zone.
      const where = passing.has(last)
        ? [members['placeId'], members['step']].filter((each) => typeof each === 'string')
        : []
      const key = name === undefined ? (where.length > 0 ? where.join(' ') : '*') : String(members[name])
      if (where.length > 0) series.add(`${path}[${key}].count`, at.tick, 1)
      walk(entry, `${path}[${key}]`)
    }
  }
  walk(answer, at.name)
}

/**
 * What passed through each load: its counts followed one load at a time, so that one that leaves the page takes nothing back. A sum over
 * all loads that only grows is a throughput, by step and zone.
 */
export class LoadFlow {
  readonly #before = new Map<string, number>()
  readonly #passed = new Map<string, number>()

  /** `loads` as the page tells them. */
  see(series: Series, loads: readonly Readonly<Record<string, unknown>>[], tick: number): void {
    for (const load of loads) {
      this.#members(`${load['id']}`, '.units', load['units'])
      for (const share of list(load['shares'])) {
        const path = `[${share['step']}]`
        this.#count(`${load['id']}`, `${path}.units`, share['units'])
        for (const zone of list(share['zones']))
          this.#count(`${load['id']}`, `${path}[${zone['placeId']}].units`, zone['units'])
      }
    }
    for (const [path, passed] of this.#passed) series.add(`flow${path}`, tick, passed)
  }

  #members(id: string, path: string, members: unknown): void {
    if (members === null || typeof members !== 'object') return
    for (const [name, value] of Object.entries(members)) this.#count(id, `${path}.${name}`, value)
  }

  #count(id: string, path: string, value: unknown): void {
    if (typeof value !== 'number') return
    const moved = value - (this.#before.get(`${id}${path}`) ?? 0)
    this.#before.set(`${id}${path}`, value)
    const way = moved > 0 ? 'up' : 'down'
    const key = `.${way}${path}`
    this.#passed.set(key, (this.#passed.get(key) ?? 0) + Math.abs(moved))
  }
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : []
}
