import type { ServerResponse } from 'node:http'
import type { StreamTopic } from '../../wire/index.ts'

/** A topic is computed and sent at most this often, and a quiet stream says that it lives this often. */
export const streamIntervalMs = 1_000
const beatIntervalMs = 5_000
/** Streams at once; one more is refused. */
export const streamsMax = 500
/** A client that has more than this unsent is skipped until it has read; it then gets the newest view. */
const unsentBytesMax = 1 << 20

interface Client {
  readonly response: ServerResponse
  /** False as soon as who opened it may no longer look. */
  readonly lives: () => boolean
  /** `site|topic` keys that it listens to. */
  readonly keys: readonly string[]
  /** Number of the last message sent per key. */
  readonly sent: Map<string, number>
}

/** What a stream is opened with. */
export interface Opening {
  readonly siteId: string
  readonly topics: readonly StreamTopic[]
  readonly lastEventId: string
  /** The sites that the network view may show, with commas between them; empty for all. */
  readonly scope: string
  readonly lives: () => boolean
}

interface Published {
  number: number
  text: string
}

/**
 * One Server-Sent Events stream a tab. Every message is a whole view, so nothing has to be replayed: a client that
 * comes back with `Last-Event-ID` gets each topic that changed since, once.
 *
 * `render(site, topic)` gives a view's JSON; it is called only for keys that somebody listens to.
 */
export function streamHub(render: (siteId: string, topic: StreamTopic) => string, bootId: string) {
  const clients = new Set<Client>()
  const published = new Map<string, Published>()
  let lastNumber = 0
  let sinceBeatMs = 0

  function publish(key: string): Published {
    const bar = key.indexOf('|')
    const topic = key.slice(bar + 1) as StreamTopic
    const text = `{"topic":"${topic}","view":${render(key.slice(0, bar), topic)}}`
    const before = published.get(key)
    if (before !== undefined && sameView(before.text, text)) return before
    lastNumber += 1
    const now = { number: lastNumber, text }
    published.set(key, now)
    return now
  }

  function send(client: Client): void {
    if (client.response.writableLength > unsentBytesMax) return
    for (const key of client.keys) {
      const current = published.get(key)
      if (current === undefined || current.number <= (client.sent.get(key) ?? 0)) continue
      client.response.write(`id: ${bootId}.${current.number}\ndata: ${current.text}\n\n`)
      client.sent.set(key, current.number)
    }
  }

  return {
    count: () => clients.size,
    /** Opens a stream on a response whose head is not yet written. */
    open(response: ServerResponse, { siteId, topics, lastEventId, scope, lives }: Opening): void {
      const keys = topics.map((topic) => `${topic === 'network' ? scope : siteId}|${topic}`)
      const [boot, number] = lastEventId.split('.')
      const resumed = boot === bootId ? Number(number) || 0 : 0
      const client: Client = { response, keys, lives, sent: new Map(keys.map((key) => [key, resumed])) }
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      response.write('retry: 2000\n\n')
      clients.add(client)
      response.on('close', () => clients.delete(client))
      for (const key of keys) publish(key)
      send(client)
    },
    /** Called once an interval by the owner of the clock. */
    tick(): void {
      const wanted = new Set([...clients].flatMap((client) => client.keys))
      for (const key of published.keys()) if (!wanted.has(key)) published.delete(key)
      for (const key of wanted) publish(key)
      sinceBeatMs += streamIntervalMs
      const beat = sinceBeatMs >= beatIntervalMs
      if (beat) sinceBeatMs = 0
      // A session that ended elsewhere, or a key that was removed, sees nothing more.
      if (beat) for (const client of clients) if (!client.lives()) client.response.end()
      for (const client of clients) {
        if (client.response.writableEnded) continue
        send(client)
        if (beat && client.response.writableLength <= unsentBytesMax) client.response.write(': beat\n\n')
      }
    },
    closeAll(): void {
      for (const client of clients) client.response.end()
      clients.clear()
    },
  }
}
export type StreamHub = ReturnType<typeof streamHub>

/** A view whose only difference is the moment of its making is the same view. */
function sameView(a: string, b: string): boolean {
  return a === b || a.replace(asOf, '') === b.replace(asOf, '')
}
const asOf = /"asOfMs":\d+(\.\d+)?,/g
