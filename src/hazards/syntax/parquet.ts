import { parquetReadObjects } from 'hyparquet'
import { FaultError } from '../../base/index.ts'
import type { Tree } from '../tree.ts'

/** Rows of a Parquet file by column; a geometry column of GeoParquet comes as GeoJSON. Throws FaultError FEED_PAYLOAD. */
export async function readParquet(bytes: Uint8Array): Promise<Tree> {
  try {
    // A Buffer is a window on a larger memory: its own copy is what the reader measures.
    const file = new Uint8Array(bytes).buffer
    return (await parquetReadObjects({ file })).map((row) => treeOf(row))
  } catch (cause) {
    throw new FaultError(
      { code: 'FEED_PAYLOAD', got: 'bytes that are not Parquet', allowed: 'a Parquet file' },
      { cause },
    )
  }
}

/** Integers of 64 bits as numbers, times as ISO 8601. */
function treeOf(value: unknown): Tree {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString()
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value
  if (Array.isArray(value)) return value.map(treeOf)
  if (typeof value !== 'object') return null
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, treeOf(each)]))
}
