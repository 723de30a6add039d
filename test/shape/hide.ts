import { type Random, seededRandom } from '../../src/base/index.ts'
import { createWorld, siteSizeFor } from '../../src/sim/index.ts'

/** A hand scan with the id of who made it, taken out of the declared person fields. */
export interface Scan {
  readonly timeMs: number
  readonly place: number
  readonly zone: string
  readonly crew: string
  readonly worker: string
}

const hourMs = 3_600_000
const areas = ['inbound', 'storage', 'picking', 'packing', 'outbound', 'returns']
export const startMs = Date.UTC(2026, 0, 5, 6)

/** Hand scans of a simulated site with people, in order of time, and the people at work in its largest shift. */
export function scansOf({ seed, people, hours }: { seed: number; people: number; hours: number }): readonly Scan[] {
  const world = createWorld({
    seed,
    siteId: 'north',
    name: 'North',
    ...siteSizeFor(people),
    startMs,
    timeZone: 'UTC',
    operatorAreas: areas,
    workforce: { people },
  })
  const places = new Map<string, number>()
  const out: Scan[] = []
  const sink = (text: string, kind: string): void => {
    const worker = /"wms:operator":"OP-([^"]+)"/.exec(text)?.[1]
    if (kind !== 'hand' || worker === undefined) return
    const zone = /"readPoint":\{"id":"[^"]*\/254\/([^"]+)"/.exec(text)?.[1] ?? ''
    if (!places.has(zone)) places.set(zone, places.size + 1)
    const timeMs = Date.parse(/"eventTime":"([^"]+)"/.exec(text)![1]!)
    out.push({ timeMs, place: places.get(zone)!, zone, crew: zone.split('-')[0] ?? '', worker })
  }
  world.advanceTo(startMs + hours * hourMs, sink)
  world.flush(sink)
  return out.sort((a, b) => a.timeMs - b.timeMs)
}

/** Eight ways in which a system writes the id of a person into something that is called otherwise. */
export const hiddenFields = [
  '{https://example.com/wms/}tour',
  '{https://example.com/wms/}cart',
  'bizTransactionList/*/bizTransaction',
  'eventID',
  'sensorElementList/*/sensorMetadata/rawData',
  'readPoint/id',
  '{https://example.com/wms/}label/{https://example.com/wms/}by2',
  '{https://example.com/wms/}session',
] as const

/** The fields of one scan with its worker hidden in `field`. */
export function hide(random: Random): (field: string, scan: Scan) => string {
  const sessions = new Map<string, number>()
  let sequence = 0
  return (field, { worker, zone, timeMs }) => {
    sequence++
    const hour = Math.floor(timeMs / hourMs)
    switch (field) {
      case hiddenFields[0]:
        return `T-${worker}-${hour % 100}${random.below(4)}`
      case hiddenFields[1]:
        return `cart ${worker}`
      case hiddenFields[2]:
        return `urn:epcglobal:cbv:bt:9521234000013:PL.${worker}.${sequence}`
      case hiddenFields[3]:
        return `https://example.com/events/${worker}/${sequence}`
      case hiddenFields[4]:
        return `https://example.com/devices/${worker}`
      case hiddenFields[5]:
        return `https://id.gs1.org/414/9521234000013/254/${zone}-${worker}`
      case hiddenFields[6]:
        return worker
      default: {
        // A number drawn at the first scan of a shift, as a terminal's session has it.
        const key = `${worker} ${Math.floor(timeMs / (12 * hourMs))}`
        if (!sessions.has(key)) sessions.set(key, 100_000 + random.below(900_000))
        return String(sessions.get(key))
      }
    }
  }
}

/** Things that a scan names as well: none of them is a person. */
export const thingFields = [
  'cart',
  'printer',
  'door',
  'wave',
  'order',
  'tour',
  'lane',
  'handheld pool',
  'copies',
  'tote',
] as const

/** What a system writes of things. Carts come from a pool for a tour of half an hour, printers and doors stand. */
export function things(random: Random): (field: (typeof thingFields)[number], scan: Scan) => string {
  const tours = new Map<string, { untilMs: number; cart: number; tour: number }>()
  let tour = 0
  return (field, { worker, zone, timeMs, crew, place }) => {
    let own = tours.get(worker)
    if (own === undefined || own.untilMs < timeMs) {
      own = { untilMs: timeMs + (15 + random.below(30)) * 60_000, cart: random.below(60), tour: ++tour }
      tours.set(worker, own)
    }
    switch (field) {
      case 'cart':
        return `C-${own.cart}`
      case 'printer':
        return `PRN-${crew}-${place % 3}`
      case 'door':
        return `D${place}`
      case 'wave':
        return `W-${Math.floor(timeMs / (2 * hourMs)) % 96}`
      case 'order':
        return `SO-${1000 + Math.floor(timeMs / 90_000) + random.below(40)}`
      case 'tour':
        return `TR-${own.tour}`
      case 'lane':
        return String(1 + random.below(4))
      case 'handheld pool':
        return `HH-${random.below(40)}`
      case 'copies':
        return String(1 + random.below(2))
      case 'tote':
        return `${zone}/${10_000 + Math.floor(timeMs / 240_000) + random.below(30)}`
    }
  }
}

export const seeded = (seed: number): Random => seededRandom(seed)
