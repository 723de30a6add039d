import type { Result } from '../base/index.ts'
import type { ScanOptions, ScanOutput, ScanSummary } from '../epcis/index.ts'

/** What a thread is started with: everything of `ScanOptions` that can be copied, and shared credits. */
export interface ImportWorkerData {
  readonly options: Omit<ScanOptions, 'sha256'>
  /** One Int32: batches that may still be posted before the owner has taken one. */
  readonly credits: SharedArrayBuffer
}

/** A stretch of a file: whole lines of NDJSON, or a whole document. Bytes `start` to `end` (exclusive). */
export interface StretchRequest {
  readonly stretch: number
  readonly path: string
  readonly start: number
  readonly end: number
  readonly shape?: 'ndjson'
  /** A header line that stands before every stretch but the first. */
  readonly prefix?: Uint8Array
}

export type WorkerMessage =
  | { readonly kind: 'output'; readonly stretch: number; readonly output: ScanOutput }
  | { readonly kind: 'done'; readonly stretch: number; readonly summary: Result<ScanSummary> }
