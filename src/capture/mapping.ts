import { type DocumentReader, documentReader, err, type Fault, ok, parseJsonText, type Result } from '../base/index.ts'

const mappingInputs = ['csv', 'json', 'parquet', 'sqlite'] as const
export type MappingInput = (typeof mappingInputs)[number]

/** A mapping file: how a log that is no EPCIS becomes events, and a plan where the log has one. */
export interface Mapping {
  readonly name: string
  /** What it maps, and whose it is: shown to people. */
  readonly about: string
  readonly input: MappingInput
  /** Table names to files, relative to the folder that is imported. A SQLite mapping has one file and brings its own tables. */
  readonly files: Readonly<Record<string, string>>
  /** IANA zone of times that come without an offset. */
  readonly timeZone: string
  /** SELECT whose columns are EPCIS fields; a row is an event. */
  readonly events: string
  /** SELECTs whose columns are fields of the plan. */
  readonly plan?: { readonly loads: string; readonly orders: string }
}

/** Reads a mapping file, whole or not at all. SQL may be a text or a list of lines. */
export function parseMapping(text: string): Result<Mapping, readonly Fault[]> {
  const json = parseJsonText(text)
  return json.ok ? readMapping(json.value) : err([json.fault])
}

/** The same for a document that is parsed JSON already. */
export function readMapping(document: unknown): Result<Mapping, readonly Fault[]> {
  const r = documentReader()
  const members = {
    fairfloor: true,
    mapping: true,
    about: false,
    input: true,
    files: true,
    timeZone: false,
    events: true,
    plan: false,
  }
  const root = r.object(document ?? null, '', members)
  r.oneOf(root?.['fairfloor'], '/fairfloor', [1])
  const name = r.text(root?.['mapping'], '/mapping', { pattern: /^[a-z0-9-]+$/, allowed: 'a-z, 0-9 and -', max: 64 })
  const about = r.text(root?.['about'], '/about', { max: 2_000 }) ?? ''
  const input = r.oneOf(root?.['input'], '/input', mappingInputs)
  const files = readFiles(r, root?.['files'], input)
  const timeZone = r.text(root?.['timeZone'], '/timeZone') ?? 'UTC'
  if (!isTimeZone(timeZone))
    r.fault('SITE_TIME_ZONE', '/timeZone', 'a name that is no time zone', 'an IANA time zone, such as Europe/Berlin')
  const events = readSql(r, root?.['events'], '/events')
  const planned = r.object(root?.['plan'], '/plan', { loads: true, orders: true })
  const loads = readSql(r, planned?.['loads'], '/plan/loads')
  const orders = readSql(r, planned?.['orders'], '/plan/orders')
  if (r.faults.length > 0 || name === undefined || input === undefined || events === undefined) return err(r.faults)
  const plan = loads === undefined || orders === undefined ? {} : { plan: { loads, orders } }
  return ok({ name, about, input, files, timeZone, events, ...plan })
}

/**
 * The mapping's files under an imported path: a folder that holds them, or, where the mapping has one file only, that
 * file under any name. Names cannot lead out of the folder.
 */
export function mappingFiles(
  mapping: Mapping,
  imported: { readonly path: string; readonly isFolder: boolean },
): Result<Readonly<Record<string, string>>> {
  const entries = Object.entries(mapping.files)
  if (!imported.isFolder) {
    const [only] = entries
    if (only !== undefined && entries.length === 1) return ok({ [only[0]]: imported.path })
    return err({
      code: 'MAPPING_FILE',
      got: 'one file',
      allowed: `a folder with ${entries.map(([, file]) => file).join(', ')}`,
    })
  }
  return ok(Object.fromEntries(entries.map(([table, file]) => [table, `${imported.path.replace(/\/+$/, '')}/${file}`])))
}

/** Longest SELECT of a mapping, in characters. */
const sqlMax = 100_000

function readSql(r: DocumentReader, value: unknown, at: string): string | undefined {
  if (!Array.isArray(value))
    return r.text(value, at, { allowed: 'a SELECT, as a text or a list of lines', max: sqlMax })
  const lines = r.list(value, at, (line, here) => (line === '' ? '' : r.text(line, here)), { min: 1, max: 2_000 })
  return lines?.join('\n')
}

const tableName = /^[A-Za-z_]\w{0,62}$/
/** No absolute path, no `..`, no wildcard, no drive. */
const relativeFile = /^(?!.*(?:^|\/)\.\.?(?:\/|$))[^/\\*?[\]:][^\\*?[\]:]*$/

function readFiles(r: DocumentReader, value: unknown, input: MappingInput | undefined): Record<string, string> {
  const names = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : []
  const found = r.object(value, '/files', Object.fromEntries(names.map((name) => [name, false])))
  const allowed = input === 'sqlite' ? 'one file' : '1 to 50 files'
  if (found !== undefined && (names.length === 0 || names.length > (input === 'sqlite' ? 1 : 50))) {
    r.fault('DOCUMENT_VALUE_WRONG', '/files', `${names.length} files`, allowed)
  }
  const out: [string, string][] = []
  for (const name of names) {
    const at = `/files/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (!tableName.test(name))
      r.fault('DOCUMENT_VALUE_WRONG', at, 'a name that is no table name', 'letters, digits and _')
    const file = r.text(found?.[name], at, { pattern: relativeFile, allowed: 'a file inside the imported folder' })
    if (file !== undefined) out.push([name, file])
  }
  return Object.fromEntries(out)
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
