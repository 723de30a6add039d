import type { SiteFile, SiteVersion } from '../model/index.ts'

/** Something that a site file says other than the file before it. */
export interface SiteChange {
  readonly code: SiteChangeCode
  /** Id of the area or zone; empty for what concerns the whole site. */
  readonly place: string
  /** It decides which work is added up to one figure, and begins with an operational week. */
  readonly waits: boolean
}

const waiting = [
  'areaAdded',
  'areaRemoved',
  'zoneAdded',
  'zoneRemoved',
  'zoneChanged',
  'process',
  'clock',
  'day',
] as const
const atOnce = ['state', 'country', 'policy', 'sources', 'personFields', 'extensions', 'shifts', 'words'] as const
export const siteChangeCodes = [...waiting, ...atOnce] as const
export type SiteChangeCode = (typeof siteChangeCodes)[number]

/**
 * What changes from one site file to another, read from their newest versions: places and process first. Where only an older version,
 * a name or a drawing differs, it is `words`; nothing where the files say the same.
 */
export function siteChanges(before: SiteFile, after: SiteFile): readonly SiteChange[] {
  const was = newest(before)
  const is = newest(after)
  const codes: [SiteChangeCode, boolean][] = [
    ['process', differs(was.process.map(stepShape), is.process.map(stepShape))],
    ['clock', before.clock !== after.clock],
    ['day', differs([was.timeZone, was.operationalDayStart], [is.timeZone, is.operationalDayStart])],
    ['state', before.state !== after.state],
    ['country', differs([before.country, before.region], [after.country, after.region])],
    ['policy', differs(before.policy ?? {}, after.policy ?? {})],
    ['sources', differs([was.sources, was.feeds], [is.sources, is.feeds])],
    ['personFields', differs(was.personFields ?? [], is.personFields ?? [])],
    ['extensions', differs(was.extensions ?? [], is.extensions ?? [])],
    ['shifts', differs(was.shifts ?? [], is.shifts ?? [])],
  ]
  const found = [
    ...placeChanges(was, is),
    ...codes.flatMap(([code, isOther]) => (isOther ? [{ code, place: '' }] : [])),
  ]
  // A version in the middle that places goods elsewhere is no matter of words: the past would be told anew.
  if (found.length === 0 && differs(shapes(before), shapes(after))) found.push({ code: 'process', place: '' })
  if (found.length === 0 && differs(before, after)) found.push({ code: 'words', place: '' })
  const waits: readonly SiteChangeCode[] = waiting
  return found.map((change) => ({ ...change, waits: waits.includes(change.code) }))
}

function placeChanges(was: SiteVersion, is: SiteVersion): Omit<SiteChange, 'waits'>[] {
  const areas = (version: SiteVersion) => new Set(version.areas.map(({ id }) => id))
  const zones = (version: SiteVersion) =>
    new Map(version.areas.flatMap((area) => area.zones.map((zone) => [zone.id, zoneShape(area.id, zone)] as const)))
  const [areasWas, areasIs, zonesWas, zonesIs] = [areas(was), areas(is), zones(was), zones(is)]
  return [
    ...[...areasIs].filter((id) => !areasWas.has(id)).map((place) => ({ code: 'areaAdded', place }) as const),
    ...[...areasWas].filter((id) => !areasIs.has(id)).map((place) => ({ code: 'areaRemoved', place }) as const),
    ...[...zonesIs.keys()].filter((id) => !zonesWas.has(id)).map((place) => ({ code: 'zoneAdded', place }) as const),
    ...[...zonesWas.keys()].filter((id) => !zonesIs.has(id)).map((place) => ({ code: 'zoneRemoved', place }) as const),
    ...[...zonesIs]
      .filter(([id, shape]) => zonesWas.has(id) && differs(zonesWas.get(id), shape))
      .map(([place]) => ({ code: 'zoneChanged', place }) as const),
  ]
}

/** What a zone is to the figures: names, usual amounts and outlines are not. */
function zoneShape(area: string, { readPoints, bizLocations, step }: SiteVersion['areas'][number]['zones'][number]) {
  return [area, [...readPoints].sort(), [...(bizLocations ?? [])].sort(), step]
}

function stepShape({ id, bizSteps, stuckAfterMin, leaves, optional }: SiteVersion['process'][number]) {
  return [id, bizSteps, stuckAfterMin, leaves === true, optional === true]
}

/** Where every version puts goods, in order; a version that puts them where the one before did says nothing new. */
function shapes({ versions }: SiteFile): string[] {
  const all = versions.map(({ areas, process, timeZone, operationalDayStart }) =>
    JSON.stringify([
      areas.map(({ id, zones }) => zones.map((zone) => [zone.id, zoneShape(id, zone)])),
      process.map(stepShape),
      timeZone,
      operationalDayStart,
    ]),
  )
  return all.filter((shape, i) => shape !== all[i - 1])
}

function newest({ versions }: SiteFile): SiteVersion {
  const last = versions.at(-1)
  if (last === undefined) throw new Error('broken invariant: a site file without versions')
  return last
}

function differs(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b)
}
