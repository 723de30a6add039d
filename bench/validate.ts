/**
 * Reading and checking EPCIS documents: our scanner (bytes to checked columns) beside JSON.parse and GS1's JSON
 * schema compiled by ajv. Same documents, same process, rounds taken in turns, medians.
 *
 * `node bench/validate.ts [--json] [--events N]`. The schema is GS1's own and not ours to copy, so it is read
 * from `../shared`; where that is absent the bench says so and measures nothing.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormatsModule, { type FormatsPlugin } from 'ajv-formats'
import { type Random, seededRandom } from '../src/base/index.ts'
import { createScanner, type ScanOptions } from '../src/epcis/index.ts'

const schemaPath = new URL('../../shared/standards/epcis/EPCIS-JSON-Schema.json', import.meta.url)
const eventsPerDocument = 1000
const rounds = 7

function run(): void {
  const asked = process.argv.indexOf('--events')
  const events = asked < 0 ? 50_000 : Number(process.argv[asked + 1])
  const random = seededRandom('bench validate')
  const documents: Uint8Array[] = []
  for (let i = 0; i < events; i += eventsPerDocument) {
    documents.push(new TextEncoder().encode(benchDocument(random, Math.min(eventsPerDocument, events - i))))
  }
  const bytes = documents.reduce((sum, document) => sum + document.length, 0)

  const ajv = new Ajv({ strict: false })
  const addFormats = addFormatsModule as unknown as FormatsPlugin
  addFormats(ajv)
  const validate = ajv.compile(JSON.parse(readFileSync(schemaPath, 'utf8')) as object)
  const peer = (document: Uint8Array): boolean => validate(JSON.parse(new TextDecoder().decode(document)))

  // One object for all documents, as a server does: a scan at rest keeps what it learnt about words.
  const options: ScanOptions = {
    key: [1, 2, 3, 4],
    contributorKey: [5, 6, 7, 8],
    personFields: [],
    extensions: 'any',
    sha256: (text) => createHash('sha256').update(text).digest(),
  }
  const ours = (document: Uint8Array): boolean => {
    let rejects = 0
    const scanner = createScanner(options, (output) => {
      rejects += output.rejects.length
    })
    scanner.push(document)
    return scanner.end().ok && rejects === 0
  }

  let agree = true
  for (const document of documents) agree &&= ours(document) && peer(document)
  const oursMs: number[] = []
  const peerMs: number[] = []
  for (let round = 0; round < rounds; round++) {
    oursMs.push(timed(() => documents.forEach(ours)))
    peerMs.push(timed(() => documents.forEach(peer)))
  }
  const result = {
    bench: 'validate',
    ours: Math.round((events / median(oursMs)) * 1000),
    peer: Math.round((events / median(peerMs)) * 1000),
    ratio: Number((median(peerMs) / median(oursMs)).toFixed(2)),
    unit: 'events/s',
    events,
    bytes,
    agree,
  }
  if (process.argv.includes('--json')) console.log(JSON.stringify(result))
  else {
    console.log(`${events} events, ${(bytes / events).toFixed(0)} bytes each; median of ${rounds} rounds, one core`)
    console.log(`scan, check, columns   ${result.ours} events/s`)
    console.log(`JSON.parse and ajv     ${result.peer} events/s   (${result.ratio} times slower)`)
    console.log(agree ? 'both accept every document' : 'THE VERDICTS DIFFER')
  }
}

function timed(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}

type Members = Record<string, unknown>

/** A document of `count` events in nine shapes, about 430 bytes an event, one in a hundred with extensions. */
function benchDocument(random: Random, count: number): string {
  const events: Members[] = []
  for (let i = 0; i < count; i++) events.push(benchEvent(random, i))
  return JSON.stringify({
    '@context': [
      'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
      { ex: 'https://warehouse.example.com/epcis/' },
    ],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-29T08:30:00.000Z',
    epcisBody: { eventList: events },
  })
}

function benchEvent(random: Random, i: number): Members {
  const event = shapes[i % shapes.length]!(random)
  if (random.below(100) === 0) event['ex:conveyor'] = { 'ex:lane': 'A7', 'ex:speed': 1.25 }
  return event
}

const shapes: readonly ((random: Random) => Members)[] = [
  // receiving
  (r) => ({
    ...base(r, 'ObjectEvent', 'OBSERVE', 'receiving', 'in_progress'),
    epcList: [sscc(r)],
    ...document(r, 'desadv'),
  }),
  // storing
  (r) => ({ ...base(r, 'ObjectEvent', 'OBSERVE', 'storing', 'sellable_accessible'), epcList: [sgtin(r), sgtin(r)] }),
  // picking
  (r) => ({
    ...base(r, 'ObjectEvent', 'OBSERVE', 'picking', 'in_progress'),
    epcList: [sgtin(r)],
    ...document(r, 'prodorder'),
  }),
  // packing
  (r) => ({
    ...base(r, 'AggregationEvent', 'ADD', 'packing', 'in_progress'),
    parentID: sscc(r),
    childEPCs: [sgtin(r), sgtin(r)],
  }),
  // unpacking
  (r) => ({
    ...base(r, 'AggregationEvent', 'DELETE', 'unpacking', 'in_progress'),
    parentID: sscc(r),
    childEPCs: [sgtin(r)],
  }),
  // a class with an amount
  (r) => ({
    ...base(r, 'ObjectEvent', 'OBSERVE', 'stocking', 'sellable_accessible'),
    quantityList: [
      { epcClass: `https://id.gs1.org/01/${gtin(r)}/10/L${r.below(1e6)}`, quantity: 1 + r.below(500), uom: 'EA' },
    ],
  }),
  // order joined to goods
  (r) => ({
    ...base(r, 'TransactionEvent', 'ADD', 'staging_outbound', 'in_transit'),
    epcList: [sscc(r)],
    ...document(r, 'po'),
  }),
  // shipping
  (r) => ({
    ...base(r, 'ObjectEvent', 'OBSERVE', 'shipping', 'in_transit'),
    epcList: [sscc(r)],
    destinationList: [
      { type: 'possessing_party', destination: `https://id.gs1.org/417/95212340000${10 + r.below(89)}` },
    ],
  }),
  // repacking
  (r) => ({
    ...base(r, 'TransformationEvent', '', 'repackaging', 'in_progress'),
    inputEPCList: [sgtin(r)],
    outputEPCList: [sgtin(r)],
  }),
]

function base(r: Random, type: string, action: string, bizStep: string, disposition: string): Members {
  return {
    eventID: `urn:uuid:${hex(r)}-${hex(r).slice(4)}-4${hex(r).slice(5)}-a${hex(r).slice(5)}-${hex(r)}${hex(r).slice(4)}`,
    type,
    ...(action === '' ? {} : { action }),
    bizStep,
    ...(r.below(2) === 0 ? {} : { disposition }),
    eventTime: new Date(1_774_773_000_000 + r.below(86_400_000)).toISOString(),
    eventTimeZoneOffset: '+02:00',
    readPoint: { id: `https://id.gs1.org/414/9521321000010/254/R${100 + r.below(40)}` },
    ...(r.below(2) === 0
      ? {}
      : { bizLocation: { id: `https://id.gs1.org/414/9521321000010/254/Z${10 + r.below(12)}` } }),
  }
}

function document(r: Random, type: string): Members {
  return {
    bizTransactionList: [{ type, bizTransaction: `urn:epcglobal:cbv:bt:9521321000010:${100000 + r.below(800000)}` }],
  }
}

function sgtin(r: Random): string {
  return `https://id.gs1.org/01/${gtin(r)}/21/${100000000 + r.below(800000000)}`
}

function gtin(r: Random): string {
  return `0952132100${1000 + r.below(200)}`
}

function sscc(r: Random): string {
  return `https://id.gs1.org/00/0952132100${10000000 + r.below(80000000)}`
}

function hex(r: Random): string {
  return r
    .below(2 ** 32)
    .toString(16)
    .padStart(8, '0')
}

if (existsSync(schemaPath)) run()
else console.log('bench validate: skipped, ../shared/standards/epcis/EPCIS-JSON-Schema.json is absent')
