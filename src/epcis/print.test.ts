import { expect, test } from 'vitest'
import { coarsenEvent } from './coarsen.ts'
import { eventHash, type JsonObject } from './eventHash.ts'
import { createQueryPrinter, type PrintableEvent, printEvent, printQueryDocument } from './print.ts'
import { sameContent } from './sameContent.ts'
import {
  aDocument,
  anEvent,
  gs1Examples,
  hasStandards,
  plainOptions,
  type Scanned,
  scanAll,
  standardUrl,
} from './scan.testkit.ts'

const encoder = new TextEncoder()
const recordTimeMs = Date.UTC(2026, 2, 29, 8)

/** Accepted events of a scan, as a ledger would give them back. */
function printable(scanned: Scanned): PrintableEvent[] {
  return scanned.outputs.flatMap(({ batch }) =>
    Array.from({ length: batch.count }, (_, i) => ({
      raw: batch.raw.slice(batch.rawStart[i], batch.rawStart[i + 1]),
      context: batch.contexts[batch.context[i]!]!,
      recordTimeMs,
    })),
  )
}

/** Parsed JSON whose numbers are their lexemes, so that 1.0 and 1 differ. */
function withLexemes(text: string): unknown {
  return JSON.parse(text, (_, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? `number ${context?.source}` : value,
  )
}

/** Without what is removed as a device, and without the server's time. */
function withoutDevices(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDevices)
  if (value === null || typeof value !== 'object') return value
  const dropped = ['deviceID', 'deviceMetadata', 'recordTime', '@context', 'eventID']
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !dropped.includes(name))
      .map(([name, member]) => [name, withoutDevices(member)]),
  )
}

test('a printed event is the event that came, with context, recordTime and lexemes', () => {
  const text = `{"type":"ObjectEvent", "recordTime":"2020-01-01T00:00:00Z","action" :"OBSERVE","eventTime":"2026-03-29T08:30:00.1000+02:00","eventTimeZoneOffset":"+02:00",
    "epcList":["urn:x:1"],"eventID":"urn:x:e","ex:a":1.50,"ex:b":1e2,"ex:c":"\\u00e9"}`
  const [event] = printable(scanAll(`{"@context":["${standardUrl}",{"ex":"https://example.com/"}],${text.slice(1)}`))
  const printed = printEvent(event!)
  expect(printed).toContain('1.50')
  expect(printed).toContain('1e2')
  expect(printed).toContain('\\u00e9')
  expect(withLexemes(printed)).toEqual({
    ...(withLexemes(text) as object),
    '@context': [standardUrl, { ex: 'https://example.com/' }],
    recordTime: '2026-03-29T08:00:00.000Z',
  })
  expect(printEvent({ ...event!, recordTimeMs: Number.NaN })).not.toContain('recordTime')
  expect(scanAll(printed).end.ok).toBe(true)
})

test('an event without eventID is printed with the hash that is its identity, unless it is coarse', () => {
  const [event] = printable(scanAll(aDocument([anEvent({ eventID: undefined })])))
  const id = (JSON.parse(printEvent(event!, plainOptions)) as { eventID: string }).eventID
  expect(id).toBe(
    eventHash(
      JSON.parse(JSON.stringify(anEvent({ eventID: undefined }))) as JsonObject,
      () => undefined,
      plainOptions.sha256,
    ),
  )
  expect(printEvent({ ...event!, precision: 'quarterHour' }, plainOptions)).not.toContain('eventID')
  expect(printEvent(event!)).not.toContain('eventID')
})

test('a query document merges contexts where their prefixes agree and leaves them with the event where not', () => {
  const events = [
    ...printable(scanAll(aDocument([anEvent({ 'ex:a': 1 })]))),
    ...printable(scanAll(aDocument([anEvent({ 'my:a': 1, eventID: 'urn:x:2' })], { my: 'https://my.example.com/' }))),
    ...printable(
      scanAll(aDocument([anEvent({ 'ex:a': 2, eventID: 'urn:x:3' })], { ex: 'https://elsewhere.example.com/' })),
    ),
    ...printable(scanAll(anEvent({ eventID: 'urn:x:4' }))),
  ]
  const text = printQueryDocument(events, '2026-03-29T09:00:00.000Z')
  const document = JSON.parse(text) as { '@context': unknown }
  expect(document['@context']).toEqual([standardUrl, { ex: 'https://example.com/ns/', my: 'https://my.example.com/' }])
  const again = scanAll(text)
  expect(again.end).toMatchObject({ ok: true, value: { kind: 'EPCISQueryDocument', accepted: 4, rejected: 0 } })
  expect(again.texts.filter((event) => event.includes('@context'))).toHaveLength(1)
  const strict = scanAll(text, { extensions: ['https://example.com/ns/', 'https://my.example.com/'] })
  expect(strict.rejects).toMatchObject([{ row: 2, fault: { code: 'UNDECLARED_NAMESPACE' } }])
  for (const [i, event] of printable(again).entries()) {
    expect(sameContent(event.raw, event.context, events[i]!.raw, events[i]!.context)).toBe(true)
  }
  const printer = createQueryPrinter([], { creationDate: '2026-03-29T09:00:00.000Z', subscriptionID: 's' })
  expect(scanAll(printer.open + printer.close).end).toMatchObject({ ok: true, value: { events: 0 } })
})

test.skipIf(!hasStandards)('GS1’s examples come back as the JSON values that they are, lexemes kept', () => {
  let events = 0
  for (const { name, text } of gs1Examples()) {
    const scanned = scanAll(text)
    if (scanned.fault !== undefined) continue
    const rows = printable(scanned)
    const document = withLexemes(text) as {
      epcisBody: { eventList?: unknown[]; queryResults?: { resultsBody: { eventList: unknown[] } } }
    }
    const came = document.epcisBody.eventList ?? document.epcisBody.queryResults?.resultsBody.eventList ?? []
    const back = (withLexemes(printQueryDocument(rows, '2026-03-29T09:00:00.000Z')) as typeof document).epcisBody
      .queryResults?.resultsBody.eventList
    expect(withoutDevices(back), name).toEqual(withoutDevices(came))
    for (const [i, row] of rows.entries()) {
      const one = withLexemes(printEvent(row))
      expect(withoutDevices(one), name).toEqual(withoutDevices(came[i]))
      expect(scanAll(printEvent(row)).fault, name).toBeUndefined()
      events++
    }
  }
  expect(events).toBe(90)
})

test('two texts of one value are the same content, and nothing else is', () => {
  const context = JSON.stringify([standardUrl, { ex: 'https://example.com/' }])
  const same = (a: string, b: string, bContext = context): boolean =>
    sameContent(encoder.encode(a), context, encoder.encode(b), bContext)
  const text =
    '{"eventTime":"2026-03-29T08:30:00.10+02:00","ex:n":1.50,"epcList":["urn:x:1","urn:x:2"],"recordTime":"2020-01-01T00:00:00Z"}'
  expect(same(text, text)).toBe(true)
  expect(same(text, '{ "epcList":["urn:x:1","urn:x:2"],\n"ex:n":15e-1,"eventTime":"2026-03-29T06:30:00.1Z"}')).toBe(
    true,
  )
  expect(same(text, text.replace('ex:', 'https:\\/\\/example.com\\/'))).toBe(true)
  expect(same(text, text.replace('ex:', 'my:'), JSON.stringify([standardUrl, { my: 'https://example.com/' }]))).toBe(
    true,
  )
  expect(same(text, text, JSON.stringify([standardUrl, { ex: 'https://elsewhere.example.com/' }]))).toBe(false)
  expect(same(text, text.replace('"urn:x:1","urn:x:2"', '"urn:x:2","urn:x:1"'))).toBe(false)
  expect(same(text, text.replace('1.50', '1.51'))).toBe(false)
  expect(same(text, text.replace('1.50', '"1.50"'))).toBe(false)
  expect(same(text, text.replace('.10+', '.11+'))).toBe(false)
  expect(same('{"ex:n":10000000000000000000001}', '{"ex:n":10000000000000000000002}')).toBe(false)
  expect(same('{"ex:n":-0.0}', '{"ex:n":0}')).toBe(true)
})

test('a coarse event says what happened to goods in which quarter hour and zone, and nothing finer', () => {
  const event = anEvent({
    action: 'ADD',
    eventTime: '2026-03-29T08:44:59.999+02:00',
    recordTime: '2026-03-29T08:45:00Z',
    bizLocation: { id: 'urn:x:station-7', 'ex:shelf': 3 },
    ilmd: { 'ex:lot': 'A' },
    quantityList: [{ epcClass: 'https://id.gs1.org/01/09521321000018/10/L1', quantity: 2.5 }],
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:x:po' }],
    persistentDisposition: { set: ['damaged'] },
    sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 4 }] }],
    certificationInfo: 'urn:x:cert',
    errorDeclaration: {
      declarationTime: '2026-03-29T09:59:59Z',
      reason: 'incorrect_data',
      correctiveEventIDs: ['urn:x:fixed'],
    },
    'ex:lane': 5,
  })
  const [row] = printable(scanAll(JSON.stringify(event, null, 2)))
  const text = new TextDecoder().decode(
    coarsenEvent(row!.raw, 'https://zones.example.com/"pick"', Date.UTC(2026, 2, 29, 6, 44, 59, 999)),
  )
  const zone = { id: 'https://zones.example.com/"pick"' }
  expect(JSON.parse(text)).toEqual({
    type: 'ObjectEvent',
    action: 'ADD',
    eventTime: '2026-03-29T06:30:00.000Z',
    eventTimeZoneOffset: '+02:00',
    epcList: event['epcList'],
    quantityList: event['quantityList'],
    bizStep: 'shipping',
    disposition: 'in_transit',
    persistentDisposition: { set: ['damaged'] },
    readPoint: zone,
    bizLocation: zone,
    bizTransactionList: event['bizTransactionList'],
    ilmd: { 'ex:lot': 'A' },
    errorDeclaration: { declarationTime: '2026-03-29T09:45:00.000Z', reason: 'incorrect_data' },
  })
  expect(text).not.toMatch(/[\n ]/)
  const other = new TextDecoder().decode(
    coarsenEvent(
      encoder.encode(JSON.stringify(Object.fromEntries(Object.entries(event).reverse()))),
      zone.id,
      Date.UTC(2026, 2, 29, 6, 30),
    ),
  )
  expect(other).toBe(text)
  const plain = new TextDecoder().decode(
    coarsenEvent(encoder.encode(JSON.stringify(anEvent({ readPoint: undefined }))), 'urn:x:z', 0),
  )
  expect(plain).not.toContain('readPoint')
  expect(scanAll(plain).end.ok).toBe(true)
})
