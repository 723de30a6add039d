import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { FaultError, type Result, siblingModule } from '../../base/index.ts'
import type { ScanSummary } from '../../epcis/index.ts'
import type { ImportWorkerData, LaidOutOutput, ScanSetup, StretchRequest, WorkerMessage } from './import-messages.ts'
import { newSharedState, ownerSide } from './scan-memory.ts'

/** Takes one output of a stretch. `release` gives its memory back: to be called once, when nobody reads it any more. */
type TakeOutput = (output: LaidOutOutput, release: () => void) => void

/**
 * Threads that scan stretches of files. They load while their owner opens the folder, so they start before anybody knows what
 * they will scan, which `setUp` tells them. Stretches are handed out in order to the next free thread and their outputs come
 * back in order of the stretches, whatever thread is faster: a later stretch waits, with its thread, until its turn.
 */
export function scanThreads(count = Math.max(1, availableParallelism() - 1)) {
  const threads = Array.from({ length: count }, startThread)

  return {
    count,
    /** What holds for every stretch from now on. */
    setUp(setup: Omit<ScanSetup, 'kind'>): void {
      for (const { worker } of threads) worker.postMessage({ kind: 'setup', ...setup } satisfies ScanSetup)
    },
    /** Scans one stretch on thread `number % count`; `take` gets each output, one at a time. */
    scan(request: StretchRequest, take: TakeOutput): Promise<Result<ScanSummary>> {
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

function startThread() {
  const shared = newSharedState()
  const memory = ownerSide(shared)
  const worker = new Worker(siblingModule(import.meta.url, './import-worker.ts'), {
    workerData: { shared } satisfies ImportWorkerData,
  })
  // What breaks a thread is told by the stretch that it was to scan.
  let gone: unknown
  worker.on('error', (cause) => {
    gone = cause
  })
  return {
    worker,
    scan(request: StretchRequest, take: TakeOutput): Promise<Result<ScanSummary>> {
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
            const { output } = message
            // After a failure the rest of the stretch is let go, so that the thread never waits for credits in vain.
            try {
              if (failure === undefined) take(output, () => memory.free(output.slot))
              else memory.free(output.slot)
            } catch (error) {
              failure = error
            }
            memory.taken()
            return
          }
          done()
          if (failure === undefined) resolve(message.summary)
          else reject(failure as Error)
        }
        if (gone !== undefined) return onGone(gone)
        worker.on('message', onMessage)
        worker.on('error', onGone)
        worker.on('exit', onGone)
        worker.postMessage(request)
      })
    },
  }
}
