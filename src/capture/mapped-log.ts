import { FaultError } from '../base/index.ts'
import { openTables, type SkippedLine, type TableFormat } from '../tables/index.ts'
import { eventColumns, eventOfRow, loadColumns, loadOfRow, orderColumns, orderOfRow, type Row } from './mapped-row.ts'
import type { Mapping } from './mapping.ts'
import { openSqliteRows } from './sqlite-rows.ts'

/** A log under a mapping, open for one import. */
export interface MappedLog {
  /**
   * EPCIS events as NDJSON in chunks, one line a row of the SELECT in its order, so that line and row have the same number.
   * Every row gives a line, the wrong ones too: the scanner refuses those by number.
   */
  events(): AsyncIterable<Uint8Array>
  /** A plan document for `plan.submit`, undefined where the mapping has no plan. */
  plan(): Promise<{ readonly loads: readonly object[]; readonly orders: readonly object[] } | undefined>
  /** Lines of CSV files that were no rows; complete once `events` is read to its end. */
  skippedLines(): Promise<readonly SkippedLine[]>
  close(): void
}

/** Rows that a plan may have; a plan is thousands, not millions. */
const planRowsMax = 100_000

/**
 * Opens the files of a mapping, each path absolute by table name (`mappingFiles` gives them). Throws FaultError: TABLES_FILE
 * for a file, TABLES_QUERY for a SELECT, MAPPING_COLUMN for a column that is no field.
 */
export async function openMappedLog(mapping: Mapping, files: Readonly<Record<string, string>>): Promise<MappedLog> {
  const rows = mapping.input === 'sqlite' ? sqliteSource(files) : await tableSource(mapping.input, files)
  try {
    await checkColumns(rows, mapping.events, '/events', Object.keys(eventColumns))
    if (mapping.plan !== undefined) {
      await checkColumns(rows, mapping.plan.loads, '/plan/loads', loadColumns)
      await checkColumns(rows, mapping.plan.orders, '/plan/orders', orderColumns)
    }
  } catch (cause) {
    rows.close()
    throw cause
  }
  const planRows = async (select: string, toEntry: (row: Row, timeZone: string) => object) => {
    const out: object[] = []
    for await (const batch of rows.read(select)) {
      if (out.length + batch.length > planRowsMax)
        throw new FaultError({ code: 'LIMIT_REACHED', got: 'more rows', allowed: `${planRowsMax} rows of a plan` })
      out.push(...batch.map((row) => toEntry(row, mapping.timeZone)))
    }
    return out
  }
  const utf8 = new TextEncoder()
  return {
    async *events() {
      for await (const batch of rows.read(mapping.events)) {
        let text = ''
        for (const row of batch) text += `${JSON.stringify(eventOfRow(row, mapping.timeZone))}\n`
        yield utf8.encode(text)
      }
    },
    async plan() {
      if (mapping.plan === undefined) return undefined
      return {
        loads: await planRows(mapping.plan.loads, loadOfRow),
        orders: await planRows(mapping.plan.orders, orderOfRow),
      }
    },
    skippedLines: rows.skippedLines,
    close: rows.close,
  }
}

/** Rows of a SELECT, whatever the files are; a few thousand at a time. */
interface RowSource {
  columns(select: string): Promise<readonly string[]>
  read(select: string): AsyncIterable<readonly Row[]>
  skippedLines(): Promise<readonly SkippedLine[]>
  close(): void
}

async function checkColumns(rows: RowSource, select: string, at: string, allowed: readonly string[]): Promise<void> {
  const columns = await rows.columns(select).catch((cause: unknown) => {
    throw cause instanceof FaultError ? new FaultError({ ...cause.fault, at }, { cause }) : cause
  })
  if (columns.length === 0)
    throw new FaultError({ code: 'TABLES_QUERY', at, got: 'a statement without columns', allowed: 'one SELECT' })
  const wrong = columns.findIndex((name, index) => !allowed.includes(name) || columns.indexOf(name) !== index)
  if (wrong < 0) return
  throw new FaultError({
    code: 'MAPPING_COLUMN',
    at,
    got: `column ${wrong + 1}, ${columns[wrong]}`,
    allowed: allowed.join(', '),
  })
}

async function tableSource(format: TableFormat, files: Readonly<Record<string, string>>): Promise<RowSource> {
  const tables = await openTables(Object.entries(files).map(([name, path]) => ({ name, path, format })))
  return {
    columns: tables.columns,
    async *read(select) {
      for await (const texts of tables.rows(select)) yield texts.map((text) => JSON.parse(text) as Row)
    },
    skippedLines: tables.skippedLines,
    close: tables.close,
  }
}

/** Rows handed on at a time, so that an import takes turns with whatever else the process does. */
const sqliteRowsAtATime = 2_048

function sqliteSource(files: Readonly<Record<string, string>>): RowSource {
  const db = openSqliteRows(Object.values(files)[0] ?? '')
  return {
    columns: async (select) => db.columns(select),
    async *read(select) {
      let batch: Row[] = []
      for (const row of db.rows(select)) {
        batch.push(row)
        if (batch.length < sqliteRowsAtATime) continue
        yield batch
        batch = []
      }
      if (batch.length > 0) yield batch
    },
    skippedLines: async () => [],
    close: () => db.close(),
  }
}
