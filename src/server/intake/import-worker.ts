// A thread that reads a stretch of a file, scans it, and lays its events out as they will be stored: the owner's thread looks
// identities up, writes and folds. Keys of hand scans never come here; the owner seals what was laid out.
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import { err, type Result } from '../../base/index.ts'
import { placeBatch } from '../../capture/index.ts'
import { createScanner, type ScanOptions, type ScanOutput, type ScanSummary } from '../../epcis/index.ts'
import { newLayouter } from '../../ledger/index.ts'
import { sourceKinds } from '../../model/index.ts'
import { compileSite, placeIdentifier } from '../../site/index.ts'
import { nameRefusal } from '../keep-out/refused-names.ts'
import type { ImportWorkerData, ScanSetup, StretchRequest, WorkerMessage } from './import-messages.ts'
import { threadSide } from './scan-memory.ts'

const readBytes = 1 << 20
const handSource = sourceKinds.indexOf('hand')
const memory = threadSide((workerData as ImportWorkerData).shared)
const port = parentPort
if (port === null) throw new Error('broken invariant: the import worker runs as a thread only')
let scan: ((request: StretchRequest) => Result<ScanSummary>) | undefined

port.on('message', (message: ScanSetup | StretchRequest) => {
  if (message.kind === 'setup') scan = newStretchScanner(message)
  else if (scan === undefined) throw new Error('broken invariant: a stretch before the setup')
  else say({ kind: 'done', stretch: message.stretch, summary: scan(message) })
})

function say(message: WorkerMessage): void {
  port?.postMessage(message)
}

/** Scans one stretch after another; a file that cannot be read is told as a fault of the document. */
function newStretchScanner(setup: ScanSetup): (request: StretchRequest) => Result<ScanSummary> {
  const site = compileSite(setup.site)
  const newest = site.versions.at(-1)
  const layouter = newLayouter({
    feed: setup.feed,
    crc32,
    zoneIdOf: (place) => placeIdentifier(setup.site.id, newest?.places[place]?.id ?? ''),
  })
  const options: ScanOptions = {
    ...setup.options,
    lends: true,
    refuses: nameRefusal(setup.options.personFields),
    sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  }
  const ndjsonOptions: ScanOptions = { ...options, shape: 'ndjson' }

  function post(stretch: number, { batch, rejects, replacedIds }: ScanOutput): void {
    memory.waitForCredit()
    const placement = placeBatch(batch, site, setup.feed)
    let byHand = 0
    for (let i = 0; i < batch.count; i++) if (placement.source[i] === handSource) byHand += 1
    const { slot, memoryOf } = memory.open()
    const laidOut = layouter.layOut(batch, placement, memoryOf)
    say({ kind: 'output', stretch, output: { ...laidOut, rejects, replacedIds, byHand, slot } })
  }

  return (request) => {
    layouter.begin()
    const scanner = createScanner(request.shape === 'ndjson' ? ndjsonOptions : options, (output) =>
      post(request.stretch, output),
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
    } catch (error) {
      // Anything but the file is a bug of ours, and ends the thread.
      if (!(error instanceof Error && 'syscall' in error)) throw error
      return err({ code: 'FILE_UNREADABLE' })
    } finally {
      if (file !== undefined) closeSync(file)
    }
    return scanner.end()
  }
}
