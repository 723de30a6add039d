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
export { type ParquetOptions, writeParquet } from './parquet.ts'
