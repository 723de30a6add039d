// The peer of bench/restart: DuckDB reads the same open objects from Parquet into a table in memory, with a key by which to find one.
import { DuckDBInstance } from '@duckdb/node-api'

const [mode = '', file = '', count = '0'] = process.argv.slice(2)
const literal = `'${file.replaceAll("'", "''")}'`
const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
const connection = await instance.connect()
if (mode === 'write') {
  // Hash, place, step, three times, container and document: what a trace and the floor need of an object.
  await connection.run(
    `COPY (SELECT hash(i) AS id, (i % 100)::USMALLINT AS place, 1::UTINYINT AS step, 1772431200000 + i AS place_ms, 1772431200000 + i AS step_ms,
      1772431200000 + i AS since_ms, (i // 20)::UINTEGER AS container, (i // 200)::UINTEGER AS document FROM range(${Number(count)}) t(i)) TO ${literal} (FORMAT parquet)`,
  )
} else {
  await connection.run(
    'CREATE TABLE objects (id UBIGINT PRIMARY KEY, place USMALLINT, step UTINYINT, place_ms BIGINT, step_ms BIGINT, since_ms BIGINT, container UINTEGER, document UINTEGER)',
  )
  await connection.run(`INSERT INTO objects SELECT * FROM read_parquet(${literal})`)
  await connection.run('CREATE TABLE floor AS SELECT place, step, count(*) AS objects FROM objects GROUP BY ALL')
  const answer = await connection.runAndReadAll(
    'SELECT count(*)::INTEGER AS objects, count(*) FILTER (id = hash(7::BIGINT))::INTEGER AS found FROM objects',
  )
  const [row] = answer.getRowObjects()
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  console.log(
    JSON.stringify({
      objects: Number(row?.['objects'] ?? 0),
      cpuS: (userCPUTime + systemCPUTime) / 1e6,
      maxRssMiB: Math.round(maxRSS / 1024),
    }),
  )
}
