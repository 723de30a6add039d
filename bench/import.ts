// A file of events into the ledger, from process start to exit, beside DuckDB's read_json of the same file into a table.
// Ours validates, removes person fields, finds duplicates, syncs and keeps live state; DuckDB parses and stores in memory.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string' },
    runs: { type: 'string', default: '3' },
    again: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const peer = fileURLToPath(new URL('./import-peer.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'fairfloor-bench-import-'))
const file = values.file ?? join(folder, 'events.ndjson')

interface Run {
  readonly seconds: number
  readonly answer: Readonly<Record<string, number>>
}

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

try {
  if (!existsSync(file)) await simulate()
  const site = `${file}.site.json`
  const ours: Run[] = []
  const theirs: Run[] = []
  let again: Run | undefined
  for (let run = 0; run < Number(values.runs); run++) {
    const data = join(folder, `data-${run}`)
    ours.push(
      await timed([main, 'import', file, '--data', data, '--json', ...(existsSync(site) ? ['--site-file', site] : [])]),
    )
    if (values.again && run === 0) again = await timed([main, 'import', file, '--data', data, '--json'])
    rmSync(data, { recursive: true, force: true })
    theirs.push(await timed([peer, file]))
  }
  const [first] = ours
  const [firstPeer] = theirs
  if (first === undefined || firstPeer === undefined) throw new Error('no run')
  const { accepted = 0, duplicate = 0, conflict = 0, rejected = 0 } = first.answer
  const rows = accepted + duplicate + conflict + rejected
  const oursPerS = rows / median(ours.map((run) => run.seconds))
  const peerPerS = (firstPeer.answer['rows'] ?? 0) / median(theirs.map((run) => run.seconds))
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
      maxRssMiB: median(ours.map((run) => run.answer['maxRssMiB'] ?? 0)),
      peerMaxRssMiB: median(theirs.map((run) => run.answer['maxRssMiB'] ?? 0)),
      // DuckDB counts the distinct ids of the same file in the same run.
      agree: accepted === firstPeer.answer['distinct'],
      ...(again === undefined
        ? {}
        : { secondImportAdds: again.answer['accepted'], secondEventsPerS: Math.round(rows / again.seconds) }),
    }),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function simulate(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const words = [
      main,
      'simulate',
      '--events',
      values.events,
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
