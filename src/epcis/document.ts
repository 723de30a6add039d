import type { Fault } from '../base/index.ts'
import { contextTrouble } from './context.ts'
import { type FieldName, field } from './fields.ts'
import { decodeString } from './jsonText.ts'
import { isUriBytes, timeMs } from './lexical.ts'
import type { Tape } from './tape.ts'
import { kind, tokenBits, tokenSize } from './tokens.ts'

/** What a member of a document may hold. */
type Check = 'any' | 'string' | 'time' | 'version' | 'id' | 'context' | 'type' | 'list' | 'vocabularies' | Shape
interface Shape {
  readonly members: Readonly<Partial<Record<FieldName, Check>>>
  readonly required: readonly FieldName[]
  /** Whether members of other namespaces may stand here. */
  readonly open: boolean
}

const results: Shape = {
  members: { eventList: 'list', vocabularyList: 'vocabularies' },
  required: ['eventList'],
  open: true,
}
const query: Shape = {
  members: { queryName: 'string', subscriptionID: 'string', resultsBody: results },
  required: ['queryName', 'resultsBody'],
  open: true,
}
const header: Shape = {
  members: { epcisMasterData: { members: { vocabularyList: 'vocabularies' }, required: [], open: true } },
  required: [],
  open: true,
}
const common = {
  '@context': 'context',
  type: 'type',
  id: 'id',
  schemaVersion: 'version',
  creationDate: 'time',
} as const

const shapes: Readonly<Record<'EPCISDocument' | 'EPCISQueryDocument', Shape>> = {
  EPCISDocument: {
    members: {
      ...common,
      instanceIdentifier: 'string',
      sender: 'string',
      receiver: 'string',
      epcisHeader: header,
      epcisBody: { members: { eventList: 'list' }, required: ['eventList'], open: true },
    },
    required: ['@context', 'type', 'schemaVersion', 'creationDate', 'epcisBody'],
    open: true,
  },
  EPCISQueryDocument: {
    members: { ...common, epcisBody: { members: { queryResults: query }, required: ['queryResults'], open: true } },
    required: ['@context', 'type', 'epcisBody'],
    open: true,
  },
}

/**
 * Checks a document whose events were taken out (`"eventList":[]`) against the standard; `kindSeen` is what
 * the place of its event list says that it is. Undefined where nothing is wrong.
 */
export function checkDocument(
  tape: Tape,
  bytes: Uint8Array,
  kindSeen: 'EPCISDocument' | 'EPCISQueryDocument',
): Fault | undefined {
  const words = tape.words
  const text = (at: number): string =>
    decodeString(bytes, words[at + 1]!, words[at + 2]!, (words[at]! & tokenBits.escaped) !== 0)
  return checkShape(0, shapes[kindSeen], '')

  function checkShape(at: number, shape: Shape, pointer: string): Fault | undefined {
    if ((words[at]! & tokenBits.kind) !== kind.object) return { code: 'TYPE_WRONG', at: pointer, allowed: 'object' }
    const present = new Set<number>()
    for (let key = at + tokenSize; key < words[at + 3]!; key = words[key + tokenSize + 3]!) {
      const code = words[key]! >> tokenBits.fieldShift
      const name = text(key)
      const here = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
      const check = code === 0 ? undefined : shape.members[name as FieldName]
      if (check === undefined) {
        if (code === 0 && shape.open && name.includes(':')) continue
        return {
          code: 'MEMBER_UNKNOWN',
          at: here,
          allowed: `${Object.keys(shape.members).join(', ')}, or an extension \`prefix:name\``,
        }
      }
      present.add(code)
      const fault = checkMember(key + tokenSize, check, here)
      if (fault !== undefined) return fault
    }
    for (const name of shape.required) {
      if (!present.has(field[name])) return { code: 'MEMBER_MISSING', at: `${pointer}/${name}` }
    }
    return undefined
  }

  function checkMember(at: number, check: Check, pointer: string): Fault | undefined {
    if (typeof check === 'object') return checkShape(at, check, pointer)
    const which = words[at]! & tokenBits.kind
    const value = (): Uint8Array => bytes.subarray(words[at + 1]!, words[at + 2]!)
    switch (check) {
      case 'any':
        return undefined
      case 'list':
        return which === kind.array ? undefined : { code: 'TYPE_WRONG', at: pointer, allowed: 'array' }
      case 'vocabularies':
        return which === kind.array
          ? checkVocabularies(at, pointer)
          : { code: 'TYPE_WRONG', at: pointer, allowed: 'array' }
      case 'context': {
        const quote = which === kind.string ? 1 : 0
        const json = new TextDecoder().decode(bytes.subarray(words[at + 1]! - quote, words[at + 2]! + quote))
        return contextTrouble(JSON.parse(json)) === undefined
          ? undefined
          : { code: 'CONTEXT_WRONG', at: pointer, allowed: 'URL, object, or array of these' }
      }
      default:
    }
    if (which !== kind.string) return { code: 'TYPE_WRONG', at: pointer, allowed: 'string' }
    switch (check) {
      case 'time':
        return Number.isNaN(timeMs(value(), 0, value().length))
          ? { code: 'TIME_WRONG', at: pointer, allowed: 'date, time and offset' }
          : undefined
      case 'version':
        return /^\d+(\.\d+)*$/.test(text(at))
          ? undefined
          : { code: 'VALUE_WRONG', at: pointer, allowed: 'numbers joined by dots, such as 2.0' }
      case 'id':
        // GS1's own examples use blank nodes (`_:document1`), which JSON-LD knows and the schema's `uri` does not.
        return /^_:\S+$/.test(text(at)) || isUriBytes(value(), 0, value().length)
          ? undefined
          : { code: 'URI_WRONG', at: pointer, allowed: 'absolute URI' }
      case 'type':
        return text(at) === kindSeen ? undefined : { code: 'VALUE_WRONG', at: pointer, allowed: kindSeen }
      default:
        return undefined
    }
  }

  /** Master data: kept as it is, its outline checked. */
  function checkVocabularies(at: number, pointer: string): Fault | undefined {
    let index = 0
    for (let item = at + tokenSize; item < words[at + 3]!; item = words[item + 3]!, index++) {
      if ((words[item]! & tokenBits.kind) !== kind.object)
        return { code: 'TYPE_WRONG', at: `${pointer}/${index}`, allowed: 'object' }
      let hasType = false
      for (let key = item + tokenSize; key < words[item + 3]!; key = words[key + tokenSize + 3]!) {
        hasType ||= words[key]! >> tokenBits.fieldShift === field.type
      }
      if (!hasType) return { code: 'MEMBER_MISSING', at: `${pointer}/${index}/type` }
    }
    return undefined
  }
}
