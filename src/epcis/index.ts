export type { Scanned } from './barcode.ts'
export { readScan } from './barcode.ts'
export { readEpcHex } from './barcodeRfid.ts'
export type { CbvKind } from './cbv.ts'
export { canonicalCbv, cbvUri, cbvUrnOf, cbvWords, isUri } from './cbv.ts'
export { coarsenEvent } from './coarsen.ts'
export { standardContextJson, standardContextUrl as standardContext } from './context.ts'
export type { JsonObject, JsonValue, NamespaceResolver } from './eventHash.ts'
export { eventHash, preHash, storedEventHash } from './eventHash.ts'
export type { GsKey, Identifier, IdentifierKind, PrefixLength } from './identifiers.ts'
export {
  articleOf,
  canonicalIdentifier,
  checkIdentifier,
  describeIdentifier,
  isPersonIdentifier,
  labelOf,
  readKey,
} from './identifiers.ts'
export { identityOf } from './identity.ts'
export { vocabularyElements } from './masterData.ts'
export { personNames } from './person.ts'
export type { PrintableEvent, PrintOptions, QueryPrinter } from './print.ts'
export { createQueryPrinter, printEvent, printQueryDocument } from './print.ts'
export { sameContent } from './sameContent.ts'
export { createScanner } from './scan.ts'
export type {
  DocumentKind,
  NameRefusal,
  ReplacedId,
  Scanner,
  ScanOptions,
  ScanOutput,
  ScanReject,
  ScanSummary,
} from './scanTypes.ts'
export { documentKinds } from './scanTypes.ts'
export { convertUnit, unitFits, unitsOfMeasurement } from './sensor.ts'
