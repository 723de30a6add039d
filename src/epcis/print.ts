import {
  contextParts,
  InlineContext,
  isStandardContextUrl,
  standardContextJson,
  standardContextUrl,
} from './context.ts'
import { eventHash, type JsonObject } from './eventHash.ts'
import { field } from './fields.ts'
import { onTape, type Tape } from './tape.ts'
import { kind, tokenBits, tokenSize } from './tokens.ts'

/** A stored event, as the ledger gives it back. */
export interface PrintableEvent {
  /** JSON text of the event in UTF-8. */
  readonly raw: Uint8Array
  /** JSON text of the @context in force. */
  readonly context: string
  /** Epoch milliseconds; NaN leaves recordTime out. */
  readonly recordTimeMs: number
  /** A coarse event has no id of its own, and gets none. */
  readonly precision?: 'exact' | 'quarterHour'
}

export interface PrintOptions {
  /** Given: an event that came without eventID gets the CBV hash that is its identity. */
  readonly sha256?: (bytes: Uint8Array) => Uint8Array
}

const decoder = new TextDecoder()

/**
 * JSON text of one event with its @context, the server's recordTime, and its eventID filled. Every other
 * member keeps its bytes: numbers and times their lexemes, members their order.
 */
export function printEvent(event: PrintableEvent, options: PrintOptions = {}): string {
  return printMembers(event, event.context, options)
}

/** A query document printed piece by piece, so that a page of any size needs memory for one event only. */
export interface QueryPrinter {
  /** Everything before the first event. */
  readonly open: string
  /** One event, with a comma before it if it is not the first. */
  event(event: PrintableEvent): string
  readonly close: string
}

/**
 * Printer of an EPCISQueryDocument whose events carry the given contexts (each JSON text once, in any order).
 * Contexts are merged at the document where their prefixes agree; an event whose prefixes mean something else
 * says so itself.
 */
export function createQueryPrinter(
  contexts: readonly string[],
  about: { readonly creationDate: string; readonly queryName?: string; readonly subscriptionID?: string },
  options: PrintOptions = {},
): QueryPrinter {
  const merged = mergeContexts(contexts)
  const subscription =
    about.subscriptionID === undefined ? '' : `"subscriptionID":${JSON.stringify(about.subscriptionID)},`
  let first = true
  return {
    open:
      `{"@context":${merged.document},"type":"EPCISQueryDocument","schemaVersion":"2.0",` +
      `"creationDate":${JSON.stringify(about.creationDate)},"epcisBody":{"queryResults":{${subscription}` +
      `"queryName":${JSON.stringify(about.queryName ?? 'SimpleEventQuery')},"resultsBody":{"eventList":[`,
    event: (event) => {
      const own = merged.isOwn(event.context) ? event.context : undefined
      const text = printMembers(event, own, options)
      const comma = first ? '' : ','
      first = false
      return comma + text
    },
    close: ']}}}}',
  }
}

/** The same for events at hand. */
export function printQueryDocument(
  events: readonly PrintableEvent[],
  creationDate: string,
  options: PrintOptions = {},
): string {
  const contexts = [...new Set(events.map((event) => event.context))]
  const printer = createQueryPrinter(contexts, { creationDate }, options)
  return printer.open + events.map((event) => printer.event(event)).join('') + printer.close
}

function printMembers(event: PrintableEvent, context: string | undefined, options: PrintOptions): string {
  return onTape(event.raw, ({ words }, bytes) => printTape(event, context, options, { words, bytes }))
}

function printTape(
  event: PrintableEvent,
  context: string | undefined,
  options: PrintOptions,
  { words, bytes }: Pick<Tape, 'words'> & { readonly bytes: Uint8Array },
): string {
  const members: string[] = context === undefined ? [] : [`"@context":${context}`]
  const recordTime = Number.isNaN(event.recordTimeMs)
    ? undefined
    : `"recordTime":"${new Date(event.recordTimeMs).toISOString()}"`
  let hasId = false
  for (let key = tokenSize; key < words[3]!; key = words[key + tokenSize + 3]!) {
    const code = words[key]! >> tokenBits.fieldShift
    if (code === field['@context'] || code === field.recordTime) continue
    hasId ||= code === field.eventID
    const value = key + tokenSize
    const quote = (words[value]! & tokenBits.kind) === kind.string ? 1 : 0
    members.push(decoder.decode(bytes.subarray(words[key + 1]! - 1, words[value + 2]! + quote)))
    if (code === field.eventTime && recordTime !== undefined) members.push(recordTime)
  }
  if (!hasId && options.sha256 !== undefined && event.precision !== 'quarterHour') {
    const prefixes = new InlineContext(event.context, JSON.parse(event.context)).prefixes
    const id = eventHash(
      JSON.parse(decoder.decode(event.raw)) as JsonObject,
      (prefix) => prefixes.get(prefix),
      options.sha256,
    )
    members.push(`"eventID":${JSON.stringify(id)}`)
  }
  return `{${members.join(',')}}`
}

/** One context for a document, and which of the given ones it cannot stand for. */
function mergeContexts(contexts: readonly string[]): { readonly document: string; isOwn(context: string): boolean } {
  const terms = new Map<string, string>()
  const own = new Set<string>()
  for (const json of contexts) {
    const added = new Map<string, string>()
    let clashes = false
    for (const part of contextParts(JSON.parse(json))) {
      if (typeof part === 'string') clashes ||= !isStandardContextUrl(part)
      else {
        for (const [term, definition] of Object.entries(part)) {
          const text = JSON.stringify(definition)
          const before = terms.get(term) ?? added.get(term)
          clashes ||= before !== undefined && before !== text
          added.set(term, text)
        }
      }
    }
    if (clashes) own.add(json)
    else for (const [term, text] of added) terms.set(term, text)
  }
  const inline = [...terms].map(([term, text]) => `${JSON.stringify(term)}:${text}`).join(',')
  const document = inline === '' ? standardContextJson : `[${JSON.stringify(standardContextUrl)},{${inline}}]`
  return { document, isOwn: (context) => own.has(context) }
}
