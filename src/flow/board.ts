import type { CompiledSite } from '../model/index.ts'
import { AgeCounts } from './ages.ts'
import { flag } from './record.ts'
import type { Ages, QueueState } from './types.ts'

/** What stands at one place and step. */
class Cell {
  objects = 0
  units = 0
  outOfOrder = 0
  misplaced = 0
  readonly ages = new AgeCounts()
}

/** Counts per place and step, kept as objects come and go: nobody walks over the objects to draw the floor. */
export class Board {
  readonly #cells: (Cell | undefined)[] = []
  readonly #site: CompiledSite
  readonly #width: number

  constructor(site: CompiledSite) {
    this.#site = site
    this.#width = site.steps.length + 1
  }

  /** So many objects come or, below zero, go. `bits` are its `flag`s; `unit`: it never held anything. */
  count(place: number, step: number, sinceSecond: number, bits: number, unit: boolean, more: number): void {
    const at = place * this.#width + step
    let cell = this.#cells[at]
    if (cell === undefined) {
      cell = new Cell()
      this.#cells[at] = cell
    }
    cell.objects += more
    if (unit) cell.units += more
    if ((bits & flag.outOfOrder) !== 0) cell.outOfOrder += more
    if ((bits & flag.misplaced) !== 0) cell.misplaced += more
    if (sinceSecond !== 0) cell.ages.add(sinceSecond, more)
  }

  /** An object becomes a container where it stands or, with -1, a unit again. */
  noLongerUnit(place: number, step: number, less: 1 | -1 = 1): void {
    const cell = this.#cells[place * this.#width + step]
    if (cell !== undefined) cell.units -= less
  }

  /** Units at the step, wherever. */
  unitsAtStep(step: number): number {
    let units = 0
    for (let at = step; at < this.#cells.length; at += this.#width) units += this.#cells[at]?.units ?? 0
    return units
  }

  objectsAtPlace(place: number): number {
    let objects = 0
    for (let step = 0; step < this.#width; step++) objects += this.#cells[place * this.#width + step]?.objects ?? 0
    return objects
  }

  /** Zones, steps and their crossings as they are at `nowMs`. */
  read(nowMs: number): {
    places: QueueState[]
    steps: QueueState[]
    cells: QueueState[]
    exceptions: number
  } {
    const cells: QueueState[] = []
    const places = new Map<number, Sum>()
    const steps = this.#site.steps.map((_, index) => newSum(-1, index + 1))
    for (let at = 0; at < this.#cells.length; at++) {
      const cell = this.#cells[at]
      if (cell === undefined || cell.objects === 0) continue
      const place = Math.floor(at / this.#width)
      const step = at % this.#width
      const { stuck, ...age } = cell.ages.read(nowMs, stuckAfterMin(this.#site, step))
      const row = { place, step, age, stuck, ...countsOf(cell) }
      cells.push(row)
      if (step > 0) addTo(steps[step - 1]!, cell, row)
      if (place === 0) continue
      let sum = places.get(place)
      if (sum === undefined) {
        sum = newSum(place, -1)
        places.set(place, sum)
      }
      addTo(sum, cell, row)
    }
    const exceptions = cells.reduce((all, { stuck, outOfOrder, misplaced }) => all + stuck + outOfOrder + misplaced, 0)
    return {
      places: [...places.values()].map((sum) => closeSum(sum, nowMs)),
      steps: steps.map((sum) => closeSum(sum, nowMs)),
      cells,
      exceptions,
    }
  }
}

/** Infinity where nothing is ever stuck at the step. */
export function stuckAfterMin(site: CompiledSite, step: number): number {
  return (step === 0 ? undefined : site.steps[step - 1]?.stuckAfterMin) ?? Number.POSITIVE_INFINITY
}

interface Sum {
  readonly place: number
  readonly step: number
  objects: number
  units: number
  stuck: number
  outOfOrder: number
  misplaced: number
  /** One cell's own ages where there is one only: most zones have one step. */
  only: Ages | null
  readonly cells: AgeCounts[]
}

function newSum(place: number, step: number): Sum {
  return { place, step, objects: 0, units: 0, stuck: 0, outOfOrder: 0, misplaced: 0, only: null, cells: [] }
}

function addTo(sum: Sum, cell: Cell, row: QueueState): void {
  sum.objects += row.objects
  sum.units += row.units
  sum.stuck += row.stuck
  sum.outOfOrder += row.outOfOrder
  sum.misplaced += row.misplaced
  sum.only = sum.cells.length === 0 ? row.age : null
  sum.cells.push(cell.ages)
}

function closeSum(sum: Sum, nowMs: number): QueueState {
  const { cells, only, ...counts } = sum
  if (only !== null) return { ...counts, age: only }
  const all = new AgeCounts()
  for (const ages of cells) all.addAll(ages)
  const { stuck: _, ...age } = all.read(nowMs, Number.POSITIVE_INFINITY)
  return { ...counts, age }
}

function countsOf(cell: Cell): Pick<QueueState, 'objects' | 'units' | 'outOfOrder' | 'misplaced'> {
  return { objects: cell.objects, units: cell.units, outOfOrder: cell.outOfOrder, misplaced: cell.misplaced }
}
