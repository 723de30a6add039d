import { drop, tell } from './floor.ts'
import type { Spot } from './layout.ts'
import { epcList } from './scribe.ts'
import type { Floor, Thing } from './state.ts'

const retiredTogether = 12

/** Empty packaging is scanned out by the dozen, where it was emptied. */
export function retire(floor: Floor, thing: Thing, spot: Spot): void {
  let bin = floor.bins.get(spot.zone.id)
  if (bin === undefined) {
    bin = []
    floor.bins.set(spot.zone.id, bin)
  }
  bin.push(thing)
  if (bin.length < retiredTogether) return
  tell(floor, 'ObjectEvent', spot, {
    action: 'DELETE',
    bizStep: 'decommissioning',
    disposition: 'inactive',
    what: epcList(bin.map((each) => each.epc)),
  })
  for (const each of bin) drop(floor, each, 'scrapped')
  bin.length = 0
}
