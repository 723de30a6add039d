import type { CompiledSite, Heads, SealedCell, Verdict } from '../model/index.ts'

export interface GateOptions {
  readonly site: CompiledSite
  /** Smallest group that may be shown; 10 when left out, never below 5. */
  readonly k?: number
}

/** A decided window of rates. Decided once, for everyone, kept for the day. */
export interface Gate {
  /** Decides cells, a window at a time; a window decided before is left as it was. Give all cells of a window in one call. */
  decide(cells: readonly SealedCell[], heads: readonly Heads[]): void
  /** Undefined where the window had no such cell or is not decided yet. Places: zones, areas and the site. */
  verdictFor(place: number, step: number, windowStartMs: number): Verdict | undefined
  /** The newest decided window start, null before the first. */
  readonly newestWindowMs: number | null
}

export declare function openGate(options: GateOptions): Gate
