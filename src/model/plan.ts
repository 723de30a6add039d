/** Where an object must be by when, on its way out. Keys are the deadlines before a departure, in order. */
export const deadlineKinds = ['released', 'picked', 'packed', 'staged', 'doorsClosed'] as const
export type DeadlineKind = (typeof deadlineKinds)[number]

/** A departure: one truck, flight or container that leaves a dock at a time. A change is a new version. */
export interface Load {
  readonly siteId: string
  readonly id: string
  readonly carrier: string
  readonly service: string
  readonly dock: string
  readonly departureMs: number
  readonly deadlinesMs: Readonly<Partial<Record<DeadlineKind, number>>>
  readonly state: 'planned' | 'departed' | 'cancelled'
  /** From 1, raised by every accepted change. */
  readonly version: number
  readonly recordedMs: number
}

/** What a customer wants on one load. Joined to objects by the business transaction `document`. */
export interface Order {
  readonly siteId: string
  readonly id: string
  readonly loadId: string
  /** Business transaction id as events carry it (bizTransactionList), canonical. */
  readonly document: string
  readonly lines: number
  /** Objects or amounts that must be on the load. */
  readonly units: number
  readonly dueMs: number
  readonly state: 'open' | 'cancelled'
  readonly version: number
  readonly recordedMs: number
}

/** Heads declared for an area and a quarter hour: numbers only, never names. */
export interface Heads {
  readonly siteId: string
  readonly areaId: string
  /** Start of the quarter hour, epoch milliseconds. */
  readonly quarterMs: number
  readonly heads: number
}

/** The plan in force, read by flow. Rebuilt as a whole at a change: plans are thousands of rows, not millions. */
export interface PlanView {
  readonly siteId: string
  /** Raised at every change, so that a reader knows when to look again. */
  readonly version: number
  readonly loads: readonly Load[]
  readonly orders: readonly Order[]
}
