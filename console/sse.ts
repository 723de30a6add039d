/** One message of a Server-Sent Events stream. */
export interface SseMessage {
  readonly id: string
  readonly event: string
  readonly data: string
}

/**
 * Reads Server-Sent Events from text as it comes, cut anywhere (WHATWG HTML, section 9.2.6). Returns the
 * function to feed; comments (`: beat`) call nobody but show that the server lives.
 */
export function sseReader(onMessage: (message: SseMessage) => void): (chunk: string) => void {
  let rest = ''
  let id = ''
  let event = ''
  let data: string[] = []

  const line = (text: string): void => {
    if (text === '') {
      if (data.length > 0) onMessage({ id, event: event || 'message', data: data.join('\n') })
      event = ''
      data = []
      return
    }
    const colon = text.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? text : text.slice(0, colon)
    const value = colon < 0 ? '' : text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (field === 'data') data.push(value)
    else if (field === 'event') event = value
    else if (field === 'id' && !value.includes('\0')) id = value
  }

  return (chunk) => {
    rest += chunk
    // A lone CR at the end may be the first half of a CRLF: it waits for the next chunk.
    const safeEnd = rest.endsWith('\r') ? rest.length - 1 : rest.length
    const lines = rest.slice(0, safeEnd).split(/\r\n|\n|\r/)
    rest = (lines.pop() ?? '') + rest.slice(safeEnd)
    for (const text of lines) line(text)
  }
}

/** Milliseconds to wait before attempt `attempt` (from 0): doubling from 1 s to 30 s, the upper half by chance. */
export function backoffMs(attempt: number, chance: number): number {
  const full = Math.min(30_000, 1000 * 2 ** Math.min(attempt, 10))
  return Math.round(full / 2 + (full / 2) * chance)
}
