import { type HashKey, type HashState, hashBeginning, hashOut, hashRest, hashText } from '../base/index.ts'
import { canonicalIdentifier, isPersonIdentifier } from './identifiers.ts'
import { isCanonicalLink, linkOfUrn, linkOmits } from './identityBytes.ts'
import { isUriBytes, mayBePersonBytes } from './lexical.ts'
import { identifiersKeptMax } from './limits.ts'
import { Spellings } from './spellings.ts'
import { ascii, beginsWith, bytesOf } from './wordwise.ts'

export const identityKinds = { bad: 0, thing: 1, person: 2 } as const

/**
 * Hashes of identifiers under the ledger's key, by their canonical spelling. The spellings that most events are made of
 * are hashed without a look at any table; any other is resolved once and kept.
 */
export class Identities {
  /** Halves of the hash of the last identifier that was a `thing`. */
  low = 0
  high = 0
  readonly #key: HashKey
  /** State of the hash behind no text, and behind what all canonical links begin with. */
  readonly #noText: HashState
  readonly #domain: HashState
  readonly #spellings: Spellings
  readonly #link = new Uint8Array(64)
  readonly #linkView = new DataView(this.#link.buffer)
  #kinds = new Uint8Array(64)
  #hashes = new Uint32Array(128)
  readonly #decoder = new TextDecoder()

  constructor(key: HashKey) {
    this.#key = key
    this.#noText = hashBeginning(key, new Uint8Array(0))
    this.#domain = hashBeginning(key, new TextEncoder().encode(sharedStart))
    this.#spellings = new Spellings(identifiersKeptMax, key[2])
  }

  /** One of `identityKinds` of the text in `bytes`, of which `view` is a view; sets `low` and `high`. */
  read(bytes: Uint8Array, view: DataView<ArrayBuffer>, start: number, end: number): number {
    if (isCanonicalLink(view, start, end)) return this.#thing(this.#domain, view, start + linkOmits, end)
    const length = linkOfUrn(view, start, end, this.#link)
    if (length > 0) return this.#thing(this.#domain, this.#linkView, 0, length)
    const known = this.#spellings.find(view, start, end)
    if (known >= 0) {
      this.low = this.#hashes[known * 2]!
      this.high = this.#hashes[known * 2 + 1]!
      return this.#kinds[known]!
    }
    if (!isUriBytes(bytes, start, end)) return identityKinds.bad
    // No GS1 key is spelled like this, so it stays as it is: orders, deliveries and other documents, mostly new ones.
    if (beginsWith(view, start, end, epcglobal) && !mayBePersonBytes(bytes, start, end)) {
      return this.#thing(this.#noText, view, start, end)
    }
    const text = this.#decoder.decode(bytesOf(view, start, end))
    const canonical = canonicalIdentifier(text)
    const person = isPersonIdentifier(text)
    if (person) hashOut.fill(0)
    else hashText(this.#key, canonical)
    this.low = hashOut[0]!
    this.high = hashOut[1]!
    const entry = this.#spellings.add(view, start, end)
    if (entry >= this.#kinds.length) {
      const kinds = new Uint8Array(this.#kinds.length * 2)
      kinds.set(this.#kinds)
      this.#kinds = kinds
      const hashes = new Uint32Array(this.#hashes.length * 2)
      hashes.set(this.#hashes)
      this.#hashes = hashes
    }
    this.#hashes[entry * 2] = this.low
    this.#hashes[entry * 2 + 1] = this.high
    this.#kinds[entry] = person ? identityKinds.person : identityKinds.thing
    return this.#kinds[entry]!
  }

  #thing(beginning: HashState, view: DataView, start: number, end: number): number {
    hashRest(beginning, view, start, end)
    this.low = hashOut[0]!
    this.high = hashOut[1]!
    return identityKinds.thing
  }
}

const sharedStart = 'https://id.gs1.org/'.slice(0, linkOmits)
const epcglobal = ascii('urn:epcglobal:')

/**
 * Identity of an event that carries no errorDeclaration: the hash of its eventID, left in `hashOut`. What
 * `idHash` of its row holds.
 */
export function identityOf(key: HashKey, eventId: string): void {
  hashText(key, eventId)
}
