import { type Fault, type HashKey, type HashState, hashBeginning, hashOut, hashRest, hashText } from '../base/index.ts'
import { eventFlags } from '../model/index.ts'
import { BatchBuilder, type Row } from './columns.ts'
import { standardContextJson } from './context.ts'
import { Contexts } from './contexts.ts'
import { CutText } from './cut.ts'
import { eventHash, type JsonObject } from './eventHash.ts'
import { field } from './fields.ts'
import { batchBytesMax, batchRowsDefault, wordsKeptMax } from './limits.ts'
import { compilePersonFields, type PersonPath } from './person.ts'
import { markPaths, refusePaths } from './personPaths.ts'
import { canonicalJson } from './sameContent.ts'
import type { ReplacedId, ScanOptions, ScanOutput, ScanReject } from './scanTypes.ts'
import type { Tape } from './tape.ts'
import { tokenBits, tokenSize } from './tokens.ts'
import { checkEvent, endOf, startOf } from './validate.ts'
import { role } from './validateLists.ts'
import { Walk } from './walk.ts'
import { ascii, beginsWith } from './wordwise.ts'

const utf8 = new TextEncoder()
const decoder = new TextDecoder()
const niScheme = ascii('ni:')

/** Takes events one at a time, each on the tape already, to batches and rejects. */
export class EventScan {
  readonly contexts = new Contexts()
  /** A buffer for the input, lent to one stream at a time. */
  spareBytes = new Uint8Array(1 << 12)
  accepted = 0
  rejected = 0
  /** JSON Pointer of the list that events stand in; the row follows. Empty where each event is a value of its own. */
  pointer: string | undefined
  readonly #walk: Walk
  readonly #builder: BatchBuilder
  readonly #key: HashKey
  /** State of the hash before the first byte. */
  readonly #noText: HashState
  readonly #sha256: (bytes: Uint8Array) => Uint8Array
  readonly #paths: readonly PersonPath[]
  readonly #refused: readonly PersonPath[]
  readonly #rowsMax: number
  readonly #lends: boolean
  #onOutput: (output: ScanOutput) => void = () => {}
  readonly #cut = new CutText()
  #rejects: ScanReject[] = []
  #replacedIds: ReplacedId[] = []
  readonly #row: Row = {
    type: 0,
    action: 0,
    flags: 0,
    eventTimeMs: 0,
    offsetMin: 0,
    bizStep: 0,
    disposition: 0,
    readPoint: 0,
    bizLocation: 0,
    context: 0,
    row: 0,
    idLow: 0,
    idHigh: 0,
    contributor: 0,
  }

  constructor(options: ScanOptions) {
    this.#rowsMax = options.batchRowsMax ?? batchRowsDefault
    this.#lends = options.lends === true
    this.#builder = new BatchBuilder(options.key, this.#rowsMax, standardContextJson)
    this.#walk = new Walk({
      key: options.key,
      contributorKey: options.contributorKey,
      extensions: options.extensions,
      refuses: options.refuses,
      builder: this.#builder,
      contexts: this.contexts,
    })
    this.#key = options.key
    this.#noText = hashBeginning(options.key, new Uint8Array(0))
    this.#sha256 = options.sha256
    this.#paths = compilePersonFields(options.personFields)
    this.#refused = compilePersonFields(options.refusedFields ?? [])
  }

  /** Begins an input: nothing of the one before is left but what was learnt about words and identifiers. */
  begin(onOutput: (output: ScanOutput) => void): void {
    this.accepted = 0
    this.rejected = 0
    this.pointer = undefined
    this.contexts.begin()
    if (this.#builder.count > 0) this.#builder.take()
    this.#builder.rollback()
    this.#rejects = []
    this.#replacedIds = []
    this.#onOutput = onOutput
  }

  get tape(): Tape {
    return this.#walk.tape
  }

  /** The value that the tape holds, read from `bytes`, is row `row` of the input. */
  take(bytes: Uint8Array, row: number) {
    const w = this.#walk
    const out = this.#row
    w.begin()
    this.#look(bytes)
    out.row = row
    out.flags = 0
    if (!checkEvent(w, out)) return this.#refuse(row)
    if (this.#refused.length > 0 && !refusePaths(w, this.#refused)) return this.#refuse(row)
    if (this.#paths.length > 0) markPaths(w, this.#paths)
    if (w.cuts > 0 && !this.#removePersons(row)) return
    out.context = w.contextNumber
    out.contributor = w.personHash
    if (w.isExtended) out.flags |= eventFlags.extended
    this.#identify()
    const start = w.words[1]!
    const end = w.words[2]!
    this.#builder.add(out, w.tape.view, start, end, w.list.texts, this.contexts.texts)
    this.accepted++
    if (this.#builder.isFull || this.#builder.rawLength >= batchBytesMax) this.flush()
  }

  /** A row that is no event, or no JSON. */
  reject(row: number, fault: Fault, readPoint?: string): void {
    this.rejected++
    this.#rejects.push(readPoint === undefined ? { row, fault } : { row, fault, readPoint })
    if (this.#rejects.length >= this.#rowsMax) this.flush()
  }

  /** JSON Pointer of a row. */
  pointerOf(row: number): string {
    return this.pointer === undefined ? '' : `${this.pointer}/${row}`
  }

  /** Sends what was collected, if anything was. */
  flush(): void {
    if (this.#builder.count === 0 && this.#rejects.length === 0) return
    const output = { batch: this.#builder.take(this.#lends), rejects: this.#rejects, replacedIds: this.#replacedIds }
    this.#rejects = []
    this.#replacedIds = []
    if (this.#walk.list.texts.length > wordsKeptMax) this.#walk.list.clear()
    this.#onOutput(output)
  }

  #look(bytes: Uint8Array): void {
    const w = this.#walk
    w.bytes = bytes
    w.words = w.tape.words
    w.contextNumber = this.contexts.document
    w.context = this.contexts.list[w.contextNumber]!
  }

  #refuse(row: number) {
    const w = this.#walk
    this.#builder.rollback()
    const fault = w.fault(row, this.pointerOf(row), 0)
    this.reject(row, fault, this.#readPointOf())
  }

  /** Read point of a refused event, if it has one that is no person. */
  #readPointOf(): string | undefined {
    const w = this.#walk
    const at = w.slots[field.readPoint]!
    if (at === 0 || w.code === 'TYPE_WRONG') return undefined
    for (let key = at + tokenSize; key < w.words[at + 3]!; key = w.words[key + tokenSize + 3]!) {
      if (w.words[key]! >> tokenBits.fieldShift !== field.id || !w.isString(key + tokenSize)) continue
      const word = w.places.lookup(w.view, w.vs, w.ve)
      return word > 0 ? w.list.texts[word] : undefined
    }
    return undefined
  }

  /** Cuts out what is marked, and reads what is left as if it had come like this. */
  #removePersons(row: number): boolean {
    const w = this.#walk
    const out = this.#row
    const { cutIdentity } = w
    this.#cut.copy(w)
    out.flags |= eventFlags.personRemoved
    if (!this.#again() || (cutIdentity && !this.#saysGoods())) return this.#onlyPersons(row)
    const id = w.slots[field.eventID]!
    if (id === 0) return true
    w.show(id)
    if (!beginsWith(w.view, w.vs, w.ve, niScheme)) return true
    // The id was made of the text with the person field in it: whoever knows the goods could try names until it fits.
    const from = w.textOf(id)
    const to = this.#hashId()
    if (from === to) return true
    this.#cut.splice(startOf(w, id), endOf(w, id), utf8.encode(JSON.stringify(to)))
    if (!this.#again()) return this.#onlyPersons(row)
    out.flags |= eventFlags.idReplaced
    this.#replacedIds.push({ row, from, to })
    return true
  }

  #again(): boolean {
    const w = this.#walk
    this.#builder.rollback()
    w.tape.read(this.#cut.bytes, 0, this.#cut.length)
    this.#look(this.#cut.bytes)
    return checkEvent(w, this.#row)
  }

  #onlyPersons(row: number): false {
    this.#builder.rollback()
    this.reject(row, { code: 'PERSON_ONLY_EVENT', at: this.pointerOf(row), row })
    return false
  }

  /** Whether the event still has something to say about goods or about the climate of a place. */
  #saysGoods(): boolean {
    const s = this.#walk.slots
    return this.#builder.hasRole(role.outputQuantity) || (s[field.sensorElementList] !== 0 && s[field.readPoint] !== 0)
  }

  /** idHash, and the references of an errorDeclaration. */
  #identify(): void {
    const w = this.#walk
    const out = this.#row
    const id = w.slots[field.eventID]!
    let filled = ''
    if (id === 0) {
      filled = this.#hashId()
      out.flags |= eventFlags.idFilled
      hashText(this.#key, filled)
    } else {
      w.show(id)
      hashRest(this.#noText, w.view, w.vs, w.ve)
    }
    out.idLow = hashOut[0]!
    out.idHigh = hashOut[1]!
    const declaration = w.slots[field.errorDeclaration]!
    if (declaration === 0) return
    out.flags |= eventFlags.erroneous
    this.#builder.pushRef(role.erroneous, out.idLow, out.idHigh, Number.NaN)
    for (let key = declaration + tokenSize; key < w.words[declaration + 3]!; key = w.words[key + tokenSize + 3]!) {
      if (w.words[key]! >> tokenBits.fieldShift !== field.correctiveEventIDs) continue
      const list = key + tokenSize
      for (let item = list + tokenSize; item < w.words[list + 3]!; item = w.words[item + 3]!) {
        w.show(item)
        hashRest(this.#noText, w.view, w.vs, w.ve)
        this.#builder.pushRef(role.correction, hashOut[0]!, hashOut[1]!, Number.NaN)
      }
    }
    const text = decoder.decode(w.bytes.subarray(startOf(w, declaration), endOf(w, declaration)))
    hashText(this.#key, `${id === 0 ? filled : w.textOf(id)}\n${canonicalJson(JSON.parse(text))}`)
    out.idLow = hashOut[0]!
    out.idHigh = hashOut[1]!
  }

  /** The CBV event hash of the event at hand. */
  #hashId(): string {
    const w = this.#walk
    const event = JSON.parse(decoder.decode(w.bytes.subarray(w.words[1]!, w.words[2]!))) as JsonObject
    return eventHash(event, (prefix) => w.context.prefixes.get(prefix), this.#sha256)
  }
}
