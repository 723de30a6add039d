import { type HashKey, type HashState, hashBeginning, hashOut, hashRest, hashText } from '../base/index.ts'
import { canonicalIdentifier, isPersonIdentifier } from './identifiers.ts'
import { isUriBytes, mayBePersonBytes } from './lexical.ts'
import { identifiersKeptMax } from './limits.ts'
import { Spellings } from './spellings.ts'
import { areDigits, ascii, beginsWith, bytesOf } from './wordwise.ts'

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
  /** State of the hash behind no text, and behind `domainShared`. */
  readonly #noText: HashState
  readonly #domain: HashState
  readonly #spellings: Spellings
  #kinds = new Uint8Array(64)
  #hashes = new Uint32Array(128)
  readonly #decoder = new TextDecoder()

  constructor(key: HashKey) {
    this.#key = key
    this.#noText = hashBeginning(key, new Uint8Array(0))
    this.#domain = hashBeginning(key, new TextEncoder().encode(domainShared))
    this.#spellings = new Spellings(identifiersKeptMax, key[2])
  }

  /** One of `identityKinds` of the text in `bytes`, of which `view` is a view; sets `low` and `high`. */
  read(bytes: Uint8Array, view: DataView<ArrayBuffer>, start: number, end: number): number {
    if (isCanonicalLink(view, start, end)) return this.#thing(this.#domain, view, start + domainShared.length, end)
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

const domain = ascii('https://id.gs1.org/')
/** The whole words of the domain. */
const domainShared = 'https://id.gs1.o'
const epcglobal = ascii('urn:epcglobal:')
const plain = new Uint8Array(256)
for (const c of new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._'))
  plain[c] = 1

const [ssccPath, gtinPath, glnPath] = [word('00/'), word('01/'), word('414/')]
const [serialPath, lotPath, extensionPath] = [word('/21/'), word('/10/'), word('/254')]

/** Up to four characters as a little-endian word. */
function word(text: string): number {
  return ascii(text).words[0]!
}

/**
 * Whether the bytes are a Digital Link that `canonicalIdentifier` would give back unchanged. Knows the shapes
 * that make up nearly all of a warehouse's traffic: GTIN with a serial or a lot, SSCC, GLN with an extension.
 */
export function isCanonicalLink(view: DataView, start: number, end: number): boolean {
  let p = start + domain.length
  if (end - p < 16 || !beginsWith(view, start, end, domain)) return false
  const key = view.getInt32(p, true)
  const isGtin = (key & 0xffffff) === gtinPath
  const isSscc = (key & 0xffffff) === ssccPath
  if (!isGtin && !isSscc && key !== glnPath) return false
  p += isGtin || isSscc ? 3 : 4
  const digits = isSscc ? 18 : isGtin ? 14 : 13
  if (end - p < digits || !areDigits(view, p, digits)) return false
  p += digits
  if (p === end) return true
  if (isSscc || end - p < 5) return false
  const qualifier = view.getInt32(p, true)
  if (isGtin) {
    if (qualifier !== serialPath && qualifier !== lotPath) return false
    p += 4
  } else {
    if (qualifier !== extensionPath || view.getUint8(p + 4) !== 0x2f) return false
    p += 5
    // An extension of 0 says that there is none, so it is not canonical.
    if (p === end || (view.getUint8(p) === 0x30 && p + 1 === end)) return false
  }
  if (end - p > 20) return false
  for (; p < end; p++) if (plain[view.getUint8(p)] === 0) return false
  return true
}

/**
 * Identity of an event that carries no errorDeclaration: the hash of its eventID, left in `hashOut`. What
 * `idHash` of its row holds.
 */
export function identityOf(key: HashKey, eventId: string): void {
  hashText(key, eventId)
}
