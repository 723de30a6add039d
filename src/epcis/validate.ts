import { assert } from '../base/index.ts'
import { actions, eventTypes } from '../model/index.ts'
import type { Row } from './columns.ts'
import { contextsResult } from './contexts.ts'
import { checkExtension } from './extension.ts'
import { eventFieldEnd, type FieldName, field } from './fields.ts'
import { offsetMin, timeMs } from './lexical.ts'
import { kind, tokenBits, tokenSize } from './tokens.ts'
import {
  checkEpcs,
  checkIdentity,
  checkPersistent,
  checkPlace,
  checkQuantities,
  checkTyped,
  checkUri,
  checkWord,
  fieldAt,
  role,
} from './validateLists.ts'
import { checkSensors } from './validateSensor.ts'
import { vocabularyResult } from './vocabulary.ts'
import type { Walk } from './walk.ts'
import { ascii, isAscii } from './wordwise.ts'

const everyEvent = '@context type eventID eventTime eventTimeZoneOffset recordTime certificationInfo errorDeclaration'
const mostEvents =
  'bizStep disposition persistentDisposition readPoint bizLocation bizTransactionList sourceList destinationList sensorElementList'

/**
 * Members that each event type may have; index as in `eventTypes`. Source: EPCIS 2.0 JSON schema; but
 * persistentDisposition in all five, as in the XML schema and in GS1's examples.
 */
const membersOf = [
  'action epcList quantityList ilmd',
  'action parentID childEPCs childQuantityList',
  'action parentID epcList quantityList',
  'inputEPCList inputQuantityList outputEPCList outputQuantityList transformationID ilmd',
  'action parentID childEPCs childQuantityList',
].map((own) => {
  // One bit a member; bit 0 is any extension (checked before), bit 31 any member that stands deeper only.
  let allowed = 1
  for (const name of `${everyEvent} ${mostEvents} ${own}`.split(' ')) allowed |= 1 << field[name as FieldName]
  return allowed
})
assert(eventFieldEnd <= 31, 'members of an event fit into one word')

const typeWords = eventTypes.map(ascii)
const actionWords = actions.map(ascii)
const type = { object: 0, aggregation: 1, transaction: 2, transformation: 3, association: 4 } as const
const action = { none: 0, add: 1, observe: 2, delete: 3 } as const

/**
 * Checks one event (the whole tape of `w`) against EPCIS 2.0 and CBV 2.0, fills what the columns need of it
 * into `row`, and pushes its references. Person fields are marked on the tape, not yet removed. False leaves
 * the fault in `w`.
 */
export function checkEvent(w: Walk, row: Row): boolean {
  w.isExtended = false
  w.cuts = 0
  w.cutIdentity = false
  const { form } = w.tape
  const known = form?.event
  if (known !== undefined) {
    w.slots = known.slots
    row.type = known.type
    row.action = known.action
    row.offsetMin = known.offsetMin
    return checkTimes(w, row, true) && checkWords(w, row, true) && checkContent(w, row) && checkRare(w)
  }
  if (!checkMembers(w, row) || !checkTimes(w, row, false) || !checkWords(w, row, false)) return false
  if (!checkContent(w, row) || !checkRare(w) || !checkRules(w, row)) return false
  // What extensions mean depends on the context, which may be another one next time.
  if (form !== undefined && !w.isExtended && w.slots[field['@context']] === 0) {
    form.event = { slots: w.slots.slice(), type: row.type, action: row.action, offsetMin: row.offsetMin }
  }
  return true
}

/** Which members there are, and whether the event's type may have them. */
function checkMembers(w: Walk, row: Row): boolean {
  const slots = w.ownSlots
  w.slots = slots
  // So few that a call costs more than the loop.
  for (let i = 0; i < eventFieldEnd; i++) slots[i] = 0
  if (!w.isObject(0)) return false
  const words = w.words
  const end = words[3]!
  let present = 0
  for (let key = tokenSize; key < end; key = words[key + tokenSize + 3]!) {
    const code = words[key]! >> tokenBits.fieldShift
    if (code < eventFieldEnd) {
      present |= 1 << code
      slots[code] = key + tokenSize
    } else present |= 1 << 31
  }
  slots[0] = 0
  if (slots[field['@context']] !== 0 && !findContext(w, slots[field['@context']]!)) return false
  // Only now: what a prefix means may stand behind its first use.
  for (let key = tokenSize; (present & 1) !== 0 && key < end; key = words[key + tokenSize + 3]!) {
    if (words[key]! >> tokenBits.fieldShift === 0 && !checkExtension(w, key)) return false
  }
  if (!checkType(w, row)) return false
  return (present & ~membersOf[row.type]!) === 0 || failUnknown(w, row.type)
}

function failUnknown(w: Walk, type: number): false {
  const words = w.words
  for (let key = tokenSize; key < words[3]!; key = words[key + tokenSize + 3]!) {
    const code = words[key]! >> tokenBits.fieldShift
    if (code < eventFieldEnd && (membersOf[type]! & (1 << code)) !== 0) continue
    return w.fail('MEMBER_UNKNOWN', key, `a member of ${eventTypes[type]}, or an extension \`prefix:name\``)
  }
  return w.fail('MEMBER_UNKNOWN', 0)
}

function findContext(w: Walk, at: number): boolean {
  const number = w.contexts.ofEvent(w.tape.view, startOf(w, at), endOf(w, at))
  if (number === contextsResult.tooMany) return w.fail('CONTEXT_TOO_MANY', at)
  if (number < 0) return w.fail('CONTEXT_WRONG', at, 'URL, object, or array of these')
  w.contextNumber = number
  w.context = w.contexts.list[number]!
  return true
}

function checkType(w: Walk, row: Row): boolean {
  const at = w.slots[field.type]!
  if (at === 0) return w.fail('MEMBER_MISSING', 0, eventTypes.join(', '), field.type)
  if (!w.isString(at)) return false
  for (let i = 0; i < typeWords.length; i++) {
    if (isAscii(w.view, w.vs, w.ve, typeWords[i]!)) {
      row.type = i
      return true
    }
  }
  return w.fail('EVENT_TYPE_UNKNOWN', at, eventTypes.join(', '))
}

/** With `isKnown`, the offset is that of the shape. */
function checkTimes(w: Walk, row: Row, isKnown: boolean): boolean {
  const time = w.slots[field.eventTime]!
  if (time === 0) return w.fail('MEMBER_MISSING', 0, 'date, time and offset', field.eventTime)
  if (!w.isString(time)) return false
  row.eventTimeMs = timeMs(w.vb, w.vs, w.ve)
  if (Number.isNaN(row.eventTimeMs)) return w.fail('TIME_WRONG', time, 'date, time and offset')
  if (!isKnown && !checkOffset(w, row)) return false
  const recorded = w.slots[field.recordTime]!
  return recorded === 0 || checkTime(w, recorded)
}

function checkOffset(w: Walk, row: Row): boolean {
  const offset = w.slots[field.eventTimeZoneOffset]!
  if (offset === 0) return w.fail('MEMBER_MISSING', 0, 'such as +02:00', field.eventTimeZoneOffset)
  if (!w.isString(offset)) return false
  const minutes = offsetMin(w.vb, w.vs, w.ve)
  if (Number.isNaN(minutes)) return w.fail('OFFSET_WRONG', offset, '-14:00 to +14:00, such as +02:00')
  row.offsetMin = minutes
  return true
}

function checkTime(w: Walk, at: number): boolean {
  if (!w.isString(at)) return false
  return !Number.isNaN(timeMs(w.vb, w.vs, w.ve)) || w.fail('TIME_WRONG', at, 'date, time and offset')
}

/** With `isKnown`, the action is that of the shape. */
function checkWords(w: Walk, row: Row, isKnown: boolean): boolean {
  if (!isKnown && !checkAction(w, row)) return false
  const slots = w.slots
  row.bizStep = 0
  row.disposition = 0
  row.readPoint = 0
  row.bizLocation = 0
  if (slots[field.bizStep] !== 0) {
    row.bizStep = checkWord(w, slots[field.bizStep]!, w.bizSteps)
    if (row.bizStep < 0) return false
  }
  if (slots[field.disposition] !== 0) {
    row.disposition = checkWord(w, slots[field.disposition]!, w.dispositions)
    if (row.disposition < 0) return false
  }
  if (slots[field.readPoint] !== 0) {
    row.readPoint = checkPlace(w, slots[field.readPoint]!)
    if (row.readPoint < 0) return false
  }
  if (slots[field.bizLocation] !== 0) {
    row.bizLocation = checkPlace(w, slots[field.bizLocation]!)
    if (row.bizLocation < 0) return false
  }
  return true
}

function checkAction(w: Walk, row: Row): boolean {
  row.action = action.none
  const act = w.slots[field.action]!
  if (act !== 0) {
    if (!w.isString(act)) return false
    for (let i = 1; i < actionWords.length; i++) if (isAscii(w.view, w.vs, w.ve, actionWords[i]!)) row.action = i
    if (row.action === action.none) return w.fail('WORD_UNKNOWN', act, 'ADD, OBSERVE, DELETE')
  } else if (row.type !== type.transformation) return w.fail('MEMBER_MISSING', 0, 'ADD, OBSERVE, DELETE', field.action)
  return true
}

function checkContent(w: Walk, row: Row): boolean {
  const s = w.slots
  if (s[field.epcList] !== 0 && !checkEpcs(w, s[field.epcList]!, role.epc, row.type === type.object)) return false
  if (s[field.parentID] !== 0) {
    const at = s[field.parentID]!
    if (!checkIdentity(w, at, at - tokenSize, role.parent, Number.NaN)) return false
  }
  if (s[field.childEPCs] !== 0 && !checkEpcs(w, s[field.childEPCs]!, role.child, false)) return false
  if (s[field.quantityList] !== 0 && !checkQuantities(w, s[field.quantityList]!, role.quantity)) return false
  if (s[field.childQuantityList] !== 0 && !checkQuantities(w, s[field.childQuantityList]!, role.childQuantity))
    return false
  if (row.type === type.transformation) {
    if (s[field.inputEPCList] !== 0 && !checkEpcs(w, s[field.inputEPCList]!, role.input, true)) return false
    if (s[field.outputEPCList] !== 0 && !checkEpcs(w, s[field.outputEPCList]!, role.output, true)) return false
    if (s[field.inputQuantityList] !== 0 && !checkQuantities(w, s[field.inputQuantityList]!, role.inputQuantity))
      return false
    if (s[field.outputQuantityList] !== 0 && !checkQuantities(w, s[field.outputQuantityList]!, role.outputQuantity))
      return false
    const id = s[field.transformationID]!
    if (id !== 0 && !checkIdentity(w, id, id - tokenSize, role.transformation, Number.NaN)) return false
  }
  const { bizTransactionType, sourceDestType } = w.terms
  const transactions = s[field.bizTransactionList]!
  if (
    transactions !== 0 &&
    !checkTyped(w, transactions, field.bizTransaction, bizTransactionType, false, role.bizTransaction)
  )
    return false
  const sources = s[field.sourceList]!
  if (sources !== 0 && !checkTyped(w, sources, field.source, sourceDestType, true, role.source)) return false
  const destinations = s[field.destinationList]!
  return destinations === 0 || checkTyped(w, destinations, field.destination, sourceDestType, true, role.destination)
    ? checkSensorList(w, row)
    : false
}

function checkSensorList(w: Walk, row: Row): boolean {
  const at = w.slots[field.sensorElementList]!
  return at === 0 || checkSensors(w, at, row.eventTimeMs)
}

/** What few events carry. */
function checkRare(w: Walk): boolean {
  const s = w.slots
  const ilmd = s[field.ilmd]!
  if (ilmd !== 0) {
    if (!w.isObject(ilmd)) return false
    for (let key = ilmd + tokenSize; key < w.words[ilmd + 3]!; key = w.words[key + tokenSize + 3]!) {
      if (fieldAt(w, key) !== 0) return w.fail('MEMBER_UNKNOWN', key, 'an extension `prefix:name`')
      if (!checkExtension(w, key)) return false
    }
  }
  if (s[field.persistentDisposition] !== 0 && !checkPersistent(w, s[field.persistentDisposition]!)) return false
  if (s[field.eventID] !== 0 && !checkUri(w, s[field.eventID]!)) return false
  const info = s[field.certificationInfo]!
  if (info !== 0 && !(w.kindOf(info) === kind.array ? checkUris(w, info) : checkUri(w, info))) return false
  const error = s[field.errorDeclaration]!
  return error === 0 || checkErrorDeclaration(w, error)
}

function checkUris(w: Walk, at: number): boolean {
  if (!w.isArray(at)) return false
  for (let item = at + tokenSize; item < w.words[at + 3]!; item = w.words[item + 3]!)
    if (!checkUri(w, item, item)) return false
  return true
}

function checkErrorDeclaration(w: Walk, at: number): boolean {
  if (!w.isObject(at)) return false
  let declared = false
  for (let key = at + tokenSize; key < w.words[at + 3]!; key = w.words[key + tokenSize + 3]!) {
    const value = key + tokenSize
    const code = fieldAt(w, key)
    if (code === field.declarationTime) {
      if (!checkTime(w, value)) return false
      declared = true
    } else if (code === field.reason) {
      if (checkWord(w, value, w.terms.errorReason) === vocabularyResult.bad) return false
    } else if (code === field.correctiveEventIDs) {
      if (!checkUris(w, value)) return false
    } else if (code !== 0) {
      return w.fail('MEMBER_UNKNOWN', key, 'declarationTime, reason, correctiveEventIDs, or an extension `prefix:name`')
    } else if (!checkExtension(w, key)) return false
  }
  return declared || w.fail('MEMBER_MISSING', at, 'date, time and offset', field.declarationTime)
}

/** First byte of a value's text, the quote of a string included. */
export function startOf(w: Walk, at: number): number {
  return w.words[at + 1]! - (w.kindOf(at) === kind.string ? 1 : 0)
}

export function endOf(w: Walk, at: number): number {
  return w.words[at + 2]! + (w.kindOf(at) === kind.string ? 1 : 0)
}

/** Rules between members. Source: EPCIS 2.0 sections 7.4.2 to 7.4.6, TCR-54. */
function checkRules(w: Walk, row: Row): boolean {
  const s = w.slots
  switch (row.type) {
    case type.object: {
      if (s[field.ilmd] !== 0 && row.action !== action.add)
        return w.fail('ILMD_NOT_ALLOWED', s[field.ilmd]! - tokenSize, 'with action ADD')
      if (s[field.epcList] !== 0 || !isEmpty(w, s[field.quantityList]!)) return true
      if (!isEmpty(w, s[field.sensorElementList]!) && s[field.readPoint] !== 0) return true
      return w.fail('NOTHING_SAID', 0, 'epcList, quantityList, or sensorElementList with readPoint')
    }
    case type.transaction: {
      if (s[field.bizTransactionList] === 0) return w.fail('MEMBER_MISSING', 0, '', field.bizTransactionList)
      if (isEmpty(w, s[field.bizTransactionList]!))
        return w.fail('LIST_EMPTY', s[field.bizTransactionList]!, 'one business transaction or more')
      if (row.action === action.delete || s[field.epcList] !== 0 || !isEmpty(w, s[field.quantityList]!)) return true
      return w.fail('NOTHING_SAID', 0, 'epcList or quantityList')
    }
    case type.transformation: {
      const input = !isEmpty(w, s[field.inputEPCList]!) || !isEmpty(w, s[field.inputQuantityList]!)
      const output = !isEmpty(w, s[field.outputEPCList]!) || !isEmpty(w, s[field.outputQuantityList]!)
      if ((input && output) || (s[field.transformationID] !== 0 && (input || output))) return true
      return w.fail('NOTHING_SAID', 0, 'inputs and outputs; with transformationID one of the two')
    }
    default: {
      // Who was packed into nothing, or out of nothing, says nothing: only OBSERVE may leave the parent of an aggregation out.
      if (s[field.parentID] === 0 && (row.type === type.association || row.action !== action.observe)) {
        return w.fail('MEMBER_MISSING', 0, '', field.parentID)
      }
      if (row.action === action.delete || !isEmpty(w, s[field.childEPCs]!) || !isEmpty(w, s[field.childQuantityList]!))
        return true
      return w.fail('NOTHING_SAID', 0, 'childEPCs or childQuantityList')
    }
  }
}

/** Whether a list is absent or has no items. */
function isEmpty(w: Walk, at: number): boolean {
  return at === 0 || w.words[at + 3] === at + tokenSize
}
