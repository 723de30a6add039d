import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { StretchRequest } from './import-messages.ts'

/** A stretch of NDJSON is at most about this long: the unit of a transaction and of resuming. */
export const stretchBytes = 8 << 20
/** The first stretches are shorter, so that the owner's thread soon has work; the last ones too, so that it ends with the scan. */
const shortestBytes = 1 << 20
const peekBytes = 1 << 20

export interface ImportFile {
  readonly path: string
  readonly bytes: number
  /** NDJSON is cut into stretches of whole lines; any other document is one stretch. */
  readonly ndjson: boolean
  /** A first line that is a document header (with @context, without an event) and stands before every stretch. */
  readonly prefix?: Uint8Array
}

/** The file itself, or every event file of a folder (not of folders in it), by name. */
export function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => /\.(ndjson|jsonl|json|jsonld)$/.test(name))
    .sort()
    .map((name) => join(path, name))
}

/** Looks at the beginning of a file. Throws what the file system throws. */
export function lookAtFile(path: string): ImportFile {
  const file = openSync(path, 'r')
  try {
    const bytes = fstatSync(file).size
    const head = Buffer.alloc(Math.min(peekBytes, bytes))
    readSync(file, head, 0, head.length, 0)
    const lineEnd = head.indexOf(0x0a)
    const first = parseObject(head.toString('utf8', 0, lineEnd < 0 ? head.length : lineEnd))
    const named = /\.(ndjson|jsonl)$/.test(path)
    const more = lineEnd >= 0 && /\S/.test(head.toString('utf8', lineEnd))
    if (!named && (first === undefined || !more)) return { path, bytes, ndjson: false }
    const isHeader = first !== undefined && '@context' in first && !('eventTime' in first) && !('epcisBody' in first)
    return {
      path,
      bytes,
      ndjson: true,
      ...(isHeader ? { prefix: Uint8Array.from(head.subarray(0, lineEnd + 1)) } : {}),
    }
  } finally {
    closeSync(file)
  }
}

/** The stretches of a file from byte `from` on; each ends behind a line's end. */
export function* stretchesOf(file: ImportFile, from: number): Generator<StretchRequest> {
  if (!file.ndjson) {
    yield { kind: 'stretch', stretch: 0, path: file.path, start: 0, end: file.bytes }
    return
  }
  const handle = openSync(file.path, 'r')
  try {
    let start = from
    for (let stretch = 0; start < file.bytes; stretch++) {
      const wanted = Math.min(stretchBytes, shortestBytes * (stretch + 1), (file.bytes - start) / 2)
      const end = lineEndAfter(handle, start + Math.max(shortestBytes, Math.ceil(wanted)), file.bytes)
      const needsPrefix = file.prefix !== undefined && start > 0
      const prefix = needsPrefix ? { prefix: file.prefix! } : {}
      yield { kind: 'stretch', stretch, path: file.path, start, end, shape: 'ndjson', ...prefix }
      start = end
    }
  } finally {
    closeSync(handle)
  }
}

/** First byte behind the line end at or after `at`; the file's end where there is none. */
function lineEndAfter(handle: number, at: number, bytes: number): number {
  const buffer = Buffer.alloc(64 << 10)
  for (let offset = at; offset < bytes; offset += buffer.length) {
    const count = readSync(handle, buffer, 0, buffer.length, offset)
    const found = buffer.subarray(0, count).indexOf(0x0a)
    if (found >= 0) return offset + found + 1
  }
  return bytes
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
