import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A Node that a user may have installed, and the PATH that finds it first. */
export interface InstalledNode {
  readonly node: string
  readonly version: string
  readonly path: string
}

/**
 * The first Node older than 26 on the PATH, with the PATH that lets a shell find it first; null where there is none.
 * The test run itself stands on the packaged Node 26, which is taken off the PATH here.
 */
export function installedNode(): InstalledNode | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  for (const folder of folders) {
    const node = join(folder, 'node')
    if (!existsSync(node)) continue
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1)
    if (Number(version.split('.')[0]) >= 26) continue
    const without26 = folders.filter((one) => !one.includes('node_modules'))
    return { node, version, path: [folder, ...without26].join(delimiter) }
  }
  return null
}
