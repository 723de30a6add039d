import type { CurrentEvent } from './event.ts'
import { F64, flag, U32 } from './record.ts'
import type { State } from './state.ts'

/** Who is inside whom: what the event at hand says of it. The newest such statement wins. */
export class Links {
  readonly #state: State
  readonly #event: CurrentEvent

  constructor(state: State, event: CurrentEvent) {
    this.#state = state
    this.#event = event
  }

  /** "The child is in the parent" or, with DELETE, in nothing. `parent` is the record of the parent, 0 where it has none. */
  link(row: number, parent: number): void {
    const state = this.#state
    const { stamp, parentRef, takesAway } = this.#event
    const { objects } = state
    const { containers } = objects
    const into = !takesAway && parentRef >= 0
    if (!into && !takesAway) return
    if (parent === row) return
    const known = objects.f64(row, F64.linkAt)
    const newer = stamp > known || (stamp === known && into && this.#outranks(row))
    if (newer) {
      state.leaveContainer(row, stamp)
      objects.setF64(row, F64.linkAt, stamp)
      if (!into) return
      if (parent === 0) state.oweRow(row, true)
      else {
        objects.putInto(row, parent)
        if (containers.emptiedAt(objects.u32(parent, U32.container)) > stamp) state.oweRow(row, true)
      }
      return
    }
    if (stamp === known) return
    if ((objects.flags(row) & flag.implied) !== 0 || (into && parent === 0)) state.oweRow(row, true)
    if (!into || parent === 0) return
    const container = objects.containerOf(parent)
    containers.noteLost(container, known)
    if (containers.emptiedAt(container) > stamp) state.oweRow(row, true)
  }

  /** Of two containers stated with one stamp the larger hash wins. */
  #outranks(row: number): boolean {
    const { objects } = this.#state
    const { batch, parentRef } = this.#event
    const parent = objects.u32(row, U32.parent)
    if (parent === 0) return true
    const low = batch.refHash[parentRef * 2]!
    const high = batch.refHash[parentRef * 2 + 1]!
    const knownHigh = objects.u32(parent, U32.high)
    return high > knownHigh || (high === knownHigh && low > objects.u32(parent, U32.low))
  }

  /** Unpacked without a list: what was inside is now where the event happened. */
  empty(parent: number): void {
    const state = this.#state
    const { objects } = state
    const { stamp } = this.#event
    const container = objects.u32(parent, U32.container)
    if (objects.containers.lostAt(container) > stamp) state.oweRow(parent, true)
    objects.containers.noteEmptied(container, stamp)
    objects.dissolve(container)
    for (const child of objects.contentsOf(parent)) {
      if (objects.f64(child, F64.linkAt) >= stamp) continue
      state.position(child, this.#event)
      state.leaveContainer(child, stamp)
      objects.setF64(child, F64.linkAt, stamp)
      objects.setFlags(child, flag.implied)
      state.show(child)
    }
  }
}
