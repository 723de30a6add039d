import { FaultError } from '../base/index.ts'
import { kindOf, loadDuckDb, quoted } from './duckdb.ts'

/** Largest row that is taken, in bytes of its JSON. */
const rowBytesMax = 16 << 20

/** Rows that the writer holds before it writes them: events are wide. */
const rowGroupRows = 20_480

export interface ParquetOptions {
  /** NDJSON whose members are the columns; absolute. */
  readonly from: string
  /** Absolute; replaced where it is there. */
  readonly to: string
  /** DuckDB type of each column, such as `VARCHAR`, `VARCHAR[]` or `TIMESTAMPTZ`. */
  readonly columns: Readonly<Record<string, string>>
  readonly memoryMiB?: number
}

/**
 * Writes rows as Parquet (zstd), streamed: memory does not grow with the file. The DuckDB in memory that does it reads and writes the two
 * paths and no other, and loads no extension. Gives the number of rows. Throws FaultError TABLES_FILE.
 */
export async function writeParquet({ from, to, columns, memoryMiB = 256 }: ParquetOptions): Promise<number> {
  const { DuckDBInstance } = await loadDuckDb()
  const database = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    memory_limit: `${memoryMiB}MiB`,
    // More would hold a row group each.
    threads: '1',
  })
  const connection = await database.connect()
  try {
    for (const setting of [
      `SET allowed_paths = [${quoted(from)}, ${quoted(to)}]`,
      `SET temp_directory = ''`,
      `SET TimeZone = 'UTC'`,
      `SET enable_external_access = false`,
      `SET lock_configuration = true`,
    ]) {
      await connection.run(setting)
    }
    const types = Object.entries(columns).map(([name, type]) => `${quoted(name)}: ${quoted(type)}`)
    const rows = `read_json(${quoted(from)}, format = 'newline_delimited', maximum_object_size = ${rowBytesMax}, columns = {${types.join(', ')}})`
    const copied = await connection.runAndReadAll(
      `COPY (SELECT * FROM ${rows}) TO ${quoted(to)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${rowGroupRows})`,
    )
    return Number(copied.getRows()[0]?.[0] ?? 0)
  } catch (cause) {
    throw new FaultError({ code: 'TABLES_FILE', got: kindOf(cause) }, { cause })
  } finally {
    connection.closeSync()
    database.closeSync()
  }
}
