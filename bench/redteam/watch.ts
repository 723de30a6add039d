import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { manualClock } from '../../src/base/index.ts'
import type { Role, SiteFile } from '../../src/model/index.ts'
import type { GrainChanges } from '../../src/policy/index.ts'
import { type App, openApp } from '../../src/server/app.ts'
import { type Engine, openEngine } from '../../src/server/index.ts'
import { captureText } from '../../src/server/intake/capture-text.ts'
import { exportEvents } from '../../src/server/query/export.ts'
import { createWorld, siteSizeFor, type TruthWorkforce, type World } from '../../src/sim/index.ts'
import { askAsManager, type Doors } from './doors.ts'
import { LoadFlow, note, Series, type ToldRate } from './series.ts'
import { type Reader, type Sighting, sightingReader } from './sighting.ts'
import { openStream } from './stream.ts'

const minuteMs = 60_000
export const quarterMs = 15 * minuteMs
const dayMs = 86_400_000
/** A Monday; the shifts of the roster change at 06:00, 14:00 and 22:00. */
const startMs = Date.UTC(2026, 1, 2, 6)
const siteId = 'red'
const feed = 'wms'

export interface WatchOptions {
  readonly seed: string | number
  /** People at work in the largest shift. */
  readonly people: number
  readonly days: number
  /** Changes of the grain under test. */
  readonly grain?: GrainChanges
  /** Whether feeds carry person fields (counted contributors), or heads are only declared. */
  readonly counted?: boolean
  /** Minutes between two looks at the pages. */
  readonly lookMin?: number
}

/** Everything that was to be seen of one site over some days, and what was true. */
export interface Watch {
  readonly people: number
  readonly seed: string | number
  readonly startMs: number
  readonly endMs: number
  readonly lookMs: number
  readonly siteFile: SiteFile
  readonly truth: TruthWorkforce
  /** Heads as declared in the plan, by area and quarter hour. */
  readonly heads: ReadonlyMap<string, number>
  readonly pages: Series
  readonly rates: readonly ToldRate[]
  /** What event queries, traces and a stolen key gave. */
  readonly asked: Doors
  /** Events of a file that `fairfloor export` wrote at the end. */
  readonly exported: readonly Sighting[]
  /** All scans as a plain dashboard would show them: exact time, station, handheld. */
  readonly open: readonly Sighting[]
  /** What a copy of the data folder gives at the end of the watch. */
  readonly folder: readonly Sighting[]
  /** How useful the site was to a floor lead meanwhile. */
  readonly use: Use
}

export interface Use {
  /** Step-hours with work done by hand, and those for which a rate was told. */
  stepHours: number
  stepHoursTold: number
  /** Looks at loads that leave within two hours, and those with a verdict. */
  verdicts: number
  verdictsTold: number
}

/** Lets seeded days go through the real engine while somebody looks at all there is to see. */
export async function watch(options: WatchOptions): Promise<Watch> {
  const folder = mkdtempSync(join(tmpdir(), 'fairfloor-redteam-'))
  const clock = manualClock(startMs)
  const world = newWorld(options)
  const engine = await openEngine({
    dataFolder: folder,
    clock,
    ...(options.grain === undefined ? {} : { grain: options.grain }),
  })
  const app = await openApp({
    engine,
    demonstration: null,
    version: '0',
    consoleFolder: folder,
    log: false,
    isReady: () => true,
  })
  try {
    return await watchSite(options, { engine, app, world, clock, folder })
  } finally {
    await app.close()
    await engine.close()
    rmSync(folder, { recursive: true })
  }
}

function newWorld({ seed, people, counted }: WatchOptions): World {
  return createWorld({
    seed,
    siteId,
    name: 'Red',
    ...siteSizeFor(people),
    startMs,
    timeZone: 'UTC',
    noise: { misScans: 0.01, late: 0.002 },
    operatorAreas: counted === false ? [] : ['inbound', 'storage', 'picking', 'packing', 'outbound', 'returns'],
    workforce: { people },
  })
}

interface Parts {
  readonly engine: Engine
  readonly app: App
  readonly world: World
  readonly clock: ReturnType<typeof manualClock>
  readonly folder: string
}

async function watchSite(options: WatchOptions, parts: Parts): Promise<Watch> {
  const { engine, app, world, clock, folder } = parts
  const lookMs = (options.lookMin ?? 1) * minuteMs
  const endMs = startMs + options.days * dayMs
  const [fault] = await engine.putSite(JSON.stringify(world.siteFile))
  if (fault !== undefined) throw new Error(`the site was refused: ${fault.code} ${fault.at}`)
  const secrets = keysOf(engine)
  const reader = sightingReader(world.siteFile)
  const pages = new Series(Math.floor((endMs - startMs) / lookMs) + 1)
  const rates = new Map<string, ToldRate>()
  const open: Sighting[] = []
  const heads = new Map<string, number>()
  const use: Use = { stepHours: 0, stepHoursTold: 0, verdicts: 0, verdictsTold: 0 }
  const told = (rate: ToldRate): void => void rates.set(`${rate.path} ${rate.startMs} ${rate.endMs}`, rate)
  const asked = askAsManager({ app, siteId, secrets, reader, siteFile: world.siteFile, names: namesIn(open), told })
  const seen = new Set<string>()
  const flow = new LoadFlow()
  const stream = await openStream(app, siteId, secrets.get('manager') ?? '')
  for (let tick = 0; tick < pages.ticks; tick++) {
    const nowMs = startMs + tick * lookMs
    clock.set(nowMs)
    await send(parts, nowMs, (text, device) => openSighting(reader, seen, text, device, open))
    for (const each of await plan(parts, nowMs)) heads.set(`${each.area} ${Date.parse(each.quarter)}`, each.heads)
    await engine.keepHouse()
    app.tick()
    for (const { topic, view } of await stream.heard())
      note(pages, view, { tick, name: `stream.${topic}`, startMs }, told)
    for (const path of app.declared.filter((each) => isPage(each, nowMs)).map((each) => each.path)) {
      const answer = await get(app, path.replace(':site', siteId), secrets)
      if (answer === undefined) continue
      note(pages, answer, { tick, name: pageName(path), startMs }, told)
      if (!path.endsWith('/departures')) continue
      countVerdicts(answer, nowMs, use)
      flow.see(pages, (answer as { loads?: readonly Record<string, unknown>[] }).loads ?? [], tick)
    }
    if (nowMs > startMs && nowMs % 3_600_000 === 0) await asked.look(nowMs)
  }
  stream.close()
  const allRates = [...rates.values()]
  countStepHours(open, allRates, world.siteFile, use)
  const truth = world.workforce()
  if (truth === undefined) throw new Error('broken invariant: a site with people')
  return {
    people: options.people,
    seed: options.seed,
    startMs,
    endMs,
    lookMs,
    siteFile: world.siteFile,
    truth,
    heads,
    pages,
    rates: allRates,
    asked: asked.doors,
    exported: await exported(engine, folder, reader),
    open,
    folder: await openCopy(folder, clock, reader),
    use,
  }
}

/** Pages of one site, and lists; what needs an object is asked for elsewhere. The pages of the floor at each look, the rest by the quarter hour. */
function isPage(route: App['declared'][number], nowMs: number): boolean {
  if (route.method !== 'GET' || route.path.replace('/:site', '').includes(':') || route.roles === 'public') return false
  if (/trace|stream|\/file$|\/events$|openapi|\/me$|login/.test(route.path)) return false
  if (route.path.startsWith('/sites/')) return false
  if (/\/(departures|floor)$/.test(route.path)) return true
  return nowMs % quarterMs === 0
}

function pageName(path: string): string {
  return path.replace('/api/v1', '').replace('/sites/:site', '').replace(/^\//, '')
}

/** The first role that is let in tells what the page tells: pages do not depend on who looks. */
async function get(app: App, url: string, secrets: ReadonlyMap<Role, string>): Promise<unknown> {
  for (const secret of secrets.values()) {
    const response = await app.fastify.inject({ url, headers: { authorization: `Bearer ${secret}` } })
    if (response.statusCode === 200)
      return response.headers['content-type']?.toString().includes('json') ? response.json() : undefined
  }
  return undefined
}

/** One key of each role that a manager's circle could hold; the integrator's is the stolen one and has its feed's name. */
function keysOf(engine: Engine): ReadonlyMap<Role, string> {
  const out = new Map<Role, string>()
  for (const role of [
    'lead',
    'manager',
    'operations',
    'safety',
    'integrator',
    'privacy',
    'representative',
    'auditor',
    'admin',
  ] as const) {
    const made = engine.access.createKey({ name: role === 'integrator' ? feed : role, role, siteId })
    if (made.ok) out.set(role, made.value)
  }
  return out
}

async function send(
  { engine, world }: Parts,
  nowMs: number,
  hear: (text: string, device: number | undefined) => void,
): Promise<void> {
  const lines: string[] = []
  world.advanceTo(nowMs, (text, _kind, worker) => {
    hear(text, worker)
    lines.push(text)
  })
  if (lines.length === 0) return
  await captureText(engine, { siteId, feed, behaviour: 'proceed', shape: 'ndjson', text: `${lines.join('\n')}\n` })
}

async function plan({ engine, world }: Parts, nowMs: number) {
  const document = world.planUntil(nowMs)
  if (document.loads.length + document.orders.length + document.heads.length > 0) {
    const answer = await engine.submitPlan(siteId, document)
    if (!answer.ok) throw new Error(`the plan was refused: ${answer.fault[0]?.code}`)
  }
  return document.heads
}

/** What machines read lately by name: totes as they leave a pick zone, parcels at the scale. */
function namesIn(open: readonly Sighting[]): (fromMs: number, toMs: number) => readonly string[] {
  return (fromMs, toMs) => {
    const names = new Set<string>()
    for (let i = open.length - 1; i >= 0 && open[i]!.ms > fromMs - 3_600_000; i--) {
      const { ms, machine, objects } = open[i]!
      if (machine && ms >= fromMs && ms < toMs) for (const object of objects) names.add(object)
    }
    return [...names].sort()
  }
}

/** The handheld's number is read off the device; the worker's index stands for it, as each carries one. */
function openSighting(
  reader: Reader,
  seen: Set<string>,
  text: string,
  device: number | undefined,
  out: Sighting[],
): void {
  const event = JSON.parse(text) as { eventID?: string; errorDeclaration?: unknown }
  if (event.errorDeclaration !== undefined || seen.has(event.eventID ?? '')) return
  seen.add(event.eventID ?? '')
  const sighting = reader(event, device)
  if (sighting !== undefined) out.push(sighting)
}

function countVerdicts(answer: unknown, nowMs: number, use: Use): void {
  const { loads = [] } = answer as { loads?: readonly { departureMs: number; status: string }[] }
  for (const { departureMs, status } of loads) {
    if (departureMs < nowMs || departureMs > nowMs + 7_200_000) continue
    use.verdicts++
    if (status !== 'unknown') use.verdictsTold++
  }
}

/** A step and hour in which somebody worked by hand counts as told when a rate of that step covers any of it with a window of four hours or less. */
function countStepHours(open: readonly Sighting[], rates: readonly ToldRate[], file: SiteFile, use: Use): void {
  const hourMs = 3_600_000
  const steps = file.versions[0]?.process ?? []
  const stepOf = (bizStep: string): string | undefined => steps.find((each) => each.bizSteps.includes(bizStep))?.id
  const worked = new Set<string>()
  for (const each of open) {
    const step = each.machine ? undefined : stepOf(each.bizStep)
    if (step !== undefined) worked.add(`${step} ${Math.floor(each.ms / hourMs)}`)
  }
  const told = new Set<string>()
  for (const { path, startMs: fromMs, endMs, values } of rates) {
    const step = steps.find(({ id }) => path.includes(`[${id}]`))?.id
    if (step === undefined || endMs - fromMs > 4 * hourMs || Object.keys(values).length === 0) continue
    for (let hour = Math.floor(fromMs / hourMs); hour * hourMs < endMs; hour++) told.add(`${step} ${hour}`)
  }
  use.stepHours += worked.size
  for (const each of worked) if (told.has(each)) use.stepHoursTold++
}

/** Everything that the export writes. */
async function exported(engine: Engine, folder: string, reader: Reader): Promise<Sighting[]> {
  const out = join(folder, 'export.ndjson')
  await exportEvents(engine, { format: 'ndjson', out, siteId, name: 'everything', fromMs: null, toMs: null })
  const lines = readFileSync(out, 'utf8').split('\n')
  rmSync(out)
  return lines.flatMap((line) => (line === '' ? [] : (reader(JSON.parse(line)) ?? [])))
}

/** Somebody with the rights of the machine's owner takes a copy of the folder home and reads it with this very software. */
async function openCopy(folder: string, clock: ReturnType<typeof manualClock>, reader: Reader): Promise<Sighting[]> {
  const copy = mkdtempSync(join(tmpdir(), 'fairfloor-redteam-copy-'))
  cpSync(folder, copy, { recursive: true, filter: (path) => !/\.(lock|sock)$|\/owner/.test(path) })
  const out: Sighting[] = []
  const engine = await openEngine({ dataFolder: copy, clock, settles: false })
  try {
    let token: string | undefined
    do {
      const page = await engine.ledger.query(
        { siteId, order: 'eventTime', limit: 10_000, ...(token === undefined ? {} : { token }) },
        { feed },
      )
      for (const { raw } of page.rows) {
        const sighting = reader(JSON.parse(new TextDecoder().decode(raw)))
        if (sighting !== undefined && !sighting.machine) out.push(sighting)
      }
      token = page.nextToken
    } while (token !== undefined)
  } finally {
    await engine.close()
    rmSync(copy, { recursive: true })
  }
  return out
}
