import type { Result } from '../../base/index.ts'
import type { ScanOptions, ScanOutput, ScanSummary } from '../../epcis/index.ts'
import type { LaidOut } from '../../ledger/index.ts'
import type { SiteFile } from '../../model/index.ts'

/** What a thread is started with, before anybody knows what it will scan: the state that it shares with its owner. */
export interface ImportWorkerData {
  /** Layout: scan-memory.ts. */
  readonly shared: SharedArrayBuffer
}

/** What a thread must know before its first stretch; everything that can be copied. */
export interface ScanSetup {
  readonly kind: 'setup'
  readonly options: Omit<ScanOptions, 'sha256' | 'refuses'>
  readonly site: SiteFile
  readonly feed: string
}

/** A stretch of a file: whole lines of NDJSON, or a whole document. Bytes `start` to `end` (exclusive). */
export interface StretchRequest {
  readonly kind: 'stretch'
  readonly stretch: number
  readonly path: string
  readonly start: number
  readonly end: number
  readonly shape?: 'ndjson'
  /** A header line that stands before every stretch but the first. */
  readonly prefix?: Uint8Array
}

/** A batch scanned, placed and laid out in a slot of the thread's memory, which the owner gives back. */
export interface LaidOutOutput extends LaidOut, Pick<ScanOutput, 'rejects' | 'replacedIds'> {
  readonly byHand: number
  /** Number of the slot; -1 where none was free and the memory is of its own. */
  readonly slot: number
}

export type WorkerMessage =
  | { readonly kind: 'output'; readonly stretch: number; readonly output: LaidOutOutput }
  | { readonly kind: 'done'; readonly stretch: number; readonly summary: Result<ScanSummary> }
