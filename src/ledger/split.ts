import type { BatchPlacement } from '../model/index.ts'
import { handSource } from './files.ts'

/** Rows of a batch that go to one file, ascending. */
export interface Split {
  readonly source: number
  readonly retention: number
  /** Operational day of the events; of no meaning for hand scans, which go by record day. */
  readonly day: number
  readonly rows: Uint32Array
}

/** So many are looked through faster than a map is asked. */
const fewParts = 8

/** Parts of a batch by (source, class, day). Nearly always one to four; a batch of an import may span many days. */
export function splitRows(placement: BatchPlacement, rows: Uint32Array): readonly Split[] {
  const parts: { source: number; retention: number; day: number; count: number; rows: Uint32Array }[] = []
  const keys: number[] = []
  const byKey = new Map<number, number>()
  const partOf = new Uint16Array(rows.length)
  let lastKey = Number.NaN
  let last = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const source = placement.source[row]!
    const retention = placement.retention[row]!
    const day = source === handSource ? 0 : placement.day[row]!
    const key = day * 65_536 + source * 256 + retention
    if (key !== lastKey) {
      lastKey = key
      last = parts.length > fewParts ? (byKey.get(key) ?? -1) : keys.indexOf(key)
      if (last < 0) {
        last = parts.push({ source, retention, day, count: 0, rows }) - 1
        keys.push(key)
        byKey.set(key, last)
      }
    }
    partOf[i] = last
    parts[last]!.count++
  }
  if (parts.length === 1) return parts
  const used = new Uint32Array(parts.length)
  for (const part of parts) part.rows = new Uint32Array(part.count)
  for (let i = 0; i < rows.length; i++) {
    const part = partOf[i]!
    parts[part]!.rows[used[part]!++] = rows[i]!
  }
  return parts
}
