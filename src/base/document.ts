import type { Fault } from './fault.ts'
import type { FaultCode } from './faults.ts'
import { pointerToken } from './json-text.ts'

/** Which members an object may have: `true` must be there, `false` may be. */
export type Members = Readonly<Record<string, boolean>>

/**
 * Reads a document of unknown shape and collects every fault instead of stopping at the first one. Each method answers
 * `undefined` where the value is absent or wrong; only a value that is there and wrong leaves a fault.
 */
export interface DocumentReader {
  readonly faults: readonly Fault[]
  /** `got` never holds a value, only a type or a shape. */
  fault(code: FaultCode, at: string, got: string, allowed: string): undefined
  /** The members of an object; unknown and missing ones leave faults. */
  object(value: unknown, at: string, members: Members): Readonly<Record<string, unknown>> | undefined
  /** Every entry of a list read by `each`; entries that it answers with undefined are left out. */
  list<T>(
    value: unknown,
    at: string,
    each: (item: unknown, at: string, index: number) => T | undefined,
    limits?: { readonly min?: number; readonly max?: number },
  ): T[] | undefined
  text(value: unknown, at: string, rule?: TextRule): string | undefined
  number(value: unknown, at: string, rule?: NumberRule): number | undefined
  /** One of a fixed set of texts or numbers. */
  oneOf<const T extends string | number>(value: unknown, at: string, words: readonly T[]): T | undefined
  flag(value: unknown, at: string): boolean | undefined
}

export interface TextRule {
  readonly pattern?: RegExp
  readonly allowed?: string
  /** Counted in UTF-16 units; 512 when left out. */
  readonly max?: number
}

export interface NumberRule {
  readonly min?: number
  readonly max?: number
  readonly integer?: boolean
  /** The value must lie above this. */
  readonly above?: number
}

/** Texts of a document that people write are short; longer ones are mistakes. */
const textMax = 512
/** More faults than this help nobody, and a hostile document must not fill memory with them. */
const faultsMax = 100

/** A reader with no faults yet. */
export function documentReader(): DocumentReader {
  const faults: Fault[] = []
  const fault: DocumentReader['fault'] = (code, at, got, allowed) => {
    if (faults.length < faultsMax) faults.push({ code, at, got, allowed })
    return undefined
  }
  const wrongType = (value: unknown, at: string, allowed: string): undefined =>
    value === undefined ? undefined : fault('DOCUMENT_TYPE_WRONG', at, shapeOf(value), allowed)

  return {
    faults,
    fault,
    object(value, at, members) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrongType(value, at, 'an object')
      const found = value as Readonly<Record<string, unknown>>
      for (const name of Object.keys(found)) {
        if (Object.hasOwn(members, name)) continue
        fault(
          'DOCUMENT_MEMBER_UNKNOWN',
          `${at}/${pointerToken(name)}`,
          'a member that is not known here',
          Object.keys(members).join(', '),
        )
      }
      for (const [name, needed] of Object.entries(members)) {
        if (needed && !Object.hasOwn(found, name))
          fault('DOCUMENT_MEMBER_MISSING', `${at}/${name}`, 'nothing', `the member ${name}`)
      }
      return found
    },
    list(value, at, each, { min = 0, max = 100_000 } = {}) {
      if (!Array.isArray(value)) return wrongType(value, at, 'a list')
      if (value.length < min || value.length > max) {
        return fault(
          'DOCUMENT_VALUE_WRONG',
          at,
          shapeOf(value),
          max === 100_000 ? `a list of ${min} or more` : `a list of ${min} to ${max}`,
        )
      }
      const out = []
      for (const [index, item] of value.entries()) {
        const read = each(item, `${at}/${index}`, index)
        if (read !== undefined) out.push(read)
      }
      return out
    },
    text(value, at, { pattern, allowed = 'a text', max = textMax } = {}) {
      if (typeof value !== 'string') return wrongType(value, at, allowed)
      if (value.length === 0 || value.length > max)
        return fault('DOCUMENT_VALUE_WRONG', at, shapeOf(value), `${allowed}, 1 to ${max} characters`)
      if (pattern !== undefined && !pattern.test(value))
        return fault('DOCUMENT_VALUE_WRONG', at, shapeOf(value), allowed)
      return value
    },
    number(value, at, rule = {}) {
      const allowed = numberAllowed(rule)
      if (typeof value !== 'number') return wrongType(value, at, allowed)
      const { min = -Infinity, max = Infinity, above = -Infinity, integer = false } = rule
      const fits =
        Number.isFinite(value) &&
        value >= min &&
        value <= max &&
        value > above &&
        (!integer || Number.isSafeInteger(value))
      return fits ? value : fault('DOCUMENT_VALUE_WRONG', at, 'a number outside the range', allowed)
    },
    oneOf(value, at, words) {
      const found = words.find((word) => word === value)
      if (found !== undefined || value === undefined) return found
      return fault('DOCUMENT_VALUE_WRONG', at, shapeOf(value), words.join(', '))
    },
    flag(value, at) {
      return typeof value === 'boolean' ? value : wrongType(value, at, 'true or false')
    },
  }
}

/** Type and size of a value, never the value. */
export function shapeOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  switch (typeof value) {
    case 'string':
      return value === '' ? 'an empty text' : `a text of ${value.length} characters`
    case 'number':
      return 'a number'
    case 'boolean':
      return 'true or false'
    default:
      return `an object with ${Object.keys(value as object).length} members`
  }
}

function numberAllowed({ min, max, above, integer = false }: NumberRule): string {
  const noun = integer ? 'a whole number' : 'a number'
  if (above !== undefined)
    return max === undefined ? `${noun} above ${above}` : `${noun} above ${above}, at most ${max}`
  if (min !== undefined && max !== undefined) return `${noun} from ${min} to ${max}`
  if (min !== undefined) return `${noun} of ${min} or more`
  return max === undefined ? noun : `${noun} of at most ${max}`
}
