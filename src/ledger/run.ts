import type { Disk, DiskFile } from '../base/index.ts'
import { bloomAdd, newBloom } from './bloom.ts'
import { broken, type Crc32, frameHeader, frameHeaderBytes, frameKinds, noBytes, parseHeader } from './frame.ts'

/**
 * A sorted run: entries of `width` words (hash high, hash low, …), ascending, in pages of 128; then the footer: the first
 * hash word of each page, the filter, and a frame header that says how long both are and holds the checksums. Runs never
 * change; what replaces one is named in the catalog before the old one is removed.
 */
export interface Run {
  readonly path: string
  readonly count: number
  readonly bytes: number
  readonly file: DiskFile
  readonly width: number
  /** High hash word of the first entry of each page. */
  readonly fences: Uint32Array
  /** Empty where the run has none. */
  readonly bloom: Uint32Array
}

const pageEntries = 128

/** Opens a run and checks its footer; entries are checked by `checkRun`. */
export function openRun(disk: Disk, crc32: Crc32, path: string, width: number): Run {
  const file = disk.open(path)
  const size = file.size()
  const footer = new Uint8Array(frameHeaderBytes)
  if (size < frameHeaderBytes) throw broken(path, 0)
  file.read(size - frameHeaderBytes, footer)
  const header = parseHeader(crc32, footer)
  if (header === undefined || header.kind !== frameKinds.run) throw broken(path, size - frameHeaderBytes)
  const index = new Uint8Array(header.headBytes)
  file.read(size - frameHeaderBytes - header.headBytes, index)
  if (crc32(index) !== header.headCrc) throw broken(path, size - frameHeaderBytes)
  const words = new Uint32Array(index.buffer)
  const pages = Math.ceil(header.count / pageEntries)
  const fences = words.subarray(0, pages)
  return { path, count: header.count, bytes: size, file, width, fences, bloom: words.subarray(pages) }
}

/** Checksum of the entries: false where they are not what was written. */
export function checkRun(crc32: Crc32, run: Run): boolean {
  const footer = new Uint8Array(frameHeaderBytes)
  run.file.read(run.bytes - frameHeaderBytes, footer)
  const view = new DataView(footer.buffer)
  const chunk = new Uint8Array(1 << 20)
  let crc = 0
  for (let at = 0; at < run.count * run.width * 4; ) {
    const left = Math.min(chunk.length, run.count * run.width * 4 - at)
    if (run.file.read(at, chunk.subarray(0, left)) !== left) return false
    crc = crc32(chunk.subarray(0, left), crc)
    at += left
  }
  return crc === view.getFloat64(28, true)
}

/** Writes a run from entries that come in order; `bloomKeys` is at least their number, 0 for a run without a filter. */
export function newRunWriter(disk: Disk, crc32: Crc32, path: string, width: number, bloomKeys: number) {
  const file = disk.open(path)
  file.truncate(0)
  const buffer = new Uint32Array(4096 * width)
  const fences: number[] = []
  const bloom = bloomKeys > 0 ? newBloom(bloomKeys) : new Uint32Array(0)
  let used = 0
  let count = 0
  let crc = 0
  const spill = (): void => {
    const bytes = new Uint8Array(buffer.buffer, 0, used * 4)
    crc = crc32(bytes, crc)
    file.append(bytes)
    used = 0
  }
  return {
    /** Adds the next entry. A repeat of the one before is passed over, but for one at the edge of a buffer, which does no harm. */
    add(words: Uint32Array, at: number): void {
      if (used > 0 && repeats(buffer, used - width, words, at, width)) return
      if (count % pageEntries === 0) fences.push(words[at]!)
      if (bloomKeys > 0) bloomAdd(bloom, words[at + 1]!, words[at]!)
      for (let w = 0; w < width; w++) buffer[used++] = words[at + w]!
      count++
      if (used === buffer.length) spill()
    },
    discard(): void {
      file.close()
      disk.remove(path)
    },
    /** Whole, not durable yet: `RunPorts.unsynced` holds it until the next checkpoint. */
    finish(): Run {
      spill()
      return sealRun(crc32, { path, file, width, count }, Uint32Array.from(fences), { bloom, crc })
    },
  }
}

/** Writes a run of `count` entries that stand in order in `words`, which it uses up: repeats are closed over in place. */
export function writeSortedRun(
  ports: { disk: Disk; crc32: Crc32 },
  path: string,
  source: { words: Uint32Array<ArrayBuffer>; width: number; count: number; filter: boolean },
): Run {
  const { words, width, filter } = source
  const fences = new Uint32Array(Math.ceil(source.count / pageEntries))
  const bloom = filter ? newBloom(source.count) : new Uint32Array(0)
  let count = 0
  for (let from = 0; from < source.count * width; from += width) {
    const to = count * width
    if (count > 0 && repeats(words, to - width, words, from, width)) continue
    if (to !== from) for (let w = 0; w < width; w++) words[to + w] = words[from + w]!
    if (count % pageEntries === 0) fences[count / pageEntries] = words[to]!
    if (filter) bloomAdd(bloom, words[to + 1]!, words[to]!)
    count++
  }
  const file = ports.disk.open(path)
  file.truncate(0)
  const entries = new Uint8Array(words.buffer, words.byteOffset, count * width * 4)
  file.append(entries)
  return sealRun(ports.crc32, { path, file, width, count }, fences.slice(0, Math.ceil(count / pageEntries)), {
    bloom,
    crc: ports.crc32(entries, 0),
  })
}

/** Appends the footer behind the entries. */
function sealRun(
  crc32: Crc32,
  run: Pick<Run, 'path' | 'file' | 'width' | 'count'>,
  fences: Uint32Array<ArrayBuffer>,
  { bloom, crc }: { bloom: Uint32Array<ArrayBuffer>; crc: number },
): Run {
  const head = [new Uint8Array(fences.buffer), new Uint8Array(bloom.buffer)]
  const kind = frameKinds.run
  // The checksum of the entries stands where a frame has its commit: the footer has no body of its own.
  run.file.append(...head, frameHeader(crc32, { kind, count: run.count, commit: crc, head, body: noBytes }))
  return { ...run, bytes: run.file.size(), fences, bloom }
}

function repeats(buffer: Uint32Array, last: number, words: Uint32Array, at: number, width: number): boolean {
  for (let w = 0; w < width; w++) if (buffer[last + w] !== words[at + w]) return false
  return true
}

/** Calls `visit` for every entry with the hash, until it gives false. */
export function findInRun(
  run: Run,
  low: number,
  high: number,
  visit: (words: Uint32Array, at: number) => boolean,
): void {
  let start = 0
  let end = run.fences.length
  while (start < end) {
    const middle = (start + end) >>> 1
    if (run.fences[middle]! < high) start = middle + 1
    else end = middle
  }
  // The page before the first fence at or above the hash may end with it.
  const page = pageOf(run.width)
  const bytes = new Uint8Array(page.buffer)
  for (let p = Math.max(0, start - 1); p < run.fences.length && run.fences[p]! <= high; p++) {
    const entries = Math.min(pageEntries, run.count - p * pageEntries)
    run.file.read(p * bytes.length, bytes.subarray(0, entries * run.width * 4))
    for (let i = lowerBound(page, run.width, entries, high); i < entries; i++) {
      const at = i * run.width
      if (page[at]! > high || (page[at] === high && page[at + 1]! > low)) return
      if (page[at] === high && page[at + 1] === low && !visit(page, at)) return
    }
  }
}

const pages = new Map<number, Uint32Array<ArrayBuffer>>()

/** One page to read into: a lookup is over before the next begins. */
function pageOf(width: number): Uint32Array<ArrayBuffer> {
  let page = pages.get(width)
  if (page === undefined) {
    page = new Uint32Array(pageEntries * width)
    pages.set(width, page)
  }
  return page
}

function lowerBound(page: Uint32Array, width: number, entries: number, high: number): number {
  let start = 0
  let end = entries
  while (start < end) {
    const middle = (start + end) >>> 1
    if (page[middle * width]! < high) start = middle + 1
    else end = middle
  }
  return start
}

/**
 * Merges runs into one, dropping entries that `keep` refuses and repeats of a whole entry. Breathes every 16,384 entries; where
 * that throws, what was written is removed.
 */
export async function mergeRuns(
  ports: { disk: Disk; crc32: Crc32; breathe: () => Promise<void> },
  options: {
    readonly runs: readonly Run[]
    readonly path: string
    readonly filter: boolean
    readonly keep: (words: Uint32Array, at: number) => boolean
  },
): Promise<Run> {
  const { runs } = options
  const width = runs[0]!.width
  const total = runs.reduce((sum, run) => sum + run.count, 0)
  const out = newRunWriter(ports.disk, ports.crc32, options.path, width, options.filter ? total : 0)
  const cursors = runs.map((run) => newCursor(run)).filter((cursor) => cursor.load())
  for (let done = 1; cursors.length > 0; done++) {
    let least = cursors[0]!
    for (let i = 1; i < cursors.length; i++) if (before(cursors[i]!, least, width)) least = cursors[i]!
    const { words, at } = least
    if (options.keep(words, at)) out.add(words, at)
    if (!least.next()) cursors.splice(cursors.indexOf(least), 1)
    if (done % 16_384 !== 0) continue
    try {
      await ports.breathe()
    } catch (cause) {
      out.discard()
      throw cause
    }
  }
  return out.finish()
}

interface Cursor {
  words: Uint32Array
  at: number
  load(): boolean
  next(): boolean
}

function newCursor(run: Run): Cursor {
  const words = new Uint32Array(4096 * run.width)
  const bytes = new Uint8Array(words.buffer)
  let offset = 0
  let end = 0
  const cursor: Cursor = {
    words,
    at: 0,
    load() {
      const left = Math.min(bytes.length, run.count * run.width * 4 - offset)
      if (left <= 0) return false
      if (run.file.read(offset, bytes.subarray(0, left)) !== left) throw broken(run.path, offset)
      offset += left
      end = left / 4
      cursor.at = 0
      return true
    },
    next() {
      cursor.at += run.width
      return cursor.at < end || cursor.load()
    },
  }
  return cursor
}

function before(a: Cursor, b: Cursor, width: number): boolean {
  for (let w = 0; w < width; w++) {
    const x = a.words[a.at + w]!
    const y = b.words[b.at + w]!
    if (x !== y) return x < y
  }
  return false
}
