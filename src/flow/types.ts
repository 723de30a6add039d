import type { BatchPlacement, CompiledSite, DeadlineKind, EventBatch, PlanView, SealedCell } from '../model/index.ts'

/** Two halves (low, high) of a 64-bit identifier hash under the ledger's key. */
export type ObjectHash = readonly [low: number, high: number]

/**
 * Tells every event that mentions one of the objects, in any order: at least all that flow was given, those that took others
 * back and those taken back included (flow leaves them out). More recent ones do no harm, nor what is told twice. Asked of no
 * object, it only lets other work go on.
 */
export type History = (objects: readonly ObjectHash[], tell: TellHistory) => Promise<void> | void

/** One row that mentions the object at `index` of those asked for. Columns are not kept. */
export type TellHistory = (index: number, batch: EventBatch, placement: BatchPlacement, row: number) => void

/** Named limits; see docs/limits.md. */
export interface FlowLimits {
  /** Events later than this behind the newest may find that flow no longer remembers an object that left. */
  readonly closedHorizonMs: number
  /** Objects remembered as having left; the oldest are forgotten beyond it. */
  readonly closedMax: number
  /** A rate window is decided this long after its end by the site's clock. */
  readonly windowLatenessMs: number
  /** Nested containers deeper than this do not carry their contents along. */
  readonly nestingMax: number
  /** Rows looked at for exceptions in one view. */
  readonly scanRowsMax: number
  /** Unmapped read points counted one by one. */
  readonly unmappedMax: number
}

export const flowLimits: FlowLimits = {
  closedHorizonMs: 14 * 86_400_000,
  closedMax: 8_000_000,
  windowLatenessMs: 15 * 60_000,
  nestingMax: 8,
  scanRowsMax: 1_000_000,
  unmappedMax: 10_000,
}

export interface FlowOptions {
  readonly site: CompiledSite
  readonly history: History
  /** Hash of a document's canonical id under the ledger's key, as `batch.refHash` holds it. */
  readonly hashOf: (canonical: string) => ObjectHash
  readonly limits?: Partial<FlowLimits>
}

/** Minutes by the site's clock: whole ones, and quarter hours where the newest statement came by hand. Null where nothing is there. */
export interface Ages {
  readonly medianMin: number | null
  readonly p95Min: number | null
  readonly oldestMin: number | null
}

/** What is at one place and step now. */
export interface QueueState {
  /** Index in the place table; -1 where the row stands for a step everywhere. */
  readonly place: number
  /** Index in the steps plus 1, 0 for goods at no step; -1 where the row stands for a whole place. */
  readonly step: number
  /** Objects, containers among them. */
  readonly objects: number
  /** Objects that never held others. */
  readonly units: number
  readonly age: Ages
  readonly stuck: number
  readonly outOfOrder: number
  readonly misplaced: number
}

export interface FloorState {
  /** One row a zone that has something; ascending by place. */
  readonly places: readonly QueueState[]
  /** One row a step of the process, in its order, empty ones included. */
  readonly steps: readonly QueueState[]
  /** One row a place and step that has something. */
  readonly cells: readonly QueueState[]
  readonly openObjects: number
  readonly exceptionsTotal: number
  readonly unmapped: UnmappedState
}

export interface UnmappedState {
  /** Distinct read points that no zone claims. */
  readonly readPoints: number
  /** Open objects that are at none of the site's places. */
  readonly objects: number
  /** Most frequent first. */
  readonly examples: readonly string[]
}

export type ExceptionKind = 'stuck' | 'outOfOrder' | 'misplaced'

export interface ExceptionState {
  /** Stable while the exception lasts. */
  readonly id: string
  readonly kind: ExceptionKind
  readonly object: ObjectHash
  readonly place: number
  readonly step: number
  readonly sinceMs: number
  readonly owner: string
  /** Catalogue key of the next thing to do. */
  readonly next: string
  readonly loadId: string | null
}

/** One object as flow knows it; null fields are not known. */
export interface ObjectState {
  readonly hash: ObjectHash
  readonly open: boolean
  readonly place: number
  readonly step: number
  /** The step before this one on its way, 0 where none was seen. */
  readonly previousStep: number
  /** Since when it is at this place and step (when it left, for an object that is not open); floored to the quarter hour after a hand scan. */
  readonly sinceMs: number | null
  readonly lastSeenMs: number | null
  readonly precision: 'exact' | 'quarterHour'
  readonly container: ObjectHash | null
  /** Things directly inside. */
  readonly contents: number
  readonly loadId: string | null
}

export interface ClassAmount {
  readonly class: ObjectHash
  readonly amount: number
}

export interface ObjectList {
  readonly objects: readonly ObjectState[]
  readonly total: number
}

export interface ContentsState extends ObjectList {
  readonly amounts: readonly ClassAmount[]
}

export interface PlaceAmount {
  readonly place: number
  readonly amount: number
}

export type LoadStatus = 'onTrack' | 'atRisk' | 'late' | 'departed' | 'cancelled' | 'unknown'

export interface LoadShare {
  /** Index in the steps plus 1; 0 for units not seen yet. */
  readonly step: number
  readonly units: number
  readonly zones: readonly { readonly place: number; readonly units: number }[]
}

export interface LoadRemedy {
  /** `departures.remedy.*` of the message catalogue. */
  readonly key: string
  /** Index in the steps plus 1. */
  readonly step: number
  readonly owner: string
  readonly units: number
  readonly place: number | null
  /**
   * Whole quarter hours, 0 for less than one; null where nothing reached the step lately and it cannot be told. `addPace`: with
   * half as much pace again, if what follows keeps up.
   */
  readonly gainMin: number | null
}

export interface LoadState {
  readonly id: string
  readonly status: LoadStatus
  /** `departures.reason.*` of the message catalogue. */
  readonly reason: string
  readonly deadlines: readonly { readonly kind: DeadlineKind; readonly atMs: number; readonly met: boolean | null }[]
  readonly units: { readonly planned: number; readonly seen: number; readonly staged: number; readonly loaded: number }
  readonly shares: readonly LoadShare[]
  readonly holding: {
    readonly step: number
    readonly units: number
    readonly owner: string
    readonly place: number | null
  } | null
  /** Quarter hours. */
  readonly readyMs: { readonly earliest: number; readonly latest: number } | null
  readonly lateByMin: { readonly least: number; readonly most: number } | null
  readonly remedies: readonly LoadRemedy[]
}

export interface DeparturesState {
  readonly plan: 'none' | 'present'
  /** Index-aligned with nothing: sorted by departure, then id. */
  readonly loads: readonly LoadState[]
  /** Units packed, staged or loaded that no load of the plan claims. */
  readonly unplannedUnits: number
}

export interface FlowStats {
  readonly openObjects: number
  readonly closedObjects: number
  readonly bytes: number
  /** Objects that wait for `settle`. */
  readonly owed: number
}

/** Live state of one site. Everything but `settle` is synchronous. */
export interface Flow {
  readonly siteId: string
  /** The newest eventTime, null before the first event. */
  readonly newestEventMs: number | null
  /** Raised at every change of state. */
  readonly version: number
  /** Duplicates are removed before. `replayed`: read from the ledger, not as it came in: takes no part in rates. */
  apply(batch: EventBatch, placement: BatchPlacement, mode?: 'live' | 'replayed'): void
  /** Folds again, from history, what columns alone could not decide (corrections, some late events). Resolves to the number of objects. Call after `apply` while `stats().owed` is not 0. */
  settle(): Promise<number>
  usePlan(plan: PlanView | null): void
  floor(nowMs: number): FloorState
  exceptions(nowMs: number, limit: number): readonly ExceptionState[]
  departures(nowMs: number): DeparturesState
  object(hash: ObjectHash): ObjectState | null
  contents(hash: ObjectHash, limit: number): ContentsState
  objectsOf(document: ObjectHash, limit: number): ObjectList
  amountsOf(classHash: ObjectHash): readonly PlaceAmount[]
  /** Cells whose lateness has passed since the last call; each is handed out once. */
  drainSealed(nowMs: number): readonly SealedCell[]
  /** The quarter hours whose cells were handed out whole: from `fromMs`, before `beforeMs`. */
  readonly ratesWhole: { readonly fromMs: number; readonly beforeMs: number }
  /** Sections of bytes for `restoreFlow`; consume it before the next `apply`. Never holds a contributor. */
  snapshot(nowMs: number): Iterable<Uint8Array>
  stats(): FlowStats
}
