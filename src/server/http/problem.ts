import { type Fault, type FaultCode, faults } from '../../base/index.ts'
import type { Problem } from '../../wire/index.ts'

/** The standard's exception for a status, where EPCIS 2.0 names one for it; else our own page of errors. */
const exceptionOfStatus: Readonly<Record<number, string>> = {
  400: 'epcisException:ValidationException',
  401: 'epcisException:SecurityException',
  403: 'epcisException:SecurityException',
  404: 'epcisException:NoSuchResourceException',
  405: 'epcisException:UnsupportedOperationException',
  406: 'epcisException:NotAcceptableException',
  409: 'epcisException:ResourceAlreadyExistsException',
  413: 'epcisException:CaptureLimitExceededException',
  414: 'epcisException:URITooLongException',
  415: 'epcisException:UnsupportedMediaTypeException',
  422: 'epcisException:ValidationException',
  500: 'epcisException:ImplementationException',
  501: 'epcisException:ImplementationException',
  503: 'epcisException:ImplementationException',
}

/** A fault as an RFC 9457 problem document. `instance` is the address that was asked; empty where it is none of ours. */
export function problemOf(fault: Fault, instance?: string): Problem {
  const kind = faults[fault.code]
  const parts = [
    fault.got === undefined ? '' : `Found ${fault.got}.`,
    fault.allowed === undefined ? '' : `Allowed: ${fault.allowed}.`,
  ].filter((part) => part !== '')
  return {
    type: exceptionTypeOf(fault.code),
    title: kind.title,
    status: kind.status,
    ...(parts.length > 0 ? { detail: parts.join(' ') } : {}),
    ...(instance === undefined || instance === '' ? {} : { instance }),
    code: fault.code,
    ...(fault.at === undefined ? {} : { at: fault.at }),
    ...(fault.row === undefined ? {} : { row: fault.row }),
    fix: kind.fix,
  }
}

function exceptionTypeOf(code: FaultCode): string {
  if (code === 'QUERY_PARAMETER') return 'epcisException:QueryParameterException'
  return exceptionOfStatus[faults[code].status] ?? 'epcisException:ImplementationException'
}
