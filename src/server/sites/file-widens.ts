import { type Fault, parseInstant } from '../../base/index.ts'
import { canonicalIdentifier } from '../../epcis/index.ts'
import { type CompiledSite, type SiteFile, type SiteVersion, sourceKinds } from '../../model/index.ts'
import { isAsStrict, isNumberId, packsFor } from '../../policy/index.ts'
import { compileSite } from '../../site/index.ts'

/** What a file of an active site allows more than the file before it, whatever else still holds it back. */
export function fileWidens(before: SiteFile, after: SiteFile): readonly Fault[] {
  // Where no country is named nobody asked for anything yet; there the set-up stays as free as it was.
  const asked =
    before.country === undefined ? [] : [...personFieldsBack(before, after), ...handsMadeExact(before, after)]
  return [...valuesLoosened(before, after), ...packsDropped(before, after), ...asked]
}

/**
 * A draft and a test site are held by no agreement, and may be written anew with less: who could send an active site back would get
 * round everything that was promised. Where nothing was, the set-up stays free.
 */
export function stateLeft({ state }: SiteFile): readonly Fault[] {
  return state === 'active' ? [] : [{ code: 'WIDENS', at: '/state', got: state, allowed: 'active' }]
}

function valuesLoosened(before: SiteFile, after: SiteFile): Fault[] {
  return Object.entries(before.policy ?? {}).flatMap(([id, held]) => {
    const asked = after.policy?.[id]
    if (!isNumberId(id) || (asked !== undefined && isAsStrict(id, asked, held))) return []
    const got = asked === undefined ? 'nothing' : String(asked)
    return [{ code: 'WIDENS', at: `/policy/${id}`, got, allowed: String(held) } satisfies Fault]
  })
}

function packsDropped(before: SiteFile, after: SiteFile): Fault[] {
  const packs = packsFor(after)
  if (packsFor(before).every((pack) => packs.includes(pack))) return []
  return [{ code: 'WIDENS', at: '/country', got: 'fewer packs of rules', allowed: `packs of ${before.country}` }]
}

/** What was taken out of events as a person's field may not come in again. */
function personFieldsBack(before: SiteFile, after: SiteFile): Fault[] {
  const held = before.versions.at(-1)?.personFields ?? []
  return after.versions.flatMap((version, index) => {
    const gone = held.filter((field) => !(version.personFields ?? []).includes(field))
    // A version that stood in the file before says what it said then.
    if (gone.length === 0 || isUnchanged(before, version)) return []
    const at = `/versions/${index}/personFields`
    return [{ code: 'WIDENS', at, got: 'fewer person fields', allowed: gone.join(', ') } satisfies Fault]
  })
}

/**
 * Scans of a place that came from hands, and that a file says come from a machine: they would be kept and told exactly. A new machine
 * gets a read point that no zone had before.
 */
function handsMadeExact(before: SiteFile, after: SiteFile): Fault[] {
  const known = compileSite(before)
  const next = compileSite(after)
  const faults: Fault[] = []
  for (const [index, version] of after.versions.entries()) {
    if (isUnchanged(before, version)) continue
    const held = known.at(parseInstant(version.validFrom))
    const wanted = next.versions[index]
    if (wanted === undefined) continue
    const samples = [...samplesOf(version), ...before.versions.flatMap(samplesOf)]
    if (samples.some((point) => isHandOf(held, point) && wanted.sourceOf(point, '') !== hand)) {
      const at = `/versions/${index}/sources`
      faults.push({ code: 'WIDENS', at, got: 'a read point of hands as one of machines or partners', allowed: 'hand' })
    }
    for (const [feed, kind] of Object.entries(version.feeds ?? {})) {
      if (sourceKinds.indexOf(kind) === hand || held.sourceOf('', feed) !== hand) continue
      faults.push({ code: 'WIDENS', at: `/versions/${index}/feeds/${feed}`, got: kind, allowed: 'hand' })
    }
  }
  return faults
}

const hand = sourceKinds.indexOf('hand')
/** What a wildcard stands for: legal in every serial and extension. */
const probe = 'Q7'

/** One read point for each pattern that a version names, in zones and sources. */
function samplesOf(version: SiteVersion): string[] {
  const patterns = [
    ...version.areas.flatMap((area) => area.zones.flatMap((zone) => zone.readPoints)),
    ...version.sources.flatMap((source) => source.readPoints),
  ]
  return patterns.map((pattern) => canonicalIdentifier(pattern.replace(/\*$/, probe)))
}

function isHandOf(site: CompiledSite, point: string): boolean {
  return site.placeOf(point, '') !== 0 && site.sourceOf(point, '') === hand
}

function isUnchanged(before: SiteFile, version: SiteVersion): boolean {
  const text = JSON.stringify(version)
  return before.versions.some((each) => JSON.stringify(each) === text)
}
