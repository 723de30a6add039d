import type { Disk, DiskFile } from '../base/index.ts'
import { type GatherInput, gatherPart, type Part, readPart, stampHead } from './columns.ts'
import {
  broken,
  type Crc32,
  type FrameHeader,
  frameBytes,
  frameHeader,
  frameKinds,
  type Pieces,
  readBody,
  readHead,
  readHeader,
} from './frame.ts'
import { type Keyring, nonceLength, openBox, sealBox } from './keys.ts'
import { dayMs, floorQuarter } from './time.ts'
import type { LedgerLimits } from './types.ts'

export type Tier = 'exact' | 'fine' | 'coarse'

/** Index of `hand` in `sourceKinds`. */
export const handSource = 2

/** What all rows of a data file share. No file mixes them. */
export interface FileHome {
  readonly siteId: string
  /** Index in `sourceKinds`. */
  readonly source: number
  /** Index in `retentionClasses`. */
  readonly retention: number
  readonly tier: Tier
  /** Operational day of the events; -1 in fine files, which are about a record day. */
  readonly eventDay: number
  /** UTC day of the records: days since 1970-01-01. */
  readonly recordDay: number
}

/** Consecutive frames, about a megabyte, and the bounds of their rows; floored to the quarter hour for hand scans. */
export interface Block {
  readonly offset: number
  minEventMs: number
  maxEventMs: number
  minRecordMs: number
  maxRecordMs: number
}

/** A data file. Rows up to `length` are committed; what stands behind is not there for anyone. */
export interface FileMeta extends FileHome {
  readonly id: number
  length: number
  rows: number
  readonly blocks: Block[]
  /** Not 0 when the whole file came with one commit (a spilled transaction): its frames say 0. */
  commit: number
  recordTimeMs: number
  /** Lowest and highest commit of coarse rows. */
  minCommit: number
  maxCommit: number
  /** Identities (`dropKey` of the idHash) that lost a race before the commit of this spilled file: their rows are not there. */
  readonly dropped: Set<string>
}

export interface Frame extends FrameHeader {
  readonly offset: number
  /** Commit of its rows. */
  readonly commit: number
}

const blockBytes = 1 << 20

/** Data files by id: names, handles, and frames in and out of them, boxed where the tier is fine. */
export function openFileStore(ports: {
  disk: Disk
  crc32: Crc32
  keys: Keyring
  randomBytes: (count: number) => Uint8Array
  limits: LedgerLimits
}) {
  const { disk, crc32, keys, limits } = ports
  const metas = new Map<number, FileMeta>()
  const handles = new Map<number, DiskFile>()
  /** Files with bytes that no finished sync covers, and the number of their last append: syncs may overlap. */
  const dirty = new Map<number, number>()
  let appends = 0
  let namesMade = 0
  let namesSynced = 0
  let text = new Uint8Array(1 << 16)

  function handle(meta: FileMeta): DiskFile {
    let file = handles.get(meta.id)
    if (file === undefined) {
      for (const [id, other] of handles) {
        if (handles.size < limits.openFilesMax) break
        if (dirty.has(id)) continue
        other.close()
        handles.delete(id)
      }
      file = disk.open(dataPath(meta))
    } else {
      handles.delete(meta.id)
    }
    handles.set(meta.id, file)
    return file
  }

  function readPartAt(meta: FileMeta, frame: Frame, withBody: boolean): Part {
    const file = handle(meta)
    const head = readHead(crc32, file, frame.offset, frame)
    const body = withBody ? readBody(crc32, file, frame.offset, frame) : undefined
    if (head === undefined || (withBody && body === undefined)) throw broken(file.path, frame.offset)
    const part = readPart(
      meta.tier === 'fine' ? unbox(meta, frame, 'head', head) : head,
      body !== undefined && meta.tier === 'fine' ? unbox(meta, frame, 'body', body) : body,
      meta,
    )
    return Number.isNaN(part.recordTimeMs) && meta.commit > 0 ? { ...part, recordTimeMs: meta.recordTimeMs } : part
  }

  function unbox(meta: FileMeta, frame: Frame, which: string, box: Uint8Array): Uint8Array {
    const key = keys.find(keyScope(meta))
    const plain = key === undefined ? undefined : openBox(key, about(which, frame.count), box)
    if (plain === undefined) throw broken(dataPath(meta), frame.offset)
    return plain
  }

  return {
    /** Committed files, and those of transactions under way. */
    metas,
    handle,
    readPartAt,

    /** A new, empty file; it becomes part of the ledger only through a commit or a catalog. */
    create(id: number, home: FileHome): FileMeta {
      const { siteId, source, retention, tier, eventDay, recordDay } = home
      const bounds = { length: 0, rows: 0, commit: 0, recordTimeMs: Number.NaN, minCommit: 0, maxCommit: 0 }
      const meta: FileMeta = {
        id,
        siteId,
        source,
        retention,
        tier,
        eventDay,
        recordDay,
        ...bounds,
        blocks: [],
        dropped: new Set(),
      }
      metas.set(id, meta)
      const file = handle(meta)
      // A file of an earlier run under the same id was never committed.
      if (file.size() > 0) file.truncate(0)
      namesMade++
      return meta
    },

    /**
     * Appends the rows as one frame behind all others. `commit` is 0 in a file that one transaction owns. The part that it
     * gives has no text: its memory is used again for the next one.
     */
    append(meta: FileMeta, commit: number, input: AppendInput): { offset: number; part: Part } {
      const { head, part } =
        input.head === undefined ? gatherPart({ ...input, textOf }) : laidOutPart(input, input.head)
      const kind = frameKinds[meta.tier]
      const count = part.batch.count
      const raw = part.batch.raw
      const box = (which: string, plain: Uint8Array): Pieces =>
        sealBox(keys.make(keyScope(meta)), ports.randomBytes(nonceLength), about(which, count), plain)
      const stored =
        meta.tier === 'fine'
          ? { head: box('head', head), body: box('body', raw) }
          : { head: [head], body: [raw], bodyCrc: input.rawCrc }
      const file = handle(meta)
      dirty.set(meta.id, ++appends)
      const header = frameHeader(crc32, { kind, count, commit, ...stored })
      const offset = file.append(header, ...stored.head, ...stored.body)
      if (meta.tier === 'fine') for (const [, closed] of [stored.head, stored.body]) release(closed!)
      widen(meta, offset, part)
      return { offset, part: { ...part, batch: { ...part.batch, raw: noText, rawStart: new Uint32Array(count + 1) } } }
    },

    /** Frames between two offsets, in order; throws LEDGER_BROKEN where one does not stand whole. */
    *frames(meta: FileMeta, start: number, end: number): Generator<Frame> {
      for (let offset = start; offset < end; ) {
        const header = readHeader(crc32, handle(meta), offset)
        if (header === undefined || offset + frameBytes(header) > end) throw broken(dataPath(meta), offset)
        yield { ...header, offset, commit: meta.commit > 0 ? meta.commit : header.commit }
        offset += frameBytes(header)
      }
    },

    frameAt(meta: FileMeta, offset: number): Frame {
      const header = readHeader(crc32, handle(meta), offset)
      if (header === undefined) throw broken(dataPath(meta), offset)
      return { ...header, offset, commit: meta.commit > 0 ? meta.commit : header.commit }
    },

    /** Takes frames found behind a checkpoint into the block bounds. */
    widen,

    /** Resolves when all that was appended, every new key and every new name is durable. */
    async sync(): Promise<void> {
      await keys.settle()
      const syncing = [...dirty]
      await Promise.all(syncing.map(([id]) => handles.get(id)!.sync()))
      for (const [id, append] of syncing) if (dirty.get(id) === append) dirty.delete(id)
      const names = namesMade
      if (namesSynced >= names) return
      await disk.syncFolder('data')
      namesSynced = Math.max(namesSynced, names)
    },

    remove(meta: FileMeta): void {
      handles.get(meta.id)?.close()
      handles.delete(meta.id)
      dirty.delete(meta.id)
      metas.delete(meta.id)
      disk.remove(dataPath(meta))
    },

    close(): void {
      for (const file of handles.values()) file.close()
      handles.clear()
    },
  }

  function textOf(bytes: number): Uint8Array {
    if (text.length < bytes) text = new Uint8Array(Math.max(bytes, text.length * 2))
    return text.subarray(0, bytes)
  }

  function widen(meta: FileMeta, offset: number, part: Part): void {
    const coarsen = meta.source === handSource
    const { eventTimeMs } = part.batch
    let min = Number.POSITIVE_INFINITY
    let max = Number.NEGATIVE_INFINITY
    for (let i = 0; i < eventTimeMs.length; i++) {
      if (eventTimeMs[i]! < min) min = eventTimeMs[i]!
      if (eventTimeMs[i]! > max) max = eventTimeMs[i]!
    }
    // The record time of a spilled part is known at its commit; until then the block reaches everywhere.
    const records = part.recordMs ?? [part.recordTimeMs]
    let minRecord =
      Number.isNaN(part.recordTimeMs) && part.recordMs === undefined
        ? Number.NEGATIVE_INFINITY
        : Number.POSITIVE_INFINITY
    let maxRecord = -minRecord
    for (const ms of records) {
      if (ms < minRecord) minRecord = ms
      if (ms > maxRecord) maxRecord = ms
    }
    const floor = coarsen ? floorQuarter : (ms: number) => ms
    const last = meta.blocks.at(-1)
    if (last === undefined || offset - last.offset >= blockBytes) {
      meta.blocks.push({
        offset,
        minEventMs: floor(min),
        maxEventMs: floor(max),
        minRecordMs: floor(minRecord),
        maxRecordMs: floor(maxRecord),
      })
    } else {
      last.minEventMs = Math.min(last.minEventMs, floor(min))
      last.maxEventMs = Math.max(last.maxEventMs, floor(max))
      last.minRecordMs = Math.min(last.minRecordMs, floor(minRecord))
      last.maxRecordMs = Math.max(last.maxRecordMs, floor(maxRecord))
    }
    meta.rows += part.batch.count
  }
}

export type FileStore = ReturnType<typeof openFileStore>

/** What `append` takes: rows to gather, or with `head` a whole batch that stands laid out already. */
export interface AppendInput extends GatherInput {
  readonly head?: Uint8Array | undefined
  /** With `head`: checksum of the batch's text. */
  readonly rawCrc?: number | undefined
}

/** The batch's columns are views on `head`, so nothing is copied. */
function laidOutPart(
  { batch, placement, recordTimeMs }: AppendInput,
  head: Uint8Array,
): { head: Uint8Array; part: Part } {
  stampHead(head, recordTimeMs)
  return { head, part: { batch, placement, recordTimeMs, recordMs: undefined, zones: new Map(), feed: '' } }
}

const noText = new Uint8Array(0)

/** Gives a box's memory back at once: megabytes that wait for the collector make it run over the whole heap again and again. */
function release(box: Uint8Array): void {
  if (box.buffer instanceof ArrayBuffer && box.length === box.buffer.byteLength) box.buffer.transfer(0)
}

/** A row as `FileMeta.dropped` names it. */
export function dropKey(low: number, high: number): string {
  return `${high >>> 0}.${low >>> 0}`
}

/** Name of a data file: id, then what its rows share. */
export function dataPath(home: FileHome & { readonly id: number }): string {
  const day = home.eventDay === -1 ? 'any' : home.eventDay
  return `data/${home.id}.${fileName(home.siteId)}.${home.source}.${home.retention}.${day}.${home.recordDay}.${home.tier}`
}

/** The id in a name that `dataPath` made. */
export function dataFileId(name: string): number {
  return Number(name.slice(0, name.indexOf('.')))
}

/** Scope of the key of a fine file: all hand scans of one site and class recorded on one UTC day. */
export function keyScope(home: { siteId: string; retention: number; recordDay: number }): string {
  return `${fileName(home.siteId)}.${home.retention}.${home.recordDay}`
}

/** The UTC day of a moment. */
export function dayOfRecord(ms: number): number {
  return Math.floor(ms / dayMs)
}

/** Any text as a part of a file name, without the dot and the slash. */
export function fileName(text: string): string {
  return encodeURIComponent(text).replaceAll('.', '%2E')
}

function about(which: string, count: number): string {
  return `fairfloor fine ${which} ${count}`
}
