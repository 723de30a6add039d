import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CliIo } from './io.ts'

// What the built console is made from: its own sources, the rooms that it may import, and the exact packages.
const inputs = ['console', 'src/base', 'src/model', 'src/epcis', 'src/text', 'src/wire', 'package-lock.json']
const stampPath = 'dist/console/built-from.txt'

/**
 * True when the console in `dist/console` was not built from the sources under `root`. Compares contents, not times:
 * a checkout of an older version has newer files. An installed package has no sources and is never stale.
 */
export function consoleIsStale(root: string): boolean {
  if (!existsSync(join(root, 'console', 'index.html'))) return false
  const stamp = join(root, stampPath)
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourcesDigest(root)
}

/** Builds the console into `dist/console` with Vite; resolves with whether it worked. What Vite says goes to `io.err`. */
export async function buildConsole(root: string, io: CliIo): Promise<boolean> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  if (!existsSync(vite)) {
    io.err('The console is not built, and Vite is missing: run npm ci without --omit=dev.')
    return false
  }
  io.err('Building the console (only when its sources changed) …')
  // Taken before the build: an edit during it makes the result stale again.
  const digest = sourcesDigest(root)
  const { code, text } = await runQuietly(process.execPath, [vite, 'build', 'console', '--logLevel', 'warn'], root)
  if (code !== 0 || !existsSync(join(root, 'dist', 'console', 'index.html'))) {
    io.err(text.trimEnd())
    io.err('The console does not build.')
    return false
  }
  writeFileSync(join(root, stampPath), digest)
  return true
}

function runQuietly(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<{ code: number | null; text: string }> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (part: string) => {
        text += part
      })
    }
    child.once('error', failed)
    child.once('close', (code) => done({ code, text }))
  })
}

function sourcesDigest(root: string): string {
  const hash = createHash('sha256')
  const add = (path: string): void => {
    const entries = readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const inside = `${path}/${entry.name}`
      if (entry.isDirectory()) add(inside)
      else if (!/\.test\.tsx?$/.test(entry.name)) addFile(inside)
    }
  }
  const addFile = (path: string): void => {
    const bytes = readFileSync(join(root, path))
    hash.update(`${path}\0${bytes.length}\0`).update(bytes)
  }
  for (const path of inputs) {
    if (!existsSync(join(root, path))) continue
    if (path.endsWith('.json')) addFile(path)
    else add(path)
  }
  return `${hash.digest('hex')}\n`
}
