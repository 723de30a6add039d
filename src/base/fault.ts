import { type FaultCode, faults } from './faults.ts'

/**
 * What went wrong, as data. Never holds a value that may be personal: `got` is the type or shape of what
 * was found, `allowed` what would have been right, `at` a JSON Pointer (RFC 6901) into the input.
 */
export interface Fault {
  readonly code: FaultCode
  readonly at?: string
  readonly got?: string
  readonly allowed?: string
  /** Row of the input that holds the fault: line of an NDJSON file, index in an event list; from 0. */
  readonly row?: number
}

/** A fault of the world (disk, socket, DuckDB): thrown, caught once per entry point. */
export class FaultError extends Error {
  readonly fault: Fault
  constructor(fault: Fault, options?: { cause?: unknown }) {
    super(faultText(fault), options)
    this.name = 'FaultError'
    this.fault = fault
  }
}

/** One line for a terminal or a log: what, where, how to mend it. */
export function faultText(fault: Fault): string {
  const kind = faults[fault.code]
  const where = fault.at === undefined ? '' : ` at ${fault.at === '' ? '(document root)' : fault.at}`
  const row = fault.row === undefined ? '' : ` (row ${fault.row})`
  const got = fault.got === undefined ? '' : `; found ${fault.got}`
  const allowed = fault.allowed === undefined ? '' : `; allowed: ${fault.allowed}`
  return `${fault.code}${where}${row}: ${kind.title}${got}${allowed}. ${kind.fix}`
}
