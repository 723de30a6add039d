import { randomUUID } from 'node:crypto'
import { FaultError, type Result } from '../base/index.ts'
import type { CaptureBehaviour, CaptureJob, CaptureOutcome, CaptureSession } from '../capture/index.ts'
import type { ScanSummary } from '../epcis/index.ts'
import type { Engine } from './engine.ts'

/** A capture job around a document: known while it runs, kept when it ended, forgotten when the document was refused as a whole. */
export async function runJob(
  engine: Engine,
  options: { siteId: string; behaviour: CaptureBehaviour; session: CaptureSession },
  scan: () => Promise<Result<ScanSummary>>,
): Promise<{ job: CaptureJob; outcome: CaptureOutcome }> {
  const { siteId, behaviour, session } = options
  const captureID = randomUUID()
  const createdMs = engine.clock.nowMs()
  const nothing = { accepted: 0, duplicate: 0, conflict: 0, rejected: 0, errors: [], replacedIds: [] }
  engine.jobs.start({ captureID, siteId, createdMs, finishedMs: null, success: true, behaviour, ...nothing })
  try {
    const ended = await session.finish(await scan())
    if (!ended.ok) throw new FaultError(ended.fault)
    const { accepted, duplicate, conflict, rejected, success, rejects, replacedIds } = ended.value
    const counts = { accepted, duplicate, conflict, rejected }
    const job: CaptureJob = {
      captureID,
      siteId,
      createdMs,
      finishedMs: engine.clock.nowMs(),
      success,
      behaviour,
      ...counts,
      errors: rejects.map((reject) => reject.fault),
      replacedIds,
    }
    engine.jobs.finish(job)
    return { job, outcome: ended.value }
  } catch (error) {
    session.abandon()
    engine.jobs.drop(captureID)
    throw error
  }
}

/** Captures a text that is complete in memory. */
export async function captureText(
  engine: Engine,
  options: { siteId: string; feed: string; behaviour: CaptureBehaviour; shape?: 'ndjson'; text: string },
): Promise<CaptureJob> {
  const { siteId, behaviour } = options
  const { session, scanner } = engine.openCapture(options)
  const { job } = await runJob(engine, { siteId, behaviour, session }, async () => {
    scanner.push(new TextEncoder().encode(options.text))
    return scanner.end()
  })
  return job
}
