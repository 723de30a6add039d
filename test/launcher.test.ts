import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'
import { installedNode } from './old-node.ts'
import { repositoryRoot } from './tidy/tree.ts'

const launcher = join(repositoryRoot, 'bin/node26.js')
const script = join(repositoryRoot, 'test/launcher/script.ts')
const old = installedNode()
const folder = mkdtempSync(join(tmpdir(), 'fairfloor-launcher-'))
const started: ChildProcess[] = []

afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

interface Started {
  readonly child: ChildProcess
  readonly lines: Interface
  /** Of the Node 26 process behind the launcher. */
  readonly pid: number
}

async function start(what: string): Promise<Started> {
  const child = spawn(old?.node ?? process.execPath, [launcher, script, what], { stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(child)
  const lines = createInterface({ input: child.stdout! })
  const pid = Number((await nextLine(lines)).replace('pid ', ''))
  return { child, lines, pid }
}

function nextLine(lines: Interface): Promise<string> {
  return new Promise((told) => lines.once('line', told))
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  return new Promise((told) => child.once('exit', (code, signal) => told({ code, signal })))
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += 20) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await new Promise((later) => setTimeout(later, 20))
  }
  return false
}

test('the script runs on Node 26, whatever Node started the launcher', () => {
  const out = execFileSync(old?.node ?? process.execPath, [launcher, script, 'env'], { encoding: 'utf8' })
  expect(JSON.parse(out)).toMatchObject({ node: expect.stringMatching(/^26\./) })
})

test('the exit code passes on', async () => {
  for (const code of [0, 3, 255]) {
    const child = spawn(process.execPath, [launcher, script, 'exit', String(code)], { stdio: 'ignore' })
    expect(await ended(child)).toEqual({ code, signal: null })
  }
})

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s passes on, and the child may end as it likes',
  async (signal) => {
    const { child, lines } = await start('graceful')
    const told = nextLine(lines)
    const end = ended(child)
    child.kill(signal)
    expect([await told, await end]).toEqual([signal, { code: 42, signal: null }])
  },
)

test('a child that a signal ended makes the launcher end by the same signal', async () => {
  const { child, pid } = await start('abrupt')
  const end = ended(child)
  process.kill(pid, 'SIGTERM')
  expect(await end).toEqual({ code: null, signal: 'SIGTERM' })
})

test('kill -9 of the launcher ends the child through the lifeline', async () => {
  const { child, lines, pid } = await start('graceful')
  const told = nextLine(lines)
  child.kill('SIGKILL')
  expect(await told).toBe('SIGTERM')
  expect(await gone(pid, 5_000)).toBe(true)
})

test('a child of the child does not inherit the lifeline', () => {
  const out = execFileSync(process.execPath, [launcher, script, 'env'], { encoding: 'utf8' })
  expect(JSON.parse(out)).toMatchObject({ fd: null })
})

test('words of a lifeline from another parent are passed over', () => {
  const env = { ...process.env, FAIRFLOOR_LIFELINE_FD: '3', FAIRFLOOR_LIFELINE_PARENT: '1' }
  expect(execFileSync(process.execPath, [script, 'env'], { encoding: 'utf8', env })).toContain('"fd":null')
})

test('fairfloor works through a symlink, as npx calls it', () => {
  const link = join(folder, 'fairfloor')
  symlinkSync(join(repositoryRoot, 'bin/fairfloor.js'), link)
  const out = execFileSync(old?.node ?? process.execPath, [link, 'version'], { encoding: 'utf8', cwd: folder })
  expect(out).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('the launcher without a script tells how it is called, and ends with 2', async () => {
  expect(await ended(spawn(process.execPath, [launcher], { stdio: 'ignore' }))).toEqual({ code: 2, signal: null })
})
