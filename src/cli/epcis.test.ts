import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { run } from './epcis.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-epcis-'))
afterAll(() => rmSync(folder, { recursive: true }))

const event = {
  type: 'ObjectEvent',
  eventTime: '2026-03-02T09:30:00.000+01:00',
  eventTimeZoneOffset: '+01:00',
  epcList: ['urn:epc:id:sscc:0614141.1234567890'],
  action: 'OBSERVE',
  bizStep: 'shipping',
}
const document = (...eventList: readonly object[]): object => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ext: 'https://acme.example/ns/' }],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-02T10:00:00Z',
  epcisBody: { eventList },
})

let count = 0
/** The document in a file of its own. */
function file(content: object | string): string {
  const path = join(folder, `${count++}.json`)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
  return path
}

async function epcis(...args: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await run(args, { out: (line) => void out.push(line), err: (line) => void err.push(line) })
  return { code, out, err }
}

test('validate tells every row, and the refused one by pointer and fix', async () => {
  const path = file(
    document({ ...event, eventID: 'urn:uuid:1' }, { ...event, action: 'LOOK' }, { ...event, eventID: 'urn:uuid:3' }),
  )
  const { code, out, err } = await epcis('validate', path)
  expect(code).toBe(1)
  expect(out).toHaveLength(3)
  expect(out[0]).toBe('accepted 0 urn:uuid:1')
  expect(out[1]).toMatch(/^refused 1 [A-Z_]+ at \/epcisBody\/eventList\/1\/action \(row 1\): /)
  expect(out[1]).not.toContain('LOOK')
  expect(out[2]).toBe('accepted 2 urn:uuid:3')
  expect(err).toEqual([`${path}: 3 events, 1 refused`])
})

test('an event without an id is told by its hash, with the prefixes of its document', async () => {
  const path = file(document({ ...event, 'ext:lane': '7' }))
  const told = await epcis('validate', path)
  expect(told.code).toBe(0)
  expect(told.out[0]).toMatch(/^accepted 0 ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/)
  const hashed = await epcis('hash', path)
  expect(hashed.out).toEqual([told.out[0]!.replace('accepted ', '')])
  const other = JSON.stringify(document({ ...event, 'e:lane': '7' })).replace('"ext"', '"e"')
  expect((await epcis('hash', file(other))).out).toEqual(hashed.out)
  expect((await epcis('hash', file(document({ ...event, 'ext:lane': '8' })))).out).not.toEqual(hashed.out)
})

test('an id that stands twice is told, as the same event or as another', async () => {
  const first = { ...event, eventID: 'urn:uuid:1' }
  // Members in another order say the same, as they do to the ledger.
  const turned = Object.fromEntries(Object.entries(first).reverse()) as typeof first
  const other = { ...first, bizStep: 'packing' }
  const { code, out, err } = await epcis('validate', file(document(first, first, turned, other)))
  expect(code).toBe(1)
  expect(out.map((line) => line.split(' ')[0])).toEqual(['accepted', 'duplicate', 'duplicate', 'conflict'])
  expect(out[1]).toContain('EVENT_ID_TWICE')
  expect(err[0]).toContain('4 events, 0 refused, 3 with an id that stood before')
})

test('a correction repeats the id and is no duplicate', async () => {
  const first = { ...event, eventID: 'urn:uuid:1' }
  const corrected = {
    ...first,
    errorDeclaration: { declarationTime: '2026-03-02T12:00:00Z', reason: 'incorrect_data' },
  }
  expect((await epcis('validate', file(document(first, corrected)))).code).toBe(0)
})

test('print gives each event as one line that can be read again, with its numbers as they came', async () => {
  const text = JSON.stringify(
    document({
      ...event,
      'ext:note': 'two  spaces\nand "quotes"',
      quantityList: [{ epcClass: 'urn:epc:class:lgtin:4012345.012345.1', quantity: 26 }],
    }),
    null,
    1,
  )
  const { code, out } = await epcis('print', file(text.replace('"quantity": 26', '"quantity": 26.00')))
  expect(code).toBe(0)
  expect(out).toHaveLength(1)
  expect(out[0]).toContain('"quantity":26.00')
  expect(JSON.parse(out[0]!)).toMatchObject({ ...event, 'ext:note': 'two  spaces\nand "quotes"' })
  const again = await epcis('print', file(`${out[0]}\n`))
  expect(again.out).toEqual(out)
})

test('what names a person is not printed', async () => {
  const { code, out } = await epcis(
    'print',
    file(
      document({
        ...event,
        sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:4012345.00225' }],
        'ext:operator': 'urn:epc:id:gsrn:0614141.1234567890',
      }),
    ),
  )
  expect(code).toBe(0)
  expect(out.join()).not.toContain('gsrn')
  expect(out.join()).toContain('pgln')
})

test('--json gives one object a row, with file, fault, title and fix', async () => {
  const good = file(document(event))
  const bad = file(document({ ...event, eventTime: 'yesterday' }))
  const { code, out } = await epcis('validate', '--json', good, bad)
  expect(code).toBe(1)
  const rows = out.map((line) => JSON.parse(line) as { file: string; verdict: string; fault?: Record<string, unknown> })
  expect(rows.map(({ file: name, verdict }) => [name, verdict])).toEqual([
    [good, 'accepted'],
    [bad, 'refused'],
  ])
  expect(rows[1]!.fault).toMatchObject({
    at: '/epcisBody/eventList/0/eventTime',
    row: 0,
    title: expect.any(String),
    fix: expect.any(String),
  })
})

test('a document that is no JSON is refused as a whole', async () => {
  const { code, err } = await epcis('validate', file('{"type":'))
  expect(code).toBe(1)
  expect(err[0]).toMatch(/JSON_INVALID/)
})

test('an unknown action is a question of usage; a missing file is a fault', async () => {
  expect((await epcis('guess', 'x.json')).code).toBe(2)
  expect((await epcis('validate')).code).toBe(2)
  await expect(epcis('validate', join(folder, 'nothing.json'))).rejects.toMatchObject({
    fault: { code: 'FILE_UNREADABLE' },
  })
})

test('- reads standard input, NDJSON too', () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const input = [
    { ...event, eventID: 'urn:uuid:1' },
    { ...event, eventID: 'urn:uuid:2' },
  ]
    .map((one) => JSON.stringify(one))
    .join('\n')
  const { status, stdout } = spawnSync(process.execPath, [main, 'epcis', 'validate', '-'], { input, encoding: 'utf8' })
  expect(stdout).toBe('accepted 0 urn:uuid:1\naccepted 1 urn:uuid:2\n')
  expect(status).toBe(0)
})
