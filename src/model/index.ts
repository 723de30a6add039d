export type { BatchPlacement, EventBatch } from './batch.ts'
export { eventFlags } from './batch.ts'
export type {
  RateCell,
  RateQuestion,
  RateSide,
  ReleasedRate,
  SealedCell,
  Verdict,
  WithheldReason,
} from './cells.ts'
export { dwellBucketOf, dwellBuckets, dwellQuantileMs, openSealed, seal, withheldReasons } from './cells.ts'
export type {
  AreaCode,
  CapCategory,
  CapCertainty,
  CapMessageType,
  CapSeverity,
  CapStatus,
  CapUrgency,
  Geometry,
  Hazard,
  HazardArea,
  HazardKind,
  HazardText,
  Mark,
  Measure,
  Position,
  Ring,
} from './hazard.ts'
export {
  capCategories,
  capCertainties,
  capMessageTypes,
  capSeverities,
  capStatuses,
  capUrgencies,
  hazardKinds,
} from './hazard.ts'
export type { DeadlineKind, Heads, Load, Order, PlanView } from './plan.ts'
export { deadlineKinds } from './plan.ts'
export type { Role } from './roles.ts'
export { roles } from './roles.ts'
export type {
  CompiledSite,
  Place,
  ProcessStep,
  Shift,
  SiteArea,
  SiteFile,
  SiteSource,
  SiteVersion,
  SiteZone,
} from './site.ts'
export {
  oversight,
  whoDeclaresHeads,
  whoPlans,
  whoPlantsCanaries,
  whoReadsAccessLog,
  whoReadsEvents,
  whoReadsSiteFile,
  whoSees,
  whoSeesAccounts,
  whoSeesReports,
  whoSeesShapes,
  whoSends,
  whoSetsSpeed,
  whoSetsUpSite,
  whoTraces,
} from './tasks.ts'
export type { Action, EventType, RefRole, RetentionClass, SiteState, SourceKind } from './words.ts'
export { actions, eventTypes, refRoles, retentionClasses, siteStates, sourceKinds } from './words.ts'
