export type { Missing, MissingCode } from './activation.ts'
export { agreementInForce, categoryNames, missingFor, newest } from './activation.ts'
export type { Agreement, AgreementItem, UnenforceableItem } from './agreement.ts'
export { agreementItems, narrowingOf, unenforceable, wideningFaults } from './agreement.ts'
export type { Answers, Asked } from './answers.ts'
export { nextWeekMs } from './answers.ts'
export type { Decision, Widening } from './decide.ts'
export { decide } from './decide.ts'
export type { ExportId, FieldId, Indicator, IndicatorId } from './declared.ts'
export { exportIds, exports, fieldIds, indicatorIds, indicators, releaseSets } from './declared.ts'
export type { DenyList, DenyReason, NamedThing, Refusal } from './deny.ts'
export { denied, deniedFault, denyLists, denyReasons, namedThings } from './deny.ts'
export type { Gate, GateMemory, GateOptions, Whole } from './gate.ts'
export { openGate } from './gate.ts'
export type { Grain, GrainChanges, LiveGrain } from './grain.ts'
export { grainDefault, grainExact, grainOf, kDefault, kMin } from './grain.ts'
export type { Rounding } from './live.ts'
export { baseOf, liveTickMin, loadRounding, roundingOf, siteRounding, told, toldDone, toldFew } from './live.ts'
export type { Activation, Manifest, ManifestChange, ManifestRoute } from './manifest.ts'
export { changesSince, isNamedWay, manifestOf, narrowingOfActivation } from './manifest.ts'
export type { SitePosition } from './packs/packs.ts'
export { packs, packsFor, ruleOf } from './packs/packs.ts'
export type { NumberId, NumberParameter, ParameterId, SetId } from './parameters.ts'
export { isAsStrict, isNumberId, numberIds, numberParameter, numberParameters, setIds } from './parameters.ts'
export type { AgreementRecord, Declaration, PolicyRecord, RecordKind, WorkerCategory } from './records.ts'
export { readRecord, recordKinds, workerCategories } from './records.ts'
export type {
  Conflict,
  EffectivePolicy,
  LineSource,
  Narrowing,
  NumberLine,
  ResolvedNumber,
  ResolvedSet,
} from './resolve.ts'
export { resolve } from './resolve.ts'
export type { Confidence, DocumentLanguage, Pack, PackId, Rule, Standing, Text } from './rule.ts'
export { documentLanguages, standingOf } from './rule.ts'
