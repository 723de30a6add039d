/**
 * Accepted events as columns: what leaves the parser and what ledger and flow read. No object, closure or
 * string per event. `count` events, each with refs `refStart[i]` to `refStart[i + 1]` (end exclusive) and
 * text `rawStart[i]` to `rawStart[i + 1]` in `raw`. Batches never change once built; buffers may be
 * transferred between threads.
 */
export interface EventBatch {
  readonly count: number

  // One entry an event.
  /** Index in `eventTypes`. */
  readonly type: Uint8Array
  /** Index in `actions`. */
  readonly action: Uint8Array
  /** Bits of `eventFlags`. */
  readonly flags: Uint8Array
  /** Epoch milliseconds, UTC, as the client said; never later coarsened here (the ledger does that). */
  readonly eventTimeMs: Float64Array
  /** eventTimeZoneOffset in minutes east of UTC. */
  readonly offsetMin: Int16Array
  /** Indexes in `words`; 0 (the empty word) where the event has none. Canonical spelling: CBV bare word or web URI, canonical GS1 identifier. */
  readonly bizStep: Uint32Array
  readonly disposition: Uint32Array
  readonly readPoint: Uint32Array
  readonly bizLocation: Uint32Array
  /** Index in `contexts`: the @context in force for this event's prefixes. */
  readonly context: Uint16Array
  /** Row in the input (index in the event list, line of an NDJSON file), for job reports; from 0. */
  readonly row: Float64Array
  /** Two halves an event (low, high). Identity: eventID, or the CBV hash where none came, with the errorDeclaration. */
  readonly idHash: Uint32Array
  /** Two halves an event. Hash of the stored text: equal means the same bytes; unequal means compare by value. */
  readonly contentHash: Uint32Array

  // One entry a reference.
  readonly refStart: Uint32Array
  /** Index in `refRoles`. */
  readonly refRole: Uint8Array
  /** Two halves a reference: hash of the canonical identifier under the ledger's key. */
  readonly refHash: Uint32Array
  /** Amount of a class, NaN where the reference is one object. */
  readonly refQuantity: Float64Array

  // Text.
  /** Events as JSON text, person fields removed, one after another without separators. */
  readonly raw: Uint8Array
  readonly rawStart: Uint32Array
  /** `words[0]` is the empty word. */
  readonly words: readonly string[]
  /** JSON text of each @context; `contexts[0]` is the standard's own. */
  readonly contexts: readonly string[]

  // In memory only: never logged, never sent, gone when the shift closes.
  /**
   * Contributor of each event: hash of its person fields under a key that lives in memory only; 0 where the
   * event carried none. Never written anywhere.
   */
  readonly contributor: Uint32Array
}

export const eventFlags = {
  /** The event carries an errorDeclaration. */
  erroneous: 1,
  /** A person field was removed. */
  personRemoved: 2,
  /** No eventID came: the id is the CBV hash of what is stored. */
  idFilled: 4,
  /** The client's `ni:` id was replaced because its text held a person field. */
  idReplaced: 8,
  /** Carries members outside the EPCIS namespace. */
  extended: 16,
} as const

/** Where an event was put at capture; one entry an event, computed per batch from the site in force. */
export interface BatchPlacement {
  readonly siteId: string
  /** Index in `sourceKinds`. */
  readonly source: Uint8Array
  /** Index in `retentionClasses`. */
  readonly retention: Uint8Array
  /** Operational day of the eventTime: days since 1970-01-01 in the site's zone, after its day start. */
  readonly day: Int32Array
  /** Index in the site's place table, 0 where nothing maps. */
  readonly place: Uint16Array
  /** Index in the site's step list plus 1, 0 where the bizStep is no step of the process. */
  readonly step: Uint8Array
}
