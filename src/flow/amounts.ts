import { type EventBatch, type RefRole, refRoles } from '../model/index.ts'
import type { Quantities } from './quantities.ts'

/** Codes of the reference roles, by name. */
export const role = Object.fromEntries(refRoles.map((name, index) => [name, index])) as Record<RefRole, number>

/** What of an event its amounts depend on; one such object is filled again for every event. */
export interface AmountEvent {
  /** Range of its references. */
  start: number
  end: number
  place: number
  step: number
  isObjectEvent: boolean
  /** What it names leaves. */
  closes: boolean
  /** 1 where the event adds, -1 where it takes away, 0 where it only observes; the other way round for one that takes it back. */
  added: number
  /** -1 for an event that takes another back. */
  sign: 1 | -1
}

/**
 * Amounts of classes: added and taken at the place, or put into and taken out of the parent there; and how much of each
 * document was at the step.
 */
export function foldAmounts(quantities: Quantities, batch: EventBatch, event: AmountEvent): void {
  const { refRole, refHash, refQuantity } = batch
  const { place, added, sign } = event
  let parent = -1
  for (let ref = event.start; ref < event.end; ref++) if (refRole[ref] === role.parent) parent = ref
  for (let ref = event.start; ref < event.end; ref++) {
    const kind = refRole[ref]!
    if (kind < role.quantity || kind > role.outputQuantity) continue
    const amount = refQuantity[ref]!
    if (!(amount > 0)) continue
    const low = refHash[ref * 2]!
    const high = refHash[ref * 2 + 1]!
    if (kind === role.inputQuantity) quantities.atPlace(low, high, place, -sign * amount)
    else if (kind === role.outputQuantity) quantities.atPlace(low, high, place, sign * amount)
    else if (kind === role.quantity) {
      if (event.isObjectEvent && added !== 0) quantities.atPlace(low, high, place, added * amount)
    } else if (parent >= 0 && added !== 0 && !event.closes) {
      quantities.atPlace(low, high, place, -added * amount)
      quantities.inContainer(low, high, [refHash[parent * 2]!, refHash[parent * 2 + 1]!], added * amount)
    }
    if (event.step !== 0 && kind !== role.inputQuantity) ofDocuments(quantities, batch, event, sign * amount)
  }
}

function ofDocuments(quantities: Quantities, batch: EventBatch, event: AmountEvent, amount: number): void {
  const { refRole, refHash } = batch
  for (let ref = event.start; ref < event.end; ref++) {
    if (refRole[ref] !== role.bizTransaction) continue
    quantities.ofDocument(refHash[ref * 2]!, refHash[ref * 2 + 1]!, event.step, event.place, amount)
  }
}
