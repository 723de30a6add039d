import { role } from './amounts.ts'
import { left } from './closed.ts'
import type { CurrentEvent } from './event.ts'
import { flag } from './record.ts'
import { secondOf } from './stamp.ts'
import type { State } from './state.ts'

/** An object of the event at hand that had left by then, or that leaves by it. */
export interface Mention {
  readonly kind: number
  /** It leaves (again). */
  readonly closing: boolean
  /** The event is no newer than the leaving that is known. */
  readonly late: boolean
  /** The event empties it without a list. */
  readonly emptying: boolean
  /** The event says what is in it: its documents are those of the contents. */
  readonly holds: boolean
}

/** What the event at hand says of things that are not in the building. */
export class Leavings {
  readonly #state: State
  readonly #event: CurrentEvent

  constructor(state: State, event: CurrentEvent) {
    this.#state = state
    this.#event = event
  }

  /** The first that is heard of the object is that it leaves. */
  leavesUnseen(low: number, high: number, kind: number, holds: boolean): void {
    const { closed, newestMs } = this.#state
    const event = this.#event
    const how = event.how | (kind === role.parent && event.linking ? left.container : 0)
    const unlisted = event.documents && event.unlists ? left.unlisted : 0
    closed.add(low, high, event.stamp, how | unlisted, newestMs)
    this.#documentsOfLeft(low, high, how, holds)
  }

  /** A statement about something that had left by then, or that leaves again. */
  mentioned(low: number, high: number, entry: number, said: Mention): void {
    const state = this.#state
    const { closed } = state
    const event = this.#event
    const how = closed.how(entry)
    const inside = (how & left.inside) !== 0
    const isContainer = said.kind === role.parent && event.linking
    if (said.closing) {
      const news = (event.how & ~how) !== 0 || (how & (left.container | left.unlisted)) !== 0 || inside
      if (said.late) {
        const isBefore = event.stamp < closed.at(entry)
        closed.setHow(entry, how | event.how | (isBefore ? left.again : 0))
        if (news && isBefore) state.owe(low, high, true)
      } else closed.note(low, high, event.stamp, how | event.how, state.newestMs)
    } else if (!said.late) closed.setHow(entry, closed.how(entry) | left.mentioned)
    else {
      if (said.kind === role.child && event.linking && !this.#isPassedLink(entry)) state.owe(low, high, true)
      if (isContainer && (said.emptying || inside)) state.owe(low, high, true)
    }
    if (event.documents && !said.holds) {
      if (event.unlists) closed.setHow(entry, closed.how(entry) | left.unlisted)
      if ((closed.how(entry) & left.unlisted) !== 0) state.owe(low, high, false)
    }
    if (isContainer && (how & left.container) === 0) {
      closed.setHow(entry, closed.how(entry) | left.container)
      // Its documents counted it as a unit.
      state.owe(low, high, false)
    }
    this.#documentsOfLeft(low, high, how | event.how, said.holds)
  }

  /**
   * Does the link that is learnt late change nothing of how the object left? So it is where the object left by itself, or for the
   * first time and with a newer link, and where what it is said to have been in did not leave before that.
   */
  #isPassedLink(entry: number): boolean {
    const { closed, objects, newestMs, limits } = this.#state
    const { batch, stamp, timeMs, parentRef, takesAway } = this.#event
    const isInside = (closed.how(entry) & left.inside) !== 0
    const linkSecond = isInside ? closed.linkSecond(entry) : secondOf(closed.at(entry))
    if (isInside && (secondOf(stamp) >= linkSecond || (closed.how(entry) & left.again) !== 0)) return false
    if (timeMs < newestMs - limits.closedHorizonMs) return false
    if (takesAway || parentRef < 0) return true
    const low = batch.refHash[parentRef * 2]!
    const high = batch.refHash[parentRef * 2 + 1]!
    const parent = objects.find(low, high)
    if (parent !== 0) {
      if ((objects.flags(parent) & flag.returned) !== 0) return false
      // Should it turn out to have left before that, what was in it then is asked for.
      objects.containers.noteLost(objects.containerOf(parent), closed.at(entry))
      return true
    }
    const parentEntry = closed.find(low, high)
    if (parentEntry === 0 || (closed.how(parentEntry) & left.again) !== 0) return false
    return secondOf(closed.at(parentEntry)) > linkSecond
  }

  #documentsOfLeft(low: number, high: number, how: number, holds: boolean): void {
    const { batch, documents, unlists, refStart, refEnd, stamp } = this.#event
    if (!documents || holds || unlists) return
    const { refRole, refHash } = batch
    for (let ref = refStart; ref < refEnd; ref++) {
      if (refRole[ref] !== role.bizTransaction) continue
      const document = [refHash[ref * 2]!, refHash[ref * 2 + 1]!] as const
      this.#state.documents.stateLeft(low, high, document, stamp, pairHow(how))
    }
  }
}

/** Bits of `left` as a document pair keeps them. */
export function pairHow(how: number): number {
  return how & (left.shipped | left.container)
}
