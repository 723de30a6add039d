import { available } from './articles.ts'
import { after, drop, make, minuteMs, putInto, spread, takeOut, tell, work } from './floor.ts'
import { companyPrefix, sscc } from './ids.ts'
import { sortParcel } from './outbound.ts'
import { addLine, returnTote } from './pick-queue.ts'
import { epcList, family } from './scribe.ts'
import type { Floor, Order, Thing } from './state.ts'
import { refill } from './storage.ts'

const unitsPerParcel = 5
const tareGrams = 180
/** Share of units that are found broken at the bench. */
const broken = 0.0015

/** A tote waits for a packer: the earliest departure in it decides. */
export function queuePack(floor: Floor, tote: Thing, bank: number): void {
  let departureMs = Number.POSITIVE_INFINITY
  for (const unit of tote.children) departureMs = Math.min(departureMs, unit.order!.load.departureMs)
  floor.crews.pack.ask(
    departureMs,
    (done) => {
      // Drawn in any case: whether people are simulated must not move the rest.
      const drawn = 1 + floor.chance.pack.below(12)
      const station = floor.actor?.worker.bench ?? drawn
      packNext(floor, { tote, bank, station: `S${String(station).padStart(2, '0')}`, done })
    },
    `pack-${bank}`,
  )
}

interface Bench {
  readonly tote: Thing
  readonly bank: number
  readonly station: string
  readonly done: () => void
}

/** Takes one order's units out of the tote and closes a parcel on them, until the tote is empty. */
function packNext(floor: Floor, bench: Bench): void {
  const { tote } = bench
  const first = tote.children[0]
  if (first === undefined) {
    bench.done()
    returnTote(floor, tote)
    return
  }
  const random = floor.chance.pack
  const order = first.order!
  const units = tote.children.filter((unit) => unit.order === order).slice(0, unitsPerParcel)
  const zone = floor.layout.zone(`pack-${bench.bank}`)
  const spot = floor.layout.spot(zone.id, bench.station, 'hand')
  work(floor, spread(random, 25_000 + 6_000 * units.length), () => {
    tell(floor, 'AggregationEvent', spot, {
      action: 'DELETE',
      bizStep: 'packing',
      disposition: 'in_progress',
      what: family(
        tote.epc,
        units.map((unit) => unit.epc),
      ),
    })
    takeOut(tote, units)
    const whole = units.filter((unit) => random.next() >= broken || !scrap(floor, unit, order, bench))
    work(floor, spread(random, 35_000), () => {
      if (whole.length > 0) closeParcel(floor, whole, order, bench)
      packNext(floor, bench)
    })
  })
}

function closeParcel(floor: Floor, units: readonly Thing[], order: Order, bench: Bench): void {
  const zone = floor.layout.zone(`pack-${bench.bank}`)
  const id = sscc(companyPrefix, floor.index, floor.serials.parcel++)
  const parcel = make(floor, { kind: 'parcel', epc: id.link, urn: id.urn, article: undefined, zone, step: 'packing' })
  parcel.order = order
  putInto(parcel, units)
  order.parcels.push(parcel)
  tell(floor, 'AggregationEvent', floor.layout.spot(zone.id, bench.station, 'hand'), {
    action: 'ADD',
    bizStep: 'packing',
    disposition: 'container_closed',
    what: family(
      parcel.epc,
      units.map((unit) => unit.epc),
    ),
    more: `,${order.docText}`,
  })
  after(floor, spread(floor.chance.pack, 14_000), () => {
    let grams = tareGrams
    for (const unit of units) grams += unit.article!.grams
    tell(floor, 'ObjectEvent', floor.layout.spot(zone.id, 'SCALE', 'machine'), {
      action: 'OBSERVE',
      bizStep: 'packing',
      disposition: 'container_closed',
      what: epcList([parcel.epc]),
      more: `,"sensorElementList":[{"sensorReport":[{"type":"Mass","value":${grams / 1000},"uom":"KGM"}]}]`,
    })
    sortParcel(floor, parcel)
  })
}

/** A broken unit is destroyed and another one picked for it; false where no other is left, so it goes as it is. */
function scrap(floor: Floor, unit: Thing, order: Order, bench: Bench): boolean {
  const article = unit.article!
  if (available(article) <= 0) return false
  article.promised++
  after(floor, 8_000, () => destroy(floor, unit, order, bench))
  return true
}

function destroy(floor: Floor, unit: Thing, order: Order, bench: Bench): void {
  const article = unit.article!
  tell(floor, 'ObjectEvent', floor.layout.spot(`pack-${bench.bank}`, bench.station, 'hand'), {
    action: 'DELETE',
    bizStep: 'destroying',
    disposition: 'destroyed',
    what: epcList([unit.epc]),
  })
  drop(floor, unit, 'scrapped')
  order.things.splice(order.things.indexOf(unit), 1)
  refill(floor, article)
  after(floor, 2 * minuteMs, () => {
    addLine(floor, { article, order })
    floor.crews.pick.look()
  })
}
