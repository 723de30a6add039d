import type { Readable } from 'node:stream'
import { FaultError } from '../base/index.ts'

/** A JSON body of bounded size. Throws FaultError BODY_TOO_LARGE or BODY_NOT_JSON. */
export async function readJson(stream: Readable, bytesMax: number): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length
    if (bytes > bytesMax) throw new FaultError({ code: 'BODY_TOO_LARGE', allowed: `${bytesMax} bytes` })
    chunks.push(chunk as Buffer)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (cause) {
    throw new FaultError({ code: 'BODY_NOT_JSON', at: '' }, { cause })
  }
}
