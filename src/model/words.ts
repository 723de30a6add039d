/** EPCIS 2.0 event types; the index is the code that columns hold. */
export const eventTypes = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const
export type EventType = (typeof eventTypes)[number]

/** EPCIS actions; the index is the code that columns hold, 0 where an event has none (transformations). */
export const actions = ['', 'ADD', 'OBSERVE', 'DELETE'] as const
export type Action = (typeof actions)[number]

/** What an event says of a thing that it mentions; the index is the code that columns hold. */
export const refRoles = [
  'epc', // epcList
  'parent', // parentID
  'child', // childEPCs
  'input', // inputEPCList
  'output', // outputEPCList
  'quantity', // quantityList: a class with an amount
  'childQuantity',
  'inputQuantity',
  'outputQuantity',
  'transformation', // transformationID
  'bizTransaction', // the document's id, whatever its type
  'source',
  'destination',
  'correction', // correctiveEventIDs of an errorDeclaration
  'erroneous', // the eventID of an event that carries an errorDeclaration
] as const
export type RefRole = (typeof refRoles)[number]

/** How a read point's events come to be. Machine and partner events are exact; hand scans are coarse. */
export const sourceKinds = ['machine', 'partner', 'hand'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** A retention class: events of one class die together. `test` holds what a draft or test site sends. */
export const retentionClasses = ['standard', 'test'] as const
export type RetentionClass = (typeof retentionClasses)[number]

/** A site's state. A `draft` takes any legal namespace and its events die at activation. */
export const siteStates = ['draft', 'active', 'test'] as const
export type SiteState = (typeof siteStates)[number]
