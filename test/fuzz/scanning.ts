import { createHash } from 'node:crypto'
import type { Fault, Random, Result } from '../../src/base/index.ts'
import type { ScanOptions, ScanOutput, ScanSummary } from '../../src/epcis/index.ts'
import { createScanner, personNames, printEvent, printQueryDocument, sameContent } from '../../src/epcis/index.ts'
import { eventFlags } from '../../src/model/index.ts'
import { sitePersonFields } from './event-maker.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/** Options of one case: fresh, so that no case knows what another one learnt. */
export function scanOptions(changes: Partial<ScanOptions> = {}): ScanOptions {
  return {
    key: [1, 2, 3, 4],
    contributorKey: [5, 6, 7, 8],
    personFields: sitePersonFields,
    extensions: 'any',
    sha256,
    ...changes,
  }
}

export interface Scanned {
  readonly outputs: readonly ScanOutput[]
  readonly end: Result<ScanSummary, Fault>
}

export function scan(bytes: Uint8Array, options: ScanOptions, chunkOf: () => number): Scanned {
  const outputs: ScanOutput[] = []
  const scanner = createScanner(options, (output) => outputs.push(output))
  for (let at = 0; at < bytes.length; ) {
    const size = chunkOf()
    // A copy, so that nobody can look past the end of a chunk.
    scanner.push(bytes.slice(at, at + size))
    at += size
  }
  return { outputs, end: scanner.end() }
}

/** Everything that a scan said, as text: two scans are the same when this is. */
function saidBy({ outputs, end }: Scanned): string {
  return JSON.stringify([outputs, end], (_, value: unknown) =>
    ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value,
  )
}

export interface Accepted {
  readonly raw: Uint8Array
  readonly text: string
  readonly context: string
  readonly row: number
  readonly flags: number
  readonly id: string
}

export function acceptedOf(outputs: readonly ScanOutput[]): Accepted[] {
  return outputs.flatMap(({ batch }) =>
    Array.from({ length: batch.count }, (_, i) => {
      const raw = batch.raw.slice(batch.rawStart[i], batch.rawStart[i + 1])
      return {
        raw,
        text: new TextDecoder().decode(raw),
        context: batch.contexts[batch.context[i]!]!,
        row: batch.row[i]!,
        flags: batch.flags[i]!,
        id: `${batch.idHash[2 * i]} ${batch.idHash[2 * i + 1]}`,
      }
    }),
  )
}

/** Faults after which the rest of a value is passed over without being read. */
const unread: ReadonlySet<string> = new Set(['EVENT_TOO_LARGE', 'JSON_TOO_DEEP', 'MEMBER_TWICE', 'JSON_NOT_UTF8'])

/** What is wrong whatever the input was: no bytes may break these rules. '' where nothing is. */
export function alwaysTrue(bytes: Uint8Array, random: Random, covers: (structure: string) => void): string {
  const options = scanOptions(random.next() < 0.2 ? { batchRowsMax: 2 } : { batchRowsMax: 16 })
  const whole = scan(bytes, options, () => bytes.length + 1)
  const said = saidBy(whole)
  const most = 1 + random.below(random.next() < 0.3 ? 3 : 200)
  // Cold tables, and the same options again: what a scanner learnt must not change what it says.
  if (saidBy(scan(bytes, { ...options }, () => 1 + random.below(most))) !== said)
    return 'another chunking, another output'
  if (saidBy(scan(bytes, options, () => bytes.length + 1)) !== said)
    return 'a second scan with the same options, another output'
  const { outputs, end } = whole
  const accepted = acceptedOf(outputs)
  const rejects = outputs.flatMap((output) => output.rejects)
  for (const { fault } of rejects) covers(`reject ${fault.code}`)
  covers(end.ok ? `kind ${end.value.kind}` : `refused ${end.fault.code}`)
  const columns = outputs.map(({ batch }) => columnsWrong(batch)).find((wrong) => wrong !== '')
  if (columns !== undefined) return columns
  if (end.ok) {
    const { value } = end
    if (value.accepted !== accepted.length || value.rejected !== rejects.length) return 'counts and outputs differ'
    if (value.events !== value.accepted + value.rejected) return 'accepted and rejected are not all'
    const rows = new Set([...accepted, ...rejects].map(({ row }) => row))
    if (rows.size !== value.events) return 'a row is told twice'
    if (value.kind !== 'ndjson' && !rejects.some(({ fault }) => unread.has(fault.code)) && !isJson(bytes))
      return 'accepts a document that JSON.parse refuses'
  }
  for (const event of accepted) {
    const wrong = eventWrong(event)
    if (wrong !== '') return wrong
  }
  return accepted.length === 0 ? '' : rescanWrong(accepted, options)
}

function columnsWrong(batch: ScanOutput['batch']): string {
  const inside = (numbers: ArrayLike<number>, end: number, from = 0): boolean => {
    for (let i = from; i < numbers.length; i++) if (numbers[i]! >= end) return false
    return true
  }
  const words = batch.words.length
  if (![batch.bizStep, batch.disposition, batch.readPoint, batch.bizLocation].every((column) => inside(column, words)))
    return 'a word number beyond the words'
  if (!inside(batch.context, batch.contexts.length)) return 'a context number beyond the contexts'
  if (batch.refStart[batch.count] !== batch.refRole.length || batch.refHash.length !== 2 * batch.refRole.length)
    return 'references and their starts differ'
  if (batch.rawStart[batch.count] !== batch.raw.length) return 'text and its starts differ'
  if (batch.eventTimeMs.some((ms) => !Number.isInteger(ms))) return 'an event time is no whole number'
  return ''
}

const persons: ReadonlySet<string> = new Set(personNames)

function eventWrong(event: Accepted): string {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(event.raw))
  } catch {
    return 'accepts an event that JSON.parse refuses'
  }
  return personLeft(value, true) ? 'a member named for a person is left' : ''
}

/** Whether a member with a declared prefix and a person's name stands anywhere in the event. */
function personLeft(value: unknown, isEvent: boolean): boolean {
  if (Array.isArray(value)) return value.some((item) => personLeft(item, false))
  if (value === null || typeof value !== 'object') return false
  return Object.entries(value).some(([name, member]) => {
    if (isEvent && name === '@context') return false
    const local = /^ex:([\w.-]+)$/.exec(name)?.[1]
    if (local !== undefined && persons.has(local.replace(/[_.-]/g, '').toLowerCase())) return true
    return personLeft(member, false)
  })
}

/** Printed and scanned again, events keep identity and content. */
function rescanWrong(accepted: readonly Accepted[], options: ScanOptions): string {
  const utf8 = new TextEncoder()
  for (const event of accepted) {
    const printable = { raw: event.raw, context: event.context, recordTimeMs: Number.NaN }
    for (const printOptions of [{}, { sha256 }]) {
      const text = printEvent(printable, printOptions)
      const [again, ...more] = acceptedOf(scan(utf8.encode(text), options, () => 1 << 20).outputs)
      if (again === undefined || more.length > 0) return 'what was accepted is refused when printed'
      if (again.id !== event.id) return 'what was accepted has another identity when printed'
      const filled = (event.flags & eventFlags.idFilled) !== 0 && printOptions.sha256 !== undefined
      if (!filled && !sameContent(event.raw, event.context, again.raw, again.context))
        return 'what was accepted has another content when printed'
      if ((again.flags & eventFlags.personRemoved) !== 0) return 'a person field is found only at the second scan'
    }
  }
  const printables = accepted.map(({ raw, context }) => ({ raw, context, recordTimeMs: 0 }))
  const document = printQueryDocument(printables, '2026-03-29T08:30:00.000Z', { sha256 })
  const again = acceptedOf(scan(utf8.encode(document), options, () => 1 << 20).outputs)
  if (again.length !== accepted.length) return 'a printed query document has other events'
  return again.every((event, i) => event.id === accepted[i]!.id)
    ? ''
    : 'an event has another identity in a query document'
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return true
  } catch {
    return false
  }
}
