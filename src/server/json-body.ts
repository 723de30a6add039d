import type { IncomingMessage } from 'node:http'
import { FaultError } from '../base/index.ts'
import { bodyOf } from './body.ts'

/** A JSON body of bounded size. Throws FaultError BODY_TOO_LARGE BODY_SLOW or BODY_NOT_JSON. */
export async function readJson(request: IncomingMessage, bytesMax: number): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of bodyOf(request)) {
    bytes += chunk.length
    if (bytes > bytesMax) throw new FaultError({ code: 'BODY_TOO_LARGE', allowed: `${bytesMax} bytes` })
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (cause) {
    throw new FaultError({ code: 'BODY_NOT_JSON', at: '' }, { cause })
  }
}
