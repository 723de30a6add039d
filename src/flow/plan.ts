import { hashHex } from '../base/index.ts'
import type { Load, Order, PlanView } from '../model/index.ts'
import { numberOf, pairFlag } from './documents.ts'
import { U8, U16, U32 } from './record.ts'
import type { State } from './state.ts'
import type { ObjectHash } from './types.ts'

const placesEnd = 65_536

/** Where the units of a load are. */
export interface Standing {
  readonly load: Load
  readonly orders: number
  readonly planned: number
  /** Units seen, those that left included; never more than were planned by their order. */
  seen: number
  /** Units that left by a step with `leaves`. */
  gone: number
  /** `step * 65536 + place` to units in the building. */
  readonly at: Map<number, number>
  /** Units at each step or beyond; filled when first asked for. */
  readonly reached: number[]
}

/** The plan in force, joined to objects by the documents that both name. Rebuilt as a whole at a change. */
export class Plan {
  readonly #state: State
  readonly #hashOf: (canonical: string) => ObjectHash
  #view: PlanView | null = null
  readonly #orders = new Map<string, { readonly order: Order; readonly document: ObjectHash }[]>()
  readonly #loadOfDocument = new Map<string, string>()

  constructor(state: State, hashOf: (canonical: string) => ObjectHash) {
    this.#state = state
    this.#hashOf = hashOf
  }

  get isPresent(): boolean {
    return this.#view !== null && (this.#view.loads.length > 0 || this.#view.orders.length > 0)
  }

  use(view: PlanView | null): void {
    this.#view = view
    this.#orders.clear()
    this.#loadOfDocument.clear()
    for (const order of view?.orders ?? []) {
      if (order.state === 'cancelled') continue
      const document = this.#hashOf(order.document)
      const orders = this.#orders.get(order.loadId) ?? []
      orders.push({ order, document })
      this.#orders.set(order.loadId, orders)
      this.#loadOfDocument.set(hashHex(document[0], document[1]), order.loadId)
    }
  }

  /** The load that the object, or something it is in, is planned for. */
  loadOf(row: number): string | null {
    const { objects, documents, limits } = this.#state
    if (this.#loadOfDocument.size === 0) return null
    for (let at = row, depth = 0; at !== 0 && depth <= limits.nestingMax; depth++) {
      for (const { low, high } of documents.ofObject(at)) {
        const load = this.#loadOfDocument.get(hashHex(low, high))
        if (load !== undefined) return load
      }
      at = objects.u32(at, U32.parent)
    }
    return null
  }

  /** Every load with its units, by departure, then id. */
  standings(): Standing[] {
    const loads = [...(this.#view?.loads ?? [])]
    loads.sort((a, b) => a.departureMs - b.departureMs || (a.id < b.id ? -1 : 1))
    return loads.map((load) => this.#standing(load))
  }

  #standing(load: Load): Standing {
    const orders = this.#orders.get(load.id) ?? []
    const standing: Standing = {
      load,
      orders: orders.length,
      planned: orders.reduce((sum, { order }) => sum + order.units, 0),
      seen: 0,
      gone: 0,
      at: new Map(),
      reached: [],
    }
    for (const { order, document } of orders) this.#count(standing, order, document)
    return standing
  }

  /** Units of one order: its objects, what is inside its containers, and its amounts of classes. */
  #count(out: Standing, order: Order, document: ObjectHash): void {
    const { objects, documents, quantities } = this.#state
    const here = new Set<number>()
    const gone = new Set<number>()
    const hasLeft = out.load.state === 'departed'
    let namesUnits = false
    let containersShipped = false
    documents.each(document, ({ row, low, high, flags }) => {
      // What comes back after its truck has left is a return: it was on the load all the same.
      const open = row !== 0 || hasLeft ? row : objects.find(low, high)
      if (open !== 0) {
        namesUnits ||= objects.u32(open, U32.container) === 0
        this.#units(open, document, here, 0)
      } else {
        const how = this.#howLeft(low, high, flags)
        if ((how & pairFlag.container) === 0) {
          namesUnits = true
          if ((how & pairFlag.shipped) !== 0) gone.add(numberOf(low, high))
        } else containersShipped ||= (how & pairFlag.shipped) !== 0
      }
      return undefined
    })
    for (const row of here) {
      gone.delete(numberOf(objects.u32(row, U32.low), objects.u32(row, U32.high)))
      add(out, objects.u8(row, U8.shownStep), objects.u16(row, U16.shownPlace), 1)
    }
    // What a container held is forgotten once it left: where the order names no unit, what is not here went with it.
    const inContainers = containersShipped && !namesUnits ? Math.max(0, order.units - here.size) : 0
    let seen = here.size + gone.size + inContainers
    out.gone += gone.size + inContainers
    const sums = quantities.documentSums(document)
    for (const { step, place, amount } of standingAmounts(sums)) {
      const units = Math.min(amount, order.units - seen)
      if (units <= 0) break
      if (this.#state.leaves[step] === 1) out.gone += units
      else add(out, step, place, units)
      seen += units
    }
    out.seen += seen
  }

  /** Was it shipped, ever, and was it a container? The pair says so where the object itself is forgotten. */
  #howLeft(low: number, high: number, flags: number): number {
    const { closed } = this.#state
    const entry = closed.find(low, high)
    return entry === 0 ? flags : closed.how(entry)
  }

  /** The object, or the units inside it where it is a container whose newest document this is. */
  #units(row: number, document: ObjectHash | null, out: Set<number>, depth: number): void {
    const { objects, documents, limits } = this.#state
    if (objects.u32(row, U32.container) === 0) {
      out.add(row)
      return
    }
    if (depth > limits.nestingMax) return
    if (document !== null) {
      // A tote that is used again still has the documents of its former orders.
      const [newest] = documents.ofObject(row)
      const own = documents.ofObject(row).find(({ low, high }) => low === document[0] && high === document[1])
      if (own !== undefined && newest !== undefined && own.at < newest.at) return
    }
    for (const child of objects.contentsOf(row)) this.#units(child, null, out, depth + 1)
  }
}

function add(out: Standing, step: number, place: number, units: number): void {
  const key = step * placesEnd + place
  out.at.set(key, (out.at.get(key) ?? 0) + units)
}

export function stepOfKey(key: number): number {
  return Math.floor(key / placesEnd)
}

export function placeOfKey(key: number): number {
  return key % placesEnd
}

/**
 * Amounts of a document where they stand now: what reached a step and no later one. An amount that reached a later step
 * has passed the earlier ones, scanned there or not. Furthest first; the place is the one of the step with the most.
 */
function standingAmounts(
  sums: readonly { step: number; place: number; amount: number }[],
): { step: number; place: number; amount: number }[] {
  const steps = new Map<number, { place: number; most: number; amount: number }>()
  for (const { step, place, amount } of sums) {
    const known = steps.get(step) ?? { place, most: 0, amount: 0 }
    known.amount += amount
    if (amount > known.most) Object.assign(known, { place, most: amount })
    steps.set(step, known)
  }
  let further = 0
  const out: { step: number; place: number; amount: number }[] = []
  for (const step of [...steps.keys()].sort((a, b) => b - a)) {
    const { place, amount } = steps.get(step)!
    if (amount > further) out.push({ step, place, amount: amount - further })
    further = Math.max(further, amount)
  }
  return out
}
