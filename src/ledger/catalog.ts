import type { Disk, DiskFile, HashKey } from '../base/index.ts'
import type { FileMeta, FileStore } from './files.ts'
import {
  broken,
  type Crc32,
  type FrameKind,
  frameBytes,
  frameHeader,
  frameHeaderBytes,
  frameKinds,
  jsonBytes,
  jsonValue,
  noBytes,
  parseHeader,
  readHead,
  readHeader,
} from './frame.ts'
import type { RunEntry } from './runSet.ts'
import type { Receipt } from './types.ts'

/** All that the ledger knows at a checkpoint; commits after it stand in the log that it names. */
export interface Catalog {
  readonly commit: number
  /** Floored to the quarter hour; the exact time is in `recordBox`, under a key of the day. */
  readonly recordMs: number
  readonly recordBox: string
  readonly recordDay: number
  readonly log: string
  readonly nextId: number
  readonly files: readonly StoredMeta[]
  readonly ids: readonly RunEntry[]
  readonly objects: readonly RunEntry[]
  readonly receipts: readonly Receipt[]
}

/** A commit group in the log: nothing of it counts unless this frame stands whole. */
export interface CommitRecord {
  /** The newest commit of the group. */
  readonly commit: number
  /** Floored to the quarter hour where hand scans came with it; their frames hold the rest, encrypted. */
  readonly recordMs: number
  /** Files that were made for everyone. */
  readonly created: readonly StoredMeta[]
  /** Files of spilled transactions, whole. */
  readonly adopted: readonly StoredMeta[]
  /** [file, committed length]. */
  readonly ends: readonly (readonly [number, number])[]
}

export type StoredMeta = Omit<FileMeta, 'dropped' | 'recordTimeMs' | 'blocks'> & {
  readonly recordTimeMs: number | null
  readonly dropped: readonly string[]
  /** Five numbers a block. */
  readonly blocks: readonly number[]
}

export function storeMeta(meta: FileMeta): StoredMeta {
  return {
    ...meta,
    recordTimeMs: Number.isNaN(meta.recordTimeMs) ? null : meta.recordTimeMs,
    dropped: [...meta.dropped],
    blocks: meta.blocks.flatMap((block) => [
      block.offset,
      block.minEventMs,
      block.maxEventMs,
      block.minRecordMs,
      block.maxRecordMs,
    ]),
  }
}

export function loadMeta(stored: StoredMeta): FileMeta {
  const blocks = []
  for (let i = 0; i < stored.blocks.length; i += 5) {
    const [offset, minEventMs, maxEventMs, minRecordMs, maxRecordMs] = stored.blocks.slice(i, i + 5) as [
      number,
      number,
      number,
      number,
      number,
    ]
    blocks.push({ offset, minEventMs, maxEventMs, minRecordMs, maxRecordMs })
  }
  return { ...stored, recordTimeMs: stored.recordTimeMs ?? Number.NaN, dropped: new Set(stored.dropped), blocks }
}

/** Puts one frame in place of a file, whole or not at all. */
export async function replaceFile(
  disk: Disk,
  crc32: Crc32,
  path: string,
  frame: { kind: FrameKind; value: unknown },
): Promise<void> {
  const next = disk.open(`${path}.next`)
  next.truncate(0)
  const head = jsonBytes(frame.value)
  next.append(frameHeader(crc32, { kind: frame.kind, count: 1, commit: 0, head: [head], body: noBytes }), head)
  await next.sync()
  next.close()
  disk.rename(`${path}.next`, path)
  await disk.syncFolder('')
}

/** What `replaceFile` wrote, or undefined where there is no file. */
export function loadFile<T>(disk: Disk, crc32: Crc32, path: string, kind: FrameKind): T | undefined {
  if (!disk.exists(path)) return undefined
  const file = disk.open(path)
  try {
    const header = readHeader(crc32, file, 0)
    const head = header === undefined ? undefined : readHead(crc32, file, 0, header)
    if (head === undefined || header!.kind !== kind) throw broken(path, 0)
    return jsonValue<T>(head)
  } finally {
    file.close()
  }
}

/**
 * Commit records of a log in order; what is torn behind them is cut off, for it was never acknowledged. Only the last frame can
 * be torn, because each is synced before the next is written: a whole one behind it means that a synced one was damaged.
 */
export async function recoverLog(disk: Disk, crc32: Crc32, path: string): Promise<readonly CommitRecord[]> {
  const file = disk.open(path)
  const records: CommitRecord[] = []
  let offset = 0
  for (;;) {
    const header = readHeader(crc32, file, offset)
    if (header === undefined || header.kind !== frameKinds.commit) break
    const head = readHead(crc32, file, offset, header)
    if (head === undefined) break
    records.push(jsonValue<CommitRecord>(head))
    offset += frameBytes(header)
  }
  if (offset < file.size()) {
    if (hasCommitFrame(crc32, file, offset + 1)) throw broken(path, offset)
    file.truncate(offset)
    await file.sync()
  }
  file.close()
  return records
}

/** Whether a whole commit frame stands anywhere from `start` on. */
function hasCommitFrame(crc32: Crc32, file: DiskFile, start: number): boolean {
  const bytes = new Uint8Array(Math.max(0, file.size() - start))
  file.read(start, bytes)
  for (let at = bytes.indexOf(0x46); at >= 0; at = bytes.indexOf(0x46, at + 1)) {
    const header = parseHeader(crc32, bytes.subarray(at))
    if (header?.kind !== frameKinds.commit) continue
    const head = bytes.subarray(at + frameHeaderBytes, at + frameHeaderBytes + header.headBytes)
    if (head.length === header.headBytes && crc32(head) === header.headCrc) return true
  }
  return false
}

export interface Identity {
  readonly fairfloorLedger: 1
  readonly hashKey: HashKey
}

/** Cuts every file back to what is committed and removes what no commit names. `ends` are the lengths said by the log. */
export async function dropUncommitted(
  disk: Disk,
  files: FileStore,
  committed: { readonly known: ReadonlySet<string>; readonly ends: ReadonlyMap<number, number> },
): Promise<void> {
  for (const meta of files.metas.values()) {
    const end = committed.ends.get(meta.id) ?? meta.length
    const file = files.handle(meta)
    if (file.size() < end) throw broken(file.path, file.size())
    if (file.size() > end) {
      file.truncate(end)
      await file.sync()
    }
  }
  for (const folder of ['data', 'index']) {
    for (const name of disk.list(folder))
      if (!committed.known.has(`${folder}/${name}`)) disk.remove(`${folder}/${name}`)
  }
  for (const name of disk.list('')) {
    if (name.startsWith('commits-') && !committed.known.has(name)) disk.remove(name)
  }
}
