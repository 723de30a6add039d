import { err, type Fault, ok } from '../base/index.ts'
import { checkDocument } from './document.ts'
import type { EventScan } from './eventScan.ts'
import { field } from './fields.ts'
import { HeldEvents } from './heldEvents.ts'
import { eventBytesMax } from './limits.ts'
import { Outline } from './outline.ts'
import type { DocumentKind, Scanner, ScanOptions } from './scanTypes.ts'
import { Skeleton, skeletonStop } from './skeleton.ts'
import { contextOf, isStreamHeader, memberOf } from './streamHeader.ts'
import type { Tape } from './tape.ts'
import { readResult, tapeSlack } from './tokens.ts'

/** Where in the input we are. */
type Phase = 'start' | 'outside' | 'list' | 'after' | 'lines' | 'failed'

/** One input on its way through: finds events in it, whatever its shape, and hands them on one at a time. */
export class Stream {
  readonly #events: EventScan
  readonly #tape: Tape
  #phase: Phase = 'start'
  #kind: DocumentKind = 'event'
  #fault: Fault | undefined
  // Bytes not used yet: from #at to #length; the byte at #length is zero.
  #bytes: Uint8Array<ArrayBuffer>
  #at = 0
  #length = 0
  /** Rows begun: events of a list, or lines. */
  #row = 0
  readonly #skeleton = new Skeleton()
  readonly #outline = new Outline()
  // Inside a list.
  #wants: 'firstItem' | 'item' | 'separator' = 'firstItem'
  /** Bytes of the item at #at that the outline has seen; -1 while it is not in use. */
  #outlined = -1
  /** The item at #at was refused: it is passed over. */
  #skipping = false
  #held: HeldEvents | undefined
  // Inside lines.
  #searched = 0
  #linesSeen = false
  /** Line on which a single object ended. */
  #lastLine = 0

  constructor(events: EventScan, shape: ScanOptions['shape']) {
    this.#events = events
    this.#tape = events.tape
    this.#bytes = events.spareBytes
    if (shape === 'ndjson') this.#beginLines()
  }

  push(piece: Uint8Array): void {
    if (this.#phase === 'failed') return
    const rest = this.#length - this.#at
    if (this.#length + piece.length + tapeSlack > this.#bytes.length) {
      if (rest + piece.length + tapeSlack > this.#bytes.length) {
        const larger = new Uint8Array((rest + piece.length + tapeSlack) * 2)
        larger.set(this.#bytes.subarray(this.#at, this.#length))
        this.#bytes = larger
      } else this.#bytes.copyWithin(0, this.#at, this.#length)
      this.#searched -= this.#at
      this.#at = 0
      this.#length = rest
    }
    this.#bytes.set(piece, this.#length)
    this.#length += piece.length
    this.#bytes[this.#length] = 0
    this.#run()
  }

  end(): ReturnType<Scanner['end']> {
    if (this.#phase === 'lines' && this.#at < this.#length) {
      this.#line(this.#length)
      this.#at = this.#length
    }
    this.#finish()
    if (this.#fault !== undefined) return err(this.#fault)
    this.#events.flush()
    this.#events.spareBytes = this.#bytes
    const { accepted, rejected } = this.#events
    const isDocument = this.#kind === 'EPCISDocument' || this.#kind === 'EPCISQueryDocument'
    const summary = { events: accepted + rejected, accepted, rejected, kind: this.#kind }
    return ok(isDocument ? { ...summary, header: this.#skeleton.text } : summary)
  }

  #run(): void {
    for (;;) {
      const { phase, at } = { phase: this.#phase, at: this.#at }
      if (phase === 'start') this.#start()
      else if (phase === 'outside') this.#outside()
      else if (phase === 'list') this.#list()
      else if (phase === 'after') this.#after()
      else if (phase === 'lines') this.#lines()
      if (this.#phase === phase && (this.#at === at || this.#at >= this.#length)) return
      if (this.#phase === 'failed') return
    }
  }

  #fail(fault: Fault) {
    this.#fault ??= fault
    this.#phase = 'failed'
  }

  #start() {
    const bytes = this.#bytes
    if (bytes[this.#at] === 0xef && this.#row === 0) {
      // A byte order mark is no JSON, but RFC 8259 lets a reader pass over it.
      if (this.#length - this.#at < 3) return
      if (bytes[this.#at + 1] === 0xbb && bytes[this.#at + 2] === 0xbf) this.#at += 3
    }
    const c = this.#skipSpace()
    if (this.#at >= this.#length) return
    if (c === 0x7b) this.#phase = 'outside'
    else if (c === 0x5b) {
      this.#at++
      this.#kind = 'array'
      this.#events.pointer = ''
      this.#phase = 'list'
    } else this.#fail({ code: 'JSON_INVALID', at: '' })
  }

  /** Everything of a document but its events; or a whole event, or the first line of NDJSON. */
  #outside() {
    this.#at = this.#skeleton.read(this.#bytes, this.#at, this.#length)
    const { stop } = this.#skeleton
    if (stop === skeletonStop.tooLarge) return this.#fail({ code: 'HEADER_TOO_LARGE', at: '' })
    if (stop === skeletonStop.list) return this.#listBegins()
    if (stop !== skeletonStop.end) return
    const first = this.#row
    this.#row += this.#skeleton.lines
    this.#lastLine = this.#row
    if (this.#skeleton.listSeen) this.#documentEnds()
    else this.#singleEnds(first)
    if (this.#phase !== 'failed') this.#phase = 'after'
  }

  #listBegins() {
    const isQuery = this.#skeleton.open === 4
    this.#kind = isQuery ? 'EPCISQueryDocument' : 'EPCISDocument'
    this.#events.pointer = isQuery ? '/epcisBody/queryResults/resultsBody/eventList' : '/epcisBody/eventList'
    this.#phase = 'list'
    this.#wants = 'firstItem'
    this.#row = 0
    const json = this.#skeleton.contextJson
    if (json === undefined) this.#held = new HeldEvents()
    else if (!this.#events.contexts.setDocument(json)) this.#fail({ code: 'CONTEXT_WRONG', at: '/@context' })
  }

  #documentEnds() {
    const skeleton = this.#skeleton
    if (!this.#readSkeleton()) return
    if (this.#kind !== 'EPCISDocument' && this.#kind !== 'EPCISQueryDocument') return
    const fault = checkDocument(this.#tape, skeleton.bytes, this.#kind)
    if (fault !== undefined) return this.#fail(fault)
    if (this.#held === undefined) return
    const json = skeleton.contextJson
    if (json === undefined || !this.#events.contexts.setDocument(json))
      return this.#fail({ code: 'CONTEXT_WRONG', at: '/@context' })
    for (const { row, text, limit } of this.#held.rows()) {
      this.#tape.read(text, 0, limit)
      this.#events.take(text, row)
    }
    this.#held = undefined
  }

  #readSkeleton(): boolean {
    const { bytes, length } = this.#skeleton
    if (this.#tape.read(bytes, 0, length) === length) return true
    this.#fail({ code: this.#tape.trouble, at: '' })
    return false
  }

  /** An object without an event list: an event, or the header line of NDJSON. */
  #singleEnds(row: number) {
    if (!this.#readSkeleton()) return
    const { bytes, length } = this.#skeleton
    if (memberOf(this.#tape, field.epcisBody) !== 0)
      return this.#fail({ code: 'MEMBER_MISSING', at: '/epcisBody/eventList' })
    if (isStreamHeader(this.#tape, bytes)) {
      this.#kind = 'ndjson'
      return this.#header(bytes)
    }
    if (length > eventBytesMax) this.#events.reject(row, { code: 'EVENT_TOO_LARGE', at: '', row })
    else this.#events.take(bytes, row)
  }

  #after() {
    const isSingle = !this.#skeleton.listSeen && this.#kind !== 'array'
    this.#skipSpace()
    if (this.#at >= this.#length) return
    if (!isSingle || this.#row === this.#lastLine) return this.#fail({ code: 'JSON_INVALID', at: '' })
    this.#beginLines()
  }

  /** Passes over white space, counting lines; returns the byte behind it. */
  #skipSpace(): number {
    const bytes = this.#bytes
    let c = bytes[this.#at]!
    for (; c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09; c = bytes[++this.#at]!) if (c === 0x0a) this.#row++
    return c
  }

  #list() {
    const bytes = this.#bytes
    for (;;) {
      let p = this.#at
      if (this.#outlined < 0 && !this.#skipping) {
        let c = bytes[p]!
        while (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) c = bytes[++p]!
        this.#at = p
        if (p >= this.#length) return
        if (this.#wants === 'separator') {
          if (c === 0x5d) return this.#listEnds()
          if (c !== 0x2c) return this.#fail(this.#here('JSON_INVALID'))
          this.#at = p + 1
          this.#wants = 'item'
          continue
        }
        if (c === 0x5d && this.#wants === 'firstItem') return this.#listEnds()
      }
      if (!this.#item()) return
    }
  }

  /** One item of the list; false when more bytes are needed, or nothing more can be read. */
  #item(): boolean {
    const start = this.#at
    const end = this.#skipping ? -1 : this.#itemEnd(start)
    if (end === -1 && !this.#skipping) return false
    if (end >= 0) {
      if (this.#held !== undefined) {
        if (!this.#held.add(this.#bytes, start, end)) this.#fail({ code: 'CONTEXT_TOO_LATE', at: '/@context' })
      } else this.#events.take(this.#bytes, this.#row)
      this.#itemEnds(end)
      return this.#phase === 'list'
    }
    // Refused, but its end can be found.
    const after = this.#outline.endOf(this.#bytes, start, this.#length)
    this.#at = after < 0 ? this.#length : after
    if (after < 0) return false
    this.#itemEnds(after)
    return true
  }

  #itemEnds(end: number): void {
    this.#at = end
    this.#row++
    this.#wants = 'separator'
    this.#outlined = -1
    this.#skipping = false
  }

  /** Reads the item at `start`; returns the index after it, -1 when more bytes are needed, -2 once it is refused. */
  #itemEnd(start: number): number {
    const cap = start + eventBytesMax
    if (this.#outlined >= 0) {
      // It did not fit into an earlier chunk: look for its end first, and read it once.
      const found = this.#outline.endOf(this.#bytes, start + this.#outlined, this.#length)
      this.#outlined = this.#length - start
      if (found < 0 && this.#length < cap) return -1
    }
    // The byte at the limit stops the tape, whatever it is.
    const limit = Math.min(this.#length, cap)
    const kept = this.#bytes[limit]!
    this.#bytes[limit] = 0
    const end = this.#tape.read(this.#bytes, start, limit)
    this.#bytes[limit] = kept
    if (end >= 0) return end
    if (end === readResult.incomplete && limit < cap) {
      this.#outline.reset()
      this.#outlined = 0
      const found = this.#outline.endOf(this.#bytes, start, this.#length)
      this.#outlined = this.#length - start
      return found < 0 ? -1 : this.#lost()
    }
    const trouble = end === readResult.incomplete ? 'EVENT_TOO_LARGE' : this.#tape.trouble
    if (trouble === 'JSON_INVALID') return this.#lost()
    this.#events.reject(this.#row, this.#here(trouble))
    this.#held?.addRefused()
    this.#outline.reset()
    this.#skipping = true
    return -2
  }

  /** What the brackets say has ended but the tape has not: a word or number cut off, or no JSON at all. */
  #lost(): -1 {
    this.#fail(this.#here('JSON_INVALID'))
    return -1
  }

  #listEnds(): void {
    this.#at++
    if (this.#kind === 'array') {
      this.#phase = 'after'
      return
    }
    this.#skeleton.closeList()
    this.#phase = 'outside'
  }

  #beginLines(): void {
    this.#kind = 'ndjson'
    this.#phase = 'lines'
    this.#searched = this.#at
  }

  #lines() {
    // Only what has come: the rest of the buffer is long, and small chunks would search it again and again.
    const here = this.#bytes.subarray(0, this.#length)
    for (;;) {
      if (this.#knownLine()) continue
      const found = here.indexOf(0x0a, Math.max(this.#searched, this.#at))
      if (found < 0) {
        this.#searched = this.#length
        if (this.#length - this.#at > eventBytesMax) {
          if (!this.#skipping) this.#events.reject(this.#row, { code: 'EVENT_TOO_LARGE', at: '', row: this.#row })
          this.#skipping = true
          this.#at = this.#length
        }
        return
      }
      this.#line(found)
      this.#at = found + 1
      this.#row++
    }
  }

  /** Takes the line at #at, if its event looks like one before: then its end need not be searched for. */
  #knownLine(): boolean {
    if (!this.#linesSeen || this.#skipping || this.#searched > this.#at) return false
    const end = this.#tape.readKnownLine(this.#bytes, this.#at, this.#length)
    if (end < 0 || end - this.#at > eventBytesMax || this.#bytes[end] !== 0x0a || end === this.#length) return false
    this.#events.take(this.#bytes, this.#row)
    this.#at = end + 1
    this.#row++
    return true
  }

  /** The line from #at to `end`, without its line feed. */
  #line(end: number) {
    const bytes = this.#bytes
    let start = this.#at
    if (this.#skipping) {
      this.#skipping = false
      return
    }
    let stop = end
    while (start < stop && isSpace(bytes[start]!)) start++
    while (stop > start && isSpace(bytes[stop - 1]!)) stop--
    if (start === stop) return
    if (this.#row === 0 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) start += 3
    const row = this.#row
    if (stop - start > eventBytesMax) return this.#events.reject(row, { code: 'EVENT_TOO_LARGE', at: '', row })
    // A line feed and a zero behind the value, so that a number at its end is seen to have ended.
    const kept = [bytes[stop]!, bytes[stop + 1]!] as const
    bytes[stop] = 0x0a
    bytes[stop + 1] = 0
    const after = this.#tape.read(bytes, start, stop + 1)
    bytes[stop] = kept[0]
    bytes[stop + 1] = kept[1]
    const isFirst = !this.#linesSeen
    this.#linesSeen = true
    if (after !== stop) {
      const code = after === readResult.failed ? this.#tape.trouble : 'JSON_INVALID'
      this.#events.reject(row, { code, at: '', row })
    } else if (isFirst && isStreamHeader(this.#tape, bytes)) this.#header(bytes)
    else this.#events.take(bytes, row)
  }

  #header(bytes: Uint8Array) {
    this.#linesSeen = true
    if (!this.#events.contexts.setDocument(contextOf(this.#tape, bytes))) {
      this.#fail({ code: 'CONTEXT_WRONG', at: '/@context' })
    }
  }

  /** The input has ended: whatever is open is broken. */
  #finish() {
    if (this.#phase === 'failed' || this.#phase === 'lines') return
    if (this.#phase === 'after') {
      // A header alone: the lines that it announces never came.
      if (this.#kind === 'ndjson') this.#fail({ code: 'MEMBER_MISSING', at: '/epcisBody' })
      return
    }
    if (this.#phase === 'start') return this.#fail({ code: 'JSON_INVALID', at: '' })
    this.#fail(this.#phase === 'list' ? this.#here('JSON_INVALID') : { code: 'JSON_INVALID', at: '' })
  }

  /** A fault of the row at hand. */
  #here(code: Fault['code']): Fault {
    return { code, at: this.#events.pointerOf(this.#row), row: this.#row }
  }
}

function isSpace(c: number): boolean {
  return c === 0x20 || c === 0x0d || c === 0x09 || c === 0x0a
}
