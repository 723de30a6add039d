/** Members of an event that say what, when and why in the standard's words: no person hides there. */
const plain: ReadonlySet<string> = new Set([
  '@context',
  'type',
  'isA',
  'action',
  'bizStep',
  'disposition',
  'eventTime',
  'recordTime',
  'eventTimeZoneOffset',
  'epcList',
  'childEPCs',
  'parentID',
  'inputEPCList',
  'outputEPCList',
  'quantityList',
  'childQuantityList',
  'inputQuantityList',
  'outputQuantityList',
  'persistentDisposition',
  'errorDeclaration',
  'sensorReport',
  'value',
  'uom',
  'time',
])
/** Leaves of one event that are looked at. */
const leavesMax = 64

/**
 * The texts and numbers of an event's fields by path, in the syntax of a site file's `personFields`: where a system may write who did it.
 * `raw` and `context` are JSON in UTF-8 and JSON text, as a batch holds them.
 */
export function eventFields(raw: Uint8Array, context: string): [path: string, value: string][] {
  const out: [string, string][] = []
  collect(JSON.parse(new TextDecoder().decode(raw)), '', prefixesOf(context), out)
  return out
}

function collect(value: unknown, path: string, prefixes: ReadonlyMap<string, string>, out: [string, string][]): void {
  if (out.length >= leavesMax) return
  if (typeof value === 'string' || typeof value === 'number') {
    out.push([path, String(value)])
    return
  }
  if (typeof value !== 'object' || value === null) return
  const inside = path === '' ? '' : `${path}/`
  if (Array.isArray(value)) {
    for (const each of value) collect(each, `${inside}*`, prefixes, out)
    return
  }
  for (const [name, each] of Object.entries(value)) {
    if (!plain.has(name)) collect(each, `${inside}${expanded(name, prefixes)}`, prefixes, out)
  }
}

function expanded(name: string, prefixes: ReadonlyMap<string, string>): string {
  const colon = name.indexOf(':')
  const namespace = colon < 0 ? undefined : prefixes.get(name.slice(0, colon))
  return namespace === undefined ? name : `{${namespace}}${name.slice(colon + 1)}`
}

/** Prefixes by context: a feed sends the same one again and again. */
const known = new Map<string, ReadonlyMap<string, string>>()
const contextsKept = 64

function prefixesOf(context: string): ReadonlyMap<string, string> {
  const found = known.get(context)
  if (found !== undefined) return found
  const out = new Map<string, string>()
  for (const entry of [JSON.parse(context === '' ? '[]' : context) as unknown].flat()) {
    if (typeof entry !== 'object' || entry === null) continue
    for (const [prefix, namespace] of Object.entries(entry)) {
      if (typeof namespace === 'string' && !prefix.startsWith('@')) out.set(prefix, namespace)
    }
  }
  if (known.size >= contextsKept) known.clear()
  known.set(context, out)
  return out
}
