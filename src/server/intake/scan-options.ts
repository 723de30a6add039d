import { createHash } from 'node:crypto'
import { type Clock, FaultError, type HashKey } from '../../base/index.ts'
import type { ScanOptions } from '../../epcis/index.ts'
import type { CompiledSite } from '../../model/index.ts'
import type { PersonShapes } from '../keep-out/person-shapes.ts'
import { nameRefusal } from '../keep-out/refused-names.ts'
import type { Policies } from '../policy/policies.ts'
import type { Sites } from '../sites/sites.ts'

interface Shapes {
  readonly plain: ScanOptions
  readonly ndjson: ScanOptions
}

interface OptionsOfSite extends Shapes {
  readonly version: CompiledSite
  /** The same with fields that a feed may not send, by feed and fields. */
  readonly refusing: Map<string, Shapes>
}

/**
 * What a scanner is told of a site. Its tables are built once per options object: the same object for the same version of a site
 * keeps small documents quick.
 */
export function openScanOptions(parts: {
  readonly clock: Clock
  readonly sites: Sites
  readonly policies: Policies
  readonly personShapes: PersonShapes
  readonly key: HashKey
  readonly contributorKey: HashKey
}) {
  const { clock, sites, policies, personShapes, key, contributorKey } = parts
  const made = new Map<string, OptionsOfSite>()

  function ofSite(siteId: string): OptionsOfSite {
    const site = sites.get(siteId)
    const version = site?.at(clock.nowMs())
    if (site === undefined || version === undefined) throw new FaultError({ code: 'NOT_FOUND', at: '/site' })
    const known = made.get(siteId)
    if (known?.version === version) return known
    const { personFields, extensions } = version
    const shapes = bothShapes({
      key,
      contributorKey,
      personFields,
      extensions: version.state === 'active' ? policies.extensionsOf(site.file, extensions) : 'any',
      refuses: nameRefusal(personFields),
      sha256,
    })
    const fresh = { ...shapes, version, refusing: new Map() }
    made.set(siteId, fresh)
    return fresh
  }

  return {
    /** For a feed now; fields of it that were found to hold people are refused. */
    of(siteId: string, feed: string): Shapes & { readonly version: CompiledSite } {
      const base = ofSite(siteId)
      const refusedFields = personShapes.refused(siteId, feed, base.plain.personFields)
      if (refusedFields.length === 0) return base
      const name = [feed, ...refusedFields].join('\n')
      const known = base.refusing.get(name)
      const shapes = known ?? bothShapes({ ...base.plain, refusedFields })
      if (known === undefined) base.refusing.set(name, shapes)
      return { ...shapes, version: base.version }
    },
    /** What holds for the site has changed without a new version of its file. */
    forget(siteId: string): void {
      made.delete(siteId)
    },
  }
}

function bothShapes(plain: ScanOptions): Shapes {
  return { plain, ndjson: { ...plain, shape: 'ndjson' } }
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}
