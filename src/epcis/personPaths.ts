import type { PersonPath } from './person.ts'
import { kind, tokenBits, tokenSize } from './tokens.ts'
import type { Walk } from './walk.ts'

/** Marks for cutting what the site's person fields name in the event at hand; the first paths are the most telling. */
export function markPaths(w: Walk, paths: readonly PersonPath[]): void {
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i]!
    if (!path.extension || w.isExtended) descend(w, path, 0, 0, i + 1)
  }
}

/** Fails at the first member (key or array item) that one of the paths leads to, where any does. */
export function refusePaths(w: Walk, paths: readonly PersonPath[]): boolean {
  for (const path of paths) {
    if (!path.extension || w.isExtended) descend(w, path, 0, 0, refuses)
    if (w.code !== undefined) return false
  }
  return true
}

/** In the place of a rank: the member is refused, not marked. */
const refuses = 0

function descend(w: Walk, path: PersonPath, value: number, depth: number, rank: number): void {
  const words = w.words
  const step = path.steps[depth]!
  const close = words[value + 3]!
  const which = w.kindOf(value)
  if (step.kind === 'any') {
    if (which !== kind.array) return
    for (let item = value + tokenSize; item < close; item = words[item + 3]!) reach(w, path, item, item, depth, rank)
    return
  }
  if (which !== kind.object) return
  for (let key = value + tokenSize; key < close; key = words[key + tokenSize + 3]!) {
    const name = w.textOf(key)
    if (step.namespace === undefined) {
      if (name !== step.local) continue
    } else {
      const expanded = w.context.expand(name)
      if (expanded.namespace !== step.namespace || expanded.local !== step.local) continue
    }
    reach(w, path, key, key + tokenSize, depth, rank)
  }
}

/** `token` is what would be cut: a key with its value, or an array item. */
function reach(w: Walk, path: PersonPath, token: number, value: number, depth: number, rank: number): void {
  if (depth < path.steps.length - 1) {
    if ((w.words[token]! & tokenBits.cut) === 0) descend(w, path, value, depth + 1, rank)
    return
  }
  if (rank === refuses) {
    if (w.code === undefined)
      w.fail('PERSON_SHAPED', token, 'a field that holds no person, or one that `personFields` names')
    return
  }
  // Also where a default has marked it already: what the site names is the better contributor.
  w.cut(token)
  w.contributes(value, rank)
}
