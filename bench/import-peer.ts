// The peer of bench/import: DuckDB reads the same file into a table in memory and counts its distinct ids.
import { DuckDBInstance } from '@duckdb/node-api'

const [file = ''] = process.argv.slice(2)
const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
const connection = await instance.connect()
const literal = `'${file.replaceAll("'", "''")}'`
await connection.run(
  `CREATE TABLE events AS SELECT * FROM read_json(${literal}, format = 'newline_delimited', ignore_errors = true, union_by_name = true, maximum_object_size = 1048576)`,
)
const answer = await connection.runAndReadAll(
  "SELECT count(*)::INTEGER AS row_count, count(DISTINCT eventID || coalesce(errorDeclaration::VARCHAR, ''))::INTEGER AS ids FROM events WHERE eventID IS NOT NULL",
)
const [row] = answer.getRowObjects()
console.log(
  JSON.stringify({
    rows: Number(row?.['row_count'] ?? 0),
    distinct: Number(row?.['ids'] ?? 0),
    maxRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
)
