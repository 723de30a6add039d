// A file of events into the ledger, from process start to exit, beside DuckDB's read_json of the same file into a table.
// Ours validates, removes person fields, finds duplicates, syncs and keeps live state; DuckDB parses and stores in memory.
// After the first run 1,000 random events are read back and compared with what was sent. `--again` imports the file a second
// time into the same folder; `--sizes 1000000,10000000` instead gives the peak memory of one import of each size.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { seededRandom } from '../src/base/index.ts'
import { compareSample, type SampleResult } from './import-sample.ts'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string' },
    runs: { type: 'string', default: '3' },
    sizes: { type: 'string' },
    again: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const peer = fileURLToPath(new URL('./import-peer.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'fairfloor-bench-import-'))
const sampled = 1_000

interface Run {
  readonly seconds: number
  readonly answer: { readonly rejectFiles?: readonly string[] } & Readonly<Record<CountName, number>>
}
type CountName = 'accepted' | 'duplicate' | 'conflict' | 'rejected' | 'maxRssMiB' | 'rows' | 'distinct'

function timed(words: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now()
    const child = spawn(process.execPath, [...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let errors = ''
    child.stdout.on('data', (text: Buffer) => {
      out += text
    })
    child.stderr.on('data', (text: Buffer) => {
      errors = (errors + text).slice(-20_000)
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      const seconds = (performance.now() - startedMs) / 1000
      const answer = out.trim().split('\n').at(-1) ?? ''
      if (code !== 0) reject(new Error(`${words.join(' ')} ended with ${code}: ${errors}`))
      else resolve({ seconds, answer: JSON.parse(answer) as Run['answer'] })
    })
  })
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

/** One import into a folder of its own; with its site file where one stands beside the events. */
function importOnce(file: string, data: string): Promise<Run> {
  const site = `${file}.site.json`
  const known = existsSync(join(data, 'sites')) || !existsSync(site)
  return timed([main, 'import', file, '--data', data, '--json', ...(known ? [] : ['--site-file', site])])
}

function rowsOf({ answer: { accepted, duplicate, conflict, rejected } }: Run): number {
  return accepted + duplicate + conflict + rejected
}

async function memoryOf(sizes: readonly number[]): Promise<void> {
  const peaks: number[] = []
  for (const events of sizes) {
    const file = join(folder, `events-${events}.ndjson`)
    await simulate(file, events)
    const data = join(folder, 'data')
    const run = await importOnce(file, data)
    peaks.push(run.answer.maxRssMiB)
    for (const path of [data, file]) rmSync(path, { recursive: true, force: true })
  }
  const growth = Number((peaks.at(-1)! / peaks[0]!).toFixed(3))
  console.log(JSON.stringify({ bench: 'import', sizes, maxRssMiB: peaks, growth, unit: 'MiB' }))
}

async function speedOf(file: string): Promise<void> {
  if (!existsSync(file)) await simulate(file, Number(values.events))
  const ours: Run[] = []
  const theirs: Run[] = []
  let again: Run | undefined
  let sample: SampleResult | undefined
  for (let run = 0; run < Number(values.runs); run++) {
    const data = join(folder, `data-${run}`)
    const done = await importOnce(file, data)
    ours.push(done)
    if (run === 0) {
      const { rejectFiles = [] } = done.answer
      const random = seededRandom(`import ${values.seed}`)
      sample = await compareSample({ file, dataFolder: data, count: sampled, random, rejectFiles })
      if (values.again) again = await importOnce(file, data)
    }
    rmSync(data, { recursive: true, force: true })
    theirs.push(await timed([peer, file]))
  }
  const [first] = ours
  const [firstPeer] = theirs
  if (first === undefined || firstPeer === undefined || sample === undefined) throw new Error('no run')
  const { accepted, duplicate, rejected } = first.answer
  const rows = rowsOf(first)
  const oursPerS = rows / median(ours.map((run) => run.seconds))
  const peerPerS = firstPeer.answer.rows / median(theirs.map((run) => run.seconds))
  // DuckDB counts the distinct ids of the same file in the same run, those of refused rows that are JSON among them. What was
  // sent must be what is there, and a second import must add nothing.
  const { distinct } = firstPeer.answer
  const sameCount = accepted <= distinct && distinct <= accepted + rejected
  const agree = sameCount && sample.different.length === 0 && !again?.answer.accepted
  console.log(
    JSON.stringify({
      bench: 'import',
      ours: Math.round(oursPerS),
      peer: Math.round(peerPerS),
      ratio: Number((oursPerS / peerPerS).toFixed(3)),
      unit: 'events/s',
      events: rows,
      bytes: statSync(file).size,
      accepted,
      duplicate,
      rejected,
      maxRssMiB: median(ours.map((run) => run.answer.maxRssMiB)),
      peerMaxRssMiB: median(theirs.map((run) => run.answer.maxRssMiB)),
      sampleCompared: sample.compared,
      sampleDifferent: sample.different.length,
      agree,
      ...(again === undefined
        ? {}
        : { secondImportAdds: again.answer.accepted, secondEventsPerS: Math.round(rows / again.seconds) }),
    }),
  )
  for (const each of sample.different.slice(0, 5)) console.error(`not as it was sent: ${each}`)
  if (!agree) process.exitCode = 1
}

async function simulate(file: string, events: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const words = [
      main,
      'simulate',
      '--events',
      String(events),
      '--seed',
      values.seed,
      '--out',
      file,
      '--rejects',
      '0.005',
    ]
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`simulate ended with ${code}`))))
  })
}

try {
  if (values.sizes === undefined) await speedOf(values.file ?? join(folder, 'events.ndjson'))
  else await memoryOf(values.sizes.split(',').map(Number))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
