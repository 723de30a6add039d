import { spell } from './floor.ts'
import type { StepId } from './process.ts'
import { processSteps } from './process.ts'
import type { Floor, Load, Order, Thing } from './state.ts'
import type { CrewName, Truth, TruthLoad, TruthOrder, TruthPlace, TruthThing } from './types.ts'
import { crewNames } from './types.ts'

/** Reads the state as it is now. Walks every open thing: milliseconds for ten thousands of them. */
export function readTruth(floor: Floor): Truth {
  const places = new Map<string, { zone: string; step: StepId; objects: number; containers: number }>()
  let open = 0
  let announced = 0
  for (const thing of floor.things.values()) {
    const key = `${thing.zone.id} ${thing.step}`
    let place = places.get(key)
    if (place === undefined) {
      place = { zone: thing.zone.id, step: thing.step, objects: 0, containers: 0 }
      places.set(key, place)
    }
    if (thing.kind !== 'unit') {
      if (thing.kind === 'logger') place.objects++
      else place.containers++
      continue
    }
    place.objects++
    if (thing.step === 'announced') announced++
    else open++
  }
  const queues = {} as Record<CrewName, number>
  for (const name of crewNames) queues[name] = floor.crews[name].waiting
  for (const at of floor.pickZones) queues.pick += at.lines.size
  return {
    siteId: floor.options.siteId,
    atMs: floor.nowMs,
    places: sortPlaces([...places.values()]),
    loads: floor.loads.map(readLoad),
    orders: [...floor.orders].map(readOrder),
    left: [...floor.left],
    classes: [...floor.classes.values()],
    totals: { ...floor.totals, open, announced },
    queues,
    missedScans: floor.missedScans,
    stopped: { toteBelt: floor.toteBelt.stopped(floor.nowMs), sorter: floor.sorter.stopped(floor.nowMs) },
  }
}

function sortPlaces(places: readonly TruthPlace[]): TruthPlace[] {
  const rank = new Map<string, number>(processSteps.map((step, i) => [step.id, i]))
  return [...places].sort((a, b) => {
    if (a.zone !== b.zone) return a.zone < b.zone ? -1 : 1
    return rank.get(a.step)! - rank.get(b.step)!
  })
}

function readOrder(order: Order): TruthOrder {
  const steps: Record<string, number> = {}
  if (order.units > order.things.length) steps[''] = order.units - order.things.length
  for (const unit of order.things) steps[unit.step] = (steps[unit.step] ?? 0) + 1
  return { id: order.id, document: order.document, load: order.load.id, units: order.units, steps }
}

function readLoad(load: Load): TruthLoad {
  const steps: Record<string, number> = {}
  let units = 0
  for (const order of load.orders) {
    const read = readOrder(order)
    units += read.units
    for (const [step, count] of Object.entries(read.steps)) steps[step] = (steps[step] ?? 0) + count
  }
  return { id: load.id, departureMs: load.departureMs, units, steps }
}

export function readThing(floor: Floor, thing: Thing): TruthThing {
  return {
    epc: spell(thing, false),
    kind: thing.kind,
    zone: thing.zone.id,
    step: thing.step,
    sinceMs: thing.sinceMs,
    container: thing.parent?.epc ?? null,
    order: thing.order?.id ?? null,
    missed: floor.missed.has(thing),
  }
}
