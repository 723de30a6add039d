import { closeSync, openSync, writeSync } from 'node:fs'
import { extname } from 'node:path'
import { parseArgs } from 'node:util'
import { FaultError } from '../base/index.ts'
import { createWorld, type LayoutSize, type SimLoad, type SimOrder, type SimPlan, type World } from '../sim/index.ts'
import type { PlanDocument } from '../wire/index.ts'
import { type CliIo, exitCodes } from './io.ts'

/** A Monday, 05:00 UTC. */
const startDefault = '2026-01-05T05:00:00Z'
const sitesMax = 100
/** The last lines are sensor readings that mention no object: they fill up to the exact number asked for. */
const fillRows = 400
/** Fewer events than this a site are soon used up by the opening count of a larger floor. */
const smallBelow = 50_000
const stepMs = 15 * 60_000
const chunkBytes = 1 << 22
/** No event is longer, in bytes of UTF-8; checked before each write into the chunk. */
const lineBytesMax = 1 << 16

const zones = ['Europe/Paris', 'Europe/Berlin', 'America/New_York'] as const

/**
 * Writes the events of simulated fulfilment centres, and beside them `FILE.site.json`, `FILE.plan.json` and
 * `FILE.truth.json`; see docs/simulation.md. Exit codes: 0 done, 2 not understood. Throws FaultError DISK_FAILED.
 */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      rejects: { type: 'string', default: '0' },
      duplicates: { type: 'string', default: '0.02' },
      start: { type: 'string', default: startDefault },
      sites: { type: 'string', default: '1' },
      layout: { type: 'string' },
    },
  })
  const events = Number(values.events)
  const sites = Number(values.sites)
  const rejects = Number(values.rejects)
  const duplicates = Number(values.duplicates)
  const startMs = Date.parse(values.start)
  const out = values.out
  const wrong = (text: string): number => {
    io.err(text)
    return exitCodes.usage
  }
  if (values.events === undefined || !isCount(events)) return wrong('--events N: a whole number of events, 1 or more.')
  if (out === undefined || out === '') return wrong('--out FILE: where to write.')
  if (!isCount(sites) || sites > sitesMax) return wrong(`--sites N: a whole number from 1 to ${sitesMax}.`)
  if (!isShare(rejects)) return wrong('--rejects RATE: a share from 0 to 0.5, such as 0.005.')
  if (!isShare(duplicates)) return wrong('--duplicates RATE: a share from 0 to 0.5, such as 0.02.')
  if (!Number.isFinite(startMs)) return wrong('--start ISO: a time such as 2026-01-05T05:00:00Z.')
  const layout = values.layout ?? (events / sites < smallBelow ? 'small' : 'medium')
  if (!isLayout(layout)) return wrong('--layout: small, medium or large.')
  const beganMs = performance.now()
  let bytes = 0
  for (let index = 0; index < sites; index++) {
    const siteId = sites === 1 ? 'simulated' : `simulated-${index + 1}`
    const world = createWorld({
      seed: values.seed,
      siteId,
      name: sites === 1 ? 'Simulated site' : `Simulated site ${index + 1}`,
      layout,
      startMs,
      timeZone: zones[index % zones.length]!,
      index,
      noise: { rejects, duplicates, rejectsAreJson: isDocument(out) },
    })
    // The events are shared out evenly; the first sites take what is left over.
    const share = Math.floor(events / sites) + (index < events % sites ? 1 : 0)
    const file = sites === 1 ? out : withSite(out, siteId)
    const written = writeSite(world, file, share, startMs)
    bytes += written
    if (share < world.made) io.err(`${file}: ends before the opening count does; the truth file knows more than it.`)
    io.out(`${file}: ${share} events, ${written} bytes`)
  }
  const seconds = (performance.now() - beganMs) / 1000
  io.out(`${events} events, ${(bytes / events).toFixed(0)} bytes each, ${seconds.toFixed(1)} s`)
  return exitCodes.done
}

function isDocument(file: string): boolean {
  return extname(file) === '.json'
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 0.5
}

function isLayout(text: string): text is LayoutSize {
  return text === 'small' || text === 'medium' || text === 'large'
}

/** `events.ndjson` and site `north` become `events.north.ndjson`. */
function withSite(out: string, siteId: string): string {
  const extension = extname(out)
  return `${out.slice(0, out.length - extension.length)}.${siteId}${extension}`
}

/** Writes one site's four files; returns the bytes of the events. */
function writeSite(world: World, file: string, events: number, startMs: number): number {
  const document = isDocument(file)
  const eventFile = new ChunkFile(file)
  const planFile = new PlanFile(`${file}.plan.json`)
  if (document) eventFile.write(documentHead(startMs))
  let rows = 0
  const sink = (text: string): void => {
    if (rows === events) return
    eventFile.write(document ? (rows === 0 ? text : `,\n${text}`) : `${text}\n`)
    rows++
  }
  let untilMs = startMs
  while (world.made < events - fillRows) {
    untilMs += stepMs
    world.advanceUntil(events - fillRows, untilMs, sink)
    planFile.add(world.planUntil(world.nowMs))
  }
  // Everything that happened is told, so that the truth of this moment and the file speak of the same.
  world.flush(sink)
  world.idle(Math.max(0, events - rows), sink)
  planFile.add(world.planUntil(world.nowMs))
  if (document) eventFile.write(']}}\n')
  const bytes = eventFile.close()
  planFile.close()
  const siteFile = new ChunkFile(`${file}.site.json`)
  siteFile.write(`${JSON.stringify(world.siteFile, null, 2)}\n`)
  siteFile.close()
  writeTruth(world, `${file}.truth.json`)
  return bytes
}

function documentHead(startMs: number): string {
  const head = {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date(startMs).toISOString(),
  }
  return `${JSON.stringify(head).slice(0, -1)},"epcisBody":{"eventList":[\n`
}

/** State and every open thing, a line each: `{"state":…,"things":[…]}`. */
function writeTruth(world: World, path: string): void {
  const file = new ChunkFile(path)
  file.write(`{"state":${JSON.stringify(world.truth())},"things":[\n`)
  let first = true
  for (const thing of world.things()) {
    file.write(`${first ? '' : ',\n'}${JSON.stringify(thing)}`)
    first = false
  }
  file.write('\n]}\n')
  file.close()
}

/**
 * One plan document with each load and order once, as it was last known. Orders are many, so they are written as soon as
 * their truck has left; only open ones are held.
 */
class PlanFile {
  readonly #file: ChunkFile
  readonly #loads = new Map<string, SimLoad>()
  readonly #heads: SimPlan['heads'] = []
  readonly #openOrders = new Map<string, SimOrder>()
  readonly #ordersOf = new Map<string, Set<string>>()
  #written = 0

  constructor(path: string) {
    this.#file = new ChunkFile(path)
    this.#file.write('{"orders":[\n')
  }

  add(plan: SimPlan): void {
    // What the simulation says is what the wire takes: a change on either side breaks the build here.
    const { loads, orders, heads } = plan satisfies PlanDocument
    for (const order of orders) {
      const before = this.#openOrders.get(order.id)
      if (before !== undefined) this.#ordersOf.get(before.load)?.delete(order.id)
      this.#openOrders.set(order.id, order)
      const own = this.#ordersOf.get(order.load)
      if (own === undefined) this.#ordersOf.set(order.load, new Set([order.id]))
      else own.add(order.id)
    }
    for (const load of loads) {
      this.#loads.set(load.id, load)
      if (load.state === 'departed') this.#writeOrders(load.id)
    }
    this.#heads.push(...heads)
  }

  close(): void {
    for (const load of [...this.#ordersOf.keys()]) this.#writeOrders(load)
    const lines = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join(',\n')
    this.#file.write(`\n],"loads":[\n${lines([...this.#loads.values()])}\n],"heads":[\n${lines(this.#heads)}\n]}\n`)
    this.#file.close()
  }

  #writeOrders(load: string): void {
    for (const id of this.#ordersOf.get(load) ?? []) {
      this.#file.write(`${this.#written++ === 0 ? '' : ',\n'}${JSON.stringify(this.#openOrders.get(id))}`)
      this.#openOrders.delete(id)
    }
    this.#ordersOf.delete(load)
  }
}

/** What the disk refuses is a fault of the world, told by its code. */
function onDisk<T>(action: () => T): T {
  try {
    return action()
  } catch (cause) {
    throw new FaultError({ code: 'DISK_FAILED' }, { cause })
  }
}

/** A file written in large chunks. */
class ChunkFile {
  readonly #descriptor: number
  readonly #chunk = Buffer.allocUnsafe(chunkBytes)
  #used = 0
  #bytes = 0

  constructor(path: string) {
    this.#descriptor = onDisk(() => openSync(path, 'w'))
  }

  write(text: string): void {
    if (text.length > lineBytesMax / 3) {
      this.#flush()
      this.#put(Buffer.from(text))
      return
    }
    if (this.#used + lineBytesMax > chunkBytes) this.#flush()
    this.#used += this.#chunk.write(text, this.#used)
  }

  /** Returns the bytes written. */
  close(): number {
    this.#flush()
    onDisk(() => closeSync(this.#descriptor))
    return this.#bytes
  }

  #flush(): void {
    this.#put(this.#chunk.subarray(0, this.#used))
    this.#used = 0
  }

  #put(bytes: Uint8Array): void {
    let at = 0
    while (at < bytes.length) at += onDisk(() => writeSync(this.#descriptor, bytes, at))
    this.#bytes += bytes.length
  }
}
