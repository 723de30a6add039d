import { constants, DatabaseSync } from 'node:sqlite'
import { FaultError } from '../base/index.ts'
import type { Row } from './mapped-row.ts'

/** A SQLite file that SELECTs may read and nothing may change. */
export interface SqliteRows {
  columns(select: string): readonly string[]
  /** Rows in the SELECT's order. */
  rows(select: string): Iterable<Row>
  close(): void
}

const mayDo = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
])
/** Functions that reach beyond the database, in builds that have them. */
const noFunctions = /^(?:load_extension|readfile|writefile|edit|fts3_tokenizer)$/i

/**
 * Opens a SQLite file of somebody else: read-only, no extensions, and an authorizer that lets SELECT through and nothing
 * that attaches, writes, or sets. Throws FaultError TABLES_FILE or, from its methods, TABLES_QUERY.
 */
export function openSqliteRows(path: string): SqliteRows {
  let db: DatabaseSync
  try {
    db = new DatabaseSync(path, { readOnly: true, allowExtension: false, defensive: true })
    // Opening reads nothing: only this shows whether the file is a database.
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
  } catch (cause) {
    throw new FaultError(
      { code: 'TABLES_FILE', at: '/files', got: 'a file that is no SQLite database, or none' },
      { cause },
    )
  }
  db.setAuthorizer((action, first, second) => {
    if (!mayDo.has(action)) return constants.SQLITE_DENY
    const isBarred =
      action === constants.SQLITE_FUNCTION && [first, second].some((name) => noFunctions.test(name ?? ''))
    return isBarred ? constants.SQLITE_DENY : constants.SQLITE_OK
  })
  const prepare = (select: string) => {
    try {
      return db.prepare(select)
    } catch (cause) {
      throw new FaultError({ code: 'TABLES_QUERY', got: mistake(cause), allowed: 'one SELECT' }, { cause })
    }
  }
  return {
    columns: (select) =>
      prepare(select)
        .columns()
        .map((column) => column.name),
    *rows(select) {
      try {
        yield* prepare(select).iterate() as Iterable<Row>
      } catch (cause) {
        throw cause instanceof FaultError
          ? cause
          : new FaultError({ code: 'TABLES_QUERY', got: 'an error in a row' }, { cause })
      }
    },
    close: () => db.close(),
  }
}

/** What SQLite says of the text of a SELECT: names and syntax, nothing of a row. */
function mistake(cause: unknown): string {
  return cause instanceof Error ? cause.message.slice(0, 300) : 'an error'
}
