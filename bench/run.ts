// `npm run bench -- NAME [ARG…] [--json]` runs bench/NAME.ts; without a name it lists what there is. A bench is a script
// that prints its numbers, one JSON object a line with --json; its first comment says what it measures.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWithLauncher } from '../src/cli/lifeline.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** First sentence of the first comment of a bench, before or behind its imports. */
export function descriptionOf(text: string): string {
  const lines = /^(?:\/\*\*?([\s\S]*?)\*\/|((?:\/\/.*\n)+))/m.exec(text)
  const words = (lines?.[1] ?? lines?.[2] ?? '')
    .replace(/^\s*(\/\/|\*)\s?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return /^.*?\.(?=\s|$)/.exec(words)?.[0] ?? words
}

/** Names and descriptions of the benches in this folder. What another file imports is a part of it, and no bench. */
export function benches(): { name: string; description: string }[] {
  const files = readdirSync(folder)
    .filter((file) => /^[\w-]+\.ts$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
  const parts = new Set(
    files.flatMap(({ text }) => [...text.matchAll(/ from '\.\/([\w-]+\.ts)'/g)].map((one) => one[1])),
  )
  return files
    .filter(({ file }) => file !== 'run.ts' && !parts.has(file))
    .map(({ file, text }) => ({ name: file.replace(/\.ts$/, ''), description: descriptionOf(text) }))
}

/** Runs one bench in a process of its own, so that nothing of this one is measured; resolves with its exit code. */
function runBench(path: string, args: readonly string[]): Promise<number> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['--expose-gc', path, ...args], { stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
    child.once('error', failed)
    child.once('exit', (code) => done(code ?? 1))
  })
}

if (import.meta.main) {
  endWithLauncher()
  const [name, ...args] = process.argv.slice(2)
  const path = join(folder, `${name}.ts`)
  if (name !== undefined && benches().some((one) => one.name === name) && existsSync(path)) {
    process.exitCode = await runBench(path, args)
  } else {
    console.log('usage: npm run bench -- NAME [--json]\n')
    for (const bench of benches()) console.log(`  ${bench.name.padEnd(12)} ${bench.description}`)
    process.exitCode = name === undefined ? 0 : 2
  }
}
