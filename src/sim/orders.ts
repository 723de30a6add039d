import { available } from './articles.ts'
import { after, dayMs, hourMs, minuteMs } from './floor.ts'
import { documentId } from './ids.ts'
import { addLine } from './pick-queue.ts'
import { transactions } from './scribe.ts'
import { orderFactor } from './staffing.ts'
import type { Article, Floor, Load, Order } from './state.ts'
import { refill } from './storage.ts'

/** Mean of `orderSize`. */
const unitsPerOrder = 6.9
const waveMs = 15 * minuteMs
/** Orders are released when their load leaves within this time. */
const horizonMs = 4 * hourMs

/** Orders come all day, most around noon, and are released in waves or as they come. */
export function startOrders(floor: Floor): void {
  const random = floor.chance.orders
  const draw = articleDraw(floor)
  const waiting: Order[] = []
  const next = (): void => {
    const order = takeOrder(floor, draw)
    if (order !== undefined) waiting.push(order)
    const rate = (floor.layout.measures.unitsPerDay * floor.volume) / unitsPerOrder / dayMs
    const factor = Math.max(0.05, orderFactor(floor.time.minuteOfDay(floor.nowMs)))
    after(floor, -Math.log(1 - random.next()) / rate / factor, next)
  }
  const everyMs = floor.options.release === 'streaming' ? minuteMs : waveMs
  const wave = (): void => {
    release(floor, waiting)
    after(floor, everyMs, wave)
  }
  // The evening's orders are there when the simulation begins.
  const first = Math.round(((floor.layout.measures.unitsPerDay * floor.volume) / unitsPerOrder) * 0.03)
  for (let i = 0; i < first; i++) {
    const order = takeOrder(floor, draw)
    if (order !== undefined) waiting.push(order)
  }
  after(floor, 1000, next)
  after(floor, everyMs - (floor.nowMs % everyMs), wave)
}

function takeOrder(floor: Floor, draw: (zone: number | undefined) => Article): Order | undefined {
  const random = floor.chance.orders
  const load = chooseLoad(floor)
  if (load === undefined) return undefined
  const wanted = orderSize(random.next(), random.next())
  const zone = random.below(floor.layout.measures.pickZones)
  const picked: Article[] = []
  let lines = 0
  for (let tries = 0; picked.length < wanted && tries < wanted * 4; tries++) {
    const article = draw(random.next() < 0.8 ? zone : undefined)
    const count = Math.min(1 + random.below(3), wanted - picked.length, available(article))
    if (count <= 0) continue
    lines++
    article.promised += count
    for (let i = 0; i < count; i++) picked.push(article)
  }
  if (picked.length === 0) return undefined
  const number = `S${floor.index + 1}${String(floor.serials.order++).padStart(6, '0')}`
  const document = documentId(floor.ownGln, number)
  const order: Order = {
    id: number,
    document,
    docText: transactions('po', document),
    load,
    lines,
    units: picked.length,
    things: [],
    parcels: [],
    articles: picked,
    heldUntilMs: heldUntil(floor, load),
    stagedUnits: 0,
    state: 'open',
  }
  load.orders.add(order)
  floor.orders.add(order)
  floor.toldOrders.add(order)
  return order
}

/** Minutes before the departure at which held orders come free, from and to; and how many are held. */
const holds = {
  no: { share: 0, fromMin: 0, toMin: 0 },
  short: { share: 0.25, fromMin: 62, toMin: 45 },
  long: { share: 0.35, fromMin: 25, toMin: -8 },
} as const

function heldUntil(floor: Floor, load: Load): number {
  const random = floor.chance.orders
  const { share, fromMin, toMin } = holds[load.held]
  if (random.next() >= share) return 0
  return load.departureMs - (toMin + (fromMin - toMin) * random.next()) * minuteMs
}

/** Singles and pairs, baskets, and now and then a shop's order. Mean 6.9. */
function orderSize(kind: number, size: number): number {
  if (kind < 0.45) return 1 + Math.floor(size * 3)
  if (kind < 0.85) return 4 + Math.floor(size * 7)
  return 12 + Math.floor(size * 19)
}

/** One of the loads that still take orders, by weight. */
function chooseLoad(floor: Floor): Load | undefined {
  let sum = 0
  for (const load of floor.loads) if (isOpen(floor, load)) sum += load.weight
  let draw = floor.chance.orders.next() * sum
  for (const load of floor.loads) {
    if (!isOpen(floor, load)) continue
    draw -= load.weight
    if (draw <= 0) return load
  }
  return undefined
}

/** Loads take orders in the hours before their cut-off only: nobody orders for the truck after the next but one. */
function isOpen(floor: Floor, load: Load): boolean {
  return load.cutOffMs > floor.nowMs && load.cutOffMs - floor.nowMs < 3 * hourMs
}

function release(floor: Floor, waiting: Order[]): void {
  const later: Order[] = []
  waiting.sort((a, b) => a.load.departureMs - b.load.departureMs)
  for (const order of waiting) {
    if (order.load.departureMs - floor.nowMs > horizonMs || order.heldUntilMs > floor.nowMs) {
      later.push(order)
      continue
    }
    for (const article of order.articles) {
      addLine(floor, { article, order })
      refill(floor, article)
    }
  }
  waiting.length = 0
  waiting.push(...later)
  floor.crews.pick.look()
}

/** Draws an article by its popularity, of one pick zone or of all. */
function articleDraw(floor: Floor): (zone: number | undefined) => Article {
  const { pickZones } = floor.layout.measures
  const groups = [floor.articles, ...Array.from({ length: pickZones }, (_, zone) => zoneArticles(floor, zone))]
  const tables = groups.map((articles) => {
    let sum = 0
    return { articles, sums: Float64Array.from(articles, (article) => (sum += article.daily)) }
  })
  return (zone) => {
    const { articles, sums } = tables[zone === undefined ? 0 : zone + 1]!
    const draw = floor.chance.orders.next() * sums[sums.length - 1]!
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! < draw) low = middle + 1
      else high = middle
    }
    return articles[low]!
  }
}

function zoneArticles(floor: Floor, zone: number): Article[] {
  return floor.articles.filter((article) => article.index % floor.layout.measures.pickZones === zone)
}
