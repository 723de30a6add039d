import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { codeFindings } from '../test/tidy/code.ts'
import { cycleFindings, importFindings } from '../test/tidy/imports.ts'
import { completeLock, missingOptional, platformOf, readLock } from '../test/tidy/lock.ts'
import { type Machine, machineFindings, unfinishedFindings, wordingFindings } from '../test/tidy/prose.ts'
import { mayImport, packageRooms, roomsOfDocument } from '../test/tidy/rooms.ts'
import { measureSizes, readRecord, sizeFindings } from '../test/tidy/sizes.ts'
import { type Finding, parseSource, type Source } from '../test/tidy/source.ts'
import { repositoryRoot, trackedFiles } from '../test/tidy/tree.ts'

const files = trackedFiles()
const sources = files
  .filter(({ path }) => /^(src|console|bench|test)\/.*\.tsx?$/.test(path) && !path.includes('/testdata/'))
  .map(({ path, text }) => parseSource(path, text))
const roomSources = sources.filter(({ path }) => /^(src|console)\//.test(path))
const machine: Machine = {
  root: repositoryRoot.replace(/\/$/, ''),
  hostname: hostname(),
  registry: process.env['npm_config_registry']?.replace(/^https?:\/\/([^/]*@)?/, '').replace(/\/$/, ''),
}

function told(findings: readonly Finding[]): string[] {
  return findings.map(({ path, line, rule, message }) => `${path}:${line} [${rule}] ${message}`)
}

describe('the repository', () => {
  test('has the same table of rooms in docs/architecture.md and in test/tidy/rooms.ts', () => {
    const document = roomsOfDocument(readFileSync(join(repositoryRoot, 'docs/architecture.md'), 'utf8'))
    const sorted = (table: Readonly<Record<string, readonly string[]>>) =>
      Object.fromEntries(Object.entries(table).map(([room, allowed]) => [room, [...allowed].sort()]))
    expect(sorted(document)).toEqual(sorted(mayImport))
  })

  test('has a table of rooms in which nobody can reach itself', () => {
    const reach = (room: string): string[] => (mayImport[room] ?? []).flatMap((next) => [next, ...reach(next)])
    expect(Object.keys(mayImport).filter((room) => reach(room).includes(room))).toEqual([])
  })

  test('imports only what the table allows, through doors, and opens sealed cells only in the gate', () => {
    expect(told(importFindings(roomSources))).toEqual([])
  })

  test('has no cycle between files', () => {
    expect(told(cycleFindings(roomSources))).toEqual([])
  })

  test('has no any, no @ts- directive, no bare note, no ambient time or I/O, no text outside the catalogue', () => {
    expect(told(sources.flatMap(codeFindings))).toEqual([])
  })

  test('words nothing that it cannot keep, and finishes its pages', () => {
    expect(told(files.flatMap((file) => [...wordingFindings(file), ...unfinishedFindings(file)]))).toEqual([])
  })

  test('names no machine and no registry', () => {
    expect(told(files.flatMap((file) => machineFindings(file, machine)))).toEqual([])
  })

  test('grows only as recorded in docs/sizes.json', () => {
    expect(sizeFindings(measureSizes(files), readRecord())).toEqual([])
  })

  test('locks every optional package, else npm ci refuses (npm run lock)', () => {
    expect(missingOptional(readLock()).map(({ name }) => name)).toEqual([])
  })

  test('gives the reason for every package in docs/dependencies.md, and wraps each that the product imports', () => {
    const manifest = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >
    const page = readFileSync(join(repositoryRoot, 'docs/dependencies.md'), 'utf8')
    const all = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {}),
    )
    expect(all.filter(([name]) => !page.includes(`\`${name}\``)).map(([name]) => name)).toEqual([])
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version))).toEqual([])
    expect(Object.keys(manifest['dependencies'] ?? {}).filter((name) => packageRooms[name] === undefined)).toEqual([])
  })
})

describe('each rule fails on a planted fault', () => {
  const source = (path: string, text: string): Source => parseSource(path, text)
  const importRules = (path: string, text: string) => importFindings([source(path, text)]).map(({ rule }) => rule)
  const codeRules = (path: string, text: string) => codeFindings(source(path, text)).map(({ rule }) => rule)

  test('a room that imports a room it may not', () => {
    expect(importRules('src/flow/a.ts', "import { x } from '../ledger/index.ts'")).toEqual(['room'])
    expect(importRules('src/flow/a.ts', "import type { X } from '../ledger/index.ts'")).toEqual(['room'])
    expect(importRules('src/flow/a.ts', "export type { X } from '../ledger/index.ts'")).toEqual(['room'])
    expect(importRules('src/flow/a.ts', "const x = await import('../ledger/index.ts')")).toEqual(['room'])
    expect(importRules('src/flow/a.ts', "let x: import('../ledger/index.ts').X")).toEqual(['room'])
    expect(importRules('console/app.tsx', "import { x } from '../src/server/index.ts'")).toEqual(['room'])
    expect(importRules('src/flow/a.ts', "import { x } from '../../bench/x.ts'")).toEqual(['room'])
    expect(importRules('src/secrets/a.ts', '')).toEqual(['room'])
    expect(importRules('src/flow/a.ts', "import { ok } from '../base/index.ts'")).toEqual([])
  })

  test('an import past a door, or through the own door', () => {
    expect(importRules('src/flow/a.ts', "import { ok } from '../base/result.ts'")).toEqual(['door'])
    expect(importRules('src/flow/a.test.ts', "import { x } from '../ledger/log.ts'")).toEqual(['door'])
    expect(importRules('src/flow/a.ts', "import { x } from './index.ts'")).toEqual(['own door'])
    expect(importRules('src/flow/deep/a.ts', "import { x } from '../index.ts'")).toEqual(['own door'])
    expect(importRules('src/flow/a.ts', "import { x } from './b.ts'")).toEqual([])
  })

  test('a middle room that reaches for node, and a package outside its wrapper', () => {
    expect(importRules('src/flow/a.ts', "import { readFileSync } from 'node:fs'")).toEqual(['node'])
    expect(importRules('src/ledger/a.ts', "import { createHash } from 'node:crypto'")).toEqual([])
    expect(importRules('src/server/a.ts', "import { readFileSync } from 'node:fs'")).toEqual([])
    expect(importRules('src/flow/a.ts', "import { x } from '@duckdb/node-api'")).toEqual(['package'])
    expect(importRules('src/flow/a.ts', "import x from 'left-pad'")).toEqual(['package'])
  })

  test('a sealed cell that is opened outside the gate', () => {
    expect(importRules('src/server/a.ts', "import { openSealed } from '../model/index.ts'")).toEqual(['sealed'])
    expect(importRules('src/policy/other.ts', "import { openSealed as o } from '../model/index.ts'")).toEqual([
      'sealed',
    ])
    expect(importRules('src/server/index.ts', "export { openSealed } from '../model/index.ts'")).toEqual(['sealed'])
    for (const text of ['m.openSealed(c)', "m['openSealed'](c)", 'const { openSealed: open } = m']) {
      expect(codeRules('src/server/a.ts', text), text).toEqual(['sealed'])
      expect(codeRules('src/policy/gate.ts', text), text).toEqual([])
    }
    expect(importRules('src/policy/gate.ts', "import { openSealed } from '../model/index.ts'")).toEqual([])
  })

  test('a cycle of files, also one of types', () => {
    const ring = [
      source('src/flow/a.ts', "import type { B } from './b.ts'"),
      source('src/flow/b.ts', "import { c } from './c.ts'"),
      source('src/flow/c.ts', "export * from './a.ts'"),
    ]
    expect(cycleFindings(ring).map(({ rule }) => rule)).toEqual(['cycle'])
    expect(cycleFindings(ring.slice(0, 2))).toEqual([])
  })

  test('ambient time, chance, settings and I/O in a middle room', () => {
    for (const text of [
      'Date.now()',
      'new Date()',
      'const now = Date',
      'Math.random()',
      'setTimeout(f, 1)',
      'const later = setTimeout',
      'x = fetch("x")',
      'const f = globalThis["fetch"]',
      'process.env["X"]',
      'const { env } = process',
      'performance.now()',
    ]) {
      expect(codeRules('src/flow/a.ts', text), text).toEqual(['global'])
      expect(codeRules('src/server/a.ts', text), text).toEqual([])
    }
    for (const text of [
      'new Date(0)',
      'Date.UTC(2026, 1)',
      'Math.floor(1)',
      'port.fetch()',
      '({ process: 1 })',
      'let d: Date',
      'const { process } = site; use(process)',
      'function f(fetch) { fetch() }',
    ]) {
      expect(codeRules('src/flow/a.ts', text), text).toEqual([])
    }
  })

  test('any, directives, bare notes, and a worker address that the package does not have', () => {
    expect(codeRules('src/flow/a.ts', 'let x: any')).toEqual(['any'])
    expect(codeRules('bench/a.ts', 'const x = y as any')).toEqual(['any'])
    expect(codeRules('src/flow/a.ts', '// @ts-expect-error later')).toEqual(['directive'])
    expect(codeRules('src/flow/a.ts', '/* FIXME */')).toEqual(['unfinished'])
    expect(codeRules('src/server/a.ts', "new Worker(new URL('./w.ts', import.meta.url))")).toEqual(['worker'])
    expect(codeRules('src/flow/a.ts', "const any = 'TODO: any, @ts-ignore'")).toEqual([])
  })

  test('visible text outside the catalogue', () => {
    for (const text of [
      '<p>Late</p>',
      '<p>{"Late"}</p>',
      '<p>{`Late`}</p>',
      '<p>{late ? "Late" : t("x")}</p>',
      '<p>{late && "Late"}</p>',
      '<button aria-label="Close" />',
      '<input placeholder={"Search"} />',
      '<i title="x" />',
    ]) {
      expect(codeRules('console/a.tsx', `const x = ${text}`), text).toEqual(['visible text'])
    }
    for (const text of [
      '<p>{t("late")}</p>',
      '<p> · </p>',
      '<p className={n > 0 ? "late" : "fine"}>{n}</p>',
      '<i title={t("x")} />',
    ]) {
      expect(codeRules('console/a.tsx', `const x = ${text}`), text).toEqual([])
    }
  })

  test('wording that promises too much', () => {
    const rules = (text: string) => wordingFindings({ path: 'docs/a.md', text }).map(({ rule }) => rule)
    for (const text of [
      'It is compliant.',
      'Certified by nobody',
      'anonymous counts',
      'CNIL-approved',
      'the fine SAN-2023-021',
      'memo GC 23-02',
      'the OSHA heat rule',
      'the quota law of Illinois',
      'accurate to ±0.3 °C',
    ]) {
      expect(rules(text), text).toEqual(['wording'])
    }
    expect(rules('SAN-2023-021, reduced by 492830; the proposed OSHA heat rule; claimed ±0.3 °C; aggregated')).toEqual(
      [],
    )
    expect(unfinishedFindings({ path: 'docs/a.md', text: 'TBD' })).toHaveLength(1)
  })

  test('a machine, a home folder or a registry in a file', () => {
    const own: Machine = { root: '/srv/build/fairfloor', hostname: 'builder-7', registry: 'packages.example/npm' }
    const rules = (text: string) => machineFindings({ path: 'docs/a.md', text }, own).map(({ rule }) => rule)
    const slash = '/'
    expect(rules(`see ${slash}home${slash}ada/x`)).toEqual(['machine'])
    expect(rules('in /srv/build/fairfloor/src')).toEqual(['machine'])
    expect(rules('ran on builder-7')).toEqual(['machine'])
    expect(rules('from packages.example/npm')).toEqual(['machine'])
    expect(rules(`https:${slash}/registry.example.com/x`)).toEqual(['machine'])
    expect(rules('see docs/limits.md and /tmp/x and /api/v1/work/orders')).toEqual([])
  })

  test('a product that grew past its record, and a file that grew past its length', () => {
    const text = (lines: number) => 'x\n'.repeat(lines)
    const record = { lines: 1000, over: { 'src/flow/big.ts': 450 } }
    const sizes = (big: number, rest: number) =>
      measureSizes([
        { path: 'src/flow/big.ts', text: text(big) },
        { path: 'src/flow/rest.ts', text: text(rest) },
        { path: 'src/flow/rest.test.ts', text: text(9999) },
      ])
    expect(sizeFindings(sizes(450, 300), record)).toEqual([])
    expect(sizeFindings(sizes(451, 300), record)).toHaveLength(1)
    expect(sizeFindings(sizes(450, 401), record)).toHaveLength(1)
    expect(sizeFindings(sizes(450, 2551), record)).toHaveLength(2)
  })

  test('a lockfile without the packages of other platforms', () => {
    const lock = {
      packages: {
        '': {},
        'node_modules/tool': {
          dev: true,
          optionalDependencies: { '@tool/darwin-x64': '1.2.3', '@tool/linux-x64': '1.2.3' },
        },
        'node_modules/@tool/linux-x64': { version: '1.2.3' },
      },
    }
    expect(missingOptional(lock)).toEqual([{ name: '@tool/darwin-x64', version: '1.2.3', dev: true }])
    const whole = completeLock(lock)
    expect(missingOptional(whole)).toEqual([])
    expect(whole.packages['node_modules/@tool/darwin-x64']).toMatchObject({
      version: '1.2.3',
      os: ['darwin'],
      optional: true,
    })
    expect(platformOf('@tool/binding-linux-arm64-musl')).toEqual({ os: ['linux'], cpu: ['arm64'], libc: ['musl'] })
    expect(platformOf('@tool/binding-linux-arm-gnueabihf')).toEqual({ os: ['linux'], cpu: ['arm'], libc: ['glibc'] })
    expect(platformOf('left-pad')).toBeNull()
  })

  test('a table in the docs that says something else', () => {
    const table =
      '# A\n\n## Rooms\n\n| room | holds | may import |\n| --- | --- | --- |\n| `base` | x | – |\n| `flow` | x | base |\n\n## B\n'
    expect(roomsOfDocument(table)).toEqual({ base: [], flow: ['base'] })
  })
})
