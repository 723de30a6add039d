import { headerBytesMax } from './limits.ts'
import { tapeSlack } from './tokens.ts'

/** What `read` stopped at. */
export const skeletonStop = { more: 0, list: 1, end: 2, tooLarge: 3 } as const

const utf8 = new TextEncoder()
/** Members on the way from the document to its events; after each, how many containers are open. */
const onTheWay = [
  { open: 1, name: utf8.encode('epcisBody'), isList: false },
  { open: 2, name: utf8.encode('eventList'), isList: true },
  { open: 2, name: utf8.encode('queryResults'), isList: false },
  { open: 3, name: utf8.encode('resultsBody'), isList: false },
  { open: 4, name: utf8.encode('eventList'), isList: true },
]
const contextName = utf8.encode('@context')

/**
 * Collects the text of a document without its events, byte by byte, and finds the event list on the way:
 * `/epcisBody/eventList` or `/epcisBody/queryResults/resultsBody/eventList`. What it collects is read strictly
 * at the end, so that nothing escapes the grammar.
 */
export class Skeleton {
  length = 0
  /** Line feeds met. */
  lines = 0
  /** Containers open on the way to the list. */
  open = 0
  listSeen = false
  #bytes = new Uint8Array(1 << 10)
  #depth = 0
  #inString = false
  #escaped = false
  /** The string at hand, or the last one, holds an escape. */
  #hasEscape = false
  #stringStart = 0
  #stringEnd = 0
  /** The member whose value comes next, index in `onTheWay`, -1 for any other. */
  #member = -1
  #contextStart = -1
  #contextEnd = -1

  /** The text, with a zero byte behind it. */
  get bytes(): Uint8Array<ArrayBuffer> {
    this.#bytes[this.length] = 0
    return this.#bytes
  }

  get text(): string {
    return new TextDecoder().decode(this.#bytes.subarray(0, this.length))
  }

  /** JSON text of the document's @context, once it has ended. */
  get contextJson(): string | undefined {
    if (this.#contextEnd < 0) return undefined
    return new TextDecoder().decode(this.#bytes.subarray(this.#contextStart, this.#contextEnd))
  }

  /** The event list has ended; its closing bracket was read. */
  closeList(): void {
    this.#append(closing, 0, 1)
    this.#depth--
  }

  /** Index after the byte at which it stopped; then `stop` says why. */
  stop: number = skeletonStop.more
  read(bytes: Uint8Array, from: number, limit: number): number {
    let copied = from
    for (let p = from; p < limit; p++) {
      const c = bytes[p]!
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false
        else if (c === 0x5c) {
          this.#escaped = true
          this.#hasEscape = true
        } else if (c === 0x22) {
          this.#inString = false
          this.#stringEnd = this.length + p - copied
        }
        continue
      }
      switch (c) {
        case 0x22:
          this.#inString = true
          this.#hasEscape = false
          this.#stringStart = this.length + p - copied + 1
          break
        case 0x0a:
          this.lines++
          break
        case 0x3a:
          if (this.#depth !== this.open) break
          copied = this.#flush(bytes, copied, p + 1)
          this.#memberBegins()
          break
        case 0x2c:
          if (this.#depth === 1) this.#contextEnds(this.length + p - copied)
          this.#member = -1
          break
        case 0x7b:
        case 0x5b: {
          const onPath = this.#depth === this.open && this.#member >= 0 ? onTheWay[this.#member]! : undefined
          this.#member = -1
          this.#depth++
          if (c === 0x7b && (this.#depth === 1 || onPath?.isList === false)) this.open++
          else if (c === 0x5b && onPath?.isList === true) {
            this.#flush(bytes, copied, p + 1)
            this.listSeen = true
            this.#stopAt(skeletonStop.list)
            return p + 1
          }
          break
        }
        case 0x7d:
        case 0x5d:
          if (this.#depth === 1) this.#contextEnds(this.length + p - copied)
          this.#depth--
          if (this.#depth < this.open) this.open = this.#depth
          if (this.#depth <= 0) {
            this.#flush(bytes, copied, p + 1)
            this.#stopAt(skeletonStop.end)
            return p + 1
          }
          break
        default:
      }
    }
    this.#flush(bytes, copied, limit)
    this.#stopAt(skeletonStop.more)
    return limit
  }

  #stopAt(stop: number): void {
    this.stop = this.length > headerBytesMax ? skeletonStop.tooLarge : stop
  }

  #memberBegins(): void {
    this.#member = -1
    if (this.open === 1 && this.#is(contextName)) this.#contextStart = this.length
    for (let i = 0; i < onTheWay.length; i++) {
      if (onTheWay[i]!.open === this.open && this.#is(onTheWay[i]!.name)) this.#member = i
    }
  }

  #contextEnds(at: number): void {
    if (this.#contextStart >= 0 && this.#contextEnd < 0) this.#contextEnd = at
  }

  /** Is that the member's name, however it is spelled? */
  #is(name: Uint8Array): boolean {
    if (this.#hasEscape) return this.#unescaped() === new TextDecoder().decode(name)
    if (this.#stringEnd - this.#stringStart !== name.length) return false
    for (let i = 0; i < name.length; i++) if (this.#bytes[this.#stringStart + i] !== name[i]) return false
    return true
  }

  /** The last string without its escapes; undefined where it is none, which the strict reading at the end tells. */
  #unescaped(): string | undefined {
    try {
      return JSON.parse(`"${new TextDecoder().decode(this.#bytes.subarray(this.#stringStart, this.#stringEnd))}"`)
    } catch {
      return undefined
    }
  }

  #flush(bytes: Uint8Array, from: number, to: number): number {
    this.#append(bytes, from, to)
    return to
  }

  #append(bytes: Uint8Array, from: number, to: number): void {
    if (this.length + to - from + tapeSlack > this.#bytes.length) {
      const larger = new Uint8Array((this.length + to - from + tapeSlack) * 2)
      larger.set(this.#bytes.subarray(0, this.length))
      this.#bytes = larger
    }
    this.#bytes.set(bytes.subarray(from, to), this.length)
    this.length += to - from
  }
}

const closing = utf8.encode(']')
