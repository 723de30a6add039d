import { assert, parseInstant } from '../base/index.ts'
import { canonicalIdentifier } from '../epcis/index.ts'
import type { CompiledSite, Place, ProcessStep, SiteFile, SiteSource, SiteVersion } from '../model/index.ts'
import { sourceKinds } from '../model/index.ts'
import { operationalDays } from './days.ts'
import { canonicalStep, memoised, PatternTable, readPattern } from './identifiers.ts'
import { placeTables } from './places.ts'

/** All versions of a site, compiled. Places and steps keep their index from version to version. */
export interface CompiledSiteFile {
  readonly file: SiteFile
  /** The version that holds at a time; the first one also for the time before it. */
  at(timeMs: number): CompiledSite
  /** In order of `validFromMs`. */
  readonly versions: readonly CompiledSite[]
}

/**
 * Compiles a parsed site file for the hot path. Answers are remembered per word, so a batch of 4,096 events
 * asks each read point once.
 */
export function compileSite(file: SiteFile): CompiledSiteFile {
  const steps = stepTable(file.versions)
  const places = placeTables(
    file,
    steps.map((step) => step.id),
  )
  const fromMs = file.versions.map((version) => parseInstant(version.validFrom))
  const versions = file.versions.map((version, index) =>
    compileVersion(file, version, {
      places: places[index]!,
      steps: steps.map((step) => canonical(version.process.find((own) => own.id === step.id) ?? step)),
      validFromMs: fromMs[index]!,
      validToMs: fromMs[index + 1] ?? Number.POSITIVE_INFINITY,
    }),
  )
  assert(versions.length > 0, 'a site file has a version')
  let last = versions[versions.length - 1]!
  return {
    file,
    versions,
    at(timeMs) {
      if (timeMs >= last.validFromMs && timeMs < last.validToMs) return last
      last = versions.findLast((version) => version.validFromMs <= timeMs) ?? versions[0]!
      return last
    },
  }
}

/** Whoever reads a step's words compares them with those of events. */
function canonical(step: ProcessStep): ProcessStep {
  return { ...step, bizSteps: step.bizSteps.map((written) => canonicalStep(written) ?? written) }
}

interface Parts {
  readonly places: readonly Place[]
  readonly steps: readonly ProcessStep[]
  readonly validFromMs: number
  readonly validToMs: number
}

function compileVersion(file: SiteFile, version: SiteVersion, parts: Parts): CompiledSite {
  const days = operationalDays(version.timeZone, version.operationalDayStart ?? '00:00')
  const { readPointPlace, locationPlace } = placeFinders(file.id, version, parts.places)
  const sourceOfPoint = sourceFinder(version)
  const stepNumbers = new Map<string, number>()
  for (const step of version.process) {
    const number = parts.steps.findIndex((known) => known.id === step.id) + 1
    for (const bizStep of step.bizSteps) stepNumbers.set(canonicalStep(bizStep) ?? bizStep, number)
  }
  const feeds = new Map(Object.entries(version.feeds ?? {}))
  const hand = sourceKinds.indexOf('hand')
  return {
    siteId: file.id,
    name: file.name,
    state: file.state,
    clock: file.clock,
    timeZone: version.timeZone,
    personFields: version.personFields ?? [],
    extensions: version.extensions ?? [],
    ...parts,
    placeOf(readPoint, bizLocation) {
      const found = readPoint === '' ? 0 : readPointPlace(readPoint)
      return found !== 0 || bizLocation === '' ? found : locationPlace(bizLocation)
    },
    sourceOf(readPoint, feed) {
      const kind = readPoint === '' ? feeds.get(feed) : sourceOfPoint(readPoint)?.kind
      return kind === undefined ? hand : sourceKinds.indexOf(kind)
    },
    sourceNameOf: (readPoint, feed) =>
      readPoint === '' ? (feeds.has(feed) ? feed : '') : (sourceOfPoint(readPoint)?.id ?? ''),
    stepOf: (bizStep) => (bizStep === '' ? 0 : (stepNumbers.get(bizStep) ?? 0)),
    dayOf: days.dayOf,
    dayStartMs: days.dayStartMs,
  }
}

/** A business location that no zone lists may still be a zone's read point: many feeds send one id for both. */
function placeFinders(siteId: string, version: SiteVersion, places: readonly Place[]) {
  const readPoints = new PatternTable<number>()
  const locations = new PatternTable<number>()
  const indexOf = new Map(places.map((place, index) => [place.id, index]))
  for (const area of version.areas) {
    for (const zone of area.zones) {
      const index = indexOf.get(zone.id)
      assert(index !== undefined, 'every zone is in the place table')
      readPoints.add({ text: placeIdentifier(siteId, zone.id), open: false }, index)
      for (const written of zone.readPoints) readPoints.add(readPattern(written), index)
      for (const written of zone.bizLocations ?? []) locations.add(readPattern(written), index)
    }
  }
  return {
    readPointPlace: memoised((word) => readPoints.find(canonicalIdentifier(word)) ?? 0),
    locationPlace: memoised((word) => {
      const canonical = canonicalIdentifier(word)
      return locations.find(canonical) ?? readPoints.find(canonical) ?? 0
    }),
  }
}

/** The source that names a read point. Whatever none names is a hand scan: the kind that is protected most. */
function sourceFinder(version: SiteVersion): (readPoint: string) => SiteSource | null {
  const table = new PatternTable<SiteSource>()
  for (const source of version.sources) {
    for (const written of source.readPoints) table.add(readPattern(written), source)
  }
  return memoised((word) => table.find(canonicalIdentifier(word)) ?? null)
}

/** The identifier of a place itself: what stands as read point where a scan is kept at the zone's precision. */
export function placeIdentifier(siteId: string, placeId: string): string {
  return `urn:fairfloor:place:${siteId}:${placeId}`
}

/**
 * All steps of all versions, in the order of the newest; a step that only an older version has stands after
 * the one before it there.
 */
function stepTable(versions: readonly SiteVersion[]): readonly ProcessStep[] {
  const out: ProcessStep[] = []
  for (const version of versions.toReversed()) {
    let after = 0
    for (const step of version.process) {
      const known = out.findIndex((other) => other.id === step.id)
      if (known >= 0) after = known + 1
      else out.splice(after++, 0, step)
    }
  }
  assert(out.length <= 255, 'step numbers fit their column')
  return out
}
