import type { LedgerLimits } from './types.ts'

/** A data file is closed and a new one begun at this size. */
const fileBytesMax = 256 << 20
/** A transaction holds this much in memory before it spills to files of its own. */
const transactionBytesMax = 32 << 20
/** Spilled transactions open at once; more are refused. */
const spilledTransactionsMax = 4
/** Open transactions at once, of any size; more are refused. */
const transactionsMax = 10_000
/** Identities of the dedupe index in memory before they go to a sorted run. */
const idsInMemoryMax = 200_000
/** References of the object index in memory before they go to a sorted run. */
const objectsInMemoryMax = 1_000_000
/** Data files kept open at once. */
const openFilesMax = 256
/** Rows of one page of a query. */
const pageRowsMax = 10_000

export const defaultLimits: LedgerLimits = {
  fileBytesMax,
  transactionBytesMax,
  spilledTransactionsMax,
  transactionsMax,
  idsInMemoryMax,
  objectsInMemoryMax,
  openFilesMax,
  pageRowsMax,
  fineHoldMs: 0,
}
