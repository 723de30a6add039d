import type { Fault } from '../../base/index.ts'
import type { SiteFile } from '../../model/index.ts'
import { denied, deniedFault, type NamedThing } from '../../policy/index.ts'

/** Members of a site file that hold names of person fields to remove: naming what is taken out is what they are for. */
const removed: ReadonlySet<string> = new Set(['personFields'])
/** Members whose texts are identifiers of the standard or of goods, not names that somebody chose for a figure. */
const identifiers: ReadonlySet<string> = new Set(['readPoints', 'bizLocations', 'validFrom', 'timeZone', 'outline'])

/** A fault for every name of a site file that the deny-lists refuse: zones, steps, sources, shifts, namespaces, feeds. */
export function siteDenials(file: SiteFile): Fault[] {
  const out: Fault[] = []
  lookAt(file, '', 'name', out)
  return out
}

function lookAt(value: unknown, at: string, thing: NamedThing, out: Fault[]): void {
  if (typeof value === 'string') {
    const refusal = denied(value, thing)
    if (refusal !== undefined) out.push(deniedFault(refusal, at))
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, each] of Object.entries(value)) {
    if (removed.has(name) || identifiers.has(name)) continue
    const pointer = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    // The members of `feeds` are names themselves: of keys.
    if (at.endsWith('/feeds')) lookAt(name, pointer, 'name', out)
    lookAt(each, pointer, name === 'extensions' ? 'namespace' : thing, out)
  }
}
