import { assert } from '../base/index.ts'
import type { Place, SiteFile, SiteVersion } from '../model/index.ts'
import { closedRing } from './outline.ts'

/**
 * The place table of each version: row 0 unmapped, row 1 the site, then areas and zones in the order in which
 * the versions first name them. A place keeps its row in every version, so that a number written under one version
 * still means the same place under the next; one that a version no longer has stands there as `closed`.
 */
export function placeTables(file: SiteFile, stepIds: readonly string[]): readonly (readonly Place[])[] {
  const rows = new Map<string, number>([
    [unmapped.id, 0],
    [file.id, 1],
  ])
  for (const version of file.versions) {
    for (const { id } of placesOf(version, rows, stepIds)) if (!rows.has(id)) rows.set(id, rows.size)
  }
  assert(rows.size <= 65_535, 'place numbers fit their column')
  const site: Place = { id: file.id, name: file.name, kind: 'site', parent: siteRow }
  const tables = file.versions.map((version) => {
    const table: (Place | undefined)[] = [unmapped, site]
    table.length = rows.size
    for (const place of placesOf(version, rows, stepIds)) table[rows.get(place.id)!] = place
    return table
  })
  // Rows that a version lacks show what the nearest version before it knew, or else the first one after it.
  return tables.map((table, at) =>
    Array.from(table, (place, row): Place => {
      if (place !== undefined) return place
      const known =
        tables.slice(0, at).findLast((other) => other[row] !== undefined) ??
        tables.find((other) => other[row] !== undefined)
      const last = known?.[row]
      assert(last !== undefined, 'some version has every row')
      return { ...last, closed: true }
    }),
  )
}

const siteRow = 1
const unmapped: Place = { id: 'unmapped', name: 'Unmapped', kind: 'unmapped', parent: siteRow }

function placesOf(version: SiteVersion, rows: ReadonlyMap<string, number>, stepIds: readonly string[]): Place[] {
  const out: Place[] = []
  for (const area of version.areas) {
    out.push({ id: area.id, name: area.name, kind: 'area', parent: siteRow })
    for (const zone of area.zones) {
      out.push({
        id: zone.id,
        name: zone.name,
        kind: 'zone',
        // On the first pass, which only names the rows, the area may have none yet.
        parent: rows.get(area.id) ?? siteRow,
        ...(zone.normal && { normal: zone.normal }),
        ...(zone.step !== undefined && { step: stepIds.indexOf(zone.step) + 1 }),
        ...(zone.outline && { outline: closedRing(zone.outline) }),
      })
    }
  }
  return out
}
