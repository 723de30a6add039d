export { type CaptureJob, type JobReader, type Jobs, jobTold, openJobs } from './jobs.ts'
export { openMappedLog } from './mapped-log.ts'
export { type Mapping, mappingFiles, parseMapping, readMapping } from './mapping.ts'
export { shippedMappings } from './mappings/index.ts'
export { placeBatch, type SiteVersions } from './placement.ts'
export {
  type CaptureBehaviour,
  type CaptureOutcome,
  type CaptureSession,
  captureBehaviours,
  openSession,
  type PlacedOutput,
  type PlacedReject,
} from './session.ts'
