import type { NameRefusal } from '../epcis/index.ts'
import { denied, deniedCodes } from '../policy/index.ts'

/**
 * Refuses members of events that the deny-lists name. Those that the site file names as person fields are removed, so their
 * names may be what they are.
 */
export function nameRefusal(personFields: readonly string[]): NameRefusal {
  const removed = new Set(personFields)
  return (namespace, local) => {
    if (removed.has(`{${namespace}}${local}`)) return undefined
    const refusal = denied(local, 'field')
    if (refusal === undefined) return undefined
    return { code: deniedCodes[refusal.list], allowed: `names without ${refusal.words.join(' + ')}` }
  }
}
