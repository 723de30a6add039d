export { type CaptureJob, type Jobs, jobsKeptMax, openJobs } from './jobs.ts'
export { placeBatch, type SiteVersions } from './placement.ts'
export {
  appendVerdicts,
  type CaptureBehaviour,
  type CaptureOutcome,
  type CaptureSession,
  type CaptureStore,
  type CaptureTransaction,
  captureBehaviours,
  openSession,
  type PlacedReject,
  rejectsKeptMax,
} from './session.ts'
