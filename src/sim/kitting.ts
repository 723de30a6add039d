import { available } from './articles.ts'
import { after, byHand, dayMs, drop, hourMs, makeUnit, minuteMs, move, scan, spread, tell, work } from './floor.ts'
import { epcList } from './scribe.ts'
import type { Article, Floor, Thing } from './state.ts'

/** Units used up in gift sets, as a share of the day's units. */
const usedShare = 0.012
const unitsPerSet = 3
/** Every such article is a gift set. */
const setEvery = 40

/** Gift sets: three units become one new one. What is made and what is used are counted apart. */
export function startKitting(floor: Floor): void {
  const random = floor.chance.storage
  const sets = floor.articles.filter((article) => article.index % setEvery === setEvery - 1)
  const everyMs = (dayMs * unitsPerSet) / (floor.layout.measures.unitsPerDay * floor.volume * usedShare)
  const next = (): void => {
    const target = sets[random.below(sets.length)]!
    floor.crews.kit.ask(floor.nowMs, (done) => {
      work(floor, spread(random, 80_000), () => {
        makeSet(floor, target)
        done()
      })
    })
    after(floor, everyMs * (0.5 + random.next()), next)
  }
  after(floor, 0.1 * hourMs, next)
}

function makeSet(floor: Floor, target: Article): void {
  const random = floor.chance.storage
  const inputs: Thing[] = []
  for (let tries = 0; inputs.length < unitsPerSet && tries < 30; tries++) {
    const article = floor.articles[random.below(floor.articles.length)]!
    // Nothing that an order counts on goes into a set.
    if (article === target || article.onFace.length <= article.promised || available(article) <= 1) continue
    inputs.push(article.onFace.pop()!)
  }
  if (inputs.length < unitsPerSet) {
    for (const unit of inputs) unit.article!.onFace.push(unit)
    return
  }
  const bench = floor.layout.spot('kit', '01', 'hand')
  const made = makeUnit(floor, target, bench.zone, 'stocking')
  floor.totals.made++
  tell(floor, 'TransformationEvent', bench, {
    action: '',
    bizStep: 'assembling',
    disposition: 'sellable_not_accessible',
    what: `"inputEPCList":["${inputs.map((unit) => unit.epc).join('","')}"],"outputEPCList":["${made.epc}"]`,
    more: `,"ilmd":{"cbvmda:lot":"G${made.epc.slice(-6)}"}`,
  })
  for (const unit of inputs) drop(floor, unit, 'used')
  const reach = (): void => {
    const { spot } = target.face
    move(floor, made, spot.zone, 'stocking')
    scan(
      floor,
      made,
      spot,
      { action: 'OBSERVE', bizStep: 'stocking', disposition: 'sellable_accessible', what: epcList([made.epc]) },
      () => bench,
    )
    target.onFace.push(made)
  }
  after(floor, spread(random, 12 * minuteMs), () => byHand(floor, 'kit', reach))
}
