import { field } from './fields.ts'
import { numberEnd, plainEnd, utf8End } from './jsonText.ts'
import { kind, tokenBits, tokenSize } from './tokens.ts'
import { areWords, maskOf } from './wordwise.ts'

/** Words of a node of the trie: what leads to it, what follows, and the nodes around it. */
const nodeSize = 6
const at = { glue: 0, length: 1, follows: 2, child: 3, sibling: 4, form: 5 } as const
/** What stands behind the glue of a node. */
const follows = { string: 0, number: 1, end: 2 } as const
const root = 0

/** Words of a token in a form: its bits, the index of the next one, and two places, each an offset from the end of a value. */
const formSize = 6

const unknown = -1

/** Most values and most tokens of a text whose shape is kept. */
const valuesMax = 1024
const tokensMax = 4096
/** Most words held before everything is forgotten: about a thousand shapes of events. */
const wordsMax = 1 << 18
/** Misses that a run of hits pays for: learning costs more than it saves where no two texts look alike. */
const creditMax = 256
const missCost = 4

/**
 * Recognises texts that look like one read before: the same members in the same order, where only numbers and most
 * strings differ, as the events of one producer do. What stands between the values ("glue") is kept as a trie;
 * where a text has followed it to an end, it is legal JSON without twice-named members, because one with the same
 * glue was, and its tape is a copy with the positions moved. So one comparison of words replaces the parsing of
 * up to forty bytes.
 *
 * Only objects are learnt, and none with escapes in a string; everything is forgotten when too much was learnt.
 */
export class Shapes {
  #nodes = new Int32Array(64 * nodeSize)
  /** Words in use. */
  #nodesLength = nodeSize
  #glue = new Int32Array(256)
  #glueLength = 0
  #forms: Form[] = []
  #formWords = 0
  #credit = creditMax
  /** What was matched last. */
  #form: Form = { words: new Int32Array(0), hasLineFeed: false, event: undefined }
  /** Ends of the values of the text at hand; the first entry is where it starts. */
  readonly #ends = new Int32Array(valuesMax + 1)

  /** Words that the tape of the text matched last takes. */
  get tapeLength(): number {
    return (this.#form.words.length / formSize) * tokenSize
  }

  /** The form of the text matched last. */
  get form(): Form {
    return this.#form
  }

  /**
   * Index after the text that starts at `from`, -1 where it looks like none before. What must be true of `bytes` and
   * `limit` for `Tape.read` must be true here.
   */
  match(bytes: Uint8Array, view: DataView, from: number, limit: number): number {
    const nodes = this.#nodes
    const glue = this.#glue
    const ends = this.#ends
    ends[0] = from
    let p = from
    let count = 0
    let node = nodes[root + at.child]!
    for (;;) {
      for (; node !== root; node = nodes[node + at.sibling]!) {
        const length = nodes[node + at.length]!
        if (p + length <= limit && areWords(view, p, glue, nodes[node + at.glue]!, length)) break
      }
      if (node === root) return unknown
      p += nodes[node + at.length]!
      const what = nodes[node + at.follows]!
      if (what === follows.string) {
        p = plainEnd(view, p)
        while (bytes[p]! > 0x7f) {
          p = utf8End(bytes, p, limit)
          if (p < 0) return unknown
          p = plainEnd(view, p)
        }
        if (bytes[p] !== 0x22) return unknown
      } else if (what === follows.number) {
        p = numberEnd(bytes, p, limit)
        if (p < 0) return unknown
      } else {
        if (this.#credit < creditMax) this.#credit++
        this.#form = this.#forms[nodes[node + at.form]!]!
        return p
      }
      ends[++count] = p
      node = nodes[node + at.child]!
    }
  }

  /** Writes the tape of the text matched last into `out`, which has room for it. */
  fill(out: Int32Array): void {
    const { words } = this.#form
    const ends = this.#ends
    for (let i = 0, n = 0; i < words.length; i += formSize, n += tokenSize) {
      out[n] = words[i]!
      out[n + 1] = ends[words[i + 2]!]! + words[i + 3]!
      out[n + 2] = ends[words[i + 4]!]! + words[i + 5]!
      out[n + 3] = words[i + 1]!
    }
  }

  /** Keeps the shape of the object from `from` to `end` whose tape is in `words` up to `length`. */
  learn(words: Int32Array, length: number, view: DataView, from: number, end: number): void {
    if (this.#credit < missCost || words[0] !== kind.object || length > tokensMax * tokenSize) return
    this.#credit -= missCost
    const ends = this.#ends
    ends[0] = from
    // How many values stand before each token, and where each value ends.
    const before = new Int32Array(length / tokenSize + 1)
    let count = 0
    for (let n = 0; n < length; n += tokenSize) {
      before[n / tokenSize] = count
      if (!isValue(words, n)) continue
      if ((words[n]! & tokenBits.escaped) !== 0 || count === valuesMax) return
      ends[++count] = words[n + 2]!
    }
    before[length / tokenSize] = count
    if (this.#nodesLength + this.#glueLength + this.#formWords > wordsMax) this.#forget()
    let node = root
    let hasLineFeed = false
    for (let n = 0; n < length; n += tokenSize) {
      if (!isValue(words, n)) continue
      const what = (words[n]! & tokenBits.kind) === kind.string ? follows.string : follows.number
      const glueStart = ends[before[n / tokenSize]!]!
      hasLineFeed ||= holdsLineFeed(view, glueStart, words[n + 1]!)
      node = this.#child(node, view, glueStart, words[n + 1]!, what)
    }
    hasLineFeed ||= holdsLineFeed(view, ends[count]!, end)
    node = this.#child(node, view, ends[count]!, end, follows.end)
    const form = formOf(words, length, before, ends)
    this.#formWords += form.length
    this.#nodes[node + at.form] = this.#forms.push({ words: form, hasLineFeed, event: undefined }) - 1
  }

  /** The node behind this glue, made where there is none. */
  #child(parent: number, view: DataView, start: number, end: number, what: number): number {
    let link = parent + at.child
    for (let node = this.#nodes[link]!; node !== root; node = this.#nodes[link]!) {
      const nodes = this.#nodes
      const length = nodes[node + at.length]!
      // The same glue at the same place: so the same kind of value follows, or the end.
      if (length === end - start && areWords(view, start, this.#glue, nodes[node + at.glue]!, length)) return node
      link = node + at.sibling
    }
    const node = this.#nodesLength
    if (node + nodeSize > this.#nodes.length) this.#nodes = twice(this.#nodes)
    this.#nodesLength += nodeSize
    this.#nodes.fill(0, node, node + nodeSize)
    this.#nodes[link] = node
    this.#nodes[node + at.glue] = this.#glueLength
    this.#nodes[node + at.length] = end - start
    this.#nodes[node + at.follows] = what
    for (let p = start; p < end; p += 4) {
      if (this.#glueLength === this.#glue.length) this.#glue = twice(this.#glue)
      this.#glue[this.#glueLength++] = view.getInt32(p, true) & maskOf(end - p)
    }
    return node
  }

  #forget(): void {
    this.#nodes.fill(0, root, nodeSize)
    this.#nodesLength = nodeSize
    this.#glueLength = 0
    this.#forms = []
    this.#formWords = 0
  }
}

/** Members whose values are few words: they are glue, and texts that differ in one have different shapes. */
const wordMembers: readonly number[] = [field.type, field.action, field.eventTimeZoneOffset]

/** Whether the token at `n` is a string or a number that may differ between two texts of one shape. */
function isValue(words: Int32Array, n: number): boolean {
  const which = words[n]! & tokenBits.kind
  if (which === kind.number) return true
  if (which !== kind.string) return false
  const before = words[n - tokenSize]!
  return (before & tokenBits.kind) !== kind.key || !wordMembers.includes(before >> tokenBits.fieldShift)
}

/** What is true of every event of one shape once one of them was found right: it depends on the glue alone. */
export interface EventForm {
  /** Value of each member (token index), 0 where it is absent. */
  readonly slots: Int32Array
  readonly type: number
  readonly action: number
  readonly offsetMin: number
}

/** The tape of all texts of one shape. */
export interface Form {
  /** `formSize` words a token. */
  readonly words: Int32Array
  /** Whether a line feed stands between its values: then it is no line of NDJSON. */
  readonly hasLineFeed: boolean
  /** Kept here by whoever checks events. */
  event: EventForm | undefined
}

/** The form of a tape: each place as the number of values that end before it, and how far behind the last of them. */
function formOf(words: Int32Array, length: number, before: Int32Array, ends: Int32Array): Int32Array {
  const form = new Int32Array((length / tokenSize) * formSize)
  for (let n = 0, i = 0; n < length; n += tokenSize, i += formSize) {
    const next = words[n + 3]!
    const starts = before[n / tokenSize]!
    const stops = before[next / tokenSize]!
    form[i] = words[n]!
    form[i + 1] = next
    form[i + 2] = starts
    form[i + 3] = words[n + 1]! - ends[starts]!
    form[i + 4] = stops
    form[i + 5] = words[n + 2]! - ends[stops]!
  }
  return form
}

function holdsLineFeed(view: DataView, start: number, end: number): boolean {
  for (let p = start; p < end; p++) if (view.getUint8(p) === 0x0a) return true
  return false
}

function twice(words: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(words.length * 2)
  larger.set(words)
  return larger
}
