import type { Random } from '../base/index.ts'
import type { Agenda } from './agenda.ts'
import type { Belt } from './belt.ts'
import type { Staff } from './crew.ts'
import type { GtinStem } from './ids.ts'
import type { Face, Layout, Zone } from './layout.ts'
import type { Mailbox } from './mailbox.ts'
import type { StepId } from './process.ts'
import type { Scribe } from './scribe.ts'
import type { Duty } from './team.ts'
import type { CrewName, Noise, ThingKind, TruthClass, TruthDeparture, WorldOptions } from './types.ts'
import type { Workforce } from './workforce.ts'
import type { ZoneTime } from './zone-time.ts'

/** Anything with an identifier that is on the site or on the road to it. */
export interface Thing {
  readonly kind: ThingKind
  readonly epc: string
  /** EPC URN, where some feed spells it so; else empty. */
  readonly urn: string
  readonly article: Article | undefined
  zone: Zone
  step: StepId
  /** When it came to this zone and step. */
  sinceMs: number
  parent: Thing | undefined
  readonly children: Thing[]
  order: Order | undefined
}

export interface Order {
  readonly id: string
  readonly document: string
  /** `bizTransactionList` of the order. */
  readonly docText: string
  load: Load
  readonly lines: number
  readonly units: number
  /** Units picked and not scrapped since. */
  readonly things: Thing[]
  readonly parcels: Thing[]
  /** One entry a unit that was ordered. */
  readonly articles: readonly Article[]
  /** Held back until then. */
  readonly heldUntilMs: number
  stagedUnits: number
  state: 'open' | 'loading' | 'loaded'
}

export interface Load {
  readonly id: string
  readonly carrier: string
  readonly service: string
  readonly lane: Zone
  readonly door: number
  readonly departureMs: number
  /** Orders are taken until then. */
  readonly cutOffMs: number
  /** Share of the day's orders that it draws while it is open. */
  readonly weight: number
  /** Whether a part of its orders is held back (a payment check, a late file) and released late. */
  readonly held: 'no' | 'short' | 'long'
  readonly orders: Set<Order>
  /** Orders that stand complete in the lane. */
  readonly ready: Order[]
  loadingNow: number
  lastLoadedMs: number
  readonly loaded: Order[]
  leftMs: number
}

/** One unit to be picked. */
export interface Line {
  readonly article: Article
  readonly order: Order
}

/** Lines that wait in one zone, and who walks its aisles. */
export interface PickZone {
  readonly zone: Zone
  /** By departure. */
  readonly lines: Agenda<Line>
  /** When the first of the waiting lines came. */
  sinceMs: number
  pickers: number
  /** Pickers in each aisle. */
  readonly inAisle: Int32Array
}

/** The whole state of one site. The files beside this one say how it changes. */
export interface Floor {
  readonly options: WorldOptions
  readonly index: number
  readonly noise: Noise
  readonly volume: number
  readonly layout: Layout
  readonly time: ZoneTime
  readonly scribe: Scribe
  readonly mailbox: Mailbox
  readonly agenda: Agenda<() => void>
  readonly ownGln: string
  readonly articles: readonly Article[]
  /** Every open thing, by its identifier. */
  readonly things: Map<string, Thing>
  /** Empty packaging by zone, waiting to be scanned out together. */
  readonly bins: Map<string, Thing[]>
  readonly orders: Set<Order>
  readonly pickZones: readonly PickZone[]
  /** Totes in the buffer, and the numbers of those that were never used. */
  readonly totes: { readonly free: Thing[]; readonly unused: number[] }
  /** Loads that have not left, by departure. */
  readonly loads: Load[]
  readonly left: TruthDeparture[]
  /** Packaging material, told by class and amount. */
  readonly cartons: GtinStem
  readonly classes: Map<string, TruthClass>
  readonly crews: Readonly<Record<CrewName, Staff>>
  /** Individual people, where they are simulated. */
  readonly workforce: Workforce | undefined
  /** Whose work goes on at this moment; whatever is put off goes on as this one's. */
  actor: Duty | undefined
  readonly toteBelt: Belt
  readonly sorter: Belt
  readonly totals: {
    opening: number
    received: number
    returned: number
    made: number
    used: number
    shipped: number
    scrapped: number
  }
  readonly serials: {
    unit: number
    case: number
    pallet: number
    parcel: number
    logger: number
    order: number
    document: number
  }
  /** Chance of each part of the work, so that a change in one part leaves the others as they are. */
  readonly chance: Readonly<
    Record<
      'inbound' | 'storage' | 'orders' | 'pick' | 'pack' | 'outbound' | 'returns' | 'reads' | 'missed' | 'loggers',
      Random
    >
  >
  nowMs: number
  /** Things whose last single scan reached nobody, and how many such scans there were. */
  readonly missed: Set<Thing>
  missedScans: number
  /** Orders and loads whose plan changed since they were last told. */
  readonly toldOrders: Set<Order>
  readonly toldLoads: Set<Load>
}

/** One article: what is sold, where it is picked, what is in stock. */
export interface Article {
  readonly index: number
  readonly unit: GtinStem
  readonly case: GtinStem
  readonly caseSize: number
  readonly grams: number
  readonly supplier: number
  readonly face: Face
  readonly reserve: Zone
  /** Expected units a day. */
  readonly daily: number
  readonly faceMin: number
  readonly faceMax: number
  /** Units on the face, oldest first. */
  readonly onFace: Thing[]
  /** Full cases in reserve, oldest first. */
  readonly cases: Thing[]
  /** Units that a supplier has announced or that stand between the door and reserve. */
  inbound: number
  /** Units that orders or gift sets count on, not picked yet. */
  promised: number
  /** Cases on their way from reserve to the face. */
  refilling: number
}
