import type { DuckDBConnection } from '@duckdb/node-api'
import { assert, type Fault, FaultError } from '../base/index.ts'

const tableFormats = ['csv', 'json', 'parquet'] as const
export type TableFormat = (typeof tableFormats)[number]

/** A file that SELECTs may read, under the name of a table. */
export interface TableSource {
  readonly name: string
  /** Absolute. */
  readonly path: string
  readonly format: TableFormat
}

/** A line of a CSV file that is no row: too many or too few columns, a broken quote. From 1, the header included. */
export interface SkippedLine {
  readonly table: string
  readonly line: number
  /** DuckDB's word for it, such as `TOO MANY COLUMNS`. */
  readonly reason: string
}

/** Some files as tables. Every method throws FaultError TABLES_QUERY where the SELECT cannot be run. */
export interface Tables {
  /** Names of the columns that a SELECT has. */
  columns(select: string): Promise<readonly string[]>
  /** The rows of a SELECT in its order, each as the text of a JSON object, a few thousand at a time. */
  rows(select: string): AsyncIterable<readonly string[]>
  /** Lines left out by the SELECTs that ran so far, in order. */
  skippedLines(): Promise<readonly SkippedLine[]>
  /** Stops what runs and gives everything back. */
  close(): void
}

export interface TablesOptions {
  readonly memoryMiB?: number
  readonly threads?: number
}

/** Only where tables are read: its library takes tens of megabytes and a tenth of a second. */
export const loadDuckDb = () => import('@duckdb/node-api')

/** Most lines that `skippedLines` lists; a file with more is no table. */
const skippedLinesMax = 100_000

/**
 * Opens files as tables in a DuckDB in memory that can do nothing else: it reads the given paths and no other, writes
 * nowhere, loads no extension, has a memory limit, and its settings are locked. SELECTs come from mapping files that
 * somebody else may have written, so only one SELECT at a time is taken.
 *
 * Throws FaultError TABLES_FILE where a file cannot be read.
 */
export async function openTables(sources: readonly TableSource[], options: TablesOptions = {}): Promise<Tables> {
  const { DuckDBInstance } = await loadDuckDb()
  const database = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    memory_limit: `${options.memoryMiB ?? 512}MiB`,
    threads: String(options.threads ?? 2),
  })
  const connection = await database.connect()
  try {
    await lock(connection, sources)
    for (const source of sources) await makeView(connection, source)
  } catch (cause) {
    connection.closeSync()
    database.closeSync()
    throw cause
  }
  return {
    async columns(select) {
      const statement = await prepareSelect(connection, select)
      const names = Array.from({ length: statement.columnCount }, (_, index) => statement.columnName(index))
      statement.destroySync()
      return names
    },
    async *rows(select) {
      ;(await prepareSelect(connection, select)).destroySync()
      try {
        // The line break ends a comment that the SELECT may end with.
        const result = await connection.stream(
          `SELECT to_json(fairfloor_row) FROM (${trimmed(select)}\n) AS fairfloor_row`,
        )
        for await (const chunk of result) {
          const texts = chunk.getColumnValues(0)
          yield texts.map((text) => {
            assert(typeof text === 'string', 'to_json gives text')
            return text
          })
        }
      } catch (cause) {
        throw cause instanceof FaultError ? cause : queryFault(cause)
      }
    },
    async skippedLines() {
      // The first scan of a CSV file makes the two tables.
      const made = await connection.runAndReadAll(`SELECT 1 FROM duckdb_tables() WHERE table_name = 'reject_errors'`)
      if (made.currentRowCount === 0) return []
      const found = await connection.runAndReadAll(
        `SELECT DISTINCT file_path, line, min(error_type) FROM reject_errors JOIN reject_scans USING (scan_id, file_id)
         GROUP BY ALL ORDER BY ALL LIMIT ${skippedLinesMax}`,
      )
      return found.getRows().map(([path, line, reason]) => ({
        table: sources.find((source) => source.path === path)?.name ?? '',
        line: Number(line),
        reason: String(reason),
      }))
    },
    close() {
      connection.interrupt()
      connection.closeSync()
      database.closeSync()
    },
  }
}

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

async function lock(connection: DuckDBConnection, sources: readonly TableSource[]): Promise<void> {
  const paths = sources.map((source) => quoted(source.path)).join(', ')
  for (const setting of [
    `SET allowed_paths = [${paths}]`,
    // No spilling: it would write what the file holds, person fields too, to the disk.
    `SET temp_directory = ''`,
    `SET TimeZone = 'UTC'`,
    `SET preserve_insertion_order = true`,
    `SET enable_external_access = false`,
    `SET lock_configuration = true`,
  ]) {
    await connection.run(setting)
  }
}

async function makeView(connection: DuckDBConnection, { name, path, format }: TableSource): Promise<void> {
  const reader = {
    // Everything as text: what a column means is for the SELECT to say, not for a guess from its first rows.
    csv: `read_csv(${quoted(path)}, header = true, all_varchar = true, store_rejects = true, rejects_limit = ${skippedLinesMax})`,
    json: `read_json(${quoted(path)})`,
    parquet: `read_parquet(${quoted(path)})`,
  }[format]
  try {
    await connection.run(`CREATE VIEW "${name.replaceAll('"', '""')}" AS SELECT * FROM ${reader}`)
  } catch (cause) {
    throw new FaultError({ code: 'TABLES_FILE', at: `/files/${name}`, got: kindOf(cause) }, { cause })
  }
}

/** Text without the semicolon that a SELECT may end with. */
function trimmed(select: string): string {
  return select.trim().replace(/;\s*$/, '')
}

async function prepareSelect(connection: DuckDBConnection, select: string) {
  const statements = await connection.extractStatements(trimmed(select)).catch((cause: unknown) => {
    throw queryFault(cause)
  })
  if (statements.count === 1) {
    const statement = await statements.prepare(0).catch((cause: unknown) => {
      throw queryFault(cause)
    })
    if (statement.statementType === (await loadDuckDb()).StatementType.SELECT) return statement
    statement.destroySync()
  }
  throw new FaultError({ code: 'TABLES_QUERY', got: 'something else than one SELECT', allowed: 'one SELECT' })
}

/**
 * A fault without what rows hold. Errors about the text of a SELECT are told whole, for they speak of names in it;
 * of errors about values only the kind is.
 */
function queryFault(cause: unknown): FaultError {
  const text = messageOf(cause)
  const ofSelect = /^(?:Parser|Binder|Catalog) Error/.test(text)
  const fault: Fault = {
    code: 'TABLES_QUERY',
    got: ofSelect ? (text.split('\n')[0] ?? '').slice(0, 300) : kindOf(cause),
  }
  return new FaultError(fault, { cause })
}

export function kindOf(cause: unknown): string {
  return /^[A-Z][A-Za-z -]{2,40}(?= Error)/.exec(messageOf(cause))?.[0].concat(' Error') ?? 'an error'
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/^Failed to extract statements: /, '') : ''
}
