// A thread that reads a stretch of a file and scans it: the other half of an import runs on the owner's thread.
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { createScanner, type ScanOptions, type ScanOutput } from '../epcis/index.ts'
import type { ImportWorkerData, StretchRequest, WorkerMessage } from './import-messages.ts'

const readBytes = 1 << 20
const data = workerData as ImportWorkerData
const credits = new Int32Array(data.credits)
const port = parentPort
if (port === null) throw new Error('broken invariant: the import worker runs as a thread only')

const options: ScanOptions = {
  ...data.options,
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
}

port.on('message', (request: StretchRequest) => {
  const scanner = createScanner(request.shape === 'ndjson' ? { ...options, shape: 'ndjson' } : options, (output) =>
    post({ kind: 'output', stretch: request.stretch, output }, output),
  )
  const file = openSync(request.path, 'r')
  try {
    if (request.prefix !== undefined) scanner.push(request.prefix)
    const buffer = new Uint8Array(readBytes)
    for (let at = request.start; at < request.end; ) {
      const count = readSync(file, buffer, 0, Math.min(readBytes, request.end - at), at)
      if (count === 0) break
      scanner.push(buffer.subarray(0, count))
      at += count
    }
  } finally {
    closeSync(file)
  }
  port.postMessage({ kind: 'done', stretch: request.stretch, summary: scanner.end() } satisfies WorkerMessage)
})

/** Hands a batch over without copying; waits while the owner is too many batches behind. */
function post(message: WorkerMessage, output: ScanOutput): void {
  while (Atomics.load(credits, 0) <= 0) Atomics.wait(credits, 0, 0, 1_000)
  Atomics.sub(credits, 0, 1)
  const { batch } = output
  const buffers = new Set<ArrayBuffer>()
  for (const column of Object.values(batch)) {
    if (ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer) buffers.add(column.buffer)
  }
  port?.postMessage(message, [...buffers])
}
