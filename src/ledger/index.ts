export { frameVersion } from './frame.ts'
export { type LaidOut, type LaidOutPart, newLayouter, openLaidOut, type Repeats } from './layOut.ts'
export { openLedger } from './ledger.ts'
export type {
  AppendOutcome,
  BatchMemory,
  CheckReport,
  CommitListener,
  CommitNotice,
  CommitOutcome,
  CommittedPart,
  EventQuery,
  EventRow,
  EventVerdict,
  Hash,
  HistoryRef,
  HistoryRow,
  LateVerdict,
  Ledger,
  LedgerLimits,
  LedgerPorts,
  LedgerStats,
  ObjectMatch,
  OpenLedger,
  Page,
  Reader,
  Receipt,
  ReplayedPart,
  Snapshot,
  TimeRange,
  Transaction,
  TransactionOptions,
} from './types.ts'
export { eventVerdicts } from './types.ts'
