export { CanaryAsked, CanaryList, CanaryPlace, CanaryPlanted, CanaryReport } from './canary.ts'
export { CaptureView, JobRow } from './captureView.ts'
export { Me, Problem, SiteRef } from './common.ts'
export { DeparturesView, LoadRow } from './departures.ts'
export { AreaRow, ExceptionRow, FloorView, MisplacedRow, RateView, StepRow, ZoneRow } from './floor.ts'
export { NetworkRow, NetworkView } from './network.ts'
export {
  AccessLogView,
  AccountRow,
  AccountsView,
  AccountView,
  CodesAnswer,
  GrantRow,
  InvitationView,
  KeyAnswer,
  KeysView,
  LinkAnswer,
  SignInWays,
} from './people.ts'
export { PlanAnswer, PlanDocument } from './plan.ts'
export { PolicyView, RecordAnswer, SiteFileAnswer } from './policy.ts'
export { NamesAnswer, NamesAsked, RefusalReport, RefusalReports } from './refusals.ts'
export { ShapeList, ShapeRow } from './shapes.ts'
export { StreamMessage, type StreamTopic, streamTopics } from './stream.ts'
export { JourneyRow, ObjectRow, TracedView, TraceView } from './trace.ts'
