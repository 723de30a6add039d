export {
  openTables,
  type SkippedLine,
  skippedLinesMax,
  type TableFormat,
  type TableSource,
  type Tables,
  type TablesOptions,
  tableFormats,
} from './duckdb.ts'
