import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { App } from '../../src/server/app.ts'
import { streamTopics } from '../../src/wire/index.ts'

/** What a console that is left open is pushed. */
export interface HeardMessage {
  readonly topic: string
  readonly view: unknown
}

/** Opens the stream of a site over a real socket, with all topics. */
export async function openStream(app: App, siteId: string, secret: string) {
  await app.fastify.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.fastify.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/api/v1/stream?site=${siteId}&topics=${streamTopics.join(',')}`
  const response = await new Promise<IncomingMessage>((done, failed) => {
    get(url, { headers: { authorization: `Bearer ${secret}` } }, done).on('error', failed)
  })
  if (response.statusCode !== 200) throw new Error(`the stream was refused: ${response.statusCode}`)
  let text = ''
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  // It ends with the app.
  response.on('error', () => {})
  return {
    /** Messages since the last call. What is under way arrives within a few turns of the loop. */
    async heard(): Promise<readonly HeardMessage[]> {
      for (let turn = 0; turn < 4; turn++) await new Promise((done) => setImmediate(done))
      const end = text.lastIndexOf('\n\n')
      const whole = end < 0 ? '' : text.slice(0, end)
      if (end >= 0) text = text.slice(end + 2)
      return whole
        .split('\n')
        .filter((line) => line.startsWith('data: '))
        .map((line) => JSON.parse(line.slice(6)) as HeardMessage)
    },
    close: () => response.destroy(),
  }
}
