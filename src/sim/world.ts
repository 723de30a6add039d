import { headsOf, makeFloor, minuteMs } from './floor.ts'
import { startInbound } from './inbound.ts'
import { startKitting } from './kitting.ts'
import { startOrders } from './orders.ts'
import { nextTour } from './picking.ts'
import { senseOnce, startPlant } from './plant.ts'
import { startReturns } from './returns.ts'
import { writeSiteFile } from './site-file.ts'
import { areaHeads, crewArea } from './staffing.ts'
import type { Floor } from './state.ts'
import { openStock } from './storage.ts'
import { deadlineMinutes, startTimetable } from './timetable.ts'
import { readThing, readTruth } from './truth.ts'
import type { SimHeads, SimPlan, Sink, World, WorldOptions } from './types.ts'

const quarterMs = 15 * minuteMs
/** Heads are declared this long before their quarter hour. */
const headsAheadMs = 60 * minuteMs

/** A simulated site. Equal options give equal bytes, on every machine. */
export function createWorld(options: WorldOptions): World {
  const floor = makeFloor(options, nextTour)
  const siteFile = writeSiteFile(floor)
  const beganMs = floor.nowMs
  openStock(floor)
  floor.workforce?.start(floor.nowMs)
  startTimetable(floor)
  startPlant(floor)
  startInbound(floor)
  startOrders(floor)
  startReturns(floor)
  startKitting(floor)
  let headsToldMs = Math.floor(beganMs / quarterMs) * quarterMs

  const run = (untilMs: number, madeMax: number, sink: Sink): void => {
    const { agenda, mailbox } = floor
    while (mailbox.made < madeMax) {
      const actionMs = agenda.nextMs
      const messageMs = mailbox.nextMs
      if (Math.min(actionMs, messageMs) > untilMs) {
        floor.nowMs = Math.max(floor.nowMs, untilMs)
        return
      }
      if (messageMs <= actionMs) {
        mailbox.deliver(sink)
        continue
      }
      floor.nowMs = Math.max(floor.nowMs, actionMs)
      floor.actor = undefined
      agenda.take()!()
    }
  }
  return {
    siteId: options.siteId,
    siteFile,
    get nowMs() {
      return floor.nowMs
    },
    get made() {
      return floor.mailbox.made
    },
    advanceTo: (ms, sink) => run(ms, Number.POSITIVE_INFINITY, sink),
    advanceUntil: (madeMax, ms, sink) => run(ms, madeMax, sink),
    flush: (sink) => {
      while (floor.mailbox.nextMs < Number.POSITIVE_INFINITY) floor.mailbox.deliver(sink)
    },
    idle: (count, sink) => {
      // A millisecond apart, so that the last of them is hardly newer than the truth.
      for (let i = 0; i < count; i++) {
        floor.nowMs++
        senseOnce(floor, sink)
      }
    },
    planUntil: (ms) => {
      const heads: SimHeads[] = []
      for (; headsToldMs <= ms + headsAheadMs; headsToldMs += quarterMs)
        heads.push(...headsAtQuarter(floor, headsToldMs))
      return { ...takePlan(floor), heads }
    },
    truth: () => readTruth(floor),
    workforce: () => floor.workforce?.truth(),
    whereIs: (epc) => {
      const thing = floor.things.get(epc)
      return thing === undefined ? undefined : readThing(floor, thing)
    },
    *things() {
      for (const thing of floor.things.values()) yield readThing(floor, thing)
    },
  }
}

/** What changed in the plan since the last call. */
function takePlan(floor: Floor): Omit<SimPlan, 'heads'> {
  const { time } = floor
  const loads: SimPlan['loads'] = []
  const orders: SimPlan['orders'] = []
  for (const load of floor.toldLoads) {
    const before = (minutes: number): string => time.text(load.departureMs - minutes * minuteMs)
    loads.push({
      id: load.id,
      carrier: load.carrier,
      service: load.service,
      dock: `Door ${load.door}`,
      departure: time.text(load.departureMs),
      deadlines: {
        released: before(deadlineMinutes.released),
        picked: before(deadlineMinutes.picked),
        packed: before(deadlineMinutes.packed),
        staged: before(deadlineMinutes.staged),
        doorsClosed: before(deadlineMinutes.doorsClosed),
      },
      state: load.leftMs > 0 ? 'departed' : 'planned',
    })
  }
  for (const order of floor.toldOrders) {
    orders.push({
      id: order.id,
      load: order.load.id,
      document: order.document,
      lines: order.lines,
      units: order.units,
      due: time.text(order.load.departureMs),
      state: 'open',
    })
  }
  floor.toldLoads.clear()
  floor.toldOrders.clear()
  return { loads, orders }
}

function headsAtQuarter(floor: Floor, quarterStartMs: number): SimHeads[] {
  const { workforce } = floor
  const heads = headsOf(floor, quarterStartMs)
  const quarter = floor.time.text(quarterStartMs)
  return [...new Set(Object.values(crewArea))].map((area) => ({
    area,
    quarter,
    heads: workforce === undefined ? areaHeads(heads, area) : workforce.planned(area, quarterStartMs),
  }))
}
