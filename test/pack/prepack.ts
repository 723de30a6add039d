// Runs before `npm pack` and `npm publish`: the package carries JavaScript, types and the built console, because Node
// strips no types under node_modules. Stops where types are wrong, so that nothing broken is packed.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildConsole, consoleIsStale } from '../../src/cli/console-build.ts'
import { repositoryRoot } from '../tidy/tree.ts'
import { declarationWithJsPaths, isPackedAsIs } from './emit.ts'

const out = join(repositoryRoot, 'dist', 'src')
rmSync(out, { recursive: true, force: true })
const tsc = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc')
// npm shows what goes to stderr; stdout belongs to `npm pack --json`.
const emitted = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  cwd: repositoryRoot,
  stdio: ['ignore', 2, 2],
})
if (emitted.status !== 0) process.exit(emitted.status ?? 1)

for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue
  const path = join(out, name)
  writeFileSync(path, declarationWithJsPaths(readFileSync(path, 'utf8')))
}
for (const name of readdirSync(join(repositoryRoot, 'src'), { recursive: true, encoding: 'utf8' })) {
  if (!isPackedAsIs(name)) continue
  mkdirSync(dirname(join(out, name)), { recursive: true })
  copyFileSync(join(repositoryRoot, 'src', name), join(out, name))
}
if (
  consoleIsStale(repositoryRoot) &&
  !(await buildConsole(repositoryRoot, { out: console.error, err: console.error }))
) {
  process.exit(1)
}
