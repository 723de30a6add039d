export { type CaptureJob, type Jobs, jobSeenBy, jobsKeptMax, openJobs } from './jobs.ts'
export { type MappedLog, openMappedLog, planRowsMax } from './mapped-log.ts'
export { type Mapping, type MappingInput, mappingFiles, mappingInputs, parseMapping, readMapping } from './mapping.ts'
export { type ShippedMapping, shippedMappings } from './mappings/index.ts'
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
  type PlacedOutput,
  type PlacedReject,
  rejectsKeptMax,
} from './session.ts'
