import type { Random } from '../../src/base/index.ts'
import {
  type CbvKind,
  canonicalCbv,
  canonicalIdentifier,
  cbvWords,
  checkIdentifier,
  describeIdentifier,
  isPersonIdentifier,
  readEpcHex,
  readScan,
} from '../../src/epcis/index.ts'
import { withCheckDigit } from './event-maker.ts'
import { mutateBytes } from './mutate.ts'
import { chance, pick, shorterBytes, type Target } from './target.ts'

/** A text near what is scanned, typed or sent as an identifier. */
function makeText(random: Random): string {
  const digits = (count: number): string => Array.from({ length: count }, () => random.below(10)).join('')
  const legal = pick<() => string>(random, [
    () => `https://id.gs1.org/01/${withCheckDigit(digits(13))}/21/${digits(4)}A%2F-`,
    () =>
      `https://shop.example.com/x/gtin/${withCheckDigit(digits(12))}/lot/L${digits(2)}/ser/1?17=261231&linkType=all`,
    () => `https://id.gs1.org/414/${withCheckDigit(digits(12))}/254/${digits(2)}`,
    () => `https://id.gs1.org/8018/${withCheckDigit(digits(17))}/8019/1`,
    () => `https://id.gs1.org/8003/0${withCheckDigit(digits(12))}${digits(3)}`,
    () => `https://id.gs1.org/8004/9521321${digits(5)}`,
    () => `https://id.gs1.org/253/${withCheckDigit(digits(12))}${digits(3)}`,
    () => `urn:epc:id:sgtin:${digits(7)}.${digits(6)}.${digits(3)}%2F`,
    () => `urn:epc:id:sscc:${digits(7)}.${digits(10)}`,
    () => `urn:epc:id:sgln:${digits(7)}.${digits(5)}.0`,
    () => `urn:epc:class:lgtin:${digits(7)}.${digits(6)}.LOT`,
    () => `urn:epc:idpat:sgtin:${digits(7)}.${digits(6)}.*`,
    () => `urn:epc:tag:sgtin-96:${random.below(8)}.${digits(7)}.${digits(6)}.${digits(4)}`,
    () => `urn:epc:raw:96.x${hex(random, 24)}`,
    () => `urn:epc:id:gsrn:${digits(7)}.${digits(10)}`,
    () => `(01)${withCheckDigit(digits(13))}(10)LOT${digits(2)}(17)261231(21)${digits(6)}`,
    () => `]C1${'00'}${withCheckDigit(digits(17))}`,
    () => `]d2${'01'}${withCheckDigit(digits(13))}10AB\u001d21${digits(5)}\u001d3103001250`,
    () => withCheckDigit(digits(pick(random, [7, 11, 12, 13, 17]))),
    () => hex(random, pick(random, [24, 32, 50])),
    () => `urn:uuid:${hex(random, 8)}-1234-4123-8123-${hex(random, 12)}`,
    () => `https://ref.gs1.org/cbv/BizStep-${pick(random, cbvWords.bizStep)}`,
    () => `urn:epcglobal:cbv:disp:${pick(random, cbvWords.disposition)}`,
    () => `  order 4711/${digits(3)} `,
  ])()
  const changed = chance(random, 0.6) ? mutateBytes(random, new TextEncoder().encode(legal)).bytes : undefined
  if (changed === undefined) return legal
  return chance(random, 0.5) ? Buffer.from(changed).toString('latin1') : new TextDecoder().decode(changed)
}

function hex(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.below(16).toString(16)).join('')
}

/** Everything that reads an identifier is total, and what is canonical stays as it is. */
export const identifiers: Target<string> = {
  name: 'identifiers',
  make: makeText,
  check(text, covers) {
    const canonical = canonicalIdentifier(text)
    if (canonicalIdentifier(canonical) !== canonical) return 'what is canonical has another canonical spelling'
    if (canonical !== canonical.trim()) return 'what is canonical has white space at its ends'
    const described = describeIdentifier(text, () => 7)
    if (described !== undefined) {
      covers(`key ${described.kind}`)
      if (described.canonical !== canonical) return 'describeIdentifier and canonicalIdentifier differ'
      // A URN has no check digit, so it can only name what a right one stands in.
      if (checkIdentifier(text).ok && described.urn !== undefined && canonicalIdentifier(described.urn) !== canonical)
        return 'the URN names another object'
      if (isPersonIdentifier(text) !== isPersonIdentifier(canonical)) return 'another spelling of a person is no person'
    }
    const checked = checkIdentifier(text)
    if (checked.ok && described === undefined && /^(?:https:\/\/id\.gs1\.org\/01\/|urn:epc:id:)/.test(text))
      covers('checked without a key')
    const scanned = readScan(text)
    covers(scanned.ok ? `scan ${scanned.value.from}` : `scan ${scanned.fault.code}`)
    if (scanned.ok && canonicalIdentifier(scanned.value.canonical) !== scanned.value.canonical)
      return 'what was scanned is not canonical'
    readEpcHex(text)
    for (const kind of Object.keys(cbvWords) as CbvKind[]) {
      const word = canonicalCbv(kind, text)
      if (word !== undefined && canonicalCbv(kind, word) !== word) return `a canonical ${kind} has another spelling`
    }
    return ''
  },
  *smaller(text) {
    for (const bytes of shorterBytes(new TextEncoder().encode(text))) yield new TextDecoder().decode(bytes)
  },
  show: (text) => text,
}
