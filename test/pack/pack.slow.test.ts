import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchOptions } from '../chromium.ts'
import { installedNode } from '../old-node.ts'
import { repositoryRoot } from '../tidy/tree.ts'

// What a user does: an empty folder, the Node of the system, the package from its tarball.
const old = installedNode()
const folder = mkdtempSync(join(tmpdir(), 'fairfloor-pack-'))
const home = join(folder, 'home')
const installed = join(home, 'node_modules', 'fairfloor')
const path = old?.path ?? process.env['PATH'] ?? ''
const env: NodeJS.ProcessEnv = { ...process.env, PATH: path }
// What the run that packs says about itself must not reach the runs that are tested; the user's own settings (a
// mirror, certificates) must.
const own =
  /^(npm_(package|lifecycle|command|execpath|node_execpath|config_(local_|global_)?prefix)|VITEST|FAIRFLOOR_|INIT_CWD|NODE_(ENV|OPTIONS|PATH|CHANNEL))/
for (const name of Object.keys(env)) if (own.test(name)) delete env[name]
const serves = existsSync(join(repositoryRoot, 'src/cli/serve.ts'))
let server: ChildProcess | null = null
let packed: readonly string[] = []

function command(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 << 20,
  })
}

beforeAll(() => {
  if (old === null) console.log('pack: no Node older than 26 on the PATH, so the running one is used')
  mkdirSync(home)
  const told = command('npm', ['pack', '--json', '--pack-destination', folder], repositoryRoot)
  const [report] = JSON.parse(told.slice(told.indexOf('['))) as { filename: string; files: { path: string }[] }[]
  packed = report!.files.map((file) => file.path)
  writeFileSync(join(home, 'package.json'), '{ "name": "user", "private": true, "type": "module" }\n')
  command('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, report!.filename)], home)
}, 300_000)

afterAll(() => {
  server?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('the package holds JavaScript, types and no sources or tests', () => {
  expect(
    packed.filter((name) => /^(src|test|bench|console)\/|\.(test|testkit|bench)\.|testdata|(?<!\.d)\.ts$/.test(name)),
  ).toEqual([])
  for (const name of [
    'bin/fairfloor.js',
    'dist/src/cli/main.js',
    'dist/src/epcis/index.d.ts',
    'LICENSE',
    'NOTICE',
    'README.md',
  ]) {
    expect(packed).toContain(name)
  }
})

test('npx fairfloor runs on Node 26, whatever Node is installed', () => {
  const manifest = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as { version: string }
  expect(command('npx', ['fairfloor', 'version'], home).trim()).toBe(manifest.version)
  const { checks } = JSON.parse(command('npx', ['fairfloor', 'doctor', '--json'], home)) as {
    checks: { name: string; found: string }[]
  }
  expect(checks.find(({ name }) => name === 'node')?.found).toMatch(/^26\./)
})

test('fairfloor/epcis is importable, also by the Node of the system, and its types are found', () => {
  writeFileSync(
    join(home, 'use.js'),
    "import * as epcis from 'fairfloor/epcis'\nconsole.log(Object.keys(epcis).length)\n",
  )
  expect(Number(command(old?.node ?? process.execPath, ['use.js'], home))).toBeGreaterThan(0)
  writeFileSync(
    join(home, 'use.ts'),
    "import * as epcis from 'fairfloor/epcis'\nexport const names: readonly (keyof typeof epcis)[] = []\n// @ts-expect-error: an untyped module would let this pass\nepcis.thereIsNoSuchName\n",
  )
  const tsc = join(repositoryRoot, 'node_modules/typescript/bin/tsc')
  const options = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--module', 'nodenext', '--target', 'esnext']
  expect(command(process.execPath, [tsc, ...options, '--types', '', 'use.ts'], home)).toBe('')
})

test('every module that a worker or a command loads by address is in the package', () => {
  const names = readdirSync(join(installed, 'dist/src'), { recursive: true, encoding: 'utf8' })
  const missing: string[] = []
  for (const name of names.filter((one) => one.endsWith('.js'))) {
    const text = readFileSync(join(installed, 'dist/src', name), 'utf8')
    for (const [, target] of text.matchAll(/^(?!\s*[/*]).*siblingModule\(\s*import\.meta\.url,\s*'([^']+)\.ts'/gm)) {
      if (!existsSync(join(installed, 'dist/src', name, '..', `${target}.js`))) missing.push(`${name}: ${target}`)
    }
  }
  expect(missing).toEqual([])
})

test.runIf(serves)(
  'the installed package serves the console to a browser, and stops when asked',
  async () => {
    const port = await freePort()
    server = spawn(
      join(home, 'node_modules/.bin/fairfloor'),
      ['serve', '--data', join(folder, 'data'), '--port', String(port), '--empty'],
      {
        cwd: home,
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    const link = await printedLink(server, port)
    const browser = await chromium.launch(launchOptions())
    try {
      const page = await browser.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      await page.goto(link)
      await page.getByRole('main').waitFor()
      expect(await page.title()).toContain('Fairfloor')
      expect(errors).toEqual([])
    } finally {
      await browser.close()
    }
    const end = new Promise<number | null>((told) => server!.once('exit', told))
    server.kill('SIGTERM')
    expect(await end).toBe(0)
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow()
  },
  120_000,
)

function freePort(): Promise<number> {
  return new Promise((told) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => told(port))
    })
  })
}

/** The one-time link that `serve` prints. */
function printedLink(child: ChildProcess, port: number): Promise<string> {
  return new Promise((told, failed) => {
    let text = ''
    child.stdout!.setEncoding('utf8')
    child.stdout!.on('data', (part: string) => {
      text += part
      const link = new RegExp(`http://[^\\s"]+:${port}/[^\\s"]+`).exec(text)?.[0]
      if (link !== undefined) told(link)
    })
    child.once('exit', (code) => failed(new Error(`serve ended with ${code} before it printed a link: ${text}`)))
  })
}
