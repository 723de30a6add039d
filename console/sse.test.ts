import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoffMs, type SseMessage, sseReader } from './sse.ts'

function readAll(chunks: readonly string[]): SseMessage[] {
  const out: SseMessage[] = []
  const feed = sseReader((message) => out.push(message))
  for (const chunk of chunks) feed(chunk)
  return out
}

test('a message carries its id, its name and its lines; a comment is no message', () => {
  const text = 'retry: 2000\n\n: beat\n\nid: 7.1\ndata: {"a":\ndata: 1}\n\nevent: beat\ndata: {}\n\n'
  expect(readAll([text])).toEqual([
    { id: '7.1', event: 'message', data: '{"a":\n1}' },
    { id: '7.1', event: 'beat', data: '{}' },
  ])
})

test('a stream reads the same wherever it is cut, with any line end', () => {
  const text = 'id: 1\ndata: eins\n\n: beat\n\ndata: zwei\ndata\ndata:drei\n\nid: 2\ndata: vier\n\n'
  const whole = readAll([text])
  expect(whole).toHaveLength(3)
  fc.assert(
    fc.property(fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat(90), { maxLength: 8 }), (lineEnd, cuts) => {
      const sent = text.replaceAll('\n', lineEnd)
      const at = [0, ...cuts.map((cut) => cut % sent.length).sort((a, b) => a - b), sent.length]
      const chunks = at.slice(1).map((end, i) => sent.slice(at[i], end))
      // A lone CR may be half of a CRLF, so the last empty line is only known with what follows.
      expect(readAll([...chunks, ': beat'])).toEqual(whole)
    }),
  )
})

test('half a message at the end is not a message', () => {
  expect(readAll(['data: half\n'])).toEqual([])
})

test('the pause between attempts doubles up to half a minute and never falls below half of its size', () => {
  expect(backoffMs(0, 0)).toBe(500)
  expect(backoffMs(0, 1)).toBe(1000)
  expect(backoffMs(3, 1)).toBe(8000)
  expect(backoffMs(5, 0)).toBe(15_000)
  expect(backoffMs(1000, 1)).toBe(30_000)
})
