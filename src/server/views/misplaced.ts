import { articleOf } from '../../epcis/index.ts'
import type { ExceptionState, ObjectHash } from '../../flow/index.ts'
import type { CompiledSite } from '../../model/index.ts'
import type { MisplacedRow } from '../../wire/index.ts'

/** Oldest exceptions whose articles are looked up; the counts per place are exact beyond it. */
export const articlesReadMax = 1_000
/** Rows of places and articles that the Floor page gets. */
const misplacedRowsMax = 200

/** Goods where they are not expected, counted by place and article: most first. What has no article, or none known yet, counts under null. */
export function misplacedRows(
  exceptions: readonly ExceptionState[],
  site: CompiledSite,
  nameOf: (hash: ObjectHash) => string,
): MisplacedRow[] {
  const rows = new Map<string, MisplacedRow>()
  for (const { kind, object, place } of exceptions) {
    if (kind !== 'misplaced') continue
    const article = articleOf(nameOf(object)) ?? null
    const key = `${place} ${article}`
    const { id: placeId = '', name: placeName = '' } = site.places[place] ?? {}
    const count = (rows.get(key)?.count ?? 0) + 1
    rows.set(key, { placeId, placeName, article, count })
  }
  return [...rows.values()]
    .sort(
      (a, b) =>
        b.count - a.count || a.placeId.localeCompare(b.placeId) || (a.article ?? '').localeCompare(b.article ?? ''),
    )
    .slice(0, misplacedRowsMax)
}

/** Names of the zones where goods at the step usually are. */
export function expectedZones(site: CompiledSite, step: number): string[] {
  if (step === 0) return []
  return site.places
    .filter((place) => place.kind === 'zone' && place.step === step && place.closed !== true)
    .map((place) => place.name)
}
