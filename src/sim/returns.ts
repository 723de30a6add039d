import { after, byHand, dayMs, drop, hourMs, make, makeUnit, move, scan, spread, tell, work } from './floor.ts'
import { documentId } from './ids.ts'
import { epcList, transactions } from './scribe.ts'
import { trailerFactor } from './staffing.ts'
import type { Article, Floor, Thing } from './state.ts'

/** Share of shipped units that come back, one to four days later. */
const returned = 0.03
const scrappedShare = 0.18

/** What comes back was shipped before the simulation began, as long as nothing it shipped can be back yet. */
export function startReturns(floor: Floor): void {
  const random = floor.chance.returns
  const endMs = floor.nowMs + 2.2 * dayMs
  const perDay = floor.layout.measures.unitsPerDay * floor.volume * returned
  const next = (): void => {
    if (floor.nowMs > endMs) return
    const article = floor.articles[random.below(floor.articles.length)]!
    byHand(floor, 'returns', () => comeBack(floor, article, undefined))
    const factor = Math.max(0.1, trailerFactor(floor.time.minuteOfDay(floor.nowMs)))
    after(floor, (dayMs / perDay / factor) * (0.4 + 1.2 * random.next()), next)
  }
  after(floor, 20_000, next)
}

/** Draws which units of a shipped parcel come back. Only those are remembered. */
export function expectBack(floor: Floor, parcel: Thing): void {
  const random = floor.chance.returns
  for (const unit of parcel.children) {
    if (random.next() >= returned) continue
    const { epc } = unit
    const article = unit.article!
    after(floor, (24 + random.next() * 60) * hourMs, () =>
      byHand(floor, 'returns', () => comeBack(floor, article, epc)),
    )
  }
}

function comeBack(floor: Floor, article: Article, epc: string | undefined): void {
  const random = floor.chance.returns
  const desk = floor.layout.spot('desk', `0${1 + random.below(4)}`, 'hand')
  const unit =
    epc === undefined
      ? makeUnit(floor, article, desk.zone, 'receiving')
      : make(floor, { kind: 'unit', epc, urn: '', article, zone: desk.zone, step: 'receiving' })
  floor.totals.returned++
  const paper = documentId(floor.ownGln, `RMA-${floor.serials.document++}`)
  tell(floor, 'ObjectEvent', desk, {
    action: 'OBSERVE',
    bizStep: 'receiving',
    disposition: 'returned',
    what: epcList([unit.epc]),
    more: `,${transactions('rma', paper)}`,
  })
  floor.crews.returns.ask(floor.nowMs, (done) => {
    work(floor, spread(random, 150_000), () => {
      done()
      judge(floor, unit, article)
    })
  })
}

/** Back to the shelf, or destroyed. */
function judge(floor: Floor, unit: Thing, article: Article): void {
  const random = floor.chance.returns
  const bad = random.next() < scrappedShare
  const desk = floor.layout.spot(bad ? 'quarantine' : 'desk', '02', 'hand')
  move(floor, unit, desk.zone, 'unpacking')
  tell(floor, 'ObjectEvent', desk, {
    action: 'OBSERVE',
    bizStep: 'inspecting',
    disposition: bad ? 'damaged' : 'conformant',
    what: epcList([unit.epc]),
    ...(bad ? { more: ',"persistentDisposition":{"set":["damaged"],"unset":["completeness_verified"]}' } : {}),
  })
  const end = (): void => {
    if (!bad) {
      shelve(floor, unit, article)
      return
    }
    tell(floor, 'ObjectEvent', desk, {
      action: 'DELETE',
      bizStep: 'destroying',
      disposition: 'destroyed',
      what: epcList([unit.epc]),
    })
    drop(floor, unit, 'scrapped')
  }
  after(floor, spread(random, bad ? 3 * hourMs : 0.3 * hourMs), () => byHand(floor, 'returns', end))
}

/** First onto the trolley at the desk, then with the next round to its face. */
function shelve(floor: Floor, unit: Thing, article: Article): void {
  const trolley = floor.layout.spot('desk', '09', 'hand')
  move(floor, unit, trolley.zone, 'storing')
  tell(floor, 'ObjectEvent', trolley, {
    action: 'OBSERVE',
    bizStep: 'storing',
    disposition: 'sellable_not_accessible',
    what: epcList([unit.epc]),
  })
  const reach = (): void => {
    const { spot } = article.face
    move(floor, unit, spot.zone, 'stocking')
    scan(
      floor,
      unit,
      spot,
      { action: 'OBSERVE', bizStep: 'stocking', disposition: 'sellable_accessible', what: epcList([unit.epc]) },
      () => trolley,
    )
    article.onFace.push(unit)
  }
  after(floor, spread(floor.chance.returns, 0.5 * hourMs), () => byHand(floor, 'returns', reach))
}
