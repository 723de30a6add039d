import type { Clock, Disk, HashKey } from '../base/index.ts'
import type { BatchPlacement, EventBatch } from '../model/index.ts'

/** What the ledger is handed: time, chance, disk and the words of other rooms. */
export interface LedgerPorts {
  /** The data folder; nobody else writes to it. */
  readonly disk: Disk
  readonly clock: Clock
  /** CRC-32 (ISO 3309) of the bytes, going on from `value`; `crc32` of node:zlib. */
  crc32(bytes: Uint8Array, value?: number): number
  /** Cryptographic random bytes. */
  randomBytes(count: number): Uint8Array
  /**
   * Asked before events are written: false refuses them with DISK_FULL, and nothing of them is there. A disk that says no in the
   * middle of a write stops the ledger until the next start. Always true where left out.
   */
  hasRoomFor?(bytes: number): boolean
  /** Identifier of the zone that the place index stands for at the site now in force: all that a hand scan keeps of its read point. */
  zoneIdOf(siteId: string, place: number): string
  /** Do two events say the same (order of members and white space do not count)? Texts are JSON in UTF-8, contexts JSON text. */
  sameContent(aRaw: Uint8Array, aContext: string, bRaw: Uint8Array, bContext: string): boolean
  /** The event's text with eventTime floored to `quarterMs`, its read point the zone, no id, station, device or extension order. */
  coarsenEvent(raw: Uint8Array, zoneId: string, quarterMs: number): Uint8Array
  /** Lets other work of the thread run; long scans and merges await it every few milliseconds. */
  breathe(): Promise<void>
  readonly limits?: Partial<LedgerLimits>
}

/** Named limits; see docs/limits.md. */
export interface LedgerLimits {
  /** A data file is closed and a new one begun at this size. */
  readonly fileBytesMax: number
  /** A transaction holds this much in memory before it spills to files of its own. */
  readonly transactionBytesMax: number
  /** Spilled transactions open at once; more are refused with LIMIT_REACHED. */
  readonly spilledTransactionsMax: number
  /** Open transactions at once, of any size; more are refused with LIMIT_REACHED. */
  readonly transactionsMax: number
  /** Entries of the dedupe index in memory before they go to a sorted run. */
  readonly idsInMemoryMax: number
  /** References of the object index in memory before they go to a sorted run. */
  readonly objectsInMemoryMax: number
  /** Data files kept open at once. */
  readonly openFilesMax: number
  /** Rows of one page. */
  readonly pageRowsMax: number
  /** Time that a hand scan's fine part lives beyond the end of its UTC record day; at most 48 h, so that none is older than 72 h. */
  readonly fineHoldMs: number
}

export type EventVerdict = 'accepted' | 'duplicate' | 'conflict'

/** The index is the code in `AppendOutcome.verdicts`. */
export const eventVerdicts = ['accepted', 'duplicate', 'conflict'] as const satisfies readonly EventVerdict[]

/** What became of the rows of one batch. */
export interface AppendOutcome {
  /** One entry an event: index in `eventVerdicts`. A commit may still turn `accepted` into another (see `CommitOutcome.late`). */
  readonly verdicts: Uint8Array
  /** Indexes of the accepted rows, ascending. */
  readonly accepted: Uint32Array
  /** Indexes of the rows whose identity stood earlier in the same transaction, ascending; they are duplicates or conflicts. */
  readonly within: readonly number[]
  readonly duplicate: number
  readonly conflict: number
}

/** A row accepted by `append` whose identity another transaction made durable first. */
export interface LateVerdict {
  /** From 0, counted over the `append` calls of the transaction. */
  readonly batch: number
  /** Index in that batch. */
  readonly row: number
  /** `row` of the batch, and the place that it was given. */
  readonly inputRow: number
  readonly place: number
  readonly verdict: 'duplicate' | 'conflict'
}

export interface CommitOutcome {
  /** From 1, in order of durability, without gaps; 0 where nothing was committed. */
  readonly commit: number
  /** True where a late conflict took a `rollback` transaction back: nothing of it is visible, and `accepted` is 0. */
  readonly takenBack: boolean
  /** Epoch milliseconds, never going back. One for all events of the transaction. */
  readonly recordTimeMs: number
  readonly accepted: number
  readonly duplicate: number
  readonly conflict: number
  /** Empty but for races of one identity between open transactions; at most 1,000 are listed, all are counted. */
  readonly late: readonly LateVerdict[]
}

/** Memory of a batch that is lent to a transaction, for one that is large or comes from another thread. */
export interface BatchMemory {
  /** Where the batch is one part laid out by `newLayouter`, its head: it is then written as it stands. */
  readonly head?: Uint8Array
  /** Its checksum of the batch's text. */
  readonly rawCrc?: number | undefined
  /** No row of the batch has the identity of another row of the transaction up to here. */
  readonly distinct?: boolean
  /** Called once, when the transaction has ended or needs the batch no more. */
  release(): void
}

export interface TransactionOptions {
  readonly siteId: string
  /** Name of the feed (key) that sends; it alone reads its hand scans finer than the quarter hour while the fine tier lives. */
  readonly feed: string
  /** `rollback`: a conflict that shows at the commit only takes all of it back. `proceed` when left out. */
  readonly behaviour?: 'rollback' | 'proceed'
}

/**
 * A document on its way in. `proceed` appends the good rows and commits; `rollback` aborts at the first bad one: that choice
 * is the caller's, but for conflicts that only a commit finds (`TransactionOptions.behaviour`). Nothing is visible to anyone before `commit` resolves. Call `commit` or `abort` exactly once.
 */
export interface Transaction {
  readonly number: number
  /**
   * Takes a batch; it must not change afterwards, or until `memory.release` where that is given. Throws FaultError DISK_FAILED or
   * LIMIT_REACHED; abort then.
   */
  append(batch: EventBatch, placement: BatchPlacement, memory?: BatchMemory): AppendOutcome
  /** Resolves when the transaction is durable. Rejects with FaultError DISK_FAILED: then nothing of it is visible. */
  commit(): Promise<CommitOutcome>
  /** Nothing of it is ever visible; its identities are free again. */
  abort(): void
  /**
   * `abort`, once everything is durable that its verdicts speak of: an event may be a duplicate of one whose sync is still under
   * way, and nobody may hear so before. Rejects where that one was lost.
   */
  abortSettled(): Promise<void>
}

export interface CommitNotice {
  readonly commit: number
  readonly recordTimeMs: number
  readonly siteId: string
  readonly feed: string
}

/**
 * Accepted rows of one transaction, of one (source, class). Columns as captured, contributor included, without text (`raw` is empty), in memory
 * that is used again once the listener has returned; for a transaction that spilled they are read again from disk and contributors are 0, for they were never written.
 */
export interface CommittedPart {
  readonly batch: EventBatch
  readonly placement: BatchPlacement
}

/** Called after the commit is durable, in commit order, before the committer's promise resolves. Must not throw. */
export type CommitListener = (notice: CommitNotice, parts: Iterable<CommittedPart>) => void

/** Columns of a stored part. `batch.raw` is empty, `rawStart` all zero, `contributor` all zero. */
export interface ReplayedPart extends CommittedPart {
  readonly siteId: string
  /** Commit that the rows came with; for coarse rows the highest commit of their file, since order within a day is forgotten. */
  readonly commit: number
  /** eventTimeMs is floored to the quarter hour (rewritten hand scans). */
  readonly coarse: boolean
}

/** Two halves (low, high) of a 64-bit hash under the ledger's key. */
export type Hash = readonly [low: number, high: number]

/** A half-open range of epoch milliseconds; a missing end is open. */
export interface TimeRange {
  readonly startMs?: number
  readonly endMs?: number
}

/**
 * What is asked, as data. Members join by AND, entries of a list by OR; an empty list matches nothing, a missing one
 * everything. Hand scans are matched by what the reader may see of them: quarter hour and zone.
 */
export interface EventQuery {
  readonly siteId: string
  readonly eventTime?: TimeRange
  readonly recordTime?: TimeRange
  /** Indexes in `eventTypes`. */
  readonly types?: readonly number[]
  /** Indexes in `actions`. */
  readonly actions?: readonly number[]
  /** Canonical spellings, as in `EventBatch.words`. */
  readonly bizSteps?: readonly string[]
  readonly dispositions?: readonly string[]
  readonly readPoints?: readonly string[]
  readonly bizLocations?: readonly string[]
  /** Each must be met by one reference of the event. */
  readonly objects?: readonly ObjectMatch[]
  /** idHash of the events. */
  readonly events?: readonly Hash[]
  /** Leaves hand scans out, as if there were none. */
  readonly noHands?: boolean
  /** Leaves machines' scans out as well. */
  readonly onlyPartners?: boolean
  /** `recordTime` ascending when left out. Ties, and hand scans within a quarter hour, are ordered by keyed hash. */
  readonly order?: 'recordTime' | '-recordTime' | 'eventTime' | '-eventTime'
  /** Rows of a page, 1 to `pageRowsMax`. */
  readonly limit: number
  /** `nextToken` of the page before; the other members must be as they were then. */
  readonly token?: string
}

export interface ObjectMatch {
  /** Indexes in `refRoles`; any role when left out. */
  readonly roles?: readonly number[]
  readonly hashes: readonly Hash[]
}

/** Who reads. Without a feed, hand scans are coarse. */
export interface Reader {
  readonly feed?: string
  /** The site's data is nobody's work: hand scans are as they came while they are kept so. */
  readonly isTest?: boolean
  /** Hand scans of this eventTime or later are not there yet, unless the reader sees them exactly. */
  readonly handsBeforeMs?: number
  /** Machines' events are there only where they were read at one of these points (canonical), or report a sensor and name nothing. */
  readonly machinesAt?: ReadonlySet<string>
}

export interface EventRow {
  /** JSON text in UTF-8; coarsened where `precision` is `quarterHour`. */
  readonly raw: Uint8Array
  /** JSON text of the @context in force. */
  readonly context: string
  readonly eventTimeMs: number
  readonly offsetMin: number
  /** Floored to the quarter hour where `precision` is. */
  readonly recordTimeMs: number
  readonly idHash: Hash
  /** Bits of `eventFlags`. */
  readonly flags: number
  readonly precision: 'exact' | 'quarterHour'
  /** Index in `eventTypes`. */
  readonly type: number
}

export interface Page {
  readonly rows: readonly EventRow[]
  /** Present when more rows follow. Bound to the commits that the first page saw: later events never shift or join the pages. */
  readonly nextToken?: string
}

/** One event of an object's history, as columns; strings are canonical spellings. */
export interface HistoryRow {
  readonly eventTimeMs: number
  readonly offsetMin: number
  readonly recordTimeMs: number
  readonly idHash: Hash
  readonly type: number
  readonly action: number
  readonly flags: number
  readonly bizStep: string
  readonly disposition: string
  readonly readPoint: string
  readonly bizLocation: string
  readonly place: number
  readonly step: number
  readonly source: number
  readonly precision: 'exact' | 'quarterHour'
  readonly refs: readonly HistoryRef[]
}

export interface HistoryRef {
  readonly role: number
  readonly hash: Hash
  /** NaN where the reference is one object. */
  readonly quantity: number
}

export interface Snapshot {
  readonly commit: number
  readonly chunks: Iterable<Uint8Array>
}

/** Proof that data died, saying when and how much of which kind, nothing of what it was. */
export interface Receipt {
  readonly kind: 'fineTier' | 'class' | 'retention'
  readonly siteId: string
  readonly retention: number
  readonly atMs: number
  readonly files: number
  readonly bytes: number
  readonly rows: number
  readonly keys: number
}

export interface LedgerStats {
  readonly commit: number
  readonly events: number
  readonly files: number
  readonly bytes: number
  readonly indexRuns: number
  readonly indexBytes: number
  readonly openTransactions: number
  readonly fineRows: number
}

/** What `fairfloor doctor` shows. */
export interface CheckReport {
  readonly files: number
  readonly frames: number
  readonly rows: number
  readonly bytes: number
  /** Folder-relative file, offset of the frame and what is wrong with it. */
  readonly broken: readonly { readonly path: string; readonly offset: number; readonly what: string }[]
}

export interface Ledger {
  /** Key of all identifier hashes; made once, kept in the folder. */
  readonly hashKey: HashKey
  /** The newest durable commit, 0 when there is none. */
  readonly lastCommit: number
  begin(options: TransactionOptions): Transaction
  /** Gives back the function that ends it. */
  onCommit(listener: CommitListener): () => void
  /** Every committed row after `sinceCommit`, in any order, columns only; rows of coarse files may come again. */
  replay(sinceCommit: number, visit: (part: ReplayedPart) => void): Promise<void>
  query(plan: EventQuery, reader: Reader): Promise<Page>
  /** One event by its identity, or undefined. */
  get(siteId: string, idHash: Hash, reader: Reader): Promise<EventRow | undefined>
  /** The newest `limit` events that mention the object, ascending by (eventTime, identity). `'fold'` sees what is stored. */
  history(
    siteId: string,
    object: Hash,
    options: { limit: number; reader: Reader | 'fold' },
  ): Promise<readonly HistoryRow[]>
  /** Tells every stored row that mentions one of the objects (by its index in `objects`), in no order and perhaps more than once; cheap where many are asked at once. */
  mentions(
    siteId: string,
    objects: readonly Hash[],
    tell: (index: number, part: CommittedPart, row: number) => void,
  ): Promise<void>
  /** Writes durable, encrypted, checksummed chunks; replaces the older of the two kept. */
  saveSnapshot(kind: string, commit: number, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void>
  /** The newest whole snapshot of that kind whose key still lives. */
  loadSnapshot(kind: string): Snapshot | undefined
  /** Coarsens hand scans that are due, destroys their keys and the snapshots of those days, keeps receipts. Save a snapshot first. */
  rewriteFine(nowMs: number): Promise<readonly Receipt[]>
  /** Every event of one class of one site dies, at once and for all (activation of a draft: `test`). */
  eraseClass(siteId: string, retention: number): Promise<Receipt>
  /** Files whose newest record is older than their site keeps its class die; what is kept for good has no period. */
  expire(nowMs: number, keptMs: (siteId: string, retention: number) => number | undefined): Promise<readonly Receipt[]>
  receipts(): readonly Receipt[]
  stats(): LedgerStats
  check(): Promise<CheckReport>
  /** Waits for commits under way, writes a checkpoint, closes all files. Open transactions are aborted. */
  close(): Promise<void>
}

export type OpenLedger = (ports: LedgerPorts) => Promise<Ledger>
