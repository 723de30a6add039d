/**
 * One rate cell: place x step x window of 15 minutes or more, non-overlapping, decided once when the
 * window's lateness has passed. Only `policy` may open one (see `src/policy/gate.ts`): everything else
 * passes it on sealed, and a test reads the imports.
 */
export interface RateCell {
  readonly siteId: string
  /** Index in the place table. */
  readonly place: number
  /** Index in the steps plus 1. */
  readonly step: number
  readonly startMs: number
  readonly endMs: number
  readonly inCount: number
  readonly outCount: number
  /** Median of time spent at the step by what left it, milliseconds; NaN where nothing left. */
  readonly dwellMedianMs: number
  readonly dwellP95Ms: number
  /** Distinct contributors seen; 0 where feeds carry no person field ("unknown", never "none"). */
  readonly contributors: number
  /** Share of the largest and of the two largest contributors, 0 to 1; NaN where unknown. */
  readonly topShare: number
  readonly topTwoShare: number
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

/** What may be shown of a cell, decided once and for everyone. */
export type Verdict =
  | {
      readonly kind: 'show'
      readonly cell: Omit<RateCell, 'contributors' | 'topShare' | 'topTwoShare'>
      readonly basis: 'counted' | 'declared'
    }
  | { readonly kind: 'merged'; readonly into: number; readonly k: number }
  | { readonly kind: 'withheld'; readonly reason: 'too-few' | 'dominated' | 'unknown'; readonly k: number }
