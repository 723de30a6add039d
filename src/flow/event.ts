import { actions, type BatchPlacement, type EventBatch, eventTypes, sourceKinds } from '../model/index.ts'
import { role } from './amounts.ts'
import { left } from './closed.ts'
import { stampOf } from './stamp.ts'

const objectEvent = eventTypes.indexOf('ObjectEvent')
const aggregationEvent = eventTypes.indexOf('AggregationEvent')
const transactionEvent = eventTypes.indexOf('TransactionEvent')
const associationEvent = eventTypes.indexOf('AssociationEvent')
const takeAway = actions.indexOf('DELETE')
/** Roles up to here name single objects. */
export const lastObjectRole = role.output
const byPartner = sourceKinds.indexOf('partner')
export const handSource = sourceKinds.indexOf('hand')

/** Dispositions after which a thing is no longer in the building (CBV 2.0), whatever the step. */
export const closingDispositions: ReadonlySet<string> = new Set([
  'destroyed',
  'dispensed',
  'disposed',
  'inactive',
  'retail_sold',
  'stolen',
])

/** Closing dispositions of what is lost: it was not shipped, even where the step that it left by `leaves`. */
export const lostDispositions: ReadonlySet<string> = new Set(['destroyed', 'disposed', 'inactive', 'stolen'])

/** What a disposition says of its objects, once it was asked. */
const [goesOn, isOut, isLost, notAsked] = [0, 1, 2, 3] as const

/** What partners say of places that are not ours moves nothing here. */
export function isElsewhere(source: number, place: number): boolean {
  return source === byPartner && place === 0
}

/** AggregationEvent and AssociationEvent say what is inside what. */
export function isLinking(type: number): boolean {
  return type === aggregationEvent || type === associationEvent
}

/** Does the event say that its objects have left? Inputs of a transformation always have. */
export function closes(leaves: boolean, closing: boolean, type: number, action: number): boolean {
  return leaves || closing || (type === objectEvent && action === takeAway)
}

/** The event at hand, as its row says; one such record is filled again for every event. */
export class CurrentEvent {
  batch!: EventBatch
  row = 0
  timeMs = 0
  stamp = 0
  place = 0
  step = 0
  /** It names a place, ours or not. */
  saysPlace = false
  byHand = false
  /** Its objects leave. */
  closes = false
  /** Bits of `left` with which they do. */
  how = 0
  /** It says what is in what. */
  linking = false
  /** It takes out or away. */
  takesAway = false
  isObjectEvent = false
  action = 0
  /** It takes its objects from its documents. */
  unlists = false
  /** It says something of our own building: it opens what had left. */
  isHouse = false
  refStart = 0
  refEnd = 0
  /** The reference that is its parent, -1 for none. */
  parentRef = -1
  /** It names documents. */
  documents = false
  readonly #leaves: Uint8Array
  readonly #ships: Uint8Array
  #closing = new Uint8Array(256)

  constructor({ leaves, ships }: { readonly leaves: Uint8Array; readonly ships: Uint8Array }) {
    this.#leaves = leaves
    this.#ships = ships
  }

  begin(batch: EventBatch): void {
    this.batch = batch
    if (this.#closing.length < batch.words.length) this.#closing = new Uint8Array(batch.words.length * 2)
    this.#closing.fill(notAsked, 0, batch.words.length)
  }

  read(row: number, { place, step, source }: BatchPlacement): void {
    const { batch } = this
    const timeMs = batch.eventTimeMs[row]!
    const type = batch.type[row]!
    const action = batch.action[row]!
    const disposition = this.#dispositionOf(batch.disposition[row]!)
    this.row = row
    this.timeMs = timeMs
    this.stamp = stampOf(timeMs, batch.idHash[row * 2]!)
    this.place = place[row]!
    this.step = step[row]!
    this.saysPlace = (batch.readPoint[row]! | batch.bizLocation[row]!) !== 0
    this.byHand = source[row]! === handSource
    this.linking = type === aggregationEvent || type === associationEvent
    this.isHouse = this.place !== 0 || this.step !== 0 || this.linking
    this.takesAway = action === takeAway
    this.action = action
    this.isObjectEvent = type === objectEvent
    this.unlists = this.takesAway && type === transactionEvent
    this.closes = closes(this.#leaves[this.step] === 1, disposition !== goesOn, type, action)
    this.how = this.#ships[this.step] === 1 && disposition !== isLost ? left.shipped : 0
    this.refStart = batch.refStart[row]!
    this.refEnd = batch.refStart[row + 1]!
    this.parentRef = -1
    this.documents = false
  }

  #dispositionOf(index: number): number {
    const known = this.#closing[index]!
    if (known !== notAsked) return known
    const word = this.batch.words[index]!
    const says = !closingDispositions.has(word) ? goesOn : lostDispositions.has(word) ? isLost : isOut
    this.#closing[index] = says
    return says
  }
}
