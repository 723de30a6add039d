import type { Belt } from './belt.ts'
import { after, byHand, dayMs, headsOf, hourMs, minuteMs, tell } from './floor.ts'
import type { Spot } from './layout.ts'
import type { Saying } from './scribe.ts'
import type { Floor } from './state.ts'
import { crewNames, type Sink } from './types.ts'

const quarterMs = 15 * minuteMs
const sensorEveryMs = 10 * minuteMs
const stopEveryMs = 5.5 * hourMs

/** Everything that no goods move: heads by the quarter hour, belts that stop, sensors, packaging material. */
export function startPlant(floor: Floor): void {
  const random = floor.chance.outbound
  const staff = (): void => {
    const heads = headsOf(floor, floor.nowMs)
    for (const name of crewNames) floor.crews[name].set(heads[name])
    after(floor, quarterMs - (floor.nowMs % quarterMs), staff)
  }
  staff()
  const look = (): void => {
    // Tours that waited for more lines start when their patience ends.
    floor.crews.pick.look()
    after(floor, minuteMs, look)
  }
  look()
  for (const [belt, longestMin] of [
    [floor.toteBelt, 22],
    [floor.sorter, 28],
  ] as const) {
    const stop = (): void => {
      stopFor(floor, belt, (4 + random.next() ** 2 * longestMin) * minuteMs)
      after(floor, -Math.log(1 - random.next()) * stopEveryMs, stop)
    }
    after(floor, -Math.log(1 - random.next()) * stopEveryMs, stop)
  }
  const sense = (): void => {
    senseOnce(floor)
    after(floor, sensorEveryMs, sense)
  }
  after(floor, sensorEveryMs, sense)
  const bring = (): void => {
    bringCartons(floor)
    after(floor, ((0.35 * dayMs) / (8 * floor.layout.measures.packZones)) * (0.6 + 0.8 * random.next()), bring)
  }
  after(floor, 7 * minuteMs, bring)
}

function stopFor(floor: Floor, belt: Belt, ms: number): void {
  belt.stop(floor.nowMs + ms)
}

/** Temperature of one reserve zone: an event that mentions no object. Straight to `sink` where one is given. */
export function senseOnce(floor: Floor, sink?: Sink): void {
  const random = floor.chance.reads
  const { layout, time } = floor
  const zone = `reserve-${1 + random.below(layout.measures.reserveZones)}`
  const spot: Spot = layout.spot(zone, 'TH1', 'machine')
  const saying: Saying = {
    action: 'OBSERVE',
    bizStep: 'sensor_reporting',
    disposition: 'active',
    what: '"epcList":[]',
    more: `,"sensorElementList":[{"sensorMetadata":{"time":"${time.text(floor.nowMs)}"},"sensorReport":[{"type":"Temperature","value":${(17 + random.next() * 4).toFixed(1)},"uom":"CEL"}]}]`,
  }
  if (sink === undefined) tell(floor, 'ObjectEvent', spot, saying)
  else sink(floor.scribe.event('ObjectEvent', floor.nowMs, spot, saying), spot.kind)
}

/** Cartons come to the packers by the class and amount, not one by one. */
function bringCartons(floor: Floor): void {
  const random = floor.chance.storage
  const { layout, cartons } = floor
  const bank = 1 + random.below(layout.measures.packZones)
  const epcClass = `${cartons.lotLink}C${1 + random.below(3)}`
  const quantity = 200 + 50 * random.below(5)
  const zone = layout.zone(`pack-${bank}`)
  byHand(floor, 'pack', () => {
    floor.classes.set(`${epcClass} ${zone.id}`, { epcClass, zone: zone.id, quantity, atMs: floor.nowMs })
    tell(floor, 'ObjectEvent', layout.spot(zone.id, 'MAT', 'hand'), {
      action: 'OBSERVE',
      bizStep: 'stocking',
      disposition: 'in_progress',
      what: `"quantityList":[{"epcClass":"${epcClass}","quantity":${quantity}}]`,
    })
  })
}
