export { createScanner } from './scan.ts'
export type {
  DocumentKind,
  ReplacedId,
  Scanner,
  ScanOptions,
  ScanOutput,
  ScanReject,
  ScanSummary,
} from './scanTypes.ts'
export { documentKinds } from './scanTypes.ts'
