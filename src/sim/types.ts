import type { SiteFile, SiteState, SourceKind } from '../model/index.ts'

export type LayoutSize = 'small' | 'medium' | 'large'

/** Crews whose heads a caller may change, to see the queues answer. */
export const crewNames = [
  'receive',
  'unpack',
  'putaway',
  'replenish',
  'pick',
  'kit',
  'pack',
  'stage',
  'load',
  'returns',
] as const
export type CrewName = (typeof crewNames)[number]

/** What goes wrong between the floor and the file; shares from 0 to 1. */
export interface Noise {
  /** Repeats of a message: same eventID, same content. */
  readonly duplicates: number
  /** Malformed lines added beside the true ones. */
  readonly rejects: number
  /** Keeps malformed lines legal JSON, for a file that is one document. */
  readonly rejectsAreJson: boolean
  /** Messages that come minutes to hours after their event. */
  readonly late: number
  /** Second reads of the same object at an RFID portal or tunnel, seconds apart: events of their own. */
  readonly repeats: number
  /** Hand scans of a wrong place, taken back later by an errorDeclaration. */
  readonly misScans: number
  /** Single reads and scans that reach nobody: the thing is where it is, and is next seen at its next scan. */
  readonly missed: number
  /** Events with extension members. */
  readonly extensions: number
}

export const usualNoise: Noise = {
  duplicates: 0.02,
  rejects: 0,
  rejectsAreJson: false,
  late: 0.01,
  repeats: 0.06,
  misScans: 0.004,
  missed: 0.001,
  extensions: 0.01,
}

/** Nothing lost, late, twice or wrong: what a test of exactness runs on. */
export const noNoise: Noise = {
  duplicates: 0,
  rejects: 0,
  rejectsAreJson: false,
  late: 0,
  repeats: 0,
  misScans: 0,
  missed: 0,
  extensions: 0,
}

export interface WorldOptions {
  readonly seed: string | number
  readonly siteId: string
  readonly name: string
  readonly layout: LayoutSize
  /** Epoch milliseconds. The simulation itself begins `warmHours` earlier. */
  readonly startMs: number
  /** IANA name. */
  readonly timeZone: string
  /** `active` when left out. */
  readonly state?: SiteState
  /** `replay` when left out. */
  readonly clock?: SiteFile['clock']
  readonly position?: { readonly lng: number; readonly lat: number }
  /** Keeps serial numbers and locations of several sites apart; 0 to 99. */
  readonly index?: number
  /** Hours simulated before `startMs`, so that the first minute shows a full floor; 0 when left out. */
  readonly warmHours?: number
  readonly noise?: Partial<Noise>
  /** Factor on the heads of a crew; 1 when left out. */
  readonly crewFactor?: Partial<Record<CrewName, number>>
  /** Factor on orders and arrivals; 1 when left out. */
  readonly volume?: number
  readonly release?: 'waves' | 'streaming'
  /** Areas whose hand scans all carry operator and badge (fictional), so that their removal can be shown. */
  readonly operatorAreas?: readonly string[]
  /** Individual people instead of numbers of heads: who was it, who paused, who erred. `crewFactor` then says nothing. */
  readonly workforce?: WorkforceOptions
}

export interface WorkforceOptions {
  /** People at work in the largest shift, 6 or more; `siteSizeFor` says which layout and volume keep them busy. */
  readonly people: number
  /** Unplanned pauses of ten minutes or more that a shift of one worker holds on average; 1.3 when left out. */
  readonly pausesPerShift?: number
}

/** Who was where and did what, from the simulation's own state; known to tests and the red team only. */
export interface TruthWorkforce {
  readonly workers: readonly TruthWorker[]
  /** One for each worker and shift begun. */
  readonly shifts: readonly TruthShift[]
  readonly errors: readonly TruthError[]
}

export interface TruthWorker {
  readonly id: string
  readonly area: string
  /** Where this one stands at the start of the shift; empty where people of the area go where the goods are. */
  readonly zone: string
  /** Index in the site's shifts. */
  readonly shift: number
  /** Time needed for a piece of work, 1 on average. */
  readonly pace: number
  readonly slips: number
  /** Own bench, where benches exist. */
  readonly bench: number
}

/** The planned shift, and what became of it. */
export interface TruthShift {
  /** Index in the workers. */
  readonly worker: number
  readonly startMs: number
  readonly endMs: number
  readonly breakStartMs: number
  readonly breakEndMs: number
  /** The worker's pace in this shift. */
  readonly pace: number
  /** In order and without overlap. `wait`: nothing to do; `pause`: off the plan. */
  readonly spans: TruthSpan[]
  /** Pieces of work done. */
  pieces: number
}

export interface TruthSpan {
  readonly kind: 'work' | 'wait' | 'break' | 'pause'
  readonly startMs: number
  endMs: number
}

/** A scan that named a wrong place. */
export interface TruthError {
  /** Index in the workers. */
  readonly worker: number
  readonly atMs: number
  /** Where it happened. */
  readonly zone: string
  readonly area: string
  readonly eventID: string
  readonly text: string
}

/**
 * Receives one message: JSON text without a line break, how its read point's events come to be and, where a workforce is
 * simulated, the index of the worker who truly did it.
 */
export type Sink = (text: string, kind: SourceKind, worker?: number) => void

/** A plan document as `POST /api/v1/sites/{site}/plan` takes it (see src/wire/plan.ts). */
export interface SimPlan {
  loads: SimLoad[]
  orders: SimOrder[]
  heads: SimHeads[]
}

export interface SimLoad {
  id: string
  carrier: string
  service: string
  dock: string
  departure: string
  deadlines: { released: string; picked: string; packed: string; staged: string; doorsClosed: string }
  state: 'planned' | 'departed'
}

export interface SimOrder {
  id: string
  load: string
  document: string
  lines: number
  units: number
  due: string
  state: 'open'
}

export interface SimHeads {
  area: string
  quarter: string
  heads: number
}

/** What is so, from the simulation's own state: never read from an event. */
export interface Truth {
  readonly siteId: string
  readonly atMs: number
  /** Places and steps that hold something, sorted by zone, then step. */
  readonly places: readonly TruthPlace[]
  /** Loads that have not left, by departure. */
  readonly loads: readonly TruthLoad[]
  readonly orders: readonly TruthOrder[]
  /** Loads that left, in order; the newest 10,000. */
  readonly left: readonly TruthDeparture[]
  /** Latest stated amounts of packaging material, which is counted by class. */
  readonly classes: readonly TruthClass[]
  readonly totals: TruthTotals
  /** Jobs that wait for a head, by crew. */
  readonly queues: Readonly<Record<CrewName, number>>
  /** Single scans so far that reached nobody. */
  readonly missedScans: number
  /** Equipment that stands still now. */
  readonly stopped: { readonly toteBelt: boolean; readonly sorter: boolean }
}

export interface TruthClass {
  readonly epcClass: string
  readonly zone: string
  readonly quantity: number
  readonly atMs: number
}

export interface TruthPlace {
  readonly zone: string
  readonly step: string
  /** Things that hold nothing, inside containers too: units (single serialised articles) and loggers. */
  readonly objects: number
  /** Cases, pallets, totes and parcels. */
  readonly containers: number
}

export interface TruthLoad {
  readonly id: string
  readonly departureMs: number
  readonly units: number
  /** Units by step; what was not picked yet stands under `''`. */
  readonly steps: Readonly<Record<string, number>>
}

export interface TruthOrder {
  readonly id: string
  readonly document: string
  readonly load: string
  readonly units: number
  readonly steps: Readonly<Record<string, number>>
}

export interface TruthDeparture {
  readonly id: string
  readonly leftMs: number
  readonly plannedMs: number
  readonly units: number
  readonly parcels: number
  readonly orders: readonly string[]
  /** Orders that were meant for it and went to a later load. */
  readonly missed: readonly string[]
}

/** Units. opening + received + returned + made = shipped + scrapped + used + open, at every instant. */
export interface TruthTotals {
  readonly opening: number
  readonly received: number
  readonly returned: number
  readonly made: number
  readonly used: number
  readonly shipped: number
  readonly scrapped: number
  /** On the site now. */
  readonly open: number
  /** Told by a supplier, still on the road; no part of the sum. */
  readonly announced: number
}

/** Where one thing is. */
export interface TruthThing {
  readonly epc: string
  readonly kind: ThingKind
  readonly zone: string
  readonly step: string
  readonly sinceMs: number
  readonly container: string | null
  readonly order: string | null
  /** The last single scan of it reached nobody: readers of the messages see it where it was before, and with it what it holds. */
  readonly missed: boolean
}

export type ThingKind = 'unit' | 'case' | 'pallet' | 'tote' | 'parcel' | 'logger'

export interface World {
  readonly siteId: string
  readonly siteFile: SiteFile
  readonly nowMs: number
  /** Messages made so far, handed over or still on their way. */
  readonly made: number
  /** Goes on to `ms` (epoch milliseconds) and hands over the messages that arrive until then, in order of arrival. */
  advanceTo(ms: number, sink: Sink): void
  /** As `advanceTo`, but stops as soon as `madeMax` messages were made. */
  advanceUntil(madeMax: number, ms: number, sink: Sink): void
  /** Hands over what is still on its way, so that everything that happened has been told. */
  flush(sink: Sink): void
  /** Sensor readings that mention no object: `count` lines that change nothing. */
  idle(count: number, sink: Sink): void
  /**
   * What became known of the plan since the last call: loads and orders up to now, heads up to an hour after `ms`.
   * Submit it with the events of that time.
   */
  planUntil(ms: number): SimPlan
  truth(): Truth
  /** Undefined where heads are numbers. */
  workforce(): TruthWorkforce | undefined
  whereIs(epc: string): TruthThing | undefined
  /** Every thing on the site or on the road to it. */
  things(): IterableIterator<TruthThing>
}
