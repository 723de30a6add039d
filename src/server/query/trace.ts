import { FaultError } from '../../base/index.ts'
import {
  canonicalCbv,
  canonicalIdentifier,
  describeIdentifier,
  isPersonIdentifier,
  readScan,
} from '../../epcis/index.ts'
import type { ObjectHash, ObjectState } from '../../flow/index.ts'
import type { EventRow, Hash } from '../../ledger/index.ts'
import { type CompiledSite, type RefRole, type Role, refRoles } from '../../model/index.ts'
import type { JourneyRow, ObjectRow, TraceView } from '../../wire/index.ts'
import type { Engine } from '../engine.ts'
import { searchRefusal } from '../keep-out/refused-names.ts'
import type { SiteRuntime } from '../sites/site-runtime.ts'
import { quarterMs } from '../views/feed-counts.ts'
import { isSettingUp, toldState } from '../views/told.ts'
import { toldObjects } from '../views/told-object.ts'
import { asOf, siteRef, versionOf } from '../views/views.ts'
import type { EventJson } from './event-json.ts'
import { identifierHash } from './event-query.ts'
import { handsToldBeforeMs, objectsMayBeTraced, stretchesOf, stretchMs } from './hand-door.ts'

/** Events that a trace reads of one identifier, newest first; journey rows and objects that it shows of them. */
export const eventsReadMax = 20_000
export const journeyRowsMax = 500
export const objectsListedMax = 5_000
const pageRows = 500
const namesKeptMax = 10_000
/** Stretches of a way that are told at a time: a week of somebody's use of a tote. */
const stretchesTold = 42

interface Told {
  readonly row: EventRow
  readonly event: EventJson
}

/**
 * Where an object is and how it got there; or, for a document, a lot or a container, every object that belongs to it.
 * `asked` is anything that was scanned or typed. Hand scans answer with zone and quarter hour, as everywhere, and once that is over. Each object counts
 * against what the role may trace in a day: the one asked for is refused beyond it (TRACE_BUDGET), those of a list are named without
 * place and time.
 */
export async function traceView(
  engine: Engine,
  runtime: SiteRuntime,
  simulated: boolean,
  { asked, role }: { readonly asked: string; readonly role: Role },
): Promise<TraceView> {
  const scanned = readScan(asked.trim())
  const canonical = scanned.ok ? scanned.value.canonical : canonicalIdentifier(asked.trim())
  if (isPersonIdentifier(canonical)) throw new FaultError({ code: 'PERSON_IDENTIFIER', at: '/id' })
  const described = describeIdentifier(canonical)
  const hash = identifierHash(engine.ledger.hashKey, canonical)
  const may = objectsMayBeTraced(engine, runtime, role)
  const [stretches = []] = await stretchesOf(engine, runtime, [hash])
  may.spend({ hash, stretches: stretches.slice(0, 1) })
  // A way that takes long tells as much as many objects: as far back as the day's go.
  const earliest = stretches.slice(1, stretchesTold).find((stretch) => !may.trySpend({ hash, stretches: [stretch] }))
  const fromMs = ((earliest ?? stretches[stretchesTold] ?? Number.NEGATIVE_INFINITY) + 1) * stretchMs
  const all = await eventsOf(engine, runtime, hash)
  const told = all.filter(({ row }) => row.eventTimeMs >= fromMs)
  const [state = null] = await toldObjects(engine, runtime, [hash])
  const site = versionOf(runtime)
  // All hand scans of a document or a lot are many objects' at once: they come with the objects, each for itself.
  const isObject = all.some(({ event }) => objectsNamed(event).map(canonicalIdentifier).includes(canonical))
  const stops = isObject || runtime.grain.exact ? told : told.filter(({ row }) => row.precision === 'exact')
  const journey = stops.slice(0, journeyRowsMax).map((each) => journeyRow(runtime, each, canonical))
  const erroneous = new Set(
    told.filter(({ event }) => event.errorDeclaration !== undefined).map(({ event }) => event.eventID),
  )
  // How many objects a document or container has moves with every scan: as of the last tick, like every count.
  const toldThen = all.filter((each) => isOfLastTick(engine, runtime, each))
  const objects = await objectsOf(engine, runtime, { hash, canonical, told: toldThen })
  let objectsListedOnly = 0
  const listed = objects.slice(0, objectsListedMax).map((row) => {
    if (may.trySpend({ hash: identifierHash(engine.ledger.hashKey, row.id) })) return row
    objectsListedOnly += 1
    return { ...row, placeName: '', step: '', stepName: '', lastSeenMs: null }
  })
  const known = all.length > 0 || state !== null
  const refusal = known || described !== undefined ? undefined : searchRefusal(asked)
  if (refusal !== undefined) throw new FaultError(refusal)
  return {
    site: siteRef(runtime, simulated),
    asOf: asOf(runtime, engine.clock),
    asked,
    understood:
      known || described !== undefined
        ? { kind: described?.kind ?? 'other', canonical, label: described?.label ?? canonical }
        : null,
    now:
      state === null || state.sinceMs === null
        ? null
        : {
            ...whereabouts(site, state, journey),
            sinceMs: state.sinceMs,
            container: containerOf(engine, state, all),
            open: state.open,
            loadId: state.loadId,
          },
    journey: journey.map((row) =>
      row.eventId !== null && erroneous.has(row.eventId) ? { ...row, erroneous: true } : row,
    ),
    journeyTotal: stops.length,
    objects: listed,
    objectsTotal: objects.length,
    objectsListedOnly,
    documents: distinctDocuments(journey),
  }
}

/** Was it said before the state that everyone is told? Of hand scans the quarter hour is known. */
function isOfLastTick(engine: Engine, runtime: SiteRuntime, { row }: Told): boolean {
  if (row.precision === 'exact' || runtime.grain.exact || isSettingUp(runtime, engine.clock)) return true
  const { atMs } = toldState(engine, runtime)
  return row.eventTimeMs < Math.floor(atMs / quarterMs) * quarterMs
}

/** Place and step of an object; of one that left, where its newest event saw it, for it is at no place any more. */
function whereabouts(site: CompiledSite, state: ObjectState, journey: readonly JourneyRow[]) {
  const last = journey[0]
  if (!state.open && state.place === 0 && last !== undefined)
    return { placeId: last.placeId, placeName: last.placeName, step: '', stepName: last.stepName }
  return {
    placeId: site.places[state.place]?.id ?? '',
    placeName: site.places[state.place]?.name ?? '',
    step: site.steps[state.step - 1]?.id ?? '',
    stepName: site.steps[state.step - 1]?.name ?? '',
  }
}

/** The same objects as a spreadsheet: RFC 4180, with a first row of names. */
export function traceCsv(view: TraceView, notes: readonly string[] = []): string {
  const rows = [
    ['object', 'kind', 'place', 'step', 'lastSeen', 'container', 'destinations', 'load', 'open'],
    ...view.objects.map((each) => [
      each.id,
      each.kind,
      each.placeName,
      each.stepName,
      each.lastSeenMs === null ? '' : new Date(each.lastSeenMs).toISOString(),
      each.container ?? '',
      each.destinations.join(' '),
      each.loadId ?? '',
      each.open ? 'yes' : 'no',
    ]),
  ]
  // Notes stand under the table, one cell each, so that the head stays the first row.
  return [...rows, ...notes.map((note) => [note])].map((row) => `${row.map(csvField).join(',')}\r\n`).join('')
}

/** A leading =, +, - or @ would run as a formula in a spreadsheet: such text is quoted behind an apostrophe. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Newest events that mention an identifier, in any role, newest first. */
async function eventsOf(engine: Engine, runtime: SiteRuntime, hash: Hash): Promise<Told[]> {
  const { siteId, grain } = runtime
  const beforeMs = handsToldBeforeMs(engine, runtime)
  const reader = { isTest: grain.exact, ...(beforeMs === undefined ? {} : { handsBeforeMs: beforeMs }) }
  const told: Told[] = []
  let token: string | undefined
  do {
    const page = await engine.ledger.query(
      {
        siteId,
        objects: [{ hashes: [hash] }],
        order: '-eventTime',
        limit: pageRows,
        ...(token === undefined ? {} : { token }),
      },
      reader,
    )
    for (const row of page.rows) told.push({ row, event: JSON.parse(utf8.decode(row.raw)) as EventJson })
    token = page.nextToken
  } while (token !== undefined && told.length < eventsReadMax)
  return told
}
const utf8 = new TextDecoder()

function journeyRow(runtime: SiteRuntime, { row, event }: Told, canonical: string): JourneyRow {
  const site = runtime.compiled.at(row.eventTimeMs)
  const place = site.placeOf(
    canonicalIdentifier(event.readPoint?.id ?? ''),
    canonicalIdentifier(event.bizLocation?.id ?? ''),
  )
  const bizStep = canonicalCbv('bizStep', event.bizStep ?? '') ?? event.bizStep ?? ''
  const step = site.stepOf(bizStep)
  const inside = (event.childEPCs ?? []).some((child) => canonicalIdentifier(child) === canonical)
  return {
    eventTimeMs: row.eventTimeMs,
    precision: row.precision,
    type: event.type ?? '',
    action: event.action ?? '',
    bizStep,
    stepName: site.steps[step - 1]?.name ?? '',
    disposition: canonicalCbv('disposition', event.disposition ?? '') ?? event.disposition ?? '',
    placeId: site.places[place]?.id ?? '',
    placeName: place === 0 ? '' : (site.places[place]?.name ?? ''),
    container: inside && event.parentID !== undefined ? canonicalIdentifier(event.parentID) : null,
    documents: documentsOf(event),
    destinations: (event.destinationList ?? []).flatMap((each) =>
      each.destination === undefined ? [] : [each.destination],
    ),
    eventId: event.eventID ?? null,
    erroneous: event.errorDeclaration !== undefined,
  }
}

function documentsOf(event: EventJson) {
  return (event.bizTransactionList ?? []).flatMap((each) =>
    each.bizTransaction === undefined ? [] : [{ type: each.type ?? '', id: each.bizTransaction }],
  )
}

function distinctDocuments(journey: readonly JourneyRow[]) {
  const found = new Map<string, { type: string; id: string }>()
  for (const row of journey) for (const document of row.documents) found.set(document.id, document)
  return [...found.values()]
}

/**
 * What is inside a container, or was when it left; or every object that events name together with the asked document, lot or
 * shipment. Names come from the events' texts, whereabouts from the flow.
 */
async function objectsOf(
  engine: Engine,
  runtime: SiteRuntime,
  asked: { hash: Hash; canonical: string; told: readonly Told[] },
): Promise<ObjectRow[]> {
  const destinations = new Map<string, Set<string>>()
  const names = new Set<string>()
  const takenOut = new Set<string>()
  // Newest first: the first that is said of a child is what holds.
  for (const { event } of asked.told) {
    const named = objectsNamed(event).map(canonicalIdentifier)
    const isParent = event.parentID !== undefined && canonicalIdentifier(event.parentID) === asked.canonical
    // An object of the event itself has siblings there, not contents.
    if (!isParent && named.includes(asked.canonical)) continue
    const children = (event.childEPCs ?? []).map(canonicalIdentifier)
    if (isParent && event.action === 'DELETE') {
      // Without children it empties the container.
      if (children.length === 0 && (event.childQuantityList ?? []).length === 0) break
      for (const child of children) if (!names.has(child)) takenOut.add(child)
      continue
    }
    for (const name of isParent ? children : named) {
      if (takenOut.has(name)) continue
      names.add(name)
      for (const { destination } of event.destinationList ?? []) {
        if (destination === undefined) continue
        const known = destinations.get(name) ?? new Set()
        destinations.set(name, known.add(destination))
      }
    }
  }
  const all = [...names]
  const hashes = all.map((name) => identifierHash(engine.ledger.hashKey, name))
  const [state = null, ...objects] = await toldObjects(engine, runtime, [asked.hash, ...hashes])
  const isContainer = state !== null && state.contents > 0
  const rows: ObjectRow[] = []
  for (const [i, name] of all.entries()) {
    const object = objects[i] ?? null
    if (isContainer && !sameHash(object?.container ?? null, asked.hash)) continue
    rows.push(objectRow(runtime, name, object, [...(destinations.get(name) ?? [])], asked))
  }
  return rows
}

function objectsNamed(event: EventJson): string[] {
  return [
    ...(event.epcList ?? []),
    ...(event.childEPCs ?? []),
    ...(event.inputEPCList ?? []),
    ...(event.outputEPCList ?? []),
    ...(event.parentID === undefined ? [] : [event.parentID]),
  ]
}

function objectRow(
  runtime: SiteRuntime,
  name: string,
  object: ObjectState | null,
  destinations: readonly string[],
  asked: { hash: Hash; canonical: string },
): ObjectRow {
  const site = versionOf(runtime)
  const described = describeIdentifier(name)
  return {
    id: name,
    kind: described?.kind ?? 'other',
    placeName: object === null || object.place === 0 ? '' : (site.places[object.place]?.name ?? ''),
    step: site.steps[(object?.step ?? 0) - 1]?.id ?? '',
    stepName: site.steps[(object?.step ?? 0) - 1]?.name ?? '',
    lastSeenMs: object?.lastSeenMs ?? null,
    container: sameHash(object?.container ?? null, asked.hash) ? asked.canonical : null,
    destinations: [...destinations],
    loadId: object?.loadId ?? null,
    open: object?.open ?? false,
  }
}

function containerOf(engine: Engine, state: ObjectState, told: readonly Told[]): string | null {
  for (const { event } of told) {
    if (event.parentID === undefined) continue
    const canonical = canonicalIdentifier(event.parentID)
    if (sameHash(state.container, identifierHash(engine.ledger.hashKey, canonical))) return canonical
  }
  return null
}

function sameHash(a: ObjectHash | null, b: ObjectHash): boolean {
  return a !== null && a[0] === b[0] && a[1] === b[1]
}

/**
 * Names of objects by their hash, for lists that flow makes: read from the newest event that mentions the
 * object, remembered for the next look. Bounded; a list of 200 costs 200 look-ups once.
 */
export function objectNames(engine: Engine, runtime: SiteRuntime) {
  const names = new Map<string, string>()
  const wanted = new Map<string, ObjectHash>()
  const state: { reading: Promise<void> | null } = { reading: null }

  async function readWanted(): Promise<void> {
    for (const [key, hash] of wanted) {
      wanted.delete(key)
      const page = await engine.ledger.query(
        { siteId: runtime.siteId, objects: [{ roles: objectRoles, hashes: [hash] }], order: '-eventTime', limit: 1 },
        {},
      )
      for (const row of page.rows) {
        const event = JSON.parse(utf8.decode(row.raw)) as EventJson
        const named = [...objectsNamed(event), ...classesNamed(event)].map(canonicalIdentifier)
        const name = named.find((each) => sameHash(hash, identifierHash(engine.ledger.hashKey, each)))
        if (name !== undefined) names.set(key, name)
      }
    }
    runtime.version += 1
  }

  return (hash: ObjectHash): string => {
    const key = `${hash[0]},${hash[1]}`
    const known = names.get(key)
    if (known !== undefined) return known
    if (names.size > namesKeptMax) names.clear()
    wanted.set(key, hash)
    state.reading ??= readWanted()
      // A name that cannot be read now is asked for again at the next look.
      .catch(() => {})
      .finally(() => {
        state.reading = null
      })
    return ''
  }
}

function classesNamed(event: EventJson): string[] {
  return [...(event.quantityList ?? []), ...(event.childQuantityList ?? [])].flatMap((each) =>
    each.epcClass === undefined ? [] : [each.epcClass],
  )
}

const namedRoles: readonly RefRole[] = ['epc', 'parent', 'child', 'input', 'output', 'quantity', 'childQuantity']
const objectRoles = namedRoles.map((role) => refRoles.indexOf(role))
