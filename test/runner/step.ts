import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryRoot } from '../tidy/tree.ts'
import { readReport, type Tally } from './report.ts'

const bin = (path: string): string => join(repositoryRoot, 'node_modules', path)
let running: ChildProcess | null = null

/** Passes the end on to the step that runs, so that an interrupted run leaves nothing behind. */
export function endStepsWithUs(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (running === null) process.exit(1)
      running.once('exit', () => process.exit(1))
      running.kill('SIGTERM')
    })
  }
}

/** Runs a tool of node_modules under this Node; resolves with its exit code, null where a signal ended it. */
function runTool(path: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [bin(path), ...args], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    running = child
    child.once('error', failed)
    child.once('exit', (code) => {
      running = null
      done(code)
    })
  })
}

/** A tool that passes or fails as a whole: one check. */
export async function toolStep(name: string, path: string, args: readonly string[]): Promise<Tally> {
  console.log(`\n== ${name}`)
  const code = await runTool(path, args)
  console.log(code === 0 ? `${name}: fine` : `${name}: failed`)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
}

/** Vitest over one part of the tests (see vitest.config.ts), each test a check. */
export async function vitestStep(name: string, part: 'quick' | 'slow'): Promise<Tally> {
  console.log(`\n== ${name}`)
  const folder = mkdtempSync(join(tmpdir(), 'fairfloor-report-'))
  const file = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const code = await runTool('vitest/vitest.mjs', ['run', '--passWithNoTests', ...reporters], {
      FAIRFLOOR_TESTS: part,
    })
    return readReport(readFileSync(file, 'utf8'), code)
  } catch (error) {
    console.log(`${name}: no report (${error instanceof Error ? error.message : String(error)})`)
    return { passed: 0, failed: 1, skipped: 0 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
