import { assert } from '../base/index.ts'
import { after, drop, minuteMs, move, read, scan, spell, spread, tell, work } from './floor.ts'
import { documentId } from './ids.ts'
import { sortingStep } from './process.ts'
import { expectBack } from './returns.ts'
import { epcList, transactions } from './scribe.ts'
import type { Floor, Load, Order, Thing } from './state.ts'

/** Loads that the truth remembers after they left: about four months of a medium floor. */
const leftMax = 10_000
const parcelsPerRead = 10
const parcelsPerShipping = 20
/** A truck stands at its door this long before it leaves. */
const dockedMs = 50 * minuteMs
/** Between the last parcel and the papers, so that no late read of the portal comes after them. */
const settleMs = 20_000
const askAgainMs = 10_000
/** A truck waits at most this long for orders that are on their way, and only where they are a fair share of it. */
const waitMaxMs = 45 * minuteMs
const waitShare = 0.02
/** Parcels that fall off the sorter, and parcels that go round once more after they were staged. */
const fallen = 0.0012
const wentRound = 0.0015

/** Over the sorter to its chute; then by hand to the lane. */
export function sortParcel(floor: Floor, parcel: Thing): void {
  const random = floor.chance.outbound
  const { layout } = floor
  after(floor, spread(random, 25_000), () => {
    move(floor, parcel, layout.zone('sorter'), 'sorting')
    read(floor, parcel, layout.spot('sorter', 'IN1', 'machine'), sortingStep)
    floor.sorter.carry(floor.nowMs, 45_000, () => {
      read(floor, parcel, layout.spot('sorter', 'TUNNEL', 'machine'), sortingStep)
      after(floor, 12_000, () => chute(floor, parcel))
    })
  })
}

function chute(floor: Floor, parcel: Thing): void {
  const random = floor.chance.outbound
  const { load } = parcel.order!
  read(floor, parcel, floor.layout.spot('sorter', `OUT${laneNumber(load)}`, 'machine'), sortingStep)
  const lostMs = random.next() < fallen ? (45 + random.next() * 60) * minuteMs : 0
  after(floor, 5_000 + lostMs, () => {
    floor.crews.stage.ask(load.departureMs, (done) => {
      work(floor, spread(random, 20_000), () => {
        done()
        stage(floor, parcel)
      })
    })
  })
}

function stage(floor: Floor, parcel: Thing): void {
  const random = floor.chance.outbound
  const order = parcel.order!
  const { lane } = order.load
  const spot = floor.layout.spot(lane.id, '01', 'hand')
  move(floor, parcel, lane, 'staging')
  const lanes = floor.layout.measures.lanes
  scan(
    floor,
    parcel,
    spot,
    {
      action: 'OBSERVE',
      bizStep: 'staging_outbound',
      disposition: 'in_progress',
      what: epcList([parcel.epc]),
      more: `,${order.docText}`,
    },
    // Half of the wrong scans name the next lane, half a place where no parcel belongs.
    () =>
      floor.chance.reads.next() < 0.5
        ? floor.layout.spot(`lane-${1 + (laneNumber(order.load) % lanes)}`, '01', 'hand')
        : floor.layout.spot('desk', '01', 'hand'),
  )
  if (random.next() < wentRound) {
    after(floor, spread(random, 90_000), () => sortParcel(floor, parcel))
    return
  }
  order.stagedUnits += parcel.children.length
  if (order.stagedUnits < order.units) return
  assert(order.stagedUnits === order.units, 'an order holds more than was ordered')
  order.load.ready.push(order)
  offer(floor, order)
}

/** Loads a complete order as soon as its truck stands at the door. */
function offer(floor: Floor, order: Order): void {
  const { load } = order
  const docksMs = load.departureMs - dockedMs
  if (docksMs > floor.nowMs) {
    floor.agenda.put(docksMs, () => offer(floor, order))
    return
  }
  floor.crews.load.ask(load.departureMs, (done) => {
    // The truck may have left while the order waited: it then belongs to a later load and was offered again.
    if (order.load !== load || order.state !== 'open') {
      done()
      return
    }
    order.state = 'loading'
    load.loadingNow++
    work(floor, spread(floor.chance.outbound, 12_000 + 7_000 * order.parcels.length), () => {
      loadOrder(floor, order)
      done()
    })
  })
}

function loadOrder(floor: Floor, order: Order): void {
  const { load, parcels } = order
  const portal = floor.layout.spot('dock-out', `G${load.door}`, 'machine', true)
  for (let i = 0; i < parcels.length; i += parcelsPerRead) {
    const some = parcels.slice(i, i + parcelsPerRead)
    for (const parcel of some) move(floor, parcel, portal.zone, 'loading')
    if (some.length === 1) read(floor, some[0]!, portal, 'loading')
    else {
      tell(floor, 'ObjectEvent', portal, {
        action: 'OBSERVE',
        bizStep: 'loading',
        disposition: 'in_progress',
        what: epcList(some.map((parcel) => spell(parcel, true))),
      })
    }
  }
  load.loadingNow--
  load.lastLoadedMs = floor.nowMs
  load.loaded.push(order)
  load.ready.splice(load.ready.indexOf(order), 1)
  order.state = 'loaded'
}

/** The truck leaves with what is on it; the rest goes with the carrier's next one. */
export function depart(floor: Floor, load: Load): void {
  if (load.loadingNow > 0 || floor.nowMs - load.lastLoadedMs < settleMs || worthWaiting(floor, load)) {
    after(floor, askAgainMs, () => depart(floor, load))
    return
  }
  load.leftMs = floor.nowMs
  floor.loads.splice(floor.loads.indexOf(load), 1)
  floor.toldLoads.add(load)
  let units = 0
  const parcels: Thing[] = []
  for (const order of load.loaded) {
    parcels.push(...order.parcels)
    units += order.units
    load.orders.delete(order)
    floor.orders.delete(order)
  }
  shipParcels(floor, load, parcels)
  const missed = [...load.orders]
  floor.left.push({
    id: load.id,
    leftMs: floor.nowMs,
    plannedMs: load.departureMs,
    units,
    parcels: parcels.length,
    orders: load.loaded.map((order) => order.id),
    missed: missed.map((order) => order.id),
  })
  if (floor.left.length > leftMax) floor.left.shift()
  const next = floor.loads.find((each) => each.carrier === load.carrier && each.departureMs > load.departureMs)
  assert(next !== undefined, 'every carrier has a next load')
  for (const order of missed) {
    order.load = next
    next.orders.add(order)
    floor.toldOrders.add(order)
    if (!load.ready.includes(order)) continue
    next.ready.push(order)
    offer(floor, order)
  }
  load.orders.clear()
}

/** While the truck waits, the load is late; it leaves when its orders are on it, or when waiting costs too much. */
function worthWaiting(floor: Floor, load: Load): boolean {
  if (floor.nowMs - load.departureMs > waitMaxMs) return false
  let units = 0
  let missing = 0
  for (const order of load.orders) {
    units += order.units
    if (order.state !== 'loaded') missing += order.units
  }
  return missing > units * waitShare
}

function shipParcels(floor: Floor, load: Load, parcels: readonly Thing[]): void {
  const spot = floor.layout.spot('dock-out', `D${load.door}`, 'hand')
  const bill = transactions('bol', documentId(floor.ownGln, `BOL-${load.id}`))
  const to = `"destinationList":[{"type":"possessing_party","destination":"${carrierParty(load)}"}]`
  for (let i = 0; i < parcels.length; i += parcelsPerShipping) {
    const some = parcels.slice(i, i + parcelsPerShipping)
    tell(floor, 'ObjectEvent', spot, {
      action: 'OBSERVE',
      bizStep: 'shipping',
      disposition: 'in_transit',
      what: epcList(some.map((parcel) => parcel.epc)),
      more: `,${bill},${to}`,
    })
    for (const parcel of some) {
      expectBack(floor, parcel)
      drop(floor, parcel, 'shipped')
    }
  }
}

function carrierParty(load: Load): string {
  return `https://carrier.example.com/${load.carrier.toLowerCase().replace(/[^a-z]+/g, '-')}`
}

function laneNumber(load: Load): number {
  return Number(load.lane.id.slice('lane-'.length))
}
