import { type HashKey, hash64, hashOut, hashText } from '../base/index.ts'
import { canonicalIdentifier, isPersonIdentifier } from './identifiers.ts'
import { isUriBytes } from './lexical.ts'
import { identifiersKeptMax } from './limits.ts'
import { Spellings } from './spellings.ts'

export const identityKinds = { bad: 0, thing: 1, person: 2 } as const

/**
 * Hashes of identifiers under the ledger's key, by their canonical spelling. A Digital Link that is canonical
 * already is hashed as it stands; any other spelling is resolved once and kept.
 */
export class Identities {
  /** Halves of the hash of the last identifier that was a `thing`. */
  low = 0
  high = 0
  readonly #key: HashKey
  readonly #spellings: Spellings
  #kinds = new Uint8Array(64)
  #hashes = new Uint32Array(128)
  readonly #decoder = new TextDecoder()

  constructor(key: HashKey) {
    this.#key = key
    this.#spellings = new Spellings(identifiersKeptMax, key[2])
  }

  /** One of `identityKinds`; sets `low` and `high`. */
  read(bytes: Uint8Array, start: number, end: number): number {
    if (isCanonicalLink(bytes, start, end)) {
      hash64(this.#key, bytes, start, end)
      this.low = hashOut[0]!
      this.high = hashOut[1]!
      return identityKinds.thing
    }
    const known = this.#spellings.find(bytes, start, end)
    if (known >= 0) {
      this.low = this.#hashes[known * 2]!
      this.high = this.#hashes[known * 2 + 1]!
      return this.#kinds[known]!
    }
    if (!isUriBytes(bytes, start, end)) return identityKinds.bad
    const text = this.#decoder.decode(bytes.subarray(start, end))
    const canonical = canonicalIdentifier(text)
    const person = isPersonIdentifier(text)
    if (person) hashOut.fill(0)
    else hashText(this.#key, canonical)
    this.low = hashOut[0]!
    this.high = hashOut[1]!
    const entry = this.#spellings.add(bytes, start, end)
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
}

const domain = new TextEncoder().encode('https://id.gs1.org/')
const plain = new Uint8Array(256)
for (const c of new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._'))
  plain[c] = 1

/**
 * Whether the bytes are a Digital Link that `canonicalIdentifier` would give back unchanged. Knows the shapes
 * that make up nearly all of a warehouse's traffic: GTIN with a serial or a lot, SSCC, GLN with an extension.
 */
export function isCanonicalLink(bytes: Uint8Array, start: number, end: number): boolean {
  let p = start + domain.length
  if (end - p < 16) return false
  for (let i = 0; i < domain.length; i++) if (bytes[start + i] !== domain[i]) return false
  const a = bytes[p]!
  const b = bytes[p + 1]!
  let digits = 0
  if (bytes[p + 2] === 0x2f && a === 0x30 && (b === 0x31 || b === 0x30)) {
    digits = b === 0x31 ? 14 : 18
    p += 3
  } else if (a === 0x34 && b === 0x31 && bytes[p + 2] === 0x34 && bytes[p + 3] === 0x2f) {
    digits = 13
    p += 4
  } else return false
  for (const stop = p + digits; p < stop; p++) {
    const c = bytes[p]!
    if (p >= end || c < 0x30 || c > 0x39) return false
  }
  if (p === end) return true
  if (digits === 18 || bytes[p] !== 0x2f) return false
  if (digits === 14) {
    // "/21/" or "/10/"
    const isSerial = bytes[p + 1] === 0x32 && bytes[p + 2] === 0x31
    if ((!isSerial && (bytes[p + 1] !== 0x31 || bytes[p + 2] !== 0x30)) || bytes[p + 3] !== 0x2f) return false
    p += 4
  } else {
    // "/254/"
    if (bytes[p + 1] !== 0x32 || bytes[p + 2] !== 0x35 || bytes[p + 3] !== 0x34 || bytes[p + 4] !== 0x2f) return false
    p += 5
    // An extension of 0 says that there is none, so it is not canonical.
    if (bytes[p] === 0x30 && p + 1 === end) return false
  }
  if (p >= end || end - p > 20) return false
  for (; p < end; p++) if (plain[bytes[p]!] === 0) return false
  return true
}

/**
 * Identity of an event that carries no errorDeclaration: the hash of its eventID, left in `hashOut`. What
 * `idHash` of its row holds.
 */
export function identityOf(key: HashKey, eventId: string): void {
  hashText(key, eventId)
}
