import { parse } from 'csv-parse/sync'
import { FaultError } from '../../base/index.ts'
import type { Tree } from '../tree.ts'

/** Longest row, in bytes: a quote that is never closed must not swallow the file. */
const rowBytesMax = 1 << 20

/**
 * Rows of CSV by the names of its first row, with line breaks inside quotes; the delimiter is the one of comma, semicolon, tab and bar that the
 * first row has most of. A row that is shorter or longer than the first stays, with what it has. Throws FaultError FEED_PAYLOAD.
 */
export function readCsv(text: string): Tree {
  const head = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'))
  const delimiter = [',', ';', '\t', '|'].reduce((best, each) =>
    head.split(each).length > head.split(best).length ? each : best,
  )
  try {
    return parse(text, {
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim()),
      delimiter,
      max_record_size: rowBytesMax,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }) as Tree
  } catch (cause) {
    const line = typeof cause === 'object' && cause !== null && 'lines' in cause ? Number(cause.lines) : null
    const at = line === null ? {} : { at: `line ${line}` }
    throw new FaultError(
      { code: 'FEED_PAYLOAD', ...at, got: 'rows that are not CSV', allowed: 'CSV (RFC 4180)' },
      { cause },
    )
  }
}
