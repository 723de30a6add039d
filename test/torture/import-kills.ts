import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seededRandom } from '../../src/base/index.ts'
import { machineClock, openEngine } from '../../src/server/index.ts'
import { eventHash } from '../../src/server/query/event-query.ts'

export interface ImportKillsReport {
  readonly seed: string
  readonly kills: number
  /** Kills that found part of the file durable. */
  readonly killsMidway: number
  /** Rows of the file, and different legal events among them. */
  readonly rows: number
  readonly distinct: number
  readonly rejects: number
  /** What was not as it must be. */
  readonly wrong: readonly string[]
}

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
const lookedUp = 200

interface Counts {
  readonly accepted: number
  readonly duplicate: number
  readonly conflict: number
  readonly rejected: number
  readonly rejectFiles: readonly string[]
}

/**
 * Kills `fairfloor import` with -9 at random moments and runs it again until it ends: it goes on where it was, every event is
 * there once, each refused row is told once, and one more import adds none.
 */
export async function runImportKills(options: {
  kills: number
  rows: number
  seed: string
  say: (line: string) => void
}): Promise<ImportKillsReport> {
  const random = seededRandom(options.seed)
  const folder = mkdtempSync(join(tmpdir(), 'fairfloor-import-'))
  const file = join(folder, 'events.ndjson')
  const data = join(folder, 'data')
  const wrong: string[] = []
  try {
    const { distinct, rejects } = writeEvents(file, options.rows)
    let kills = 0
    let killsMidway = 0
    let whole: Counts | undefined
    while (kills < options.kills) {
      // Some strike at any time, also while the folder is opened; most once a part of the file is durable.
      const early = random.below(3) === 0
      const kill = early
        ? { afterProgress: 0, ms: random.below(3_000) }
        : { afterProgress: 1 + random.below(2), ms: random.below(400) }
      whole = await importOnce(file, data, kill)
      if (whole === undefined) {
        kills++
        if (bytesDone(data) > 0) killsMidway++
        options.say(`${kills} kills of an import, ${bytesDone(data)} bytes durable`)
        continue
      }
      // It ended before the kill came: the next life begins on an empty folder.
      checkWhole(whole)
      rmSync(data, { recursive: true, force: true })
    }
    whole = await importOnce(file, data)
    if (whole === undefined) wrong.push('an import that nobody killed ended without a report')
    else checkWhole(whole)
    const again = await importOnce(file, data)
    if (again === undefined || again.accepted !== 0 || again.duplicate !== options.rows - rejects)
      wrong.push(`a further import said ${JSON.stringify(again)}`)
    await lookInside(distinct)
    return { seed: options.seed, kills, killsMidway, rows: options.rows, distinct, rejects, wrong }

    function checkWhole({ accepted, duplicate, conflict, rejected, rejectFiles }: Counts): void {
      if (accepted + duplicate !== options.rows - rejects || conflict !== 0 || rejected !== rejects)
        wrong.push(`${accepted} accepted, ${duplicate} duplicate, ${conflict} conflict, ${rejected} rejected`)
      if (accepted > distinct) wrong.push(`${accepted - distinct} events accepted twice`)
      const lines = rejectFiles.flatMap((path) => readFileSync(path, 'utf8').trim().split('\n'))
      const rows = new Set(lines.map((line) => (JSON.parse(line) as { row: number }).row))
      if (lines.length !== rejects || rows.size !== rejects) wrong.push(`${lines.length} lines of refused rows`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }

  async function lookInside(distinct: number): Promise<void> {
    const engine = await openEngine({ dataFolder: data, clock: machineClock })
    try {
      const { events } = engine.ledger.stats()
      if (events !== distinct) wrong.push(`${events} events stored of ${distinct}`)
      for (let n = 0; n < lookedUp; n++) {
        const number = random.below(options.rows)
        const sent = eventAt(number)
        if (sent === undefined) continue
        const events = [eventHash(engine.ledger.hashKey, sent.eventID)]
        const found = await engine.ledger.query({ siteId: 'main', limit: 2, events }, { feed: 'import' })
        const texts = found.rows.map(({ raw }) => new TextDecoder().decode(raw))
        if (texts.length !== 1 || texts[0] !== JSON.stringify(sent)) wrong.push(`event ${number} is not as it was sent`)
      }
    } finally {
      await engine.close()
    }
  }
}

/** Event number `n` of the file, the same at every call; undefined where the row is one that is refused. */
function eventAt(n: number): ({ eventID: string } & Record<string, unknown>) | undefined {
  if (n % 499 === 498) return undefined
  // Every fiftieth repeats one before it.
  const number = n % 50 === 49 && (n - 40) % 499 !== 498 ? n - 40 : n
  const serial = String(number).padStart(12, '0')
  return {
    '@context': context,
    type: 'ObjectEvent',
    eventID: `urn:uuid:00000000-0000-4000-8000-${serial}`,
    eventTime: new Date(Date.UTC(2026, 2, 2) + (number % 86_400) * 1000).toISOString(),
    eventTimeZoneOffset: '+01:00',
    epcList: [`https://id.gs1.org/01/09521321000013/21/${serial}`],
    action: 'OBSERVE',
    bizStep: 'picking',
    disposition: 'in_progress',
    readPoint: { id: `https://id.gs1.org/414/9521321000010/254/D${number % 40}` },
  }
}

function writeEvents(path: string, rows: number): { distinct: number; rejects: number } {
  const file = openSync(path, 'w')
  const ids = new Set<string>()
  let rejects = 0
  try {
    let lines: string[] = []
    for (let n = 0; n < rows; n++) {
      const event = eventAt(n)
      if (event === undefined) rejects++
      else ids.add(event.eventID)
      lines.push(JSON.stringify(event ?? { '@context': context, type: 'ObjectEvent', action: 'OBSERVE' }))
      if (lines.length < 5_000 && n < rows - 1) continue
      writeSync(file, `${lines.join('\n')}\n`)
      lines = []
    }
  } finally {
    closeSync(file)
  }
  return { distinct: ids.size, rejects }
}

interface Kill {
  /** Lines of progress to wait for, each a stretch of the file that is durable. */
  readonly afterProgress: number
  readonly ms: number
}

/** Runs one import; undefined where the kill came first. */
async function importOnce(file: string, data: string, kill?: Kill): Promise<Counts | undefined> {
  const child = spawn(process.execPath, [main, 'import', file, '--data', data, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let errors = ''
  let lines = 0
  let timer: NodeJS.Timeout | undefined
  const strike = (): void => {
    if (kill !== undefined && lines >= kill.afterProgress) timer ??= setTimeout(() => child.kill('SIGKILL'), kill.ms)
  }
  strike()
  child.stdout.on('data', (text: Buffer) => {
    out += text.toString()
  })
  child.stderr.on('data', (text: Buffer) => {
    errors = (errors + text.toString()).slice(-2_000)
    lines += text.toString().split('\n').length - 1
    strike()
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (exitCode, endSignal) => resolve([exitCode, endSignal])),
  )
  clearTimeout(timer)
  if (signal === 'SIGKILL') return undefined
  if (code !== 0) throw new Error(`the import ended with ${code}: ${errors}`)
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Counts
}

/** Bytes of the file that the checkpoint says are durable. */
function bytesDone(data: string): number {
  try {
    const folder = join(data, 'imports')
    const state = readdirSync(folder).find((name) => name.endsWith('.json'))
    if (state === undefined) return 0
    return (JSON.parse(readFileSync(join(folder, state), 'utf8')) as { offset: number }).offset
  } catch {
    return 0
  }
}
