import { expect, test } from 'vitest'
import { readTrace } from './trace.ts'

const data = 'pwritev(21</d/data/3.main.2.0.any.20578.fine>, [{iov_base="FFL\\1\\2"..., iov_len=40}], 1, 0) = 700'
const dataSync = 'fdatasync(21</d/data/3.main.2.0.any.20578.fine>) = 0'
const frame = 'pwritev(19</d/commits-5.log>, [{iov_base="FFL\\1\\4"..., iov_len=40}], 1, 0) = 340'
const frameSync = 'fdatasync(19</d/commits-5.log>) = 0'
const answer = 'writev(25<socket:[77]>, [{iov_base="HTTP/1.1 202 Accepted\\r\\n"..., iov_len=300}], 1) = 300'

const traceOf = (...calls: string[]): string => calls.map((call) => `4711 ${call}`).join('\n')

test('data, sync, frame, sync, answer is the order that is promised', () => {
  expect(readTrace(traceOf(data, dataSync, frame, frameSync, answer))).toEqual({ answers: 1, commits: 1, wrong: [] })
})

test.each<[string, string[], string]>([
  [
    'the answer before the sync',
    [data, dataSync, frame, answer, frameSync],
    'an answer left before its commit frame was synced',
  ],
  [
    'the answer before the frame',
    [data, dataSync, answer, frame, frameSync],
    'an answer left without a commit frame before it',
  ],
  [
    'the frame before the data is synced',
    [data, frame, dataSync, frameSync, answer],
    'a commit frame was written before its data was synced',
  ],
  ['no sync at all', [data, frame, answer], 'an answer left before its commit frame was synced'],
  [
    'a sync that failed',
    [data, dataSync, frame, frameSync.replace('= 0', '= -1 EIO'), answer],
    'an answer left before its commit frame was synced',
  ],
  [
    'one frame for two answers',
    [data, dataSync, frame, frameSync, answer, answer],
    'an answer left without a commit frame before it',
  ],
])('%s is found', (_, calls, wrong) => {
  expect(readTrace(traceOf(...calls)).wrong).toContain(wrong)
})

test('a sync on another thread counts from its end, and only for what was written before it began', () => {
  const begun = '4712 fdatasync(19</d/commits-5.log> <unfinished ...>'
  const ended = '4712 <... fdatasync resumed>) = 0'
  const before = traceOf(data, dataSync, frame)
  const left = traceOf(answer)
  expect(readTrace([before, begun, ended, left].join('\n')).wrong).toEqual([])
  expect(readTrace([before, begun, left, ended].join('\n')).wrong).toHaveLength(1)
  const tooEarly = [traceOf(data, dataSync), begun, traceOf(frame), ended, left]
  expect(readTrace(tooEarly.join('\n')).wrong).toHaveLength(1)
})
