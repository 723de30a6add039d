import type { RefRole } from '../model/index.ts'
import { checkExtension, checkKeyword } from './extension.ts'
import { field } from './fields.ts'
import { isPersonIdentifier } from './identifiers.ts'
import { identityKinds } from './identity.ts'
import { isUriBytes, isUuidUrn, mayBePersonBytes, numberOf } from './lexical.ts'
import { identityRank } from './person.ts'
import { kind, tokenBits, tokenSize } from './tokens.ts'
import { type Vocabulary, vocabularyResult } from './vocabulary.ts'
import type { Walk } from './walk.ts'

/** Indexes in `refRoles`, by name; written out for the engine's sake, and tested. */
export const role = {
  epc: 0,
  parent: 1,
  child: 2,
  input: 3,
  output: 4,
  quantity: 5,
  childQuantity: 6,
  inputQuantity: 7,
  outputQuantity: 8,
  transformation: 9,
  bizTransaction: 10,
  source: 11,
  destination: 12,
  correction: 13,
  erroneous: 14,
} as const satisfies Record<RefRole, number>

/** Number of the member whose key is the token at `key`. */
export function fieldAt(w: Walk, key: number): number {
  return w.words[key]! >> tokenBits.fieldShift
}

/** A URI as text; one that is a person's number is marked at `token` (the key or array item to cut). */
export function checkUri(w: Walk, at: number, token = at - tokenSize): boolean {
  if (!w.isString(at)) return false
  if (isUuidUrn(w.view, w.vs, w.ve)) return true
  if (!isUriBytes(w.vb, w.vs, w.ve)) return w.fail('URI_WRONG', at, 'absolute URI')
  cutPerson(w, at, token)
  return true
}

/** Marks the text that `w` shows, where it is a person's number: no field of the standard is a place to keep one. */
export function cutPerson(w: Walk, at: number, token: number): void {
  if (!mayBePersonBytes(w.vb, w.vs, w.ve) || !isPersonIdentifier(w.textOf(at))) return
  w.cut(token)
  w.contributes(at, identityRank)
}

/**
 * Number of a word of the standard or a URI of a user vocabulary; 0 where a person's number stands in its place, which is
 * marked at `token`.
 */
export function checkWord(w: Walk, at: number, vocabulary: Vocabulary, token = at - tokenSize): number {
  if (!w.isString(at)) return vocabularyResult.bad
  const word = vocabulary.lookup(w.view, w.vs, w.ve)
  if (word === vocabularyResult.person) {
    w.cut(token)
    w.contributes(at, identityRank)
    return 0
  }
  if (word === vocabularyResult.bad)
    w.fail('WORD_UNKNOWN', at, 'a word of CBV 2.0 for this member, or a URI of another vocabulary')
  return word
}

/**
 * One identifier: its hash becomes a reference in the role; a person's identity is marked at `token` (the key
 * or array item to cut) instead.
 */
export function checkIdentity(w: Walk, at: number, token: number, inRole: number, quantity: number): boolean {
  if (!w.isString(at)) return false
  const found = w.identities.read(w.vb, w.view, w.vs, w.ve)
  if (found === identityKinds.thing) {
    w.builder.pushRef(inRole, w.identities.low, w.identities.high, quantity)
    return true
  }
  if (found === identityKinds.bad)
    return w.fail('URI_WRONG', at, 'EPC or class URI (GS1 Digital Link, EPC URN), or any other absolute URI')
  w.cut(token)
  if (inRole <= role.transformation) w.cutIdentity = true
  w.contributes(at, identityRank)
  return true
}

/** A list of identifiers; with `unique`, none may stand in it twice in any spelling. */
export function checkEpcs(w: Walk, at: number, inRole: number, unique: boolean): boolean {
  if (!w.isArray(at)) return false
  const words = w.words
  const end = words[at + 3]!
  const first = w.builder.refs
  for (let item = at + tokenSize; item < end; item = words[item + 3]!) {
    if (!checkIdentity(w, item, item, inRole, Number.NaN)) return false
  }
  return !unique || !w.builder.hasTwin(first) || w.fail('ITEM_TWICE', at, 'each identifier once')
}

/** quantityList and its like. */
export function checkQuantities(w: Walk, at: number, inRole: number): boolean {
  if (!w.isArray(at)) return false
  const words = w.words
  const end = words[at + 3]!
  for (let item = at + tokenSize; item < end; item = words[item + 3]!) {
    if (!w.isObject(item)) return false
    let epcClass = 0
    let quantity = Number.NaN
    for (let key = item + tokenSize; key < words[item + 3]!; key = words[key + tokenSize + 3]!) {
      const value = key + tokenSize
      const code = fieldAt(w, key)
      if (code === field.epcClass) epcClass = value
      else if (code === field.quantity) {
        if (w.kindOf(value) !== kind.number) return w.fail('TYPE_WRONG', value, 'number')
        quantity = numberOf(w.bytes, words[value + 1]!, words[value + 2]!)
      } else if (code === field.uom) {
        if (!w.isString(value)) return false
        if (!isUnit(w.vb, w.vs, w.ve))
          return w.fail('VALUE_WRONG', value, 'UN/CEFACT unit code: 2 or 3 capitals or digits')
      } else return w.fail('MEMBER_UNKNOWN', key, 'epcClass, quantity, uom')
    }
    if (epcClass === 0) return w.fail('MEMBER_MISSING', item, '', field.epcClass)
    if (!checkIdentity(w, epcClass, item, inRole, quantity)) return false
  }
  return true
}

/** bizTransactionList, sourceList, destinationList: objects of a type and an identifier under `member`. */
export function checkTyped(
  w: Walk,
  at: number,
  member: number,
  vocabulary: Vocabulary,
  typeRequired: boolean,
  inRole: number,
): boolean {
  if (!w.isArray(at)) return false
  const words = w.words
  const end = words[at + 3]!
  for (let item = at + tokenSize; item < end; item = words[item + 3]!) {
    if (!w.isObject(item)) return false
    let type = 0
    let identity = 0
    for (let key = item + tokenSize; key < words[item + 3]!; key = words[key + tokenSize + 3]!) {
      const code = fieldAt(w, key)
      if (code === field.type) type = key + tokenSize
      else if (code === member) identity = key + tokenSize
      else return w.fail('MEMBER_UNKNOWN', key, 'the type and the identifier only')
    }
    if (identity === 0) return w.fail('MEMBER_MISSING', item, '', member)
    if (type !== 0) {
      if (checkWord(w, type, vocabulary) === vocabularyResult.bad) return false
    } else if (typeRequired) return w.fail('MEMBER_MISSING', item, '', field.type)
    if (!checkIdentity(w, identity, item, inRole, Number.NaN)) return false
  }
  return true
}

/** readPoint or bizLocation: an object with an id; returns the number of its word, 0 where it is to be cut, -1 on a fault. */
export function checkPlace(w: Walk, at: number): number {
  if (!w.isObject(at)) return -1
  const words = w.words
  let id = 0
  for (let key = at + tokenSize; key < words[at + 3]!; key = words[key + tokenSize + 3]!) {
    if (fieldAt(w, key) === field.id) id = key + tokenSize
    else if (isKeyword(w, key)) checkKeyword(w, key)
    else if (fieldAt(w, key) !== 0) return fault(w.fail('MEMBER_UNKNOWN', key, 'id, or an extension `prefix:name`'))
    else if (!checkExtension(w, key)) return -1
  }
  if (id === 0) return fault(w.fail('MEMBER_MISSING', at, '', field.id))
  if (!w.isString(id)) return -1
  const word = w.places.lookup(w.view, w.vs, w.ve)
  if (word === vocabularyResult.bad) return fault(w.fail('URI_WRONG', id, 'absolute URI'))
  if (word === vocabularyResult.person) {
    w.cut(at - tokenSize)
    w.contributes(id, identityRank)
    return 0
  }
  return word
}

/** Whether a member name begins with `@`, however it is spelled. */
function isKeyword(w: Walk, key: number): boolean {
  w.show(key)
  return w.vb[w.vs] === 0x40
}

/** persistentDisposition: set, unset or both, each a list of different dispositions. */
export function checkPersistent(w: Walk, at: number): boolean {
  if (!w.isObject(at)) return false
  const words = w.words
  let any = false
  for (let key = at + tokenSize; key < words[at + 3]!; key = words[key + tokenSize + 3]!) {
    const code = fieldAt(w, key)
    if (code !== field.set && code !== field.unset) return w.fail('MEMBER_UNKNOWN', key, 'set, unset')
    const list = key + tokenSize
    if (!w.isArray(list)) return false
    if (words[list + 3] === list + tokenSize) return w.fail('LIST_EMPTY', list, 'one disposition or more')
    const seen = new Set<number>()
    for (let item = list + tokenSize; item < words[list + 3]!; item = words[item + 3]!) {
      const word = checkWord(w, item, w.dispositions, item)
      if (word === vocabularyResult.bad) return false
      if (word === 0) continue
      if (seen.has(word)) return w.fail('ITEM_TWICE', item, 'each disposition once')
      seen.add(word)
    }
    any = true
  }
  return any || w.fail('MEMBER_MISSING', at, 'set, unset or both', field.set)
}

function fault(_: false): -1 {
  return -1
}

function isUnit(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 2 || end - start > 3) return false
  for (let i = start; i < end; i++) {
    const c = bytes[i]!
    if (!((c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a))) return false
  }
  return true
}
