// Live state of many open objects: nanoseconds an event, bytes an object, milliseconds a view, seconds to restore.
//
// Three phases over `--objects N` (10,000,000 when left out): filling (arrivals, totes of ten, an order for three in ten),
// work (scans and moves of random objects, departures and arrivals in equal number), and a snapshot that a new process
// restores. Only `apply` is on the clock; batches of 4,096 events are made beforehand. `--json` prints one object.
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { seededRandom } from '../src/base/index.ts'
import { type Flow, type FlowOptions, openFlow, restoreFlow } from '../src/flow/index.ts'
import type { BatchPlacement, CompiledSite, EventBatch, Load, Order, Place, ProcessStep } from '../src/model/index.ts'

const { values } = parseArgs({
  options: {
    objects: { type: 'string', default: '10000000' },
    events: { type: 'string', default: '4000000' },
    restore: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const batchRows = 4096
const refsMax = batchRows * 12
const startMs = Date.UTC(2026, 0, 1)
const zones = 200
const ids = ['receive', 'store', 'pick', 'pack', 'stage', 'load', 'ship']
const bizSteps = ['receiving', 'storing', 'picking', 'packing', 'staging_outbound', 'loading', 'shipping']
const random = seededRandom('flow bench')

const steps: ProcessStep[] = ids.map((id, i) => ({
  id,
  name: id,
  bizSteps: [bizSteps[i]!],
  owner: `${id} lead`,
  stuckAfterMin: 240,
  ...(id === 'ship' ? { leaves: true } : {}),
}))
const places: Place[] = [
  { id: '', name: '', kind: 'unmapped', parent: 0 },
  { id: 'site', name: 'site', kind: 'site', parent: 1 },
  ...Array.from({ length: zones }, (_, i) => ({
    id: `z${i}`,
    name: `z${i}`,
    kind: 'zone' as const,
    parent: 1,
    step: 1 + Math.floor((i * 6) / zones),
  })),
]
const site: CompiledSite = {
  siteId: 'bench',
  name: 'bench',
  state: 'active',
  clock: 'replay',
  timeZone: 'UTC',
  validFromMs: Number.NEGATIVE_INFINITY,
  validToMs: Number.POSITIVE_INFINITY,
  places,
  steps,
  personFields: [],
  extensions: [],
  placeOf: () => 0,
  sourceOf: () => 0,
  sourceNameOf: () => '',
  stepOf: () => 0,
  dayOf: () => 0,
  dayStartMs: () => 0,
}
const options: FlowOptions = {
  site,
  history: () => {},
  hashOf: (text) => [mix(Number(text), 7), mix(Number(text), 8)],
}

/** A well-spread 32-bit number for an object's number. */
function mix(n: number, salt: number): number {
  let h = Math.imul((n | 0) ^ (salt * 0x9e3779b1), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** One batch that is filled again and again. */
class Maker {
  readonly batch = {
    count: 0,
    type: new Uint8Array(batchRows),
    action: new Uint8Array(batchRows).fill(2),
    flags: new Uint8Array(batchRows),
    eventTimeMs: new Float64Array(batchRows),
    offsetMin: new Int16Array(batchRows),
    bizStep: new Uint32Array(batchRows),
    disposition: new Uint32Array(batchRows),
    readPoint: new Uint32Array(batchRows).fill(1),
    bizLocation: new Uint32Array(batchRows),
    context: new Uint16Array(batchRows),
    row: new Float64Array(batchRows),
    idHash: new Uint32Array(batchRows * 2),
    contentHash: new Uint32Array(batchRows * 2),
    refStart: new Uint32Array(batchRows + 1),
    refRole: new Uint8Array(refsMax),
    refHash: new Uint32Array(refsMax * 2),
    refQuantity: new Float64Array(refsMax).fill(Number.NaN),
    raw: new Uint8Array(0),
    rawStart: new Uint32Array(batchRows + 1),
    words: ['', 'point'],
    contexts: ['[]'],
    contributor: new Uint32Array(batchRows),
  } satisfies { -readonly [K in keyof EventBatch]: EventBatch[K] }
  readonly placement: { -readonly [K in keyof BatchPlacement]: BatchPlacement[K] } = {
    siteId: 'bench',
    source: new Uint8Array(batchRows),
    retention: new Uint8Array(batchRows),
    day: new Int32Array(batchRows),
    place: new Uint16Array(batchRows),
    step: new Uint8Array(batchRows),
  }
  refs = 0
  events = 0
  timeMs = startMs
  ns = 0n
  cpuUs = 0
  refsTold = 0
  readonly flow: Flow
  perEventMs: number

  constructor(flow: Flow, perEventMs: number) {
    this.flow = flow
    this.perEventMs = perEventMs
  }

  event(type: number, action: number, step: number): void {
    const i = this.batch.count
    this.timeMs += this.perEventMs
    this.batch.type[i] = type
    this.batch.action[i] = action
    this.batch.eventTimeMs[i] = Math.floor(this.timeMs)
    this.batch.idHash[i * 2] = mix(this.events, 3)
    this.batch.idHash[i * 2 + 1] = mix(this.events, 4)
    this.batch.contributor[i] = 1 + (this.events % 40)
    // One event in five is by hand, as the mix of a site with readers and handhelds may be.
    this.placement.source[i] = this.events % 5 === 0 ? 2 : 0
    this.placement.step[i] = step
    this.placement.place[i] = 2 + Math.min(zones - 1, Math.floor(((step - 1 + random.next()) * zones) / 6))
    this.events++
  }

  ref(role: number, low: number, high: number): void {
    this.batch.refRole[this.refs] = role
    this.batch.refHash[this.refs * 2] = low
    this.batch.refHash[this.refs * 2 + 1] = high
    this.refs++
  }

  object(role: number, n: number): void {
    this.ref(role, mix(n, 1), mix(n, 2))
  }

  end(): void {
    this.batch.refStart[++this.batch.count] = this.refs
    if (this.batch.count === batchRows) this.send()
  }

  send(): void {
    const before = process.hrtime.bigint()
    const cpu = process.threadCpuUsage()
    this.flow.apply(this.batch, this.placement)
    this.flow.drainSealed(this.timeMs)
    const { user, system } = process.threadCpuUsage(cpu)
    this.ns += process.hrtime.bigint() - before
    this.cpuUs += user + system
    this.refsTold += this.refs
    this.batch.count = 0
    this.refs = 0
  }

  /** Events, references and nanoseconds since the last call. */
  lap(): { events: number; refsPerEvent: number; nsPerEvent: number; cpuNsPerEvent: number } {
    const out = {
      events: this.events,
      refsPerEvent: round(this.refsTold / this.events),
      nsPerEvent: Math.round(Number(this.ns) / this.events),
      cpuNsPerEvent: Math.round((this.cpuUs * 1000) / this.events),
    }
    this.events = 0
    this.refsTold = 0
    this.ns = 0n
    this.cpuUs = 0
    return out
  }
}

function fill(maker: Maker, objects: number): void {
  const toteEvery = 11
  for (let n = 0; n < objects; ) {
    // Ten things and their tote.
    for (let i = 0; i < toteEvery - 1 && n + i < objects; i++) {
      maker.event(0, 2, 1 + ((n + i) % 5))
      maker.object(0, n + i)
      if ((n + i) % 10 < 3) maker.ref(10, mix(Math.floor((n + i) / 100), 7), mix(Math.floor((n + i) / 100), 8))
      maker.end()
    }
    if (n + toteEvery <= objects && n % 22 === 0) {
      maker.event(1, 1, 4)
      maker.object(1, n + toteEvery - 1)
      for (let i = 0; i < toteEvery - 1; i++) maker.object(2, n + i)
      maker.end()
    } else if (n + toteEvery <= objects) {
      maker.event(0, 2, 2)
      maker.object(0, n + toteEvery - 1)
      maker.end()
    }
    n += toteEvery
  }
  maker.send()
}

/** Random scans with two objects each on average; one event in ten ships something and one brings something new. */
function work(maker: Maker, objects: number, events: number): void {
  let next = objects
  let oldest = 0
  for (let i = 0; i < events; i++) {
    const kind = i % 10
    if (kind === 0) {
      maker.event(0, 2, 7)
      maker.object(0, oldest++)
      maker.end()
    } else if (kind === 1) {
      maker.event(0, 1, 1)
      maker.object(0, next++)
      maker.end()
    } else {
      maker.event(0, 2, 1 + random.below(6))
      for (let k = 0; k < 2; k++) maker.object(0, oldest + random.below(next - oldest))
      const order = random.below(Math.ceil(objects / 100))
      if (kind < 5) maker.ref(10, mix(order, 7), mix(order, 8))
      maker.end()
    }
  }
  maker.send()
}

function usePlan(flow: Flow, nowMs: number): void {
  const loads: Load[] = []
  const orders: Order[] = []
  for (let l = 0; l < 200; l++) {
    const departureMs = nowMs + l * 600_000
    const deadlinesMs = { picked: departureMs - 7_200_000, staged: departureMs - 1_800_000 }
    const rest = { siteId: 'bench', version: 1, recordedMs: startMs }
    loads.push({ ...rest, id: `l${l}`, carrier: '', service: '', dock: '', departureMs, deadlinesMs, state: 'planned' })
    for (let o = 0; o < 20; o++) {
      const id = String(l * 20 + o)
      orders.push({
        ...rest,
        id,
        loadId: `l${l}`,
        document: id,
        lines: 1,
        units: 30,
        dueMs: departureMs,
        state: 'open',
      })
    }
  }
  flow.usePlan({ siteId: 'bench', version: 1, loads, orders })
}

/** Median of five, milliseconds of this thread's processor time: others share the machine. */
function timed(run: () => unknown): number {
  const all: number[] = []
  for (let i = 0; i < 5; i++) {
    const cpu = process.threadCpuUsage()
    run()
    const { user, system } = process.threadCpuUsage(cpu)
    all.push((user + system) / 1000)
  }
  return round(all.sort((a, b) => a - b)[2]!)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

function rssMiB(): number {
  ;(globalThis as { gc?: () => void }).gc?.()
  return Math.round(process.memoryUsage().rss / 2 ** 20)
}

function* chunksOf(path: string): Iterable<Uint8Array> {
  const file = openSync(path, 'r')
  const chunk = new Uint8Array(1 << 20)
  for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) yield chunk.subarray(0, length)
  closeSync(file)
}

if (values.restore !== undefined) {
  const before = performance.now()
  const cpu = process.threadCpuUsage()
  const read = restoreFlow(options, chunksOf(values.restore))
  if (!read.ok) throw new Error(JSON.stringify(read.fault))
  const restoreS = round((performance.now() - before) / 1000)
  const { user, system } = process.threadCpuUsage(cpu)
  const cpuS = round((user + system) / 1e6)
  console.log(JSON.stringify({ restoreS, cpuS, rssMiB: rssMiB(), openObjects: read.value.stats().openObjects }))
} else {
  const objects = Number(values.objects)
  const bareMiB = rssMiB()
  const flow = openFlow(options)
  const maker = new Maker(flow, 20)
  fill(maker, objects)
  const filling = maker.lap()
  const filledMiB = rssMiB()
  const bytes = flow.stats().bytes
  // 200 events a second: a busy site, so that rate windows hold what they would.
  maker.perEventMs = 5
  work(maker, objects, Number(values.events))
  const working = maker.lap()
  const workedMiB = rssMiB()
  const nowMs = maker.timeMs
  usePlan(flow, nowMs)
  const viewMs = {
    floor: timed(() => flow.floor(nowMs)),
    exceptions: timed(() => flow.exceptions(nowMs, 200)),
    departures: timed(() => flow.departures(nowMs)),
  }
  const stats = flow.stats()
  const folder = mkdtempSync(join(tmpdir(), 'flow-bench-'))
  const path = join(folder, 'snapshot')
  const file = openSync(path, 'w')
  const before = performance.now()
  for (const chunk of flow.snapshot(nowMs)) writeSync(file, chunk)
  const snapshotS = round((performance.now() - before) / 1000)
  closeSync(file)
  const args = ['--expose-gc', fileURLToPath(import.meta.url), '--restore', path]
  const restored = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Record<string, number>
  const snapshotMiB = Math.round(statSync(path).size / 2 ** 20)
  rmSync(folder, { recursive: true })
  const out = {
    bench: 'flow',
    objects,
    filling,
    working,
    bytesPerObject: round(bytes / objects),
    rssMiB: { bare: bareMiB, filled: filledMiB, worked: workedMiB },
    viewMs,
    openObjects: stats.openObjects,
    closedObjects: stats.closedObjects,
    owed: stats.owed,
    snapshot: { seconds: snapshotS, MiB: snapshotMiB },
    restored,
  }
  if (values.json) console.log(JSON.stringify(out))
  else console.dir(out, { depth: 4 })
}
