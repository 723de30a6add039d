export { openTables, type SkippedLine, type TableFormat } from './duckdb.ts'
export { writeParquet } from './parquet.ts'
