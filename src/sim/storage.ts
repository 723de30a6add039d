import { make, makeUnit, minuteMs, move, putInto, scan, serialText, spread, takeOut, tell, work } from './floor.ts'
import { retire } from './packaging.ts'
import { epcList, family } from './scribe.ts'
import type { Article, Floor, Thing } from './state.ts'

const casesPerTrip = 3
const refillsMax = 4
const unitsPerCount = 15

/** Cases go to reserve, a few a trip. */
export function putAway(floor: Floor, cases: readonly Thing[]): void {
  for (let i = 0; i < cases.length; i += casesPerTrip) {
    const trip = cases.slice(i, i + casesPerTrip)
    floor.crews.putaway.ask(floor.nowMs, (done) => storeNext(floor, trip, 0, done))
  }
}

function storeNext(floor: Floor, trip: readonly Thing[], at: number, done: () => void): void {
  const box = trip[at]
  if (box === undefined) {
    done()
    return
  }
  const random = floor.chance.storage
  work(floor, spread(random, 70_000), () => {
    const article = box.article!
    const aisle = (): string => String(1 + random.below(12)).padStart(2, '0')
    const spot = floor.layout.spot(article.reserve.id, aisle(), 'hand')
    move(floor, box, spot.zone, 'storing')
    scan(
      floor,
      box,
      spot,
      { action: 'OBSERVE', bizStep: 'storing', disposition: 'sellable_not_accessible', what: epcList([box.epc]) },
      () => floor.layout.spot('unpack', '07', 'hand'),
    )
    article.inbound -= box.children.length
    article.cases.push(box)
    refill(floor, article)
    storeNext(floor, trip, at + 1, done)
  })
}

/** Brings cases to the face as long as it holds less than its least and what orders count on. */
export function refill(floor: Floor, article: Article): void {
  const wanted = Math.min(article.faceMin + article.promised, article.faceMax + article.promised)
  while (
    article.cases.length > 0 &&
    article.refilling < refillsMax &&
    article.onFace.length + article.refilling * article.caseSize < wanted
  ) {
    const box = article.cases.shift()!
    article.refilling++
    // What orders wait for goes before what only fills up.
    const urgent = article.onFace.length < article.promised
    floor.crews.replenish.ask(floor.nowMs - (urgent ? 60 * minuteMs : 0), (done) => {
      work(floor, spread(floor.chance.storage, 75_000), () => {
        openCase(floor, article, box)
        done()
      })
    })
  }
}

function openCase(floor: Floor, article: Article, box: Thing): void {
  const units = [...box.children]
  const { spot } = article.face
  move(floor, box, spot.zone, 'stocking')
  tell(floor, 'AggregationEvent', spot, {
    action: 'DELETE',
    bizStep: 'stocking',
    disposition: 'sellable_accessible',
    what: family(
      box.epc,
      units.map((unit) => unit.epc),
    ),
  })
  takeOut(box, units)
  article.refilling--
  for (const unit of units) article.onFace.push(unit)
  retire(floor, box, spot)
  refill(floor, article)
}

/** The stock at the beginning, counted face by face and case by case. */
export function openStock(floor: Floor): void {
  const random = floor.chance.storage
  for (const article of floor.articles) {
    const faceUnits: Thing[] = []
    for (let i = 0; i < article.faceMax; i++) {
      faceUnits.push(makeUnit(floor, article, article.face.zone, 'stocking'))
    }
    article.onFace.push(...faceUnits)
    for (let i = 0; i < faceUnits.length; i += unitsPerCount) {
      const counted = faceUnits.slice(i, i + unitsPerCount)
      tell(floor, 'ObjectEvent', article.face.spot, {
        action: 'OBSERVE',
        bizStep: 'cycle_counting',
        disposition: 'sellable_accessible',
        what: epcList(counted.map((unit) => unit.epc)),
      })
    }
    const cases = Math.ceil(Math.max(2, (article.daily * (0.8 + 0.4 * random.next())) / article.caseSize))
    for (let i = 0; i < cases; i++) article.cases.push(countCase(floor, article))
    floor.totals.opening += faceUnits.length + cases * article.caseSize
  }
}

function countCase(floor: Floor, article: Article): Thing {
  const spot = floor.layout.spot(
    article.reserve.id,
    String(1 + floor.chance.storage.below(12)).padStart(2, '0'),
    'hand',
  )
  const box = make(floor, {
    kind: 'case',
    epc: article.case.link + serialText(floor, floor.serials.case++),
    urn: '',
    article,
    zone: spot.zone,
    step: 'storing',
  })
  const units: Thing[] = []
  for (let i = 0; i < article.caseSize; i++) units.push(makeUnit(floor, article, spot.zone, 'storing'))
  putInto(box, units)
  tell(floor, 'AggregationEvent', spot, {
    action: 'ADD',
    bizStep: 'stock_taking',
    disposition: 'sellable_not_accessible',
    what: family(
      box.epc,
      units.map((unit) => unit.epc),
    ),
  })
  return box
}
