import type { IncomingMessage } from 'node:http'
import { FaultError } from '../../base/index.ts'

/** A body that brings fewer bytes than `bodyWindowBytesMin` in a window of this length is given up. */
const bodyWindowMs = 60_000
const bodyWindowBytesMin = 1_024

/**
 * The chunks of a body, as they come. A client that hardly sends is given up, so that half-open requests cannot hold the places of
 * others. Throws FaultError BODY_SLOW; leaves the connection to whoever answers.
 */
export async function* bodyOf(request: IncomingMessage, windowMs = bodyWindowMs): AsyncGenerator<Uint8Array> {
  // Left early, the stream must live on: destroying it would cut the connection before the answer is written.
  const chunks = request.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]()
  let bytes = 0
  let giveUp: (fault: FaultError) => void = () => {}
  const tooSlow = new Promise<never>((_resolve, reject) => {
    giveUp = reject
  })
  // Nobody may be waiting for a chunk when the window ends.
  tooSlow.catch(() => {})
  const timer = setInterval(() => {
    if (bytes < bodyWindowBytesMin) giveUp(new FaultError({ code: 'BODY_SLOW' }))
    bytes = 0
  }, windowMs)
  try {
    for (;;) {
      const next = await Promise.race([chunks.next(), tooSlow])
      if (next.done === true) return
      const chunk = next.value as Uint8Array
      bytes += chunk.length
      yield chunk
    }
  } finally {
    clearInterval(timer)
    // What is left of a body that was refused is let go, so that the connection can carry the next request.
    chunks.return?.(undefined).catch(() => {})
    request.resume()
  }
}
