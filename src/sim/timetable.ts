import { after, dayMs, hourMs, minuteMs } from './floor.ts'
import { depart } from './outbound.ts'
import type { Floor, Load } from './state.ts'

/** Carriers and services are inventions. */
const carriers = [
  ['Brightline Parcel', 'Express'],
  ['Northway Freight', 'Groupage'],
  ['Tern Logistics', 'Standard'],
  ['Corvid Express', 'Next day'],
  ['Meridian Post', 'Standard'],
  ['Halyard Lines', 'Store delivery'],
  ['Pinecone Courier', 'Evening'],
  ['Atlas & Daughters', 'Groupage'],
  ['Kestrel Air', 'Air'],
  ['Lowland Haulage', 'Store delivery'],
  ['Quayside Carriers', 'Export'],
  ['Sable Post', 'Standard'],
] as const

/** Minutes before the departure by which everything on the load should be so far. */
export const deadlineMinutes = { released: 85, picked: 55, packed: 40, staged: 20, doorsClosed: 5 } as const

const cutOffMin = 100
/** Once in this time a load gets a part of its orders too late, and half of it later another one nearly too late. */
const troubleEveryMs = 65 * minuteMs
const knownAheadMs = 1.25 * dayMs

/** Each carrier's trucks leave from its own lane, at even times shifted against each other. */
export function startTimetable(floor: Floor): void {
  const { lanes, departureEveryMin } = floor.layout.measures
  const everyMs = departureEveryMin * minuteMs
  for (let i = 0; i < lanes; i++) {
    // Round local times look like a timetable: the offset of the zone is a whole number of quarter hours.
    const shiftMs = Math.round((i * everyMs) / lanes / (5 * minuteMs)) * 5 * minuteMs
    let turn = Math.floor((floor.nowMs + hourMs - shiftMs) / everyMs) + 1
    const plan = (): void => {
      while (turn * everyMs + shiftMs < floor.nowMs + knownAheadMs) addLoad(floor, i, turn++ * everyMs + shiftMs)
      after(floor, hourMs, plan)
    }
    plan()
  }
}

function addLoad(floor: Floor, lane: number, departureMs: number): void {
  const random = floor.chance.outbound
  const [carrier, service] = carriers[lane % carriers.length]!
  // Every sixth load or so is a promotion: twice the orders, taken until later than is wise.
  const promotion = random.next() < 0.17
  const gapMs = (floor.layout.measures.departureEveryMin * minuteMs) / floor.layout.measures.lanes
  const load: Load = {
    id: `${floor.options.siteId}-${loadStamp(floor, departureMs)}-L${lane + 1}`,
    carrier,
    service,
    lane: floor.layout.zone(`lane-${lane + 1}`),
    door: lane + 1,
    departureMs,
    cutOffMs: departureMs - (promotion ? cutOffMin - 25 : cutOffMin) * minuteMs,
    weight: (0.7 + 0.6 * random.next()) * (promotion ? 2 : 1),
    held:
      departureMs % troubleEveryMs < gapMs
        ? 'long'
        : (departureMs + troubleEveryMs / 2) % troubleEveryMs < gapMs
          ? 'short'
          : 'no',
    orders: new Set(),
    ready: [],
    loadingNow: 0,
    lastLoadedMs: 0,
    loaded: [],
    leftMs: 0,
  }
  const later = floor.loads.findIndex((each) => each.departureMs > departureMs)
  if (later < 0) floor.loads.push(load)
  else floor.loads.splice(later, 0, load)
  floor.toldLoads.add(load)
  floor.agenda.put(departureMs, () => depart(floor, load))
}

/** Local month, day and time, such as `0105-1740`. */
function loadStamp(floor: Floor, ms: number): string {
  const text = floor.time.text(ms)
  return `${text.slice(5, 7)}${text.slice(8, 10)}-${text.slice(11, 13)}${text.slice(14, 16)}`
}
