import type { DeparturesState, ExceptionState, FloorState } from '../../flow/index.ts'

/**
 * The live state of a site as everyone is told it until the next tick: the difference of two states is a rate of people's work, so
 * every page, answer and stream shows the same one, and none is fresher than another.
 */
export interface ToldState {
  /** Site's time of the state and of the next one. */
  readonly atMs: number
  readonly nextMs: number
  readonly floor: FloorState
  readonly departures: DeparturesState
  /** Oldest first. */
  readonly exceptions: readonly ExceptionState[]
  /** Heads by place index, where known. */
  readonly heads: ReadonlyMap<number, number>
  /** Heads by step, where known. */
  readonly headsOfStep: ReadonlyMap<number, number>
  /** Newest hand scan, start of its quarter hour. */
  readonly handNewestMs: number | null
}
