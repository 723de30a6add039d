import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openTables, type TableSource, type Tables } from './duckdb.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairfloor-tables-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const given = file('given.csv', 'id,amount\na,1\n"b,c",\nd,007\n')
const other = file('other.csv', 'secret\nhidden\n')

async function withTables<T>(sources: readonly TableSource[], use: (tables: Tables) => Promise<T>): Promise<T> {
  const tables = await openTables(sources)
  try {
    return await use(tables)
  } finally {
    tables.close()
  }
}

const log: TableSource = { name: 'log', path: given, format: 'csv' }

async function rowsOf(tables: Tables, select: string): Promise<unknown[]> {
  const out: unknown[] = []
  for await (const rows of tables.rows(select)) out.push(...rows.map((row): unknown => JSON.parse(row)))
  return out
}

test('a CSV file is a table of texts, in the order of its lines', async () => {
  await withTables([log], async (tables) => {
    expect(await tables.columns('SELECT * FROM log;')).toEqual(['id', 'amount'])
    expect(await rowsOf(tables, 'SELECT *, [id] AS list FROM log -- the end')).toEqual([
      { id: 'a', amount: '1', list: ['a'] },
      { id: 'b,c', amount: null, list: ['b,c'] },
      { id: 'd', amount: '007', list: ['d'] },
    ])
  })
})

test('JSON and Parquet files are tables too', async () => {
  const json = file('rows.json', '{"a":1,"b":{"c":[true]}}\n{"a":2,"b":null}\n')
  const parquet = join(folder, 'rows.parquet')
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const maker = await (await DuckDBInstance.create(':memory:')).connect()
  await maker.run(`COPY (SELECT 3 AS a, TIMESTAMP '2026-03-02 10:00:00' AS at) TO '${parquet}' (FORMAT parquet)`)
  maker.closeSync()
  const sources: TableSource[] = [
    { name: 'one', path: json, format: 'json' },
    { name: 'two', path: parquet, format: 'parquet' },
  ]
  await withTables(sources, async (tables) => {
    expect(await rowsOf(tables, 'SELECT * FROM one')).toEqual([
      { a: 1, b: { c: [true] } },
      { a: 2, b: null },
    ])
    expect(await rowsOf(tables, 'SELECT * FROM two')).toEqual([{ a: 3, at: '2026-03-02 10:00:00' }])
  })
})

test('a long file keeps its order', async () => {
  const path = file('long.csv', `n\n${Array.from({ length: 300_000 }, (_, i) => i).join('\n')}\n`)
  await withTables([{ name: 'long', path, format: 'csv' }], async (tables) => {
    let next = 0
    for await (const rows of tables.rows('SELECT n FROM long')) {
      for (const row of rows) if (row !== `{"n":"${next++}"}`) throw new Error(`row ${next - 1} is ${row}`)
    }
    expect(next).toBe(300_000)
  })
})

test('lines that are no rows are told by number and reason, never by content', async () => {
  const path = file('ragged.csv', 'a,b\n1,x\n2,y,too much\n3,z\n4\n')
  await withTables([{ name: 'ragged', path, format: 'csv' }], async (tables) => {
    expect(await tables.skippedLines()).toEqual([])
    expect(await rowsOf(tables, 'SELECT a FROM ragged')).toEqual([{ a: '1' }, { a: '3' }])
    expect(await tables.skippedLines()).toEqual([
      { table: 'ragged', line: 3, reason: 'TOO MANY COLUMNS' },
      { table: 'ragged', line: 5, reason: 'MISSING COLUMNS' },
    ])
  })
})

test.each([
  ['another file', `SELECT * FROM read_csv('${other}')`],
  ['another file by its bare name', `SELECT * FROM '${other}'`],
  ['another file as text', `SELECT * FROM read_text('${other}')`],
  ['another file as bytes', `SELECT * FROM read_blob('${other}')`],
  ['a folder', `SELECT * FROM glob('${folder}/*')`],
  ['the given file by a way around', `SELECT * FROM read_csv('${folder}/../${folder.split('/').at(-1)}/other.csv')`],
  ['an address on the network', `SELECT * FROM read_csv('https://example.com/x.csv')`],
  ['writing a file', `COPY (SELECT 1) TO '${folder}/out.csv'`],
  ['writing over the given file', `COPY (SELECT 1) TO '${given}'`],
  ['attaching a database', `ATTACH '${folder}/new.db'`],
  ['installing an extension', 'INSTALL httpfs'],
  ['loading an extension', 'LOAD httpfs'],
  ['unlocking', 'SET lock_configuration = false'],
  ['more memory', "SET memory_limit = '64GB'"],
  ['opening up', 'SET enable_external_access = true'],
  ['a pragma', "PRAGMA memory_limit = '64GB'"],
  ['two statements', 'SELECT 1; SELECT 2'],
  ['breaking out of the wrapping', `SELECT 1) AS x; COPY (SELECT 1) TO '${folder}/out.csv'; SELECT (1`],
  ['a table', 'CREATE TABLE t AS SELECT 1'],
  ['exporting', `EXPORT DATABASE '${folder}/out'`],
  ['no SQL', 'DROP everything'],
  ['nothing', ''],
])('%s is refused', async (_, select) => {
  const before = readFileSync(given, 'utf8')
  await withTables([log], async (tables) => {
    await expect(rowsOf(tables, select)).rejects.toMatchObject({ fault: { code: 'TABLES_QUERY' } })
    expect(await rowsOf(tables, 'SELECT count(*) AS n FROM log')).toEqual([{ n: 3 }])
  })
  expect(readFileSync(given, 'utf8')).toBe(before)
  expect(readdirSync(folder).filter((name) => name.startsWith('out') || name.endsWith('.db'))).toEqual([])
})

test('the settings that keep it in are in force and locked', async () => {
  await withTables([log], async (tables) => {
    const settings = [
      'enable_external_access',
      'lock_configuration',
      'autoload_known_extensions',
      'autoinstall_known_extensions',
      'allow_community_extensions',
      'allow_unsigned_extensions',
      'temp_directory',
      'memory_limit',
      'threads',
      'allowed_paths',
    ]
    const list = settings.map((name) => `'${name}'`).join(', ')
    const rows = await rowsOf(tables, `SELECT name, value FROM duckdb_settings() WHERE name IN (${list}) ORDER BY name`)
    expect(
      Object.fromEntries((rows as { name: string; value: string }[]).map(({ name, value }) => [name, value])),
    ).toEqual({
      allow_community_extensions: 'false',
      allow_unsigned_extensions: 'false',
      allowed_paths: `[${given}]`,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      enable_external_access: 'false',
      lock_configuration: 'true',
      memory_limit: '512.0 MiB',
      temp_directory: '',
      threads: '2',
    })
  })
})

test('a file name cannot break out of its quotes', async () => {
  const path = file("it's.csv", 'a\n1\n')
  await withTables([{ name: 'my "table"', path, format: 'csv' }], async (tables) => {
    expect(await rowsOf(tables, 'SELECT a FROM "my ""table"""')).toEqual([{ a: '1' }])
  })
  expect(existsSync(path)).toBe(true)
})

test('a fault names the mistake in a SELECT, and never what a row holds', async () => {
  await withTables([log], async (tables) => {
    await expect(rowsOf(tables, 'SELECT nothing FROM log')).rejects.toThrow(/Binder Error.*nothing/)
    const failure: unknown = await rowsOf(tables, 'SELECT id::INTEGER FROM log').catch((cause: unknown) => cause)
    expect(failure).toMatchObject({ fault: { code: 'TABLES_QUERY', got: 'Conversion Error' } })
    expect((failure as Error).message).not.toContain('b,c')
  })
})

test.each([
  ['is missing', join(folder, 'none.csv'), 'csv'],
  ['is of another kind', given, 'parquet'],
] as const)('a file that %s is refused', async (_, path, format) => {
  await expect(openTables([{ name: 'log', path, format }])).rejects.toMatchObject({
    fault: { code: 'TABLES_FILE', at: '/files/log' },
  })
})

test('memory has its limit', async () => {
  const tables = await openTables([log], { memoryMiB: 32, threads: 1 })
  const greedy =
    'SELECT list(i) AS l FROM (SELECT i, repeat(i::VARCHAR, 20) AS t FROM range(20000000) r(i) ORDER BY t) GROUP BY i % 2'
  await expect(rowsOf(tables, greedy)).rejects.toMatchObject({
    fault: { code: 'TABLES_QUERY', got: 'Out of Memory Error' },
  })
  tables.close()
})
