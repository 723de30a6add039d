import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOut, hashText } from '../base/index.ts'
import { actions, eventFlags, eventTypes, refRoles } from '../model/index.ts'
import { eventHash, type JsonObject } from './eventHash.ts'
import { canonicalIdentifier } from './identifiers.ts'
import { identityOf } from './identity.ts'
import { isCanonicalLink } from './identityBytes.ts'
import { eventBytesMax } from './limits.ts'
import { aDocument, anEvent, plainOptions, type Scanned, scanAll, standardUrl } from './scan.testkit.ts'

function hashOf(text: string): [number, number] {
  hashText(plainOptions.key, text)
  return [hashOut[0]!, hashOut[1]!]
}

/** Columns of all outputs in a form that can be compared. */
function columns(scanned: Scanned): unknown {
  return scanned.outputs.map(({ batch, rejects, replacedIds }) => ({ batch, rejects, replacedIds }))
}

test('a document becomes columns: times, words, references, text', () => {
  const event = anEvent({
    bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping',
    epcList: ['urn:epc:id:sgtin:9521321.000001.7', 'https://example.com/01/09521321000018/21/8'],
    quantityList: [{ epcClass: 'https://id.gs1.org/01/09521321000018/10/L1', quantity: 2.5, uom: 'KGM' }],
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000010:99' }],
    destinationList: [{ type: 'owning_party', destination: 'https://id.gs1.org/417/9521321000010' }],
  })
  const { end, outputs, texts } = scanAll(aDocument([event]))
  expect(end).toMatchObject({ ok: true, value: { events: 1, accepted: 1, rejected: 0, kind: 'EPCISDocument' } })
  const batch = outputs[0]!.batch
  expect(batch.count).toBe(1)
  expect(eventTypes[batch.type[0]!]).toBe('ObjectEvent')
  expect(actions[batch.action[0]!]).toBe('OBSERVE')
  expect(batch.eventTimeMs[0]).toBe(Date.parse('2026-03-29T06:30:00Z'))
  expect(batch.offsetMin[0]).toBe(120)
  expect(batch.words[batch.bizStep[0]!]).toBe('shipping')
  expect(batch.words[batch.disposition[0]!]).toBe('in_transit')
  expect(batch.words[batch.readPoint[0]!]).toBe('https://id.gs1.org/414/9521321000010/254/D1')
  expect(batch.words[batch.bizLocation[0]!]).toBe('')
  expect(batch.contexts[batch.context[0]!]).toBe(JSON.stringify([standardUrl, { ex: 'https://example.com/ns/' }]))
  expect(batch.flags[0]).toBe(0)
  expect(batch.contributor[0]).toBe(0)
  expect(JSON.parse(texts[0]!)).toEqual(event)
  identityOf(plainOptions.key, String(event['eventID']))
  expect([...batch.idHash]).toEqual([...hashOut])
  const refs = Array.from({ length: batch.refStart[1]! }, (_, i) => ({
    role: refRoles[batch.refRole[i]!],
    hash: [batch.refHash[2 * i], batch.refHash[2 * i + 1]],
    quantity: batch.refQuantity[i],
  }))
  expect(refs).toEqual([
    { role: 'epc', hash: hashOf('https://id.gs1.org/01/09521321000018/21/7'), quantity: Number.NaN },
    { role: 'epc', hash: hashOf('https://id.gs1.org/01/09521321000018/21/8'), quantity: Number.NaN },
    { role: 'quantity', hash: hashOf('https://id.gs1.org/01/09521321000018/10/L1'), quantity: 2.5 },
    { role: 'bizTransaction', hash: hashOf('urn:epcglobal:cbv:bt:9521321000010:99'), quantity: Number.NaN },
    { role: 'destination', hash: hashOf('https://id.gs1.org/417/9521321000010'), quantity: Number.NaN },
  ])
})

test('escapes in members and values mean what they spell', () => {
  const plain = scanAll(anEvent())
  const escaped = JSON.stringify(anEvent())
    .replaceAll('/', '\\/')
    .replace('"type"', '"\\u0074ype"')
    .replace('shipping', 'ship\\u0070ing')
  const { end, outputs } = scanAll(escaped)
  expect(end.ok).toBe(true)
  for (const column of ['idHash', 'refHash', 'words', 'bizStep', 'readPoint'] as const) {
    expect(outputs[0]!.batch[column]).toEqual(plain.outputs[0]!.batch[column])
  }
})

/** JSON text in which every name of a member is spelled with escapes alone. */
function escapedNames(json: string): string {
  const spell = (name: string): string =>
    [...name].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  return json.replaceAll(/"([^"\\]*)"(?=:)/g, (_, name: string) => `"${spell(name)}"`)
}

test.each([
  ['a document', aDocument([anEvent(), anEvent({ 'ex:note': { 'ex:deep': 1 }, 'ex:operator': 'Zoë' })])],
  [
    'a query document',
    {
      '@context': standardUrl,
      type: 'EPCISQueryDocument',
      epcisBody: { queryResults: { queryName: 'SimpleEventQuery', resultsBody: { eventList: [anEvent(), 7] } } },
    },
  ],
  [
    'a document with its context behind',
    { ...aDocument([anEvent()]), '@context': undefined, epcisHeader: { 'ex:a': '"epcisBody"' }, zzz: undefined },
  ],
])('names of members may be spelled with escapes at every level of %s', (_what, document) => {
  const text = JSON.stringify(document)
  const behind = text.includes('@context":')
    ? text
    : `${text.slice(0, -1)},"@context":["${standardUrl}",{"ex":"https://example.com/ns/"}]}`
  const plain = scanAll(behind)
  const escaped = scanAll(escapedNames(behind))
  expect(escapedNames(behind)).not.toContain('"epcisBody":')
  expect(plain.end.ok).toBe(true)
  expect(escaped.fault).toEqual(plain.fault)
  expect(escaped.end).toMatchObject({ ok: true, value: { kind: plain.end.ok && plain.end.value.kind } })
  for (const column of ['idHash', 'refHash', 'words', 'bizStep', 'readPoint', 'eventTimeMs'] as const) {
    expect(escaped.outputs[0]?.batch[column]).toEqual(plain.outputs[0]?.batch[column])
  }
  expect(escaped.texts.join()).not.toContain('Zoë')
  expect(escaped.texts.map((each) => JSON.parse(each))).toEqual(plain.texts.map((each) => JSON.parse(each)))
})

const events = [
  anEvent(),
  anEvent({ eventID: undefined }),
  anEvent({ action: 'FLY' }),
  anEvent({ 'ex:note': { 'ex:operator': 'Zoë', 'ex:deep': [1.0, 'ü😀'] } }),
  7,
  anEvent({ 'ex:a': 'a quote " and a bracket } and \\', epcList: ['urn:epc:id:sgtin:9521321.000001.9'] }),
]
const inputs: Record<string, string> = {
  document: JSON.stringify(aDocument(events), null, 1),
  'document with its context behind': JSON.stringify({
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-29T08:30:00.000Z',
    epcisBody: { eventList: events },
    '@context': [standardUrl],
  }),
  'query document': JSON.stringify({
    '@context': standardUrl,
    type: 'EPCISQueryDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-29T08:30:00.000Z',
    epcisBody: { queryResults: { queryName: 'SimpleEventQuery', resultsBody: { eventList: events } } },
  }),
  array: JSON.stringify(events),
  'one event': JSON.stringify(anEvent(), null, 2),
  ndjson: `${events.map((event) => JSON.stringify(event)).join('\n')}\n{broken\n\n${JSON.stringify(anEvent())}`,
  'ndjson with a header': `{"@context":["${standardUrl}",{"ex":"https://example.com/other/"}]}\r\n${JSON.stringify(events[3])}\r\n`,
  'broken document': `{"@context":"${standardUrl}","type":"EPCISDocument","epcisBody":{"eventList":[${JSON.stringify(anEvent())},{"a":tru}]}}`,
  'cut off document': JSON.stringify(aDocument(events)).slice(0, 900),
  'event nested too deeply': JSON.stringify([
    anEvent(),
    anEvent({ 'ex:a': JSON.parse('['.repeat(70) + ']'.repeat(70)) }),
    anEvent(),
  ]),
}

test.each(Object.entries(inputs))('any cutting into chunks gives the same outputs: %s', (_, text) => {
  const whole = scanAll(text, { batchRowsMax: 2 })
  const bytes = new TextEncoder().encode(text)
  for (const size of [1, 2, 7, 64]) {
    const cut = scanAll(bytes, { batchRowsMax: 2 }, [size])
    expect(cut.end).toEqual(whole.end)
    if (whole.end.ok) expect(columns(cut)).toEqual(columns(whole))
  }
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }), (sizes) => {
      const cut = scanAll(bytes, { batchRowsMax: 2 }, sizes)
      expect(cut.end).toEqual(whole.end)
      if (whole.end.ok) expect(columns(cut)).toEqual(columns(whole))
    }),
    { numRuns: 30, seed: 3 },
  )
})

test('long inputs in small chunks: nothing is lost where the buffer moves', () => {
  const many = Array.from({ length: 400 }, (_, i) => anEvent({ eventID: `urn:x:${i}` }))
  const lines = many.map((event) => JSON.stringify(event)).join('\n')
  // A new key, so that the scan begins with a small buffer.
  for (const [i, input] of [lines, JSON.stringify(aDocument(many)), JSON.stringify(many, null, 3)].entries()) {
    const cut = scanAll(input, { batchRowsMax: 100 + i }, [1500, 3000, 700])
    expect(cut.end).toMatchObject({ ok: true, value: { accepted: 400, rejected: 0 } })
    expect(cut.texts.map((text) => JSON.parse(text))).toEqual(many)
    expect(cut.outputs.map(({ batch }) => batch.count)[0]).toBe(100 + i)
  }
})

test('a bad event costs only itself and says where and what', () => {
  const { end, rejects, texts } = scanAll(aDocument(events))
  expect(end).toMatchObject({ ok: true, value: { events: 6, accepted: 4, rejected: 2 } })
  expect(texts).toHaveLength(4)
  expect(rejects).toEqual([
    {
      row: 2,
      readPoint: 'https://id.gs1.org/414/9521321000010/254/D1',
      fault: {
        code: 'WORD_UNKNOWN',
        at: '/epcisBody/eventList/2/action',
        row: 2,
        got: 'string of 3 characters',
        allowed: 'ADD, OBSERVE, DELETE',
      },
    },
    { row: 4, fault: { code: 'TYPE_WRONG', at: '/epcisBody/eventList/4', row: 4, got: 'number', allowed: 'object' } },
  ])
})

test('what the end says of each shape', () => {
  const kinds = Object.fromEntries(Object.entries(inputs).map(([name, text]) => [name, scanAll(text).end]))
  expect(
    Object.fromEntries(Object.entries(kinds).map(([name, end]) => [name, end.ok ? end.value.kind : end.fault.code])),
  ).toEqual({
    document: 'EPCISDocument',
    'document with its context behind': 'EPCISDocument',
    'query document': 'EPCISQueryDocument',
    array: 'array',
    'one event': 'event',
    ndjson: 'ndjson',
    'ndjson with a header': 'ndjson',
    'broken document': 'JSON_INVALID',
    'cut off document': 'JSON_INVALID',
    'event nested too deeply': 'array',
  })
})

test('events that wait for their context are refused for the same reasons', () => {
  const codes = (name: string): unknown => scanAll(inputs[name]!).rejects.map(({ row, fault }) => [row, fault.code])
  expect(codes('document with its context behind')).toContainEqual([4, 'TYPE_WRONG'])
  expect(codes('document with its context behind')).toEqual(codes('query document'))
})

test('rows of NDJSON are lines, and a broken line costs only itself', () => {
  const { rejects, outputs } = scanAll(inputs['ndjson']!)
  expect(rejects.map(({ row, fault }) => [row, fault.code])).toEqual([
    [2, 'WORD_UNKNOWN'],
    [4, 'TYPE_WRONG'],
    [6, 'JSON_INVALID'],
  ])
  expect([...outputs[0]!.batch.row]).toEqual([0, 1, 3, 5, 8])
  const announced = scanAll(`{broken\n${JSON.stringify(anEvent())}`, { shape: 'ndjson' })
  expect(announced.end).toMatchObject({ ok: true, value: { accepted: 1, rejected: 1 } })
  expect(scanAll(`{broken\n${JSON.stringify(anEvent())}`).fault?.code).toBe('JSON_INVALID')
})

test('the header line of NDJSON gives its context to the lines below', () => {
  const { outputs, end } = scanAll(inputs['ndjson with a header']!)
  expect(end).toMatchObject({ ok: true, value: { accepted: 1 } })
  expect(outputs[0]!.batch.contexts[outputs[0]!.batch.context[0]!]).toContain('https://example.com/other/')
  expect(scanAll(`{"@context":"${standardUrl}"}`).fault).toMatchObject({ code: 'MEMBER_MISSING' })
})

test('an @context behind the events holds for them as well', () => {
  const last = { type: 'EPCISDocument', ...aDocument([anEvent({ 'my:x': 1 })]), '@context': undefined }
  const text = JSON.stringify(last).replace(/}$/, `,"@context":["${standardUrl}",{"my":"https://my.example.com/"}]}`)
  const { end } = scanAll(text, { extensions: ['https://my.example.com/'] })
  expect(end).toMatchObject({ ok: true, value: { accepted: 1 } })
})

test('an event may bring a context of its own, which adds to the one of its document', () => {
  const event = anEvent({ '@context': { my: 'https://my.example.com/' }, 'my:x': 1, 'ex:y': 2 })
  const { outputs, end } = scanAll(aDocument([event, anEvent()]), {
    extensions: ['https://my.example.com/', 'https://example.com/ns/'],
  })
  expect(end).toMatchObject({ ok: true, value: { accepted: 2 } })
  const { contexts, context } = outputs[0]!.batch
  expect(JSON.parse(contexts[context[0]!]!)).toEqual([
    standardUrl,
    { ex: 'https://example.com/ns/' },
    { my: 'https://my.example.com/' },
  ])
  expect(JSON.parse(contexts[context[1]!]!)).toEqual([standardUrl, { ex: 'https://example.com/ns/' }])
})

test('an event too large is passed over, in a list and in lines', () => {
  const large = anEvent({ 'ex:a': 'x'.repeat(eventBytesMax) })
  for (const input of [
    aDocument([anEvent(), large, anEvent()]),
    [anEvent(), large, anEvent()].map((e) => JSON.stringify(e)).join('\n'),
  ]) {
    for (const chunk of [100_000, 1 << 22]) {
      const { end, rejects } = scanAll(input, {}, [chunk])
      expect(end).toMatchObject({ ok: true, value: { accepted: 2, rejected: 1 } })
      expect(rejects).toMatchObject([{ row: 1, fault: { code: 'EVENT_TOO_LARGE' } }])
    }
  }
})

test.each([
  ['nothing', '', 'JSON_INVALID', ''],
  ['a word', 'true', 'JSON_INVALID', ''],
  ['two documents', JSON.stringify(aDocument([])).repeat(2), 'JSON_INVALID', ''],
  ['text behind an array', '[]x', 'JSON_INVALID', ''],
  ['no event list', { ...aDocument([]), epcisBody: {} }, 'MEMBER_MISSING', '/epcisBody/eventList'],
  ['no context', { ...aDocument([anEvent()]), '@context': undefined }, 'MEMBER_MISSING', '/@context'],
  ['a context that is a number', { ...aDocument([]), '@context': 3 }, 'CONTEXT_WRONG', '/@context'],
  ['no creation date', { ...aDocument([]), creationDate: undefined }, 'MEMBER_MISSING', '/creationDate'],
  [
    'a creation date without offset',
    { ...aDocument([]), creationDate: '2026-01-01T00:00:00' },
    'TIME_WRONG',
    '/creationDate',
  ],
  ['the type of a query document', { ...aDocument([]), type: 'EPCISQueryDocument' }, 'VALUE_WRONG', '/type'],
  ['an unknown member', { ...aDocument([]), events: 3 }, 'MEMBER_UNKNOWN', '/events'],
  [
    'a member twice',
    JSON.stringify(aDocument([])).replace('"schemaVersion"', '"type":"EPCISDocument","schemaVersion"'),
    'MEMBER_TWICE',
    '',
  ],
])('a document with %s is refused as a whole', (_, input, code, at) => {
  const { end } = scanAll(input)
  expect(end.ok ? 'accepted' : { code: end.fault.code, at: end.fault.at }).toEqual({ code, at })
})

test('an event without eventID is known by its CBV hash; a corrected one by its declaration as well', () => {
  const filled = scanAll(anEvent({ eventID: undefined }))
  const { '@context': _, eventID: __, ...event } = anEvent() as JsonObject
  identityOf(
    plainOptions.key,
    eventHash(event, () => undefined, plainOptions.sha256),
  )
  expect([...filled.outputs[0]!.batch.idHash]).toEqual([...hashOut])
  expect(filled.outputs[0]!.batch.flags[0]).toBe(eventFlags.idFilled)
  const declared = anEvent({
    errorDeclaration: {
      declarationTime: '2026-03-30T08:00:00Z',
      reason: 'incorrect_data',
      correctiveEventIDs: ['urn:uuid:1'],
    },
  })
  const batch = scanAll(declared).outputs[0]!.batch
  const plain = scanAll(anEvent()).outputs[0]!.batch
  expect(batch.flags[0]).toBe(eventFlags.erroneous)
  expect([...batch.idHash]).not.toEqual([...plain.idHash])
  const roles = [...batch.refRole].map((role) => refRoles[role])
  expect(roles).toEqual(['epc', 'erroneous', 'correction'])
  expect([...batch.refHash.slice(2, 4)]).toEqual([...plain.idHash])
  expect([...batch.refHash.slice(4, 6)]).toEqual(hashOf('urn:uuid:1'))
  const reordered = {
    ...declared,
    errorDeclaration: {
      reason: 'incorrect_data',
      correctiveEventIDs: ['urn:uuid:1'],
      declarationTime: '2026-03-30T08:00:00Z',
    },
  }
  expect([...scanAll(reordered).outputs[0]!.batch.idHash]).toEqual([...batch.idHash])
})

test('a link that is hashed as it stands is one that the identifier room leaves as it is', () => {
  const value = fc.string({ unit: fc.constantFrom(...'AZaz09-._~%/'), minLength: 0, maxLength: 22 })
  const digits = (n: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: n - 1, maxLength: n + 1 })
  const link = fc.oneof(
    fc
      .tuple(digits(14), fc.constantFrom('', '/21/', '/10/', '/22/'), value)
      .map((p) => `https://id.gs1.org/01/${p.join('')}`),
    digits(18).map((d) => `https://id.gs1.org/00/${d}`),
    fc.tuple(digits(13), fc.constantFrom('', '/254/'), value).map((p) => `https://id.gs1.org/414/${p.join('')}`),
  )
  let hashed = 0
  fc.assert(
    fc.property(link, (text) => {
      const bytes = new TextEncoder().encode(`${text}123`)
      if (!isCanonicalLink(new DataView(bytes.buffer), 0, bytes.length - 3)) return
      hashed++
      expect(canonicalIdentifier(text)).toBe(text)
    }),
    { numRuns: 3000, seed: 5 },
  )
  expect(hashed).toBeGreaterThan(100)
})

test('scans with the same options in turn and at once do not disturb each other', () => {
  const one = scanAll(aDocument([anEvent({ 'ex:a': 1 })]))
  scanAll(aDocument([anEvent()], { other: 'https://other.example.com/' }))
  scanAll('{broken')
  expect(columns(scanAll(aDocument([anEvent({ 'ex:a': 1 })])))).toEqual(columns(one))
})

test('equal text has an equal content hash, and any other text another', () => {
  const hashes = new Set<string>()
  const text = JSON.stringify(anEvent())
  for (let i = 0; i < 40; i++) {
    const changed = text.replace('/21/1"', `/21/${i}"`)
    const a = scanAll(changed).outputs[0]!.batch.contentHash
    expect(scanAll(` ${changed}\n`).outputs[0]!.batch.contentHash).toEqual(a)
    hashes.add([...a].join())
  }
  expect(hashes.size).toBe(40)
})
