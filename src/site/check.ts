import { type DocumentReader, instantAllowed, parseInstant, pointerToken } from '../base/index.ts'
import { cbvWords } from '../epcis/index.ts'
import type { SiteFile, SiteVersion, SiteZone } from '../model/index.ts'
import { canonicalStep, readPattern } from './identifiers.ts'
import { ringFault } from './outline.ts'

/** What the parts of a site file owe each other, beyond the type of each: every breach leaves a fault. */
export function checkSite(r: DocumentReader, file: SiteFile): void {
  let before = Number.NEGATIVE_INFINITY
  for (const [index, version] of file.versions.entries()) {
    const at = `/versions/${index}`
    const fromMs = parseInstant(version.validFrom)
    if (Number.isNaN(fromMs))
      r.fault('DOCUMENT_VALUE_WRONG', `${at}/validFrom`, 'a text that is no such time', instantAllowed)
    else if (fromMs <= before)
      r.fault('SITE_VERSION_ORDER', `${at}/validFrom`, 'a time that is not after the version before it', 'rising times')
    before = Math.max(before, fromMs || before)
    checkTimeZone(r, version, at)
    checkIds(r, file.id, version, at)
    checkSteps(r, version, at)
    checkReadPoints(r, version, at)
    checkPlaces(r, version, at)
  }
}

function checkTimeZone(r: DocumentReader, version: SiteVersion, at: string): void {
  const allowed = 'an IANA time zone by its own name, such as Europe/Berlin or UTC'
  try {
    new Intl.DateTimeFormat('en', { timeZone: version.timeZone })
    // Intl also takes bare offsets, which know no summer time.
    if (/^[A-Za-z]/.test(version.timeZone)) return
  } catch {
    // Falls through: the name is unknown.
  }
  r.fault('SITE_TIME_ZONE', `${at}/timeZone`, 'a name that is no time zone', allowed)
}

/** Faults on a second use of an id; `kind` is what the ids are of. */
function onlyOnce(r: DocumentReader, taken: Set<string>, id: string, at: string): void {
  if (taken.has(id)) r.fault('DOCUMENT_ID_TWICE', at, 'an id that stands before', 'an id of its own')
  taken.add(id)
}

function checkIds(r: DocumentReader, siteId: string, version: SiteVersion, at: string): void {
  // Zones, areas and the site share one table of places; `unmapped` is its first row.
  const places = new Set([siteId, 'unmapped'])
  for (const [a, area] of version.areas.entries()) {
    onlyOnce(r, places, area.id, `${at}/areas/${a}/id`)
    for (const [z, zone] of area.zones.entries()) onlyOnce(r, places, zone.id, `${at}/areas/${a}/zones/${z}/id`)
  }
  for (const [member, list] of [
    ['process', version.process],
    ['sources', version.sources],
    ['shifts', version.shifts ?? []],
  ] as const) {
    const taken = new Set<string>()
    for (const [i, item] of list.entries()) onlyOnce(r, taken, item.id, `${at}/${member}/${i}/id`)
  }
}

function checkSteps(r: DocumentReader, version: SiteVersion, at: string): void {
  const taken = new Set<string>()
  for (const [s, step] of version.process.entries()) {
    for (const [b, bizStep] of step.bizSteps.entries()) {
      const here = `${at}/process/${s}/bizSteps/${b}`
      const word = canonicalStep(bizStep)
      if (word === undefined) {
        r.fault(
          'SITE_BIZ_STEP',
          here,
          'a word that the CBV does not have',
          `a URI of your own, or one of ${cbvWords.bizStep.join(', ')}`,
        )
        continue
      }
      if (taken.has(word))
        r.fault('SITE_BIZ_STEP_TWICE', here, 'a bizStep that stands before', 'each bizStep in one step')
      taken.add(word)
    }
  }
}

function checkPlaces(r: DocumentReader, version: SiteVersion, at: string): void {
  const steps = new Set(version.process.map((step) => step.id))
  for (const [a, area] of version.areas.entries()) {
    for (const [z, zone] of area.zones.entries()) {
      const here = `${at}/areas/${a}/zones/${z}`
      if (zone.step !== undefined && !steps.has(zone.step)) {
        r.fault(
          'SITE_STEP_UNKNOWN',
          `${here}/step`,
          'a step that the process does not have',
          [...steps].join(', ') || 'a step of the process',
        )
      }
      const wrong = zone.outline && ringFault(zone.outline)
      if (wrong !== undefined)
        r.fault('SITE_OUTLINE', `${here}/outline`, wrong, 'a ring of 3 or more corners that does not cross itself')
    }
  }
}

/** The same pattern twice has no most specific one: the site would depend on the order of its zones. */
function checkReadPoints(r: DocumentReader, version: SiteVersion, at: string): void {
  const zones = version.areas.flatMap((area, a) =>
    area.zones.map((zone, z) => ({ zone, at: `${at}/areas/${a}/zones/${z}` })),
  )
  const listed = (member: 'readPoints' | 'bizLocations') =>
    zones.map(({ zone, at: here }): [readonly string[], string] => [
      (zone satisfies SiteZone)[member] ?? [],
      `${here}/${member}`,
    ])
  eachOnce(r, listed('readPoints'))
  eachOnce(r, listed('bizLocations'))
  eachOnce(
    r,
    version.sources.map((source, s) => [source.readPoints, `${at}/sources/${s}/readPoints`]),
  )
}

function eachOnce(r: DocumentReader, lists: readonly (readonly [readonly string[], string])[]): void {
  const first = new Map<string, string>()
  for (const [patterns, at] of lists) {
    for (const [i, written] of patterns.entries()) {
      const { text, open } = readPattern(written)
      const key = open ? `${text}*` : text
      const here = `${at}/${pointerToken(i)}`
      const before = first.get(key)
      if (before === undefined) first.set(key, here)
      else r.fault('SITE_READ_POINT_TWICE', here, `the same identifier as ${before}`, 'each identifier once')
    }
  }
}
