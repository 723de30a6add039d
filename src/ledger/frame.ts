import { type DiskFile, FaultError } from '../base/index.ts'

/**
 * A frame is the unit of everything stored: header, head (columns or JSON), body (text). Layout of the header, little-endian:
 *   0 'F' 'F' 'L' version   4 kind, three zeros   8 headBytes u32   12 bodyBytes u32   16 count u32   20 head's CRC32
 *   24 body's CRC32   28 commit f64   36 CRC32 of bytes 0 to 36
 */
export const frameVersion = 1
export const frameHeaderBytes = 40

export const frameKinds = {
  exact: 1,
  fine: 2,
  coarse: 3,
  commit: 4,
  catalog: 5,
  identity: 6,
  snapshot: 7,
  run: 8,
} as const
export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds]

/** CRC-32 (ISO 3309) of the bytes, going on from `value`. */
export type Crc32 = (bytes: Uint8Array, value?: number) => number

export interface FrameHeader {
  readonly kind: number
  /** Rows or entries of the frame. */
  readonly count: number
  readonly headBytes: number
  readonly bodyBytes: number
  readonly headCrc: number
  readonly bodyCrc: number
  /** 0 in files that belong to one transaction as a whole: their number stands in the catalog. */
  readonly commit: number
}

/** Bytes that stand one after another in the file; whole buffers are not copied just to be joined. */
export type Pieces = readonly Uint8Array[]

export const noBytes: Pieces = []

/** The header that makes `head` and `body` a frame; append the three in order. */
export function frameHeader(
  crc32: Crc32,
  parts: {
    kind: FrameKind
    count: number
    commit: number
    head: Pieces
    body: Pieces
    /** Where it is known already. */
    bodyCrc?: number | undefined
  },
): Uint8Array {
  const bytes = new Uint8Array(frameHeaderBytes)
  const view = new DataView(bytes.buffer)
  bytes.set([0x46, 0x46, 0x4c, frameVersion, parts.kind])
  view.setUint32(8, lengthOf(parts.head), true)
  view.setUint32(12, lengthOf(parts.body), true)
  view.setUint32(16, parts.count, true)
  view.setUint32(20, crcOf(crc32, parts.head), true)
  view.setUint32(24, parts.bodyCrc ?? crcOf(crc32, parts.body), true)
  view.setFloat64(28, parts.commit, true)
  view.setUint32(36, crc32(bytes.subarray(0, 36)), true)
  return bytes
}

function lengthOf(pieces: Pieces): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0)
}

function crcOf(crc32: Crc32, pieces: Pieces): number {
  return pieces.reduce((crc, piece) => crc32(piece, crc), 0)
}

/** The header at the start of `bytes`, or undefined where none stands whole. */
export function parseHeader(crc32: Crc32, bytes: Uint8Array): FrameHeader | undefined {
  if (bytes.length < frameHeaderBytes) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, frameHeaderBytes)
  if (bytes[0] !== 0x46 || bytes[1] !== 0x46 || bytes[2] !== 0x4c || bytes[3] !== frameVersion) return undefined
  if (view.getUint32(36, true) !== crc32(bytes.subarray(0, 36))) return undefined
  return {
    kind: bytes[4]!,
    headBytes: view.getUint32(8, true),
    bodyBytes: view.getUint32(12, true),
    count: view.getUint32(16, true),
    headCrc: view.getUint32(20, true),
    bodyCrc: view.getUint32(24, true),
    commit: view.getFloat64(28, true),
  }
}

export function frameBytes(header: FrameHeader): number {
  return frameHeaderBytes + header.headBytes + header.bodyBytes
}

/** The header at `offset`, or undefined at the end of the file or where it is torn. */
export function readHeader(crc32: Crc32, file: DiskFile, offset: number): FrameHeader | undefined {
  const bytes = new Uint8Array(frameHeaderBytes)
  return parseHeader(crc32, bytes.subarray(0, file.read(offset, bytes)))
}

/** Head of the frame at `offset`, checked; undefined where it is torn. */
export function readHead(crc32: Crc32, file: DiskFile, offset: number, header: FrameHeader): Uint8Array | undefined {
  const bytes = new Uint8Array(header.headBytes)
  const count = file.read(offset + frameHeaderBytes, bytes)
  return count === bytes.length && crc32(bytes) === header.headCrc ? bytes : undefined
}

/** Body of the frame at `offset`, checked; undefined where it is torn. */
export function readBody(crc32: Crc32, file: DiskFile, offset: number, header: FrameHeader): Uint8Array | undefined {
  const bytes = new Uint8Array(header.bodyBytes)
  const count = file.read(offset + frameHeaderBytes + header.headBytes, bytes)
  return count === bytes.length && crc32(bytes) === header.bodyCrc ? bytes : undefined
}

/** Damage of what was once durable: never passed over in silence. */
export function broken(path: string, offset: number): FaultError {
  return new FaultError({ code: 'LEDGER_BROKEN', got: `${path} at ${offset}` })
}

const utf8 = new TextEncoder()
const text = new TextDecoder()

export function jsonBytes(value: unknown): Uint8Array {
  return utf8.encode(JSON.stringify(value))
}

/** What `jsonBytes` wrote; only for frames whose checksum held, so the shape is our own. */
export function jsonValue<T>(bytes: Uint8Array): T {
  return JSON.parse(text.decode(bytes)) as T
}
