/** A stored event as its JSON says it, as far as answers are made of its members; it was checked when it came in. */
export interface EventJson {
  readonly type?: string
  readonly eventID?: string
  readonly action?: string
  readonly eventTime?: string
  readonly eventTimeZoneOffset?: string
  readonly recordTime?: string
  readonly bizStep?: string
  readonly disposition?: string
  readonly readPoint?: { readonly id?: string }
  readonly bizLocation?: { readonly id?: string }
  readonly parentID?: string
  readonly epcList?: readonly string[]
  readonly childEPCs?: readonly string[]
  readonly inputEPCList?: readonly string[]
  readonly outputEPCList?: readonly string[]
  readonly quantityList?: readonly { readonly epcClass?: string }[]
  readonly childQuantityList?: readonly { readonly epcClass?: string }[]
  readonly bizTransactionList?: readonly { readonly type?: string; readonly bizTransaction?: string }[]
  readonly destinationList?: readonly { readonly type?: string; readonly destination?: string }[]
  readonly errorDeclaration?: unknown
}
