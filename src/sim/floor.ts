import type { Random } from '../base/index.ts'
import { assert, seededRandom } from '../base/index.ts'
import type { EventType } from '../model/index.ts'
import { Agenda } from './agenda.ts'
import { makeArticles } from './articles.ts'
import { Belt } from './belt.ts'
import { Crew, type Job, type Staff } from './crew.ts'
import { companyPrefix, gln, gtinStem } from './ids.ts'
import { makeLayout, type Spot, type Zone } from './layout.ts'
import { Mailbox } from './mailbox.ts'
import type { StepId } from './process.ts'
import type { Worker } from './roster.ts'
import { epcList, makeScribe, type Saying } from './scribe.ts'
import { areaHeads, headsAt } from './staffing.ts'
import type { Article, Floor, Line, Thing } from './state.ts'
import type { Duty } from './team.ts'
import { type CrewName, crewNames, type Noise, usualNoise, type WorldOptions } from './types.ts'
import { Workforce } from './workforce.ts'
import { zoneTime } from './zone-time.ts'

export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000
const byHandMs = 15_000
/** Time to count so many units of a face. */
const countMs = 75_000
const countUnits = 5

/** `nextTour`: what a free picker does next, in the home zone first where there is one. */
export function makeFloor(options: WorldOptions, nextTour: (floor: Floor, home?: string) => Job | undefined): Floor {
  const index = options.index ?? 0
  const noise: Noise = { ...usualNoise, ...options.noise }
  const volume = options.volume ?? 1
  const random = seededRandom(`${options.seed}/${options.siteId}`)
  const layout = makeLayout(options.layout, index + 1)
  const time = zoneTime(options.timeZone)
  const scribe = makeScribe({
    random: random.fork('scribe'),
    time,
    extensions: noise.extensions,
    operatorAreas: options.operatorAreas ?? [],
    operators: (area, ms) =>
      areaHeads(headsAt(time.minuteOfDay(ms), layout.measures, volume, options.crewFactor ?? {}), area),
  })
  const nowMs = options.startMs - (options.warmHours ?? 0) * hourMs
  const agenda = new Agenda<() => void>()
  const at = (ms: number, action: () => void): void => agenda.put(ms, action)
  const perMs = (layout.measures.unitsPerDay * volume) / dayMs
  // At the peak hour a belt is busy for about two thirds of its time; totes carry ten units, parcels under three.
  const belt = (unitsEach: number): Belt => new Belt((unitsEach / perMs / 1.75) * 0.62, at)
  const start = random.fork('serials').below(900_000)
  const fork = (label: string): Random => random.fork(label)
  const floor: Floor = {
    options,
    index,
    noise,
    volume,
    layout,
    time,
    scribe,
    mailbox: new Mailbox({ random: random.fork('mailbox'), noise, freshId: () => scribe.freshId() }),
    agenda,
    ownGln: gln(companyPrefix, index + 1),
    articles: makeArticles(layout, volume, random.fork('articles')),
    things: new Map(),
    bins: new Map(),
    orders: new Set(),
    pickZones: layout.zones
      .filter((zone) => zone.id.startsWith('pick-'))
      .map((zone) => ({
        zone,
        lines: new Agenda<Line>(),
        sinceMs: 0,
        pickers: 0,
        inAisle: new Int32Array(layout.measures.aisles),
      })),
    totes: { free: [], unused: Array.from({ length: layout.measures.totes }, (_, i) => layout.measures.totes - i) },
    loads: [],
    left: [],
    cartons: gtinStem(0, 99_001),
    classes: new Map(),
    crews: {} as Record<CrewName, Staff>,
    workforce: undefined,
    actor: undefined,
    toteBelt: belt(8),
    sorter: belt(2.2),
    totals: { opening: 0, received: 0, returned: 0, made: 0, used: 0, shipped: 0, scrapped: 0 },
    serials: {
      unit: start,
      case: start,
      pallet: start,
      parcel: start,
      logger: start % 100_000,
      order: start % 100_000,
      document: start % 10_000,
    },
    chance: {
      inbound: fork('inbound'),
      storage: fork('storage'),
      orders: fork('orders'),
      pick: fork('pick'),
      pack: fork('pack'),
      outbound: fork('outbound'),
      returns: fork('returns'),
      reads: fork('reads'),
      missed: fork('missed'),
      loggers: fork('loggers'),
    },
    nowMs,
    missed: new Set(),
    missedScans: 0,
    toldOrders: new Set(),
    toldLoads: new Set(),
  }
  const crews = floor.crews as Record<CrewName, Staff>
  for (const name of crewNames) crews[name] = new Crew(name === 'pick' ? () => nextTour(floor) : undefined)
  if (options.workforce === undefined) return floor
  const workforce = new Workforce({
    options: options.workforce,
    seed: `${options.seed}/${options.siteId}`,
    volume,
    layout,
    time,
    agenda,
    nowMs: () => floor.nowMs,
    nextTour: (home) => nextTour(floor, home),
    act: (duty, action) => actAs(floor, duty, action),
    count: (done) => countFace(floor, done),
  })
  return Object.assign(floor, { workforce, crews: workforce.crews })
}

/** Puts an action off; it goes on as the work of whoever is at work now. */
export function after(floor: Floor, ms: number, action: () => void): void {
  const { actor } = floor
  const own = actor === undefined ? action : () => actAs(floor, actor, action)
  floor.agenda.put(floor.nowMs + ms, own)
}

/** Puts an action off for as long as the one at work takes for what takes `ms` on average. */
export function work(floor: Floor, ms: number, action: () => void): void {
  after(floor, ms * (floor.actor?.pace ?? 1), action)
}

/** What somebody must do by hand who is no crew of its own: at once where heads are numbers, else a short job of that crew. */
export function byHand(floor: Floor, crew: CrewName, action: () => void): void {
  if (floor.workforce === undefined) {
    action()
    return
  }
  floor.crews[crew].ask(floor.nowMs, (done) => {
    work(floor, byHandMs, () => {
      action()
      done()
    })
  })
}

/** Counts a few units of a face, of the own zone where there is one. Nothing moves by it. */
function countFace(floor: Floor, done: () => void): void {
  const { actor, articles } = floor
  const home = actor?.worker.zone ?? ''
  const from = actor === undefined ? 0 : (actor.worker.index * 7 + actor.truth.pieces) % articles.length
  work(floor, countMs, () => {
    for (let i = 0; i < articles.length; i++) {
      const { face, onFace } = articles[(from + i) % articles.length]!
      if (onFace.length === 0 || (home.startsWith('pick-') && face.zone.id !== home)) continue
      tell(floor, 'ObjectEvent', face.spot, {
        action: 'OBSERVE',
        bizStep: 'cycle_counting',
        disposition: 'sellable_accessible',
        what: epcList(onFace.slice(0, countUnits).map(({ epc }) => epc)),
      })
      break
    }
    done()
  })
}

function actAs(floor: Floor, duty: Duty, action: () => void): void {
  const before = floor.actor
  floor.actor = duty
  action()
  floor.actor = before
}

/** Heads at `ms` by the site's own clock. */
export function headsOf(floor: Floor, ms: number): Record<CrewName, number> {
  return headsAt(floor.time.minuteOfDay(ms), floor.layout.measures, floor.volume, floor.options.crewFactor ?? {})
}

/** A length of work: around `meanMs`, never under half of it, with a tail to the right. */
export function spread(random: Random, meanMs: number): number {
  const draw = random.next()
  return meanMs * (0.6 + 0.5 * draw + 0.5 * draw ** 6 * 1.6)
}

/** An identifier of a unit or case; the first digit keeps sites apart. */
export function serialText(floor: Floor, value: number): string {
  return `${floor.index + 1}${String(value % 100_000_000).padStart(8, '0')}`
}

export function make(floor: Floor, thing: Omit<Thing, 'sinceMs' | 'parent' | 'children' | 'order'>): Thing {
  const made: Thing = {
    kind: thing.kind,
    epc: thing.epc,
    urn: thing.urn,
    article: thing.article,
    zone: thing.zone,
    step: thing.step,
    sinceMs: floor.nowMs,
    parent: undefined,
    children: thing.kind === 'unit' ? none : [],
    order: undefined,
  }
  assert(!floor.things.has(made.epc), `two things with one identifier: ${made.epc}`)
  floor.things.set(made.epc, made)
  return made
}

const none: Thing[] = []

export function makeUnit(floor: Floor, article: Article, zone: Zone, step: StepId): Thing {
  const serial = serialText(floor, floor.serials.unit++)
  return make(floor, { kind: 'unit', epc: article.unit.link + serial, urn: '', article, zone, step })
}

/** The thing and all in it are at `zone` and `step` from now on. */
export function move(floor: Floor, thing: Thing, zone: Zone, step: StepId): void {
  if (thing.zone !== zone || thing.step !== step) {
    thing.zone = zone
    thing.step = step
    thing.sinceMs = floor.nowMs
  }
  for (let i = 0; i < thing.children.length; i++) move(floor, thing.children[i]!, zone, step)
}

export function putInto(parent: Thing, children: readonly Thing[]): void {
  for (const child of children) {
    assert(child.parent === undefined, 'a thing is in two containers')
    child.parent = parent
    parent.children.push(child)
  }
}

export function takeOut(parent: Thing, children: readonly Thing[]): void {
  if (children.length === parent.children.length) {
    for (const child of parent.children) child.parent = undefined
    parent.children.length = 0
    return
  }
  for (const child of children) {
    assert(child.parent === parent, 'taken out of a container that it is not in')
    child.parent = undefined
    parent.children.splice(parent.children.indexOf(child), 1)
  }
}

/** Gone: shipped, scrapped or used up. Counts the units. */
export function drop(floor: Floor, thing: Thing, as: 'shipped' | 'scrapped' | 'used'): void {
  floor.things.delete(thing.epc)
  floor.missed.delete(thing)
  if (thing.kind === 'unit') floor.totals[as]++
  for (const child of thing.children) drop(floor, child, as)
}

export function spell(thing: Thing, urn: boolean): string {
  if (!urn) return thing.epc
  if (thing.urn !== '') return thing.urn
  const article = thing.article
  assert(article !== undefined, 'only articles are spelled from their stem')
  const stem = thing.kind === 'unit' ? article.unit : article.case
  return stem.urn + thing.epc.slice(stem.link.length)
}

/** Writes an event of this moment and posts it. Returns its text. */
export function tell(floor: Floor, type: EventType, spot: Spot, saying: Saying): string {
  const who = handOf(floor, spot)
  const text = floor.scribe.event(type, floor.nowMs, spot, saying, who?.id)
  floor.mailbox.post(text, spot.kind, floor.nowMs, who?.index)
  return text
}

/** Who does a hand scan here and now; undefined where heads are numbers, and for machines. */
function handOf(floor: Floor, spot: Spot): Worker | undefined {
  return spot.kind === 'hand' ? floor.workforce?.doer(floor.actor, spot.zone.area)?.worker : undefined
}

/** Does this scan of the thing reach nobody? The battery was empty, the tag was shielded, nobody pulled the trigger. */
function isMissed(floor: Floor, thing: Thing): boolean {
  if (floor.noise.missed === 0 || floor.chance.missed.next() >= floor.noise.missed) {
    floor.missed.delete(thing)
    return false
  }
  floor.missed.add(thing)
  floor.missedScans++
  return true
}

/**
 * A read of one thing at a machine's read point. RFID sees some of them twice within seconds: the second read is
 * an event of its own that says nothing new.
 */
export function read(floor: Floor, thing: Thing, spot: Spot, bizStep: string): void {
  if (isMissed(floor, thing)) return
  const saying: Saying = {
    action: 'OBSERVE',
    bizStep,
    what: epcList([spell(thing, spot.urn)]),
  }
  tell(floor, 'ObjectEvent', spot, saying)
  if (floor.noise.repeats === 0 || floor.chance.reads.next() >= floor.noise.repeats) return
  const againMs = floor.nowMs + 300 + floor.chance.reads.next() * 2_500
  floor.mailbox.post(floor.scribe.event('ObjectEvent', againMs, spot, saying), spot.kind, againMs)
}

/**
 * A hand scan of one thing that may name a wrong spot. The wrong event is taken back minutes later by its copy with an
 * errorDeclaration, which names the event that says it right, at the time of the scan.
 */
export function scan(floor: Floor, thing: Thing, spot: Spot, saying: Saying, wrongSpot: () => Spot): void {
  const random = floor.chance.reads
  const type = 'ObjectEvent'
  if (isMissed(floor, thing)) return
  if (floor.noise.misScans === 0 || random.next() >= floor.noise.misScans * (floor.actor?.worker.slips ?? 1)) {
    tell(floor, type, spot, saying)
    return
  }
  const who = handOf(floor, spot)
  const wrong = floor.scribe.event(type, floor.nowMs, wrongSpot(), saying, who?.id)
  floor.mailbox.post(wrong, spot.kind, floor.nowMs, who?.index)
  if (who !== undefined) {
    floor.workforce?.tellError({
      worker: who.index,
      atMs: floor.nowMs,
      zone: spot.zone.id,
      area: spot.zone.area,
      eventID: floor.scribe.lastId,
      text: wrong,
    })
  }
  const seenMs = floor.nowMs + (4 + random.next() * 30) * minuteMs
  const right = floor.scribe.event(type, floor.nowMs, spot, saying, who?.id)
  const declaration = `"errorDeclaration":{"declarationTime":"${floor.time.text(seenMs)}","reason":"incorrect_data","correctiveEventIDs":["${floor.scribe.lastId}"]}`
  floor.mailbox.post(`${wrong.slice(0, -1)},${declaration}}`, spot.kind, seenMs, who?.index)
  floor.mailbox.post(right, spot.kind, seenMs + 1, who?.index)
}
