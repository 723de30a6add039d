import { createHash } from 'node:crypto'
import { hashOut, hashText, parseInstant } from '../../src/base/index.ts'
import { placeBatch } from '../../src/capture/index.ts'
import { createScanner } from '../../src/epcis/index.ts'
import { type Flow, type ObjectHash, openFlow, type TellHistory } from '../../src/flow/index.ts'
import {
  type BatchPlacement,
  type CompiledSite,
  deadlineKinds,
  type EventBatch,
  type Load,
  type Order,
} from '../../src/model/index.ts'
import { createWorld, type World, type WorldOptions } from '../../src/sim/index.ts'
import { compileSite } from '../../src/site/index.ts'

/** A simulated site whose messages and plan flow is told as they come; beside it stands the truth of the simulation. */
export interface Simulated {
  readonly world: World
  readonly site: CompiledSite
  readonly flow: Flow
  readonly events: number
  /** Heads declared for an area and the quarter hour that holds a time. */
  headsAt(areaId: string, timeMs: number): number | undefined
  /** Called with every batch that flow is told. */
  onBatch: ((batch: EventBatch, placement: BatchPlacement) => void) | null
  /** Tells flow everything that arrives until `ms`, settles, and gives it the plan as it is known then. */
  advanceTo(ms: number): Promise<void>
  /** Tells flow what is still on its way. */
  flush(): Promise<void>
}

const key = [1, 2, 3, 4] as const
const quarterMs = 15 * 60_000

function hashOf(canonical: string): ObjectHash {
  hashText(key, canonical)
  return [hashOut[0]!, hashOut[1]!]
}

export function simulate(options: WorldOptions): Simulated {
  const world = createWorld(options)
  const compiled = compileSite(world.siteFile)
  const site = compiled.versions.at(-1)!
  const history = new Histories()
  const flow = openFlow({ site, history: (objects, tell) => history.of(objects, tell), hashOf })
  const seen = new Set<string>()
  const loads = new Map<string, Load>()
  const orders = new Map<string, Order>()
  const heads = new Map<string, number>()
  let plans = 0
  let events = 0
  const scanOptions = {
    key,
    contributorKey: key,
    personFields: site.personFields,
    extensions: 'any' as const,
    shape: 'ndjson' as const,
    sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
  }

  /** As the ledger: what was told before, by id, is a duplicate. */
  const isNew = (text: string): boolean => {
    const id = `${/"eventID":"([^"]*)"/.exec(text)?.[1]}${text.includes('"errorDeclaration"') ? ' taken back' : ''}`
    if (seen.has(id)) return false
    seen.add(id)
    return true
  }

  const tell = async (lines: readonly string[]): Promise<void> => {
    if (lines.length > 0) {
      const scanner = createScanner(scanOptions, ({ batch }) => {
        const placement = placeBatch(batch, compiled, '')
        history.add(batch, placement)
        flow.apply(batch, placement)
        simulated.onBatch?.(batch, placement)
        events += batch.count
      })
      scanner.push(new TextEncoder().encode(`${lines.join('\n')}\n`))
      scanner.end()
    }
    await flow.settle()
  }

  const tellPlan = (untilMs: number): void => {
    const { loads: newLoads, orders: newOrders, heads: newHeads } = world.planUntil(untilMs)
    for (const each of newHeads) heads.set(`${each.area} ${parseInstant(each.quarter)}`, each.heads)
    const common = { siteId: world.siteId, version: 1, recordedMs: untilMs }
    for (const load of newLoads) {
      const deadlinesMs = Object.fromEntries(deadlineKinds.map((kind) => [kind, parseInstant(load.deadlines[kind])]))
      loads.set(load.id, { ...common, ...load, departureMs: parseInstant(load.departure), deadlinesMs })
    }
    for (const order of newOrders) {
      orders.set(order.id, { ...common, ...order, loadId: order.load, dueMs: parseInstant(order.due) })
    }
    if (newLoads.length + newOrders.length === 0) return
    flow.usePlan({ siteId: world.siteId, version: ++plans, loads: [...loads.values()], orders: [...orders.values()] })
  }

  const simulated: Simulated = {
    world,
    site,
    flow,
    onBatch: null,
    headsAt: (areaId, timeMs) => heads.get(`${areaId} ${Math.floor(timeMs / quarterMs) * quarterMs}`),
    get events() {
      return events
    },
    async advanceTo(ms) {
      const lines: string[] = []
      world.advanceTo(ms, (text) => {
        if (isNew(text)) lines.push(text)
      })
      tellPlan(ms)
      await tell(lines)
    },
    async flush() {
      const lines: string[] = []
      world.flush((text) => {
        if (isNew(text)) lines.push(text)
      })
      await tell(lines)
    },
  }
  return simulated
}

/** What a ledger would tell, from the batches themselves. */
class Histories {
  readonly #parts: { readonly batch: EventBatch; readonly placement: BatchPlacement }[] = []
  /** Low half of the hash to part * 65536 + event. */
  readonly #at = new Map<number, number[]>()

  add(batch: EventBatch, placement: BatchPlacement): void {
    const part = this.#parts.length
    this.#parts.push({ batch, placement })
    for (let i = 0; i < batch.count; i++) {
      for (let ref = batch.refStart[i]!; ref < batch.refStart[i + 1]!; ref++) {
        const low = batch.refHash[ref * 2]!
        const known = this.#at.get(low)
        if (known === undefined) this.#at.set(low, [part * 65_536 + i])
        else if (known.at(-1) !== part * 65_536 + i) known.push(part * 65_536 + i)
      }
    }
  }

  of(objects: readonly ObjectHash[], tell: TellHistory): void {
    for (const [index, [low]] of objects.entries()) {
      for (const at of this.#at.get(low) ?? []) {
        const { batch, placement } = this.#parts[Math.floor(at / 65_536)]!
        tell(index, batch, placement, at % 65_536)
      }
    }
  }
}
