import { after, byHand, drop, minuteMs, tell } from './floor.ts'
import type { Spot } from './layout.ts'
import { epcList } from './scribe.ts'
import type { Floor, Thing } from './state.ts'
import type { CrewName } from './types.ts'

const retiredTogether = 12
const retiredAfterMs = 30 * minuteMs

/** Empty packaging is scanned out where it was emptied: by the dozen, or half an hour after the first piece. */
export function retire(floor: Floor, thing: Thing, spot: Spot): void {
  let bin = floor.bins.get(spot.zone.id)
  if (bin === undefined) {
    bin = []
    floor.bins.set(spot.zone.id, bin)
  }
  const own = bin
  own.push(thing)
  const out = (): void => byHand(floor, crewAt(spot), () => scanOut(floor, own, spot))
  if (own.length === 1) after(floor, retiredAfterMs, out)
  else if (own.length === retiredTogether) after(floor, 30_000, out)
}

function scanOut(floor: Floor, bin: Thing[], spot: Spot): void {
  // Nothing is scanned out in the moment in which it was emptied.
  const retired = bin.filter((each) => floor.nowMs - each.sinceMs > 10_000)
  if (retired.length === 0) return
  tell(floor, 'ObjectEvent', spot, {
    action: 'DELETE',
    bizStep: 'decommissioning',
    disposition: 'inactive',
    what: epcList(retired.map((each) => each.epc)),
  })
  for (const each of retired) {
    bin.splice(bin.indexOf(each), 1)
    drop(floor, each, 'scrapped')
  }
  if (bin.length > 0) after(floor, retiredAfterMs, () => byHand(floor, crewAt(spot), () => scanOut(floor, bin, spot)))
}

/** Pallets are emptied at the benches, cases at the faces. */
function crewAt(spot: Spot): CrewName {
  return spot.zone.area === 'inbound' ? 'unpack' : 'replenish'
}
