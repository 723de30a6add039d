import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Fault, Result } from '../base/index.ts'
import { createScanner } from './scan.ts'
import type { ReplacedId, ScanOptions, ScanOutput, ScanReject, ScanSummary } from './scanTypes.ts'

export const standardUrl = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

export const plainOptions: ScanOptions = {
  key: [1, 2, 3, 4],
  contributorKey: [5, 6, 7, 8],
  personFields: [],
  extensions: 'any',
  sha256,
}

/** Everything that a scan of one input gave. */
export interface Scanned {
  readonly end: Result<ScanSummary>
  readonly outputs: readonly ScanOutput[]
  readonly texts: readonly string[]
  readonly rejects: readonly ScanReject[]
  readonly replacedIds: readonly ReplacedId[]
  /** Code of the document's fault, or of the first reject, or ''. */
  readonly fault: Fault | undefined
}

const none: Partial<ScanOptions> = {}

/** Scans an input cut into chunks of the given sizes, the last repeated. */
export function scanAll(
  input: unknown,
  options: Partial<ScanOptions> = none,
  chunkSizes: readonly number[] = [1 << 20],
): Scanned {
  const bytes =
    input instanceof Uint8Array
      ? input
      : new TextEncoder().encode(typeof input === 'string' ? input : JSON.stringify(input))
  const outputs: ScanOutput[] = []
  const scanner = createScanner(options === none ? plainOptions : { ...plainOptions, ...options }, (output) =>
    outputs.push(output),
  )
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = chunkSizes[Math.min(i, chunkSizes.length - 1)]!
    scanner.push(bytes.slice(at, at + size))
    at += size
  }
  const end = scanner.end()
  const rejects = outputs.flatMap((output) => output.rejects)
  const texts = outputs.flatMap(({ batch }) =>
    Array.from({ length: batch.count }, (_, i) =>
      new TextDecoder().decode(batch.raw.subarray(batch.rawStart[i], batch.rawStart[i + 1])),
    ),
  )
  const fault = end.ok ? rejects[0]?.fault : end.fault
  return { end, outputs, texts, rejects, replacedIds: outputs.flatMap((output) => output.replacedIds), fault }
}

/** A legal ObjectEvent with some members changed; undefined removes one. */
export function anEvent(members: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    eventID: 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    epcList: ['https://id.gs1.org/01/09521321000018/21/1'],
    eventTime: '2026-03-29T08:30:00.000+02:00',
    eventTimeZoneOffset: '+02:00',
    readPoint: { id: 'https://id.gs1.org/414/9521321000010/254/D1' },
    ...members,
  }
}

export function aDocument(
  events: readonly unknown[],
  prefixes: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  return {
    '@context': [standardUrl, { ex: 'https://example.com/ns/', ...prefixes }],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-29T08:30:00.000Z',
    epcisBody: { eventList: events },
  }
}

const standards = new URL('../../../shared/standards/epcis/', import.meta.url)
/** Whether GS1's files lie beside the repository. */
export const hasStandards = existsSync(standards)
if (!hasStandards) console.log('skipped: tests on GS1 files, ../shared/standards/epcis is absent')

/** GS1's JSON examples: name relative to the standard's folder, and text. */
export function gs1Examples(): { name: string; text: string }[] {
  const folder = fileURLToPath(standards)
  return globSync('{JSON,JSON-simple-context}/**/*.jsonld', { cwd: folder })
    .sort()
    .map((name) => ({ name, text: readFileSync(folder + name, 'utf8') }))
}

export function gs1Schema(): object {
  return JSON.parse(readFileSync(new URL('EPCIS-JSON-Schema.json', standards), 'utf8')) as object
}
