import type { SiteState, SourceKind } from './words.ts'

/** A site file, as written by its owner (JSON). Times of day are `HH:MM` in the site's zone. */
export interface SiteFile {
  readonly fairfloor: 1
  readonly id: string
  readonly name: string
  readonly state: SiteState
  /** `live`: age and lateness use the machine's clock; `replay`: they use the newest event's time. */
  readonly clock: 'live' | 'replay'
  /** Where the site stands on Earth, WGS 84. */
  readonly position?: { readonly lng: number; readonly lat: number }
  /** Country (ISO 3166-1 alpha-2) and where it matters its part (second half of ISO 3166-2): they say which rules hold. */
  readonly country?: string
  readonly region?: string
  /** Stricter values of the policy's parameters than hold without them, by name; see docs/formats/works-agreement.md. */
  readonly policy?: Readonly<Record<string, number>>
  readonly versions: readonly SiteVersion[]
}

/** What holds from `validFrom` until the next version's `validFrom`. */
export interface SiteVersion {
  /** ISO 8601 with offset. */
  readonly validFrom: string
  /** IANA name. */
  readonly timeZone: string
  /** When an operational day begins; `00:00` when left out. */
  readonly operationalDayStart?: string
  readonly areas: readonly SiteArea[]
  /** Steps in the order that goods expect to take them. */
  readonly process: readonly ProcessStep[]
  readonly sources: readonly SiteSource[]
  readonly shifts?: readonly Shift[]
  /**
   * Person fields beyond the defaults, relative to the event: members joined by `/`, `{namespace}local` for
   * extensions, `*` for every member of an array. One syntax for JSON and XML.
   */
  readonly personFields?: readonly string[]
  /** Extension namespaces that an active site takes. */
  readonly extensions?: readonly string[]
  /** Feeds whose events come without an own read point: key name to source kind. */
  readonly feeds?: Readonly<Record<string, SourceKind>>
}

export interface SiteArea {
  readonly id: string
  readonly name: string
  readonly zones: readonly SiteZone[]
}

export interface SiteZone {
  readonly id: string
  readonly name: string
  /** Identifiers as scanned; `*` at the end matches any continuation. Most specific wins. */
  readonly readPoints: readonly string[]
  readonly bizLocations?: readonly string[]
  /** Step that usually happens here. */
  readonly step?: string
  /** Objects that are usual here; outside it the zone is shown as unusual. */
  readonly normal?: { readonly low: number; readonly high: number }
  /** GeoJSON polygon ring in metres from the site's south-west corner; zones without one lay themselves out. */
  readonly outline?: readonly (readonly [number, number])[]
}

export interface ProcessStep {
  readonly id: string
  readonly name: string
  /** CBV bare words or own URIs whose events mean that an object is at this step. */
  readonly bizSteps: readonly string[]
  /** Role that owns what is stuck here, such as `pack lead`; never a person. */
  readonly owner: string
  /** An object that stays longer than this is stuck. */
  readonly stuckAfterMin?: number
  /** Objects leave the building at this step. */
  readonly leaves?: boolean
  /** Goods may go on without it: leaving it out is not out of order. */
  readonly optional?: boolean
}

export interface SiteSource {
  readonly id: string
  readonly kind: SourceKind
  /** Identifiers with an optional `*` at the end. Hand is the default for whatever no source names. */
  readonly readPoints: readonly string[]
}

export interface Shift {
  readonly id: string
  readonly name: string
  readonly start: string
  readonly end: string
  /** ISO days of the week, 1 is Monday; all when left out. */
  readonly days?: readonly number[]
}

/** A compiled place: zones are leaves, areas and the site their ancestors. Index 0 is "unmapped". */
export interface Place {
  readonly id: string
  readonly name: string
  readonly kind: 'unmapped' | 'site' | 'area' | 'zone'
  /** Index in the place table; the site is its own parent. */
  readonly parent: number
  readonly normal?: { readonly low: number; readonly high: number }
  /** Step that usually happens here: the number that `stepOf` gives, index in the steps plus 1. */
  readonly step?: number
  /** Ring in metres from the site's south-west corner, first point repeated last. */
  readonly outline?: readonly (readonly [number, number])[]
  /** The zone is gone from the version in force; goods last seen there still stand in it. */
  readonly closed?: boolean
}

/** A site file compiled for one version: what capture and flow ask on the hot path. */
export interface CompiledSite {
  readonly siteId: string
  readonly name: string
  readonly state: SiteState
  readonly clock: 'live' | 'replay'
  readonly timeZone: string
  readonly validFromMs: number
  /** Infinity for the last version. */
  readonly validToMs: number
  /** The same places at the same index in every version of one file. */
  readonly places: readonly Place[]
  /** The same steps at the same index in every version of one file, in the order that goods expect to take them. */
  readonly steps: readonly ProcessStep[]
  readonly personFields: readonly string[]
  readonly extensions: readonly string[]
  /** Place index of a canonical read point or business location, 0 where nothing maps. */
  placeOf(readPoint: string, bizLocation: string): number
  /** Index in `sourceKinds`. */
  sourceOf(readPoint: string, feed: string): number
  /** Id of the source that names the read point, or the feed where there is none; empty where the site file names neither. */
  sourceNameOf(readPoint: string, feed: string): string
  /** Index in `steps` plus 1, 0 where the bizStep is no step. */
  stepOf(bizStep: string): number
  /** Operational day: days since 1970-01-01. */
  dayOf(timeMs: number): number
  /** Start of that operational day, epoch milliseconds. */
  dayStartMs(day: number): number
}
