import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { type Mapping, mappingFiles, openMappedLog, parseMapping } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-mapping-'))
afterAll(() => rmSync(folder, { recursive: true }))

const scans = join(folder, 'scans.csv')
writeFileSync(
  scans,
  'id,scanned,step,place,things,worker\n1,2026-03-02 14:05:00,picking,a1,x1;x2,Ada\n2,2026-07-02T14:05:00.25,packing,b1,,Ada\n3,never,packing,,x1,Bo\n',
)

const base = {
  fairfloor: 1,
  mapping: 'wms',
  input: 'csv',
  files: { scan: 'scans.csv' },
  timeZone: 'Europe/Berlin',
  events: [
    'SELECT \'urn:x:\' || id AS "eventID", \'ObjectEvent\' AS "type", scanned AS "eventTime", \'OBSERVE\' AS "action", step AS "bizStep",',
    "  'urn:x:place:' || place AS \"readPoint\", list_transform(string_split(things, ';'), lambda t: 'urn:x:' || t) AS \"epcList\"",
    'FROM scan',
  ],
}

function mapping(change: object = {}): Mapping {
  const parsed = parseMapping(JSON.stringify({ ...base, ...change }))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault))
  return parsed.value
}

async function linesOf(map: Mapping, files: Readonly<Record<string, string>>): Promise<unknown[]> {
  const log = await openMappedLog(map, files)
  let text = ''
  for await (const chunk of log.events()) text += new TextDecoder().decode(chunk)
  log.close()
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line))
}

test('a row is a line: fields by name, places as objects, times with the offset of their zone, nothing else', async () => {
  expect(await linesOf(mapping(), { scan: scans })).toEqual([
    {
      eventID: 'urn:x:1',
      type: 'ObjectEvent',
      eventTime: '2026-03-02T14:05:00+01:00',
      eventTimeZoneOffset: '+01:00',
      action: 'OBSERVE',
      bizStep: 'picking',
      readPoint: { id: 'urn:x:place:a1' },
      epcList: ['urn:x:x1', 'urn:x:x2'],
    },
    {
      eventID: 'urn:x:2',
      type: 'ObjectEvent',
      eventTime: '2026-07-02T14:05:00.25+02:00',
      eventTimeZoneOffset: '+02:00',
      action: 'OBSERVE',
      bizStep: 'packing',
      readPoint: { id: 'urn:x:place:b1' },
    },
    // Nothing is judged here: the scanner refuses this row by its number.
    {
      eventID: 'urn:x:3',
      type: 'ObjectEvent',
      eventTime: 'never',
      action: 'OBSERVE',
      bizStep: 'packing',
      epcList: ['urn:x:x1'],
    },
  ])
})

test.each([
  ['2026-03-02 14:05:00+00', '2026-03-02T14:05:00+00:00', '+00:00'],
  ['2026-03-02 14:05:00+0530', '2026-03-02T14:05:00+05:30', '+05:30'],
  ['2026-03-02T14:05Z', '2026-03-02T14:05:00+00:00', '+00:00'],
  ['2026-10-25 02:30:00', '2026-10-25T02:30:00+02:00', '+02:00'],
  ['2026-02-30 02:30:00', '2026-02-30 02:30:00', undefined],
])('the time %s comes as %s', async (written, time, offset) => {
  const [event] = await linesOf(mapping({ events: `SELECT '${written}' AS "eventTime"` }), { scan: scans })
  expect(event).toEqual({ eventTime: time, ...(offset && { eventTimeZoneOffset: offset }) })
})

test('loads and orders come as a plan document', async () => {
  const plan = {
    loads: "SELECT 'L' || id AS id, scanned AS departure, scanned AS staged FROM scan WHERE id = '1'",
    orders: "SELECT id, 'L1' AS load, 2 AS units, NULL AS document FROM scan WHERE id < '3'",
  }
  const log = await openMappedLog(mapping({ plan }), { scan: scans })
  const at = '2026-03-02T14:05:00+01:00'
  expect(await log.plan()).toEqual({
    loads: [{ id: 'L1', departure: at, deadlines: { staged: at } }],
    orders: [
      { id: '1', load: 'L1', units: 2 },
      { id: '2', load: 'L1', units: 2 },
    ],
  })
  log.close()
  const without = await openMappedLog(mapping(), { scan: scans })
  expect(await without.plan()).toBeUndefined()
  without.close()
})

test.each([
  ['a column that is no field', { events: 'SELECT worker FROM scan' }, 'MAPPING_COLUMN', '/events'],
  ['an extension', { events: 'SELECT id AS "x:worker" FROM scan' }, 'MAPPING_COLUMN', '/events'],
  ['all columns', { events: 'SELECT * FROM scan' }, 'MAPPING_COLUMN', '/events'],
  ['a column twice', { events: 'SELECT id AS "eventID", step AS "eventID" FROM scan' }, 'MAPPING_COLUMN', '/events'],
  [
    'a person in the plan',
    { plan: { loads: 'SELECT worker FROM scan', orders: 'SELECT id FROM scan' } },
    'MAPPING_COLUMN',
    '/plan/loads',
  ],
  ['another file', { events: `SELECT a AS "eventID" FROM '/etc/passwd'` }, 'TABLES_QUERY', '/events'],
])('%s is refused before the first row', async (_, change, code, at) => {
  const failure: unknown = await openMappedLog(mapping(change), { scan: scans }).catch((cause: unknown) => cause)
  expect(failure).toMatchObject({ fault: { code, ...(at && { at }) } })
})

test.each<[string, object, string, string]>([
  ['no events', { events: undefined }, 'DOCUMENT_MEMBER_MISSING', '/events'],
  ['another kind of input', { input: 'xml' }, 'DOCUMENT_VALUE_WRONG', '/input'],
  ['a file outside the folder', { files: { scan: '../scans.csv' } }, 'DOCUMENT_VALUE_WRONG', '/files/scan'],
  ['a file further outside', { files: { scan: 'a/../../scans.csv' } }, 'DOCUMENT_VALUE_WRONG', '/files/scan'],
  ['an absolute file', { files: { scan: '/etc/passwd' } }, 'DOCUMENT_VALUE_WRONG', '/files/scan'],
  ['a pattern of files', { files: { scan: '*.csv' } }, 'DOCUMENT_VALUE_WRONG', '/files/scan'],
  ['a table name with a quote', { files: { 'a"b': 'scans.csv' } }, 'DOCUMENT_VALUE_WRONG', '/files/a"b'],
  ['two SQLite files', { input: 'sqlite', files: { a: 'a.db', b: 'b.db' } }, 'DOCUMENT_VALUE_WRONG', '/files'],
  ['half a plan', { plan: { loads: 'SELECT 1' } }, 'DOCUMENT_MEMBER_MISSING', '/plan/orders'],
  ['no such zone', { timeZone: 'Mars/Olympus' }, 'SITE_TIME_ZONE', '/timeZone'],
  ['an unknown member', { sql: 'SELECT 1' }, 'DOCUMENT_MEMBER_UNKNOWN', '/sql'],
])('a mapping with %s is refused at its place', (_, change, code, at) => {
  const parsed = parseMapping(JSON.stringify({ ...base, ...change }))
  expect(parsed).toMatchObject({ ok: false, fault: expect.arrayContaining([expect.objectContaining({ code, at })]) })
})

test('files lie under the folder; one file may have any name', () => {
  expect(mappingFiles(mapping(), { path: '/in/', isFolder: true })).toEqual({
    ok: true,
    value: { scan: '/in/scans.csv' },
  })
  expect(mappingFiles(mapping(), { path: '/in/other.csv', isFolder: false })).toEqual({
    ok: true,
    value: { scan: '/in/other.csv' },
  })
  const two = mapping({ files: { scan: 'scans.csv', more: 'deep/more.csv' } })
  expect(mappingFiles(two, { path: '/in/scans.csv', isFolder: false })).toMatchObject({
    ok: false,
    fault: { code: 'MAPPING_FILE' },
  })
})

const database = join(folder, 'wms.sqlite')
const maker = new DatabaseSync(database)
maker.exec(`CREATE TABLE scan (id TEXT, at TEXT, things TEXT, worker TEXT);
  INSERT INTO scan VALUES ('1', '2026-03-02 14:05:00', '["urn:x:a"]', 'Ada'), ('2', '2026-03-02 14:06:00', 'broken', 'Bo')`)
maker.close()

const sqlite = (events: string) => mapping({ input: 'sqlite', files: { log: 'wms.sqlite' }, events })

test('a SQLite file is read as it stands, lists from JSON text', async () => {
  const select = 'SELECT id AS eventID, at AS eventTime, things AS epcList FROM scan ORDER BY rowid'
  expect(await linesOf(sqlite(select), { log: database })).toEqual([
    { eventID: '1', eventTime: '2026-03-02T14:05:00+01:00', eventTimeZoneOffset: '+01:00', epcList: ['urn:x:a'] },
    { eventID: '2', eventTime: '2026-03-02T14:06:00+01:00', eventTimeZoneOffset: '+01:00', epcList: 'broken' },
  ])
})

test.each([
  ['attaching another file', `ATTACH '${folder}/new.db' AS other`],
  ['attaching behind a SELECT', `SELECT id AS eventID FROM scan; ATTACH '${folder}/new.db' AS other`],
  ['writing', "INSERT INTO scan VALUES ('3', '', '', '') RETURNING id AS eventID"],
  ['a new table', 'CREATE TABLE t AS SELECT 1'],
  ['dropping', 'DROP TABLE scan'],
  ['a pragma', 'PRAGMA journal_mode = WAL'],
  ['a pragma as a table', 'SELECT name AS eventID FROM pragma_database_list()'],
  ['an extension', "SELECT load_extension('/tmp/x.so') AS eventID"],
  ['copying the file', `VACUUM INTO '${folder}/copy.db'`],
  ['a table that is not there', 'SELECT nothing AS eventID FROM nowhere'],
  ['no SQL', 'bring me everything'],
])('in SQLite, %s does nothing', async (_, select) => {
  const before = readFileSync(database)
  // Only the first statement of a text is ever run.
  const outcome: unknown = await linesOf(sqlite(select), { log: database }).catch((cause: unknown) => cause)
  if (select.includes(';')) expect(outcome).toHaveLength(2)
  else expect(outcome).toMatchObject({ fault: { code: 'TABLES_QUERY' } })
  expect(readFileSync(database)).toEqual(before)
  for (const name of ['new.db', 'copy.db'])
    expect(statSync(join(folder, name), { throwIfNoEntry: false })).toBeUndefined()
})

test('a file that is no SQLite database is refused', async () => {
  for (const path of [scans, join(folder, 'none.sqlite')]) {
    await expect(openMappedLog(sqlite('SELECT 1 AS eventID'), { log: path })).rejects.toMatchObject({
      fault: { code: 'TABLES_FILE' },
    })
  }
})

test('the documented example is a mapping, and its SELECTs run', async () => {
  const page = readFileSync(new URL('../../docs/formats/mapping.md', import.meta.url), 'utf8')
  const parsed = parseMapping(/```json\n(.*?)```/s.exec(page)?.[1] ?? '')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault))
  const files = { scan: join(folder, 'documented.csv'), tour: join(folder, 'tours.csv') }
  writeFileSync(
    files.scan,
    'scan_no,scanned_on,kind,station,box,order_no,tour_no\n1,2026-03-02 14:05:00,P,a1,b1,o1,t1\n',
  )
  writeFileSync(files.tour, 'tour_no,carrier,leaves_on,staged_by\nt1,Nordfracht,2026-03-02 18:00:00,\n')
  expect(await linesOf(parsed.value, files)).toMatchObject([{ bizStep: 'picking', epcList: ['urn:example:box:b1'] }])
  const log = await openMappedLog(parsed.value, files)
  expect(await log.plan()).toEqual({
    loads: [{ id: 't1', carrier: 'Nordfracht', departure: '2026-03-02T18:00:00+01:00' }],
    orders: [{ id: 'o1', load: 't1', document: 'urn:example:order:o1', units: 1 }],
  })
  log.close()
})
