import { assert } from '../base/index.ts'
import { fieldCount, fieldOf, fieldOfText, isFieldAt } from './fields.ts'
import { decodeString, hexValue, numberEnd, plainEnd, utf8End } from './jsonText.ts'
import { eventDepthMax } from './limits.ts'
import type { Form, Shapes } from './shapes.ts'
import { kind, readResult, tapeSlack, tokenBits, tokenSize } from './tokens.ts'

/** What is wrong with a text that is no JSON, or JSON that we refuse. */
export type JsonTrouble = 'JSON_INVALID' | 'JSON_NOT_UTF8' | 'JSON_TOO_DEEP' | 'MEMBER_TWICE'

/**
 * Reads one JSON value (RFC 8259) into an Int32Array of tokens, four words each, in the order of the text:
 * bits, start and end of its bytes (strings and keys without their quotes), and the index of the token after
 * the whole value. A key is followed by its value. Nothing is allocated per value; one tape serves one event
 * at a time.
 */
export class Tape {
  /** Grows as needed; read it anew after every `read`. */
  words = new Int32Array(1024)
  /** Words in use. */
  length = 0
  /** The buffer that was read last. */
  view = new DataView(new ArrayBuffer(0))
  /** Set when `read` fails. */
  trouble: JsonTrouble = 'JSON_INVALID'
  /** The shape of the text read last, undefined where it looks like none before. */
  form: Form | undefined
  readonly #stack = new Int32Array(eventDepthMax + 1)
  readonly #seen = new Int32Array((eventDepthMax + 1) * fieldCount)
  readonly #serials = new Int32Array(eventDepthMax + 1)
  /** Members of the open objects that no field names. */
  readonly #unknown = new Int32Array(eventDepthMax + 1)
  #serial = 0
  #escaped = false
  readonly #shapes: Shapes | undefined
  /** Which member followed the last two, when they were last seen: most events look like the one before. */
  readonly #following = new Uint8Array(fieldCount * fieldCount)

  /** With `shapes`, texts that look like one before are recognised; worth it where there are many. */
  constructor(shapes?: Shapes) {
    this.#shapes = shapes
  }

  /**
   * Reads the value that starts at `from` (no white space before it). Returns the index of the byte after it,
   * or `readResult.incomplete` when `limit` comes first, or `readResult.failed`. The byte at `limit` must be
   * below 0x20, which stops the inner loops; `bytes` must begin its buffer, with `tapeSlack` bytes behind `limit`.
   */
  read(bytes: Uint8Array<ArrayBuffer>, from: number, limit: number): number {
    const known = this.#known(bytes, from, limit)
    if (known >= 0) return known
    const end = this.#parse(bytes, from, limit)
    if (end >= 0) this.#shapes?.learn(this.words, this.length, this.view, from, end)
    return end
  }

  /** The same for a text without line feeds that looks like one read before; -1 for any other. */
  readKnownLine(bytes: Uint8Array<ArrayBuffer>, from: number, limit: number): number {
    const end = this.#known(bytes, from, limit)
    return end >= 0 && this.form?.hasLineFeed === false ? end : -1
  }

  #known(bytes: Uint8Array<ArrayBuffer>, from: number, limit: number): number {
    if (bytes.buffer !== this.view.buffer) this.view = new DataView(bytes.buffer)
    this.form = undefined
    const shapes = this.#shapes
    if (shapes === undefined) return -1
    const end = shapes.match(bytes, this.view, from, limit)
    if (end < 0) return -1
    this.form = shapes.form
    this.length = shapes.tapeLength
    while (this.length > this.words.length) this.#grow()
    shapes.fill(this.words)
    return end
  }

  #parse(bytes: Uint8Array, from: number, limit: number): number {
    let words = this.words
    let n = 0
    let p = from
    let depth = 0
    let inObject = false
    // 0: a value, 1: a key or the end of an empty object, 2: a key, 3: a value or the end of an empty array
    let want = 0
    const stack = this.#stack
    const view = this.view
    const following = this.#following
    const seen = this.#seen
    const serials = this.#serials
    const unknown = this.#unknown
    // Number of the object at hand, and whether any object has two members that no field names.
    let serial = 0
    let maybeTwice = false
    // The last two members, as an index into `following`.
    let before = 0
    for (;;) {
      let c = bytes[p]!
      while (c <= 0x20 && isSpace[c] === 1) c = bytes[++p]!
      if (p >= limit) return readResult.incomplete
      if (n + 16 > words.length) words = this.#grow()
      if (want === 1 || want === 2) {
        if (c === 0x22) {
          let code: number = following[before]!
          let end = isFieldAt(code, bytes, p + 1)
          let bits = kind.key as number
          if (end < 0) {
            end = plainEnd(view, p + 1)
            if (end < limit && bytes[end] === 0x22) code = fieldOf(bytes, p + 1, end)
            else {
              end = this.#string(bytes, end, limit)
              if (end < 0) return end
              code = 0
              if (this.#escaped) {
                bits |= tokenBits.escaped
                code = fieldOfText(decodeString(bytes, p + 1, end, true))
              }
            }
            following[before] = code
          } else if (end >= limit) return readResult.incomplete
          before = (before % fieldCount) * fieldCount + code
          if (code !== 0) {
            const at = depth * fieldCount + code
            if (seen[at] === serial) return this.#fail('MEMBER_TWICE')
            seen[at] = serial
          } else if (++unknown[depth]! > 1) maybeTwice = true
          words[n] = bits | (code << tokenBits.fieldShift)
          words[n + 1] = p + 1
          words[n + 2] = end
          words[n + 3] = n + tokenSize
          n += tokenSize
          p = end + 1
          c = bytes[p]!
          while (c <= 0x20 && isSpace[c] === 1) c = bytes[++p]!
          if (p >= limit) return readResult.incomplete
          if (c !== 0x3a) return this.#fail('JSON_INVALID')
          p++
          want = 0
          continue
        }
        if (c !== 0x7d || want === 2) return this.#fail('JSON_INVALID')
        // An empty object: falls through to the closing below.
      } else if (c === 0x22) {
        let end = plainEnd(view, p + 1)
        words[n] = kind.string
        if (end >= limit || bytes[end] !== 0x22) {
          end = this.#string(bytes, end, limit)
          if (end < 0) return end
          if (this.#escaped) words[n] = kind.string | tokenBits.escaped
        }
        words[n + 1] = p + 1
        words[n + 2] = end
        words[n + 3] = n + tokenSize
        n += tokenSize
        p = end + 1
      } else if (c === 0x7b || c === 0x5b) {
        if (depth === eventDepthMax) return this.#fail('JSON_TOO_DEEP')
        depth++
        stack[depth] = n
        inObject = c === 0x7b
        words[n] = inObject ? kind.object : kind.array
        words[n + 1] = p
        n += tokenSize
        p++
        if (inObject) {
          serial = ++this.#serial
          serials[depth] = serial
          unknown[depth] = 0
          want = 1
        } else want = 3
        continue
      } else if (c === 0x5d && want === 3) {
        // An empty array: falls through to the closing below.
      } else {
        const end = this.#scalar(bytes, p, limit, n)
        if (end < 0) return end
        n += tokenSize
        p = end
      }
      // A value has ended, or an empty container is about to.
      for (;;) {
        if (depth === 0) {
          this.length = n
          if (this.#serial > 0x7ff00000) this.#forgetSeen()
          return p
        }
        c = bytes[p]!
        while (c <= 0x20 && isSpace[c] === 1) c = bytes[++p]!
        if (p >= limit) return readResult.incomplete
        if (c === 0x2c) {
          p++
          want = inObject ? 2 : 0
          break
        }
        if (c !== (inObject ? 0x7d : 0x5d)) return this.#fail('JSON_INVALID')
        p++
        const open = stack[depth]!
        words[open + 2] = p
        words[open + 3] = n
        depth--
        if (maybeTwice && inObject && this.#unknownTwice(bytes, open)) {
          return this.#fail('MEMBER_TWICE')
        }
        inObject = depth > 0 && (words[stack[depth]!]! & tokenBits.kind) === kind.object
        serial = serials[depth]!
      }
    }
  }

  /** Index of the closing quote of a string, read on from a byte that is not plain; notes whether it has escapes. */
  #string(bytes: Uint8Array, from: number, limit: number): number {
    let q = from
    this.#escaped = false
    for (;;) {
      q = plainEnd(this.view, q)
      if (q >= limit) return readResult.incomplete
      const c = bytes[q]!
      if (c === 0x22) return q
      if (c === 0x5c) {
        this.#escaped = true
        const e = bytes[q + 1]!
        if (q + 1 >= limit) return readResult.incomplete
        if (e === 0x75) {
          for (let i = q + 2; i < q + 6; i++) {
            if (i >= limit) return readResult.incomplete
            if (hexValue[bytes[i]!]! < 0) return this.#fail('JSON_INVALID')
          }
          q += 6
        } else if (simpleEscape[e] !== 0) q += 2
        else return this.#fail('JSON_INVALID')
      } else if (c < 0x20) return this.#fail('JSON_INVALID')
      else {
        const after = utf8End(bytes, q, limit)
        if (after === readResult.incomplete) return after
        if (after < 0) return this.#fail('JSON_NOT_UTF8')
        q = after
      }
    }
  }

  /** A number or one of the three words; returns the index after it. */
  #scalar(bytes: Uint8Array, from: number, limit: number, n: number): number {
    const words = this.words
    const c = bytes[from]!
    let p = from
    if (c === 0x74 || c === 0x66 || c === 0x6e) {
      const word = c === 0x74 ? wordTrue : c === 0x66 ? wordFalse : wordNull
      for (let i = 0; i < word.length; i++, p++) {
        if (p >= limit) return readResult.incomplete
        if (bytes[p] !== word[i]) return this.#fail('JSON_INVALID')
      }
      words[n] = c === 0x74 ? kind.true : c === 0x66 ? kind.false : kind.null
    } else {
      p = numberEnd(bytes, from, limit)
      if (p === readResult.failed) return this.#fail('JSON_INVALID')
      if (p < 0) return p
      words[n] = kind.number
    }
    words[n + 1] = from
    words[n + 2] = p
    words[n + 3] = n + tokenSize
    return p
  }

  /** Whether a member outside the table of fields stands twice in the object at `open`. */
  #unknownTwice(bytes: Uint8Array, open: number): boolean {
    const words = this.words
    const close = words[open + 3]!
    let unknown = 0
    for (let at = open + tokenSize; at < close; at = words[at + tokenSize + 3]!) {
      if (words[at]! >> tokenBits.fieldShift === 0) unknown++
    }
    if (unknown < 2) return false
    const seen = new Set<string>()
    for (let at = open + tokenSize; at < close; at = words[at + tokenSize + 3]!) {
      if (words[at]! >> tokenBits.fieldShift !== 0) continue
      const name = decodeString(bytes, words[at + 1]!, words[at + 2]!, (words[at]! & tokenBits.escaped) !== 0)
      if (seen.has(name)) return true
      seen.add(name)
    }
    return false
  }

  #fail(trouble: JsonTrouble): number {
    this.trouble = trouble
    return readResult.failed
  }

  #grow(): Int32Array<ArrayBuffer> {
    const larger = new Int32Array(this.words.length * 2)
    larger.set(this.words)
    this.words = larger
    return larger
  }

  /** Serials mark objects; before they wrap around, everything seen is forgotten. */
  #forgetSeen(): void {
    this.#seen.fill(0)
    this.#serial = 0
  }
}

/** Tapes at rest: a new one costs more than the reading of an event. */
const spare: Tape[] = []
const spareMax = 4
/** A tape that grew beyond this is let go of. */
const spareWordsMax = 1 << 16

/** Hands over a tape that holds the JSON value of a text already known to be one; it is used again once `use` has returned. */
export function onTape<T>(text: Uint8Array, use: (tape: Tape, bytes: Uint8Array<ArrayBuffer>) => T): T {
  const bytes = new Uint8Array(text.length + tapeSlack)
  bytes.set(text)
  const tape = spare.pop() ?? new Tape()
  const end = tape.read(bytes, 0, text.length)
  assert(end === text.length, 'a stored event is one JSON object')
  const result = use(tape, bytes)
  if (spare.length < spareMax && tape.words.length <= spareWordsMax) spare.push(tape)
  return result
}

const isSpace = new Uint8Array(256)
for (const c of [0x20, 0x0a, 0x0d, 0x09]) isSpace[c] = 1

const utf8 = new TextEncoder()
const simpleEscape = new Uint8Array(256)
for (const c of utf8.encode('"\\/bfnrt')) simpleEscape[c] = 1
const wordTrue = utf8.encode('true')
const wordFalse = utf8.encode('false')
const wordNull = utf8.encode('null')
