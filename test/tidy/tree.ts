import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TextFile } from './prose.ts'

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url))

/** Text files that git tracks or would track; binary ones are left out. */
export function trackedFiles(): TextFile[] {
  const names = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  const out: TextFile[] = []
  for (const path of names.split('\0')) {
    if (path === '' || !existsSync(join(repositoryRoot, path))) continue
    const bytes = readFileSync(join(repositoryRoot, path))
    if (!bytes.subarray(0, 8_192).includes(0)) out.push({ path, text: bytes.toString('utf8') })
  }
  return out.sort((a, b) => (a.path < b.path ? -1 : 1))
}
