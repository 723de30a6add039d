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
        let failure: unknown
        const done = (): void => {
          worker.off('message', onMessage)
          worker.off('error', onGone)
          worker.off('exit', onGone)
        }
        const onGone = (cause: unknown): void => {
          done()
          reject(new FaultError({ code: 'THREAD_ENDED' }, { cause }))
        }
        const onMessage = (message: WorkerMessage): void => {
          if (message.stretch !== request.stretch) return
          if (message.kind === 'output') {
            // After a failure the rest of the stretch is let go, so that the thread never waits for credits in vain.
            try {
              if (failure === undefined) take(message.output)
            } catch (error) {
              failure = error
            }
            Atomics.add(left, 0, 1)
            Atomics.notify(left, 0)
            return
          }
          done()
          if (failure === undefined) resolve(message.summary)
          else reject(failure as Error)
        }
        worker.on('message', onMessage)
        worker.on('error', onGone)
        worker.on('exit', onGone)
        worker.postMessage(request)
      })
    },
  }
}
