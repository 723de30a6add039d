import { deficit } from './articles.ts'
import {
  after,
  byHand,
  dayMs,
  hourMs,
  make,
  makeUnit,
  minuteMs,
  move,
  putInto,
  read,
  serialText,
  spell,
  spread,
  takeOut,
  tell,
  work,
} from './floor.ts'
import { documentId, gln, grai, resolver, sgln, sscc, supplierPrefixes } from './ids.ts'
import type { Spot } from './layout.ts'
import { retire } from './packaging.ts'
import { epcList, family, transactions } from './scribe.ts'
import { trailerFactor } from './staffing.ts'
import type { Article, Floor, Thing } from './state.ts'
import { putAway } from './storage.ts'

const palletsMax = 12
/** Share of pallets that come with a temperature logger, and the asset type of these. */
const loggedShare = 0.15
const loggerType = 90_000
const casesPerPallet = 6
const unitsPerTrailer = palletsMax * casesPerPallet * 6
/** Suppliers tell of a trailer this long before it comes. */
const leadMs = 3 * hourMs
/** Trailers looked at a day, per trailer needed on average: those without enough to bring stay away. */
const trailerSurplus = 1.25

interface Supplier {
  readonly spot: Spot
  readonly gln: string
}

interface Trailer {
  readonly pallets: readonly Thing[]
  readonly papers: string
  readonly supplier: number
}

/** Trailers come all day, with what the shelves lack. */
export function startInbound(floor: Floor): void {
  const suppliers = supplierPrefixes.map((prefix, i): Supplier => {
    const point = sgln(prefix, 1, 'DOCK')
    return {
      // Every other supplier spells its identifiers as EPC URN.
      spot: {
        zone: floor.layout.zone('road'),
        kind: 'partner',
        urn: i % 2 === 1,
        text: `"readPoint":{"id":"${i % 2 === 1 ? point.urn : point.link}"}`,
      },
      gln: gln(prefix, 1),
    }
  })
  const random = floor.chance.inbound
  const gapMs = (): number => {
    const perDay = (floor.layout.measures.unitsPerDay * floor.volume * trailerSurplus) / unitsPerTrailer
    const factor = trailerFactor(floor.time.minuteOfDay(floor.nowMs + leadMs))
    return (dayMs / perDay / Math.max(factor, 0.05)) * (0.5 + random.next())
  }
  const next = (): void => {
    announce(floor, suppliers, leadMs * (0.7 + 0.6 * random.next()))
    after(floor, gapMs(), next)
  }
  // The road is not empty at the beginning: what comes within the lead is announced at once.
  let comesMs = 5 * minuteMs
  while (comesMs < leadMs) {
    announce(floor, suppliers, comesMs)
    comesMs += gapMs()
  }
  after(floor, gapMs(), next)
}

function announce(floor: Floor, suppliers: readonly Supplier[], comesInMs: number): void {
  const random = floor.chance.inbound
  const supplierIndex = random.below(suppliers.length)
  const supplier = suppliers[supplierIndex]!
  const wanted = shoppingList(floor, supplierIndex)
  if (wanted.length < casesPerPallet * 2) return
  const number = floor.serials.document++
  const notice = documentId(supplier.gln, `ASN-${floor.index + 1}-${number}`)
  const order = documentId(floor.ownGln, `PO-${number}`)
  const papers = transactions('desadv', notice, 'po', order)
  const pallets: Thing[] = []
  const { spot } = supplier
  for (let i = 0; i + casesPerPallet <= wanted.length; i += casesPerPallet) {
    const cases = wanted.slice(i, i + casesPerPallet).map((article) => makeCase(floor, article))
    for (const each of cases) {
      tell(floor, 'AggregationEvent', spot, {
        action: 'ADD',
        bizStep: 'commissioning',
        disposition: 'active',
        what: family(
          spell(each, spot.urn),
          each.children.map((unit) => spell(unit, spot.urn)),
        ),
      })
    }
    const id = sscc(supplierPrefixes[supplierIndex]!, floor.index, floor.serials.pallet++)
    const pallet = make(floor, {
      kind: 'pallet',
      epc: id.link,
      urn: id.urn,
      article: undefined,
      zone: spot.zone,
      step: 'announced',
    })
    putInto(pallet, cases)
    pallets.push(pallet)
    const logger = floor.chance.loggers.next() < loggedShare ? makeLogger(floor, spot) : undefined
    tell(floor, 'AggregationEvent', spot, {
      action: 'ADD',
      bizStep: 'consigning',
      disposition: 'in_transit',
      what: family(
        spell(pallet, spot.urn),
        cases.map((each) => spell(each, spot.urn)),
      ),
      more: `,${transactions('desadv', notice)},"sourceList":[{"type":"possessing_party","source":"${resolver}417/${supplier.gln}"}],"destinationList":[{"type":"possessing_party","destination":"${resolver}417/${floor.ownGln}"}]`,
    })
    if (logger !== undefined) fix(floor, pallet, logger, spot)
  }
  after(floor, comesInMs, () => arrive(floor, { pallets, papers, supplier: supplierIndex }))
}

/** A temperature logger that a supplier sends along. */
function makeLogger(floor: Floor, { zone }: Spot): Thing {
  const id = grai(loggerType + floor.index, `L${String(floor.serials.logger++).padStart(6, '0')}`)
  return make(floor, { kind: 'logger', epc: id.link, urn: id.urn, article: undefined, zone, step: 'announced' })
}

/** Fixed to the pallet until that is unpacked: an association, since it is no part of the goods. */
function fix(floor: Floor, pallet: Thing, logger: Thing, spot: Spot): void {
  putInto(pallet, [logger])
  tell(floor, 'AssociationEvent', spot, {
    action: 'ADD',
    bizStep: 'consigning',
    disposition: 'in_transit',
    what: family(spell(pallet, spot.urn), [spell(logger, spot.urn)]),
  })
}

/** Cases of the supplier's articles that are missed most, most missed first. */
function shoppingList(floor: Floor, supplier: number): Article[] {
  const missed: { article: Article; units: number }[] = []
  for (const article of floor.articles) {
    if (article.supplier !== supplier) continue
    const units = deficit(article)
    if (units > 0) missed.push({ article, units })
  }
  missed.sort((a, b) => b.units - a.units || a.article.index - b.article.index)
  const list: Article[] = []
  for (const { article, units } of missed) {
    const cases = Math.min(Math.ceil(units / article.caseSize), casesPerPallet * 2)
    for (let i = 0; i < cases && list.length < palletsMax * casesPerPallet; i++) list.push(article)
  }
  return list
}

function makeCase(floor: Floor, article: Article): Thing {
  const road = floor.layout.zone('road')
  const box = make(floor, {
    kind: 'case',
    epc: article.case.link + serialText(floor, floor.serials.case++),
    urn: '',
    article,
    zone: road,
    step: 'announced',
  })
  const units: Thing[] = []
  for (let i = 0; i < article.caseSize; i++) units.push(makeUnit(floor, article, road, 'announced'))
  putInto(box, units)
  article.inbound += units.length
  return box
}

function arrive(floor: Floor, trailer: Trailer): void {
  const random = floor.chance.inbound
  const door = 1 + random.below(4)
  const cameMs = floor.nowMs
  for (const pallet of trailer.pallets) {
    floor.crews.receive.ask(cameMs, (done) => {
      work(floor, spread(random, 110_000), () => {
        for (const each of pallet.children) floor.totals.received += each.children.length
        move(floor, pallet, floor.layout.zone('dock-in'), 'receiving')
        read(floor, pallet, floor.layout.spot('dock-in', `T${door}`, 'machine', true), 'arriving')
        work(floor, spread(random, 80_000), () => {
          tell(floor, 'TransactionEvent', floor.layout.spot('dock-in', `D${door}`, 'hand'), {
            action: 'ADD',
            bizStep: 'receiving',
            disposition: 'in_progress',
            what: `${trailer.papers},${epcList([pallet.epc])}`,
          })
          done()
          sortOut(floor, pallet)
        })
      })
    })
  }
}

/** Most pallets go to the benches; a few are held for a look, and a few are forgotten at the door. */
function sortOut(floor: Floor, pallet: Thing): void {
  const random = floor.chance.inbound
  const draw = random.next()
  if (draw < 0.012) {
    after(floor, spread(random, 3 * minuteMs), () => byHand(floor, 'receive', () => hold(floor, pallet)))
  } else if (draw < 0.02) after(floor, (2 + random.next() * 2) * hourMs, () => queueUnpack(floor, pallet))
  else queueUnpack(floor, pallet)
}

function hold(floor: Floor, pallet: Thing): void {
  move(floor, pallet, floor.layout.zone('quarantine'), 'unpacking')
  tell(floor, 'ObjectEvent', floor.layout.spot('quarantine', '01', 'hand'), {
    action: 'OBSERVE',
    bizStep: 'inspecting',
    disposition: 'unavailable',
    what: epcList([pallet.epc]),
  })
  after(floor, (1 + floor.chance.inbound.next() * 5) * hourMs, () => queueUnpack(floor, pallet))
}

function queueUnpack(floor: Floor, pallet: Thing): void {
  const random = floor.chance.inbound
  floor.crews.unpack.ask(floor.nowMs, (done) => {
    const cases = pallet.children.filter(({ kind }) => kind === 'case')
    const logger = pallet.children.find(({ kind }) => kind === 'logger')
    work(floor, spread(random, 90_000 + cases.length * 20_000), () => {
      const bench = floor.layout.spot('unpack', `0${1 + random.below(6)}`, 'hand')
      move(floor, pallet, bench.zone, 'unpacking')
      tell(floor, 'AggregationEvent', bench, {
        action: 'DELETE',
        bizStep: 'unpacking',
        disposition: 'in_progress',
        what: family(
          pallet.epc,
          cases.map((each) => each.epc),
        ),
      })
      takeOut(pallet, cases)
      if (logger !== undefined) {
        tell(floor, 'AssociationEvent', bench, {
          action: 'DELETE',
          bizStep: 'unpacking',
          disposition: 'in_progress',
          what: family(pallet.epc, [logger.epc]),
        })
        takeOut(pallet, [logger])
        retire(floor, logger, bench)
      }
      retire(floor, pallet, bench)
      done()
      putAway(floor, cases)
    })
  })
}
