import type { Fault } from '../../base/index.ts'
import type { NameRefusal } from '../../epcis/index.ts'
import { denied, deniedCodes, deniedFault } from '../../policy/index.ts'

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

/**
 * The refusal of a search that found nothing and asks for what the deny-lists name, so that nobody takes "not found" for "not yet
 * there". What has digits and no blank is a number of something and is never refused.
 */
export function searchRefusal(asked: string): Fault | undefined {
  if (/\d/.test(asked) && !/\s/.test(asked.trim())) return undefined
  const refusal = denied(asked, 'query')
  return refusal === undefined ? undefined : deniedFault(refusal, '/id')
}
