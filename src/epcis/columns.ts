import { type HashKey, hashOut } from '../base/index.ts'
import type { EventBatch } from '../model/index.ts'
import { contentHash } from './contentHash.ts'

/** What one event adds to the columns beside its references and its text. */
export interface Row {
  type: number
  action: number
  flags: number
  eventTimeMs: number
  offsetMin: number
  /** Numbers of `WordList`, 0 where there is none. */
  bizStep: number
  disposition: number
  readPoint: number
  bizLocation: number
  /** Number of the scan's context. */
  context: number
  row: number
  idLow: number
  idHigh: number
  contributor: number
}

/**
 * Collects events into an `EventBatch`. References of the event at hand are pushed as they are met and count
 * only once `add` is called; `rollback` forgets them.
 */
export class BatchBuilder {
  count = 0
  /** References pushed, those of the event at hand included. */
  refs = 0
  rawLength = 0
  readonly #key: HashKey
  readonly #rowsMax: number
  #rows: ReturnType<typeof rowsOf>
  #refRole = new Uint8Array(1 << 8)
  #refHash = new Uint32Array(1 << 9)
  #refQuantity = new Float64Array(1 << 8)
  #raw = new Uint8Array(1 << 13)
  #rawView = new DataView(this.#raw.buffer)
  // Words and contexts of the scan to those of the batch; 0 is "not in this batch yet".
  #wordAt = new Uint32Array(64)
  #words: string[] = ['']
  #contextAt = new Uint16Array(64)
  #contexts: string[]
  readonly #standardContext: string

  /** `key` is the one of content hashes. */
  constructor(key: HashKey, rowsMax: number, standardContext: string) {
    this.#key = key
    this.#rowsMax = rowsMax
    this.#rows = rowsOf(Math.min(64, rowsMax))
    this.#standardContext = standardContext
    this.#contexts = [standardContext]
  }

  get isFull(): boolean {
    return this.count === this.#rowsMax
  }

  /** Adds a reference of the event at hand. */
  pushRef(role: number, low: number, high: number, quantity: number): void {
    const n = this.refs++
    if (n === this.#refRole.length) {
      this.#refRole = moved(this.#refRole, new Uint8Array(n * 2))
      this.#refHash = moved(this.#refHash, new Uint32Array(n * 4))
      this.#refQuantity = moved(this.#refQuantity, new Float64Array(n * 2))
    }
    this.#refRole[n] = role
    this.#refHash[n * 2] = low
    this.#refHash[n * 2 + 1] = high
    this.#refQuantity[n] = quantity
  }

  /** First reference of the event at hand. */
  get refMark(): number {
    return this.#rows.refStart[this.count]!
  }

  rollback(): void {
    this.refs = this.#rows.refStart[this.count]!
  }

  /** Whether the event at hand has a reference in a role up to `last`. */
  hasRole(last: number): boolean {
    for (let i = this.refMark; i < this.refs; i++) if (this.#refRole[i]! <= last) return true
    return false
  }

  /** Whether two of the references from `from` on are the same thing. */
  hasTwin(from: number): boolean {
    const hash = this.#refHash
    if (this.refs - from < 24) {
      for (let i = from; i < this.refs; i++) {
        for (let j = i + 1; j < this.refs; j++) {
          if (hash[i * 2] === hash[j * 2] && hash[i * 2 + 1] === hash[j * 2 + 1]) return true
        }
      }
      return false
    }
    const seen = new Set<number>()
    // 53 bits of the hash: enough to tell apart what stands in one event.
    for (let i = from; i < this.refs; i++) seen.add(hash[i * 2]! * 2097152 + (hash[i * 2 + 1]! & 0x1fffff))
    return seen.size < this.refs - from
  }

  /** The event at hand, whose text stands in `text` from `start` to `end`, is accepted. `words` and `contexts` are the scan's lists. */
  add(
    row: Row,
    text: DataView,
    start: number,
    end: number,
    words: readonly string[],
    contexts: readonly string[],
  ): void {
    const i = this.count++
    if (i === this.#rows.type.length) this.#rows = grown(this.#rows, Math.min(i * 4, this.#rowsMax))
    const rows = this.#rows
    rows.type[i] = row.type
    rows.action[i] = row.action
    rows.flags[i] = row.flags
    rows.eventTimeMs[i] = row.eventTimeMs
    rows.row[i] = row.row
    rows.offsetMin[i] = row.offsetMin
    rows.bizStep[i] = this.#word(row.bizStep, words)
    rows.disposition[i] = this.#word(row.disposition, words)
    rows.readPoint[i] = this.#word(row.readPoint, words)
    rows.bizLocation[i] = this.#word(row.bizLocation, words)
    rows.context[i] = this.#contextOf(row.context, contexts)
    rows.idHash[i * 2] = row.idLow
    rows.idHash[i * 2 + 1] = row.idHigh
    rows.contributor[i] = row.contributor
    const rawEnd = this.rawLength + end - start
    while (rawEnd + wordSlack > this.#raw.length) {
      this.#raw = moved(this.#raw, new Uint8Array(this.#raw.length * 4))
      this.#rawView = new DataView(this.#raw.buffer)
    }
    contentHash(this.#key, text, start, end, this.#rawView, this.rawLength)
    rows.contentHash[i * 2] = hashOut[0]!
    rows.contentHash[i * 2 + 1] = hashOut[1]!
    this.rawLength = rawEnd
    rows.rawStart[i + 1] = this.rawLength
    rows.refStart[i + 1] = this.refs
  }

  /** The batch so far; the builder begins anew. In buffers of its own, or lent until the next event is added. */
  take(lends = false): EventBatch {
    const batch = lends ? this.#batch(lend) : this.#batch(copy)
    this.count = 0
    this.refs = 0
    this.rawLength = 0
    this.#words = ['']
    this.#wordAt.fill(0)
    this.#contexts = [this.#standardContext]
    this.#contextAt.fill(0)
    return batch
  }

  #batch(part: typeof lend): EventBatch {
    const n = this.count
    const rows = this.#rows
    return {
      count: n,
      type: part(rows.type, n),
      action: part(rows.action, n),
      flags: part(rows.flags, n),
      eventTimeMs: part(rows.eventTimeMs, n),
      offsetMin: part(rows.offsetMin, n),
      bizStep: part(rows.bizStep, n),
      disposition: part(rows.disposition, n),
      readPoint: part(rows.readPoint, n),
      bizLocation: part(rows.bizLocation, n),
      context: part(rows.context, n),
      row: part(rows.row, n),
      idHash: part(rows.idHash, n * 2),
      contentHash: part(rows.contentHash, n * 2),
      refStart: part(rows.refStart, n + 1),
      refRole: part(this.#refRole, this.refs),
      refHash: part(this.#refHash, this.refs * 2),
      refQuantity: part(this.#refQuantity, this.refs),
      raw: part(this.#raw, this.rawLength),
      rawStart: part(rows.rawStart, n + 1),
      words: this.#words,
      contexts: this.#contexts,
      contributor: part(rows.contributor, n),
    }
  }

  #word(word: number, words: readonly string[]): number {
    if (word === 0) return 0
    if (word >= this.#wordAt.length)
      this.#wordAt = moved(this.#wordAt, new Uint32Array(Math.max(word + 1, this.#wordAt.length * 2)))
    const known = this.#wordAt[word]!
    if (known !== 0) return known
    this.#words.push(words[word]!)
    this.#wordAt[word] = this.#words.length - 1
    return this.#words.length - 1
  }

  #contextOf(context: number, contexts: readonly string[]): number {
    if (context === 0) return 0
    if (context >= this.#contextAt.length) {
      this.#contextAt = moved(this.#contextAt, new Uint16Array(Math.max(context + 1, this.#contextAt.length * 2)))
    }
    const known = this.#contextAt[context]!
    if (known !== 0) return known
    this.#contexts.push(contexts[context]!)
    this.#contextAt[context] = this.#contexts.length - 1
    return this.#contexts.length - 1
  }
}

/** Bytes behind a text that a copy in whole words may write. */
const wordSlack = 3

/** Columns with one entry an event, room for `n`. */
function rowsOf(n: number) {
  return {
    type: new Uint8Array(n),
    action: new Uint8Array(n),
    flags: new Uint8Array(n),
    eventTimeMs: new Float64Array(n),
    offsetMin: new Int16Array(n),
    bizStep: new Uint32Array(n),
    disposition: new Uint32Array(n),
    readPoint: new Uint32Array(n),
    bizLocation: new Uint32Array(n),
    context: new Uint16Array(n),
    row: new Float64Array(n),
    idHash: new Uint32Array(n * 2),
    contentHash: new Uint32Array(n * 2),
    refStart: new Uint32Array(n + 1),
    rawStart: new Uint32Array(n + 1),
    contributor: new Uint32Array(n),
  }
}

function grown(rows: ReturnType<typeof rowsOf>, n: number): ReturnType<typeof rowsOf> {
  const larger = rowsOf(n)
  for (const name of Object.keys(rows) as (keyof typeof rows)[]) larger[name].set(rows[name])
  return larger
}

interface Column<T> {
  slice(start: number, end: number): T
  subarray(start: number, end: number): T
}

function copy<T extends Column<T>>(column: T, count: number): T {
  return column.slice(0, count)
}

function lend<T extends Column<T>>(column: T, count: number): T {
  return column.subarray(0, count)
}

function moved<T extends { set(from: T): void }>(from: T, larger: T): T {
  larger.set(from)
  return larger
}
