import type { NameRefusal } from '../epcis/index.ts'
import { denied } from '../policy/index.ts'

/** What of an extension member's name is refused in a site: plain data, so that threads can have it. */
export interface RefusedNames {
  /** Person fields that the site file names: they are removed, so their names may be what they are. */
  readonly personFields: readonly string[]
  /** `{namespace}local` of fields that were found to hold people; see person-shape. */
  readonly shaped: readonly string[]
}

/** Refuses members that the deny-lists name, and those whose values were found to be people. */
export function nameRefusal({ personFields, shaped }: RefusedNames): NameRefusal {
  const removed = new Set(personFields)
  const found = new Set(shaped)
  return (namespace, local) => {
    const name = `{${namespace}}${local}`
    if (removed.has(name)) return undefined
    if (found.has(name)) return { code: 'PERSON_SHAPED', allowed: 'a field that holds no person' }
    const refusal = denied(local, 'field')
    if (refusal === undefined) return undefined
    return { code: `DENIED_${refusal.list}`, allowed: `names without ${refusal.words.join(' + ')}` }
  }
}
