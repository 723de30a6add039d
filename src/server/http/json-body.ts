import type { IncomingMessage } from 'node:http'
import { FaultError, parseJsonText } from '../../base/index.ts'
import { bodyOf } from './body.ts'

/** A JSON body of bounded size. Throws FaultError BODY_TOO_LARGE, BODY_SLOW, BODY_NOT_JSON or a fault of the text. */
export async function readJson(request: IncomingMessage, bytesMax: number): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of bodyOf(request)) {
    bytes += chunk.length
    if (bytes > bytesMax) throw new FaultError({ code: 'BODY_TOO_LARGE', allowed: `${bytesMax} bytes` })
    chunks.push(chunk)
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch (cause) {
    throw new FaultError({ code: 'BODY_NOT_JSON', at: '' }, { cause })
  }
  const json = parseJsonText(text)
  if (!json.ok) throw new FaultError(json.fault)
  return json.value
}
