import type { Problem, StreamMessage, StreamTopic } from '../src/wire/index.ts'
import { apiPath, problemOf } from './api.ts'
import { backoffMs, sseReader } from './sse.ts'

export interface StreamHandlers {
  readonly onMessage: (message: StreamMessage) => void
  /** Bytes came, whatever they say: the server lives. */
  readonly onHeard: () => void
  readonly onLost: () => void
  /** The server refused; 401 means that the session ended. No attempt follows a refusal of 4xx. */
  readonly onRefused: (problem: Problem) => void
}

/** An open stream: `retry` tries at once, `close` ends it for good. */
export interface OpenStream {
  retry(): void
  close(): void
}

/**
 * One resumable stream. Read with fetch rather than EventSource, because a fetch shows the status of a refusal, counts
 * heartbeats as signs of life, and lets the pause between attempts grow.
 */
export function openStream(
  siteId: string | null,
  topics: readonly StreamTopic[],
  handlers: StreamHandlers,
): OpenStream {
  const query = new URLSearchParams({ topics: topics.join(',') })
  if (siteId !== null) query.set('site', siteId)
  const path = apiPath(`/stream?${query}`)
  let lastId = ''
  let attempt = 0
  let closed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined

  const later = (): void => {
    if (closed) return
    handlers.onLost()
    clearTimeout(timer)
    timer = setTimeout(run, backoffMs(attempt++, Math.random()))
  }

  const run = async (): Promise<void> => {
    const control = new AbortController()
    running = control
    try {
      const headers: Record<string, string> = { accept: 'text/event-stream' }
      if (lastId !== '') headers['last-event-id'] = lastId
      const response = await fetch(path, { headers, signal: control.signal, credentials: 'same-origin' })
      if (response.status >= 400 && response.status < 500 && response.status !== 429) {
        closed = true
        handlers.onRefused(await problemOf(response))
        return
      }
      if (!response.ok || response.body === null) return later()
      handlers.onHeard()
      const feed = sseReader((message) => {
        if (message.id !== '') lastId = message.id
        if (message.event === 'message') handlers.onMessage(JSON.parse(message.data) as StreamMessage)
      })
      const decoder = new TextDecoder()
      for (const reader = response.body.getReader(); ; ) {
        const { done, value } = await reader.read()
        if (done) break
        attempt = 0
        handlers.onHeard()
        feed(decoder.decode(value, { stream: true }))
      }
    } catch {
      // The connection broke, or `retry` and `close` cut it: the first tries again below, the others know.
    }
    if (running === control) later()
  }

  const cut = (): void => {
    clearTimeout(timer)
    const old = running
    running = undefined
    old?.abort()
  }

  void run()
  return {
    retry: () => {
      if (closed) return
      cut()
      attempt = 0
      void run()
    },
    close: () => {
      closed = true
      cut()
    },
  }
}
