import { after, drop, tell } from './floor.ts'
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
  const retired = bin.splice(0)
  after(floor, 30_000, () => scanOut(floor, retired, spot))
}

function scanOut(floor: Floor, retired: readonly Thing[], spot: Spot): void {
  tell(floor, 'ObjectEvent', spot, {
    action: 'DELETE',
    bizStep: 'decommissioning',
    disposition: 'inactive',
    what: epcList(retired.map((each) => each.epc)),
  })
  for (const each of retired) drop(floor, each, 'scrapped')
}
