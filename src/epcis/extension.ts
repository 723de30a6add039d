import { isStandardNamespace } from './context.ts'
import { identityRank, isPersonText, personRank } from './person.ts'
import { kind, tokenBits, tokenSize } from './tokens.ts'
import type { ExtensionName, Walk } from './walk.ts'

/** Most names remembered per @context before they are forgotten. */
const namesMax = 4096

/**
 * Checks the member at `key`, which no field of the standard names: its name must be a URI or a declared
 * prefix, its namespace (and those inside it) allowed. Person fields are marked.
 */
export function checkExtension(w: Walk, key: number): boolean {
  w.isExtended = true
  const name = nameOf(w, key)
  if (!name.isUri) return w.fail('MEMBER_UNKNOWN', key, 'a member of EPCIS 2.0 here, or an extension `prefix:name`')
  if (!name.isAllowed) return w.fail('UNDECLARED_NAMESPACE', key, allowedText(w))
  if (name.rank !== 0) {
    w.cut(key)
    w.contributes(key + tokenSize, name.rank)
    return true
  }
  if (name.refusal !== undefined) return w.fail(name.refusal.code, key, name.refusal.allowed)
  return checkExtensionValue(w, key + tokenSize)
}

/** A JSON-LD keyword such as `@type`, in a place where any may stand: kept, but searched for persons like an extension. */
export function checkKeyword(w: Walk, key: number): void {
  const { rank } = nameOf(w, key)
  if (rank === 0) checkExtensionValue(w, key + tokenSize)
  else {
    w.cut(key)
    w.contributes(key + tokenSize, rank)
  }
}

/** Checks everything inside the value of an extension (or of ilmd). */
export function checkExtensionValue(w: Walk, value: number): boolean {
  const words = w.words
  const end = words[value + 3]!
  for (let at = value; at < end; ) {
    const which = words[at]! & tokenBits.kind
    if (which === kind.key) {
      if (words[at]! >> tokenBits.fieldShift === 0) {
        const name = nameOf(w, at)
        if (!name.isAllowed) return w.fail('UNDECLARED_NAMESPACE', at, allowedText(w))
        if (name.rank !== 0) {
          w.cut(at)
          w.contributes(at + tokenSize, name.rank)
          at = words[at + tokenSize + 3]!
          continue
        }
        if (name.refusal !== undefined) return w.fail(name.refusal.code, at, name.refusal.allowed)
      }
    } else if (which === kind.string && words[at + 2]! - words[at + 1]! > 16 && isPersonText(w.textOf(at))) {
      const before = at - tokenSize
      w.cut((words[before]! & tokenBits.kind) === kind.key ? before : at)
      w.contributes(at, identityRank)
    }
    at += tokenSize
  }
  return true
}

function nameOf(w: Walk, key: number): ExtensionName {
  let names = w.extensionNames.get(w.context)
  if (names === undefined || names.size > namesMax) {
    names = new Map()
    w.extensionNames.set(w.context, names)
  }
  const text = w.textOf(key)
  const found = names.get(text)
  if (found !== undefined) return found
  const { namespace, local, declared } = w.context.expand(text)
  // A name that ends in a separator has no local part: the part before says what it is.
  const last = local || (/([^/#:]+)[/#:]+$/.exec(text)?.[1] ?? '')
  const name = {
    // The schema asks for a URI; a declared prefix that is no legal scheme (`my_ext:`) means one.
    isUri: declared || /^[A-Za-z][A-Za-z0-9+.-]*:[^\s"<>\\^`{|}]+$/.test(text),
    isAllowed:
      w.extensions === undefined || namespace === '' || isStandardNamespace(namespace) || w.extensions.has(namespace),
    rank: personRank(last) || (isPersonText(text) ? identityRank : 0),
    refusal: w.refuses?.(namespace, last),
  }
  names.set(text, name)
  return name
}

function allowedText(w: Walk): string {
  const own = [...(w.extensions ?? [])]
  return own.length === 0 ? 'no extension namespace; add yours to `extensions` of the site file' : own.join(' ')
}
