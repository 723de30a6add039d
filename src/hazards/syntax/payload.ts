import { FaultError } from '../../base/index.ts'
import type { Syntax } from '../feed.ts'
import type { Tree } from '../tree.ts'
import { readBulletins } from './bulletins.ts'
import { readCsv } from './csv.ts'
import { readGtfsRealtime } from './gtfsRealtime.ts'
import { readKml } from './kml.ts'
import { readParquet } from './parquet.ts'
import { readXml } from './xml.ts'

/** Largest payload that is read, bytes. */
export const payloadBytesMax = 64 << 20

/** Reads bytes by a syntax. Throws FaultError FEED_PAYLOAD. */
export async function readSyntax(bytes: Uint8Array, syntax: Syntax): Promise<Tree> {
  if (bytes.length > payloadBytesMax) {
    throw new FaultError({
      code: 'FEED_PAYLOAD',
      got: `${bytes.length} bytes`,
      allowed: `at most ${payloadBytesMax} bytes`,
    })
  }
  switch (syntax) {
    case 'gtfsRealtime':
      return readGtfsRealtime(bytes)
    case 'parquet':
      return readParquet(bytes)
    case 'json':
      return readJson(textOf(bytes))
    case 'xml':
      return readXml(textOf(bytes))
    case 'kml':
      return readKml(textOf(bytes))
    case 'csv':
      return readCsv(textOf(bytes))
    case 'lines':
      return textOf(bytes).split(/\r?\n/)
    case 'bulletins':
      return readBulletins(textOf(bytes))
  }
}

/** Text of a payload: UTF-16 or UTF-8 by its mark or its XML declaration, Windows-1252 where it is not UTF-8. A mark twice encoded goes too. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^(?:\uFEFF|\u00EF\u00BB\u00BF)+/, '')
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function readJson(text: string): Tree {
  try {
    return JSON.parse(text) as Tree
  } catch (cause) {
    throw new FaultError({ code: 'FEED_PAYLOAD', got: 'text that is not JSON', allowed: 'JSON (RFC 8259)' }, { cause })
  }
}
