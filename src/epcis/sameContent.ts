import { InlineContext } from './context.ts'
import { decodeString } from './jsonText.ts'
import { onTape } from './tape.ts'
import { kind, tokenBits, tokenSize } from './tokens.ts'

/**
 * Whether two events have the same JSON value: order of members, white space, spelling of numbers (`1.0`, `1`)
 * and of moments (`Z`, `+00:00`), and the prefix that stands for a namespace do not count; order in lists does.
 * `recordTime` does not count, because the server sets it; a member `@context` does not either: its meaning
 * does, which is why the contexts in force are given.
 */
export function sameContent(a: Uint8Array, aContext: string, b: Uint8Array, bContext: string): boolean {
  return printed(a, aContext) === printed(b, bContext)
}

/** JSON text of a value in one spelling: members sorted, no white space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`)
  return `{${members.sort().join(',')}}`
}

/** Members that hold moments, wherever they stand in an event. */
const moments = new Set(['eventTime', 'declarationTime', 'time', 'startTime', 'endTime'])
const moment = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/

function printed(raw: Uint8Array, contextJson: string): string {
  const context = new InlineContext(contextJson, JSON.parse(contextJson))
  return onTape(raw, ({ words }, bytes) => printedTape(words, bytes, context))
}

function printedTape(words: Int32Array, bytes: Uint8Array<ArrayBuffer>, context: InlineContext): string {
  return print(0, '', true)

  function print(at: number, name: string, isEvent: boolean): string {
    const text = (): string =>
      decodeString(bytes, words[at + 1]!, words[at + 2]!, (words[at]! & tokenBits.escaped) !== 0)
    switch (words[at]! & tokenBits.kind) {
      case kind.string:
        return JSON.stringify(moments.has(name) ? momentText(text()) : text())
      case kind.number:
        return numberText(text())
      case kind.object: {
        const members: string[] = []
        for (let key = at + tokenSize; key < words[at + 3]!; key = words[key + tokenSize + 3]!) {
          const own = decodeString(bytes, words[key + 1]!, words[key + 2]!, (words[key]! & tokenBits.escaped) !== 0)
          if (isEvent && (own === 'recordTime' || own === '@context')) continue
          const { namespace, local } = context.expand(own)
          members.push(`${JSON.stringify(namespace + local)}:${print(key + tokenSize, own, false)}`)
        }
        return `{${members.sort().join(',')}}`
      }
      case kind.array: {
        const items: string[] = []
        for (let item = at + tokenSize; item < words[at + 3]!; item = words[item + 3]!)
          items.push(print(item, name, false))
        return `[${items.join(',')}]`
      }
      default:
        return text()
    }
  }
}

/** A moment in UTC without trailing zeros; any other text as it is. */
function momentText(text: string): string {
  const match = moment.exec(text)
  if (match === null) return text
  const ms = Date.parse(`${match[1]}${match[3]}`)
  if (Number.isNaN(ms)) return text
  return `${new Date(ms).toISOString().slice(0, 19)}.${(match[2] ?? '').replace(/0+$/, '')}Z`
}

/** A number lexeme as digits and exponent, exactly: no rounding to a double, so long decimals stay apart. */
function numberText(lexeme: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(lexeme)
  if (match === null) return lexeme
  const fraction = match[3] ?? ''
  const digits = `${match[2]}${fraction}`.replace(/^0+/, '')
  const trimmed = digits.replace(/0+$/, '')
  if (trimmed === '') return '0'
  const exponent = Number(match[4] ?? 0) - fraction.length + (digits.length - trimmed.length)
  return `${match[1]}${trimmed}e${exponent}`
}
