import type { Hazard, HazardKind, Mark } from '../model/index.ts'
import type { Fields } from './fields.ts'
import type { Tree } from './tree.ts'

/** A public data set: who publishes it, on what terms, how it comes, and what its records mean. One file of `feeds/` each. */
export interface Feed {
  /** Lower case with hyphens; never changes, for hazards are named by it. */
  readonly id: string
  /** What it holds, for a list of feeds. */
  readonly title: string
  readonly publisher: string
  readonly licence: Licence
  /** Address with `{parameters}` where a user fills in a place or a key. */
  readonly endpoint: string
  /** Time between two polls, minutes; null where the publisher writes it once a year or less often. */
  readonly cadenceMin: number | null
  readonly access: 'open' | 'key' | 'user agent' | 'receiver'
  readonly kinds: readonly [HazardKind, ...HazardKind[]]
  /** Shapes in which it is published; the first that fits a payload reads it. */
  readonly forms: readonly [Form, ...Form[]]
}

export interface Licence {
  /** SPDX id where there is one, else its common name. */
  readonly name: string
  /** The words that the licence asks to be shown beside the data. */
  readonly attribution: string
  readonly url: string | null
}

/** How records of one syntax are found in a payload and read. */
export interface Form {
  readonly syntax: Syntax
  /** The records of a payload that has this form; null where it has another. */
  readonly records: (payload: Tree) => readonly Tree[] | null
  /**
   * Paths of a record that are read, such as `properties.mag` or `info.area.polygon`. Whatever else a record holds is never looked at, so
   * that what a publisher adds about people stays where it is.
   */
  readonly fields: readonly string[]
  /** What a record means at a time; throws a FaultError where it is broken. */
  readonly read: (record: Fields, about: About) => Reading
}

/**
 * `json` gives its value, `xml` its root as an object with attributes under `@name`, `csv` a list of rows by column, `lines` a list of lines,
 * `bulletins` the text products of a WMO file, the rest what their name says.
 */
export const syntaxes = ['json', 'xml', 'csv', 'lines', 'bulletins', 'gtfsRealtime', 'parquet', 'kml'] as const
export type Syntax = (typeof syntaxes)[number]

export interface About {
  readonly feed: Feed
  /** Epoch milliseconds, for what a payload leaves open, such as the year. */
  readonly nowMs: number
  /** The payload's own head where records need it, such as the time it was issued. */
  readonly payload: Tree
}

/** What a record turned out to be: hazards, a mark, nothing that matters now (a river at its usual level), or refused. */
export type Reading =
  | { readonly hazards: readonly Hazard[] }
  | { readonly mark: Mark }
  | { readonly nothing: true }
  | { readonly refused: string }
