import {
  type DocumentReader,
  documentReader,
  err,
  type Fault,
  ok,
  parseJsonText,
  pointerToken,
  type Result,
} from '../base/index.ts'
import type {
  ProcessStep,
  Shift,
  SiteArea,
  SiteFile,
  SiteSource,
  SiteVersion,
  SiteZone,
  SourceKind,
} from '../model/index.ts'
import { siteStates, sourceKinds } from '../model/index.ts'
import { checkSite } from './check.ts'

/** Largest site file taken, in UTF-16 units: a site of 60,000 zones fits. */
const siteTextMax = 16 * 1024 * 1024

/**
 * Reads a site file, whole or not at all.
 *
 * Every fault there is comes back at once (at most 100), each with a JSON Pointer, the shape found and what is
 * allowed. A file that parses has unique ids, known steps and zones, and versions in rising order.
 */
export function parseSiteFile(text: string): Result<SiteFile, readonly Fault[]> {
  if (text.length > siteTextMax) {
    return err([
      { code: 'DOCUMENT_VALUE_WRONG', at: '', got: 'a longer text', allowed: `up to ${siteTextMax} characters` },
    ])
  }
  const json = parseJsonText(text)
  if (!json.ok) return err([json.fault])
  return readSiteFile(json.value)
}

/** The same for a document that is parsed JSON already. */
export function readSiteFile(document: unknown): Result<SiteFile, readonly Fault[]> {
  const reader = documentReader()
  const file = readRoot(reader, document)
  if (file === undefined || reader.faults.length > 0) {
    // A document that is `undefined` leaves no fault of its own.
    return err(
      reader.faults.length > 0
        ? reader.faults
        : [{ code: 'DOCUMENT_TYPE_WRONG', at: '', got: 'nothing', allowed: 'an object' }],
    )
  }
  checkSite(reader, file)
  return reader.faults.length > 0 ? err(reader.faults) : ok(file)
}

const id = { pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/, allowed: 'a-z, 0-9 and single -, such as dc-north', max: 64 }
const countryCode = { pattern: /^[A-Z]{2}$/, allowed: 'two capital letters of ISO 3166-1, such as FR' }
const regionCode = { pattern: /^[A-Z0-9]{1,3}$/, allowed: 'the second half of an ISO 3166-2 code, such as CA of US-CA' }
const timeOfDay = { pattern: /^(?:[01]\d|2[0-3]):[0-5]\d$/, allowed: 'a time of day as HH:MM' }
const identifier = {
  pattern: /^[^\s*]*[^\s*]\*?$|^\*$/,
  allowed: 'an identifier as scanned, with * at its end or without',
}
const namespace = { pattern: /^[A-Za-z][\w+.-]*:[^\s{}]+$/, allowed: 'a namespace URI' }
const personField = {
  pattern: /^(?:\{[^\s{}]+\}[\w.-]+|[@\w][\w:.-]*)(?:\/(?:\*|\{[^\s{}]+\}[\w.-]+|[@\w][\w:.-]*))*$/,
  allowed: 'members joined by /, {namespace}local for extensions, * for every member of a list',
}
/** An offset of places: the placement column has 16 bits, that of steps 8. */
const placesMax = 60_000
const stepsMax = 250

function readRoot(r: DocumentReader, document: unknown): SiteFile | undefined {
  const root = r.object(document, '', {
    fairfloor: true,
    id: true,
    name: true,
    state: true,
    clock: false,
    position: false,
    country: false,
    region: false,
    policy: false,
    versions: true,
  })
  if (root === undefined) return undefined
  const fairfloor = r.oneOf(root['fairfloor'], '/fairfloor', [1])
  const siteId = r.text(root['id'], '/id', id)
  const name = r.text(root['name'], '/name')
  const state = r.oneOf(root['state'], '/state', siteStates)
  const clock = r.oneOf(root['clock'], '/clock', ['live', 'replay']) ?? 'live'
  const position = readPosition(r, root['position'])
  const country = r.text(root['country'], '/country', countryCode)
  const region = r.text(root['region'], '/region', regionCode)
  const policy = readPolicy(r, root['policy'])
  const versions = r.list(root['versions'], '/versions', (item, at) => readVersion(r, item, at), { min: 1, max: 1_000 })
  if (
    fairfloor === undefined ||
    siteId === undefined ||
    name === undefined ||
    state === undefined ||
    versions === undefined
  )
    return undefined
  return {
    fairfloor,
    id: siteId,
    name,
    state,
    clock,
    ...(position && { position }),
    ...(country && { country }),
    ...(region && { region }),
    ...(policy && { policy }),
    versions,
  }
}

/** Numbers by name; which names there are, and what they may be, the policy says. */
function readPolicy(r: DocumentReader, value: unknown): SiteFile['policy'] {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const found = r.object(value, '/policy', Object.fromEntries(names.map((name) => [name, false])))
  if (found === undefined) return undefined
  const read = names.map((name) => [name, r.number(found[name], `/policy/${pointerToken(name)}`)] as const)
  return Object.fromEntries(read.filter((pair): pair is readonly [string, number] => pair[1] !== undefined))
}

function readPosition(r: DocumentReader, value: unknown): SiteFile['position'] {
  const found = r.object(value, '/position', { lng: true, lat: true })
  const lng = r.number(found?.['lng'], '/position/lng', { min: -180, max: 180 })
  const lat = r.number(found?.['lat'], '/position/lat', { min: -90, max: 90 })
  return lng === undefined || lat === undefined ? undefined : { lng, lat }
}

function readVersion(r: DocumentReader, value: unknown, at: string): SiteVersion | undefined {
  const found = r.object(value, at, {
    validFrom: true,
    timeZone: true,
    operationalDayStart: false,
    areas: true,
    process: true,
    sources: false,
    shifts: false,
    personFields: false,
    extensions: false,
    feeds: false,
  })
  if (found === undefined) return undefined
  const texts = (member: string, rule: typeof identifier) =>
    r.list(found[member], `${at}/${member}`, (item, here) => r.text(item, here, rule), { max: 1_000 })
  const validFrom = r.text(found['validFrom'], `${at}/validFrom`)
  const timeZone = r.text(found['timeZone'], `${at}/timeZone`, { allowed: 'an IANA time zone, such as Europe/Berlin' })
  const operationalDayStart = r.text(found['operationalDayStart'], `${at}/operationalDayStart`, timeOfDay)
  const areas = r.list(found['areas'], `${at}/areas`, (item, here) => readArea(r, item, here), { max: 1_000 })
  const process = r.list(found['process'], `${at}/process`, (item, here) => readStep(r, item, here), { max: stepsMax })
  const sources = r.list(found['sources'], `${at}/sources`, (item, here) => readSource(r, item, here), { max: 10_000 })
  const shifts = r.list(found['shifts'], `${at}/shifts`, (item, here) => readShift(r, item, here), { max: 100 })
  const personFields = texts('personFields', personField)
  const extensions = texts('extensions', namespace)
  const feeds = readFeeds(r, found['feeds'], `${at}/feeds`)
  if (validFrom === undefined || timeZone === undefined || areas === undefined || process === undefined)
    return undefined
  return {
    validFrom,
    timeZone,
    ...(operationalDayStart && { operationalDayStart }),
    areas,
    process,
    sources: sources ?? [],
    ...(shifts && { shifts }),
    ...(personFields && { personFields }),
    ...(extensions && { extensions }),
    ...(feeds && { feeds }),
  }
}

function readArea(r: DocumentReader, value: unknown, at: string): SiteArea | undefined {
  const found = r.object(value, at, { id: true, name: true, zones: true })
  const areaId = r.text(found?.['id'], `${at}/id`, id)
  const name = r.text(found?.['name'], `${at}/name`)
  const zones = r.list(found?.['zones'], `${at}/zones`, (item, here) => readZone(r, item, here), { max: placesMax })
  return areaId === undefined || name === undefined || zones === undefined ? undefined : { id: areaId, name, zones }
}

function readZone(r: DocumentReader, value: unknown, at: string): SiteZone | undefined {
  const members = {
    id: true,
    name: true,
    readPoints: true,
    bizLocations: false,
    step: false,
    normal: false,
    outline: false,
  }
  const found = r.object(value, at, members)
  if (found === undefined) return undefined
  const zoneId = r.text(found['id'], `${at}/id`, id)
  const name = r.text(found['name'], `${at}/name`)
  const readPoints = r.list(found['readPoints'], `${at}/readPoints`, (item, here) => r.text(item, here, identifier))
  const bizLocations = r.list(found['bizLocations'], `${at}/bizLocations`, (item, here) =>
    r.text(item, here, identifier),
  )
  const step = r.text(found['step'], `${at}/step`, id)
  const normal = readNormal(r, found['normal'], `${at}/normal`)
  const outline = r.list(found['outline'], `${at}/outline`, (item, here) => readPoint(r, item, here), {
    min: 3,
    max: 10_000,
  })
  if (zoneId === undefined || name === undefined || readPoints === undefined) return undefined
  return {
    id: zoneId,
    name,
    readPoints,
    ...(bizLocations && { bizLocations }),
    ...(step && { step }),
    ...(normal && { normal }),
    ...(outline && { outline }),
  }
}

function readNormal(r: DocumentReader, value: unknown, at: string): SiteZone['normal'] {
  const found = r.object(value, at, { low: true, high: true })
  const low = r.number(found?.['low'], `${at}/low`, { min: 0 })
  const high = r.number(found?.['high'], `${at}/high`, { min: low ?? 0 })
  return low === undefined || high === undefined ? undefined : { low, high }
}

/** Metres: a building longer than 100 km is degrees or millimetres by mistake. */
const metresMax = 100_000

function readPoint(r: DocumentReader, value: unknown, at: string): readonly [number, number] | undefined {
  const pair = r.list(value, at, (item, here) => r.number(item, here, { min: -metresMax, max: metresMax }), {
    min: 2,
    max: 2,
  })
  const [x, y] = pair ?? []
  return x === undefined || y === undefined ? undefined : [x, y]
}

function readStep(r: DocumentReader, value: unknown, at: string): ProcessStep | undefined {
  const found = r.object(value, at, {
    id: true,
    name: true,
    bizSteps: true,
    owner: true,
    stuckAfterMin: false,
    leaves: false,
    optional: false,
  })
  if (found === undefined) return undefined
  const stepId = r.text(found['id'], `${at}/id`, id)
  const name = r.text(found['name'], `${at}/name`)
  const bizSteps = r.list(found['bizSteps'], `${at}/bizSteps`, (item, here) => r.text(item, here), { min: 1, max: 100 })
  const owner = r.text(found['owner'], `${at}/owner`, {
    allowed: 'a role, such as pack lead; never a person',
    max: 100,
  })
  const stuckAfterMin = r.number(found['stuckAfterMin'], `${at}/stuckAfterMin`, { above: 0, max: 5_256_000 })
  const leaves = r.flag(found['leaves'], `${at}/leaves`)
  const optional = r.flag(found['optional'], `${at}/optional`)
  if (stepId === undefined || name === undefined || bizSteps === undefined || owner === undefined) return undefined
  return {
    id: stepId,
    name,
    bizSteps,
    owner,
    ...(stuckAfterMin !== undefined && { stuckAfterMin }),
    ...(leaves !== undefined && { leaves }),
    ...(optional !== undefined && { optional }),
  }
}

function readSource(r: DocumentReader, value: unknown, at: string): SiteSource | undefined {
  const found = r.object(value, at, { id: true, kind: true, readPoints: true })
  const sourceId = r.text(found?.['id'], `${at}/id`, id)
  const kind = r.oneOf(found?.['kind'], `${at}/kind`, sourceKinds)
  const readPoints = r.list(found?.['readPoints'], `${at}/readPoints`, (item, here) => r.text(item, here, identifier))
  return sourceId === undefined || kind === undefined || readPoints === undefined
    ? undefined
    : { id: sourceId, kind, readPoints }
}

function readShift(r: DocumentReader, value: unknown, at: string): Shift | undefined {
  const found = r.object(value, at, { id: true, name: true, start: true, end: true, days: false })
  const shiftId = r.text(found?.['id'], `${at}/id`, id)
  const name = r.text(found?.['name'], `${at}/name`)
  const start = r.text(found?.['start'], `${at}/start`, timeOfDay)
  const end = r.text(found?.['end'], `${at}/end`, timeOfDay)
  const days = r.list(
    found?.['days'],
    `${at}/days`,
    (item, here) => r.number(item, here, { min: 1, max: 7, integer: true }),
    { min: 1, max: 7 },
  )
  if (shiftId === undefined || name === undefined || start === undefined || end === undefined) return undefined
  return { id: shiftId, name, start, end, ...(days && { days }) }
}

function readFeeds(r: DocumentReader, value: unknown, at: string): SiteVersion['feeds'] {
  if (value === undefined) return undefined
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const found = r.object(value, at, Object.fromEntries(names.map((name) => [name, false])))
  if (found === undefined) return undefined
  const out: [string, SourceKind][] = []
  for (const name of names) {
    const kind = r.oneOf(found[name], `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, sourceKinds)
    if (kind !== undefined) out.push([name, kind])
  }
  return Object.fromEntries(out)
}
