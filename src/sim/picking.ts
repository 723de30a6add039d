import type { Job } from './crew.ts'
import { after, make, minuteMs, move, putInto, read, scan, spread, tell, work } from './floor.ts'
import { grai } from './ids.ts'
import { type Face, type Spot, walkM } from './layout.ts'
import { queuePack } from './packing.ts'
import { addLine } from './pick-queue.ts'
import { epcList, family } from './scribe.ts'
import type { Floor, Line, PickZone, Thing } from './state.ts'
import { refill } from './storage.ts'

const linesPerTour = 12
/** A tour waits for this many lines, or this long. */
const linesMin = 6
const patienceMs = 3 * minuteMs
const walkMetresPerSecond = 1.15
const pickMs = 16_000
/** Every further picker in an aisle slows each one there by this share. */
const crowding = 0.3

/** The next tour for a free picker: in the home zone, else in the zone with the most lines for each picker there. */
export function nextTour(floor: Floor, home?: string): Job | undefined {
  let best: PickZone | undefined
  let bestShare = 0
  for (const at of floor.pickZones) {
    const enough = at.lines.size >= linesMin || (at.lines.size > 0 && floor.nowMs - at.sinceMs > patienceMs)
    const share = at.zone.id === home ? Number.POSITIVE_INFINITY : at.lines.size / (1 + at.pickers)
    if (enough && share > bestShare) {
      best = at
      bestShare = share
    }
  }
  if (best === undefined) return undefined
  const takeTote = freeTote(floor)
  if (takeTote === undefined) return undefined
  const at = best
  const lines: Line[] = []
  while (lines.length < linesPerTour && at.lines.size > 0) lines.push(at.lines.take()!)
  at.sinceMs = floor.nowMs
  // Serpentine: up one aisle, down the next.
  lines.sort((a, b) => {
    const [p, q] = [a.article.face, b.article.face]
    return p.aisle - q.aisle || (p.aisle % 2 === 0 ? p.yM - q.yM : q.yM - p.yM) || a.article.index - b.article.index
  })
  return (done) => {
    at.pickers++
    walk(floor, { at, lines, tote: takeTote, picked: [], done }, 0)
  }
}

interface Tour {
  readonly at: PickZone
  readonly lines: readonly Line[]
  readonly tote: Tote
  readonly picked: Thing[]
  readonly done: () => void
}

function walk(floor: Floor, tour: Tour, index: number): void {
  const line = tour.lines[index]
  if (line === undefined) {
    endTour(floor, tour)
    return
  }
  const { face } = line.article
  const before = index === 0 ? undefined : tour.lines[index - 1]!.article.face
  const from = before ?? { aisle: -1, xM: tour.at.zone.rect.x, yM: tour.at.zone.rect.y }
  const { inAisle } = tour.at
  if (before === undefined || before.aisle !== face.aisle) {
    if (before !== undefined) inAisle[before.aisle]!--
    inAisle[face.aisle]!++
  }
  const slow = 1 + crowding * (inAisle[face.aisle]! - 1)
  const ms = (walkM(from, face) / walkMetresPerSecond) * 1000 + pickMs
  work(floor, spread(floor.chance.pick, ms * slow), () => {
    pick(floor, tour, line)
    walk(floor, tour, index + 1)
  })
}

function pick(floor: Floor, tour: Tour, line: Line): void {
  const { article, order } = line
  const unit = article.onFace.shift()
  if (unit === undefined) {
    // The face is empty: the line comes back when a case may have come down.
    refill(floor, article)
    after(floor, 4 * minuteMs, () => {
      addLine(floor, line)
      floor.crews.pick.look()
    })
    return
  }
  article.promised--
  unit.order = order
  order.things.push(unit)
  tour.picked.push(unit)
  move(floor, unit, article.face.zone, 'picking')
  const saying = {
    action: 'OBSERVE',
    bizStep: 'picking',
    what: epcList([unit.epc]),
    more: `,${order.docText}`,
  } as const
  if (floor.workforce === undefined) tell(floor, 'ObjectEvent', article.face.spot, saying)
  // People err at the face too: they scan the next aisle's.
  else scan(floor, unit, article.face.spot, saying, () => nextAisle(floor, article.face))
  refill(floor, article)
}

function nextAisle(floor: Floor, { zone, aisle }: Face): Spot {
  const next = ((aisle + 1) % floor.layout.measures.aisles) + 1
  return floor.layout.spot(zone.id, String(next).padStart(2, '0'), 'hand')
}

function endTour(floor: Floor, tour: Tour): void {
  const { at, picked } = tour
  const last = tour.lines[tour.lines.length - 1]!.article.face
  at.inAisle[last.aisle]!--
  work(floor, spread(floor.chance.pick, 25_000), () => {
    at.pickers--
    if (picked.length === 0) giveBack(floor, tour.tote)
    else {
      const tote = tour.tote.known ?? makeTote(floor, tour.tote.number)
      move(floor, tote, at.zone, 'picking')
      putInto(tote, picked)
      tell(floor, 'AggregationEvent', floor.layout.spot(at.zone.id, 'EXIT', 'hand'), {
        action: 'ADD',
        bizStep: 'picking',
        disposition: 'container_closed',
        what: family(
          tote.epc,
          picked.map((unit) => unit.epc),
        ),
      })
      convey(floor, tote, 1 + floor.pickZones.indexOf(at))
    }
    tour.done()
  })
}

/** From the pick zone over the merge to a packing zone. */
function convey(floor: Floor, tote: Thing, lane: number): void {
  const { layout } = floor
  after(floor, spread(floor.chance.pick, 20_000), () => {
    move(floor, tote, layout.zone('conveyor'), 'conveying')
    read(floor, tote, layout.spot('conveyor', `IN${lane}`, 'machine'), 'transporting')
    floor.toteBelt.carry(floor.nowMs, 40_000, () => {
      read(floor, tote, layout.spot('conveyor', 'MERGE', 'machine'), 'transporting')
      after(floor, 20_000, () => {
        read(floor, tote, layout.spot('conveyor', 'LIFT', 'machine'), 'transporting')
        after(floor, 25_000, () => divert(floor, tote))
      })
    })
  })
}

function divert(floor: Floor, tote: Thing): void {
  const { layout } = floor
  const bank = 1 + floor.chance.pick.below(layout.measures.packZones)
  read(floor, tote, layout.spot('conveyor', `OUT${bank}`, 'machine'), 'transporting')
  after(floor, 15_000, () => {
    move(floor, tote, layout.zone(`pack-${bank}`), 'packing')
    read(floor, tote, layout.spot(`pack-${bank}`, 'Q1', 'machine'), 'packing')
    queuePack(floor, tote, bank)
  })
}

/** An empty tote; one that nobody scanned yet is no thing before its first tour ends. */
interface Tote {
  readonly number: number
  readonly known: Thing | undefined
}

/** Undefined where every tote is on its way: pickers wait then. */
function freeTote(floor: Floor): Tote | undefined {
  const { totes } = floor
  const known = totes.free.shift()
  if (known !== undefined) return { number: 0, known }
  const number = totes.unused.pop()
  return number === undefined ? undefined : { number, known: undefined }
}

function giveBack(floor: Floor, tote: Tote): void {
  if (tote.known === undefined) floor.totes.unused.push(tote.number)
  else floor.totes.free.push(tote.known)
}

function makeTote(floor: Floor, number: number): Thing {
  const id = grai(floor.index + 1, `T${String(number).padStart(5, '0')}`)
  const zone = floor.layout.zone('totes')
  return make(floor, { kind: 'tote', epc: id.link, urn: id.urn, article: undefined, zone, step: 'storing' })
}
