import { randomUUID } from 'node:crypto'
import { FaultError, type Result } from '../../base/index.ts'
import type { CaptureBehaviour, CaptureJob, CaptureOutcome, CaptureSession } from '../../capture/index.ts'
import type { ScanSummary } from '../../epcis/index.ts'
import type { Engine } from '../engine.ts'
import { holdsHands } from '../views/told.ts'

/** A capture job around a document: known while it runs, kept when it ended, forgotten when the document was refused as a whole. */
export async function runJob(
  engine: Engine,
  options: { siteId: string; feed: string; behaviour: CaptureBehaviour; session: CaptureSession },
  scan: () => Promise<Result<ScanSummary>>,
): Promise<{ job: CaptureJob; outcome: CaptureOutcome }> {
  const { siteId, feed, behaviour, session } = options
  const runtime = engine.runtime(siteId)
  const isHeld = (): boolean => runtime === undefined || holdsHands(runtime, engine.clock)
  const captureID = randomUUID()
  const createdMs = engine.clock.nowMs()
  // Until it ended nobody knows whether hand scans are in it: it is treated as if.
  const nothing = { accepted: 0, duplicate: 0, conflict: 0, rejected: 0, errors: [], replacedIds: [], byHand: isHeld() }
  engine.jobs.start({ captureID, siteId, createdMs, finishedMs: null, success: true, behaviour, feed, ...nothing })
  try {
    const ended = await session.finish(await scan())
    if (!ended.ok) throw new FaultError(ended.fault)
    const { accepted, duplicate, conflict, rejected, success, rejects, notices, replacedIds, byHand } = ended.value
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
      notices,
      replacedIds,
      feed,
      byHand: byHand > 0 && isHeld(),
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
  const { siteId, feed, behaviour } = options
  const { session, scanner } = engine.openCapture(options)
  const { job } = await runJob(engine, { siteId, feed, behaviour, session }, async () => {
    scanner.push(new TextEncoder().encode(options.text))
    return scanner.end()
  })
  return job
}
