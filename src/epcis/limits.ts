/** Most bytes of one event's JSON text. */
export const eventBytesMax = 1 << 20
/** Most levels of nesting inside one event. */
export const eventDepthMax = 64
/** Most bytes of a document outside its events: ids, dates, master data, and whatever stands before the list. */
export const headerBytesMax = 16 << 20
/** Most bytes of events that are held back where a document's @context stands after its events. */
export const lateContextBytesMax = 32 << 20
/** Most events of one batch, unless the caller says less. */
export const batchRowsDefault = 4096
/** Most bytes of event text in one batch; a single event may go beyond. */
export const batchBytesMax = 8 << 20
/** Most different spellings that a scanner keeps per vocabulary before it forgets them all. */
export const wordsKeptMax = 1 << 16
/** Most identifiers in non-canonical spelling whose hashes a scanner keeps before it forgets them all. */
export const identifiersKeptMax = 1 << 16
/** Most different @context values that one input may bring. */
export const contextsMax = 4096
/** Most of these that are kept for the next input with the same options. */
export const contextsKeptMax = 256
/** Most scans at rest that are kept for one set of options. */
export const scansKeptMax = 4
