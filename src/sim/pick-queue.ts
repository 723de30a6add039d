import { after, move, spell, spread, tell } from './floor.ts'
import { epcList } from './scribe.ts'
import type { Floor, Line, Thing } from './state.ts'

/** A unit waits to be picked; lines of the earliest departure go first. */
export function addLine(floor: Floor, line: Line): void {
  const at = floor.pickZones.find((each) => each.zone === line.article.face.zone)!
  if (at.lines.size === 0) at.sinceMs = floor.nowMs
  at.lines.put(line.order.load.departureMs, line)
}

/** The empty tote rides back to the buffer. */
export function returnTote(floor: Floor, tote: Thing): void {
  after(floor, spread(floor.chance.pack, 150_000), () => {
    const spot = floor.layout.spot('totes', 'M1', 'machine')
    move(floor, tote, spot.zone, 'storing')
    tell(floor, 'ObjectEvent', spot, {
      action: 'OBSERVE',
      bizStep: 'storing',
      disposition: 'available',
      what: epcList([spell(tote, spot.urn)]),
    })
    floor.totes.free.push(tote)
    floor.crews.pick.look()
  })
}
