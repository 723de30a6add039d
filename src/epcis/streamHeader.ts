import { field } from './fields.ts'
import { decodeString } from './jsonText.ts'
import type { Tape } from './tape.ts'
import { kind, tokenBits, tokenSize } from './tokens.ts'

/** How the types of documents begin: EPCISDocument, EPCISQueryDocument. */
const documentPrefix = 'EPCIS'

/**
 * Whether the tape holds the header of an NDJSON stream: an object with @context that is no event, such as a
 * document without its body.
 */
export function isStreamHeader(tape: Tape, bytes: Uint8Array): boolean {
  const { words } = tape
  if ((words[0]! & tokenBits.kind) !== kind.object) return false
  if (memberOf(tape, field['@context']) === 0 || memberOf(tape, field.eventTime) !== 0) return false
  const type = memberOf(tape, field.type)
  if (type === 0) return true
  if ((words[type]! & tokenBits.kind) !== kind.string) return false
  const escaped = (words[type]! & tokenBits.escaped) !== 0
  return decodeString(bytes, words[type + 1]!, words[type + 2]!, escaped).startsWith(documentPrefix)
}

/** JSON text of the @context of the object on the tape, which has one. */
export function contextOf(tape: Tape, bytes: Uint8Array): string {
  const { words } = tape
  const value = memberOf(tape, field['@context'])
  const quote = (words[value]! & tokenBits.kind) === kind.string ? 1 : 0
  return new TextDecoder().decode(bytes.subarray(words[value + 1]! - quote, words[value + 2]! + quote))
}

/** Value of a member of the object on the tape, 0 where it is absent. */
export function memberOf(tape: Tape, code: number): number {
  const { words } = tape
  for (let key = tokenSize; key < words[3]!; key = words[key + tokenSize + 3]!) {
    if (words[key]! >> tokenBits.fieldShift === code) return key + tokenSize
  }
  return 0
}
