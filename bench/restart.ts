// A server with many open objects is killed and started again: seconds until it is ready, memory, and whether what it knows is right.
//
// `--objects N` (10,000,000 when left out) open objects come in by an import of generated events: things, boxes that hold ten of
// them, orders, class quantities. Then `fairfloor serve` takes further documents, is killed with -9 after the last answer, and
// is started again; the clock runs from its start to 200 of `GET /ready`. A sample of traces is compared with what was sent, and at the
// end, in another start, the number of open objects and a sample of things, boxes and class quantities with what was made. Beside it DuckDB loads a table of as many objects with a key. `--json` prints one object.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { canonicalIdentifier } from '../src/epcis/index.ts'
import { machineClock } from '../src/server/disk/node-disk.ts'
import { openEngine } from '../src/server/engine.ts'
import { identifierHash } from '../src/server/query/event-query.ts'
import {
  boxId,
  groupsFor,
  groupThings,
  lotAmount,
  lotGroups,
  lotId,
  objectsOf,
  restartSite,
  scanOf,
  thingId,
  writeEvents,
  zoneOf,
} from './restart-objects.ts'

export interface RestartReport {
  readonly bench: 'restart'
  readonly objects: number
  readonly importS: number
  readonly acknowledged: number
  readonly first: Start
  readonly again: Start
  /** Traces that were compared after the restart, and those that were not as sent. */
  readonly traces: number
  readonly wrong: number
  /** Open objects as the live state counts them at the end; as many as were made where nothing is lost. */
  readonly openObjects: number
  /** Things, boxes and class quantities that were looked up in the live state of another start, and those that were not as sent. */
  readonly known: number
  readonly unlike: number
  readonly peer: {
    readonly name: string
    readonly seconds: number
    readonly cpuS: number
    readonly maxRssMiB: number
  } | null
}

interface Start {
  /** From the start of the process to 200 of `GET /ready`. */
  readonly readyS: number
  readonly cpuS: number
  /** Largest resident memory until then, and what is resident after the traces. */
  readonly peakMiB: number
  readonly rssMiB: number
}

const acknowledgedScans = 200
const tracesPerKind = 50
const startLimitMs = 300_000
const cli = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))

/** Runs the whole measurement in a folder of its own, which is removed at the end. */
export async function measureRestart(
  objects: number,
  options: { readonly peer: boolean; readonly log: (line: string) => void },
): Promise<RestartReport> {
  const folder = mkdtempSync(join(tmpdir(), 'fairfloor-restart-'))
  const data = join(folder, 'data')
  const groups = groupsFor(objects)
  const servers: ChildProcess[] = []
  try {
    const eventFile = join(folder, 'events.ndjson')
    const siteFile = join(folder, 'site.json')
    mkdirSync(data)
    writeFileSync(siteFile, JSON.stringify(restartSite))
    options.log(`${writeEvents(eventFile, groups)} events of ${objectsOf(groups)} objects`)
    const importedAt = performance.now()
    execFileSync(process.execPath, [cli, 'import', eventFile, '--site-file', siteFile, '--data', data, '--json'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const importS = seconds(importedAt)
    rmSync(eventFile)
    options.log(`imported in ${importS} s`)
    const feed = keyFor(data, 'integrator')
    const reader = keyFor(data, 'lead')

    const first = await start(data, servers)
    options.log(`first start ${JSON.stringify(first.told())}`)
    for (let nth = 0; nth < acknowledgedScans; nth++) {
      const answer = await ask(first.url, feed, 'POST', '/events', scanOf(scannedThing(nth, groups), nth))
      if (answer.status !== 201) throw new Error(`a scan was answered ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    first.child.kill('SIGKILL')
    await first.ended
    const again = await start(data, servers)
    const compared = await compareTraces(again.url, reader, groups)
    const report = again.told()
    options.log(`start after the kill ${JSON.stringify(report)}`)
    again.child.kill('SIGKILL')
    await again.ended
    return {
      bench: 'restart',
      objects: objectsOf(groups),
      importS,
      acknowledged: acknowledgedScans,
      first: first.told(),
      again: report,
      ...compared,
      ...(await compareState(data, groups)),
      peer: options.peer ? measurePeer(folder, objectsOf(groups)) : null,
    }
  } finally {
    for (const child of servers) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Things that are scanned once more: spread over all groups, none of them twice. */
function scannedThing(nth: number, groups: number): number {
  return Math.floor((nth * groups) / acknowledgedScans) * groupThings + 3
}

function keyFor(data: string, role: string): string {
  const args = [
    cli,
    'key',
    'create',
    '--name',
    `restart-${role}`,
    '--role',
    role,
    '--site',
    restartSite.id,
    '--data',
    data,
  ]
  return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    .trim()
    .split('\n')
    .at(-1)!
}

/** Starts the server and waits until it is ready. */
async function start(data: string, servers: ChildProcess[]) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [cli, 'serve', '--data', data, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  servers.push(child)
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const url = await new Promise<string>((found, failed) => {
    let text = ''
    const timer = setTimeout(() => failed(new Error('the server did not start')), startLimitMs)
    child.once('exit', () => failed(new Error(`the server ended: ${text}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const line = /listens on (\S+)/.exec(text)
      if (line === null) return
      clearTimeout(timer)
      found(line[1]!)
    })
  })
  while ((await fetch(`${url}/ready`)).status !== 200);
  const readyS = seconds(startedAt)
  const { cpuS, peakMiB } = usage(child.pid!)
  return {
    url,
    child,
    ended,
    told: (): Start => ({ readyS, cpuS, peakMiB, rssMiB: usage(child.pid!).rssMiB || peakMiB }),
  }
}

/** Memory and processor time of a process that lives; zeros where it does not, or where there is no /proc. */
function usage(pid: number): { cpuS: number; peakMiB: number; rssMiB: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const kib = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return {
      cpuS: (Number(stat[11]) + Number(stat[12])) / 100,
      peakMiB: kib('VmHWM') >> 10,
      rssMiB: kib('VmRSS') >> 10,
    }
  } catch {
    return { cpuS: 0, peakMiB: 0, rssMiB: 0 }
  }
}

/** Things and boxes across all groups, those scanned before the kill among them: where is each, and in what? */
async function compareTraces(url: string, key: string, groups: number): Promise<{ traces: number; wrong: number }> {
  let traces = 0
  let wrong = 0
  const compare = async (id: string, zone: string, container: string | null): Promise<void> => {
    const { body } = await ask(url, key, 'GET', `/api/v1/sites/${restartSite.id}/trace?id=${encodeURIComponent(id)}`)
    const text = JSON.stringify(body)
    traces++
    if (!text.includes(`"${zone}"`) && !text.includes(`"Zone ${zone.slice(1)}"`)) wrong++
    else if (container !== null && !text.includes(container)) wrong++
  }
  for (let i = 0; i < tracesPerKind; i++) {
    const group = Math.floor((i * groups) / tracesPerKind)
    const box = group % 2 === 0 ? boxId(group) : null
    await compare(thingId(group * groupThings + 5), zoneOf(group), box)
    if (box !== null) await compare(box, zoneOf(group), null)
    const nth = Math.floor((i * acknowledgedScans) / tracesPerKind)
    await compare(thingId(scannedThing(nth, groups)), zoneOf(nth), null)
  }
  return { traces, wrong }
}

async function ask(url: string, key: string, method: string, path: string, body?: object) {
  const headers = {
    authorization: `Bearer ${key}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const response = await fetch(`${url}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as unknown) }
}

/** Views round what they tell, and a journey is read from the ledger; the live state itself is asked here. */
async function compareState(
  data: string,
  groups: number,
): Promise<{ openObjects: number; known: number; unlike: number }> {
  const engine = await openEngine({ dataFolder: data, clock: machineClock, settles: false })
  const { flow, compiled } = engine.runtime(restartSite.id)!
  const hashOf = (id: string) => identifierHash(engine.ledger.hashKey, canonicalIdentifier(id))
  const zoneAt = (place: number | undefined) => compiled.versions[0]!.places[place ?? 0]?.id
  const { openObjects } = flow.stats()
  let known = 0
  let unlike = 0
  const compare = (isAsSent: boolean): void => {
    known++
    if (!isAsSent) unlike++
  }
  for (let i = 0; i < tracesPerKind; i++) {
    const group = Math.floor((i * groups) / tracesPerKind)
    const thing = flow.object(hashOf(thingId(group * groupThings + 5)))
    const box = group % 2 === 0 ? hashOf(boxId(group)) : null
    compare(thing?.open === true && zoneAt(thing.place) === zoneOf(group) && thing.container?.join() === box?.join())
    if (box !== null) compare(flow.object(box)?.contents === groupThings)
    const nth = Math.floor((i * acknowledgedScans) / tracesPerKind)
    compare(zoneAt(flow.object(hashOf(thingId(scannedThing(nth, groups))))?.place) === zoneOf(nth))
  }
  for (const group of lotGroups(groups, tracesPerKind)) {
    const amounts = flow.amountsOf(hashOf(lotId(group)))
    compare(amounts.length === 1 && amounts[0]!.amount === lotAmount && zoneAt(amounts[0]!.place) === zoneOf(group))
  }
  await engine.close()
  return { openObjects, known, unlike }
}

function measurePeer(folder: string, objects: number): RestartReport['peer'] {
  const peer = fileURLToPath(new URL('./restart-peer.ts', import.meta.url))
  const file = join(folder, 'objects.parquet')
  execFileSync(process.execPath, [peer, 'write', file, String(objects)])
  const startedAt = performance.now()
  const told = JSON.parse(execFileSync(process.execPath, [peer, 'read', file], { encoding: 'utf8' })) as {
    cpuS: number
    maxRssMiB: number
  }
  return {
    name: 'DuckDB, a table with a primary key from Parquet',
    seconds: seconds(startedAt),
    cpuS: told.cpuS,
    maxRssMiB: told.maxRssMiB,
  }
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 10) / 100
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { objects: { type: 'string', default: '10000000' }, json: { type: 'boolean', default: false } },
  })
  const report = await measureRestart(Number(values.objects), { peer: true, log: (line) => console.error(line) })
  if (values.json) console.log(JSON.stringify(report))
  else console.dir(report, { depth: 4 })
}
