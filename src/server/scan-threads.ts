import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { FaultError, type Result, siblingModule } from '../base/index.ts'
import type { ScanOutput, ScanSummary } from '../epcis/index.ts'
import type { ImportWorkerData, StretchRequest, WorkerMessage } from './import-messages.ts'

/** Batches that a thread may be ahead of the owner. */
export const batchesAheadMax = 12

/**
 * Threads that scan stretches of files. Stretches are handed out in order to the next free thread and their outputs come
 * back in order of the stretches, whatever thread is faster: a later stretch waits, with its thread, until its turn.
 */
export function scanThreads(options: ImportWorkerData['options'], count = Math.max(1, availableParallelism() - 1)) {
  const threads = Array.from({ length: count }, () => startThread(options))

  return {
    count,
    /** Scans one stretch on thread `number % count`; `take` gets each output, one at a time. */
    scan(request: StretchRequest, take: (output: ScanOutput) => void): Promise<Result<ScanSummary>> {
      const thread = threads[request.stretch % count]
      if (thread === undefined) throw new Error('broken invariant: no thread for a stretch')
      return thread.scan(request, take)
    },
    async close(): Promise<void> {
      await Promise.all(threads.map((thread) => thread.worker.terminate()))
    },
  }
}
export type ScanThreads = ReturnType<typeof scanThreads>

function startThread(options: ImportWorkerData['options']) {
  const credits = new SharedArrayBuffer(4)
  const left = new Int32Array(credits)
  left[0] = batchesAheadMax
  const worker = new Worker(siblingModule(import.meta.url, './import-worker.ts'), {
    workerData: { options, credits } satisfies ImportWorkerData,
  })
  return {
    worker,
    scan(request: StretchRequest, take: (output: ScanOutput) => void): Promise<Result<ScanSummary>> {
      return new Promise((resolve, reject) => {
        const fail = (cause: unknown) => reject(new FaultError({ code: 'DISK_FAILED' }, { cause }))
        const onMessage = (message: WorkerMessage) => {
          if (message.stretch !== request.stretch) return
          if (message.kind === 'output') {
            try {
              take(message.output)
            } catch (error) {
              worker.off('message', onMessage)
              reject(error as Error)
            }
            Atomics.add(left, 0, 1)
            Atomics.notify(left, 0)
            return
          }
          worker.off('message', onMessage)
          worker.off('error', fail)
          resolve(message.summary)
        }
        worker.on('message', onMessage)
        worker.once('error', fail)
        worker.postMessage(request)
      })
    },
  }
}
