import type { Fault, FaultCode, HashKey, Result } from '../base/index.ts'
import type { EventBatch } from '../model/index.ts'

/** The fault of an extension member's name, with what would be right; undefined where it may come. */
export type NameRefusal = (
  namespace: string,
  local: string,
) => { readonly code: FaultCode; readonly allowed: string } | undefined

/** What a scan needs to know; nothing here changes while a scanner lives. */
export interface ScanOptions {
  /** For idHash, refHash and contentHash. */
  readonly key: HashKey
  /** A key that lives in memory only: `batch.contributor` is the hash of the removed person field under it. */
  readonly contributorKey: HashKey
  /** Person fields beyond the defaults of person.ts; syntax in model/site.ts (`{ns}local`, `a/b`, `*`). */
  readonly personFields: readonly string[]
  /** Extension namespaces that may come; anything else is the fault UNDECLARED_NAMESPACE. */
  readonly extensions: 'any' | readonly string[]
  /** Fields whose values were found to be people: an event that has one is refused. Same syntax as `personFields`. */
  readonly refusedFields?: readonly string[]
  /** Names of extension members that are refused whatever their namespace; asked once a name. */
  readonly refuses?: NameRefusal
  /** SHA-256, injected because this room runs in browsers too. Called only where no id came or one is replaced. */
  readonly sha256: (bytes: Uint8Array) => Uint8Array
  /** Most events of one batch; 4,096 when left out. */
  readonly batchRowsMax?: number
  /**
   * `ndjson` when the sender said so: then even a broken first line costs only itself. Left out, the shape
   * is told from the first value.
   */
  readonly shape?: 'ndjson'
  /** The columns of a batch are lent until `onOutput` returns, and written over then: for who copies them anyway. */
  readonly lends?: boolean
}

/** A row that was refused. `readPoint` (canonical) where one could be read, so that rejects can be told by zone. */
export interface ScanReject {
  readonly row: number
  readonly fault: Fault
  readonly readPoint?: string
}

/** A client's `ni:` eventID that was the hash of a text with a person field in it, and the id stored instead. */
export interface ReplacedId {
  readonly row: number
  readonly from: string
  readonly to: string
}

export interface ScanOutput {
  readonly batch: EventBatch
  readonly rejects: readonly ScanReject[]
  readonly replacedIds: readonly ReplacedId[]
}

export const documentKinds = ['EPCISDocument', 'EPCISQueryDocument', 'event', 'array', 'ndjson'] as const
export type DocumentKind = (typeof documentKinds)[number]

export interface ScanSummary {
  /** Rows seen: accepted and rejected. */
  readonly events: number
  readonly accepted: number
  readonly rejected: number
  readonly kind: DocumentKind
  /** JSON text of the document without its events (`"eventList":[]`), where there is one: ids, dates, master data. */
  readonly header?: string
}

/** Push parser over a byte stream. Any cutting of the stream into chunks gives the same outputs. */
export interface Scanner {
  push(chunk: Uint8Array): void
  /** Sends what is held back. A fault here means that the document as a whole is refused, whatever was sent before. */
  end(): Result<ScanSummary>
}
