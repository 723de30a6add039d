import { type Fault, type FaultCode, type HashKey, hash64, hashOut } from '../base/index.ts'
import { type CbvKind, canonicalCbv } from './cbv.ts'
import type { BatchBuilder } from './columns.ts'
import type { InlineContext } from './context.ts'
import type { Contexts } from './contexts.ts'
import { fieldCount, fieldNames } from './fields.ts'
import { canonicalIdentifier, isPersonIdentifier } from './identifiers.ts'
import { Identities } from './identity.ts'
import { decodeString, hexValue } from './jsonText.ts'
import { isUriText } from './lexical.ts'
import { wordsKeptMax } from './limits.ts'
import type { NameRefusal } from './scanTypes.ts'
import { Shapes } from './shapes.ts'
import { Tape } from './tape.ts'
import { kind, tapeSlack, tokenBits, tokenSize } from './tokens.ts'
import { Vocabulary, WordList } from './vocabulary.ts'

/** What is known of a member name among extensions, under one @context and one list of namespaces. */
export interface ExtensionName {
  readonly isUri: boolean
  readonly isAllowed: boolean
  readonly refusal: ReturnType<NameRefusal>
  readonly rank: number
}

/**
 * What is at hand while one event is checked: its bytes and tape, the tables of the scan, the fault found.
 * One object serves a whole scan; nothing is allocated per event.
 */
export class Walk {
  readonly tape = new Tape(new Shapes())
  bytes: Uint8Array = new Uint8Array(0)
  words: Int32Array = this.tape.words
  readonly identities: Identities
  readonly list = new WordList()
  readonly bizSteps: Vocabulary
  readonly dispositions: Vocabulary
  readonly places: Vocabulary
  readonly terms: Readonly<Record<Exclude<CbvKind, 'bizStep' | 'disposition'>, Vocabulary>>
  readonly builder: BatchBuilder
  readonly contributorKey: HashKey
  readonly extensions: ReadonlySet<string> | undefined
  readonly refuses: NameRefusal | undefined
  readonly contexts: Contexts
  /** The @context in force for the event at hand, and its number. */
  context: InlineContext
  contextNumber = 0
  readonly extensionNames = new WeakMap<InlineContext, Map<string, ExtensionName>>()

  /** Value of each member of the event at hand (token index), 0 where it is absent. */
  slots: Int32Array = new Int32Array(fieldCount)
  /** Those of an event whose shape was not seen before. */
  readonly ownSlots = this.slots
  isExtended = false
  /** Tokens marked for cutting. */
  cuts = 0
  /** Whether an identity of goods was among them. */
  cutIdentity = false
  personRank = 0
  personHash = 0

  // The fault, if there is one: code, token it is about, and what would have been right.
  code: FaultCode | undefined
  at = 0
  allowed = ''
  /** A member that is missing in the object at `at`. */
  member = 0

  // The text that was shown last: its bytes, a view of the same buffer, start and end.
  vb: Uint8Array = this.bytes
  view = new DataView(new ArrayBuffer(0))
  vs = 0
  ve = 0
  #scratch = new Uint8Array(1024)
  #scratchView = new DataView(this.#scratch.buffer)

  constructor(options: {
    readonly key: HashKey
    readonly contributorKey: HashKey
    readonly extensions: 'any' | readonly string[]
    readonly refuses: NameRefusal | undefined
    readonly builder: BatchBuilder
    readonly contexts: Contexts
  }) {
    const { key } = options
    const vocabulary = (cbv: CbvKind, seed: number): Vocabulary =>
      new Vocabulary({
        list: this.list,
        max: wordsKeptMax,
        seed: key[3] ^ seed,
        resolve: (text) => canonicalCbv(cbv, text),
        isPerson: isPersonIdentifier,
      })
    this.identities = new Identities(key)
    this.bizSteps = vocabulary('bizStep', 1)
    this.dispositions = vocabulary('disposition', 2)
    this.terms = {
      bizTransactionType: vocabulary('bizTransactionType', 3),
      sourceDestType: vocabulary('sourceDestType', 4),
      errorReason: vocabulary('errorReason', 5),
      component: vocabulary('component', 6),
      sensorAlertType: vocabulary('sensorAlertType', 7),
      measurementType: vocabulary('measurementType', 8),
    }
    this.places = new Vocabulary({
      list: this.list,
      max: wordsKeptMax,
      seed: key[3] ^ 9,
      resolve: (text) => (isUriText(text) ? canonicalIdentifier(text) : undefined),
      isPerson: isPersonIdentifier,
    })
    this.builder = options.builder
    this.contributorKey = options.contributorKey
    this.extensions = options.extensions === 'any' ? undefined : new Set(options.extensions)
    this.refuses = options.refuses
    this.contexts = options.contexts
    this.context = options.contexts.list[0]!
  }

  /** Notes the fault; returns false, so that a check can end with it. */
  fail(code: FaultCode, at: number, allowed = '', member = 0): false {
    this.code = code
    this.at = at
    this.allowed = allowed
    this.member = member
    return false
  }

  kindOf(at: number): number {
    return this.words[at]! & tokenBits.kind
  }

  /** Shows the text of a string token in `vb`, `view`, `vs`, `ve`, escapes resolved. */
  show(at: number): void {
    const words = this.words
    this.vs = words[at + 1]!
    this.ve = words[at + 2]!
    this.vb = this.bytes
    this.view = this.tape.view
    if ((words[at]! & tokenBits.escaped) !== 0) this.#unescape()
  }

  textOf(at: number): string {
    return decodeString(
      this.bytes,
      this.words[at + 1]!,
      this.words[at + 2]!,
      (this.words[at]! & tokenBits.escaped) !== 0,
    )
  }

  isString(at: number): boolean {
    if (this.kindOf(at) !== kind.string) return this.fail('TYPE_WRONG', at, 'string')
    this.show(at)
    return true
  }

  isArray(at: number): boolean {
    return this.kindOf(at) === kind.array ? true : this.fail('TYPE_WRONG', at, 'array')
  }

  isObject(at: number): boolean {
    return this.kindOf(at) === kind.object ? true : this.fail('TYPE_WRONG', at, 'object')
  }

  /** Marks a token for cutting: a key (with its value) or an array item. */
  cut(token: number): void {
    if ((this.words[token]! & tokenBits.cut) !== 0) return
    this.words[token] = this.words[token]! | tokenBits.cut
    this.cuts++
  }

  /** A removed value counts for the contributor if none more telling was met: one person, one hash. */
  contributes(value: number, rank: number): void {
    const words = this.words
    if (this.personRank !== 0 && this.personRank <= rank) return
    this.personRank = rank
    hash64(this.contributorKey, this.bytes, words[value + 1]!, words[value + 2]!)
    this.personHash = hashOut[0]! || 1
  }

  /** Forgets the fault and the contributor of the event before. */
  begin(): void {
    this.code = undefined
    this.personRank = 0
    this.personHash = 0
  }

  /** The fault as data, its pointer beginning with `prefix`. */
  fault(row: number, prefix: string, root: number): Fault {
    const member = this.member === 0 ? '' : `/${fieldNames[this.member]}`
    return {
      code: this.code!,
      at: prefix + this.#pointer(root, this.at) + member,
      row,
      ...(this.member === 0 ? { got: this.#shape(this.at) } : {}),
      ...(this.allowed === '' ? {} : { allowed: this.allowed }),
    }
  }

  #pointer(from: number, target: number): string {
    const words = this.words
    if (from === target) return ''
    const isObject = this.kindOf(from) === kind.object
    let index = 0
    for (let at = from + tokenSize; at < words[from + 3]!; index++) {
      const value = isObject ? at + tokenSize : at
      const next = words[value + 3]!
      if (target < next) {
        const step = isObject ? this.textOf(at).replaceAll('~', '~0').replaceAll('/', '~1') : String(index)
        return `/${step}${target <= value ? '' : this.#pointer(value, target)}`
      }
      at = next
    }
    return ''
  }

  /** Type and shape of a value, never the value. */
  #shape(at: number): string {
    const words = this.words
    const which = this.kindOf(at)
    if (which === kind.key) return this.#shape(at + tokenSize)
    if (which === kind.string) {
      const length = this.textOf(at).length
      return `string of ${length} character${length === 1 ? '' : 's'}`
    }
    if (which === kind.number) return 'number'
    if (which === kind.true || which === kind.false) return 'boolean'
    if (which === kind.null) return 'null'
    let members = 0
    for (let child = at + tokenSize; child < words[at + 3]!; members++) {
      child = words[which === kind.object ? child + tokenSize + 3 : child + 3]!
    }
    if (which === kind.object) return `object with ${members} member${members === 1 ? '' : 's'}`
    return `array of ${members} item${members === 1 ? '' : 's'}`
  }

  #unescape(): void {
    const from = this.bytes
    if (this.#scratch.length < (this.ve - this.vs) * 3 + tapeSlack) {
      this.#scratch = new Uint8Array((this.ve - this.vs) * 4 + tapeSlack)
      this.#scratchView = new DataView(this.#scratch.buffer)
    }
    const out = this.#scratch
    let n = 0
    for (let p = this.vs; p < this.ve; p++) {
      const c = from[p]!
      if (c !== 0x5c) {
        out[n++] = c
        continue
      }
      const e = from[++p]!
      if (e !== 0x75) {
        out[n++] = e === 0x62 ? 8 : e === 0x66 ? 12 : e === 0x6e ? 10 : e === 0x72 ? 13 : e === 0x74 ? 9 : e
        continue
      }
      let point = hex4(from, p + 1)
      p += 4
      if (point >= 0xd800 && point < 0xdc00 && from[p + 1] === 0x5c && from[p + 2] === 0x75) {
        const low = hex4(from, p + 3)
        if (low >= 0xdc00 && low < 0xe000) {
          point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00)
          p += 6
        }
      }
      // Half a surrogate pair is no character: it becomes U+FFFD, as a decoder would make of it.
      if (point >= 0xd800 && point < 0xe000) point = 0xfffd
      if (point < 0x80) out[n++] = point
      else if (point < 0x800) {
        out[n++] = 0xc0 | (point >> 6)
        out[n++] = 0x80 | (point & 63)
      } else {
        if (point < 0x10000) out[n++] = 0xe0 | (point >> 12)
        else {
          out[n++] = 0xf0 | (point >> 18)
          out[n++] = 0x80 | ((point >> 12) & 63)
        }
        out[n++] = 0x80 | ((point >> 6) & 63)
        out[n++] = 0x80 | (point & 63)
      }
    }
    this.vb = out
    this.view = this.#scratchView
    this.vs = 0
    this.ve = n
  }
}

function hex4(bytes: Uint8Array, at: number): number {
  return (
    (hexValue[bytes[at]!]! << 12) |
    (hexValue[bytes[at + 1]!]! << 8) |
    (hexValue[bytes[at + 2]!]! << 4) |
    hexValue[bytes[at + 3]!]!
  )
}
