import { err } from '../base/index.ts'
import type { Scanner, ScanOptions, ScanOutput } from './scanTypes.ts'

/** Push parser over a byte stream: EPCISDocument, EPCISQueryDocument, single event, array of events, NDJSON. */
export function createScanner(_options: ScanOptions, _onOutput: (output: ScanOutput) => void): Scanner {
  return { push: () => {}, end: () => err({ code: 'INTERNAL' }) }
}
