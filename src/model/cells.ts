/** What moved on one side of a cell in one quarter hour, and by whom. */
export interface RateSide {
  readonly count: number
  /** Moves by hand of which nobody knows who; moves by machines are neither here nor in `by`. */
  readonly unknown: number
  /** Contributor to moves. A contributor is a number without meaning outside this process. */
  readonly by: ReadonlyMap<number, number>
}

/**
 * One rate cell as flow counts it: zone x step x quarter hour of the event's time, handed out once when the lateness has passed.
 * Every move by somebody stands in `reached` of exactly one cell. Only `policy` may open one (see `src/policy/gate.ts`):
 * everything else passes it on sealed, and a test reads the imports.
 */
export interface RateCell {
  readonly siteId: string
  /** Index in the place table. */
  readonly place: number
  /** Index in the steps plus 1. */
  readonly step: number
  readonly startMs: number
  readonly endMs: number
  /** Objects that came to the step here: the work of those who do the step. */
  readonly reached: RateSide
  /** Objects that left it, which the next step's people saw. */
  readonly left: RateSide
  /** How long what left had been at the step: counts by `dwellBucketOf`. */
  readonly dwell?: Uint32Array
}

/** Four buckets a doubling: a quantile is within a tenth of the truth. */
export const dwellBuckets = 96

export function dwellBucketOf(dwellS: number): number {
  return Math.min(dwellBuckets - 1, Math.floor(Math.log2(Math.max(0, dwellS) + 1) * 4))
}

/** Milliseconds; NaN where nothing left. */
export function dwellQuantileMs(buckets: Uint32Array, share: number): number {
  let all = 0
  for (const count of buckets) all += count
  if (all === 0) return Number.NaN
  let seen = 0
  for (let i = 0; i < buckets.length; i++) {
    seen += buckets[i]!
    if (seen >= all * share) return (2 ** ((i + 0.5) / 4) - 1) * 1000
  }
  return Number.NaN
}

declare const sealed: unique symbol

/** A cell that nobody but the gate can read. */
export interface SealedCell {
  readonly [sealed]: true
}

const contents = new WeakMap<object, RateCell>()

/** Closes a cell: the result shows nothing, prints nothing, serialises to nothing. */
export function seal(cell: RateCell): SealedCell {
  const box = Object.freeze({ toJSON: () => undefined }) as unknown as SealedCell
  contents.set(box, cell)
  return box
}

/** Opens a cell. Only `src/policy/gate.ts` may import this; the tidy test fails on any other importer. */
export function openSealed(cell: SealedCell): RateCell {
  const found = contents.get(cell)
  if (found === undefined) throw new Error('broken invariant: a sealed cell without contents')
  return found
}

/** A rate that left the gate: so many objects came to the step, in that place and window. */
export interface ReleasedRate {
  readonly place: number
  readonly step: number
  readonly startMs: number
  readonly endMs: number
  readonly reached: number
  /** Time that what left had been at the step; null where nothing left, or too few took it away. */
  readonly dwellMedianMs: number | null
  readonly dwellP95Ms: number | null
  readonly basis: 'counted' | 'declared'
}

/**
 * Why a rate is held back: fewer people than k; k people, but too little of their work; one or two stand for most of it; nobody
 * knows how many they were; the window is not over; or the place has no window of its own.
 */
export const withheldReasons = ['too-few', 'too-short', 'dominated', 'unknown', 'not-yet', 'merged'] as const
export type WithheldReason = (typeof withheldReasons)[number]

/** What somebody may ask: a place, a step, and how long a window. */
export interface RateQuestion {
  readonly place: number
  readonly step: number
  readonly windowMin: number
}

/** What is answered, the same for everyone. */
export type Verdict =
  | { readonly kind: 'show'; readonly cell: ReleasedRate }
  | {
      readonly kind: 'withheld'
      readonly reason: WithheldReason
      readonly k: number
      readonly personHours: number
      /** When the window under way will be decided; null where it will not be shown at all. */
      readonly nextMs: number | null
      /** The nearest question that has an answer. */
      readonly nearest: RateQuestion | null
    }
