// A thread that reads a stretch of a file and scans it: the other half of an import runs on the owner's thread.
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { err, type Result } from '../base/index.ts'
import { createScanner, type ScanOptions, type ScanOutput, type ScanSummary } from '../epcis/index.ts'
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

const ndjsonOptions: ScanOptions = { ...options, shape: 'ndjson' }

port.on('message', (request: StretchRequest) => {
  port.postMessage({ kind: 'done', stretch: request.stretch, summary: scanStretch(request) } satisfies WorkerMessage)
})

/** Scans one stretch; a file that cannot be read is told as a fault of the document. */
function scanStretch(request: StretchRequest): Result<ScanSummary> {
  const scanner = createScanner(request.shape === 'ndjson' ? ndjsonOptions : options, (output) =>
    post({ kind: 'output', stretch: request.stretch, output }, output),
  )
  let file: number | undefined
  try {
    file = openSync(request.path, 'r')
    if (request.prefix !== undefined) scanner.push(request.prefix)
    const buffer = new Uint8Array(readBytes)
    for (let at = request.start; at < request.end; ) {
      const count = readSync(file, buffer, 0, Math.min(readBytes, request.end - at), at)
      if (count === 0) break
      scanner.push(buffer.subarray(0, count))
      at += count
    }
  } catch {
    return err({ code: 'FILE_UNREADABLE' })
  } finally {
    if (file !== undefined) closeSync(file)
  }
  return scanner.end()
}

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
